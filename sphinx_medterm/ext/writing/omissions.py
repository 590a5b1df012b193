"""The parts of pages that a build leaves out, removed before anything else is written.

Sphinx would remove it later. Until then it would count: as the first use of an abbreviation, or as
the first name that is linked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import process_only_nodes

from sphinx_medterm.ext.nodes import medterm_placeholder
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.project.written import apply_ifconfig
from sphinx_medterm.ext.reading.conditions import HIDDEN


class LeaveOut(SphinxPostTransform):
    """Removes the parts of a page that the output does not have."""

    default_priority: ClassVar[int] = 4  # before entries

    def run(self, **kwargs: Any) -> None:
        """Decide on all parts of a page, or of several assembled ones."""
        build = build_of(self.env)
        build.begin_document(self.document)
        builder = build.builder
        process_only_nodes(self.document, builder.tags)
        found = {
            node.tagname: type(node)
            for node in self.document.findall(nodes.Element)
            if node.tagname in ("ifconfig", "todo_node") or isinstance(node, HIDDEN)
        }
        if "ifconfig" in found:
            apply_ifconfig(self.document, self.config, builder)
        if "todo_node" in found:
            self._treat_notes(list(self.document.findall(found["todo_node"])))
        for kind in found.keys() & _HIDDEN_NAMES:
            for hidden in list(self.document.findall(found[kind])):
                if next(hidden.findall(_is_ours), None) is not None:
                    hidden.parent.remove(hidden)

    def _treat_notes(self, notes: Iterable[nodes.Element]) -> None:
        if not self.config.todo_include_todos:
            for note in notes:
                note.replace_self(nodes.comment())  # which keeps the labels before it
            return
        # Sphinx repeats notes in its lists. It would repeat what is resolved for their own page, if
        # it has read that page in the same build.
        todos = self.env.get_domain("todo").data["todos"]
        copied = build_of(self.env).computed(_Copied)
        for docname in {note.get("docname") for note in notes} - copied:
            todos[docname] = [note.deepcopy() for note in todos.get(docname, ())]
            copied.add(docname)


class _Copied(set[str]):
    """The pages of which Sphinx has copies of the to-do notes, and not the notes themselves."""

    def __init__(self, _build: Build) -> None:
        super().__init__()


_HIDDEN_NAMES = {kind.__name__ for kind in HIDDEN}


def _is_ours(node: nodes.Node) -> bool:
    """Return whether a node may show something of a term."""
    return isinstance(node, addnodes.pending_xref | medterm_placeholder)
