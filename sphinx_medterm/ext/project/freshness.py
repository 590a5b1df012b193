"""Which pages must be written again, although nothing in their own source has changed.

For each page there is a digest of all that it takes from the termbase and of the places its links
lead to. The digests of the last build are kept for each output folder, since two builders may share
the pages that were read, but not the pages that they wrote. While pages are being written there is
no file of digests, and without one all pages are written: so a build that is killed does no harm.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.digest import code_digest, text_digest
from sphinx_medterm.ext.config import CONFIG_VALUES
from sphinx_medterm.ext.messages import Findings
from sphinx_medterm.ext.page_settings import fields_of_pages
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.findings import find_all
from sphinx_medterm.ext.project.first_use import reading_order
from sphinx_medterm.ext.project.pages_shown import ShownOnPages
from sphinx_medterm.termbase.own_files import keep_json, kept_json, remove


class Written(NamedTuple):
    """What the pages of an output folder showed when they were written last.

    :ivar project: the digest of the project in which all of them were right; empty if some are not.
    :ivar pages: the digest of each page.
    :ivar findings: what was wrong with the use of terms.
    """

    project: str
    pages: dict[str, str]
    findings: Findings


_NOTHING = Written("", {}, Findings())


def stale_pages(build: Build) -> list[str]:
    """List the pages that show something else than when this builder last wrote them."""
    written = _read(_file_of(build))
    build.digests_before = written.pages
    project = _digest_of_project(build)
    shown = cache(partial(ShownOnPages, build))
    build.findings = find_all(build, project, written.findings, shown)
    if written.project == project:
        build.digests = written.pages
        return []
    build.digests = page_digests(build, shown())
    build.names_found.save()
    return [doc for doc, now in build.digests.items() if written.pages.get(doc) != now]


def begin_writing(build: Build) -> None:
    """Remove the digests while pages are being written."""
    remove(_file_of(build))


def finish_writing(build: Build) -> None:
    """Keep the digests of the pages as they are now on disk."""
    now, before = build.digests, build.digests_before
    pages = {doc: before[doc] for doc in before.keys() & now.keys()}
    pages |= {doc: now[doc] for doc in build.resolved_pages & now.keys()}
    project = _digest_of_project(build) if pages == now else ""
    kept = Written(project, pages, build.findings)
    file = _file_of(build)
    if kept != _read(file):
        keep_json(file, kept._asdict())


def page_digests(build: Build, shown: ShownOnPages) -> dict[str, str]:
    """Return a digest for every page, also for those that take nothing from the termbase."""
    common = repr(_common(build))
    nothing = text_digest(code_digest())
    return dict.fromkeys(build.env.found_docs, nothing) | {
        docname: text_digest(common + shown.digest_of_page(docname)) for docname in build.kept.uses
    }


def _digest_of_project(build: Build) -> str:
    """Return a digest of what all pages show, and of which pages there are, in which order."""
    pages = list(reading_order(build.env))
    fields = list(fields_of_pages(build.env))
    tags = sorted(build.builder.tags)  # without what they leave out, other uses are the first
    parts = (build.digest, build.kept.std_terms, pages, fields, tags, _common(build))
    return text_digest(repr(parts))


def _common(build: Build) -> tuple[object, ...]:
    """Return what decides how all pages are written."""
    config = build.env.config
    names = [value.name for value in CONFIG_VALUES if value.name not in _BY_ITEM]
    names += ["language", "gettext_compact"]
    return (code_digest(), *(config[name] for name in names))


_BY_ITEM = ("medterm_files", "medterm_audience")
"""The configuration values that concern only what pages show, item by item."""


def _file_of(build: Build) -> Path:
    """Return the file of digests for an output folder; it lies with the pages that were read."""
    builder = build.builder
    output = text_digest(f"{builder.name} {builder.outdir}")
    return Path(builder.doctreedir) / f"medterm-{output}.json"


def _read(file: Path) -> Written:
    """Read the digests; if they are missing or damaged, no page counts as written."""
    try:
        found = Written(**kept_json(file))
        found = found._replace(findings=Findings.from_json(found.findings))
    except (TypeError, ValueError):
        return _NOTHING
    return found if isinstance(found.pages, dict) else _NOTHING
