"""Plurals, English and classical: of which words one may be the plural, and how one is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

from sphinx_medterm.matching import normalise
from sphinx_medterm.spelling import spelling

__all__ = ["Reading", "plural", "readings", "singulars", "spelling", "stems"]


def _table(pairs: str) -> dict[str, tuple[str, ...]]:
    """Read ``plural:singular/singular`` pairs."""
    split = (pair.split(":") for pair in pairs.split())
    return {many: tuple(one.split("/")) for many, one in split}


def _words(text: str) -> frozenset[str]:
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

_INVARIABLE = _words("""
    achilles aedes afterwards always anopheles ascites backwards besides biceps canities caries
    chaos congeries cosmos diabetes does downwards facies faeces fauces feces forceps forwards
    graffiti hermes herpes hives ides means measles mens menses molasses mumps news pampas perhaps
    physics pubes pyrites quadriceps rabies rickets sanies scabies series shingles sometimes
    sordes species stamina tabes thanks towards trans triceps upwards yaws yes
""")
"""Words that look like plurals and have none of their own, or are used as singulars."""
_SINGULAR_S = _words("alias atlas bias canvas gas lens pancreas")
_NO_PLURALS = (
    _INVARIABLE | _SINGULAR_S | _words("bikini kiwi mini pons safari semi stapes taxi toni")
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
_ADJECTIVES = (("es", "is"), ("ia", "e"))
"""Endings of Latin adjectives: ``venae pulmonales``, ``ossa nasalia``."""
_ENGLISH = (("ies", "y"), ("s", ""))
_SIBILANT = re.compile(r"[^\W\d_].(?:[^s]s|ss|x|z|ch|sh|o)es$")
_NO_S = ("ss", "us", "is")

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
_LATIN_HEADS = _words("""
    arteria corpus foramen fossa ganglion ligamentum musculus nervus os ramus septum sulcus
    tuberculum vas vena
""")
_LATIN_ADJECTIVES = (("us", "i"), ("um", "a"), ("a", "ae"), ("is", "es"), ("e", "ia"))

_BREAK = re.compile(r"([ -])")
_INNER_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe"})
_INITIALS = re.compile(r"(?:.*[ -])?(?=[^a-z]*[A-Z])[A-Z0-9]{3,}s")
_PREPOSITIONS = _words("""
    affecting after at before between by during due following for from in induced involving near of
    on over secondary to under with within without
""")
_AT_MOST = 100


class Reading(NamedTuple):
    """A key under which a name may be found by rule.

    :ivar name: the key, as :func:`~sphinx_medterm.spelling.spelling` makes it.
    :ivar plural: whether the name was taken for a plural.
    """

    name: str
    plural: bool


def singulars(word: str) -> tuple[str, ...]:
    """List the words of which a normalised one may be the plural; a rule leaves three letters."""
    if word in _NO_PLURALS:
        return ()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return tuple(dict.fromkeys([*_by_rule(word, _CLASSICAL), *_english_singulars(word)]))


def _by_rule(word: str, rules: Iterable[tuple[str, str]]) -> Iterator[str]:
    for ending, other in rules:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            yield word.removesuffix(ending) + other


def _english_singulars(word: str) -> Iterator[str]:
    if word.endswith("s") and not word.endswith(_NO_S):
        yield from _by_rule(word, _ENGLISH)
        if _SIBILANT.search(word):
            yield word.removesuffix("es")


def _latin_singulars(word: str) -> tuple[str, ...]:
    """List the words of which one is the plural in a Latin phrase."""
    if word in _NO_PLURALS:
        return ()
    return _IRREGULAR.get(word) or tuple(dict.fromkeys(_by_rule(word, _CLASSICAL)))


def stems(word: str) -> tuple[str, ...]:
    """List the words that may stand for a normalised one, wherever it is in a name, by rule."""
    by_rule = (*singulars(word), *_latin_singulars(word), *_by_rule(word, _ADJECTIVES))
    of_initials = [word[:-1]] if word.endswith("s") else []
    return tuple(dict.fromkeys([*by_rule, *of_initials]))


def readings(name: str) -> tuple[Reading, ...]:
    """List the keys under which a name may be found by rule, the best first, each once.

    :param name: a normalised name, or one with its case kept: then ``SSRIs`` is known for the
        plural of ``SSRI``.
    """
    text = normalise(name).translate(_LIGATURES)
    found = {spelling(form): False for form in _with_fewer_hyphens(text)}
    if _INITIALS.fullmatch(name):
        found.setdefault(spelling(text[:-1]), True)
    for singular in _in_singular(_BREAK.split(text)):
        for form in _with_fewer_hyphens(singular):
            found.setdefault(spelling(form), True)
    return tuple(Reading(*item) for item in islice(found.items(), _AT_MOST))


def _with_fewer_hyphens(name: str) -> Iterator[str]:
    """Give a name as it is, without hyphens inside words, and without one of them."""
    yield name
    if "-" not in name:
        return
    yield _INNER_HYPHEN.sub("", name)
    for hyphen in islice(_INNER_HYPHEN.finditer(name), 4):
        yield name[: hyphen.start()] + name[hyphen.end() :]


def _in_singular(words: list[str]) -> Iterator[str]:
    """Give the singulars that a name may have; what stands between words is kept in its place."""
    last = len(words) - 1
    head = _head(words)
    if head != last:
        yield from _replaced(words, {head: singulars(words[head])})
        yield from _replaced(words, {head: singulars(words[head]), last: singulars(words[last])})
    yield from _replaced(words, {last: singulars(words[last])})
    if " " in words:
        yield from _latin_phrases("".join(words).split(" "))


def _head(words: list[str]) -> int:
    """Tell which word of a name its plural changes: the one before a preposition, or the last."""
    last = len(words) - 1
    return next((n - 2 for n in range(2, last, 2) if words[n] in _PREPOSITIONS), last)


def _latin_phrases(words: list[str]) -> Iterator[str]:
    """Take the first word of a phrase for a Latin plural, with up to two adjectives or alone."""
    noun = {0: _latin_singulars(words[0])}
    if not noun[0]:
        return
    phrases = [noun]
    for n in range(1, min(len(words), 3)):
        adjective = (*_latin_singulars(words[n]), *_by_rule(words[n], _ADJECTIVES))
        phrases.insert(0, phrases[0] | {n: adjective})
    for phrase in phrases:
        yield from _replaced(words, phrase, " ")


def _replaced(
    words: list[str], changes: Mapping[int, Iterable[str]], between: str = ""
) -> Iterator[str]:
    for choice in product(*changes.values()):
        changed = dict(zip(changes, choice, strict=True))
        yield between.join(changed.get(n, word) for n, word in enumerate(words))


def plural(name: str) -> str:
    """Write the plural of a name as English does, its case kept.

    A classical ending is used only where it is certain; a name whose plural is not, such as one
    that ends in a figure or is a plural already, stays as it is.
    """
    words = _BREAK.split(name)
    if words[0].casefold() in _LATIN_HEADS and len(words) > 2:
        words[2] = _latin_plural(words[2])
        head = 0
    else:
        head = _head([word.casefold() for word in words])
    words[head] = _plural_word(words[head])
    return "".join(words)


def _plural_word(word: str) -> str:
    if word.isupper() and len(word) > 1:
        return word if _ROMAN.fullmatch(word) else word + ("es" if word.endswith("S") else "s")
    folded = word.casefold()
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


def _latin_plural(word: str) -> str:
    """Put a Latin adjective into the plural, if it is one."""
    for ending, many in _LATIN_ADJECTIVES:
        if word.endswith(ending):
            return word.removesuffix(ending) + many
    return word
