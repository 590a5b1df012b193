"""The terms that are already linked on a page, for mentions and automatic links alike."""

from __future__ import annotations

from functools import cache, partial

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.nodes import is_in_link
from sphinx_medterm.ext.page_settings import page_setting
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.reading.running_text import Passage
from sphinx_medterm.ext.reading.uses import is_own_mention, other_name
from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS
from sphinx_medterm.names.normal import normalise

IS_REPEATED = "is_repeated"
"""The attribute of mentions that show only their words, since their term is already linked."""

DECIDE_INSIDE = "decide_inside"
"""The attribute of a mention that quotes a text: a function that decides on a mention in it."""


class Linked:
    """Remembers which terms are linked in which part of a page.

    A term may be linked once on a page, or once in each section. An entry is a page of its own,
    with one section.
    """

    def __init__(self, build: Build) -> None:
        """Start with a page, or with several that are assembled into one document."""
        self._build = build
        self._mode = cache(partial(page_setting, build.env, name="medterm_mentions"))
        self._seen: set[tuple[object, str]] = set()

    def note(self, passage: Passage, key: str) -> None:
        """Note that a term is linked in a piece of text.

        :param key: the key of the term, with ``#`` and that of the sense if there is one.
        """
        for one in {key, key.partition("#")[0]}:
            self._seen.add((_section(passage), one))
            self._seen.add((_page(passage), one))

    def has(self, passage: Passage, key: str, mode: str) -> bool:
        """Return whether a term that is about to be linked should not be, since it already is.

        :param mode: which links a project wants: ``all``, or the ``first`` on a page or in a
            ``section``.
        """
        if mode == "all":
            return False
        return ((_page if mode == "first" else _section)(passage), key) in self._seen

    def decide(self, passage: Passage, mention: addnodes.pending_xref) -> None:
        """Decide whether a reference is to be linked, if it mentions a term, and note that it is.

        :param passage: the piece of text that it is, or that has it in a quotation.
        """
        is_own = is_own_mention(mention)
        if is_own and mention is passage.node and KINDS[mention["reftype"]].quotes:
            mention[DECIDE_INSIDE] = partial(self.decide, passage)
            return
        if not (key := self._mentioned(mention, is_own)) or is_in_link(mention):
            return
        # Links that are not written by a role, as those to broader terms, are never left out.
        if is_own and mention["refwarn"] and self.has(passage, key, self._mode(passage.docname)):
            mention[IS_REPEATED] = True
        else:
            self.note(passage, key)

    def _mentioned(self, mention: addnodes.pending_xref, is_own: bool) -> str:
        """Return what tells the term that a reference leads to from others; empty if it has none.

        It is the key of a term of this project, with that of the sense that it is about, or the
        name of a term elsewhere after a blank.
        """
        elsewhere = self._build.computed(Elsewhere)
        if not is_own:
            name = other_name(mention)
            match = elsewhere.own_match(mention, name) if name else None
            return match.key if match and match.keys else ""
        name = mention["reftarget"]
        if mention["reftype"] not in NAMING_KINDS:
            return ""
        if (match := self._build.termbase.find(name)).keys:
            has_entry = match.key in self._build.placement.entries
            return f"{match.key}#{match.sense}".removesuffix("#") if has_entry else ""
        is_known = elsewhere.in_glossary(name) or elsewhere.is_listed(name)
        return f" {normalise(name)}" if is_known else ""


def leaves_out(build: Build, docname: str) -> bool:
    """Return whether mentions on a page may be left as words."""
    return page_setting(build.env, docname, "medterm_mentions") != "all"


def decide_inside(quoting: addnodes.pending_xref, inserted: list[nodes.Node]) -> None:
    """Decide which mentions in a text that is about to replace a mention are to be linked."""
    decide = quoting.attributes.pop(DECIDE_INSIDE, None)
    if decide is not None:
        for node in inserted:
            for mention in node.findall(addnodes.pending_xref):
                decide(mention)


def _section(passage: Passage) -> object:
    if passage.entry is not None:
        return id(passage.entry)
    return passage.docname, id(passage.section)


def _page(passage: Passage) -> object:
    return id(passage.entry) if passage.entry is not None else passage.docname
