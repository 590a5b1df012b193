"""Texts on which a regular expression that can take more than linear time does so.

A pattern is taken apart, and what it repeats is put together again, very many times, behind and
before what does not match.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
from collections.abc import Callable, Iterator
from itertools import permutations, product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_CHARACTERS = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)
_OF_ALL_KINDS = "aB1 -'<\n\"\\æα.+|]:sxe_\0`"
_ENDS = ("", "\0")
_MOST = 6
"""How many samples of a part are put together with those of the next."""


PATIENCE = 120
"""Seconds after which work is ended: a hundred times what it takes."""


def ends(work: Callable[[], Any]) -> bool:
    """Tell whether work comes to an end, in a process that can be ended while it matches."""
    if sys.platform == "win32":  # which cannot make a copy of the process
        work()
        return True
    process = multiprocessing.get_context("fork").Process(target=work, daemon=True)
    process.start()
    process.join(PATIENCE)
    has_ended = process.exitcode == 0
    process.kill()
    return has_ended


def pumped(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Make texts of a size that a pattern matches, almost matches, or matches in many ways."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    whole = [sample for sample in _samples(tree) if sample][:1]
    repeated = [sample for part in _repeats(tree) for sample in _samples(part)]
    pumps = [*dict.fromkeys(filter(None, [" ", *repeated, *_characters(tree), *whole, "a "]))][:14]
    for start, pump, end in product(dict.fromkeys(["", *whole]), pumps, _ENDS):
        yield start + pump * (size // len(pump)) + end
    for one, other in permutations(pumps[:3], 2):
        yield one * (size // 2 // len(one)) + other * (size // 2 // len(other)) + "\0"


def _samples(tree: Any) -> list[str]:
    """List a few texts that a part of a pattern matches."""
    found = [""]
    for op, argument in tree:
        found = [text + more for text in found for more in _of(op, argument)][:_MOST]
    return found


def _of(op: Any, argument: Any) -> list[str]:
    if op in _CHARACTERS:
        return _matching(op, argument)
    if op is codes.BRANCH:
        return [sample for branch in argument[1] for sample in _samples(branch)[:2]]
    if op is codes.SUBPATTERN:
        return _samples(argument[3])
    if op is codes.ATOMIC_GROUP:
        return _samples(argument)
    if op in _REPEATS:
        least, _most, part = argument
        samples = [sample * least or sample for sample in _samples(part)]
        return samples if least else ["", *samples[:3]]
    return [""]


def _matching(op: Any, argument: Any) -> list[str]:
    """List a few characters that one place of a pattern matches."""
    if op is codes.LITERAL:
        return [chr(argument)]
    named = [chr(a if op is codes.LITERAL else a[0]) for op, a in _named(op, argument)]
    state = _parser.State()
    state.str = ""
    compiled = re._compiler.compile(  # type: ignore[attr-defined]
        _parser.SubPattern(state, [(op, argument)])
    )
    return [c for c in dict.fromkeys([*named, *_OF_ALL_KINDS]) if compiled.fullmatch(c)][:3]


def _named(op: Any, argument: Any) -> list[Any]:
    """List the characters and ranges of a set."""
    parts = argument if op is codes.IN else ()
    return [part for part in parts if part[0] in (codes.LITERAL, codes.RANGE)]


def _inner(op: Any, argument: Any) -> list[Any]:
    """List the parts of a part."""
    if op in _REPEATS:
        return [argument[2]]
    if op is codes.BRANCH:
        return list(argument[1])
    if op is codes.SUBPATTERN:
        return [argument[3]]
    if op in (codes.ASSERT, codes.ASSERT_NOT):
        return [argument[1]]
    return [argument] if op is codes.ATOMIC_GROUP else []


def _repeats(tree: Any) -> Iterator[Any]:
    for op, argument in tree:
        if op in _REPEATS and argument[1] > _MOST:
            yield argument[2]
        for part in _inner(op, argument):
            yield from _repeats(part)


def _characters(tree: Any) -> Iterator[str]:
    for op, argument in tree:
        if op in _CHARACTERS:
            yield from _matching(op, argument)
        for part in _inner(op, argument):
            yield from _characters(part)
