"""The directive ``medterm:glossary``: the entries of many terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.typing import OptionSpec

from sphinx_medterm.diagnostics import Subtype, quoted
from sphinx_medterm.ext.glossary_nodes import medterm_bar
from sphinx_medterm.ext.ids import letter_id
from sphinx_medterm.ext.messages import _, warn
from sphinx_medterm.ext.nodes import heading_level, medterm_placeholder
from sphinx_medterm.ext.page_settings import checked_choice
from sphinx_medterm.ext.views.glossary_options import (
    LETTERS_HINT,
    Range,
    names_in,
    ranges_in,
)
from sphinx_medterm.ext.views.placing import AUDIENCE_HELP, NAME_HELP, PlacingDirective
from sphinx_medterm.ext.views.view import Entries, Fault, Placed, Terms, View
from sphinx_medterm.names.normal import NO_LETTER, initial
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.contents import LABEL, LINK, PLACE, Item, Surroundings

ALL_USED, DIRECT, PAGE = USES = "all", "direct", "page"
BAR_FROM = 15
"""The number of terms from which a glossary has a bar with its letters and a filter."""

LONG_FROM = 100
"""The number of terms above which browsers lay out only the entries in sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView(View):
    """A glossary directive on a page.

    :ivar used: which terms in use it shows: :data:`ALL_USED`, :data:`DIRECT` or :data:`PAGE`;
        empty if it shows others as well.
    :ivar chosen: the names of the only terms that it shows, as they are written; empty for all.
    :ivar letters: the letters of the only terms that it shows; empty for all.
    :ivar has_references: whether terms whose entry is elsewhere are listed as links.
    """

    has_letters: ClassVar[bool] = True

    used: str = ""
    chosen: str = ""
    letters: tuple[Range, ...] = ()
    has_references: bool = False

    @property
    def turn(self) -> int:
        """The turn after entries: what is chosen comes first, and all terms come last."""
        return 1 if self.chosen else 2 if self.used else 3 if self.letters else 4

    def names(self, knows: Callable[[str], bool]) -> Sequence[str]:
        """Return the names of the terms that it shows, if its author has named them."""
        return tuple(names_in(self.chosen, knows))

    def choose(self, docname: str, terms: Terms) -> list[str]:
        """Return the terms that have no entry elsewhere, or all that are to be shown even so."""
        keys = self._wanted(docname, terms)
        if self.letters:
            keys = [key for key in keys if self._has_letter(terms.letter(key))]
        if self.chosen or self.has_references or not self.is_anchored:
            return terms.in_order(keys)
        return terms.without_entry(keys)

    @property
    def leaves_out_links(self) -> bool:
        """Whether it leaves out terms that its entries mention."""
        return self.used in (DIRECT, PAGE)

    def _wanted(self, docname: str, terms: Terms) -> Iterable[str]:
        if self.chosen:
            names = self.names(lambda name: bool(terms.find(name)))
            return [key for name in names for key in terms.find(name)]
        if self.used == PAGE:
            return terms.mentioned_on(docname)
        if self.used == DIRECT:
            return terms.mentioned()
        return terms.used(docname, self) if self.used else terms.all()

    def _has_letter(self, letter: str) -> bool:
        return any(letters.has(letter) for letters in self.letters)

    def items(
        self, key: str, around: Surroundings, sections: Sequence[str], *, leads_here: bool
    ) -> Iterator[Item]:
        """List the whole entry, or else what refers to the entry elsewhere."""
        if self.has_references and not leads_here:
            yield from (Item(LABEL, key), Item(LINK, key, around), Item(PLACE, key))
        else:
            yield from View.items(self, key, around, sections, leads_here=leads_here)

    def check(self, members: Sequence[str], entries: Placed) -> Iterator[Fault]:
        """Find that there is nothing to show."""
        if not members and not self.chosen:
            message = "this glossary has no terms to show"
            yield Fault(Subtype.EMPTY_GLOSSARY, message, self._why_empty(entries))

    def build(self, placeholder: medterm_placeholder, entries: Entries) -> list[nodes.Node]:
        """Return a container with the entries, grouped by initial letter."""
        members = entries.members(placeholder)
        glossary = nodes.container(classes=["medterm-glossary", *placeholder["classes"]])
        number = entries.number(placeholder)
        letters = {} if self._is_single_letter else self._letters(members, entries, number)
        if len(members) >= BAR_FROM and number and entries.has_bars:
            glossary += medterm_bar(
                letters=[*letters.items()], number=number, has_filter=entries.has_filters
            )
        if len(members) > LONG_FROM:
            glossary["classes"].append("medterm-long")
        level = heading_level(placeholder)
        for letter, keys in self._by_letter(members, entries.termbase).items():
            if letter in letters:
                glossary += _heading(letter, level, letters[letter])
            below = min(level + bool(letters), 6)
            glossary += [self._entry(key, placeholder, entries, below) for key in keys]
        return [glossary]

    def _letters(self, members: Sequence[str], entries: Entries, number: int) -> dict[str, str]:
        """Return the letters, each with its id; a copy on another page has no ids."""
        letters = self._by_letter(members, entries.termbase)
        return {one: letter_id(one, number) if number else "" for one in letters}

    def _by_letter(self, members: Sequence[str], termbase: Termbase) -> dict[str, list[str]]:
        """Return the terms of each letter, digits and signs first."""
        found: dict[str, list[str]] = {NO_LETTER: []}
        for key in members:
            found.setdefault(initial(termbase.label(key)), []).append(key)
        return {letter: keys for letter, keys in found.items() if keys}

    @property
    def _is_single_letter(self) -> bool:
        """Whether it is for one letter, which the title of its section says."""
        return [one.first == one.last for one in self.letters] == [True]

    def _entry(
        self, key: str, placeholder: medterm_placeholder, entries: Entries, level: int
    ) -> nodes.Node:
        leads_here = self.is_anchored and entries.leads_here(key, placeholder)
        if self.has_references and not leads_here:
            return _reference(key, placeholder, entries)
        return entries.render(key, placeholder, anchored=leads_here, level=level)

    def _why_empty(self, entries: Placed) -> str:
        if not len(entries.termbase):
            return "the data files contain no terms"
        if self.letters:
            return "no term without an entry elsewhere starts with these letters"
        if self.used == PAGE:
            return "its page mentions no term that has no entry elsewhere"
        if self.used:
            return "no page mentions a term that has no entry elsewhere"
        return "all terms already have an entry elsewhere"


def _heading(letter: str, level: int, letter_id: str) -> nodes.rubric:
    """Return the heading of the terms that start with a letter."""
    heading = nodes.rubric("", letter, classes=["medterm-letter"])
    heading["heading-level"] = level
    if letter_id:
        heading["ids"].append(letter_id)
    return heading


def _reference(key: str, placeholder: medterm_placeholder, entries: Entries) -> nodes.Node:
    """Return a line that refers to the entry of a term elsewhere."""
    label = nodes.strong("", "", entries.link(key, placeholder))
    line = nodes.paragraph("", "", label, classes=["medterm-reference"])
    if page := entries.page_title(key, placeholder):
        before, _marker, after = _("see {page}").partition("{page}")
        line += [nodes.Text(f", {before}"), nodes.emphasis("", page), nodes.Text(after)]
    return line


class GlossaryDirective(PlacingDirective):
    """Shows the entries of many terms, sorted by label and grouped by initial letter.

    Without an argument, it leaves out terms that have an entry elsewhere. To show certain terms
    only, name them in the argument, separated by commas or line ends. You can separate keys by
    spaces, too.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "used": directives.unchanged,
        "letters": directives.unchanged_required,
        "cross-references": directives.flag,
        "show": directives.unchanged_required,
        "hide": directives.unchanged_required,
        "audience": directives.unchanged_required,
        "no-index": directives.flag,
        "class": directives.class_option,
        "name": directives.unchanged,
    }
    option_help: ClassVar[dict[str, str]] = {
        "used": "Show only the terms that your pages mention, and the terms that their entries "
        "link to in turn. With `direct`, show only the terms that pages mention. With `page`, "
        "show only the terms that the page of the glossary mentions.",
        "letters": "Show only the terms under these letters, such as `A-C, F`. `#` stands for "
        "digits and symbols.",
        "cross-references": "Also list the terms that have their entry elsewhere, with links "
        "to these entries.",
        "show": "Sections to show. All others are hidden.",
        "hide": "Sections to hide.",
        "audience": AUDIENCE_HELP,
        "no-index": "Show other entries of the terms without making them the targets of links.",
        "class": "Classes to add to the glossary.",
        "name": NAME_HELP,
    }

    def run(self) -> list[nodes.Node]:
        """Return a placeholder."""
        view = GlossaryView(
            used=self._used(),
            chosen="\n".join([*self.arguments, *self.content]),
            letters=self._letters(),
            has_references="cross-references" in self.options,
            is_anchored="no-index" not in self.options,
            **self.shared_options(),
        )
        return [self.placeholder(view)]

    def _used(self) -> str:
        if "used" not in self.options:
            return ""
        given = self.options["used"] or ALL_USED
        return checked_choice(given, USES, "used", self.get_location()) or ALL_USED

    def _letters(self) -> tuple[Range, ...]:
        """Return the letters of the option, and warn about what is not one."""
        found, others = ranges_in(self.options.get("letters", ""))
        for other in others:
            message = f"{quoted(other)} is not a letter or a range of letters"
            warn(Subtype.OPTION, message, self.get_location(), LETTERS_HINT)
        return tuple(found)
