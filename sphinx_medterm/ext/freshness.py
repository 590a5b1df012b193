"""Which pages must be written again, although nothing in their own source has changed.

For each page a stamp is made of all that it takes from the termbase and of the places its links
lead to. The stamps of the last build are kept for each output folder, since two builders may share
the pages that were read, but not the pages that they wrote. While pages are being written there is
no file of stamps, and without one all pages are written: so a build that is killed does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.ext.audience import audience_of
from sphinx_medterm.ext.config import CONFIG_VALUES
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.findings import Findings, find_all
from sphinx_medterm.ext.first_use import shorts_on
from sphinx_medterm.ext.names_found import Names
from sphinx_medterm.ext.page_settings import fields_of_pages
from sphinx_medterm.ext.placement import EntryUse, PageUses
from sphinx_medterm.ext.translation import digest_of_catalogues
from sphinx_medterm.mentions import NAMING_KINDS

if TYPE_CHECKING:
    from sphinx.builders import Builder

_TELLING_KINDS = NAMING_KINDS - {"term"}
"""The kinds of mention that show something of the term, and not what is typed."""


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
    domain.catalogues = digest_of_catalogues(domain.env)
    written = _read(_stamp_file(builder))
    domain.written_stamps = written.pages
    state = _state(domain)
    domain.findings = find_all(domain, state, written.findings)
    if written.state == state:
        domain.stamps = written.pages
        return []
    domain.stamps = page_stamps(domain)
    domain.names_found.save()
    return [doc for doc, stamp in domain.stamps.items() if written.pages.get(doc) != stamp]


def _state(domain: MedtermDomain) -> str:
    """Stamp the whole project: what all pages show, and which pages there are."""
    pages = sorted(domain.env.found_docs)
    fields = list(fields_of_pages(domain.env))
    parts = (domain.state, domain.data["std_terms"], pages, fields, domain.catalogues)
    return _digest(repr(parts))


def drop_stamps(builder: Builder) -> None:
    """Remove the stamps while pages are being written."""
    _stamp_file(builder).unlink(missing_ok=True)


def keep_stamps(domain: MedtermDomain, builder: Builder) -> None:
    """Keep the stamps of the pages as they are now on disk."""
    now, before = domain.stamps, domain.written_stamps
    pages = {doc: before[doc] for doc in before.keys() & now.keys()}
    pages |= {doc: now[doc] for doc in domain.resolved_pages & now.keys()}
    kept = Stamps(_state(domain) if pages == now else "", pages, domain.findings)
    file = _stamp_file(builder)
    if kept != _read(file):
        part = file.with_suffix(".part")
        part.write_text(json.dumps(kept._asdict(), indent=0, sort_keys=True), encoding="utf-8")
        part.replace(file)


def page_stamps(domain: MedtermDomain) -> dict[str, str]:
    """Stamp every page, those that take nothing from the termbase as well."""
    names = [value.name for value in CONFIG_VALUES if value.name != "medterm_audience"]
    settings = [repr(domain.env.config[name]) for name in names]
    common = "\n".join([*settings, domain.catalogues])
    return dict.fromkeys(domain.env.found_docs, "") | {
        docname: _digest(common + "\n".join(_shown_on(domain, docname, uses)))
        for docname, uses in domain.pages.items()
    }


def _shown_on(domain: MedtermDomain, docname: str, uses: PageUses) -> Iterator[str]:
    """List in words all that a page shows of the termbase."""
    if domain.has_cards or uses.placed:
        yield audience_of(domain.env, docname)
    for name in uses.mentions:
        yield _target(domain, name)
    if (prose := domain.prose.get(docname)) and not domain.extracts_messages:
        yield from _named(domain, domain.names_found.in_prose(prose.text, prose.digest))
    for name in uses.other_names:
        yield _std_target(domain, name)
    for worded in uses.worded:
        yield from _worded(domain, worded.kind, worded.target)
    if domain.env.config.medterm_first_use == "project":
        for short in shorts_on(uses, domain.termbase):
            yield f"first {short} {domain.first_pages.get(short) == docname}"
    yield from _placed_on(domain, docname, uses)


def _placed_on(domain: MedtermDomain, docname: str, uses: PageUses) -> Iterator[str]:
    for index, use in enumerate(uses.placed):
        if isinstance(use, EntryUse):
            match = domain.termbase.find(use.name)
            keys = [match.key] if match.keys else []
            yield f"{use.name} {match.keys}"
        else:
            keys = domain.placement.members[docname, index]
        for key in keys:
            yield from _entry(domain, key)
            yield f"anchored {domain.placement.is_at(key, docname, index)}"
            if docname in domain.prose and not domain.extracts_messages:
                yield from _named(domain, _in_entry(domain, key, docname))


def _in_entry(domain: MedtermDomain, key: str, docname: str) -> Names:
    """List the names in an entry; that of its own term is not linked."""
    names = domain.names_found.in_entry(key, docname)
    return {name: keys for name, keys in names.items() if keys != (key,)}


def _named(domain: MedtermDomain, names: Names) -> Iterator[str]:
    """Say of names in running text whether they may be linked, and where these links lead."""
    linkable = domain.termbase.lookup.linkable
    yield from (f"{name} {linkable(keys)}" for name, keys in names.items())
    keys = dict.fromkeys(linkable(keys) for keys in names.values())
    yield from (_target(domain, key) for key in keys if key)


def _entry(domain: MedtermDomain, key: str) -> Iterator[str]:
    yield f"{key} {domain.termbase.digest(key)}"
    for kind, name in domain.termbase.mentions(key):
        yield from _worded(domain, kind, name)
    for other in domain.termbase.referred_terms(key):
        yield _target(domain, other)


def _worded(domain: MedtermDomain, kind: str, name: str, deep: bool = True) -> Iterator[str]:
    """Say what a mention shows and where it leads, kind by kind."""
    termbase = domain.termbase
    if kind == "std:term":
        yield _std_target(domain, name)
    elif kind == "part":
        yield f"{name} {termbase.word_part_digest(name)}"
    elif kind == "code":
        parsed = termbase.systems.parse(name)
        yield f"{name} {parsed and termbase.display(*parsed)}"
    else:
        yield _target(domain, name)
    if kind in _TELLING_KINDS and (match := termbase.find(name)).keys:
        yield termbase.digest(match.key)
        # What is shown inside another text shows no texts in turn.
        for inner in termbase.mentions(match.key) if deep else ():
            yield from _worded(domain, *inner, deep=False)


def _target(domain: MedtermDomain, name: str) -> str:
    """Say what a name stands for and where its link leads."""
    match = domain.termbase.find(name)
    if (anchor := domain.anchor(match)) is None:
        return f"{name} {match.keys}"
    place, target_id = anchor
    short = domain.termbase.abbreviations(match.key)
    card = f"{domain.termbase.card_digest(match.key)} {place.hide}" if domain.has_cards else ""
    return f"{name} {match.keys} {short} {place.docname} {target_id} {card}"


def _std_target(domain: MedtermDomain, name: str) -> str:
    """Say where the roles ``term`` and ``any`` lead, which look into Sphinx's own list first."""
    std = domain.env.get_domain("std").data["objects"]
    return f"{std.get(('term', name))} {_target(domain, name)}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _stamp_file(builder: Builder) -> Path:
    """Name the file of stamps for an output folder; it lies with the pages that were read."""
    output = _digest(f"{builder.name} {builder.outdir}")
    return Path(builder.doctreedir) / f"medterm-{output}.json"


def _read(file: Path) -> Stamps:
    """Read the stamps; without them, or if the file is damaged, no page counts as written."""
    try:
        found = Stamps(**json.loads(file.read_text(encoding="utf-8")))
        found = found._replace(findings=Findings.from_json(found.findings))
    except (OSError, ValueError, TypeError):
        return _NONE
    return found if isinstance(found.pages, dict) else _NONE
