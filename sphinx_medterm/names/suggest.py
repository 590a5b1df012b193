"""Suggestions for unknown names: typos, and names that sound alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from sphinx_medterm.diagnostics import quoted, spoken
from sphinx_medterm.names.mentions import OPTIONS
from sphinx_medterm.names.normal import normalise

_PAIRS = """
    ->_ '> æ>e œ>e ae>e oe>e
    _ps>_s _pn>_n _pt>_t _gn>_n _kn>_n _mn>_n _wr>_r _ts>_s _x>_s
    ph>f rh>r th>t sch>sk sce>se sci>si scy>si cce>kse cci>ksi ccy>ksi ck>k ch>k
    ce>se ci>si cy>si c>k x>ks q>k ge>je gi>ji gy>ji eu>u ew>u au>o aw>o y>i z>s h> stm>sm tion>sion
    aa>a bb>b dd>d ee>e ff>f gg>g ii>i jj>j kk>k ll>l mm>m nn>n oo>o pp>p rr>r ss>s tt>t uu>u
"""
"""How Greek and Latin spelling sounds in English, with an underscore before what begins a word.
Each pair is applied to the result of those before it."""
_SOUNDS = [pair.replace("_", " ").split(">") for pair in _PAIRS.split()]

_BETWEEN = "\n "
_CANDIDATES = 100
_SOUND_DISCOUNT = 5
"""How much a match by sound counts less than the same match in writing, in percent."""
_LEAST_WRITTEN = 35
"""How similar a name must be in writing, however similar it sounds, in percent."""

LONGEST_MISSPELT = 250
"""The longest name for which suggestions are looked for, in characters.

The time to compare two names grows with the product of their lengths. The longest name in the Human
Phenotype Ontology has 120 characters.
"""
LONGEST_HINT = 40
"""The longest text that a hint repeats, in characters."""
MOST_HINTS = 500
"""How many misspelt names of one kind get suggestions in a build; the others are only reported.

Each is compared with all known names, which takes milliseconds if there are a hundred thousand.
So many wrong names are not typing errors: most likely a file is missing.
"""


def did_you_mean(name: str, known: Iterable[str], limit: int = 3) -> str:
    """Return suggestions as a hint; empty if nothing is similar.

    Meant for a few known names, such as those of fields, that are asked for many times.
    """
    return question(_suggester(tuple(known)).near(name, limit))


@lru_cache(64)
def _suggester(known: tuple[str, ...]) -> Suggester:
    return Suggester(known)


def question(names: Sequence[str]) -> str:
    """Return a hint that asks whether one of some names was meant; empty if there are none."""
    return f"did you mean {spoken(map(repr, names), 'or')}?" if names else ""


def no_option(option: str) -> str:
    """Return a hint about a word that follows a name after a ``+`` and is not an option."""
    hint = did_you_mean(f"+{option}", [f"+{known}" for known in OPTIONS])
    return "; ".join(filter(None, (f"unknown option {quoted(f'+{option}')}", hint)))


def sound(name: str) -> str:
    """Return a rough key for how a normalised name of Greek or Latin origin sounds in English.

    ``pneumonia`` and ``numonia`` have the same key, and so do ``pharynx`` and ``farinks``.
    """
    return _sounds([name])[0]


def _plain(name: str) -> str:
    """Return a normalised name without accents, and with letters and digits on the line."""
    if name.isascii():
        return normalise(name)
    # A build without changes suggests nothing.
    from sphinx_medterm.names.accents import without_accents
    from sphinx_medterm.names.scripts import in_plain_letters

    plain = in_plain_letters(normalise(name))
    return next(iter(without_accents(plain)), plain)


def _sounds(names: Sequence[str]) -> list[str]:
    """Replace letters in all names at once, which is much faster than one by one."""
    text = "".join(f"{_BETWEEN}{name}" for name in names)
    for letters, heard in _SOUNDS:
        text = text.replace(letters, heard)
    return text.split(_BETWEEN)[1:]


class Suggester:
    """All known names, prepared to be searched many times."""

    def __init__(self, known: Iterable[str]) -> None:
        """Prepare the search.

        :param known: the names that would be right.
        """
        self._names = sorted(set(known))  # so that of equal ones the first are found
        self._hints: dict[str, str] = {}

    @cached_property
    def _forms(self) -> list[str]:
        return [_plain(name) for name in self._names]

    @cached_property
    def _sounds(self) -> list[str]:
        return _sounds(self._forms)

    def near(self, name: str, limit: int = 3) -> list[str]:
        """Find the known names that a misspelt one was most likely meant to be, best first.

        :param name: what was written.
        :param limit: how many to return at most.
        :returns: none for a name that is longer than ``LONGEST_MISSPELT``.
        """
        if len(name) > LONGEST_MISSPELT:
            return []
        wanted = _plain(name)
        heard = sound(wanted)
        ranked = sorted(
            (-self._nearness(wanted, heard, place), self._names[place])
            for place in self._candidates(wanted, heard)
        )
        return [known for _score, known in ranked[:limit]]

    def hint(self, name: str) -> str:
        """Return suggestions as a hint for one of many misspelt names; see ``MOST_HINTS``.

        :returns: empty if nothing is similar, or after too many different names.
        """
        if name not in self._hints and len(self._hints) < MOST_HINTS:
            self._hints[name] = question(self.near(name))
        return self._hints.get(name, "")

    def _candidates(self, wanted: str, heard: str) -> set[int]:
        """Return the places of names that look or sound roughly similar."""
        from rapidfuzz import fuzz, process  # needed only when something is wrong

        # A cut-off that allows one error in a short word, but no unrelated word.
        written = process.extract(
            wanted,
            self._forms,
            scorer=fuzz.ratio,
            score_cutoff=60 if len(wanted) <= 4 else 72,
            limit=_CANDIDATES,
        )
        spoken = process.extract(
            heard,
            self._sounds,
            scorer=fuzz.ratio,
            score_cutoff=100 if len(heard) <= 4 else 85,
            limit=_CANDIDATES,
        )
        alike = {
            place
            for _sound, _score, place in spoken
            if fuzz.ratio(wanted, self._forms[place]) >= _LEAST_WRITTEN
        }
        return alike.union(place for _form, _score, place in written)

    def _nearness(self, wanted: str, heard: str, place: int) -> float:
        """Rate similarity in writing and in sound; two swapped letters count as one error."""
        from rapidfuzz.distance.OSA import normalized_similarity

        written = normalized_similarity(wanted, self._forms[place])
        spoken = normalized_similarity(heard, self._sounds[place])
        return max(100 * written, 100 * spoken - _SOUND_DISCOUNT)
