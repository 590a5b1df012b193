"""All problems with terms on pages, reported in every build until they are fixed.

They are computed from the data of all pages after reading, so every build reports the same ones:
serial or parallel, from scratch or without reading any page. They are stored with the digests of
pages, for builds in which nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.messages import Findings
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.definition_findings import check_definitions
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.project.mention_findings import check_mentions, check_texts
from sphinx_medterm.ext.project.old_names import check_old_names
from sphinx_medterm.ext.project.page_contents import PageContents
from sphinx_medterm.ext.project.view_findings import check_views


def find_all(
    build: Build, project: str, before: Findings, contents: Callable[[], PageContents]
) -> Findings:
    """Return the findings of this build: those of the last one if nothing has changed.

    :param project: a digest of the project without the places of mentions.
    :param before: the findings of the last build.
    :param contents: returns what pages show; called only if needed.
    """
    digest = text_digest(f"{project} {_places(build)}")
    elsewhere = build.computed(Elsewhere)
    if digest == before.project and _is_current(before, elsewhere):
        return before
    mentions = check_mentions(build, elsewhere)
    texts = check_texts(build, elsewhere)
    unknown = dict.fromkeys([*mentions.unknown, *texts.unknown])
    known = {name: elsewhere.address(name) for name in (*mentions.elsewhere, *texts.elsewhere)}
    definitions = check_definitions(build, contents())
    names = (*texts.findings, *mentions.findings, *check_old_names(build))
    found = (*names, *definitions, *check_views(build))
    return Findings(digest, tuple(unknown), tuple(known.items()), found)


def _places(build: Build) -> str:
    """Return all places on pages that findings name."""
    spots = (
        (doc, uses.mentioned_at, uses.others_at, uses.inserted_at)
        for doc, uses in build.pages.items()
    )
    starts = ((docname, prose.starts) for docname, prose in build.searched.items())
    return repr([sorted(spots), sorted(starts)])


def _is_current(before: Findings, elsewhere: Elsewhere) -> bool:
    """Return whether the same names lead elsewhere as before, and to the same addresses."""
    lead_there = all(elsewhere.address(name) == address for name, address in before.elsewhere)
    return lead_there and not any(map(elsewhere.knows, before.unknown))
