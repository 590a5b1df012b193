"""Plurals that are made: those of medical texts, and none that is not certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.names.normal import capitals, normalise
from sphinx_medterm.names.plural_forms import certain_plural, plural_abbreviation
from sphinx_medterm.names.rules import readings
from sphinx_medterm.names.spelling import spelling
from sphinx_medterm.names.word_lists import word_lists
from tests.core.words import pairs

TABLES = word_lists()

USUAL = pairs("""
cell = cells; T-cell = T-cells; axon = axons; neuron = neurons; dendrite = dendrites
erythrocyte = erythrocytes; spermatozoon = spermatozoa; oogonium = oogonia; nucleus = nuclei
nucleolus = nucleoli; mitochondrion = mitochondria; flagellum = flagella; cilium = cilia
microvillus = microvilli; syncytium = syncytia; endothelium = endothelia; glomerulus = glomeruli
alveolus = alveoli; acinus = acini; embryo = embryos; fetus = fetuses; foetus = foetuses
stomach = stomachs; esophagus = esophagi; oesophagus = oesophagi; caecum = caeca; cecum = ceca
duodenum = duodena; appendix = appendices; rectum = recta; anus = anuses; liver = livers
spleen = spleens; pancreas = pancreases; kidney = kidneys; calyx = calyces; ureter = ureters
uterus = uteri; cervix = cervices; ovary = ovaries; testis = testes; epididymis = epididymides
penis = penises; placenta = placentas; heart = hearts; atrium = atria; ventricle = ventricles
aorta = aortas; artery = arteries; vein = veins; septum = septa; lung = lungs; bronchus = bronchi
bronchiolus = bronchioli; larynx = larynxes; thorax = thoraces; pleura = pleurae; brain = brains
cortex = cortices; gyrus = gyri; sulcus = sulci; thalamus = thalami; hippocampus = hippocampi
ganglion = ganglia; plexus = plexuses; cerebellum = cerebella; meninx = meninges; iris = irides
cornea = corneas; retina = retinas; sinus = sinuses; ear = ears; tooth = teeth; gingiva = gingivae
foot = feet; forefoot = forefeet; phalanx = phalanges; hallux = halluces; femur = femora
tibia = tibiae; patella = patellae; meniscus = menisci; pelvis = pelves; vertebra = vertebrae
hemivertebra = hemivertebrae; os = ossa; bursa = bursae; fascia = fasciae; foramen = foramina
lumen = lumina; ostium = ostia; hilum = hila; fundus = fundi; locus = loci; focus = foci
abdomen = abdomens; diaphragm = diaphragms; lymph node = lymph nodes; breast = breasts
hepatitis = hepatitides; arthritis = arthritides; dermatitis = dermatitides
vasculitis = vasculitides; glomerulonephritis = glomerulonephritides
thrombosis = thromboses; psychosis = psychoses; stenosis = stenoses; metastasis = metastases
diagnosis = diagnoses; carcinoma = carcinomas; haematoma = haematomas; lymphoma = lymphomas
stoma = stomas; stigma = stigmata; trauma = traumas; oedema = oedemas; edema = edemas
naevus = naevi; nevus = nevi; thrombus = thrombi; embolus = emboli; calculus = calculi
tophus = tophi; diverticulum = diverticula; hernia = hernias; fistula = fistulas; ulcer = ulcers
petechia = petechiae; macula = maculae; bulla = bullae; comedo = comedones; lentigo = lentigines
varix = varices; sequela = sequelae; crisis = crises; anaemia = anaemias; leukemia = leukemias
thrombocytopenia = thrombocytopenias; pneumonia = pneumonias; tachycardia = tachycardias
diarrhoea = diarrhoeas; apnea = apneas; neuropathy = neuropathies; epilepsy = epilepsies
fracture = fractures; abscess = abscesses; virus = viruses; adenovirus = adenoviruses
bacterium = bacteria; mycobacterium = mycobacteria; streptococcus = streptococci
bacillus = bacilli; fungus = fungi; larva = larvae; hypha = hyphae; antibiotic = antibiotics
placebo = placebos; vaccine = vaccines; opioid = opioids; antigen = antigens; enzyme = enzymes
interferon = interferons; biopsy = biopsies; laparoscopy = laparoscopies; bypass = bypasses
amniocentesis = amniocenteses; anastomosis = anastomoses; hysterectomy = hysterectomies
catheter = catheters; prosthesis = prostheses; forceps = forceps; speculum = specula; lens = lenses
crutch = crutches; stent = stents; X-ray = X-rays; CT scan = CT scans; index = indices
criterion = criteria; phenomenon = phenomena; stimulus = stimuli; serum = sera; patch = patches
epoch = epochs; potato = potatoes; echo = echoes; reflex = reflexes; hiatus = hiatuses
series = series; species = species; child = children; midwife = midwives; woman = women
Crohn's disease = Crohn's diseases; Sjögren syndrome = Sjögren syndromes
Guillain–Barré syndrome = Guillain–Barré syndromes; Foley catheter = Foley catheters
Apgar score = Apgar scores; EMH = EMHs; ECG = ECGs; mRNA = mRNAs; SSRI = SSRIs; MRI = MRIs
fracture of the femur = fractures of the femur; carcinoma in situ = carcinomas in situ
loss-of-function variant = loss-of-function variants; point-of-care test = point-of-care tests
drug-induced hepatitis = drug-induced hepatitides; mother-in-law = mothers-in-law
anemia associated with infection = anemias associated with infection; follow-up = follow-ups
beta-blocker = beta-blockers; β-thalassaemia = β-thalassaemias; knock-out mouse = knock-out mice
fine-needle biopsy = fine-needle biopsies; septum defect = septum defects
vena cava filter = vena cava filters; head and neck cancer = head and neck cancers
labium majus = labia majora; labium minus = labia minora; nucleus pulposus = nuclei pulposi
corpus luteum = corpora lutea; corpus callosum = corpora callosa; vena cava = venae cavae
superior vena cava = superior venae cavae; dura mater = durae matres
foramen magnum = foramina magna; foramen ovale = foramina ovalia
ductus arteriosus = ductus arteriosi; vas deferens = vasa deferentia; os coxae = ossa coxae
locus coeruleus = loci coerulei; substantia nigra = substantiae nigrae
linea alba = lineae albae; cauda equina = caudae equinae; lamina propria = laminae propriae
macula densa = maculae densae; hallux valgus = halluces valgi; genu varum = genua vara
condyloma acuminatum = condylomata acuminata; caput femoris = capita femorum
placenta praevia = placentae praeviae; placenta percreta = placentae percretae
vena pulmonalis = venae pulmonales; arteria radialis = arteriae radiales; os nasale = ossa nasalia
nervus medianus = nervi mediani; ligamentum latum = ligamenta lata; septum atriale = septa atrialia
rupture of the corpus luteum = ruptures of the corpus luteum
corpus luteum of pregnancy = corpora lutea of pregnancy
extramedullary hematopoiesis = extramedullary hematopoieses; plasmacytoma = plasmacytomas
Biopsy = Biopsies; Foot = Feet; Streptococcus = Streptococci; day = days; stapes = stapedes
septum disease = septum diseases; left vena pulmonalis = left venae pulmonales
left os nasale = left ossa nasalia; MRI of the heart = MRIs of the heart
basal ganglia edema = basal ganglia edemas
ossification involving the bones = ossifications involving the bones
sheep = sheep; offspring = offspring; illness = illnesses; weakness = weaknesses; finding = findings
nerve ending = nerve endings; bronchial washing = bronchial washings; ring = rings; sling = slings
microorganism = microorganisms; thromboembolism = thromboembolisms; polymorphism = polymorphisms
pathology = pathologies; aetiology = aetiologies; number needed to treat = numbers needed to treat
fracture of the left femur = fractures of the left femur; effect of therapy = effects of therapy
failure of the test = failures of the test; motor nucleus = motor nuclei
renal pelvis = renal pelves; SSRI in pregnancy = SSRIs in pregnancy
left testis = left testes; optic axis = optic axes; sphincter = sphincters; ECG lead = ECG leads
out-of-hospital cardiac arrest = out-of-hospital cardiac arrests; eGFR = eGFRs
""")

PLURALS = """
data; bacteria; vertebrae; naevi; criteria; viscera; ankle bones; fused thalami; labia majora
venae cavae; ossa nasalia; left venae pulmonales; Bronchi; biceps; SSRIs; feces; faeces
genitals; adenoids; white blood cells; oedemas; metastases
"""

NOT_CERTAIN = """
biopsy's; AIDS; SARS; SIDS; HIV; COPD; MS; p53; HLA-B27; IgG4; HbA1c; IL-2; IFN-β; vitamin B12
trisomy 21
hepatitis C; diabetes type II; factor V Leiden (G1691A); serum Hb; interferon alpha; Maß; 貧血
-itis; Leukemia, myeloid; fracture (closed); nausea and vomiting; head and neck
appendicitis; bursitis; cystitis; anaphylaxis; epistaxis; syphilis; cannabis; sepsis; dermis
tetanus; lupus; ileus; mucus; tinnitus; pruritus; hydrocephalus; torticollis
sodium; ibuprofen; colostrum; myoclonus; Botox; anthrax; latex; hydrops
asthma; influenza; saliva; nausea; epiglottis; parenchyma; emphysema; scleroderma
polio; vitiligo; vertigo; impetigo; genetics; obstetrics; measles; diabetes; herpes
rabies; rickets; information; equipment; blood; herpes zoster; diabetes mellitus; otitis media
lichen planus; lupus erythematosus; cor pulmonale; tinea pedis; angina pectoris; psoas major
tibialis anterior; Escherichia coli; Staphylococcus aureus; Clostridium difficile; HER2-positive
beta-thalassemia major; type 2 diabetes; fish; graf; Kienböck's; extramedullary
carotis; anemia resistant to treatment
levator ani; levator scapulae; erector spinae; sphincter ani; sphincter pupillae; arrector pili
liquor folliculi; cancer uteri; tensor fasciae latae; compressor urethrae; glans penis; corpus penis
rete testis; dens axis; lunula unguis; cauda epididymis; cavum pelvis; articulatio genus
palliative care; end-of-life care; shortness of breath; deafness; vomiting; clubbing; autism
botulism; cardiology; psychiatry; oxygen; thrush; gout; personnel; nursing staff; nil by mouth
passer-by; fly-by; next of kin; surgeon general; mmHg; mL; kPa
point of care test; loss of function variant; man in the barrel syndrome; end of life care
out of hospital cardiac arrest; time to event analysis; quality of life score
open reduction and internal fixation; acute pain and chronic cough
"""


def _names(table: str) -> list[str]:
    return [name for line in table.strip().split("\n") for name in line.strip().split("; ")]


@pytest.mark.parametrize(("one", "many"), USUAL)
def test_plurals_are_those_of_medical_texts(one: str, many: str) -> None:
    """A plural is the usual one, and keeps the spelling of the name."""
    assert certain_plural(one) == many


@pytest.mark.parametrize(("one", "many"), USUAL)
def test_the_usual_plurals_are_read_back(one: str, many: str) -> None:
    """A plural that is made finds the name that it was made of."""
    found = {reading.name for reading in readings(capitals(many))}
    assert spelling(normalise(one)) in found


def test_the_table_is_large() -> None:
    """It has words of all kinds, each once."""
    assert len(dict(USUAL)) == len(USUAL) >= 150


@pytest.mark.parametrize("name", _names(PLURALS))
def test_a_plural_has_itself(name: str) -> None:
    """A name that is a plural already stays as it is, and this is certain."""
    assert certain_plural(name) == name


@pytest.mark.parametrize("name", _names(NOT_CERTAIN))
def test_an_uncertain_plural_is_not_made(name: str) -> None:
    """A name whose plural is not certain, or that has none, stays in the singular."""
    assert certain_plural(name) is None


def test_the_tables_are_large() -> None:
    """They have the nouns and phrases of medical texts."""
    assert len(TABLES.classical) >= 250
    assert len(TABLES.phrases) >= 40


@pytest.mark.parametrize(
    "name", [*TABLES.classical, *TABLES.irregular, *TABLES.phrases, *sorted(TABLES.regular)]
)
def test_plurals_of_the_tables_are_read_back(name: str) -> None:
    """What is made of any noun or phrase of the tables finds it again, if it is no other word."""
    if name in TABLES.uncountable:
        return
    made = certain_plural(name)
    assert made not in (None, name)
    if made in TABLES.not_plural:  # synovia
        return
    assert spelling(normalise(name)) in {reading.name for reading in readings(made or "")}


BEGINNINGS = st.sampled_from(["", "left ", "Non-", "acute "])
ENDINGS = st.sampled_from(["", " of the newborn", " in situ", " associated with age"])


@given(st.sampled_from([one for one, _many in USUAL]), BEGINNINGS, ENDINGS)
def test_plurals_are_read_back_in_longer_names(one: str, before: str, after: str) -> None:
    """Law: what is made of a name is read as a plural of it, whatever stands around."""
    name = f"{before}{one}{after}"
    made = certain_plural(name)
    if made is None or made == name:
        return
    assert spelling(normalise(name)) in {reading.name for reading in readings(capitals(made))}


@given(st.text(max_size=20) | st.text("aeiousnm- IVXSs,", max_size=12))
def test_any_text_may_be_asked_for_its_plural(name: str) -> None:
    """Law: a plural begins as the name does, and the plural of a plural is no other."""
    made = certain_plural(name) or name
    assert made[:1] == name[:1]
    assert (certain_plural(made) or made) == made


@pytest.mark.parametrize(
    ("short", "many"),
    [("EMH", "EMHs"), ("AIDS", "AIDS"), ("CNS", "CNS"), ("NSAIDs", "NSAIDs"), ("CD4", "CD4s")],
)
def test_plurals_of_abbreviations(short: str, many: str) -> None:
    """They have an *s*, unless there is one already."""
    assert plural_abbreviation(short) == many
