"""What a page shows of the termbase and where its links lead, in words that are made a stamp of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sphinx_medterm.ext.audience import audience_of
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.first_use import shorts_on
from sphinx_medterm.ext.names_found import Names
from sphinx_medterm.ext.placement import EntryUse, PageUses
from sphinx_medterm.mentions import KINDS, NAMING_KINDS, WORDED_KINDS, Mention, Target
from sphinx_medterm.stamps import stamp

_TELLING_KINDS = NAMING_KINDS & WORDED_KINDS
"""The kinds of mention that show something of the term, and not what is typed."""


class Shown:
    """Says what pages show; if it says the same as before, a page need not be written again."""

    def __init__(self, domain: MedtermDomain) -> None:
        self._domain = domain
        self._termbase = domain.termbase
        # Terms may quote each other all round: each is looked at once, and summed up in a stamp.
        self._target = cache(self._target_of)
        self._words = cache(self._words_of)
        self._card = cache(self._in_card)
        self._quote = cache(self._in_quote)
        self._words_in_quote = cache(self._of_words_in_quote)

    def on(self, docname: str, uses: PageUses) -> Iterator[str]:
        """List all that a page shows."""
        domain = self._domain
        if domain.has_cards or uses.placed:
            yield audience_of(domain.env, docname)
        yield from map(self._target, uses.mentions)
        if (prose := domain.prose.get(docname)) and not domain.extracts_messages:
            yield from self._named(domain.names_found.in_prose(prose.text, prose.digest))
        yield from map(self._std_target, uses.other_names)
        for kind, name, _audience in uses.worded:
            yield from self._mention(Mention(kind, name))
        if domain.env.config.medterm_first_use == "project":
            for short in shorts_on(uses, self._termbase):
                yield f"first {short} {domain.first_pages.get(short) == docname}"
        yield from self._placed(docname, uses)

    # ------------------------------------------------------------------ entries

    def _placed(self, docname: str, uses: PageUses) -> Iterator[str]:
        domain = self._domain
        for index, use in enumerate(uses.placed):
            if isinstance(use, EntryUse):
                match = self._termbase.find(use.name)
                keys: Sequence[str] = match.keys[:1]
                yield f"{use.name} {match.keys}"
            else:
                keys = domain.placement.members[docname, index]
                yield f"glossary {index}"
            for key in keys:
                yield from self._entry(key)
                yield f"anchored {domain.placement.is_at(key, docname, index)}"
                if docname in domain.prose and not domain.extracts_messages:
                    yield from self._named(self._in_entry(key, docname))

    def _entry(self, key: str) -> Iterator[str]:
        yield f"{key} {self._termbase.depends.digest(key)}"
        for mention in self._termbase.depends.mentions(key):
            yield from self._mention(mention)
        yield from map(self._target, self._termbase.depends.referred_terms(key))

    # ------------------------------------------------------------------ running text

    def _in_entry(self, key: str, docname: str) -> Names:
        """List the names in an entry; that of its own term is not linked."""
        names = self._domain.names_found.in_entry(key, docname)
        return {name: keys for name, keys in names.items() if keys != (key,)}

    def _named(self, names: Names) -> Iterator[str]:
        """Say of names in running text whether they may be linked, and where these links lead."""
        linkable = self._termbase.lookup.linkable
        yield from (f"{name} {linkable(keys)}" for name, keys in names.items())
        keys = dict.fromkeys(linkable(keys) for keys in names.values())
        yield from (self._target(key) for key in keys if key)

    # ------------------------------------------------------------------ mentions

    def _mention(self, mention: Mention) -> Iterator[str]:
        """Say what a mention shows and where it leads, and so of what it quotes."""
        yield from self._said(mention)
        if key := self._quoted_by(mention):
            yield self._quote(key)

    def _said(self, mention: Mention) -> Iterator[str]:
        """Describe what a mention itself shows and where it leads, not what it quotes."""
        if mention.kind == "std:term":
            yield self._std_target(mention.target)
        elif mention.kind in NAMING_KINDS:
            yield self._target(mention.target)
        yield self._words(mention)

    def _quoted_by(self, mention: Mention) -> str:
        """Name the term that a mention shows something of; empty if it shows what is typed."""
        if mention.kind in _TELLING_KINDS and (match := self._termbase.find(mention.target)).keys:
            return match.key
        return ""

    def _in_quote(self, key: str) -> str:
        """Stamp the mentions in the texts of a term that is quoted; these quote nothing."""
        mentions = self._termbase.depends.mentions(key)
        return _stamp(said for mention in mentions for said in self._said(mention))

    def _of_words_in_quote(self, key: str) -> str:
        """Stamp the words of these mentions, wherever they lead."""
        return _stamp(map(self._words, self._termbase.depends.mentions(key)))

    def _words_of(self, mention: Mention) -> str:
        """Say what a mention shows besides what is typed."""
        name = mention.target
        target = KINDS[mention.kind].target if mention.kind in KINDS else None
        if target is Target.WORD_PART:
            return self._termbase.depends.word_part_digest(name)
        if target is Target.CODE:
            parsed = self._termbase.systems.parse(name)
            return f"{name} {parsed and self._termbase.display(*parsed)}"
        key = self._quoted_by(mention)
        return self._termbase.depends.digest(key) if key else ""

    # ------------------------------------------------------------------ links

    def _target_of(self, name: str) -> str:
        """Say what a name stands for and where its link leads."""
        match = self._termbase.find(name)
        if (anchor := self._domain.anchor(match)) is None:
            return f"{name} {match.keys}"
        place, target_id = anchor
        short = self._termbase.abbreviations(match.key)
        card = f"{self._card(match.key)} {place.hide}" if self._domain.has_cards else ""
        return f"{name} {match.keys} {short} {place.docname} {target_id} {card}"

    def _std_target(self, name: str) -> str:
        """Say where the roles ``term`` and ``any`` lead, which try Sphinx's own list first."""
        std = self._domain.env.get_domain("std").data["objects"]
        return f"{std.get(('term', name))} {self._target(name)}"

    def _in_card(self, key: str) -> str:
        """Stamp what the card of a term shows, what its texts quote included."""
        shown = [self._termbase.depends.card_digest(key)]
        for mention in self._termbase.depends.mentions(key):
            shown.append(self._words(mention))
            if quoted := self._quoted_by(mention):
                shown.append(self._words_in_quote(quoted))
        return _stamp(shown)


def _stamp(shown: Iterable[str]) -> str:
    return stamp("\n".join(shown))
