r"""Formulas for tests: what data text may hold, what it may not, and all that it may at random."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from sphinx_medterm.data_text import formulas

ACCEPTED = (
    "a^2",
    "x",
    r"m / l^2",
    r"\mathrm{HCO_3^-}",
    r"\frac{m}{h^2}",
    r"\frac12",
    r"\tfrac\alpha\beta",
    r"\mathrm{BMI} = \frac{\text{mass in kg}}{(\text{height in m})^2}",
    r"10^9\,/\,\mathrm{L}",
    r"\alpha_1 \geq 50\,\%",
    r"37\,^\circ\mathrm{C}",
    r"{}^{14}_{\phantom{1}6}\mathrm{C}",
    r"^{14}C",
    r"f'(x) + g''^2_1",
    r"x'^2",
    r"x_1'",
    r"\sqrt[3]{x} + \sqrt x",
    r"\sum_{i=1}^{n} x_i",
    r"\lim_{t\to\infty} C(t)",
    r"\left( \frac{a}{b} \middle| c \right)^2",
    r"\left. \frac{dC}{dt} \right|_{t=0}",
    r"\bigl\{ x : x < 3 \bigr\}",
    r"A \xrightarrow[k_2]{k_1} B \rightleftharpoons C",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{array}{l|r} a & b \\ {[}c{]} & d \end{array}",
    r"\overset{+}{\mathrm{NH_4}}",
    r"140 < \overline{x} \leq 160 \text{ (Größe)}",
    "a\n+ b",
    "{{{x}}}",
    r"\sqrt[{\sqrt[3]{x}}]{y}",
    r"\sqrt[{[}\{{x}\}]{y}",
    r"{\hat{x}^2}_3",
    r"\mathrm{x} \hat{\mathrm{x}}",
    r"{\hat{x}}^2",
    r"{{\hat{x}^2} y}^3",
    r"\frac{\hat{x}^2}{y}^3",
    r"\overline{\hat{x}^2}^3",
    r"{\underset{a}{b}}_2",
    r"\overset{a}{b}^2_3",
    r"\begin{aligned}{[} x \end{aligned}",
)

REFUSED = (
    # commands that read, write, define, or let others do so
    r"\input{/etc/passwd}",
    r"^^5cinput{/etc/passwd}",
    r"^^5Cinput{x}",
    r"^^\input",
    r"\^^69nput{x}",
    r"\include{x}",
    r"\openin5=x",
    r"\immediate\write18{id}",
    r"\newwrite\f \openout\f=x",
    r"\csname input\endcsname{x}",
    r"\expandafter\x",
    r"\def\x{\x}\x",
    r"\newcommand{\x}{y}",
    r"\let\x=\y",
    r"\catcode`\@=0",
    r"\usepackage{x}",
    r"\verb|x|",
    r"\lstinputlisting{x}",
    r"\loop\iftrue\repeat",
    # links, styles, classes, ids, pictures, whatever MathJax loads by itself
    r"\href{javascript:alert(1)}{x}",
    r"\url{x}",
    r"\style{position:fixed}{x}",
    r"\class{x}{y}",
    r"\cssId{x}{y}",
    r"\data{x=y}{z}",
    r"\require{html}",
    r"\unicode[font]{x41}",
    r"\mmlToken{mi}{x}",
    r"\toggle{a}{b}\endtoggle",
    r"\texttip{a}{b}",
    r"\includegraphics{x}",
    r"\bbox[red,border:9999px]{x}",
    r"\color{red}x",
    r"\label{x}",
    r"\ref{x}",
    r"\tag{1}",
    # sizes without limit
    r"\rule{9999pt}{9999pt}",
    r"\hspace{9999pt}",
    r"\kern9999pt",
    r"\raise9999pt\hbox{x}",
    r"\begin{matrix} a \\[9999pt] b \end{matrix}",
    r"\begin{matrix} a \\ [9999pt] b \end{matrix}",
    r"\begin{matrix} a \\* b \end{matrix}",
    r"\begin{array}{p{9999pt}} a \end{array}",
    r"\begin{array}{@{\input{x}}c} a \end{array}",
    r"\begin{array}{*{999999}{c}} a \end{array}",
    # what ends the formula, or is for TeX's eyes only
    r"x\) \input{x} \(y",
    r"x\] y \[z",
    r"x $ y",
    r"x $$ y $$",
    "x % y",
    "x # y",
    "x ~ y",
    "x\n\ny",
    "x\n \t\ny",
    "x & y",
    r"x \\ y",
    "x \0 y",
    "x \x1b y",
    "a\u202eb",
    "x @ y",
    '"a',
    "x \\",
    "x \\\n y",
    r"\text{a % b}",
    r"\text{a $b$ c}",
    r"\text{\input{x}}",
    r"\text{a^b}",
    "\\text{a\x07}",
    "\\text{a\n\nb}",
    # what is not complete
    "",
    "  ",
    "{",
    "}",
    "}{",
    "{x",
    "x}",
    "^",
    "x^",
    "x_",
    "x^^2",
    "x^2^3",
    "x_2_3",
    "x^2'",
    "x' ^2",
    "x'_1'",
    r"x^\frac{1}{2}",
    r"x^\max",
    r"x^\%",
    r"\frac{1}",
    r"\frac",
    r"\sqrt[3",
    r"\sqrt[3]",
    r"\hat",
    r"\text",
    r"\text x",
    r"\left( x",
    r"x \right)",
    r"\left( x }",
    r"{\left( x} \right)",
    r"\left x \right)",
    r"x \middle| y",
    r"\big",
    r"\big x",
    r"\begin{matrix} a",
    r"\begin{matrix} a \end{pmatrix}",
    r"\end{matrix}",
    r"\begin{document}",
    r"\begin{filecontents}{x}",
    r"\begin{equation} x \end{equation}",
    r"\begin {matrix} a \end{matrix}",
    r"\begin{cases} a & b & c \end{cases}",
    r"\begin{array}{c} a & b \end{array}",
    r"\begin{array}{} a \end{array}",
    r"\begin{array}{|} a \end{array}",
    "{" * 30 + "x" + "}" * 30,
    # what looks complete, and is not to TeX or to MathJax
    r"\sqrt[\sqrt[3]{x}]{y}",
    r"\sqrt[\left[x\right]]{y}",
    r"\xleftarrow[\Big]]{b}",
    r"\sqrt[a^]]{b}",
    r"\sqrt[\hat]]{b}",
    r"\sqrt[\begin{array}{l}]\end{array}]{b}",
    r"\sqrt[{]}",
    r"\begin{aligned}[ x \end{aligned}",
    r"\begin{aligned} [t] x \end{aligned}",
    r"\begin{array}{c}[ x \end{array}",
    r"{\hat{x}^2}^3",
    r"{{\hat{x}_2}}_3",
    r"\mathrm{\bar x}",
    r"\operatorname{a{\vec\alpha}}",
    r"\mathbf{\sqrt[\hat x]{y}}",
    r"\underset{a}{b}_2",
    r"\arctan\mbox{}",
    r"\text{ }",
    "α",
    "x ≥ 3",
    "٣",
)


def _each() -> list[str]:
    """Return a formula for each command and environment that is known."""
    plain = [f"\\{name} x" for name in sorted(formulas.LETTERS | formulas.SYMBOLS)]
    above = [f"x^\\{name}_\\{name}" for name in sorted(formulas.LETTERS)]
    above += [
        f"\\frac\\{name}\\{name} \\hat\\{name} \\sqrt\\{name}" for name in sorted(formulas.LETTERS)
    ]
    signs = [f"a{sign}b" for sign in sorted(formulas.SIGNS)]
    one = [
        f"\\{name}{{x y}}^2_3 {{\\{name} 1}}^2_3 {{\\{name}{{x}}^2_3}}"
        for name in sorted(formulas.ONE_ARGUMENT)
    ]
    two = [f"\\{name}{{x}}{{y}}^2 {{\\{name} 1 2}}_3" for name in sorted(formulas.TWO_ARGUMENTS)]
    more = [
        f"\\{name}{{x}}^2_3 \\{name}[y]{{x}}_2^3" for name in sorted(formulas.OPTIONAL_ARGUMENT)
    ]
    texts = [f"x_{{\\{name}{{some words, 5 (é)}}}}" for name in sorted(formulas.TEXTS)]
    big = [f"\\{name}( \\{name}\\langle" for name in sorted(formulas.DELIMITED)]
    brackets = [f"\\left{b} x \\middle{b} y \\right{b}" for b in sorted(formulas.BRACKETS)]
    tables = [
        rf"\begin{{{name}}}{'{' + 'l' * 12 + '}' if not most else ''}"
        rf" {'& ' * ((most or 12) - 1)} \\ x \\ \end{{{name}}}"
        for name, most in formulas.ENVIRONMENTS.items()
    ]
    signs += [f"{a}{b}{a}" for a in sorted(formulas.CHARACTERS) for b in "x1"]
    return [*plain, *above, *signs, *one, *two, *more, *texts, *big, *brackets, *tables]


EACH: Sequence[str] = _each()
"""A formula for every command and environment that is known."""

_PIECES = [
    *(f"\\{name}" for name in ("alpha", "frac", "sqrt", "hat", "sum", "leq", "ldots", "mathrm")),
    *("^", "_", "'", "''", "{", "}", "{", "}", "[", "]", "(", ")", "|", ".", "&", r"\\", "x", "1"),
    *("-", "+", r"\,", r"\left", r"\right", r"\middle", r"\big", r"\{", r"\%", "$", "%", "#"),
    *(r"\begin{matrix}", r"\end{matrix}", r"\begin{cases}", r"\end{cases}", r"\text{a b}", " "),
    *("^^", "\n", r"\input", r"\)", "é", "^2", "_i", "{x}", "{x}", "{y}"),
]


def pieces() -> st.SearchStrategy[str]:
    """Generate texts of pieces of formulas, of which many are refused."""
    return st.lists(st.sampled_from(_PIECES), min_size=1, max_size=10).map(" ".join) | st.lists(
        st.sampled_from(_PIECES), min_size=1, max_size=10
    ).map("".join)


def nested() -> st.SearchStrategy[str]:
    """Generate formulas nested in each other, most of which are accepted."""
    atoms = st.sampled_from(["x", "1", r"\alpha", r"\leq", "-", r"\,", r"\sum", r"\text{a b}", "["])
    return st.recursive(atoms, _larger, max_leaves=12)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(inner, min_size=1, max_size=2).map(" ".join)
    return st.one_of(
        st.tuples(inner, inner).map(" ".join),
        inner.map("{{{}}}".format),
        st.tuples(inner, inner, inner).map(lambda p: "{{{}}}^{{{}}}_{{{}}}".format(*p)),
        inner.map("x'_{{{}}}".format),
        inner.map(r"\hat{{{}}}".format),
        inner.map(r"\mathrm{{{}}}".format),
        inner.map(r"{{{}}}^2".format),
        inner.map(r"{}_1".format),
        st.tuples(inner, inner).map(lambda p: r"\frac{{{}}}{{{}}}".format(*p)),
        st.tuples(inner, inner).map(lambda p: r"\sqrt[{{{}}}]{{{}}}".format(*p)),
        st.tuples(inner, inner).map(lambda p: r"\sqrt[{}]{{{}}}".format(*p)),
        inner.map(r"\overline{{{}}}".format),
        inner.map(r"\left( {} \middle| {{}} \right.".format),
        st.lists(row.map("{{{}}}".format), min_size=1, max_size=2)
        .map(" & ".join)
        .map(r"\begin{{cases}} {} \\ x \end{{cases}}".format),
    )
