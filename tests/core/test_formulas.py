"""Formulas in data text: mathematics, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given

from sphinx_medterm.data_text import formulas
from tests.formulas import ACCEPTED, EACH, REFUSED, nested, pieces


def is_accepted(formula: str) -> bool:
    """Tell whether a formula passes the check."""
    try:
        formulas.check(formula)
    except formulas.FormulaError:
        return False
    return True


@pytest.mark.parametrize("formula", [*ACCEPTED, *EACH])
def test_mathematics_is_accepted(formula: str) -> None:
    """Formulas as people write them, and each command that the documentation lists."""
    formulas.check(formula)


@pytest.mark.parametrize("formula", REFUSED)
def test_everything_else_is_refused(formula: str) -> None:
    """What TeX or MathJax would obey, and what would leave them with an error."""
    with pytest.raises(formulas.FormulaError):
        formulas.check(formula)


@given(nested() | pieces())
def test_accepted_formulas_stay_inside_their_braces(formula: str) -> None:
    """Whatever is accepted is accepted inside a group, twice, and beside something else."""
    if is_accepted(formula):
        formulas.check(f"{{{formula}}} + \\frac{{{formula}}}{{{formula}}}")


@given(nested() | pieces())
def test_formulas_hold_only_what_is_listed(formula: str) -> None:
    """No sign that ends a formula, begins a comment, or spells a command in another way."""
    if is_accepted(formula):
        assert "^^" not in formula
        assert "\n\n" not in formula
        assert not set(formula.replace("\\%", "")) & set('%$#~@"`\0')


@pytest.mark.parametrize(
    "unit",
    ["x", "{", "}", "\\", "^", "'", " ", "\n", "x^2", r"\frac", r"\left(", r"\begin{matrix}", "[",
     r"\begin{array}{l", r"\text{", r"\\", "& ", r"\sqrt[", "x ", "{x} "],
)  # fmt: skip
def test_long_formulas_take_no_longer_than_their_length(unit: str) -> None:
    """Half a million characters: reading any part of them again and again would take hours."""
    is_accepted(unit * (500_000 // len(unit)))
    is_accepted(r"\begin{array}{" + unit * (500_000 // len(unit)))


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (r"\input{x}", r"the formula contains '\\input', which data text does not allow"),
        ("x ≥ 3", "the formula contains the character '≥'; formulas are written in ASCII"),
        ("{x", "the formula is not complete"),
        (r"x^\frac{1}{2}", r"the formula has '\\frac' after '^'; put it in braces"),
        ("x^2^3", "the formula has two '^' for one item; put it in braces"),
    ],
)
def test_messages_name_what_is_refused(formula: str, message: str) -> None:
    """And what to do about it, where that is plain."""
    with pytest.raises(formulas.FormulaError) as caught:
        formulas.check(formula)
    assert message in str(caught.value)
