"""From a name to its term: by what the data declare, and else by the rules of language."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_medterm.diagnostics import LISTED, listed, quoted
from sphinx_medterm.digest import text_digest
from sphinx_medterm.names.normal import capitals, normalise
from sphinx_medterm.termbase.store import Store

if TYPE_CHECKING:
    from sphinx_medterm.names.suggest import Suggester


class Rank(IntEnum):
    """What kind of name it is; the strongest kind that matches wins."""

    KEY = 0
    LABEL = 1
    OTHER = 2
    INFLECTED = 3
    """An abbreviation with the *s* of the plural, which nobody need declare."""
    HIDDEN = 4


class Writing(IntEnum):
    """How a name is written, compared with how it is declared; the first kind that matches wins."""

    SAME_CAPITALS = 0
    """It has capitals that count, and they are as they should be."""
    ANY_CAPITALS = 1
    """Capitals do not count in it."""
    OTHER_CAPITALS = 2
    """It has capitals that count, but is written in others: ``all`` for ``ALL``."""


class Match(NamedTuple):
    """What a name stands for.

    :ivar keys: keys of all terms it may mean, in alphabetical order; empty if it is unknown.
    :ivar sense: key of the sense that was asked for with ``#``, or an empty text.
    :ivar plural: whether the name is that of a plural.
    :ivar name: the name itself, without the glossary and the sense that are named with it.
    """

    keys: tuple[str, ...]
    sense: str = ""
    plural: bool = False
    name: str = ""

    @property
    def key(self) -> str:
        """The term that is linked: the first one. Ask only if there is one."""
        return self.keys[0]


UNKNOWN = Match(())


class _Hit(NamedTuple):
    """A term that has the name, or may have it."""

    writing: Writing
    rank: Rank
    key: str
    plural: bool

    @property
    def strength(self) -> tuple[Writing, Rank]:
        return self.writing, self.rank


_BY_NAME = """
SELECT rank, key, exact, plural FROM names JOIN records ON records.id = names.record
WHERE name = ? AND NOT shadowed
"""
_BY_READING = """
SELECT key, exact, coalesce(spelling, name) FROM names
JOIN records ON records.id = names.record
WHERE (spelling IN (SELECT value FROM json_each(?))
    OR (spelling IS NULL AND name IN (SELECT value FROM json_each(?))))
AND rank >= ? AND NOT shadowed
"""
_KEYS = """
SELECT key FROM records
WHERE section = 'terms' AND key IN (SELECT value FROM json_each(?)) AND NOT shadowed
"""
_IN_PROSE = """
SELECT coalesce(spelling, name), name, exact, rank, key, silent FROM names
JOIN records ON records.id = names.record WHERE rank > ? AND NOT shadowed
UNION ALL SELECT key, key, NULL, ?, key, silent FROM records
WHERE section = 'terms' AND label = key AND NOT shadowed
"""
_SILENT = "SELECT key FROM records WHERE silent AND NOT shadowed"
_OF_KEY = "section = 'terms' AND key = ? AND NOT shadowed"
_EITHER_KEY = "SELECT key FROM records WHERE section = 'terms' AND key IN (?, ?) AND NOT shadowed"
_IS_LABEL = " AND label = key"
_IN_GLOSSARY = " AND records.file IN (SELECT id FROM files WHERE glossary = ?)"

_SHORTEST = 3  # letters of a name whose capitals do not count, to be found in running text


class Lookup:
    """The names of all terms.

    A name is a key, label, synonym, variant, form, abbreviation or hidden label, whatever its case.
    Capitals count in abbreviations, and in names of one word that has some behind its first letter:
    of the terms that a name may stand for, those whose capitals are the same come first, and one
    with other capitals counts only if there is nothing else. If nothing is declared under a name,
    it may be a plural, or another spelling, of one that is: see :mod:`sphinx_medterm.names.rules`.

    What rules and suggestions need is imported late: a build without changes asks for neither.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found = lru_cache(20_000)(self._find)
        self._suggester = lru_cache(1)(self._make_suggester)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a term with a key."""
        query = "SELECT 1 FROM records WHERE section = 'terms' AND key = ?"
        return self._store.row(query, key) is not None

    # ------------------------------------------------------------------ names on their own

    def find(self, name: str) -> Match:
        """Look a name up.

        A key behind ``#`` addresses one sense of the term; if the term has no such sense, the name
        is unknown. The short name of a glossary and ``:`` before it look in that glossary only.
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
        """Look a name up that may have a glossary before it."""
        if (match := self._find_whole(name)).keys:
            return match._replace(name=name)
        glossary, _colon, rest = name.partition(":")
        match = self._find_whole(rest, normalise(glossary)) if glossary and rest else UNKNOWN
        return match._replace(name=rest) if match.keys else UNKNOWN

    def senses(self, key: str) -> dict[str, str]:
        """Give a short title of each sense of a term, by its key."""
        row = self._store.row(f"SELECT senses FROM records WHERE {_OF_KEY}", key)  # noqa: S608
        senses: dict[str, str] = self._store.parsed(row[0]) if row and row[0] else {}
        return senses

    def _find_whole(self, name: str, glossary: str = "") -> Match:
        """Look a name up as it stands."""
        wanted = normalise(name)
        keys = self._rows(_EITHER_KEY, name, wanted, glossary=glossary)
        if (name,) in keys:
            return Match((name,))
        hits = self._declared(name, wanted, glossary)
        if keys:
            hits.append(_Hit(Writing.ANY_CAPITALS, Rank.KEY, wanted, False))
        if (match := _strongest(hits)).keys:
            return match
        possible = self._possible(name, hits, glossary)
        return possible if len(possible.keys) == 1 else UNKNOWN

    def _possible(self, name: str, hits: Iterable[_Hit], glossary: str = "") -> Match:
        """Give the terms that a name may stand for, although none is declared under it."""
        by_rule = self._by_rule(name, glossary)
        if by_rule.keys:
            return by_rule
        return Match(tuple(sorted({hit.key for hit in hits})))

    # ------------------------------------------------------------------ names in running text

    def find_in_prose(self, text: str) -> tuple[str, ...]:
        """List the terms that words of running text stand for; none if they are no name.

        Keys do not count unless they are labels: they are not written for readers. Nor do names
        with other capitals than they have, and names of one or two letters without any. Silent
        terms are listed only if there are no others.
        """
        wanted = normalise(text)
        hits = [hit for hit in self._declared(text, wanted) if hit.rank > Rank.KEY]
        if self._is_key_shown(wanted):
            hits.append(_Hit(Writing.ANY_CAPITALS, Rank.LABEL, wanted, False))
        if len(wanted) < _SHORTEST:
            hits = [hit for hit in hits if hit.writing is Writing.SAME_CAPITALS]
        if not hits:
            keys = self._by_rule(text, in_prose=True).keys
            return tuple(key for key in keys if key not in self.silent) or keys
        return _strongest([hit for hit in hits if hit.key not in self.silent] or hits).keys

    @cached_property
    def silent(self) -> frozenset[str]:
        """The terms whose names in running text are never linked by themselves."""
        return frozenset(key for (key,) in self._store.rows(_SILENT))

    def linkable(self, keys: Sequence[str]) -> str:
        """Give the term that words are to be linked to, of those they stand for; or none."""
        return keys[0] if len(keys) == 1 and keys[0] not in self.silent else ""

    @cached_property
    def names_in_prose(self) -> tuple[set[str], str]:
        """The names by which terms are found in running text, as they are spelt in keys.

        Behind them stands a stamp of all that decides which terms are found.
        """
        rows = self._store.rows(_IN_PROSE, Rank.KEY, Rank.LABEL)
        parts = (self._store.row("SELECT version FROM meta"), sorted(map(repr, rows)))
        return {row[0] for row in rows}, text_digest(repr(parts))

    # ------------------------------------------------------------------ the store

    def _declared(self, name: str, wanted: str, glossary: str = "") -> list[_Hit]:
        """List the terms that have a name."""
        rows = self._rows(_BY_NAME, wanted, glossary=glossary)
        written = capitals(name) if any(exact for _rank, _key, exact, _plural in rows) else ""
        return [
            _Hit(_writing(exact, written), Rank(rank), key, bool(plural))
            for rank, key, exact, plural in rows
        ]

    def _by_rule(self, name: str, glossary: str = "", *, in_prose: bool = False) -> Match:
        """Give the terms of which a name is the plural, or another spelling, by rule.

        :param in_prose: take only names that are safe in running text.
        """
        from sphinx_medterm.names.rules import readings

        strongest, shortest = (Rank.LABEL, _SHORTEST) if in_prose else (Rank.KEY, 0)
        plurals = {reading.name: reading.plural for reading in readings(capitals(name))}
        names = json.dumps(list(plurals), ensure_ascii=False)
        written = _upper(name)
        found: dict[str, bool] = {}
        rows = self._rows(_BY_READING, names, names, strongest, glossary=glossary)
        for key, exact, reading in rows:
            is_long = plurals[reading] or len(reading) >= shortest
            if written == _upper(exact) if exact else is_long:
                found[key] = found.get(key, True) and plurals[reading]
        condition = _IS_LABEL if in_prose else ""
        for (key,) in self._rows(_KEYS + condition, names, glossary=glossary):
            if plurals[key] or len(key) >= shortest:
                found[key] = found.get(key, True) and plurals[key]
        return Match(tuple(sorted(found)), plural=bool(found) and all(found.values()))

    def _is_key_shown(self, name: str) -> bool:
        """Return whether a name is the key of a term, and its label, too."""
        query = f"SELECT 1 FROM records WHERE {_OF_KEY}{_IS_LABEL}"  # noqa: S608
        return self._store.row(query, name) is not None

    def _rows(self, query: str, *values: object, glossary: str) -> list[tuple[Any, ...]]:
        """Run a query, for one glossary if it is named."""
        if glossary:
            return self._store.rows(query + _IN_GLOSSARY, *values, glossary)
        return self._store.rows(query, *values)

    # ------------------------------------------------------------------ help for unknown names

    def which(self, match: Match) -> str:
        """Say how to write which of several terms a name stands for: key, glossary or sense."""
        ways = [f"a key ({listed(match.keys)})"]
        if len(match.keys) > LISTED + 1:  # of which a list leaves some out
            return f"write {ways[0]}"
        files = [self._glossary_of(key) for key in match.keys]
        if len(set(files)) == len(files):
            ways.append(f"a glossary ({listed([f'{file}:{match.name}' for file in files])})")
        senses = Counter(sense for key in match.keys for sense in self.senses(key))
        if not match.sense and (own := [s for s, count in senses.items() if count == 1]):
            ways.append(f"a sense ({listed([f'{match.name}#{sense}' for sense in own])})")
        return f"write {' or '.join(ways)}"

    def _glossary_of(self, key: str) -> str:
        """Give the short name of the glossary that a term is from."""
        files = f"SELECT file FROM records WHERE {_OF_KEY}"  # noqa: S608
        query = f"SELECT glossary FROM files WHERE id = ({files})"  # noqa: S608
        ((glossary,),) = self._store.rows(query, key)
        return str(glossary)

    def hints(self, names: Sequence[str]) -> dict[str, str]:
        """Say of unknown names what they were perhaps meant to be."""
        return {name: self._other_hint(name) or self._suggester().hint(name) for name in names}

    def hint(self, name: str) -> str:
        """Say what an unknown name was perhaps meant to be."""
        return self.hints([name])[name]

    def _other_hint(self, name: str) -> str:
        """Say what there is of a name, though not all that was asked for."""
        base, _hash, _sense = name.rpartition("#")
        if base and (keys := self.find(base).keys):
            senses = [f"{key}#{sense}" for key in keys for sense in self.senses(key)]
            return f"it has the senses {listed(senses)}" if senses else "it has no senses"
        possible = self._possible(name, self._declared(name, normalise(name))).keys
        if possible:
            meant = listed([quoted(key) for key in possible], " or ")
            return f"it may stand for {meant}; write the one you mean"
        return ""

    def _make_suggester(self) -> Suggester:
        """Take the names of all terms that may be suggested, labels as they are written."""
        from sphinx_medterm.names.suggest import Suggester

        shown = self._store.rows("SELECT DISTINCT name FROM names WHERE rank < ?", Rank.INFLECTED)
        labels = self._store.rows(
            "SELECT key, label FROM records WHERE section = 'terms' AND NOT shadowed"
        )
        names = {known: known for (known,) in shown} | {key: key for key, _label in labels}
        names |= {normalise(label): label for _key, label in labels}
        return Suggester(names.values())


def _strongest(hits: Iterable[_Hit]) -> Match:
    """Give the terms whose name is the strongest; those with other capitals have none."""
    sure = [hit for hit in hits if hit.writing < Writing.OTHER_CAPITALS]
    if not sure:
        return UNKNOWN
    strength = min(hit.strength for hit in sure)
    best = [hit for hit in sure if hit.strength == strength]
    keys = tuple(sorted({hit.key for hit in best}))
    return Match(keys, plural=all(hit.plural for hit in best))


def _writing(exact: str | None, written: str) -> Writing:
    """Compare the capitals of a name with those that are declared, if they count."""
    if not exact:
        return Writing.ANY_CAPITALS
    return Writing.SAME_CAPITALS if exact == written else Writing.OTHER_CAPITALS


def _upper(name: str) -> str:
    """Give the capital letters of a name."""
    return "".join(filter(str.isupper, name))


def counted_capitals(name: str, is_short: bool) -> str | None:
    """Give the form of a name in which its capitals count, if they do.

    They count in abbreviations (``MS``, ``mRNA``), and in names of one word with a capital behind
    the first letter (``CALR``).

    :param is_short: whether it is an abbreviation.
    """
    if name.islower():
        return None
    form = capitals(name)
    marked = form if is_short else "" if " " in form else form[1:]
    return form if marked != marked.lower() else None
