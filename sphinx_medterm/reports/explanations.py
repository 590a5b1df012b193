"""The meaning of each type of warning: its causes, an example, the fix, and how to silence it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.names.suggest import did_you_mean

FOLDER = Path(__file__).parent / "warnings"
"""A file for each type, and what is reported of the examples in these files."""
MESSAGES = FOLDER / "messages.json"
"""Written by ``python -m tests.builds.explained``, which runs the examples."""

BUILD = "build"
"""What reports a type, besides the forms of ``medterm check``."""


class Explanation(NamedTuple):
    """What a type means. Texts may have literals in backticks; files are texts by name.

    :ivar summary: what is wrong, in a sentence.
    :ivar effect: what is shown or left out because of it.
    :ivar causes: the usual ones.
    :ivar reported_by: ``build``, ``check`` or ``check --notes``; the first runs the example.
    :ivar fix: what to do about the example.
    :ivar example: the files of a project that gets the warning, without those that say nothing.
    :ivar fixed: those of its files that change so that the warning is gone.
    :ivar messages: all that is reported of the example.
    :ivar silence: how to silence it in one place; empty if there is no way.
    :ivar silenced: those of its files that change for that.
    :ivar see: pages of the documentation.
    :ivar builder: the one that reports the example, if it is not any.
    """

    subtype: Subtype
    summary: str
    effect: str
    causes: Sequence[str]
    reported_by: Sequence[str]
    fix: str
    example: Mapping[str, str]
    fixed: Mapping[str, str]
    messages: Sequence[str]
    silence: str = ""
    silenced: Mapping[str, str] = {}
    see: Sequence[str] = ()
    builder: str = ""


class Block(NamedTuple):
    """A part of an explanation, in the order of reading.

    :ivar title: what stands above code: the name of a file, or nothing.
    """

    kind: Literal["heading", "words", "item", "code"]
    text: str
    title: str = ""


@cache
def explanation(subtype: Subtype) -> Explanation:
    """Read what a type means."""
    text = FOLDER.joinpath(f"{subtype}.toml").read_text(encoding="utf-8")
    return Explanation(
        subtype=subtype, messages=_messages().get(subtype, ()), **tomllib.loads(text)
    )


@cache
def _messages() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(MESSAGES.read_text(encoding="utf-8"))
    return found


def type_named(name: str) -> Subtype:
    """Return the type of a name, with or without ``medterm.`` before it and brackets around.

    :raises ValueError: if there is none; the message has a suggestion.
    """
    full = name.strip("[]")
    bare = full.removeprefix("medterm.")
    try:
        return Subtype(bare)
    except ValueError:
        prefix = full.removesuffix(bare)
        hint = did_you_mean(full, [f"{prefix}{subtype}" for subtype in Subtype], 1)
        message = f"unknown type {name!r}{f' ({hint})' if hint else ''}"
        raise ValueError(message) from None


def blocks(explained: Explanation) -> Iterator[Block]:
    """Yield an explanation part by part; all forms of it have these parts in this order."""
    yield Block("words", f"{explained.summary} {explained.effect}")
    yield Block("heading", "Causes")
    yield from (Block("item", cause) for cause in explained.causes)
    yield Block("heading", "Example")
    yield from _files(explained.example)
    first = explained.reported_by[0]
    of_format = f" with the builder `{explained.builder}`" if explained.builder else ""
    who = f"A build{of_format}" if first == BUILD else f"`medterm {first}`"
    yield Block("words", f"{who} reports:")
    yield Block("code", "\n".join(explained.messages))
    yield Block("heading", "Fix")
    yield Block("words", explained.fix)
    yield from _files(explained.fixed)
    yield Block("heading", "Silence")
    if explained.silence:
        yield Block("words", explained.silence)
        yield from _files(explained.silenced)
    yield from (Block("item", text) for text in _everywhere(explained))


def _files(files: Mapping[str, str]) -> Iterator[Block]:
    yield from (Block("code", text.rstrip("\n"), name) for name, text in files.items())


def _everywhere(explained: Explanation) -> Iterator[str]:
    """Yield the ways to silence a type as a whole."""
    name = f"medterm.{explained.subtype}"
    if BUILD in explained.reported_by:
        yield f'In all builds: add `suppress_warnings = ["{name}"]` to `conf.py`.'
    if "check" in explained.reported_by:
        yield f"On the command line: `medterm check --ignore {name}`."
    elif "check --notes" in explained.reported_by:
        yield f"On the command line: leave out `--notes`, or add `--ignore {name}`."


def as_data(explained: Explanation) -> dict[str, Any]:
    """Return an explanation as an object for JSON."""
    data = explained._asdict()
    return {"type": f"medterm.{data.pop('subtype')}", **data}
