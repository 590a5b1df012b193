"""Faults in codes of the right form: a wrong check digit, or a range in the wrong order."""

from __future__ import annotations

import re
from typing import NamedTuple


class CodeFlaw(NamedTuple):
    """What is wrong with a code that has the shape of its system.

    :ivar reason: words that say what is wrong, in a sentence whose subject is the code.
    :ivar hint: what it may have been meant to be.
    :ivar is_digit: whether it is the check digit: then the code has a typing error for certain.
    """

    reason: str
    hint: str = ""
    is_digit: bool = False


def _wrong_digit(right: str, sign: str = "digit") -> CodeFlaw:
    """Return the flaw of a code whose check digit is wrong.

    :param right: the same code with the check digit that the others ask for.
    :param sign: what the code is made of, in the singular.
    """
    hint = f"if the other {sign}s are right, it must be {right}"
    return CodeFlaw(f"its check {sign} is wrong", hint, is_digit=True)


# ------------------------------------------------------------------ blocks


def block_flaw(code: str) -> CodeFlaw | None:
    """Check that a block of codes, such as ``C00-C97``, does not run backwards."""
    first, _hyphen, last = code.partition("-")
    if not last or first <= last:
        return None
    return CodeFlaw("its range runs backwards", f"did you mean '{last}-{first}'?")


# ------------------------------------------------------------------ SNOMED CT

_PERMUTATION = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_CONCEPTS = {"00", "10"}
_OTHERS = {"01": "a description", "11": "a description", "02": "a relationship"}
_OTHERS["12"] = _OTHERS["02"]
_SHORTEST_WITH_NAMESPACE = 11
_NUMBER = re.compile(r"[0-9]+")
_NO_NUMBER = re.compile(r'\|[^|]*\||"[^"]*"|#[+-]?[0-9.]+')


def _product(a: int, b: int) -> int:
    """Multiply in the dihedral group of order 10: five rotations and five reflections."""
    turned = 5 if (a < 5) != (b < 5) else 0
    return turned + ((a + b) % 5 if a < 5 else (a - b) % 5)


_PRODUCTS = tuple(tuple(_product(a, b) for b in range(10)) for a in range(10))
_POWERS: list[tuple[int, ...]] = [tuple(range(10))]
for _power in range(7):
    _POWERS.append(tuple(_POWERS[-1][digit] for digit in _PERMUTATION))


def verhoeff(number: str) -> bool:
    """Return whether the last digit of a number is its Verhoeff check digit.

    SNOMED CT Release File Specifications, 6.4.2 Check-digit Computation.
    """
    check = 0
    for position, digit in enumerate(reversed(number)):
        check = _PRODUCTS[check][_POWERS[position % 8][ord(digit) - 48]]
    return check == 0


def snomed_flaw(code: str) -> CodeFlaw | None:
    """Check a concept identifier of SNOMED CT, or all of them in an expression.

    SNOMED CT Release File Specifications, 6 SNOMED CT Identifiers. An expression names concepts,
    with terms between bars, and may have numbers and texts as values (SNOMED CT Compositional
    Grammar).
    """
    if _NUMBER.fullmatch(code):
        return _concept_flaw(code)
    numbers = _NUMBER.findall(_NO_NUMBER.sub(" ", code))
    for number in numbers:
        if flaw := _concept_flaw(number):
            reason = f"{number} in it is not a concept: {flaw.reason}"
            return flaw._replace(reason=reason)
    return None


def _concept_flaw(number: str) -> CodeFlaw | None:
    if not 6 <= len(number) <= 18 or number.startswith("0"):
        return CodeFlaw("an identifier has 6 to 18 digits and does not begin with 0")
    if not verhoeff(number):
        digit = next(d for d in "0123456789" if verhoeff(number[:-1] + d))
        return _wrong_digit(number[:-1] + digit)
    partition = number[-3:-1]
    if partition in _OTHERS:
        return CodeFlaw(f"it is the identifier of {_OTHERS[partition]}, not of a concept")
    if partition not in _CONCEPTS:
        return CodeFlaw(f"its partition identifier is {partition}; a concept has 00 or 10")
    if partition == "10" and len(number) < _SHORTEST_WITH_NAMESPACE:
        return CodeFlaw(
            "its partition identifier is 10, and there are too few digits for a namespace"
        )
    return None


# ------------------------------------------------------------------ ISBN

_ISBN_PREFIXES = ("978", "979")


def isbn_flaw(number: str) -> CodeFlaw | None:
    """Check the last digit of an ISBN, with or without hyphens (ISBN Users' Manual, appendix 1)."""
    digits = number.replace("-", "")
    if len(digits) == 13 and digits.isdecimal():
        if not digits.startswith(_ISBN_PREFIXES):
            return CodeFlaw("an ISBN of 13 digits begins with 978 or 979")
        weighted = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits[:-1]))
        check = str(-weighted % 10)
    elif len(digits) == 10:
        weighted = sum(int(digit) * (10 - i) for i, digit in enumerate(digits[:-1]))
        check = "0123456789X"[-weighted % 11]
    else:
        return CodeFlaw("an ISBN has 10 or 13 digits")
    if check == digits[-1]:
        return None
    return _wrong_digit(number[:-1] + check)


# ------------------------------------------------------------------ LOINC

_LOINC_KNOWN_WRONG = frozenset(
    {
        *("11491-6", "11501-6", "5895-7", "5896-5", "5897-3", "5928-1", "6028-3"),
        *("6415-5", "6580-7", "6645-7", "6646-5", "6647-3", "6648-1", "6649-9"),
    }
)
"""Deprecated codes that were published with a wrong check digit."""


def loinc_flaw(code: str) -> CodeFlaw | None:
    """Check the digit after the hyphen of a LOINC code, part, answer or group.

    LOINC Users' Guide, C Calculating Mod 10 Check Digits. The letters of parts and answers count as
    their distances from the digit 0 in ASCII.
    """
    body, _hyphen, given = code.partition("-")
    total = 0
    for position, sign in enumerate(reversed(body)):
        value = ord(sign) - 48
        total += value if position % 2 else 2 * value - value // 5 * 9
    digit = str(-total % 10)
    if digit == given or code in _LOINC_KNOWN_WRONG:
        return None
    return _wrong_digit(f"{body}-{digit}")


# ------------------------------------------------------------------ substances

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def cas_flaw(code: str) -> CodeFlaw | None:
    """Check the last digit of a CAS Registry Number.

    CAS, Check Digit Verification of CAS Registry Numbers: from the right, the digits before it are
    multiplied by 1, 2, 3 and so on; the check digit is the last one of the sum.
    """
    digits = code[:-2].replace("-", "")
    check = str(sum(n * int(digit) for n, digit in enumerate(reversed(digits), 1)) % 10)
    return None if check == code[-1] else _wrong_digit(code[:-1] + check)


def unii_flaw(code: str) -> CodeFlaw | None:
    """Check the last character of a UNII: the sum of the others modulo 36.

    Letters count from A for 10 to Z for 35, as in the Global Substance Registration System. The sum
    does not show characters that have changed places.
    """
    check = _SIGNS[sum(map(_SIGNS.index, code[:-1])) % len(_SIGNS)]
    return None if check == code[-1] else _wrong_digit(code[:-1] + check, "character")
