"""Names that look odd: they are in quotes, appear twice, or are hard to mention."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from sphinx_medterm.diagnostics import RecordPath, Subtype, quoted
from sphinx_medterm.names.escapes import escaped
from sphinx_medterm.names.mentions import read
from sphinx_medterm.names.normal import capitals, counted_capitals, normalise
from sphinx_medterm.names.suggest import LONGEST_HINT
from sphinx_medterm.records.model import Term


class Remark(NamedTuple):
    """Something odd about a record.

    :ivar path: its path in the record.
    """

    subtype: Subtype
    message: str
    path: RecordPath
    hint: str = ""


_SIGNS = re.compile(r"""[!<#+\\"'`*“”„‘’‚«»‹›「『]""")
"""The signs without which a name is neither in quotes nor hard to mention."""


def odd_names(term: Term, key: str) -> Iterator[Remark]:
    """Find what is odd about the names of a term."""
    names = [term.label or key]
    for others in (term.synonyms, term.abbreviations, term.variants, term.forms):
        if others:
            names += [other.label for other in others]
    names += term.hidden_labels
    together = "\n".join(names)
    # Most names need no closer look, which would take a tenth of the time in which they are read.
    if _SIGNS.search(together):
        for path, name, _kinds in _all_names(term):
            yield from filter(None, [in_quotes(name, path)])
            if path[0] != "hidden_labels":
                yield from filter(None, [_hard_to_mention(name, path, key)])
    is_plain = together.isascii() and "`" not in together
    if not is_plain or len(set(together.lower().split("\n"))) < len(names):
        yield from _names_twice(term, key)


def _all_names(term: Term) -> Iterator[tuple[RecordPath, str, Sequence[Hashable]]]:
    """List all names, each with the kinds of names that it must not be one of.

    The last kind is its own. A form may be the same as the label, and two forms may be the same if
    they differ in number. A spelling may be listed for each of the regions that it is used in.
    """
    if term.label:
        yield ("label",), term.label, ("",)
    for number, synonym in enumerate(term.synonyms):
        yield ("synonyms", number), synonym.label, ("",)
    for number, short in enumerate(term.abbreviations):
        yield ("abbreviations", number), short.label, ("",)
    for number, hidden in enumerate(term.hidden_labels):
        yield ("hidden_labels", number), hidden, ("",)
    for number, variant in enumerate(term.variants):
        yield ("variants", number), variant.label, ("", variant.region or "")
    for number, form in enumerate(term.forms):
        yield ("forms", number), form.label, (("form", form.number),)


# ---------------------------------------------------------------------- in quotes

_QUOTES = {"'": "'", '"': '"', "`": "`", "*": "*", "“": "”", "”": "”", "„": "“”", "‘": "’"} | {
    "’": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
}
"""What ends a quotation, by what begins it, and two signs that are markup in other texts."""


def in_quotes(name: str, path: RecordPath) -> Remark | None:
    """Find a name with quotes around it."""
    first, last = name[0], name[-1]
    if last not in _QUOTES.get(first, ""):
        return None
    inner = name.strip(first + last) if first == last else name[1:-1]
    if not inner.strip() or first in inner or last in inner:
        return None  # such as ‘one’ or ‘the other’
    what = "marks" if first in "*`" else "quotes"
    hint = f"write it without them: {inner.strip()}" if len(inner) <= LONGEST_HINT else ""
    message = f"the {what} around {quoted(name)} are part of the name"
    return Remark(Subtype.VALUE, message, path, hint)


# ---------------------------------------------------------------------- there twice


def _names_twice(term: Term, key: str) -> Iterator[Remark]:
    """Find names that a term has already, in whatever capitals, unless these count."""
    met: dict[Hashable, dict[str | None, tuple[str, str]]] = {}
    if not term.label:  # nobody chose the capitals of a key for readers
        met[normalise(key), ""] = {capitals(key): (key, "label")}
    for path, name, kinds in _all_names(term):
        form = normalise(name)
        exact = counted_capitals(name, is_short=path[0] == "abbreviations")
        alike = [met[form, kind] for kind in kinds if (form, kind) in met]
        if found := next(filter(None, (_same(names, exact) for names in alike)), None):
            yield _repeated_name(path, name, *found)
        else:
            met.setdefault((form, kinds[-1]), {})[exact] = (name, str(path[0]))


def _same(names: dict[str | None, tuple[str, str]], exact: str | None) -> tuple[str, str] | None:
    """Return one of several names that differ at most in capitals, if these do not count."""
    if exact is None:
        return next(iter(names.values()))
    return names.get(exact) or names.get(None)


def _repeated_name(path: RecordPath, name: str, before: str, field: str) -> Remark:
    where = "the label" if field == "label" else f"in {field!r}"
    if name == before:
        return Remark(Subtype.REPEATED, f"{quoted(name)} is already {where}", path, "leave it out")
    message = f"{quoted(name)} is the same name as {quoted(before)}, which is {where}"
    hint = "leave it out; names are also found with other capitals, hyphens and apostrophes"
    return Remark(Subtype.REPEATED, message, path, hint)


# ---------------------------------------------------------------------- hard to mention

_TO_ESCAPE = re.compile(r"^!|[<\\]")


def _hard_to_mention(name: str, path: RecordPath, key: str) -> Remark | None:
    """Find a name that is read as something else where pages and texts mention it."""
    title, target, _options, _is_titled, is_linked = read(escaped(name))
    if not is_linked or target != " ".join(name.split()):
        message = f"{quoted(name)} is read as something else in a mention"
    elif title != name:
        message = f"a mention of {quoted(name)} shows only {quoted(title)}"
    else:
        return None
    return Remark(Subtype.VALUE, message, path, f"write {_way_to_mention(name, key)}")


def _way_to_mention(name: str, key: str) -> str:
    """Return how a name is mentioned: with backslashes if these do, or else by the key."""
    if "`" in name:
        return f":medterm:`{key}`"
    with_backslashes = _TO_ESCAPE.sub(r"\\\g<0>", name)
    for content in (with_backslashes, f"{with_backslashes} <{key}>"):
        written = read(escaped(content))
        if written.title == name and written.target in (name, key) and not written.options:
            break
    else:
        content = key
    return f":medterm:`{content}`" if len(content) <= 2 * LONGEST_HINT else f":medterm:`{key}`"
