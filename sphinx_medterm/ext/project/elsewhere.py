"""Names that the termbase lacks: terms of Sphinx's own glossaries, and of other projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from sphinx_medterm.ext.ids import parse_id
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.termbase.lookup import UNKNOWN, Match

if TYPE_CHECKING:
    from sphinx.util.typing import Inventory

_KINDS = (
    ("medterm", "medterm:term"),
    ("medterm", "medterm:name"),
    ("medterm", "medterm:form"),
    ("medterm", "medterm:sense"),
    ("std", "std:term"),
)
"""The objects of inventories that mentions may lead to, each with its domain, in order."""


class Spelling(NamedTuple):
    """A name as an inventory of another project has it, and the domain that lists it there."""

    domain: str
    name: str


class Elsewhere:
    """What names stand for that no term has: other terms, or nothing that need be reported."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._env = build.env
        config = build.env.config
        self._ignored = frozenset(map(tuple, config.nitpick_ignore if config.nitpicky else ()))
        self._patterns = config.nitpick_ignore_regex if config.nitpicky else ()
        self.address = cache(self._address)
        self._folded = cache(self._fold)

    def knows(self, name: str) -> bool:
        """Return whether a name need not be reported."""
        return bool(self.address(name))

    def _address(self, name: str) -> str:
        """Return where mentions of a name lead; empty if it is unknown everywhere."""
        if found := self.in_glossary(name):
            return "#".join(found)
        return self._resolved(name) or ("ignored" if self._is_ignored(name) else "")

    def _is_ignored(self, name: str) -> bool:
        """Return whether Sphinx's ``nitpick_ignore`` and ``nitpick_ignore_regex`` list a name."""
        if ("medterm:term", name) in self._ignored:
            return True
        return any(
            re.fullmatch(kind, "medterm:term") and re.fullmatch(target, name)
            for kind, target in self._patterns
        )

    def _resolved(self, name: str) -> str:
        reference = addnodes.pending_xref(
            "",
            refdomain="medterm",
            reftype="term",
            reftarget=name,
            refdoc=self._env.config.root_doc,
            refexplicit=True,
            refwarn=False,
        )
        try:
            resolved = self._env.events.emit_firstresult(
                "missing-reference",
                self._env,
                reference,
                nodes.inline("", name),
                allowed_exceptions=(NoUri,),
            )
        except NoUri:
            return ""
        if resolved is None:
            return ""
        address = resolved.get("refuri") if isinstance(resolved, nodes.Element) else ""
        return str(address or "resolved")

    # ------------------------------------------------------------------ Sphinx's own glossaries

    def in_glossary(self, name: str) -> tuple[str, str] | None:
        """Return the page and id of a term of a ``glossary`` directive, in any case."""
        exact = self._glossaries.get(name)
        return exact or self._glossaries_folded.get(normalise(name))

    def own_match(self, node: addnodes.pending_xref, name: str) -> Match:
        """Return which of our terms a reference of another role mentions by a name, if any."""
        config, kind = self._env.config, node.get("refdomain")
        if kind == "doc":  # a link of MyST to an id on a page
            is_open = parse_id(name) is not None
            return self._build.find_name_or_id(name) if is_open else UNKNOWN
        if kind == "std":
            is_open = config.medterm_std_terms
        else:
            domains = config.myst_ref_domains if node["reftype"] == "myst" else None
            is_open = domains is None or not {"std", "medterm"}.isdisjoint(domains)
        return self.own_match_by(name) if is_open else UNKNOWN

    def own_match_by(self, name: str) -> Match:
        """Return which of our terms other roles mention by a name, if any.

        Terms of Sphinx's own glossaries come first, unless ours has just this spelling.
        """
        is_ours = ("term", name) in self._objects and name not in self._glossaries
        if not is_ours and self.in_glossary(name):
            return UNKNOWN
        return self._build.find_name_or_id(name)

    @property
    def _objects(self) -> dict[tuple[str, str], tuple[str, str]]:
        objects: dict[tuple[str, str], tuple[str, str]]
        objects = self._env.get_domain("std").data["objects"]
        return objects

    @cached_property
    def _glossaries(self) -> dict[str, tuple[str, str]]:
        return {
            name: place
            for (kind, name), place in self._objects.items()
            if kind == "term" and parse_id(place[1]) is None
        }

    @cached_property
    def _glossaries_folded(self) -> dict[str, tuple[str, str]]:
        terms = sorted(self._glossaries.items(), reverse=True)  # whichever page was read first
        return {normalise(name): place for name, place in terms}

    # ------------------------------------------------------------------ other projects

    def spellings(self, name: str) -> list[Spelling]:
        """List the spellings under which other projects may know a name, the exact one first."""
        found = [one for one in self._spellings(name) if one != Spelling("medterm", name)]
        return sorted(found, key=lambda one: one.name != name)

    def is_listed(self, name: str) -> bool:
        """Return whether another project lists a term of this name, in any case."""
        return any(True for _ in self._spelt(name))

    def respelt(self, name: str, project: str = "") -> str:
        """Return a name as the inventory of a project has it for our domain, in any case.

        :param project: its name there; empty for all projects.
        """
        found = (one.name for one in self._spelt(name, project) if one.domain == "medterm")
        return next(found, name)

    def _spellings(self, name: str) -> Iterator[Spelling]:
        yield from self._spelt(name)
        project, colon, rest = name.partition(":")
        if colon:
            for domain, spelt in self._spelt(rest, project):
                yield Spelling(domain, f"{project}:{spelt}")

    def _spelt(self, name: str, project: str = "") -> Iterator[Spelling]:
        wanted = normalise(name)
        for domain, kind in _KINDS:
            if spelt := self._folded(kind, project).get(wanted):
                own = self._inventory(project).get(kind, {})
                yield Spelling(domain, name if name in own else spelt)

    def _fold(self, kind: str, project: str) -> dict[str, str]:
        names = self._inventory(project).get(kind, {})
        return {normalise(name): name for name in sorted(names, reverse=True)}

    def _inventory(self, project: str) -> Inventory:
        """Return what a project lists, or all of them do; nothing without intersphinx."""
        if not hasattr(self._env, "intersphinx_inventory"):
            return {}
        from sphinx.ext.intersphinx import InventoryAdapter

        adapter = InventoryAdapter(self._env)
        return adapter.named_inventory.get(project, {}) if project else adapter.main_inventory
