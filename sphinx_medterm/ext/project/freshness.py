"""The pages that must be rewritten although their own source has not changed.

Each page has a digest of all that it uses from the termbase, and of the places its links lead to.
The digests of the last build are stored for each output folder, since two builders may share the
pages that were read, but not the pages that they wrote. The file of digests is removed while pages
are being written, and without it all pages are written, so killing a build does no harm.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.digest import code_digest, text_digest
from sphinx_medterm.ext.messages import Findings
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.findings import find_all
from sphinx_medterm.ext.project.imprints import imprint_of
from sphinx_medterm.ext.project.page_contents import PageContents
from sphinx_medterm.termbase.config_values import CONFIG_VALUES
from sphinx_medterm.termbase.own_files import keep_json, kept_json, remove


class Snapshot(NamedTuple):
    """What the pages of an output folder showed when they were last written.

    :ivar project: the digest of the project for which all pages are current; empty if some are not.
    :ivar pages: the digest of each page.
    :ivar findings: the findings of that build.
    """

    project: str
    pages: dict[str, str]
    findings: Findings


_NOTHING = Snapshot("", {}, Findings())


def stale_pages(build: Build) -> list[str]:
    """List the pages that have changed since this builder last wrote them."""
    last = _read(_file_of(build))
    build.digests_before = last.pages
    project = _digest_of_project(build)
    contents = cache(partial(PageContents, build))
    build.findings = find_all(build, project, last.findings, contents)
    if last.project == project and build.findings.elsewhere == last.findings.elsewhere:
        build.digests = last.pages
        return []
    build.digests = page_digests(build, contents())
    build.names_found.save()
    return [doc for doc, now in build.digests.items() if last.pages.get(doc) != now]


def begin_writing(build: Build) -> None:
    """Remove the digests while pages are being written."""
    remove(_file_of(build))


def finish_writing(build: Build) -> None:
    """Store the digests of the pages that are now on disk."""
    now, before = build.digests, build.digests_before
    pages = {doc: before[doc] for doc in before.keys() & now.keys()}
    pages |= {doc: now[doc] for doc in build.resolved_pages & now.keys()}
    project = _digest_of_project(build) if pages == now else ""
    snapshot = Snapshot(project, pages, build.findings)
    file = _file_of(build)
    if snapshot != _read(file):
        keep_json(file, snapshot._asdict())


def page_digests(build: Build, contents: PageContents) -> dict[str, str]:
    """Return a digest of every page, including those that use nothing from the termbase."""
    common = repr(_common(build))
    nothing = text_digest(code_digest() + _navigation(build))
    return dict.fromkeys(build.written.docnames, nothing) | {
        docname: text_digest(common + contents.digest_of_page(docname)) for docname in build.pages
    }


def _digest_of_project(build: Build) -> str:
    """Return a digest of what all pages show, and of the pages and their order."""
    order = build.reading_order
    outcomes = [build.written.outcomes(docname) for docname in order]
    std_terms = build.domain_data.std_terms
    titles = [str(build.env.titles.get(docname, "")) for docname in order]
    imprint = imprint_of(build.env.config)
    parts = (build.digest, std_terms, order, titles, outcomes, imprint, _common(build))
    return text_digest(repr(parts))


def _common(build: Build) -> tuple[object, ...]:
    """Return the settings that affect how every page is written."""
    config = build.env.config
    names = [value.name for value in CONFIG_VALUES if value.name not in _BY_ITEM]
    names += ["language", "gettext_compact"]
    return (code_digest(), _navigation(build), *(config[name] for name in names))


def _navigation(build: Build) -> str:
    """Return what navigation may show on all pages: words of titles, and a page for each letter."""
    letters = build.termbase.letters() if build.env.config.medterm_letter_pages else []
    return build.domain_data.titles_made[1] + "".join(letters)


_BY_ITEM = (
    "medterm_files",
    "medterm_audience",
    "medterm_sections",
    "medterm_hide",
    "medterm_mentions",
    "medterm_sources",
    "medterm_cite",
)
"""The configuration values whose effects the digests of items and pages contain."""


def _file_of(build: Build) -> Path:
    """Return the file of digests for an output folder; it is next to the pickled pages."""
    builder = build.builder
    output = text_digest(f"{builder.name} {builder.outdir}")
    return Path(builder.doctreedir) / f"medterm-{output}.json"


def _read(file: Path) -> Snapshot:
    """Read the digests; if they are missing or damaged, no page counts as written."""
    try:
        found = Snapshot(**kept_json(file))
        found = found._replace(findings=Findings.from_json(found.findings))
    except (TypeError, ValueError):
        return _NOTHING
    return found if isinstance(found.pages, dict) else _NOTHING
