"""What readers of a page see of the termbase, item by item, with term, place and audience.

From this follow the digests of pages, and the findings about definitions that are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.digest import text_digest
from sphinx_medterm.names.audiences import AUDIENCES, BOTH
from sphinx_medterm.names.mentions import KINDS, PAGE, SPHINX_LABEL, Kind, Mention, Target
from sphinx_medterm.records.visible import In, Reference, Seen, Viewpoint
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.config_values import SECTIONS
from sphinx_medterm.termbase.entry_sections import hidden_sections

if TYPE_CHECKING:
    from sphinx_medterm.data_text.tree import Span


class Surroundings(NamedTuple):
    """What surrounds something that is shown.

    :ivar audience: the readers that it is for.
    :ivar catalogue: the catalogue that translates data texts; empty if they are not translated.
    :ivar has_links: whether there are links; a card has none.
    :ivar has_cards: whether links have cards.
    :ivar is_quoted: whether it is in a quotation, which contains no other quotations.
    :ivar finds_names: whether names in running text may be linked automatically.
    """

    audience: str = BOTH
    catalogue: str = ""
    has_links: bool = True
    has_cards: bool = False
    is_quoted: bool = False
    finds_names: bool = False

    def made_for(self, audience: str) -> Surroundings:
        """Return the same for another audience, if there is one of this name."""
        return self._replace(audience=audience) if audience in AUDIENCES else self


@lru_cache(100)
def _in_quotation(around: Surroundings, audience: str) -> Surroundings:
    return around._replace(audience=audience, is_quoted=True, finds_names=False)


class Item(NamedTuple):
    """One thing that readers see: a record or a part of it, in one place and for one audience.

    Two places that show the same in the same way are the same item.

    :ivar what: an entry, a card, a quotation, a link …; see :class:`Contents`.
    :ivar name: the key of the record; the name, if it has yet to be looked up.
    :ivar role: the role of a link, if it is not the usual one.
    :ivar sense: the only sense that a card or a quotation shows; empty for all.
    :ivar section: the only section that a quotation shows.
    :ivar sections: the sections of an entry that are shown, in order.
    :ivar is_anchored: whether links lead to an entry.
    :ivar is_certain: whether readers always see it; otherwise it depends on what surrounds it.
    """

    what: str
    name: str
    around: Surroundings = Surroundings()
    role: str = ""
    sense: str = ""
    section: str = ""
    sections: tuple[str, ...] = tuple(SECTIONS)
    is_anchored: bool = False
    is_certain: bool = True


def entry_item(
    key: str, around: Surroundings, sections: Sequence[str], *, leads_here: bool = False
) -> Item:
    """Return the entry of a term.

    :param sections: those that it shows, in order.
    :param leads_here: whether links lead to this entry.
    """
    return Item(ENTRY, key, around, sections=tuple(sections), is_anchored=leads_here)


class Content(NamedTuple):
    """What an item shows.

    :ivar words: what it shows itself; equal only if the same is shown.
    :ivar inside: the items in it.
    :ivar instead: where a definition for another audience is shown instead of a missing one: paths
        in the record.
    """

    words: str
    inside: Sequence[Item] = ()
    instead: Sequence[str] = ()


class _Examined(NamedTuple):
    """What is known of an item that has been examined.

    :ivar digest: what it shows; a digest, unless it shows only a few words.
    :ivar instead: as in :class:`Content`.
    :ivar below: the items in it in which definitions are missing.
    """

    digest: str
    instead: Sequence[str]
    below: Sequence[Item]


ENTRY, CARD, QUOTE, LINK, OTHER_LINK = "entry", "card", "quotation", "link", "link of another role"
WORD_PART, SHORT_PART, SOURCE, CODE = "word part", "word part in short", "source", "code"
FOUND, LABEL, NAMES, LENT_CODES = "what a name stands for", "label", "names", "codes of another"
PLACE = "title of the page with an entry"


class Contents:
    """What items show. Each item is examined once, however many others contain it.

    Of a link it knows only the name: the target depends on which pages the entries are on.
    """

    def __init__(
        self, termbase: Termbase, translator: Callable[[str], Callable[[str], str]] | None = None
    ) -> None:
        """Start a walk.

        :param translator: returns, for a catalogue, the function that translates data texts.
        """
        self._termbase = termbase
        self._translator = cache(translator) if translator else None
        self.spans = lru_cache(10_000)(self._spans_in)
        self._content_of: dict[str, Callable[[Item], Content]] = {
            ENTRY: self._entry,
            CARD: partial(self._record, In.CARD, "terms"),
            QUOTE: partial(self._record, In.QUOTE, "terms"),
            LINK: self._found,
            OTHER_LINK: self._found,
            WORD_PART: partial(self._record, In.ENTRY, "word_parts"),
            SHORT_PART: self._short_part,
            SOURCE: partial(self._record, In.ENTRY, "sources"),
            CODE: self._code,
            FOUND: self._found,
            LABEL: self._label,
            PLACE: self._label,
            NAMES: self._names,
            LENT_CODES: self._lent_codes,
        }
        self._examined: dict[Item, _Examined] = {}

    def digest_of(self, item: Item) -> str:
        """Return a digest of what an item shows, including the items inside it."""
        return self._examine(item).digest

    def _examine(self, item: Item) -> _Examined:
        if (known := self._examined.get(item)) is not None:
            return known
        words, inside, instead = self._content_of[item.what](item)
        below: list[Item] = []
        if inside:
            digests = [words]
            for one in inside:
                found = self._examine(one)
                digests.append(found.digest)
                if one.is_certain and (found.instead or found.below):
                    below.append(one)
            words = text_digest("\n".join(digests))
        examined = self._examined[item] = _Examined(words, instead, below)
        return examined

    def missing_definitions(self, items: Iterable[Item]) -> Iterator[tuple[Item, Sequence[str]]]:
        """List the definitions that are missing in items, and in the items inside them.

        :returns: each item that shows another definition instead, once, and where it does so.
        """
        waiting = [item for item in items if item.is_certain]
        met = set(waiting)
        while waiting:
            item = waiting.pop()
            _digest, instead, below = self._examine(item)
            if instead:
                yield item, instead
            waiting += [one for one in below if one not in met]
            met.update(below)

    # ------------------------------------------------------------------ records

    def _seen(self, item: Item, where: In, table: str = "terms") -> Seen:
        hide = hidden_sections(item.sections)
        viewpoint = Viewpoint(where.value, item.around.audience, hide, item.sense, item.section)
        return self._termbase.depends.look(item.name, viewpoint, table)

    def _entry(self, item: Item) -> Content:
        seen = self._seen(item, In.ENTRY)
        inside = self._inside(item, seen)
        others, sections = [], seen.sections
        if "relations" in item.sections:
            others = self._termbase.depends.stated_by_others(item.name)
            for other, _relation in others:
                inside += self._referred(item, Reference("terms", other))
        former = self._termbase.lookup.former_keys(item.name) if item.is_anchored else ()
        if others:
            sections |= {"relations"}
        order = [name for name in item.sections if name in sections]
        media = self._termbase.media_digest(item.name, seen.files)
        shown = f"{order} {self._words(item, seen)} {media}"
        words = f"{item.name} {item.is_anchored} {shown} {others} {former}"
        return Content(words, inside, seen.instead)

    def _record(self, where: In, table: str, item: Item) -> Content:
        seen = self._seen(item, where, table)
        words = f"{item.name} {self._words(item, seen)}"
        return Content(words, self._inside(item, seen), seen.instead)

    def _short_part(self, item: Item) -> Content:
        if not self._termbase.depends.has(item.name, "word_parts"):
            return Content("")
        return Content(f"{item.name} {self._seen(item, In.CARD, 'word_parts').words}")

    def _names(self, item: Item) -> Content:
        return Content(self._seen(item, In.NAME).words)

    def _lent_codes(self, item: Item) -> Content:
        return Content(self._seen(item, In.LENT).words)

    def _label(self, item: Item) -> Content:
        return Content(self._termbase.label(item.name))

    def _found(self, item: Item) -> Content:
        return Content(f"{item.name} {tuple(self._termbase.find(item.name))}")

    def _code(self, item: Item) -> Content:
        parsed = self._termbase.systems.parse(item.name)
        return Content(f"{item.name} {parsed and self._termbase.display(*parsed)}")

    # ------------------------------------------------------------------ inside of records

    def _words(self, item: Item, seen: Seen) -> str:
        """Return what an item shows of a record, with its texts as they are translated."""
        if not (catalogue := item.around.catalogue):
            return seen.words
        return f"{seen.words} {[self.spans(text, catalogue) for text in seen.texts]}"

    def _inside(self, item: Item, seen: Seen) -> list[Item]:
        inside = [one for found in seen.references for one in self._referred(item, found)]
        for text in seen.texts:
            inside += self._in_text(text, item)
        return inside

    def _referred(self, item: Item, reference: Reference) -> Iterator[Item]:
        table, key, shows, _field = reference
        if table == "sources":
            yield Item(SOURCE, key, item.around)
        elif table == "word_parts" and item.what == ENTRY:
            yield Item(WORD_PART, key, item.around, sections=item.sections)
        elif table == "word_parts":
            yield Item(SHORT_PART, key)
        elif key in self._termbase:
            if "label" in shows:
                yield Item(LABEL, key)
            if "codes" in shows:
                yield Item(LENT_CODES, key)
            if item.around.has_links:
                yield Item(LINK, key, item.around)

    def _spans_in(self, text: str, catalogue: str) -> Sequence[Span]:
        """Split a data text into the spans that readers see."""
        # A build without changes parses no texts.
        from sphinx_medterm.data_text.parse import parse, translated

        translate = self._translator(catalogue) if catalogue and self._translator else str
        paragraphs = parse(text).paragraphs()
        return [span for paragraph in paragraphs for span in translated(paragraph, translate)]

    def _in_text(self, text: str, item: Item) -> Iterator[Item]:
        """List the items that the mentions in a data text show."""
        for mention, options in self._mentions(text, item.around.catalogue):
            around = item.around
            for option in options:
                around = around.made_for(option)
            yield from self.of_mention(mention, around)

    def _mentions(self, text: str, catalogue: str) -> Iterator[tuple[Mention, tuple[str, ...]]]:
        """List the mentions in a text as readers see it, with their options."""
        if "`" not in text and not catalogue:
            return
        for span in self.spans(text, catalogue):
            if (mention := span.mention) and mention.kind != SPHINX_LABEL:
                yield mention, span.options

    def leads_to(self, entry: Item) -> set[str]:
        """List the terms that a reader of an entry may want to look up in turn.

        These are the terms that it links to, apart from narrower terms and those that refer to it:
        they would lead through the whole termbase.
        """
        seen = self._seen(entry, In.ENTRY)
        references = [one for one in seen.references if one.field != "narrower"]
        return self.linked_in(self._inside(entry, seen._replace(references=references)))

    def linked_in(self, items: Iterable[Item]) -> set[str]:
        """List the terms that items link to, and those that the items inside them do."""
        found: set[str] = set()
        waiting = [*items]
        while waiting:
            item = waiting.pop()
            if item.what == LINK:
                found.update(self._termbase.find(item.name).keys[:1])
            elif item.what in (QUOTE, WORD_PART, SOURCE):
                waiting += self._content_of[item.what](item).inside
        return found

    def of_mention(self, mention: Mention, around: Surroundings, role: str = "") -> Iterator[Item]:
        """List the items that a mention shows.

        :param role: the role it is written with, if it is not the usual one of its kind.
        """
        kind = KINDS.get(mention.kind)
        if kind is None:
            yield Item(OTHER_LINK, mention.target, around)
        elif kind.target is Target.WORD_PART:
            yield Item(SHORT_PART, mention.target)
        elif kind.target is Target.CODE:
            yield Item(CODE, mention.target)
        else:
            yield from self._of_term(kind, mention.target, around, role)

    def _of_term(self, kind: Kind, name: str, around: Surroundings, role: str) -> Iterator[Item]:
        match = self._termbase.find(name)
        is_quoted = False
        if kind.wording and match.keys:
            yield Item(FOUND, name)
            yield Item(NAMES, match.key)
            is_quoted = kind.quotes and not around.is_quoted
        if is_quoted:
            audience = kind.audience if kind.audience not in ("", PAGE) else around.audience
            inner = _in_quotation(around, audience)
            yield Item(QUOTE, match.key, inner, sense=match.sense, section=kind.wording)
        # A quotation with a title, or after too many others, is a link instead.
        if around.has_links:
            yield Item(LINK, name, around, role, is_certain=not is_quoted)
