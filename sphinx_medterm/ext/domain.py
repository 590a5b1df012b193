"""The domain ``medterm``: the interface that Sphinx expects of a domain."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from sphinx.domains import Domain, ObjType

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.project.objects import Objects
from sphinx_medterm.ext.reading.domain_data import DomainData
from sphinx_medterm.ext.reading.roles import MentionRole
from sphinx_medterm.ext.views.glossary_view import GlossaryDirective
from sphinx_medterm.ext.writing.resolving import resolve, resolve_any, resolve_in_glossary
from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction


_NAMING_ROLES = ("term", *sorted(NAMING_KINDS - {"term"}))
"""The roles whose content is the name of a term; the first is the usual one."""


class MedtermDomain(Domain):
    """Medical terms: their entries and their mentions.

    The state of a build is held by :class:`sphinx_medterm.ext.project.build.Build`.

    :ivar current_build: the latest build of the environment; ``None`` until one has begun.
    """

    name = "medterm"
    label = "Medical"
    object_types: ClassVar[dict[str, ObjType]] = {
        "term": ObjType(_("term"), *_NAMING_ROLES),
        "name": ObjType(_("name of a term"), *_NAMING_ROLES),
        "form": ObjType(_("form of a term"), *_NAMING_ROLES),
        "sense": ObjType(_("sense of a term"), *_NAMING_ROLES, searchprio=-1),
        "code": ObjType(_("code of a term")),
    }
    roles: ClassVar[dict[str, RoleFunction]] = {kind: MentionRole(kind) for kind in KINDS}
    directives: ClassVar[dict[str, type[Directive]]] = {"glossary": GlossaryDirective}
    initial_data: ClassVar[dict[str, Any]] = {**DomainData.INITIAL}
    data_version = 8
    current_build: Build | None = None

    # ------------------------------------------------------------------ data of pages

    @property
    def domain_data(self) -> DomainData:
        """The data stored for the pages that were read, with types."""
        return DomainData(self.data)

    def clear_doc(self, docname: str) -> None:
        """Forget a page that was removed or is being re-read."""
        self.domain_data.forget(docname)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Add the pages that a parallel process has read."""
        self.domain_data.merge(docnames, otherdata)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """List all terms by their visible names, forms, codes and keys, and their senses."""
        if self.current_build is not None:
            yield from self.current_build.computed(Objects).all

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """Return the name of a type of objects as a reader of search results knows it."""
        return str(type.lname)

    # ------------------------------------------------------------------ references

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference to an entry, or to a term of Sphinx's own glossaries.

        Most mentions have been linked before.
        """
        build = build_of(env)
        link = resolve(build, fromdocname, target, node, contnode)
        return link or resolve_in_glossary(build, fromdocname, target, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve the ``any`` role; what can only mean an entry has been linked before."""
        return resolve_any(build_of(env), fromdocname, target, node, contnode)
