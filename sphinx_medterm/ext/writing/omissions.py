"""What a build leaves out of pages, removed before anything else of ours is written.

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

from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.project.written import apply_ifconfig


class LeaveOut(SphinxPostTransform):
    """Removes the parts of a page that the output does not have."""

    default_priority: ClassVar[int] = 4  # before entries

    def run(self, **kwargs: Any) -> None:
        """Decide on all parts of a page, or of several assembled ones."""
        builder = build_of(self.env).builder
        process_only_nodes(self.document, builder.tags)
        found = {
            node.tagname: type(node)
            for node in self.document.findall(nodes.Element)
            if node.tagname in ("ifconfig", "substitution_definition", "todo_node")
        }
        if "ifconfig" in found:
            apply_ifconfig(self.document, self.config, builder)
        if "todo_node" in found:
            self._treat_notes(list(self.document.findall(found["todo_node"])))
        if "substitution_definition" in found:
            for definition in list(self.document.findall(nodes.substitution_definition)):
                if next(definition.findall(addnodes.pending_xref), None) is not None:
                    definition.parent.remove(definition)

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
