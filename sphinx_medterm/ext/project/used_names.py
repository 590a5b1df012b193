"""The names that pages use, each with the number of its uses and the place of the first one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import Finding
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.reading.uses import PageUses


class UsedName(NamedTuple):
    """A name with all its mentions.

    :ivar docname: the first page, in alphabetical order, that mentions it.
    :ivar line: the line of the first mention on that page, if it is known.
    :ivar mentions: the number of mentions on all pages.
    :ivar pages: the number of pages.
    :ivar file: the file with that line, if it is not the page itself.
    """

    name: str
    docname: str
    line: int | None
    mentions: int
    pages: int
    file: str = ""

    @property
    def times(self) -> str:
        """How often it is mentioned, in words; empty if once."""
        if self.mentions == 1:
            return ""
        where = f"on {self.pages} pages" if self.pages > 1 else "here"
        return f", mentioned {self.mentions} times {where}"

    def finding(self, subtype: Subtype, message: str, hint: str) -> Finding:
        """Return a finding located at the first mention."""
        return finding_at(self.docname, self.file, self.line, (subtype, message, hint))


class Use(NamedTuple):
    """The uses of a name on one page.

    :ivar line: the line of the first one, if it is known.
    :ivar file: the file with that line, if it is not the page itself.
    """

    name: str
    docname: str
    line: int | None
    mentions: int = 1
    file: str = ""


def finding_at(
    docname: str, file: str, line: int | None, what: tuple[Subtype, str, str]
) -> Finding:
    """Return a finding about a page.

    :param file: the file with that line, if it is not the page itself.
    """
    if file:
        return Finding(*what, f"{file}:{line or ''}")
    return Finding(*what, docname, line, is_on_page=True)


def summed(uses: Iterable[Use]) -> list[UsedName]:
    """Return each name once, with the place of its first use."""
    names: dict[str, UsedName] = {}
    last: dict[str, str] = {}
    for use in sorted(uses, key=lambda use: (use.docname, use.line or 0)):
        name, docname, line, mentions, file = use
        known = names.get(name) or UsedName(name, docname, line, 0, 0, file)
        pages = known.pages + (last.get(name) != docname)
        names[name] = known._replace(mentions=known.mentions + mentions, pages=pages)
        last[name] = docname
    return [*names.values()]


def mentioned_names(pages: Mapping[str, PageUses]) -> list[UsedName]:
    """List the names that the roles of pages mention."""
    return summed(in_roles(pages))


def in_roles(pages: Mapping[str, PageUses]) -> Iterator[Use]:
    """List the names that our roles mention, page by page."""
    for docname, uses in pages.items():
        yield from (Use(name, docname, *spot) for name, spot in uses.mentioned_at.items())


def in_other_roles(build: Build) -> Iterator[Use]:
    """List the names that other roles, and links of MyST, look up among ours."""
    if not build.env.config.medterm_std_terms:
        return
    elsewhere = build.computed(Elsewhere)
    for docname, uses in build.pages.items():
        for name, spot in uses.others_at.items():
            if elsewhere.own_match_by(name).keys:
                yield Use(name, docname, *spot)


def in_directives(build: Build) -> Iterator[Use]:
    """List the names that directives give, page by page."""
    for docname, uses in sorted(build.pages.items()):
        for view in uses.views:
            names = view.names(build.termbase.knows)
            yield from (Use(name, docname, view.line, 1, view.file) for name in names)


def in_insertions(build: Build) -> dict[str, list[UsedName]]:
    """List what mentions that insert text name, by their kind."""
    uses: dict[str, list[Use]] = {}
    for docname, page in build.pages.items():
        for kind, spots in page.inserted_at.items():
            uses.setdefault(kind, []).extend(
                Use(name, docname, *spot) for name, spot in spots.items()
            )
    return {kind: summed(uses[kind]) for kind in sorted(uses)}
