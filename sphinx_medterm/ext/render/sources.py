"""The sources of an entry, or of all entries of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_lead
from sphinx_medterm.ext.render.citing import IN_LINE, LISTED, ON_PAGE
from sphinx_medterm.ext.render.context import Context
from sphinx_medterm.ext.render.parts import bracketed, heading, joined, labelled, section
from sphinx_medterm.ext.render.text import Nodes
from sphinx_medterm.names.audiences import PLAIN

if TYPE_CHECKING:
    from sphinx_medterm.records.model import Source


def sources(context: Context) -> nodes.Node | None:
    """Return the sources that the entry has cited, as the project wants them listed."""
    if not context.cites:
        return None
    context.cited.note(context.term.sources, _("for the whole entry"))
    if not context.cited.own:
        return None
    shown = _STYLES[context.cited.style](context)
    return section("sources", *shown) if shown else None


def is_short(context: Context) -> bool:
    """Return whether sources are named without their versions and licenses."""
    return context.audience == PLAIN or context.cited.style == IN_LINE


def _in_full(context: Context) -> list[nodes.Node]:
    """Return those with marks in the text, then the others by what they support.

    Where nothing is folded away they make one paragraph, so that they take less room.
    """
    cited, short = context.cited, is_short(context)
    groups: dict[str, dict[str, bool]] = {"": dict.fromkeys(cited.numbers, short)}
    for key, supports in cited.own.items():
        if key not in groups[""]:
            groups.setdefault(_capital(supports.pop()), {})[key] = short
    shown = {name: keys for name, keys in groups.items() if keys}
    return _lists(context, shown) if context.folds else [_paragraph(context, shown)]


def _lists(context: Context, groups: Mapping[str, Mapping[str, bool]]) -> list[nodes.Node]:
    built: list[nodes.Node] = [heading(_("Sources"))]
    for name, keys in groups.items():
        built += [medterm_lead("", f"{name}:", classes=["medterm-supports"])] if name else []
        built.append(source_list(context, keys))
    return built


def _paragraph(context: Context, groups: Mapping[str, Mapping[str, bool]]) -> nodes.paragraph:
    items: list[Nodes] = []
    for name, keys in groups.items():
        items += [[nodes.Text(f"{name}:")]] if name else []
        items += [_item(context, key, is_short=short) for key, short in keys.items()]
    return labelled(_("Sources"), items, " ")


def _in_line(context: Context) -> list[nodes.Node]:
    """Return the titles of the sources in one line."""
    items: list[Nodes] = []
    for key in sorted(context.cited.own, key=context.cited.order):
        supports = ", ".join(context.cited.own[key]) or None
        title = _title(key, context.termbase.source(key))
        items.append([*_mark(context, key), title, *bracketed(supports)])
    return [labelled(_("Sources"), items, "; ")]


def _mark(context: Context, key: str) -> Nodes:
    """Return the mark of a source as it stands before it, with the id that links lead to."""
    mark = nodes.inline("", context.cited.mark_of(key), classes=["medterm-mark"])
    return [*context.anchor(mark, context.cited.id_of(key)), mark, nodes.Text(" ")]


def _marks(context: Context) -> list[nodes.Node]:
    """Return the marks of those sources in the list of the page that have none in the text."""
    supporting: dict[str, list[str]] = {}
    for key, supports in context.cited.own.items():
        for one in supports:
            supporting.setdefault(one, []).append(key)
    items = [[nodes.Text(one), *context.cite(keys)] for one, keys in supporting.items()]
    return [labelled(_("Sources"), items)] if items else []


_STYLES: dict[str, Callable[[Context], list[nodes.Node]]] = {
    LISTED: _in_full,
    ON_PAGE: _marks,
    IN_LINE: _in_line,
}


def source_list(context: Context, sources: Mapping[str, bool]) -> nodes.bullet_list:
    """Return a list of sources, each with its mark, and what it supports elsewhere.

    :param sources: the keys of the sources, each with whether it is named in short.
    """
    items = nodes.bullet_list(bullet="*", classes=["medterm-source-list"])
    for key, short in sources.items():
        items += nodes.list_item("", nodes.paragraph("", "", *_item(context, key, is_short=short)))
    return items


def _item(context: Context, key: str, *, is_short: bool) -> Nodes:
    """Return a source with its mark, and what it supports without marks."""
    described = [*_mark(context, key), *describe_source(context, key, is_short=is_short)]
    if supported := context.cited.own.get(key):
        described += bracketed(_("also {what}").format(what=", ".join(supported)))
    return described


def credit_line(context: Context, keys: Iterable[str]) -> nodes.paragraph | None:
    """Return the versions and licences of sources that were named without them.

    Sources without a license ask for none.
    """
    licensed = [source for key in keys if (source := context.termbase.source(key)).licence]
    items = [_sentences(_credits(context, source)) for source in licensed]
    return labelled(_("Credits"), items, " ", classes=["medterm-credits"]) if items else None


def _credits(context: Context, source: Source) -> Iterator[nodes.Node]:
    if source.title:
        yield nodes.emphasis("", source.title)
    if source.version:
        yield nodes.Text(_capital(_("version {name}").format(name=source.version)))
    yield nodes.Text(_("License: {name}").format(name=source.licence))
    if source.note:
        yield _note(context, source.note)


def _title(key: str, source: Source) -> nodes.Node:
    """Return a source by its title, linked to where it can be read."""
    title = nodes.emphasis("", source.title) if source.title else None
    shown = title or nodes.Text(source.authors or key)
    address = next((address for _text, address in links_of(source)), None)
    return nodes.reference("", "", shown, refuri=address, internal=False) if address else shown


def describe_source(context: Context, key: str, *, is_short: bool = False) -> Nodes:
    """Return a source as it appears in a list of references, with its links.

    :param is_short: whether to leave out version, license, and what else lay readers do not need.
    """
    source = context.termbase.source(key)
    if is_short:
        source = source.model_copy(update=dict.fromkeys(_DETAILS))
    links = [
        nodes.reference("", text, refuri=address, internal=False)
        for text, address in links_of(source)
    ]
    described = _sentences(_statements(context, source))
    if not described and not links:
        return [nodes.Text(key)]
    if described and links:
        described.append(nodes.Text(" "))
    return joined(nodes.inline("", "", *described), ([link] for link in links), ", ").children


_DETAILS = ("edition", "version", "licence", "note", "accessed")
"""What lay readers do not need to know of a source."""


def _sentences(parts: Iterable[nodes.Node]) -> Nodes:
    """Return statements one after another, each with its stop."""
    built: Nodes = []
    for part in parts:
        built += [nodes.Text(" ")] if built else []
        built.append(part)
        if not part.astext().endswith((".", "?", "!")):
            built.append(nodes.Text("."))
    return built


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _note(context: Context, note: str) -> nodes.inline:
    return nodes.inline("", "", *replace(context, prose=[]).line(note))


def _statements(context: Context, source: Source) -> Iterator[nodes.Node]:
    if source.authors:
        yield nodes.Text(source.authors)
    if source.title:
        yield nodes.emphasis("", source.title)
    if published := _published(source):
        yield nodes.Text(published)
    if source.isbn:
        yield nodes.Text(f"ISBN {source.isbn}")
    if source.licence:
        yield nodes.Text(_("License: {name}").format(name=source.licence))
    if source.note:
        yield _note(context, source.note)
    if source.accessed:
        yield nodes.Text(_("Accessed {date}").format(date=source.accessed))


def _published(source: Source) -> str:
    """Return where and when a work was published: ``Blood 2014;123(24):3714``.

    It starts with a capital, except for names of journals and publishers, which are kept as given.
    """
    volume = source.volume or ""
    if source.issue:
        volume += f"({source.issue})"
    if source.pages:
        volume += f":{source.pages}" if volume else source.pages
    place = ", ".join(filter(None, (source.journal, source.edition, source.publisher)))
    year = str(source.year) if source.year is not None else ""
    when = f"{year};{volume}" if year and volume else year or volume
    version = _("version {name}").format(name=source.version) if source.version else ""
    published = ", ".join(filter(None, (" ".join(filter(None, (place, when))), version)))
    named = source.journal or (source.publisher and not source.edition)
    return published if named else _capital(published)


def links_of(source: Source) -> Iterator[tuple[str, str]]:
    """List the links of a source: what they show, and their addresses."""
    if source.doi:
        yield f"doi:{source.doi}", f"https://doi.org/{quote(source.doi, safe='/:;().-_')}"
    if source.pmid:
        yield f"PubMed {source.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    if source.pmcid:
        yield source.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{source.pmcid}/"
    if source.url:
        yield source.url, source.url
