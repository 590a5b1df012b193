"""What records say of each other, and what readers see of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sphinx_medterm.names.mentions import NAMING_KINDS, Mention
from sphinx_medterm.records.visible import Fields, Seen, View, fields_from_json, in_view, look
from sphinx_medterm.termbase.lookup import Lookup
from sphinx_medterm.termbase.store import Store

if TYPE_CHECKING:
    from sphinx_medterm.records.record import Section

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
        self.data = lru_cache(4_000)(self._data_of)
        self.stated_by_others = lru_cache(20_000)(self._inverse_relations)
        self._fields_in = lru_cache(1_000)(self._fields_seen)
        self._links = lru_cache(1_000)(self._links_of)

    def _data_of(self, key: str, table: str) -> str:
        """Return a record as JSON.

        :raises KeyError: if there is none with that key.
        """
        data: str = self._store.field(key, "data", table)[0]
        return data

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
        """List the mentions in the texts of an entry, those of its parts included, each once."""
        links = self._links_in_entry(key)
        found = (Mention(kind, name) for kind, section, name in links if not section)
        return list(dict.fromkeys(found))

    def leads_to(self, key: str, mentions: Iterable[Mention] | None = None) -> list[str]:
        """List the terms that a reader of an entry may want to look up in turn.

        These are the terms its texts mention and those its record refers to, but neither narrower
        ones nor those that refer to it: following them would lead through the whole termbase.

        :param mentions: those in its texts as readers see them, if they are not as they were
            written.
        """
        mentions = self.mentions(key) if mentions is None else mentions
        names = [name for kind, name in mentions if kind in NAMING_KINDS]
        keys = [match.key for name in names if (match := self._lookup.find(name)).keys]
        keys += [
            other
            for field, section, other in self._links(key, "terms")
            if section == "terms" and field != "narrower" and other in self._lookup
        ]
        return list(dict.fromkeys(keys))

    def has(self, key: str, table: str) -> bool:
        """Return whether there is a record with that key."""
        return self._store.row(_DATA, table, key) is not None

    def look(self, key: str, view: View, table: str = "terms") -> Seen:
        """Look at a record as readers do.

        :raises KeyError: if there is none with that key.
        """
        data = self.data(key, table)
        fields = self._fields_in(view._replace(sense="") if view.sense else view, table)
        return look(self._store.parsed(data), fields, view)

    def _fields_seen(self, view: View, table: str) -> Fields:
        return in_view(self._fields[table], view)

    @cached_property
    def _fields(self) -> dict[str, Fields]:
        """What there is to know of the fields of all records, section by section."""
        ((kept,),) = self._store.rows("SELECT data FROM fields")
        return {name: fields_from_json(data) for name, data in self._store.parsed(kept).items()}
