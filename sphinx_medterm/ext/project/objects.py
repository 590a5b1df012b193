"""Names, forms, codes, keys and senses by which inventory and search find entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from sphinx_medterm.ext.ids import sense_id, term_id
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.looks import Look
from sphinx_medterm.termbase.base import Brief

FIRST, LATER, NEVER = 0, 1, -1
"""How early objects stand among the results of a search."""


Object = tuple[str, str, str, str, str, int]
"""Name, display name, type, page, id and priority; see
:meth:`sphinx.domains.Domain.get_objects`."""


class Objects:
    """The objects of a project, each with a name of its own.

    In the search, several terms may have the same name. Where entries stand is stored with pages
    that were read; what follows from it is not, since it would weigh much more.

    :ivar briefs: what the terms are called.
    """

    def __init__(self, build: Build) -> None:
        self._places = {key: Look(*one) for key, one in build.domain_data.entries.items()}
        self.briefs = {key: build.termbase.brief(key) for key in self._places}
        self._build = build
        self._termbase = build.termbase
        self._owners = _owners(build, self.briefs)

    @cached_property
    def all(self) -> list[Object]:
        """All of them, the strongest names first."""
        found: dict[str, Object] = {}
        for collect in (self._names, self._senses, self._former, self._forms, self._codes):
            for one in collect():
                _add(found, one)
        return [*found.values()]

    def of_terms(self) -> Iterator[tuple[str, str, str]]:
        """List the names by which Sphinx's own roles may refer to terms: name, page and id."""
        for key, brief in self.briefs.items():
            for name in brief.names:
                if self._owners.get(name, key) == key and _fits_inventory(name):
                    yield name, self._places[key].docname, term_id(key)

    def _names(self) -> Iterator[Object]:
        others = []
        for key, place in self._places.items():
            brief = self.briefs[key]
            for name in brief.names:
                kind = "term" if name == brief.label else "name"
                found = (name, name, kind, place.docname, term_id(key), FIRST)
                if self._owners.get(name, key) == key:
                    yield found
                else:
                    others.append(found)
            yield key, key, "term", place.docname, term_id(key), NEVER
        yield from others

    def _senses(self) -> Iterator[Object]:
        for key, place in self._places.items():
            brief = self.briefs[key]
            if place.has_senses:
                for sense, title in brief.senses.items():
                    shown, target = f"{brief.label} ({title})", sense_id(key, sense)
                    yield f"{key}#{sense}", shown, "sense", place.docname, target, NEVER

    def _forms(self) -> Iterator[Object]:
        is_english = str(self._build.env.config.language).startswith("en")
        made = []
        for key, place in self._places.items():
            for name, by_rule in self._termbase.forms(key):
                found = (name, name, "form", place.docname, term_id(key), LATER)
                if not by_rule:
                    yield found
                elif is_english:
                    made.append(found)
        yield from made

    def _codes(self) -> Iterator[Object]:
        written = self._termbase.systems.written
        for key, system, code, sense in self._termbase.own_codes():
            place = self._places.get(key)
            if place is None or "codes" not in place.sections:
                continue
            name = written(system, code)
            is_of_sense = sense and place.has_senses
            target = sense_id(key, sense) if is_of_sense else term_id(key)
            yield name, name, "code", place.docname, target, FIRST

    def _former(self) -> Iterator[Object]:
        """List the former keys of terms, and their senses by them, for links of other projects."""
        for former, key in self._termbase.lookup.former.items():
            if (place := self._places.get(key)) is None:
                continue
            yield former, former, "term", place.docname, term_id(key), NEVER
            if place.has_senses:
                for sense in self._termbase.lookup.senses(key):
                    target = sense_id(key, sense)
                    yield f"{former}#{sense}", former, "sense", place.docname, target, NEVER


def _add(found: dict[str, Object], new: Object) -> None:
    name, shown, kind, docname, target, priority = new
    taken = found.get(name)
    if taken is not None and (taken[4] == target or priority == NEVER):
        return
    if taken is not None:
        name = f"{name} ({target})"  # what is shown stays the same
    if _fits_inventory(name):
        found.setdefault(name, (name, shown, kind, docname, target, priority))


def _owners(build: Build, briefs: Mapping[str, Brief]) -> dict[str, str]:
    """Return the names of several terms, each with the one that mentions of it lead to."""
    found: dict[str, list[str]] = {key: [key] for key in briefs}
    for key, brief in briefs.items():
        for name in brief.names:
            if name != key:
                found.setdefault(name, []).append(key)
    shared = {name: keys for name, keys in found.items() if len(keys) > 1}
    return {
        name: next((key for key in build.termbase.find(name).keys if key in keys), keys[0])
        for name, keys in shared.items()
    }


_NUMBER = re.compile(r"-?\d+")


def _fits_inventory(name: str) -> bool:
    """Return whether a name can be written to an inventory without being misread.

    A line of an inventory holds a name, ``domain:type``, a number, a place and a title. A name that
    itself contains a type and a number would be read as an object of that type.
    """
    words = name.split()[1:]
    return not any(":" in kind and _NUMBER.fullmatch(number) for kind, number in pairwise(words))
