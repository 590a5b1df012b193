"""Words that look like plurals or other spellings of a term, and are not."""

from __future__ import annotations

from tests.core.words import pairs

NEVER = pairs("""
India = indium; California = californium; Mali = malus; Germania = germanium; Polonia = polonium
Lutetia = lutetium; Copernicia = copernicium; Urania = uranium; Palladia = palladium
Samaria = samarium; Romania = romanium; Virginia = virginium; Bali = balus; Pali = palus
ammonia = ammonium; zirconia = zirconium; titania = titanium; alumina = aluminum
alumina = aluminium; magnesia = magnesium; ceria = cerium; thoria = thorium; yttria = yttrium
baria = barium; strontia = strontium; lithia = lithium; beryllia = beryllium; cadmia = cadmium
lanthana = lanthanum; molybdena = molybdenum; platina = platinum; scandia = scandium
gadolinia = gadolinium; holmia = holmium; erbia = erbium; terbia = terbium; thulia = thulium
dysprosia = dysprosium; praseodymia = praseodymium; ytterbia = ytterbium; hafnia = hafnium
phosphori = phosphorus; phosphonia = phosphonium; sulphonia = sulphonium; oxonia = oxonium
Rosaceae = rosacea; Rosaceae = Rosacea; Hominidae = hominida; Felidae = felida
Mimosoideae = mimosoidea; Candidae = candida
synovia = synovium; vaccinia = Vaccinium; vaccinia = vaccinium; aura = aurum; decidua = deciduum
decidua = deciduus; cornea = corneum; abri = abrus; pleura = pleurum; glabella = glabellum
calvaria = calvarium; paronychia = paronychium; onychia = onychium; miliaria = miliarium
cardia = cardium; dextrocardia = dextrocardium; hypochondria = hypochondrium; sepia = sepium
agenda = agendum; quota = quotum; alas = ala; parses = pars; suffices = suffix; tantra = tantrum
frequents = frequent; diffuses = diffuse; obligates = obligate; dulls = dull; thins = thin
dilutes = dilute; matures = mature; separates = separate; angers = anger
stables = stable; rights = right; sharps = sharp; tenders = tender; narrows = narrow
leads = lead; tins = tin; triples = triple
syringes = syrinx; shooed = shed; forgoer = forger; proemium = premium; prooemium = premium
""")
"""What is typed, and a label that it must not find anywhere, be it the only one."""

IN_ROLES_ONLY = pairs("""
leaves = leaf; lives = life; media = medium; capita = caput; cava = cavum
recta = rectum; montes = mons
aquaria = aquarium; campi = campus; arenae = arena; octopi = octopus; asyla = asylum
basilicae = basilica; tauri = taurus; genii = genius; cyathia = cyathium; actini = actinus
executrices = executrix; lanceae = lancea; nimbi = nimbus; portmanteaux = portmanteau
emporia = emporium; podia = podium; cicadae = cicada; papyri = papyrus; simulacra = simulacrum
""")
"""Classical plurals of nouns that the word lists do not know, or that are other words as well."""

NAMES = pairs("""
Wales = wale; Naples = naple; Andes = ande; Bones = bone; Grays = gray
Stones = stone; Banks = bank; Woods = wood; Waters = water; Hayes = haye; Myers = myer
Flanders = flander; Venae = vena; Fundi = fundus; Radii = radius; Axes = axis; Ilia = ilium
Foramina = foramen; Polyarthritides = polyarthritis; Keys = key; Nevi = nevus
""")
"""Words that may be names inside a sentence, and plurals elsewhere."""

WRONG = frozenset(
    pairs("""
assise = assize; amor = amour; apo-state = apostate; apo-states = apostate
de-scent = descent; de-scents = descent; estre = ester; paeon = peon; petre = peter
pre-ferment = preferment; pre-ferments = preferment; pre-tension = pretension
re-sting = resting; umbre = umber; candys = candy; corpses = corps; ethics = ethic
humanities = humanity; ironworks = ironwork; mores = more; polos = polo; statics = static
""")
)
"""What the rules still read wrongly of all words of a dictionary, as measured by
``tests/benchmarks/precision.py``. A mend takes its words out of this table."""
