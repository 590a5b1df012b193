r"""Texts in double quotes, in which a backslash begins an escape: ``"\frac"`` has a form feed.

YAML reads such a text without complaint, so a formula would lose the beginnings of its commands.
"""

from __future__ import annotations

import re

# A pair of backslashes is read as one backslash, so skip it.
_ESCAPE = re.compile(r"\\(?:([abefrtv])(?=[A-Za-z])|.)", re.DOTALL)
_ESCAPE_IN_FORMULA = re.compile(r"\\(?:([abefnrtv])(?=[A-Za-z])|.)", re.DOTALL)
_FORMULA = re.compile(r":math:`[^`]*`")


def lost_command(written: str) -> str:
    r"""Find an escape that was most likely meant as the beginning of a TeX command.

    :param written: a text as in the file, with its double quotes.
    :returns: the escape, such as ``\f``; empty if there is none. ``\n`` counts in formulas only.
    """
    formulas = ((_ESCAPE_IN_FORMULA, formula) for formula in _FORMULA.findall(written))
    for pattern, text in ((_ESCAPE, written), *formulas):
        for found in pattern.finditer(text):
            if found[1]:
                return f"\\{found[1]}"
    return ""
