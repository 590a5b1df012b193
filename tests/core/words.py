"""Medical words as they are typed and as they are declared, and words that mean no term."""

from __future__ import annotations


def pairs(table: str) -> list[tuple[str, str]]:
    """Read ``typed = declared`` from lines and semicolons."""
    split = (pair.split("=") for pair in table.replace("\n", ";").split(";") if pair.strip())
    return [(typed.strip(), declared.strip()) for typed, declared in split]


ENGLISH_PLURALS = pairs("""
biopsies = biopsy; arteries = artery; bodies = body; allergies = allergy; injuries = injury
surgeries = surgery; therapies = therapy; deformities = deformity; cavities = cavity
pregnancies = pregnancy; malignancies = malignancy; anomalies = anomaly; autopsies = autopsy
abscesses = abscess; viruses = virus; sinuses = sinus; fetuses = fetus; plexuses = plexus
uteruses = uterus; illnesses = illness; masses = mass; lenses = lens; atlases = atlas
pancreases = pancreas; rashes = rash; stitches = stitch; crutches = crutch; reflexes = reflex
thoraxes = thorax; larynxes = larynx; boxes = box; complexes = complex; gases = gas; biases = bias
stomachs = stomach; tumors = tumor; bones = bone; ribs = rib; kidneys = kidney; lungs = lung
veins = vein; nerves = nerve; valves = valve; muscles = muscle; cells = cell; joints = joint
doses = dose; noses = nose; diseases = disease; nurses = nurse; eyes = eye; toes = toe
infarcts = infarct; fractures = fracture; lesions = lesion; infections = infection; eponyms = eponym
peptides = peptide; enzymes = enzyme; genes = gene; embryos = embryo; echoes = echo
plasmacytomas = plasmacytoma; carcinomas = carcinoma; stigmas = stigma; hernias = hernia
neonates = neonate; antibiotics = antibiotic; calories = calorie; prostheses = prosthesis
""")

CLASSICAL_PLURALS = pairs("""
vertebrae = vertebra; bursae = bursa; bullae = bulla; maculae = macula; larvae = larva
fistulae = fistula; scapulae = scapula; papillae = papilla; trabeculae = trabecula
conjunctivae = conjunctiva; petechiae = petechia; axillae = axilla; aortae = aorta; coxae = coxa
bronchi = bronchus; nuclei = nucleus; bacilli = bacillus; fungi = fungus; thrombi = thrombus
emboli = embolus; alveoli = alveolus; calculi = calculus; glomeruli = glomerulus; gyri = gyrus
sulci = sulcus; villi = villus; foci = focus; loci = locus; radii = radius; rami = ramus
menisci = meniscus; nevi = nevus; cocci = coccus; streptococci = streptococcus; humeri = humerus
esophagi = esophagus; stimuli = stimulus; tori = torus; uteri = uterus; hippocampi = hippocampus
bacteria = bacterium; atria = atrium; septa = septum; diverticula = diverticulum; sera = serum
crania = cranium; epithelia = epithelium; ostia = ostium; sterna = sternum; antra = antrum
cilia = cilium; ilia = ilium; labia = labium; frenula = frenulum; reticula = reticulum
acetabula = acetabulum; inocula = inoculum; capitula = capitulum; vela = velum; media = medium
ganglia = ganglion; criteria = criterion; mitochondria = mitochondrion; phenomena = phenomenon
spermatozoa = spermatozoon; protozoa = protozoan; acromia = acromion
diagnoses = diagnosis; metastases = metastasis; crises = crisis; prognoses = prognosis
thromboses = thrombosis; stenoses = stenosis; anastomoses = anastomosis
fibroses = fibrosis; necroses = necrosis; neuroses = neurosis; psychoses = psychosis
exostoses = exostosis; synapses = synapse; aponeuroses = aponeurosis; ptoses = ptosis
mycoses = mycosis; hypotheses = hypothesis; amniocenteses = amniocentesis; analyses = analysis
arthritides = arthritis; hepatitides = hepatitis; vasculitides = vasculitis
dermatitides = dermatitis; meningitides = meningitis; epididymides = epididymis
glottides = glottis; uveitides = uveitis
carcinomata = carcinoma; sarcomata = sarcoma; fibromata = fibroma; stigmata = stigma
stomata = stoma; adenomata = adenoma; lymphomata = lymphoma; condylomata = condyloma
hematomata = hematoma; schemata = schema; exanthemata = exanthema; enemata = enema
cortices = cortex; vertices = vertex; appendices = appendix; cervices = cervix; varices = varix
indices = index; cicatrices = cicatrix; matrices = matrix; helices = helix; fornices = fornix
radices = radix; thoraces = thorax; calyces = calyx; pharynges = pharynx; larynges = larynx
phalanges = phalanx; meninges = meninx; salpinges = salpinx; coccyges = coccyx
foramina = foramen; lumina = lumen; abdomina = abdomen; rumina = rumen; cerumina = cerumen
infantes = infans; cornua = cornu; genua = genu; rouleaux = rouleau; plateaux = plateau
""")

IRREGULAR_PLURALS = pairs("""
corpora = corpus; tempora = tempus; viscera = viscus; femora = femur; genera = genus
ulcera = ulcus; vulnera = vulnus; glomera = glomus; crura = crus; capita = caput; ossa = os
ova = ovum; vasa = vas; incudes = incus; stapedes = stapes; children = child; feet = foot
teeth = tooth; mice = mouse; women = woman; men = man; lice = louse; testes = testis
pelves = pelvis; irides = iris; nares = naris; dentes = dens; pontes = pons; pectora = pectus
calves = calf; halves = half; lives = life; alae = ala; apices = apex; axes = axis
penes = penis; partes = pars; glandes = glans; comedones = comedo; retia = rete; inguina = inguen
ungues = unguis; calces = calx; atlantes = atlas; lentigines = lentigo; latera = latus
taxa = taxon; encephala = encephalon; olecrana = olecranon; lyses = lysis; corda = cor
""")

SPELLINGS = pairs("""
anaemia = anemia; leukaemia = leukemia; haemorrhage = hemorrhage; haemoglobin = hemoglobin
oedema = edema; oesophagus = esophagus; oestrogen = estrogen; foetus = fetus; foetal = fetal
diarrhoea = diarrhea; dyspnoea = dyspnea; gonorrhoea = gonorrhea; coeliac = celiac
paediatric = pediatric; orthopaedics = orthopedics; gynaecology = gynecology; aetiology = etiology
anaesthesia = anesthesia; caecum = cecum; caesarean = cesarean; faeces = feces; taenia = tenia
uraemia = uremia; septicaemia = septicemia; haematuria = hematuria; ischaemia = ischemia
amoeba = ameba; homoeopathy = homeopathy; phaeochromocytoma = pheochromocytoma
caeruloplasmin = ceruloplasmin; laevocardia = levocardia; archaea = archea; praecordial = precordial
tumour = tumor; humour = humor; behaviour = behavior; colour = color; odour = odor
vapour = vapor; labour = labor; odours = odor; behavioural therapy = behavioral therapy
colour blindness = color blindness; favourable = favorable; colouration = coloration
sterilisation = sterilization; immunise = immunize; ionising radiation = ionizing radiation
dialyse = dialyze; paralysed = paralyzed; catalyse = catalyze; hospitalisation = hospitalization
randomised trial = randomized trial; dialyser = dialyzer
litre = liter; centre = center; fibre = fiber; titre = titer; goitre = goiter; metre = meter
millilitre = milliliter; fibreoptic = fiberoptic; calibre = caliber; manoeuvre = maneuver
sulphate = sulfate; sulphonamide = sulfonamide; sulphur = sulfur; methylsulphonyl = methylsulfonyl
analogue = analog; homologue = homolog; cholagogue = cholagog; dialogue = dialog
grey matter = gray matter; leucocyte = leukocyte; leucopenia = leukopenia; disk = disc
artefact = artifact; ageing = aging; motor neurone = motor neuron; slime mould = slime mold
bone remodelling = bone remodeling; signalling = signaling; labelled = labeled
travellers' diarrhoea = traveler's diarrhea; genetic counselling = genetic counseling
hypoaesthesia = hypesthesia; paraoesophageal = paraesophageal
hemophilia = haemophilia; edematous = oedematous; estradiol = oestradiol; fetoscopy = foetoscopy
celom = coelom; apnea = apnoea; pediatrician = paediatrician; hemolysis = haemolysis
hyperglycemia = hyperglycaemia; cesium = caesium; neoplasm color = neoplasm colour
ionization = ionisation; analyzer = analyser; nanometer = nanometre; theater = theatre
sulfide = sulphide; catalog = catalogue; leukoplakia = leucoplakia; leukemoid = leukaemoid
œdema = edema; fœtus = fetus; anæmia = anaemia; cæcum = cecum; cœliac = coeliac
""")

COMBINATIONS = pairs("""
haemangiomata = hemangioma; haematomas = hematoma; tumours = tumor; oedemata = edema
foetuses = fetus; oesophagi = oesophagus; leucocytes = leukocyte; leukaemias = leukemia
anaesthetics = anesthetic; haemorrhages = hemorrhage; ischaemias = ischemia; naevi = nevus
fibres = fiber; centres = center; goitres = goiter; analogues = analog; sulphonamides = sulfonamide
caeca = cecum; amoebae = ameba; taeniae = tenia; vertebræ = vertebra; gynaecologists = gynecologist
diarrhoeas = diarrhea; paraganglia = paraganglion; haemodialyses = hemodialysis; colours = color
behaviours = behavior; oestrogens = estrogen; phaeochromocytomata = pheochromocytoma
hemangiomata = haemangioma; edemas = oedema; hematopoieses = haematopoiesis; manoeuvres = maneuver
Haemopoieses = hemopoiesis; ANAEMIAS = anemia; disks = disc
""")

PHRASES = pairs("""
corpora lutea = corpus luteum; corpora cavernosa = corpus cavernosum; venae cavae = vena cava
corpora callosa = corpus callosum; musculi recti abdominis = musculus rectus abdominis
venae pulmonales = vena pulmonalis; ossa nasalia = os nasale; nervi spinales = nervus spinalis
rami communicantes = ramus communicans; foramina ovalia = foramen ovale; vasa vasorum = vas vasorum
musculi intercostales externi = musculus intercostalis externus; fossae ovales = fossa ovalis
chordae tendineae = chorda tendinea; ligamenta flava = ligamentum flavum
arteriae coronariae = arteria coronaria
fractures of the femur = fracture of the femur; foramina in bone = foramen in bone
tumours of the bones = tumor of the bone; diseases of the eye = disease of the eye
carcinomata in situ = carcinoma in situ; rami of the mandible = ramus of the mandible
haemorrhages after biopsies = hemorrhage after biopsy; pains on movement = pain on movement
crohn's disease = Crohn disease; graves' disease = graves disease
Parkinson disease = Parkinson's disease; Alzheimer’s diseases = Alzheimer disease
Bowman's capsules = Bowman capsule; Alzheimers disease = Alzheimer's disease
ductus ejaculatorii = ductus ejaculatorius; vasa deferentia = vas deferens
musculi levatores ani = musculus levator ani; processus mastoidei = processus mastoideus
patients' rights = patients rights
t-cell = T cell; T-cells = T cell; T–cell lymphomas = T-cell lymphoma; b cells = B-cell
extra-medullary = extramedullary; pre-eclampsia = preeclampsia; X-rays = x ray
gastro-oesophageal reflux = gastroesophageal reflux; co-factors = cofactor
non-small-cell lung cancer = nonsmall cell lung cancer; X-linked disorders = X linked disorder
β-thalassaemia = beta thalassemia; beta-thalassaemia = β-thalassemia
α-fetoproteins = alpha fetoprotein
β blockers = beta-blocker; γ-globulin = gamma globulin; TNF-α = TNF alpha; IFNγ = IFN-gamma
β2 microglobulin = beta 2 microglobulin; κ-casein = kappa casein; Β-cells = beta cell
lymph nodes = lymph node; bone marrow biopsies = bone marrow biopsy
extramedullary haematopoieses = extramedullary hematopoiesis; heart failures = heart failure
EMHs = EMH; MRIs = MRI; SSRIs = SSRI; UTIs = UTI; ECGs = ECG; IgG4s = IgG4
""")

RULES = [
    pair
    for table in (
        ENGLISH_PLURALS,
        CLASSICAL_PLURALS,
        IRREGULAR_PLURALS,
        SPELLINGS,
        COMBINATIONS,
        PHRASES,
    )
    for pair in table
]
"""What is typed, and the label that it is to find."""

TRAPS = """
aid pet iris bas lens penis mens ala os base basis pan axis caput vas pons ileum ilium serum colon
tonus minus taxis album carbon region neuron mean hive shingle rabie carie diabete herpe specie
serie scabie measle mas pas los les cros pul thu thi hi anu viru plu tetanu mu pectus safe serf
relief grief proof strife poet wed pump hem haem poem toe shoe hour for pot tor por hor your vog rog
rose size prise raise ani taxus murus focu abdomen gene semen lamen stamen mare heme aer aerobe
phage phobe phile mane cit gland spin sib imago virgo mare mal pectin
opus genus corpus tempus ulcus crus latus pondus onus penne dent pont part art
"""
"""Labels near which ordinary words come: real ones, and what careless rules would make."""

ORDINARY = """
this thus his its us is was has as yes does goes plus minute less loss pass cross glass class
always perhaps besides towards afterwards sometimes means news thanks series species rabies caries
scabies herpes diabetes measles mumps biceps triceps quadriceps forceps facies fauces pancreatic
alias canvas chaos cosmos asbestos ethos pathos tabes ascites shingles hives rickets menses pubes
pyrites anopheles aedes anus tetanus typhus lupus ileus meatus sepsis stasis basal clitoris
colitis dermis cutis tuberculosis poetry wooed cooed hoes wounds wander pours fours flour scour
sour tours vogue rogue vague plague tongue rise arise prize seize noise promise exercise advise
aerosol aerogenic aeroplane hero zero euro israel michael coexist coerce coefficient goer doer
cola data agenda opera drama malaria mania regia panda villa idea area era via vagina retina
lamina spina angina carina ala-carte stamina insomnia pedophilia bacteriophagia dysphagia phobia
anti multi mini semi taxi safari kiwi toni alibi salami ski bikini wifi tsunami saves serves
relieves grieves proves strives waves curves gloves loves drives imagines engines hormones phones
sponges oranges changes ranges services offices slices devices voices faces spaces traces taxes
faxes relaxes mixes houses causes phases cases tides sides glides insides steroids timbre acre
ogre sabre macabre genre are were there here where their the and with from about after before
between under over during without patients treatment doctor hospital table chair window kitchen
water sugar bread apple river run walks eats drinks sleeps reads writes speaks listens thinks
laughs lyse fuse muse rinse tense dense sense nonsense expense license recipe recipes sinuous
lenient corpse virtue massive nursery gaseous atlantic sinful fungible lumbering
"""
"""Words that must find nothing among all labels above, though rules come near."""
