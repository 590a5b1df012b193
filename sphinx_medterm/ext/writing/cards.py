"""Cards: explanations of the terms that a web page links to.

They are added at the end of a page when all its links are known, once for each term or sense and
audience. The script ``medterm-card.js`` shows them next to the link, and finds them by ids derived
from those of the entries. Until it opens them they are in a template, unless they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes

from sphinx_medterm.ext.ids import parse_id, term_id
from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import ancestors, medterm_cards, page_around, target_of
from sphinx_medterm.ext.page_settings import audience_of, page_setting
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.writing.card_html import CardWriter
from sphinx_medterm.ext.writing.contexts import Contexts
from sphinx_medterm.ext.writing.page_scripts import add_script, web_builder
from sphinx_medterm.termbase.config_values import as_list

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

LINK_CLASS = "medterm-word"
"""The class of a link that has a card."""

CARD = "medterm_card"
"""The start of the ids of cards.

For an audience other than that of the page, the audience is added. The result is then also a class
of the link, for the script.
"""

_START = term_id("")
"""The start of the ids of entries."""

SCRIPT = "medterm-card.js"
STYLE_SHEET = "medterm-card.css"


class Cards:
    """Creates the cards of all pages that a process writes."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._writer = CardWriter(cast("StandaloneHTMLBuilder", build.builder))
        self._is_one_page = build.output.is_single_page
        self._config = build.env.config
        self._roles = frozenset(as_list(self._config.medterm_card_roles))
        self._kind = cache(partial(page_setting, build.env, name="medterm_cards"))
        self._audience = cache(partial(audience_of, build.env))
        self._contexts = Contexts(build)
        self._explained = cache(self._explain)
        self._card = cache(self._make_card)

    def add_to_page(self, doctree: nodes.document, docname: str) -> None:
        """Add the cards of all links on a page, and mark the links."""
        page_audience = self._audience(docname)
        cards: dict[str, str] = {}
        for link in doctree.findall(nodes.reference):
            anchor = _anchor(link.attributes)
            if not anchor.startswith(_START) or _role(link) not in self._roles:
                continue
            page = (self._page_of(link) if self._is_one_page else "") or docname
            audience = self._audience(page, _own_audience(link))
            card = self._card(anchor, self._kind(page), audience, audience != page_audience)
            if card is None:
                continue
            link["classes"] += card.classes
            if card.card_id not in cards:
                cards[card.card_id] = card.leading_to(_address(link))
        if cards:
            printed = self._config.medterm_print_terms
            doctree += medterm_cards(cards=list(cards.values()), printed=printed)

    def _make_card(self, anchor: str, kind: str, audience: str, is_marked: bool) -> _Card | None:
        """Return the card of a term or sense, or ``None`` if there is nothing to explain.

        :param is_marked: whether its audience differs from that of the page.
        """
        if kind == "off" or (address := parse_id(anchor)) is None:
            return None
        key, sense = address
        if not (explained := self._explained(key, sense, audience)):
            return None
        start = f"{CARD}_{audience}" if is_marked else CARD
        card_id = anchor.replace("medterm", start, 1)
        classes = [LINK_CLASS, start] if is_marked else [LINK_CLASS]
        is_full = kind == "full"
        opening = _opening(card_id, self._build.termbase.label(key) if is_full else "")
        head, body = explained
        head = f'<div class="medterm-card-head">{head}{_button() if is_full else ""}</div>\n'
        return _Card(card_id, classes, opening, head + body, _foot() if is_full else None)

    def _page_of(self, link: nodes.Element) -> str | None:
        """Return the page that a link was written on, in a document assembled from several."""
        if page := page_around(link):
            return page
        # Parts of an assembled document may keep their parents, up to the page they come from.
        *_between, top = link, *ancestors(link)
        return self._build.env.path2doc(top.get("source", ""))

    def _explain(self, key: str, sense: str, audience: str) -> tuple[str, str] | None:
        """Return the headword and the explanation on the card of a term, as HTML.

        :returns: ``None`` if it has no entry here, or there is nothing to explain.
        """
        # A build without changes needs no cards, and importing this takes a while.
        from sphinx_medterm.ext.render.card import render_card

        if key not in self._build.termbase or key not in self._build.placement.entries:
            return None  # a term of another project
        place = self._build.placement.entries[key]
        sections = self._build.sections_on_card(place, audience)
        context = self._contexts.make(
            key, place.docname, audience, sections=sections, anchored=False
        )
        if not (content := render_card(context, sense)):
            return None
        return self._writer.write(content[:1]), self._writer.write(content[1:])


def _anchor(link: Mapping[str, Any]) -> str:
    """Return the id that an internal link leads to, given its attributes; empty if external."""
    return target_of(link) if link.get("internal") else ""


def _address(link: nodes.Element) -> str:
    return str(link["refuri"]) if "refuri" in link else f"#{link['refid']}"


def _role(link: nodes.Element) -> str:
    """Return the role that a link was written with; empty if it has another origin."""
    if "medterm_role" in link.attributes:
        return str(link.attributes["medterm_role"])
    inner = link[0] if link.children else None
    if isinstance(inner, nodes.Element):  # Sphinx's own roles put their name there
        classes = inner["classes"]
        return "any" if "any" in classes else "term" if "std-term" in classes else ""
    return ""


def _own_audience(link: nodes.Element) -> str:
    """Return the audience set on a link or its content; empty if it is that of the page."""
    inner = link[0] if link.children else None
    if "medterm_audience" not in link and isinstance(inner, nodes.Element):
        link = inner
    return str(link.get("medterm_audience", ""))


# ---------------------------------------------------------------------- HTML


class _Card(NamedTuple):
    """A card without the address of its entry, which differs between pages.

    :ivar classes: the classes of links to its term.
    :ivar opening: its start tag.
    :ivar explained: the explanation, as HTML.
    :ivar foot: the HTML before and after the address; ``None`` if the card has no link.
    """

    card_id: str
    classes: list[str]
    opening: str
    explained: str
    foot: tuple[str, str] | None

    def leading_to(self, address: str) -> str:
        """Return the card as HTML, with the address of its entry."""
        foot = escape(address).join(self.foot) if self.foot else ""
        return f"{self.opening}\n{self.explained}{foot}</div>\n"


def _opening(card_id: str, label: str) -> str:
    """Return the start tag of a card.

    :param label: the label of the term; empty if the card has no link.
    """
    role = f'role="dialog" aria-label="{escape(label)}"' if label else 'role="tooltip"'
    return f'<div class="medterm-card" id="{escape(card_id)}" {role}>'


def _button() -> str:
    """Return the HTML of the button that closes a card."""
    return (
        '<button type="button" class="medterm-card-close"'
        f' aria-label="{escape(_("Close"))}">×</button>\n'
    )


def _foot() -> tuple[str, str]:
    """Return the HTML around the address of the entry."""
    return '<p class="medterm-card-foot"><a href="', f'">{escape(_("Full entry"))}</a></p>\n'


def add_files(
    app: Sphinx, _page: str, _template: str, _context: object, doctree: nodes.document | None
) -> None:
    """Add script and style sheet to a page that has cards."""
    if doctree is not None and isinstance(doctree[-1:] and doctree[-1], medterm_cards):
        web_builder(app).add_css_file(STYLE_SHEET, priority=500)
        add_script(app, SCRIPT)
