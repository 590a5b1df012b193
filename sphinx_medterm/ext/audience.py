"""For whom a page, an entry or a mention is, and which terms have no definition for these readers.

A definition that is missing for an audience is replaced by the other one. What is missing is worked
out from what all pages hold, once they are read, so that every build says the same of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.diagnostics import Subtype, listed
from sphinx_medterm.ext.config import AUDIENCES, as_list
from sphinx_medterm.ext.domain import MedtermDomain, addressed
from sphinx_medterm.ext.messages import Finding
from sphinx_medterm.ext.page_settings import page_setting
from sphinx_medterm.ext.placement import EntryUse, GlossaryUse, PageUses
from sphinx_medterm.ext.uses import AUTOLINK, USUAL_ROLE
from sphinx_medterm.mentions import KINDS, LINKING_KINDS, PAGE, Mention

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_medterm.termbase import Termbase

BOTH = AUDIENCES[0]

_MISSING = {
    "professional": ("no definition for professionals", "plain_definition", "definition"),
    "plain": ("no plain definition", "definition", "plain_definition"),
}
"""What a term lacks for an audience, the field that is shown instead, and the field to be given."""

_SHORT_WAY = "its first sense"


class _Shown(NamedTuple):
    """What readers are shown of a term.

    :ivar hide: sections that are not shown.
    :ivar sense: the one sense that is shown, if it is not all.
    """

    key: str
    audience: str
    hide: tuple[str, ...]
    sense: str = ""


def audience_of(env: BuildEnvironment, docname: str, own: str = "") -> str:
    """Tell for whom something on a page is.

    :param own: the audience that it was given itself, if any.
    """
    return own if own in AUDIENCES else page_setting(env, docname, "medterm_audience")


def find_lacks(domain: MedtermDomain) -> list[Finding]:
    """Find the terms that lack a definition for the readers they are shown to.

    Only pages and entries for one audience are looked at.
    """
    if domain.extracts_messages:
        return []  # all texts are extracted, whoever they are for
    found: dict[tuple[str, str], set[str]] = {}
    for shown in dict.fromkeys(_all_shown(domain)):
        if paths := set(_lacking(domain.termbase, shown)):
            found.setdefault((shown.key, shown.audience), set()).update(paths)
    return [_finding(domain.termbase, *who, found[who]) for who in sorted(found)]


def _finding(termbase: Termbase, key: str, audience: str, paths: set[str]) -> Finding:
    lack, instead, field = _MISSING[audience]
    places = [path or _SHORT_WAY for path in termbase.lacks(key)[audience] if path in paths]
    where = "" if places == [_SHORT_WAY] else f" in {listed(places)}"
    message = f"the term {key!r} has {lack}{where}"
    hint = f"its {instead} is shown instead; give it a {field}"
    return Finding(Subtype.AUDIENCE, message, hint, str(termbase.origin(key)))


def _lacking(termbase: Termbase, shown: _Shown) -> Iterator[str]:
    """List what is missing of what is shown, as paths in the record."""
    for path in termbase.lacks(shown.key).get(shown.audience, ()):
        section = "translations" if path.startswith("translations.") else "definition"
        if section not in shown.hide and (not shown.sense or path == f"senses.{shown.sense}"):
            yield path


# ---------------------------------------------------------------------- what pages show


def _all_shown(domain: MedtermDomain) -> Iterator[_Shown]:
    for docname, uses in sorted(domain.pages.items()):
        usual = audience_of(domain.env, docname)
        if usual != BOTH or _has_own(uses):
            yield from _shown_on(domain, docname, uses, usual)


def _has_own(uses: PageUses) -> bool:
    """Tell whether anything on a page has an audience of its own."""
    own = [use.audience for use in (*uses.placed, *uses.worded)]
    return any(own) or any(audience for *_, audience in uses.manners)


def _shown_on(domain: MedtermDomain, docname: str, uses: PageUses, usual: str) -> Iterator[_Shown]:
    """List what a page shows of terms in its entries, and in its cards if it has any."""
    kind = page_setting(domain.env, docname, "medterm_cards")
    has_cards = domain.has_cards and kind != "off"
    for index, use in enumerate(uses.placed):
        audience = use.audience or usual
        for key in _keys(domain, docname, index, use) if audience != BOTH else ():
            yield _Shown(key, audience, use.hide)
            if "definition" not in use.hide:
                yield from _worded(domain, domain.termbase.depends.mentions(key), audience)
            if has_cards:
                yield from _linked(domain, key, use.hide, audience)
    for kind, name, own in uses.worded:
        yield from _worded(domain, [Mention(kind, name)], own or usual)
    if has_cards:
        yield from _mentioned(domain, docname, uses, usual)


def _worded(domain: MedtermDomain, mentions: Iterable[Mention], audience: str) -> Iterator[_Shown]:
    """List the definitions that mentions show where they stand."""
    for kind, name in mentions:
        shown_to = KINDS[kind].audience if kind in KINDS else ""
        shown_to = audience if shown_to == PAGE else shown_to
        if shown_to not in ("", BOTH) and (match := domain.termbase.find(name)).keys:
            yield _Shown(match.key, shown_to, ("translations",), match.sense)


def _keys(
    domain: MedtermDomain, docname: str, index: int, use: EntryUse | GlossaryUse
) -> Sequence[str]:
    """List the terms whose entries a directive shows."""
    if isinstance(use, EntryUse):
        return domain.termbase.find(use.name).keys[:1]
    return domain.placement.members[docname, index]


def _linked(
    domain: MedtermDomain, key: str, hide: tuple[str, ...], audience: str
) -> Iterator[_Shown]:
    """List the cards of what an entry links to; where it hides something, perhaps too many."""
    termbase, roles = domain.termbase, as_list(domain.env.config.medterm_card_roles)
    mentions = termbase.depends.mentions(key) if "definition" not in hide else []
    if USUAL_ROLE in roles:
        names = [name for kind, name in mentions if kind in LINKING_KINDS]
        if not {"relations", "conditions"} <= set(hide):
            names += termbase.depends.referred_terms(key)
        for name in names:
            yield from _card(domain, name, audience)
    if "term" in roles:
        for kind, name in mentions:
            if kind == "std:term":
                yield from _std_card(domain, name, audience)


def _mentioned(domain: MedtermDomain, docname: str, uses: PageUses, usual: str) -> Iterator[_Shown]:
    """List the cards of the mentions on a page."""
    roles = frozenset(as_list(domain.env.config.medterm_card_roles))
    unusual = {name for name, _role, _own in uses.manners}
    manners = [(name, USUAL_ROLE, "") for name in uses.mentions if name not in unusual]
    manners += [(w.target, USUAL_ROLE, w.audience) for w in uses.worded if w.kind in LINKING_KINDS]
    for name, role, own in (*manners, *uses.manners):
        if role in roles:
            yield from _card(domain, name, own if own in AUDIENCES else usual)
    for key in _autolinked(domain, docname) if AUTOLINK in roles else ():
        yield from _card(domain, key, usual)
    for name in uses.other_names if not roles.isdisjoint({"term", "any"}) else ():
        yield from _std_card(domain, name, usual)


def _autolinked(domain: MedtermDomain, docname: str) -> Iterator[str]:
    """List the terms whose names in the running text of a page may be linked."""
    if prose := domain.prose.get(docname):
        for keys in domain.names_found.in_prose(prose.text, prose.digest).values():
            if key := domain.termbase.lookup.linkable(keys):
                yield key


def _card(domain: MedtermDomain, name: str, audience: str) -> Iterator[_Shown]:
    match = domain.termbase.find(name)
    if audience != BOTH and match.keys and match.key in domain.placement.entries:
        hide = domain.placement.entries[match.key].hide
        yield _Shown(match.key, audience, (*hide, "translations"), match.sense)


def _std_card(domain: MedtermDomain, name: str, audience: str) -> Iterator[_Shown]:
    """Find the card of what the roles ``term`` and ``any`` lead to, which look there first."""
    found = domain.env.get_domain("std").data["objects"].get(("term", name))
    if found is None:
        yield from _card(domain, name, audience)
    elif term := addressed(found[1]):
        yield from _card(domain, term[0], audience)
