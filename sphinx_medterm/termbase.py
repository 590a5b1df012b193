"""All terms of a project: compiled from its data files, looked up by name, stamped with digests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.diagnostics import Diagnostic
from sphinx_medterm.matching import did_you_mean, mentions_in, normalise
from sphinx_medterm.model import Glossary, Record, Section, Source, Term, WordPart
from sphinx_medterm.references import Tables, texts_in


class Rank(IntEnum):
    """How strongly a name stands for a term; the strongest kind that matches wins."""

    KEY = 0
    LABEL = 1
    OTHER = 2
    HIDDEN = 3


class Match(NamedTuple):
    """What a name stands for.

    :ivar keys: keys of all terms it may mean, in alphabetical order; empty if it is unknown.
    :ivar sense: key of the sense that was asked for with ``#``, or an empty text.
    """

    keys: tuple[str, ...]
    sense: str = ""

    @property
    def key(self) -> str:
        """The term that is linked: the first one. Ask only if there is one."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record is defined, as messages name it."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(kw_only=True)
class Termbase:
    """All terms, word parts and sources of a project, read-only once compiled.

    :ivar tables: the records by key.
    :ivar origins: finds where a record is defined, by section and key.
    :ivar inverses: for each term, the terms that only name it, not the other way round.
    :ivar diagnostics: what was wrong with the data files.
    """

    tables: Tables
    origins: Mapping[tuple[str, str], Callable[[], Origin]]
    inverses: Mapping[str, set[str]]
    glossaries: list[Glossary] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _names: dict[str, list[tuple[Rank, str]]] = field(init=False, default_factory=dict)
    _digests: dict[tuple[str, str], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for key, term in self.tables.terms.items():
            for rank, name in _names(key, term):
                self._names.setdefault(normalise(name), []).append((rank, key))

    # ------------------------------------------------------------------ records by key

    def __len__(self) -> int:
        return len(self.tables.terms)

    def __contains__(self, key: object) -> bool:
        return key in self.tables.terms

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables.terms)

    def term(self, key: str) -> Term:
        """Give a term.

        :raises KeyError: if there is none with that key.
        """
        return self.tables.terms[key]

    def word_part(self, key: str) -> WordPart:
        """Give a word part.

        :raises KeyError: if there is none with that key.
        """
        return self.tables.word_parts[key]

    def source(self, key: str) -> Source:
        """Give a source.

        :raises KeyError: if there is none with that key.
        """
        return self.tables.sources[key]

    def label(self, key: str) -> str:
        """Give the preferred label of a term; by default its key."""
        return self.tables.terms[key].label or key

    def origin(self, key: str) -> Origin:
        """Tell in which file, and on which line of it, a term is defined."""
        return self.origins["terms", key]()

    # ------------------------------------------------------------------ names

    def find(self, name: str) -> Match:
        """Look a name up: a key, label, synonym, variant, form, abbreviation or hidden label.

        Case does not matter. A key behind ``#`` addresses one sense of the term; if the term has
        no such sense, the name is unknown.
        """
        keys = self._find(name)
        if keys or "#" not in name:
            return Match(keys)
        base, _hash, sense = name.rpartition("#")
        keys = tuple(key for key in self._find(base) if sense in self.tables.terms[key].senses)
        return Match(keys, sense)

    def _find(self, name: str) -> tuple[str, ...]:
        if name in self.tables.terms:
            return (name,)
        found = self._names.get(normalise(name), ())
        if not found:
            return ()
        strongest = min(rank for rank, _key in found)
        return tuple(sorted({key for rank, key in found if rank == strongest}))

    def did_you_mean(self, name: str) -> str:
        """Word a hint that names up to three terms an unknown name was perhaps meant to be."""
        base, _hash, _sense = name.rpartition("#")
        if base and (keys := self._find(base)):
            senses = [f"{key}#{s}" for key in keys for s in self.tables.terms[key].senses]
            return f"it has the senses {', '.join(senses)}" if senses else "it has no senses"
        shown = {name: name for name, found in self._names.items() if min(found)[0] < Rank.HIDDEN}
        shown |= {normalise(self.label(key)): self.label(key) for key in self.tables.terms}
        return did_you_mean(name, shown.values())

    # ------------------------------------------------------------------ what depends on what

    def referred_terms(self, key: str) -> list[str]:
        """List the terms that the entry of a term names, without those its texts mention."""
        return named_terms(self.tables.terms[key])

    def leads_to(self, key: str) -> list[str]:
        """List the terms that a reader of an entry may want to look up in turn.

        These are the terms its texts mention and those its record refers to, but neither narrower
        ones nor those that refer to it: following them would lead through the whole termbase.
        """
        mentioned = [match.key for name in self.mentions(key) if (match := self.find(name)).keys]
        skipped = {*self.tables.terms[key].narrower, *self.inverses.get(key, ())} - set(mentioned)
        keys = [*mentioned, *self.referred_terms(key)]
        return [other for other in dict.fromkeys(keys) if other not in skipped]

    def shown_names(self, key: str) -> list[str]:
        """List the label, synonyms, variants and abbreviations of a term, each once."""
        term = self.tables.terms[key]
        names = [self.label(key)]
        names += [synonym.label for synonym in term.synonyms]
        names += [variant.label for variant in term.variants]
        names += [abbreviation.label for abbreviation in term.abbreviations]
        return list(dict.fromkeys(names))

    def mentions(self, key: str) -> list[str]:
        """List the names that the texts of an entry mention, word parts included."""
        term = self.tables.terms[key]
        parts = term.etymology.parts if term.etymology else ()
        records: list[Record] = [term, *map(self.word_part, parts)]
        targets = [t for record in records for text in texts_in(record) for t in mentions_in(text)]
        return list(dict.fromkeys(targets))

    def digest(self, key: str) -> str:
        """Stamp all that the data files say in the entry of a term.

        Two digests are equal if the term, its word parts, its sources and the labels and codes of
        the terms it refers to are.
        """
        if ("entry", key) not in self._digests:
            term = self.tables.terms[key]
            stamps = [self._stamp("terms", key)]
            parts = term.etymology.parts if term.etymology else ()
            stamps += [self._stamp("word_parts", part) for part in parts]
            stamps += [self._stamp("sources", source) for source in self.cited_sources(key)]
            for other in self.referred_terms(key):
                stamps.append(f"{other} {self.label(other)} {self.tables.terms[other].codes}")
            self._digests["entry", key] = _digest("\n".join(stamps))
        return self._digests["entry", key]

    def _stamp(self, section: Section, key: str) -> str:
        if (section, key) not in self._digests:
            record = self.tables.section(section)[key]
            self._digests[section, key] = _digest(f"{key} {record.model_dump_json()}")
        return self._digests[section, key]

    def cited_sources(self, key: str) -> list[str]:
        """List the sources of an entry in the order in which it cites them."""
        term = self.tables.terms[key]
        parts = term.etymology.parts if term.etymology else ()
        cited: list[str] = []
        for pronunciation in term.pronunciation:
            cited += pronunciation.sources
        for sense in term.senses.values():
            cited += sense.sources
        for part in parts:
            cited += self.word_part(part).sources
        if term.etymology:
            cited += term.etymology.sources
        for condition in term.related_conditions:
            cited += condition.sources
        cited += term.sources
        return list(dict.fromkeys(cited))


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def named_terms(term: Term) -> list[str]:
    """List the terms that a record refers to, each once."""
    keys = [*term.broader, *term.narrower, *term.related, *term.contrast, *term.see_also]
    keys += [c.term for c in term.related_conditions if c.term]
    keys += [term.replaced_by] if term.replaced_by else []
    return list(dict.fromkeys(keys))


def _names(key: str, term: Term) -> Iterator[tuple[Rank, str]]:
    yield Rank.KEY, key
    yield Rank.LABEL, term.label or key
    for names in (term.synonyms, term.variants, term.forms, term.abbreviations):
        for name in names:
            yield Rank.OTHER, name.label
    for hidden in term.hidden_labels:
        yield Rank.HIDDEN, hidden
