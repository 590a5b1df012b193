"""What records say of each other, what an entry shows of them, and stamps of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sphinx_medterm.lookup import Lookup
from sphinx_medterm.marked_fields import MARKED_FIELDS
from sphinx_medterm.mentions import NAMING_KINDS, Mention
from sphinx_medterm.stamps import stamp
from sphinx_medterm.store import Store

if TYPE_CHECKING:
    from sphinx_medterm.model import Section

INVERSES = {
    "broader": "narrower",
    "narrower": "broader",
    "related": "related",
    "contrast": "contrast",
}
"""What a relation that one term states makes of the other: SKOS makes ``related`` symmetric and
``broader`` the inverse of ``narrower`` (§8.1); a contrast holds both ways too."""

_DATA = "SELECT data FROM records WHERE section = ? AND key = ? AND NOT shadowed"


class Dependencies:
    """What the entries of terms take from other records."""

    def __init__(self, store: Store, lookup: Lookup) -> None:
        self._store = store
        self._lookup = lookup
        self.digest = lru_cache(20_000)(self._digest_entry)
        self.card_digest = lru_cache(20_000)(self._digest_card)
        self.stated_by_others = lru_cache(1_000)(self._inverse_relations)
        self._links = lru_cache(1_000)(self._links_of)

    def _inverse_relations(self, key: str) -> list[tuple[str, str]]:
        """List the terms that name this one, each with the relation that follows for this one."""
        rows = self._store.rows(
            "SELECT DISTINCT records.key, links.field FROM links"
            " JOIN records ON records.id = links.record AND NOT records.shadowed"
            " WHERE links.target = ? AND links.section = 'terms' ORDER BY records.key",
            key,
        )
        return [(other, INVERSES[field]) for other, field in rows if field in INVERSES]

    def _links_of(self, key: str, section: Section) -> list[tuple[str, str, str]]:
        """List what a record states of others: field, section and target of each link."""
        return self._store.rows(
            "SELECT field, section, target FROM links WHERE record ="
            " (SELECT id FROM records WHERE section = ? AND key = ? AND NOT shadowed)"
            " ORDER BY links.rowid",
            section,
            key,
        )

    def _links_in_entry(self, key: str) -> list[tuple[str, str, str]]:
        """List what an entry states of others, in its word parts and sources too."""
        found = [*self._links(key, "terms")]
        for section, record in self._parts_of_entry(key):
            found += self._links(record, section)
        return found

    def _parts_of_entry(self, key: str) -> list[tuple[Section, str]]:
        """List the word parts that an entry shows, and its sources and theirs, each once."""
        own = self._links(key, "terms")
        parts = [record for _f, section, record in own if section == "word_parts"]
        links = [*own, *(link for part in parts for link in self._links(part, "word_parts"))]
        sources = [record for _f, section, record in links if section == "sources"]
        found: list[tuple[Section, str]] = [("word_parts", part) for part in parts]
        found += [("sources", source) for source in sources]
        return list(dict.fromkeys(found))

    def mentions(self, key: str) -> list[Mention]:
        """List the mentions in the texts of an entry, word parts and sources included, each once."""
        links = self._links_in_entry(key)
        found = (Mention(kind, name) for kind, section, name in links if not section)
        return list(dict.fromkeys(found))

    def referred_terms(self, key: str) -> list[str]:
        """List the terms that the entry of a term names, without those its texts mention."""
        stated = [t for _f, section, t in self._links(key, "terms") if section == "terms"]
        others = [other for other, _relation in self.stated_by_others(key)]
        return [other for other in dict.fromkeys([*stated, *others]) if other in self._lookup]

    def leads_to(self, key: str) -> list[str]:
        """List the terms that a reader of an entry may want to look up in turn.

        These are the terms its texts mention and those its record refers to, but neither narrower
        ones nor those that refer to it: following them would lead through the whole termbase.
        """
        names = [name for kind, name in self.mentions(key) if kind in NAMING_KINDS]
        keys = [match.key for name in names if (match := self._lookup.find(name)).keys]
        keys += [
            other
            for field, section, other in self._links(key, "terms")
            if section == "terms" and field != "narrower" and other in self._lookup
        ]
        return list(dict.fromkeys(keys))

    def texts(self, key: str) -> list[str]:
        """List the texts that the entry of a term may show, those of its parts included."""
        rows = (self._store.row(_DATA, *part) for part in self._parts_of_entry(key))
        data = [self._store.field(key, "data")[0], *(row[0] for row in rows if row)]
        return [text for record in data for text in _texts_in(self._store.parsed(record))]

    def word_part_digest(self, key: str) -> str:
        """Stamp what the data files say of a word part; empty if there is none with that key."""
        row = self._store.row(_DATA, "word_parts", key)
        return stamp(row[0]) if row else ""

    def _digest_entry(self, key: str) -> str:
        """Stamp all that the data files say in the entry of a term.

        Two digests are equal if the term, its word parts, its sources and the labels and codes of
        the terms it refers to are.
        """
        data = self._without_hidden(self._store.field(key, "data")[0])
        stated = [key, data, *map(str, self.stated_by_others(key))]
        for _field, section, target in self._links_in_entry(key):
            if section in ("sources", "word_parts"):
                stated += [target, *(self._store.row(_DATA, section, target) or ())]
        for other in self.referred_terms(key):
            stated += [other, *map(str, self._store.field(other, "label, codes"))]
        return stamp("\n".join(stated))

    def _without_hidden(self, data: str) -> str:
        """Leave out of a term what no entry shows."""
        if not any(f'"{field}"' in data for field in _NOT_IN_ENTRIES):
            return data
        fields = {k: v for k, v in self._store.parsed(data).items() if k not in _NOT_IN_ENTRIES}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))  # as it was written

    def _digest_card(self, key: str) -> str:
        """Stamp all that the data files say in the hover card of a term."""
        term = self._store.parsed(self._store.field(key, "data")[0])
        stated: list[object] = [{field: term.get(field) for field in _ON_CARDS}]
        parts = (term.get("etymology") or {}).get("parts", ())
        stated += [self._store.row(_DATA, "word_parts", part) for part in parts]
        if other := term.get("replaced_by"):
            stated.append(self._store.field(other, "label")[0])
        return stamp(repr(stated))


_ON_CARDS = (
    "label",
    "part_of_speech",
    "pronunciation",
    "status",
    "replaced_by",
    "definition",
    "plain_definition",
    "senses",
    "etymology",
)
"""The fields of a term that its hover card may show."""


_NOT_IN_ENTRIES = ("hidden_labels", "autolink")
"""The fields of a term that its entry does not show."""


def _texts_in(data: Any, is_text: bool = False) -> Iterator[str]:
    """Find the texts in a record that may have markup, and some others."""
    if isinstance(data, str):
        if is_text:
            yield data
    elif isinstance(data, list):
        for item in data:
            yield from _texts_in(item, is_text)
    elif isinstance(data, dict):
        for field, value in data.items():
            yield from _texts_in(value, field in MARKED_FIELDS)
