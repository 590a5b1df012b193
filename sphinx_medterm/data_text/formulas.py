r"""Formulas in data text: the part of TeX that is only mathematics.

Data files may come from strangers, TeX can read and write files, and MathJax can make links and
styles. A list of what is forbidden would not help, since TeX has many spellings for one command
(``^^5cinput`` is ``\input``). So a formula is read token by token, and every token must be known
here.

A formula that is accepted is also complete: it cannot end the formula around it, and neither LaTeX
(with ``amsmath`` and ``amssymb``, which Sphinx loads) nor MathJax finds an error in it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_DEPTH = 20
"""How deep groups may nest; TeX itself gives up at 255 levels."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LETTERS = _set("""
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
    varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi
    Pi Sigma Upsilon Phi Psi Omega ell hbar imath jmath partial nabla infty emptyset prime circ ast
    star bullet dagger ddagger pm mp times div cdot
""")
"""Commands for a single sign, which need no braces where one sign is expected: ``x^\\circ``."""

SYMBOLS = _set("""
    le leq leqslant ge geq geqslant ll gg ne neq nleq ngeq equiv approx cong sim simeq propto asymp
    in ni notin subset supset subseteq supseteq prec succ mid nmid parallel perp vdash models
    cup cap setminus vee lor wedge land neg lnot oplus ominus otimes odot
    sum prod coprod int iint iiint oint bigcup bigcap
    to gets rightarrow leftarrow leftrightarrow uparrow downarrow updownarrow nearrow searrow
    Rightarrow Leftarrow Leftrightarrow implies iff mapsto longrightarrow longleftarrow
    longleftrightarrow rightleftharpoons leftrightharpoons rightleftarrows hookrightarrow
    forall exists nexists therefore because angle triangle square Re Im
    ldots cdots vdots ddots dots lbrace rbrace langle rangle lfloor rfloor lceil rceil
    lvert rvert lVert rVert vert Vert backslash
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf
    limsup ln log max min Pr sec sin sinh sup tan tanh bmod quad qquad
""")
"""Other commands without arguments: relations, operators, arrows, names of functions …"""

SIGNS = _set(r"\, \: \; \! \> \% \{ \} \|") | {"\\ "}
"""Spaces, and signs that have another meaning in TeX without a backslash."""

ACCENTS = _set("hat check breve acute grave tilde bar vec dot ddot widehat widetilde")
"""Accents, which are set above one letter: around a style of letters, not inside it."""

STYLES = _set("mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak boldsymbol operatorname")
"""Styles of letters."""

_OTHERS = "overline underline overbrace underbrace overrightarrow overleftarrow pmod boxed phantom"
ONE_ARGUMENT = ACCENTS | STYLES | _set(_OTHERS)
"""Accents, styles, and whatever else takes one argument."""

TWO_ARGUMENTS = _set("frac dfrac tfrac binom dbinom tbinom overset underset stackrel")
"""Fractions, and one thing above another."""

OPTIONAL_ARGUMENT = _set("sqrt xrightarrow xleftarrow")
"""Commands that take an argument, and may have another in square brackets before it."""

_TAKEN = {"underset": frozenset("_")}  # by MathJax
_ARGUMENTS = dict.fromkeys(ONE_ARGUMENT | OPTIONAL_ARGUMENT, 1) | dict.fromkeys(TWO_ARGUMENTS, 2)

TEXTS = _set("text textrm textbf textit mbox")
"""Commands whose argument is text."""

DELIMITED = _set("""
    big bigl bigr bigm Big Bigl Bigr Bigm bigg biggl biggr biggm Bigg Biggl Biggr Biggm
""")
"""Commands that take a bracket; so do ``\\left``, ``\\middle`` and ``\\right``."""

ENVIRONMENTS = {
    "matrix": 10, "pmatrix": 10, "bmatrix": 10, "Bmatrix": 10, "vmatrix": 10, "Vmatrix": 10,
    "aligned": 10, "cases": 2, "array": 0,
}  # fmt: skip
"""Environments and their greatest number of columns; an array states its own."""

BRACKETS = _set(r"""
    ( ) [ ] | / < > . \{ \} \| \lbrace \rbrace \langle \rangle \lfloor \rfloor \lceil \rceil
    \lvert \rvert \lVert \rVert \vert \Vert \backslash \uparrow \downarrow \updownarrow
""")
"""What may follow a command that takes a bracket; a point means no bracket."""

CHARACTERS = frozenset("+-*/=<>()[]|.,;:!?")
"""What a formula may contain without a backslash, besides ASCII letters and digits."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|'+|\s+|.", re.DOTALL)
_ARRAY = re.compile(r"\{([lcr| ]*)\}")
_NAME = re.compile(r"\{(\w+)\}", re.ASCII)
_TEXT = re.compile(r"\{([^{}\\$%#&^_~\"`]*)\}")
_TWO_LINES = re.compile(r"\n[^\S\n]*\n")


class FormulaError(ValueError):
    """A formula is not allowed in data text, or not complete, as the message says."""


def check(formula: str) -> None:
    """Check that a formula is mathematics and nothing else.

    :raises FormulaError: if it is not.
    """
    _Reader(formula).check()


class _Item(NamedTuple):
    """What has been read, as far as it matters for scripts after it.

    :ivar scripts: the places above and below it that are taken already.
    :ivar is_accent: whether TeX ignores braces around it that contain nothing else.
    """

    scripts: frozenset[str] = frozenset()
    is_accent: bool = False


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, formula: str, depth: int = 0, styles: int = 0) -> None:
        """Prepare to read a formula.

        :param depth: how many levels of groups there are around it.
        :param styles: how many of them have a style of letters.
        """
        self._formula = formula
        self._at = 0
        self._depth = depth
        self._styles = styles
        self._group = _Item()  # the last one that has been read

    def check(self) -> None:
        """Read all of the formula."""
        if not self._formula.strip():
            raise FormulaError("the formula is empty")
        self._run({""})

    # ------------------------------------------------------------------ tokens

    def _next(self) -> str:
        """Read the next token, skipping white space."""
        while found := _TOKEN.match(self._formula, self._at):
            self._at = found.end()
            if not found[0].isspace():
                return found[0]
            _check_lines(found[0])
        return ""

    def _peek(self) -> str:
        """Return the next token without reading it."""
        at = self._at
        token = self._next()
        self._at = at
        return token

    def _match(self, pattern: re.Pattern[str], what: str) -> str:
        """Read braces that follow immediately, and return their content.

        :param what: how a message names the content.
        """
        if (found := pattern.match(self._formula, self._at)) is None:
            rest = self._formula[self._at : self._at + 20]
            raise FormulaError(f"the formula has {rest!r} instead of {what}")
        self._at = found.end()
        return found[1]

    # ------------------------------------------------------------------ grammar

    def _run(self, ends: set[str]) -> str:
        """Read up to one of some tokens, and return that token."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(f"the formula has more than {MAX_DEPTH} levels of groups")
        scripts: set[str] = set()
        items: list[_Item] = []
        while (token := self._next()) not in ends:
            if token in ("^", "_") or token.startswith("'"):
                self._script(token, scripts)
            else:
                items.append(self._item(token))
                scripts = set(items[-1].scripts)
        self._depth -= 1
        is_accent = len(items) == 1 and items[0].is_accent
        self._group = _Item(frozenset(scripts), is_accent=True) if is_accent else _Item()
        return token

    def _script(self, token: str, scripts: set[str]) -> None:
        """Read a script, which is set above or below the item before it."""
        place = "_" if token == "_" else "^"
        if place in scripts:
            raise FormulaError(f"the formula has two {place!r} for one item; put it in braces")
        scripts.add(place)
        if token.startswith("'"):
            if self._formula[self._at : self._at + 1] != "^":
                return  # but TeX joins primes and an exponent that follows immediately
            self._at += 1
        self._argument(token)

    def _argument(self, owner: str) -> None:
        """Read one character, one sign, or a group in braces."""
        token = self._next()
        if token == "{":
            self._run({"}"})
        elif not (_is_character(token) or token[1:] in LETTERS):
            raise FormulaError(f"the formula has {token!r} after {owner!r}; put it in braces")

    def _item(self, token: str) -> _Item:
        """Read an item that begins with a token."""
        name = token[1:]
        if token == "{":
            self._run({"}"})
            return self._group
        if token[:1] != "\\":
            self._character(token)
        elif token in SIGNS or name in LETTERS or name in SYMBOLS:
            pass
        elif name in TEXTS:
            self._words()
        elif name in DELIMITED:
            self._bracket(token)
        elif name == "left":
            self._between_brackets()
        elif name == "begin":
            self._environment()
        else:
            return self._arguments(token)
        return _Item()

    def _character(self, token: str) -> None:
        if not token or token in ("}", "&"):
            self._reject(token)
        if not _is_character(token):
            hint = "" if token.isascii() else "; formulas are written in ASCII, such as \\alpha"
            raise FormulaError(f"the formula contains the character {token!r}{hint}")

    def _reject(self, token: str) -> None:
        """Reject a token, or the end, in a place where it is not expected."""
        what = f"has {token!r} where it is not expected" if token else "is not complete"
        raise FormulaError(f"the formula {what}; check its braces, brackets and environments")

    def _arguments(self, token: str) -> _Item:
        """Read a command with its arguments."""
        name = token[1:]
        if name in ("right", "middle", "end", "\\"):
            self._reject(token)
        if name in OPTIONAL_ARGUMENT and self._peek() == "[":
            self._optional_argument()
        if not (count := _ARGUMENTS.get(name, 0)):
            raise FormulaError(f"the formula contains {token!r}, which data text does not allow")
        if name in ACCENTS and self._styles:  # over a Greek letter it makes XeTeX crash
            raise FormulaError(f"the formula has {token!r} inside a style; put the style inside it")
        self._styles += name in STYLES
        for _ in range(count):
            self._argument(token)
        self._styles -= name in STYLES
        return _Item(_TAKEN.get(name, frozenset()), name in ACCENTS)

    def _optional_argument(self) -> None:
        """Read up to the first closing bracket that is not in braces, as TeX does."""
        self._next()
        start, braces = self._at, 0
        while (token := self._next()) and (token != "]" or braces):
            braces += (token == "{") - (token == "}")
        if not token:
            self._reject(token)
        inner = self._formula[start : self._at - 1]
        _Reader(inner, self._depth, self._styles).check()

    def _words(self) -> None:
        """Read words in braces."""
        words = self._match(_TEXT, "words in braces")
        if not words.strip():
            raise FormulaError("the formula has no words in braces where they are expected")
        for character in words:
            if not (character.isprintable() or character == "\n"):
                raise FormulaError(f"the formula contains the character {character!r}")
        _check_lines(words)

    def _bracket(self, owner: str) -> None:
        token = self._next()
        if token not in BRACKETS:
            raise FormulaError(f"the formula has {token!r} after {owner!r} instead of a bracket")

    def _between_brackets(self) -> None:
        r"""Read from ``\left`` to its ``\right``."""
        end = "\\left"
        while end != "\\right":
            self._bracket(end)
            end = self._run({"\\middle", "\\right"})
        self._bracket(end)

    def _environment(self) -> None:
        """Read the rows of an environment, and its end."""
        name = self._match(_NAME, "the name of an environment, in braces")
        if name not in ENVIRONMENTS:
            raise FormulaError(f"the formula contains the unknown environment {name!r}")
        columns = ENVIRONMENTS[name] or len(
            re.findall("[lcr]", self._match(_ARRAY, "columns, such as '{lcr}'"))
        )
        self._check_row(f"\\begin{{{name}}}")
        column, end = 1, ""
        while end != "\\end":
            end = self._run({"&", "\\\\", "\\end"})
            column = column + 1 if end == "&" else 1
            if column > columns:
                raise FormulaError(f"the formula has more than {columns} columns in {name!r}")
            if end == "\\\\":
                self._check_row(end)
        if self._match(_NAME, f"'{{{name}}}'") != name:
            raise FormulaError(f"the formula does not end its environment {name!r}")

    def _check_row(self, before: str) -> None:
        """Reject what TeX would read as an option at the beginning of a row."""
        if self._peek() in ("[", "*"):
            raise FormulaError(f"the formula has {self._peek()!r} after {before!r}; use braces")


def _is_character(token: str) -> bool:
    return token.isascii() and (token.isalnum() or token in CHARACTERS)


def _check_lines(text: str) -> None:
    """Reject a blank line, which ends a paragraph, and in TeX the formula."""
    if _TWO_LINES.search(text):
        raise FormulaError("the formula has a blank line")
