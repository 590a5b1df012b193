"""Which pages must be written again, although nothing in their own source has changed.

For each page a stamp is made of all that it takes from the termbase and of the places its links
lead to. The stamps of the last build are kept for each output folder, since two builders may share
the pages that were read, but not the pages that they wrote. While pages are being written there is
no file of stamps, and without one all pages are written: so a build that is killed does no harm.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.digest import code_digest, text_digest
from sphinx_medterm.ext.config import CONFIG_VALUES
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.findings import Findings, find_all
from sphinx_medterm.ext.first_use import reading_order
from sphinx_medterm.ext.page_settings import fields_of_pages
from sphinx_medterm.ext.shown import ShownOnPages
from sphinx_medterm.termbase.own_files import keep_json, kept_json, remove

if TYPE_CHECKING:
    from sphinx.builders import Builder


class Stamps(NamedTuple):
    """What the pages of an output folder showed when they were written last.

    :ivar state: the state of the project in which all of them were right; else empty.
    :ivar pages: the stamp of each page.
    :ivar findings: what was wrong with the use of terms.
    """

    state: str
    pages: dict[str, str]
    findings: Findings


_NONE = Stamps("", {}, Findings())


def stale_pages(domain: MedtermDomain, builder: Builder) -> list[str]:
    """List the pages whose stamp is not the one they had when this builder last wrote them."""
    written = _read(_stamp_file(builder))
    domain.written_stamps = written.pages
    state = _state(domain)
    shown = cache(partial(ShownOnPages, domain))
    domain.findings = find_all(domain, state, written.findings, shown)
    if written.state == state:
        domain.stamps = written.pages
        return []
    domain.stamps = page_stamps(domain, shown())
    domain.names_found.save()
    return [doc for doc, stamp in domain.stamps.items() if written.pages.get(doc) != stamp]


def _state(domain: MedtermDomain) -> str:
    """Stamp the whole project: what all pages show, and which pages there are, in which order."""
    pages = list(reading_order(domain.env))
    fields = list(fields_of_pages(domain.env))
    tags = sorted(domain.tags)  # without what they leave out, other uses are the first
    parts = (domain.state, domain.data["std_terms"], pages, fields, tags, _common(domain))
    return text_digest(repr(parts))


def _common(domain: MedtermDomain) -> tuple[object, ...]:
    """List what decides how all pages are written."""
    config = domain.env.config
    names = [value.name for value in CONFIG_VALUES if value.name not in _BY_ITEM]
    names += ["language", "gettext_compact"]
    return (code_digest(), *(config[name] for name in names))


_BY_ITEM = ("medterm_files", "medterm_audience")
"""The configuration values that concern only what pages show, item by item."""


def drop_stamps(builder: Builder) -> None:
    """Remove the stamps while pages are being written."""
    remove(_stamp_file(builder))


def keep_stamps(domain: MedtermDomain, builder: Builder) -> None:
    """Keep the stamps of the pages as they are now on disk."""
    now, before = domain.stamps, domain.written_stamps
    pages = {doc: before[doc] for doc in before.keys() & now.keys()}
    pages |= {doc: now[doc] for doc in domain.resolved_pages & now.keys()}
    kept = Stamps(_state(domain) if pages == now else "", pages, domain.findings)
    file = _stamp_file(builder)
    if kept != _read(file):
        keep_json(file, kept._asdict())


def page_stamps(domain: MedtermDomain, shown: ShownOnPages) -> dict[str, str]:
    """Stamp every page, those that take nothing from the termbase as well."""
    common = repr(_common(domain))
    nothing = text_digest(code_digest())
    return dict.fromkeys(domain.env.found_docs, nothing) | {
        docname: text_digest(common + shown.stamp_of(docname)) for docname in domain.pages
    }


def _stamp_file(builder: Builder) -> Path:
    """Name the file of stamps for an output folder; it lies with the pages that were read."""
    output = text_digest(f"{builder.name} {builder.outdir}")
    return Path(builder.doctreedir) / f"medterm-{output}.json"


def _read(file: Path) -> Stamps:
    """Read the stamps; without them, or if the file is damaged, no page counts as written."""
    try:
        found = Stamps(**kept_json(file))
        found = found._replace(findings=Findings.from_json(found.findings))
    except (TypeError, ValueError):
        return _NONE
    return found if isinstance(found.pages, dict) else _NONE
