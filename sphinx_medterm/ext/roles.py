"""The role ``medterm`` and those of its domain: mentions of terms in running text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.roles import XRefRole

from sphinx_medterm.ext.nodes import NO_LINKS
from sphinx_medterm.mentions import EXPLICIT_TITLE, USUAL, WORDED_KINDS, read
from sphinx_medterm.visible import AUDIENCES

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def _text(rawsource: str, text: str, classes: Sequence[str] = ()) -> nodes.Text:
    """Show a text without an element around it: every node of a page costs time in each build."""
    return nodes.Text(text)


class MentionRole(XRefRole):
    """Mentions a term; what is shown depends on the kind of mention.

    A role made of this one, with ``.. role:: name(medterm)``, notes its own name.

    The mention stays a light reference until its page is written, so that it follows every change
    of the data.
    """

    explicit_title_re = EXPLICIT_TITLE  # in linear time

    def __init__(self, kind: str = USUAL) -> None:
        """Make a role.

        :param kind: one of :data:`sphinx_medterm.mentions.KINDS`.
        """
        super().__init__(warn_dangling=True, innernodeclass=_text)  # type: ignore[arg-type]
        self.kind = kind
        self._own_name = f"medterm:{kind}"

    def __call__(
        self, name: str, rawtext: str, text: str, *args: Any, **kwargs: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Read the content as that of mentions in data text is read."""
        self._written = read(text)
        return super().__call__(name, rawtext, text, *args, **kwargs)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference, under the name of its kind however the role was called."""
        self._role = self.name
        self.name = self._own_name
        return super().run()

    def create_xref_node(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make what Sphinx would make, in fewer steps: there may be thousands of mentions."""
        env, is_titled = self.env, self.has_explicit_title
        node = addnodes.pending_xref(
            self.rawtext,
            refdoc=env.docname,
            refdomain="medterm",
            reftype=self.kind,
            refexplicit=is_titled,
            refwarn=True,
        )
        self.set_source_info(node)
        title, target = self.process_link(env, node, is_titled, self.title, self.target)
        node["reftarget"] = target
        node.append(nodes.Text(title))
        return self.result_nodes(self.inliner.document, env, node, is_ref=True)

    def create_non_xref_node(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Show ``!word`` as text that is not linked by itself either."""
        shown, messages = super().create_non_xref_node()
        return [nodes.inline("", "", *shown, classes=[NO_LINKS])], messages

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Show the name without the sense that it is to be linked to, and without options."""
        if self._role not in ("medterm", self._own_name):
            refnode["role"] = self._role
        written = self._written
        # What is typed is shown, in other projects' terms too.
        refnode["refexplicit"] = written.is_titled or self.kind not in WORDED_KINDS
        note_options(refnode, written.options)
        return written.title, written.target


def note_options(refnode: nodes.Element, options: Sequence[str]) -> None:
    """Leave the options of a mention with its reference."""
    for option in options:
        if option in AUDIENCES:
            refnode["audience"] = option
    if forms := [option for option in options if option not in AUDIENCES]:
        refnode["forms"] = forms
