"""Plurals of words, English and classical: what one may be the plural of, and how one is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def _table(pairs: str) -> dict[str, tuple[str, ...]]:
    """Read ``plural:singular/singular`` pairs."""
    split = (pair.split(":") for pair in pairs.split())
    return {many: tuple(one.split("/")) for many, one in split}


def word_set(text: str) -> frozenset[str]:
    """Read a set of words."""
    return frozenset(text.split())


_IRREGULAR = _table("""
    acromia:acromion alae:ala apices:apex artes:ars atlantes:atlas aures:auris automata:automaton
    axes:axis/axe/ax bases:base/basis calces:calx calves:calf capita:caput cartilagines:cartilago
    children:child clunes:clunis comedones:comedo corda:cor cornua:cornu corpora:corpus cries:cry
    criteria:criterion cruces:crux crura:crus dentes:dens dice:die encephala:encephalon feet:foot
    femora:femur flies:fly frondes:frons frontes:frons gases:gas geese:goose genera:genus
    genua:genu glandes:glans glomera:glomus halves:half hirudines:hirudo hooves:hoof incudes:incus
    inguina:inguen irides:iris knives:knife lanugines:lanugo latera:latus leaves:leaf
    lentigines:lentigo lice:louse limina:limen limites:limes lives:life loaves:loaf lumina:lumen
    lyses:lysis margines:margo men:man mice:mouse midwives:midwife munera:munus nares:naris
    nates:natis nomina:nomen nuces:nux olecrana:olecranon ossa:os ova:ovum oxen:ox partes:pars
    pectines:pecten pectora:pectus pelves:pelvis penes:penis pondera:pondus pontes:pons
    pulmones:pulmo quizzes:quiz retia:rete rumina:rumen scarves:scarf selves:self semina:semen
    shelves:shelf somata:soma stapedes:stapes taxa:taxon teeth:tooth tempora:tempus tendines:tendo
    testes:testis thieves:thief tubera:tuber ulcera:ulcus ungues:unguis uvae:uva vasa:vas
    vermes:vermis vertigines:vertigo viscera:viscus vulnera:vulnus wives:wife wolves:wolf
    women:woman
""")
"""Plurals that no rule makes, or whose stem is too short for one."""

_INVARIABLE = word_set("""
    achilles aedes afterwards always anopheles ascites backwards besides biceps canities caries
    chaos congeries cosmos diabetes does downwards facies faeces fauces feces forceps forwards
    graffiti hermes herpes hives ides means measles mens menses molasses mumps news pampas perhaps
    physics pubes pyrites quadriceps rabies rickets sanies scabies series shingles sometimes
    sordes species stamina tabes thanks towards trans triceps upwards yaws yes
""")
"""Words that look like plurals and have none of their own, or are used as singulars."""
_SINGULAR_S = word_set("alias atlas bias canvas gas lens pancreas")
NO_PLURALS = (
    _INVARIABLE | _SINGULAR_S | word_set("bikini kiwi mini pons safari semi stapes taxi toni")
)

_CLASSICAL = (
    ("ae", "a"),
    ("i", "us"),
    ("a", "um"),
    ("glia", "glion"),
    ("chondria", "chondrion"),
    ("zoa", "zoon"),
    ("zoa", "zoan"),
    ("ena", "enon"),
    ("cephala", "cephalon"),
    ("ses", "sis"),
    ("xes", "xis"),
    ("ides", "is"),
    ("mata", "ma"),
    ("ices", "ex"),
    ("ices", "ix"),
    ("aces", "ax"),
    ("yces", "yx"),
    ("yges", "yx"),
    ("nges", "nx"),
    ("mina", "men"),
    ("ntes", "ns"),
    ("ua", "u"),
    ("eaux", "eau"),
)
_ADJECTIVES = (("es", "is"), ("ia", "e"), ("ntia", "ns"), ("ores", "or"))
"""Endings of Latin adjectives: ``venae pulmonales``, ``ossa nasalia``."""
_ENGLISH = (("ies", "y"), ("s", ""))
_LAST_LETTERS = {ending[-1] for ending, _other in (*_CLASSICAL, *_ADJECTIVES, *_ENGLISH)}
"""The last letters of plurals by rule: most words have another one."""
_SIBILANT = re.compile(r"[^\W\d_].(?:[^s]s|ss|x|z|ch|sh|o)es$")
NO_S = ("ss", "us", "is")

_CERTAIN = _table("""
    acetabula:acetabulum algae:alga antra:antrum appendices:appendix arteriae:arteria atria:atrium
    bacilli:bacillus bacteria:bacterium bronchi:bronchus bronchioli:bronchiolus bullae:bulla
    bursae:bursa calculi:calculus chordae:chorda cicatrices:cicatrix cilia:cilium conchae:concha
    cortices:cortex costae:costa crania:cranium diverticula:diverticulum emboli:embolus
    endothelia:endothelium epithelia:epithelium fasciae:fascia foramina:foramen fossae:fossa
    foveae:fovea fundi:fundus fungi:fungus ganglia:ganglion gyri:gyrus infundibula:infundibulum
    labia:labium lacunae:lacuna laminae:lamina larvae:larva ligamenta:ligamentum maculae:macula
    matrices:matrix medullae:medulla meninges:meninx menisci:meniscus mitochondria:mitochondrion
    musculi:musculus nervi:nervus nuclei:nucleus nucleoli:nucleolus ostia:ostium papillae:papilla
    phalanges:phalanx phenomena:phenomenon protozoa:protozoon radii:radius rami:ramus
    scapulae:scapula septa:septum spermatogonia:spermatogonium spermatozoa:spermatozoon
    stimuli:stimulus sulci:sulcus thrombi:thrombus tophi:tophus trabeculae:trabecula venae:vena
    vertebrae:vertebra vertices:vertex vesiculae:vesicula villi:villus
""")
"""Plurals by rule that are in use; no rule tells ``bronchi`` from ``sinuses``."""
_KNOWN_PLURALS = _IRREGULAR | _CERTAIN
_PLURALS = {ones[0]: many for many, ones in _KNOWN_PLURALS.items()}

_TO_PLURAL = tuple(
    (re.compile(pattern), ending)
    for pattern, ending in (
        (r"(..it|didym)is$", r"\1ides"),
        (r"(..s)is$", r"\1es"),
        (r"(cocc|cill)us$", r"\1i"),
        (r"(.eau)$", r"\1x"),
        (r"([^aeiou])y$", r"\1ies"),
        (r"(stomach|monarch)$", r"\1s"),
        (r"([sxz]|ch|sh)$", r"\1es"),
    )
)
_STAYS = re.compile(r"^$|[^a-z]$|(?<![^\W\d_])[^\W\d_]{1,2}$|(?:[iu]|ae|[^isu]s)$")
"""Ends of words that are no words, too short for a plural to be read, or plurals already."""
_ROMAN = re.compile("[IVX]+")


def singulars(word: str) -> tuple[str, ...]:
    """List the words of which a normalised one may be the plural; a rule leaves three letters."""
    if word in NO_PLURALS:
        return ()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return tuple(dict.fromkeys([*_by_rule(word, _CLASSICAL), *_english_singulars(word)]))


def _by_rule(word: str, rules: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Change the endings of a word of which at least three letters are left."""
    if word[-1:] not in _LAST_LETTERS:
        return
    for ending, other in rules:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            yield word.removesuffix(ending) + other


def _english_singulars(word: str) -> Iterator[str]:
    if word.endswith("s") and not word.endswith(NO_S):
        yield from _by_rule(word, _ENGLISH)
        if _SIBILANT.search(word):
            yield word.removesuffix("es")


def latin_singulars(word: str) -> tuple[str, ...]:
    """List the words of which one may be the plural in a Latin phrase."""
    if word in NO_PLURALS:
        return ()
    if word.endswith("us"):
        return (word,)  # of the fourth declension: many ductus
    return _IRREGULAR.get(word) or tuple(dict.fromkeys(_by_rule(word, _CLASSICAL)))


def latin_adjectives(word: str) -> tuple[str, ...]:
    """List the words of which one may be the plural when it goes with a Latin noun."""
    return (*latin_singulars(word), *_by_rule(word, _ADJECTIVES))


def plural_word(word: str) -> str:
    """Write the plural of a word, its case kept, or the word if it has none that is certain."""
    if word.isupper() and len(word) > 1:
        return word if _ROMAN.fullmatch(word) else word + ("es" if word.endswith("S") else "s")
    folded = word.lower()
    many = _PLURALS.get(folded) or _regular_plural(folded)
    kept = next(n for n in range(len(word), -1, -1) if many.startswith(folded[:n]))
    return word[:kept] + many[kept:]


def _regular_plural(word: str) -> str:
    """Make the plural of a word without capitals, or leave it as it is."""
    if word in _SINGULAR_S:
        return f"{word}es"
    if _STAYS.search(word) or word in _INVARIABLE or word in _KNOWN_PLURALS:
        return word
    for pattern, ending in _TO_PLURAL:
        changed, count = pattern.subn(ending, word)
        if count:
            return changed
    return f"{word}s"
