"""References of records to each other, and what readers see of them."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS, SPHINX_TERM, Mention
from sphinx_medterm.records.visible import (
    Fields,
    Seen,
    Viewpoint,
    fields_from_json,
    look,
    seen_from,
)
from sphinx_medterm.termbase.lookup import Lookup
from sphinx_medterm.termbase.rows import LinkRow
from sphinx_medterm.termbase.store import Store
from sphinx_medterm.termbase.tables import Tables

if TYPE_CHECKING:
    from sphinx_medterm.records.record import Section

INVERSES = {
    "broader": "narrower",
    "narrower": "broader",
    "related": "related",
    "contrast": "contrast",
}
"""The relation that follows for the other term: in SKOS (§8.1), ``related`` is symmetric and
``broader`` the inverse of ``narrower``. A contrast is symmetric too."""


class Dependencies:
    """What records say of each other, and what their entries take from other records."""

    def __init__(self, store: Store, lookup: Lookup) -> None:
        self._store = store
        self._tables = Tables(store)
        self._lookup = lookup
        self.data = lru_cache(4_000)(self._data_of)
        self.stated_by_others = lru_cache(20_000)(self._inverse_relations)
        self._fields_in = lru_cache(1_000)(self._fields_seen)
        self._links = lru_cache(1_000)(self._tables.links)

    def _data_of(self, key: str, table: str) -> str:
        """Return a record as JSON.

        :raises KeyError: if there is none with this key.
        """
        return self._tables.data(table, key)

    def _inverse_relations(self, key: str) -> list[tuple[str, str]]:
        """List the terms that refer to this one, each with the relation that this one has to it.

        What a sense of this one says as well is left out: it is shown there.
        """
        links = self._tables.links_to(key)
        found = [(other, INVERSES[field]) for other, field in links if field in INVERSES]
        if not found:
            return []
        said = {(link.target, link.field) for link in self._links("terms", key) if link.sense}
        return [relation for relation in found if relation not in said]

    def _links_in_entry(self, key: str) -> list[LinkRow]:
        """List what an entry says of others, in its word parts and sources too."""
        found = [*self._links("terms", key)]
        for section, record in self._parts_of_entry(key):
            found += self._links(section, record)
        return found

    def _parts_of_entry(self, key: str) -> list[tuple[Section, str]]:
        """List the word parts that an entry shows, and its sources and theirs, each once."""
        own = self._links("terms", key)
        parts = [link.target for link in own if link.section == "word_parts"]
        links = [*own, *(link for part in parts for link in self._links("word_parts", part))]
        sources = [link.target for link in links if link.section == "sources"]
        found: list[tuple[Section, str]] = [("word_parts", part) for part in parts]
        found += [("sources", source) for source in sources]
        return list(dict.fromkeys(found))

    def mentions(self, key: str) -> list[Mention]:
        """List the mentions in the texts of an entry and of its parts, each once."""
        links = self._links_in_entry(key)
        found = (
            Mention(link.field, link.target)
            for link in links
            if not link.section and (link.field in KINDS or link.field == SPHINX_TERM)
        )
        return list(dict.fromkeys(found))

    def leads_to(self, key: str) -> list[str]:
        """List the terms that a reader of a whole entry may want to look up in turn.

        These are the terms that its texts mention and those that its record refers to, but neither
        narrower terms nor terms that refer to it: they would lead through the whole termbase.
        """
        names = [name for kind, name in self.mentions(key) if kind in NAMING_KINDS]
        keys = [match.key for name in names if (match := self._lookup.find(name)).keys]
        keys += [
            link.target
            for link in self._links("terms", key)
            if link.section == "terms" and link.field != "narrower" and link.target in self._lookup
        ]
        return list(dict.fromkeys(keys))

    def has(self, key: str, table: str) -> bool:
        """Return whether there is a record with this key."""
        return self._tables.has(table, key)

    def look(self, key: str, viewpoint: Viewpoint, table: str = "terms") -> Seen:
        """Return what readers see of a record.

        :raises KeyError: if there is none with this key.
        """
        data = self.data(key, table)
        of_any_sense = viewpoint._replace(sense="") if viewpoint.sense else viewpoint
        fields = self._fields_in(of_any_sense, table)
        return look(self._store.parsed(data), fields, viewpoint)

    def _fields_seen(self, viewpoint: Viewpoint, table: str) -> Fields:
        return seen_from(self._fields[table], viewpoint)

    @cached_property
    def _fields(self) -> dict[str, Fields]:
        """What is known of the fields of all records, section by section."""
        sections = self._store.parsed(self._tables.fields().data)
        return {section: fields_from_json(fields) for section, fields in sections.items()}
