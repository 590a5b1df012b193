"""The types of fields in words, for the reference of records."""

from __future__ import annotations

import typing
from collections.abc import Callable, Sequence
from types import UnionType
from typing import Any

from docutils import nodes
from medterm_words import Nodes, UndescribedError, inline, listed

from sphinx_medterm.records import marks, model, texts
from sphinx_medterm.records.record import Record, Ref


def record_id(record: type[Record]) -> str:
    """Return the id of the section that describes a record."""
    return f"record-{record.__name__.lower()}"


_SHORT_FORMS: dict[type[Record], str] = {
    model.Code: "You can also write a code as text: `SYSTEM:CODE`."
}
"""What a text stands for in the records that take it apart."""


def shorthand(record: type[Record]) -> str:
    """Describe what a text in place of a record stands for; empty if there is no such form.

    :raises UndescribedError: if the record takes the text apart, and there are no words for that.
    """
    if "_from_text" in vars(record):
        if record not in _SHORT_FORMS:
            raise UndescribedError(f"no words for the short form of {record.__name__}")
        return _SHORT_FORMS[record]
    if not record.shorthand:
        return ""
    words = f"Text instead of a mapping stands for `{record.shorthand}`."
    if record.list_shorthand:
        words += f" A list stands for `{record.list_shorthand}`."
    return words


_WORDS: tuple[tuple[Any, str], ...] = (
    (marks.MarkupText, "text with markup"),
    (texts.Text, "text"),
    (texts.Authors, "line of text, or list of them"),
    (texts.Line, "line of text"),
    (texts.Name, "name"),
    (texts.Year, "year"),
    (texts.Url, "address"),
    (texts.Doi, "DOI"),
    (texts.Pmid, "PubMed number"),
    (texts.Pmcid, "PubMed Central number"),
    (texts.Isbn, "ISBN"),
    (texts.Lang, "language tag"),
    (texts.PictureFile, "name of a file"),
    (texts.SoundFile, "name of a file"),
    (texts.Date, "date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`"),
    (str, "key"),
    (bool, "`true` or `false`"),
    (int, "whole number"),
)
_KEYS = {"terms": "key of a term", "word_parts": "key of a word part", "sources": "key of a source"}


def type_in_words(hint: Any) -> Nodes:
    """Say in words what a field takes.

    :raises UndescribedError: if there are no words for it yet.
    """
    for known, words in _WORDS:
        if hint == known:
            return inline(words)
    if isinstance(hint, type) and issubclass(hint, Record):
        return [nodes.reference("", hint.__name__, internal=True, refid=record_id(hint))]
    compose = _COMPOSED.get(typing.get_origin(hint))
    if compose is None:
        raise UndescribedError(f"no words for the type {hint!r}")
    return compose(typing.get_args(hint))


def _choice(choices: Sequence[str]) -> Nodes:
    return inline(listed([f"`{choice}`" for choice in choices], "or"))


def _either(kinds: Sequence[Any]) -> Nodes:
    first, *others = (kind for kind in kinds if kind is not type(None))
    made = type_in_words(first)
    for kind in others:
        made += [nodes.Text(" or "), *type_in_words(kind)]
    return made


def _annotated(arguments: Sequence[Any]) -> Nodes:
    kind, *marks = arguments
    tables = [mark.table for mark in marks if isinstance(mark, Ref)]
    if unknown := set(tables) - _KEYS.keys():
        raise UndescribedError(f"no words for keys of {', '.join(sorted(unknown))}")
    keys = (_KEYS[table] for table in tables)
    # Python joins the marks of a type that is annotated once more to those it has.
    named = (
        words
        for known, words in _WORDS
        if len(parts := typing.get_args(known)) > 1 and parts == tuple(arguments[: len(parts)])
    )
    words = next(keys, None) or next(named, None)
    return inline(words) if words else type_in_words(kind)


def _list_of(kinds: Sequence[Any]) -> Nodes:
    if kinds[1:] != (...,):
        raise UndescribedError(f"no words for a tuple of {kinds!r}")
    return [nodes.Text("list of: "), *type_in_words(kinds[0])]


def _mapping_of(kinds: Sequence[Any]) -> Nodes:
    key, value = map(type_in_words, kinds)
    return [nodes.Text("mapping from "), *key, nodes.Text(" to "), *value]


_COMPOSED: dict[Any, Callable[[Sequence[Any]], Nodes]] = {
    typing.Literal: _choice,
    typing.Union: _either,
    UnionType: _either,
    typing.Annotated: _annotated,
    tuple: _list_of,
    dict: _mapping_of,
}


def description_in(hint: Any) -> str:
    """Return the description that a type brings along; empty if there is none."""
    marks = typing.get_args(hint)[1:] if typing.get_origin(hint) is typing.Annotated else ()
    return next((mark.description for mark in marks if getattr(mark, "description", "")), "")


def default_in_words(value: Any) -> str:
    """Return a default as a data file would have it; empty if it only stands for nothing."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""
