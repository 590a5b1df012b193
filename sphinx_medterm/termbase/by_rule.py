"""The terms that a name means by rule, chosen from those that share one of its readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sphinx_medterm.names.accents import accents_agree
from sphinx_medterm.names.normal import is_capitalised, normalise
from sphinx_medterm.names.rules import Reading
from sphinx_medterm.names.scripts import capital_letters
from sphinx_medterm.termbase.rows import Spelt


class Asked(NamedTuple):
    """A name, and what it may be by rule.

    :ivar sure: its readings.
    :ivar looser: those that count only if no other does.
    :ivar shortest: fewest letters of a name whose capitals do not count, plurals aside.
    :ivar inside: whether it begins with a capital inside a sentence.
    """

    name: str
    sure: Sequence[Reading]
    looser: Sequence[Reading]
    shortest: int = 0
    inside: bool = False


def meant(asked: Asked, rows: Iterable[Spelt]) -> list[tuple[str, str]]:
    """List the terms that a name may mean, each with the key of the reading.

    Names that are spelt as it is come first: ``practices`` is the plural of *practice*, even if
    *practise* is a term as well.

    :param rows: the terms that have one of the readings.
    """
    readings = {reading.name: reading for reading in (*asked.looser, *asked.sure)}
    rows = [row for row in rows if _may_be(asked, row, readings[row.spelling])]
    sure = {reading.name: reading.written for reading in asked.sure}
    first = [row for row in rows if not row.loose and row.spelling in sure]
    exact = [row for row in first if normalise(row.written) == sure[row.spelling]]
    agreeing = [row for row in rows if accents_agree(asked.name, row.written)]
    for tried in (exact, first, agreeing):
        if found := _with_right_capitals(asked, tried, readings):
            return found
    return []


def _may_be(asked: Asked, row: Spelt, reading: Reading) -> bool:
    """Return whether a reading may stand for a name of a term."""
    if reading.possessive and "'" not in normalise(row.written):
        return False
    is_name = asked.inside and is_capitalised(asked.name)
    return not (is_name and reading.plural) or row.written[:1].isupper()


def _with_right_capitals(
    asked: Asked, rows: Iterable[Spelt], readings: dict[str, Reading]
) -> list[tuple[str, str]]:
    """List the terms whose capitals are right where they count, each with its reading."""
    capital = capital_letters(asked.name)
    found: dict[str, dict[str, bool]] = {}  # by reading: terms, and if their capitals differ
    for row in rows:
        differs = capital != capital_letters(row.written)
        is_long = readings[row.spelling].plural or len(row.spelling) >= asked.shortest
        if not differs if row.strict else is_long:
            terms = found.setdefault(row.spelling, {})
            terms[row.key] = terms.get(row.key, True) and differs
    return [(reading, key) for reading, terms in found.items() for key in _nearest(terms)]


def _nearest(terms: dict[str, bool]) -> list[str]:
    """Return the terms whose capitals do not differ, if there are any, or else all."""
    return [key for key, differs in terms.items() if not differs] or [*terms]
