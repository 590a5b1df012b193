"""From a name to its term: first by what the data declare, then by the rules of language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from sphinx_medterm.diagnostics import LISTED, listed, quoted
from sphinx_medterm.digest import text_digest
from sphinx_medterm.names.normal import capitals, counted_capitals, normalise
from sphinx_medterm.names.suggest import Suggester, no_option
from sphinx_medterm.termbase.former_keys import current_keys
from sphinx_medterm.termbase.rows import OwnName, Spelt
from sphinx_medterm.termbase.store import Store
from sphinx_medterm.termbase.tables import Tables


class Rank(IntEnum):
    """The kinds of names, strongest first; the strongest kind that matches wins."""

    KEY = 0
    LABEL = 1
    OTHER = 2
    INFLECTED = 3
    """An abbreviation with the *s* of the plural, which need not be declared."""
    HIDDEN = 4
    FORMER = 5
    """A key that a term had before; it counts only if nothing else has the name."""


class Writing(IntEnum):
    """How a name is written compared with the one that is declared; the first match wins."""

    EXACT = 0
    """Just so."""
    OTHERWISE = 1
    """In other capitals, which do not count, or with other letters of the same case-folded form."""
    OTHER_CAPITALS = 2
    """Capitals count, and they differ: ``all`` for ``ALL``."""


class Match(NamedTuple):
    """What a name stands for.

    :ivar keys: keys of all terms it may mean, in alphabetical order; empty if it is unknown.
    :ivar sense: key of the sense that was asked for with ``#``; empty if none was.
    :ivar plural: whether the name is a plural.
    :ivar name: the name itself, without the glossary before it and the sense after it.
    :ivar is_former: whether the name is a former key.
    """

    keys: tuple[str, ...]
    sense: str = ""
    plural: bool = False
    name: str = ""
    is_former: bool = False

    @property
    def key(self) -> str:
        """The term that is linked: the first one, which must exist."""
        return self.keys[0]


UNKNOWN = Match(())


class _Hit(NamedTuple):
    """A term that has the name, or may have it.

    :ivar strict: whether the capitals of the name count.
    """

    writing: Writing
    rank: Rank
    key: str
    plural: bool = False
    strict: bool = False

    @property
    def strength(self) -> tuple[Writing, Rank]:
        return self.writing, self.rank


_SHORTEST = 3
"""Fewest letters of a name that is found in running text, unless its capitals count."""


class Lookup:
    """The names of all terms.

    A name is a key, label, synonym, variant, form, abbreviation or hidden label, in any case.
    Terms that have it as it is written come first: ``mg`` is not ``Mg``. Capitals count in
    abbreviations, and in single words with a capital after the first letter: a term with other
    capitals counts only if there is nothing else. A name that nothing is declared under may be the
    plural, or another spelling, of one that is declared: see :mod:`sphinx_medterm.names.rules`.

    Rules are imported late, because a build without changes needs none.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tables = Tables(store)
        self._found = lru_cache(20_000)(self._find)

    def __contains__(self, key: object) -> bool:
        """Return whether there is a term with this key."""
        return isinstance(key, str) and self._tables.has("terms", key)

    # ------------------------------------------------------------------ names on their own

    def find(self, name: str) -> Match:
        """Look a name up.

        In ``name#sense``, the key of a sense selects one sense of the term; if the term has no such
        sense, the name is unknown. ``glossary:name`` is looked up in one glossary only.
        """
        return self._found(name)

    def _find(self, name: str) -> Match:
        if (match := self._without_sense(name)).keys or "#" not in name:
            return match
        base, _hash, sense = name.rpartition("#")
        match = self._without_sense(base)
        keys = tuple(key for key in match.keys if sense in self.senses(key))
        return match._replace(keys=keys, sense=sense) if keys else UNKNOWN

    def _without_sense(self, name: str) -> Match:
        """Look up a name that may have a glossary before it."""
        if (match := self._find_whole(name)).keys:
            return match._replace(name=name)
        glossary, _colon, rest = name.partition(":")
        match = self._find_whole(rest, normalise(glossary)) if glossary and rest else UNKNOWN
        return match._replace(name=rest) if match.keys else UNKNOWN

    def senses(self, key: str) -> dict[str, str]:
        """Return a short title of each sense of a term, by the key of the sense.

        :raises KeyError: if there is no term with this key.
        """
        senses = self._tables.shown(key).senses
        return self._store.parsed(senses) if senses else {}

    def _find_whole(self, name: str, glossary: str = "") -> Match:
        """Look up a name as it stands."""
        wanted = normalise(name)
        keys = self._tables.known([name, wanted], glossary)
        if name in keys:
            return Match((name,))
        hits = self._declared(name, wanted, glossary)
        if keys:
            hits.append(_Hit(writing(wanted, name), Rank.KEY, wanted))
        if (match := _strongest(hits)).keys:
            return match
        possible = self._possible(name, hits, glossary)
        return possible if len(possible.keys) == 1 else UNKNOWN

    def _possible(self, name: str, hits: Iterable[_Hit], glossary: str = "") -> Match:
        """Return the terms that a name may stand for, although none is declared under it."""
        by_rule = self._by_rule(name, glossary)
        if by_rule.keys:
            return by_rule
        current = {hit.key for hit in hits if hit.rank < Rank.FORMER}
        if not current:
            return _first_former(hit.key for hit in hits)
        return Match(tuple(sorted(current)))

    # ------------------------------------------------------------------ former keys

    @cached_property
    def former(self) -> dict[str, str]:
        """The keys that terms had before, each with the key that it leads to."""
        return current_keys(self._tables)

    @cached_property
    def _former_by_key(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for former, key in self.former.items():
            found.setdefault(key, []).append(former)
        return found

    def former_keys(self, key: str) -> list[str]:
        """List the former keys that lead to a term."""
        return self._former_by_key.get(key, [])

    # ------------------------------------------------------------------ names in running text

    def find_in_prose(self, text: str, *, inside: bool = False) -> tuple[str, ...]:
        """List the terms that words of running text stand for; none if the words are not a name.

        Keys are not written for readers, so they count only if they are labels. Names in other
        capitals do not count, nor do names of one or two letters without capitals. Silent terms are
        listed only if there are no others.

        :param inside: whether the words stand inside a sentence, where a capital has a meaning:
            ``Wales`` is not several wales.
        """
        wanted = normalise(text)
        hits = [h for h in self._declared(text, wanted) if Rank.KEY < h.rank < Rank.FORMER]
        if self._tables.known([wanted], labels=True):
            hits.append(_Hit(writing(wanted, text), Rank.LABEL, wanted))
        if len(wanted) < _SHORTEST:
            hits = [hit for hit in hits if hit.strict and hit.writing is Writing.EXACT]
        if not hits:
            keys = self._by_rule(text, in_prose=True, inside=inside).keys
            return tuple(key for key in keys if key not in self.silent) or keys
        return _strongest([hit for hit in hits if hit.key not in self.silent] or hits).keys

    @cached_property
    def silent(self) -> frozenset[str]:
        """The terms that are never linked automatically in running text."""
        return frozenset(self._tables.silent())

    @cached_property
    def deprecated(self) -> dict[str, bool]:
        """The terms with names that should no longer be used, and whether all are such."""
        found: dict[str, bool] = {}
        for key, wholly in self._tables.deprecated():
            found[key] = found.get(key, False) or wholly
        return found

    def names_of(self, key: str) -> list[OwnName]:
        """List the names of a term, its label among them."""
        from sphinx_medterm.names.spelling import spelling

        label = self._tables.shown(key).label
        name, strict = normalise(label), counted_capitals(label, is_short=False) is not None
        own = OwnName(name, capitals(label), strict, spelling(name), Rank.LABEL, deprecated=False)
        return [own, *self._tables.names_of(key)]

    def linkable(self, keys: Sequence[str]) -> str:
        """Return the term to link words to, of those they stand for; empty for none."""
        return keys[0] if len(keys) == 1 and keys[0] not in self.silent else ""

    @cached_property
    def names_in_prose(self) -> tuple[set[str], str]:
        """The names by which terms are found in running text, spelt as keys are.

        After them comes a digest of everything that decides which terms are found.
        """
        rows = self._tables.in_prose(Rank.KEY, Rank.FORMER)
        parts = (self._tables.meta().version, sorted(map(repr, rows)))
        return {row[0] for row in rows}, text_digest(repr(parts))

    # ------------------------------------------------------------------ the store

    def _declared(self, name: str, wanted: str, glossary: str = "") -> list[_Hit]:
        """List the terms that have a name."""
        return [
            _Hit(writing(written, name, strict), Rank(rank), key, bool(plural), bool(strict))
            for key, written, strict, rank, plural in self._tables.named(wanted, glossary)
        ]

    def _by_rule(
        self, name: str, glossary: str = "", *, in_prose: bool = False, inside: bool = False
    ) -> Match:
        """Return the terms that a name is the plural, or another spelling, of.

        :param in_prose: use only names that are safe in running text.
        :param inside: whether the name stands inside a sentence.
        """
        from sphinx_medterm.names.rules import looser_readings, readings
        from sphinx_medterm.termbase.by_rule import Asked, meant

        strongest, shortest = (Rank.LABEL, _SHORTEST) if in_prose else (Rank.KEY, 0)
        sure = readings(capitals(name), in_prose=in_prose, inside=inside)
        asked = Asked(name, sure, looser_readings(sure, in_prose=in_prose), shortest, inside)
        plurals = {reading.name: reading.plural for reading in (*sure, *asked.looser)}
        rows = self._tables.spelt(list(plurals), strongest, glossary)
        rows += [
            Spelt(key, key, strict=False, spelling=key, rank=Rank.KEY, loose=False)
            for key in self._tables.known(list(plurals), glossary, labels=in_prose)
        ]
        terms = meant(asked, [row for row in rows if row.rank < Rank.FORMER])
        if not terms and not in_prose:
            former = [row for row in rows if row.rank == Rank.FORMER and not plurals[row.spelling]]
            return _first_former(row.key for row in former)
        plural = bool(terms) and all(plurals[reading] for reading, _key in terms)
        return Match(tuple(sorted({key for _reading, key in terms})), plural=plural)

    # ------------------------------------------------------------------ help for unknown names

    def which(self, match: Match) -> str:
        """Word how to choose one of the terms a name stands for: by key, glossary or sense."""
        ways = [f"a key ({listed(match.keys)})"]
        if len(match.keys) > LISTED + 1:  # of which a list leaves some out
            return f"write {ways[0]}"
        glossaries = [self._tables.glossary_of(key) for key in match.keys]
        if len(set(glossaries)) == len(glossaries):
            ways.append(f"a collection name ({listed([f'{one}:{match.name}' for one in glossaries])})")
        senses = Counter(sense for key in match.keys for sense in self.senses(key))
        if not match.sense and (own := [s for s, count in senses.items() if count == 1]):
            ways.append(f"a sense ({listed([f'{match.name}#{sense}' for sense in own])})")
        return f"write {' or '.join(ways)}"

    def hints(self, names: Sequence[str]) -> dict[str, str]:
        """Suggest what unknown names were meant to be."""
        return {name: self._other_hint(name) or self._suggester.hint(name) for name in names}

    def hint(self, name: str) -> str:
        """Suggest what an unknown name was meant to be."""
        return self.hints([name])[name]

    def _other_hint(self, name: str) -> str:
        """Word what is known of a name that does not match as a whole."""
        base, _hash, _sense = name.rpartition("#")
        if base and (keys := self.find(base).keys):
            senses = [f"{key}#{sense}" for key in keys for sense in self.senses(key)]
            return f"it has the senses {listed(senses)}" if senses else "it has no senses"
        base, _plus, option = name.rpartition(" +")
        if option.isalpha() and self.find(base).keys:
            return no_option(option)
        possible = self._possible(name, self._declared(name, normalise(name))).keys
        if possible:
            meant = listed([quoted(key) for key in possible], " or ")
            return f"it may stand for {meant}; write the one you mean"
        return ""

    @cached_property
    def _suggester(self) -> Suggester:
        """Suggests names of terms, labels as they are written."""
        labels = self._tables.labels()
        names = {known: known for known in (*self._tables.names(Rank.INFLECTED), *labels)}
        names |= {normalise(label): label for label in labels.values()}
        return Suggester(names.values())


def _strongest(hits: Iterable[_Hit]) -> Match:
    """Return the terms whose name is the strongest, without those in other capitals."""
    hits = [hit for hit in hits if hit.writing < Writing.OTHER_CAPITALS]
    sure = [hit for hit in hits if hit.rank < Rank.FORMER]
    if not sure:
        nearest = min((hit.writing for hit in hits), default=Writing.EXACT)
        return _first_former(hit.key for hit in hits if hit.writing == nearest)
    strength = min(hit.strength for hit in sure)
    best = [hit for hit in sure if hit.strength == strength]
    keys = tuple(sorted({hit.key for hit in best}))
    return Match(keys, plural=all(hit.plural for hit in best))


def _first_former(keys: Iterable[str]) -> Match:
    """Return the term that a former key leads to; the first one if several had it."""
    first = min(keys, default=None)
    return UNKNOWN if first is None else Match((first,), is_former=True)


def writing(declared: str, name: str, strict: bool = False) -> Writing:
    """Compare how a name is written with how it is declared.

    :param declared: what is declared, as :func:`~sphinx_medterm.names.normal.capitals` writes it.
    :param strict: whether its capitals count.
    """
    if declared == capitals(name):
        return Writing.EXACT
    if strict and (declared.isascii() or not _has_capitals_of(declared, name)):
        return Writing.OTHER_CAPITALS
    return Writing.OTHERWISE


def _has_capitals_of(declared: str, name: str) -> bool:
    """Return whether names have the same capitals, those of Greek letters aside."""
    from sphinx_medterm.names.scripts import capital_letters

    return capital_letters(declared) == capital_letters(name)
