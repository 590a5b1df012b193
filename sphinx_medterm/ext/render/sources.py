"""The numbered list of an entry's sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.render.context import Context
from sphinx_medterm.ext.render.text import numbered_list

if TYPE_CHECKING:
    from sphinx_medterm.records.model import Source


def source_list(context: Context) -> nodes.enumerated_list:
    """Return the list of sources that the entry has cited, in the order of their numbers."""
    items = numbered_list()
    for key, number in context.cited.items():
        paragraph = nodes.paragraph("", "", *describe_source(context, key))
        item = nodes.list_item("", paragraph)
        item.insert(0, context.anchor(item, context.source_id(number)))
        items += item
    return items


def describe_source(context: Context, key: str) -> list[nodes.Node]:
    """Return a source as it appears in a list of references, with its links."""
    source = context.termbase.source(key)
    parts = list(_statements(context, source))
    links = [
        nodes.reference("", text, refuri=address, internal=False)
        for text, address in links_of(source)
    ]
    if not parts and not links:
        return [nodes.Text(key)]
    described: list[nodes.Node] = []
    for part in parts:
        described += [part, nodes.Text(_ending(part.astext()))]
    for number, link in enumerate(links):
        described += [nodes.Text(", ")] if number else []
        described.append(link)
    if not links:
        described[-1] = nodes.Text(described[-1].astext().rstrip())
    return described


def _ending(text: str) -> str:
    return " " if text.endswith((".", "?", "!")) else ". "


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
        yield nodes.Text(_("Licence: {name}").format(name=source.licence))
    if source.note:
        yield nodes.inline("", "", *replace(context, prose=[]).line(source.note))
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
    return published if named else published[:1].upper() + published[1:]


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
