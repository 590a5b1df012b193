"""Names as they are typed and as they are declared: those that are the same word, and others."""

from __future__ import annotations

from .words import pairs

ACCENTS = pairs("""
Sjogren syndrome = Sjögren syndrome; Sjoegren syndrome = Sjögren syndrome
Sjoegren's syndrome = Sjögren syndrome; Sjögren syndrome = Sjogren syndrome
Sjögren syndrome = Sjoegren syndrome; SJÖGREN SYNDROME = Sjoegren syndrome
Meniere disease = Ménière disease; Ménière disease = Meniere disease
Menière's disease = Ménière disease; Meniére disease = Ménière disease
Behcet disease = Behçet disease; Behçet’s disease = Behcet disease
Guillain-Barre syndrome = Guillain-Barré syndrome
Guillain–Barré syndrome = Guillain-Barre syndrome; Guillain Barre syndrome = Guillain-Barré syndrome
Waldenstrom macroglobulinemia = Waldenström macroglobulinemia
Waldenstroem macroglobulinaemia = Waldenström macroglobulinemia
cafe-au-lait spot = café-au-lait spot; cafe au lait spots = café-au-lait spot
café-au-lait spots = cafe au lait spot; Mullerian duct = Müllerian duct
Muellerian duct = Müllerian duct; anti-Muellerian hormone = anti-Müllerian hormone
antimullerian hormone = anti-Müllerian hormone; antimüllerian hormone = anti-Mullerian hormone
Angstrom = Ångström; Ångström = angstrom; Aangstroem = Ångström
Bronsted acid = Brønsted acid; Broensted acid = Brønsted acid; Brønsted acid = Bronsted acid
Kohler disease = Köhler disease; Koehler disease = Köhler disease
Löffler syndrome = Loffler syndrome
Rontgen = Röntgen; Roentgen = Röntgen; röntgen = roentgen
Maladie de Lapeyronie = maladie de Lapeyronie; Sezary cell = Sézary cell
naive B cell = naïve B cell
grosse = große; Strasse = Straße; fêtes = fete; oedeme = œdème; oedème = œdeme; nævus = naevus
dejà vu = déjà vu; deja vu = déjà vu; Lodz = Łódź; peau d’orange = peau d'orange
Legg-Calve-Perthes disease = Legg-Calvé-Perthes disease; Tourettes syndrome = Tourette syndrome
Lofgren's syndrome = Löfgren syndrome; Dejerine-Sottas disease = Déjerine-Sottas disease
Schonlein-Henoch purpura = Schönlein-Henoch purpura
Charcot–Bouchard aneurysm = Charcot-Bouchard aneurysm
""")

SCRIPTS = pairs("""
CO2 = CO₂; CO₂ = CO2; H2O2 = H₂O₂; Na+ = Na⁺; Na⁺ = Na+; Ca2+ = Ca²⁺; Ca²⁺ = Ca2+
Fe3+ = Fe³⁺; CD4+ T cell = CD4⁺ T cell; CD4⁺ T cells = CD4+ T cell
Na+/K+-ATPase = Na⁺/K⁺-ATPase; Vmax = Vₘₐₓ; 131I = ¹³¹I; 99mTc scan = ⁹⁹ᵐTc scan
kg/m2 = kg/m²; vitamin B12 = vitamin B₁₂; type Ⅱ fiber = type II fiber; type II fibre = type Ⅱ fiber
ＨＤＬ = HDL; Cl⁻ channels = Cl- channel; PaO2 = PaO₂; FEV1 = FEV₁
""")

GREEK = pairs("""
beta-2 = β₂; β2 = β₂; beta2 = β₂; β₂ = beta-2; β-2 = β₂
alpha-1-antitrypsin = α₁-antitrypsin; alpha1-antitrypsin = α₁-antitrypsin
alpha-1 antitrypsin = α₁-antitrypsin; α1-antitrypsin = α₁-antitrypsin
α₁-antitrypsin = alpha-1-antitrypsin; α₁-antitrypsin = alpha1-antitrypsin
Alpha-1-Antitrypsin = α₁-antitrypsin; alpha₁-antitrypsin = alpha-1 antitrypsin
delta-9-THC = Δ9-THC; delta9-THC = Δ9-THC; Δ⁹-THC = Δ9-THC; Delta-9-THC = Δ9-THC
Δ9-THC = delta-9-THC; δ9-THC = Δ9-THC; Δ-9-THC = delta9-THC
TNFalpha = TNF-α; TNF-alpha = TNFα; TNFα = TNF alpha; IFNgamma = IFN-γ; IFN-γ = IFNgamma
NF-kappaB = NF-κB; NF-kappa B = NF-κB; NFκB = NF-κB; PGF2alpha = PGF2α; deltaF508 = ΔF508
gamma-delta T cell = γδ T cell; γδ T cells = gamma delta T cell; αβ T cell = alpha-beta T cell
5-alpha-reductase = 5α-reductase; 5alpha-reductase = 5α-reductase; 5α-reductase = 5 alpha reductase
beta2-microglobulin = β₂-microglobulin; β₂ agonists = beta-2 agonist
Ω-3 fatty acid = omega-3 fatty acid
Aβ42 = Abeta42; Abeta42 = Aβ42; A-beta = Aβ; Aβ = A-beta; Aδ fiber = A-delta fiber
A-delta fibre = Aδ fiber; 17β-estradiol = 17-beta-estradiol; 17beta-oestradiol = 17β-estradiol
α-Fetoprotein = alpha-fetoprotein; 𝛼-fetoprotein = alpha-fetoprotein; ϐ-cell = beta cell
""")

HYPHENS = pairs("""
preeclampsia = pre-eclampsia; pre eclampsia = pre-eclampsia; preëclampsia = pre-eclampsia
nonsteroidal = non-steroidal; IL2 = IL-2; IL 2 = IL-2; IL-2 = IL2; followup = follow-up
follow up = follow-up; follow-ups = follow-up; followups = follow-up; work-ups = work-up
angioedema = angio-oedema; angio-edema = angio-oedema; angiooedema = angio-oedema
angioedemas = angio-oedema; angio-oedema = angioedema; angioedema = angio-edema
gastroesophageal reflux = gastro-oesophageal reflux; microorganisms = micro-organism
xray = X-ray; X ray = X-ray; X-rays = xray; Tcell lymphoma = T-cell lymphoma
nonsteroidal antiinflammatory drug = non-steroidal anti-inflammatory drug
nonsteroidal anti-inflammatory drugs = non-steroidal anti-inflammatory drug
non-steroidal antiinflammatory drug = non-steroidal anti-inflammatory drug
nonsmall-cell lung cancer = non-small-cell lung cancer; intraabdominal mass = intra-abdominal mass
postpartum = post-partum; intrauterine device = intra-uterine device; reinfection = re-infection
SARSCoV-2 = SARS-CoV-2; COVID19 = COVID-19; HbA1c = HbA-1c; Bcell = B-cell; DDimer = D-dimer
nonHodgkin lymphoma = non-Hodgkin lymphoma; antiDNA antibody = anti-DNA antibody
haemato-oncology = hematooncology; hematooncology = haemato-oncology; nonhaem iron = non-heme iron
underreporting = under-reporting; A-lines = A-line; A-lines = A line; coinfection = co-infection
deescalation = de-escalation
""")

BRITISH = pairs("""
heme = haem; haem = heme; haems = heme; non-haem iron = nonheme iron; oxyhaem = oxyheme
counselor = counsellor; counsellors = counselor; chancellor = chancelor; councilor = councillor
judgment = judgement; judgements = judgment; acknowledgement = acknowledgment
sulfhydryl = sulphydryl; sulphydryls = sulfhydryl; sulphhydryl = sulfhydryl
sulphaemoglobin = sulfhemoglobin; sulfhaemoglobin = sulphemoglobin
kilogram = kilogramme; kilogrammes = kilogram; milligramme = milligram; gramme = gram
programme = program; tranquilizer = tranquilliser; tranquillizers = tranquiliser
tranquillisers = tranquilizer; tranquilizing = tranquillising; tranquility = tranquillity
crystallised = crystalized; metallise = metalize; dialled = dialed; fuelling = fueling
modeler = modeller; traveler = traveller; cancelled = canceled; channelled = channeled
panellist = panelist; marvellous = marvelous; labelling = labeling
tunnelled catheter = tunneled catheter
focussed ultrasound = focused ultrasound; focussing = focusing
smouldering myeloma = smoldering myeloma; smoldering = smouldering; moulding = molding
lachrymal gland = lacrimal gland; lacrymal = lachrymal; nasolachrymal duct = nasolacrimal duct
diskectomy = discectomy; diskitis = discitis; microdiskectomy = microdiscectomy
scepticism = skepticism; sceptical = skeptical; enrolment = enrollment; fulfil = fulfill
instil = instill; hiccough = hiccup; connexion = connection; inflexion = inflection
licence = license; offence = offense; practise = practice; dietician = dietitian
mollusc = mollusk; yoghurt = yogurt; caesarian section = cesarean section
caesarean section = cesarian section; localizability = localisability; specialities = specialty
centred = centered; wilful = willful; skilful = skillful; enquiry = inquiry
""")

LATIN = pairs("""
regiones = regio; portiones = portio; articulationes = articulatio; circulationes = circulatio
tuberositates = tuberositas; cavitates = cavitas; extremitates = extremitas
phalanges = phalange; halluces = hallux
pollices = pollex; falces = falx; pedes = pes; renes = ren; lienes = lien
labia majora = labium majus; labia minora = labium minus; tubercula majora = tuberculum majus
omenta minora = omentum minus; cornua majora = cornu majus; spinae posteriores = spina posterior
foramina ischiadica majora = foramen ischiadicum majus
musculi teretes majores = musculus teres major
ligamenta teretia uteri = ligamentum teres uteri; tubercula anteriora = tuberculum anterius
durae matres = dura mater; piae matres = pia mater; capita femorum = caput femoris
capita femoris = caput femoris; capita humerorum = caput humeri; colla scapularum = collum scapulae
corpora vertebrarum = corpus vertebrae; radices dentium = radix dentis
apices pulmonum = apex pulmonis
digiti pedum = digitus pedis; digiti manuum = digitus manus
articulationes genuum = articulatio genus
lobi superiores pulmonum = lobus superior pulmonis; regiones colli laterales = regio colli lateralis
tuberositates ossium metatarsi = tuberositas ossis metatarsi; ossa coxarum = os coxae
musculi extensores digitorum = musculus extensor digitorum; facies articulares = facies articularis
canales semicirculares = canalis semicircularis; cavitates glenoidales = cavitas glenoidalis
arteriae carotides internae = arteria carotis interna; partes petrosae = pars petrosa
processus articulares superiores = processus articularis superior
regiones cubitales anteriores = regio cubitalis anterior; vasa lymphatica = vas lymphaticum
""")

IN_ROLES = pairs("""
HCO3- = HCO₃⁻; SO42- = SO₄²⁻; Cl- channel = Cl⁻ channel; A line = A-line
""")
"""What is read so only where a name is asked for: in a text, it may be something else."""

SAME = [*ACCENTS, *SCRIPTS, *GREEK, *HYPHENS, *BRITISH, *LATIN]

DIFFERENT = pairs("""
Na+ = Na; Na = Na+; Na⁺ = Na; Na = Na⁺; Ca2+ = Ca; Ca = Ca²⁺; Ca+ = Ca2+; K⁺ = K; Cl⁻ = Cl; Cl = Cl⁻
Cl channel = Cl⁻ channel; Cl⁻ channel = Cl channel; H2O = HO; CO = CO₂; CO2 = CO; CO₃ = CO₂
Fe2+ = Fe³⁺
CD4 = CD4+; CD8⁺ = CD4⁺; CD4- = CD4+; β₂ = β₁; beta-2 = β₁; β = β₂; beta = beta-2; α-1 = β-1
103 = 10³; 10³ = 103; 10-3 = 10⁻³; 1½ = 11/2; 11/2 = 1½; IL-12 = IL-1-2; IL12 = IL-1-2
type 12 = type 1-2
type 1-2 = type 12; IL-21 = IL-2; IL3 = IL-2; il-2 = IL-3
alpha = alpha-1; Δ8-THC = Δ9-THC; alphabet = alpha bet; TNFβ = TNFα; μ receptor = κ receptor
IFN-α = IFN-γ; γ T cell = γδ T cell; βίος = β ίος; λόγος = λογος; мой = мои; か = が; कि = क
côté = côte; côte = côté; pêche = péché; péché = pêche; élevé = élève; réglé = règle
pécheur = pêcheur
hör = hår; für = får; poet = pot; blue = blu; Mueller = Muller; does = dos
hem = haem; haem = hem; theme = thm; swelling = sweling; filling = filing; propel = propell
salt = sallt; flour = flor; judge = judg; program = progra; gram = gra; dial = diall
rigour = rigor; rigors = rigour
discs = disks of; discard = diskard; sulphate = phosphate; septic = sceptic
states = stas; stations = statio; dates = das; bones = bonis; serum = seris; ovum = ovis
labia minora = labium majus; capita humerorum = caput femoris; durae = dura mater; genera = genu
recover = re-covered; unionized = un-ionised; un-ionised = unionized; retreat = re-treat
a beta = Aβ; acute = a-cute drug; ball = B-ALL; all = A-LL
pre = pre-eclampsia; eclampsia = pre-eclampsia; bone marrow = bonemarrow; in fact = infact
""")
