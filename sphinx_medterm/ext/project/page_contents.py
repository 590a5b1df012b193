"""What pages show of the termbase, and where their links lead, item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property, partial
from typing import NamedTuple

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.ids import parse_id
from sphinx_medterm.ext.page_settings import audience_of, page_setting
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.project.first_use import abbreviations_on
from sphinx_medterm.ext.project.imprints import imprint_of
from sphinx_medterm.ext.project.names_found import Names
from sphinx_medterm.ext.project.translation import catalogue_of, translator_by
from sphinx_medterm.ext.reading.conditions import is_todo
from sphinx_medterm.ext.reading.uses import AUTOLINK, USUAL_ROLE, PageUses
from sphinx_medterm.ext.render.citing import LISTED, UNLISTED
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.names.mentions import Mention
from sphinx_medterm.records.visible import Seen
from sphinx_medterm.termbase.config_values import as_list
from sphinx_medterm.termbase.contents import (
    CARD,
    ENTRY,
    FOUND,
    LABEL,
    LINK,
    OTHER_LINK,
    PLACE,
    WORD_PART,
    Content,
    Contents,
    Item,
    Surroundings,
)

_OTHER_ROLES = frozenset({"term", "any"})
_ANY_ROLE = "*"
"""A role whose name is not known."""

_ROLES_OF = {"": USUAL_ROLE, _ANY_ROLE: USUAL_ROLE}

_WORDS = "words"
"""The kind of items that show nothing but their name."""


class PageContent(NamedTuple):
    """What a page shows.

    :ivar items: the things that readers see.
    :ivar words: whatever else affects how the items are shown on this page.
    """

    items: list[Item]
    words: list[str]


class PageContents(Contents):
    """What all pages show, once the places of entries are known."""

    def __init__(self, build: Build) -> None:
        super().__init__(build.termbase, translator_by)
        self._build = build
        self._roles = frozenset(as_list(build.env.config.medterm_card_roles))
        self._is_project_wide = build.env.config.medterm_first_use == "project"
        self._catalogue = cache(partial(catalogue_of, build.env))
        self._prose = build.prose
        self._imprint = imprint_of(build.env.config)
        self._content_of |= {
            _WORDS: lambda item: Content(item.name),
            LINK: self._link,
            OTHER_LINK: self._other_link,
            PLACE: lambda item: Content(build.title_of_page_with(item.name)),
        }
        self.on = cache(self._shown_on)
        self.digest_of_page = cache(self._digest_of_page)

    def _digest_of_page(self, docname: str) -> str:
        """Return a digest of all that a page shows."""
        shown = [self.on(page) for page in (docname, *self._copied_to(docname))]
        words = [word for one in shown for word in one.words]
        return text_digest(
            "\n".join(words + [self.digest_of(i) for one in shown for i in one.items])
        )

    def _copied_to(self, docname: str) -> list[str]:
        """List the pages of which a page shows parts: all with to-do notes in a list of these."""
        return self._with_todos if self._build.pages[docname].has_todo_list else []

    @cached_property
    def _with_todos(self) -> list[str]:
        pages, stored = self._build.pages, self._build.domain_data.uses
        return sorted(page for page in pages if any(map(is_todo, stored.get(page, ()))))

    def _shown_on(self, docname: str) -> PageContent:
        """Return what a page shows."""
        uses, around = self._build.pages[docname], self._around(docname)
        words = [f"written {self._build.written.outcomes(docname)}"]
        items = [*self._mentioned(docname, uses, around)]
        if around.finds_names or uses.may_repeat_terms:
            words.append(page_setting(self._build.env, docname, "medterm_mentions"))
        if self._is_project_wide:
            first = self._build.first_pages
            shorts = abbreviations_on(uses, self._termbase)
            words += [f"first {short} {first.get(short) == docname}" for short in shorts]
        if uses.views:
            words.append(f"sources {self._source_style(docname)} {self._imprint}")
        for view in uses.views:
            placed = list(self._placed(docname, view))
            words.append(f"{len(placed)}")
            items += placed
        if items and around.has_cards:
            words.append(around.audience)  # links with cards for others are marked
        return PageContent(items, words)

    def _around(self, docname: str, own: str = "") -> Surroundings:
        """Return the surroundings of things on a page.

        :param own: the audience of a thing itself, if any.
        """
        build = self._build
        if build.output.extracts_messages:
            return Surroundings()  # all texts are extracted, for whatever audience
        return Surroundings(
            audience=audience_of(build.env, docname, own),
            catalogue=self._catalogue(docname),
            has_cards=build.output.is_for_browsers
            and page_setting(build.env, docname, "medterm_cards") != "off",
            finds_names=docname in self._prose,
        )

    # ------------------------------------------------------------------ mentions

    def _mentioned(self, docname: str, uses: PageUses, around: Surroundings) -> Iterator[Item]:
        detailed = {name for name, _role, _own in uses.detailed_mentions}
        for name in uses.mentions:
            if name not in detailed:
                yield Item(LINK, name, around)
        for name, role, own in uses.detailed_mentions:
            yield Item(LINK, name, around.made_for(own), role)
        for name in uses.other_names:
            yield Item(OTHER_LINK, name, around)
        for kind, name, own in uses.insertions:
            yield from self.of_mention(Mention(kind, name), around.made_for(own), _ANY_ROLE)
        if around.finds_names:
            prose = self._prose[docname]
            names = self._build.names_found.in_prose(prose.text, prose.digest)
            yield from self._named(names, around)

    def _named(self, names: Names, around: Surroundings, is_certain: bool = True) -> Iterator[Item]:
        """List the names in running text, and the links made of those that may be linked."""
        linked = {name: self._termbase.lookup.linkable(keys) for name, keys in names.items()}
        yield from (Item(_WORDS, f"{name} {key}") for name, key in linked.items())
        for key in dict.fromkeys(filter(None, linked.values())):
            yield Item(LINK, key, around, AUTOLINK, is_certain=is_certain)

    def _inside(self, item: Item, seen: Seen) -> list[Item]:
        inside = super()._inside(item, seen)
        if item.around.finds_names and item.what in (ENTRY, WORD_PART):
            catalogue = item.around.catalogue
            spans = [span for text in seen.texts for span in self.spans(text, catalogue)]
            found = self._build.names_found.in_data(span.text for span in spans)
            # An entry does not link to itself, and not all overlapping names are linked.
            own = (item.name,) if item.what == ENTRY else ()
            names = {name: keys for name, keys in found.items() if keys != own}
            inside += self._named(names, item.around, is_certain=False)
        return inside

    # ------------------------------------------------------------------ entries

    def _placed(self, docname: str, view: View) -> Iterator[Item]:
        around = self._around(docname, view.audience)
        placement = self._build.document_with(docname).placement
        sections = self._build.looks.of(docname, view).sections
        if self._source_style(docname) == UNLISTED:
            sections = tuple(name for name in sections if name != "sources")
        yield from (Item(FOUND, name) for name in view.names(self._termbase.knows))
        for key in placement.members[docname, view.index]:
            leads_here = placement.is_at(key, docname, view.index)
            yield from view.items(key, around, sections, leads_here=leads_here)

    def _source_style(self, docname: str) -> str:
        """Return how the sources of entries on a page are listed."""
        if self._build.output.extracts_messages:
            return LISTED
        return page_setting(self._build.env, docname, "medterm_sources")

    # ------------------------------------------------------------------ links

    def _link(self, item: Item) -> Content:
        """Return where a link leads, and its card."""
        match = self._termbase.find(item.name)
        if (anchor := self._build.anchor(match)) is None:
            there = "" if match.keys else self._build.computed(Elsewhere).address(item.name)
            return Content(f"{item.name} {match.keys} {there}")
        place, target_id = anchor
        short = self._termbase.abbreviations(match.key)
        words = f"{item.name} {match.keys} {match.name} {short} {place.docname} {target_id}"
        roles = _OTHER_ROLES if item.role in _OTHER_ROLES else {_ROLES_OF.get(item.role, item.role)}
        return Content(words, self._cards(item, target_id, roles))

    def _other_link(self, item: Item) -> Content:
        """Return where ``term``, ``any`` and links of MyST lead, with the label that these show."""
        elsewhere = self._build.computed(Elsewhere)
        match = elsewhere.own_match_by(item.name)
        if not match.keys:
            return Content(f"{item.name} {elsewhere.in_glossary(item.name)}")
        key = f"{match.key}#{match.sense}" if match.sense else match.key
        name = item.name if self._termbase.find(item.name).keys else key
        link = item._replace(what=LINK, name=name, role="term")
        return Content("", [link, Item(FOUND, name), Item(LABEL, match.key)])

    def _cards(self, item: Item, target_id: str, roles: Iterable[str]) -> list[Item]:
        """Return the card of a link, if it has one."""
        address, around = parse_id(target_id), item.around
        if address is None or not around.has_cards:
            return []
        key, sense = address
        is_known = not self._roles.isdisjoint(roles)
        if not is_known and item.role != _ANY_ROLE:
            return []
        if (place := self._build.placement.entries.get(key)) is None:
            return []
        inner = Surroundings(around.audience, self._catalogue(place.docname), has_links=False)
        sections = self._build.sections_on_card(place, around.audience)
        return [Item(CARD, key, inner, sense=sense, sections=sections, is_certain=is_known)]
