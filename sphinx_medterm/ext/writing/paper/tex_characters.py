"""Characters as pdfLaTeX prints them with the fonts of every TeX distribution.

The rule: a character can be written if LaTeX knows it by itself, if a table below has a command for
it, or if Unicode decomposes it into characters that can be written.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from sphinx_medterm.names.characters import IGNORABLE


@cache
def tex_of(character: str) -> str | None:
    """Return how pdfLaTeX writes a character.

    :param character: one character; unlike in texts, it may be a combining mark.
    :returns: TeX, or ``None`` if it cannot be written.
    """
    if character.isascii():
        return _ESCAPES.get(character, character) if character.isprintable() else None
    if character in _COMMANDS:
        return _COMMANDS[character]
    if character in KNOWN:
        return character
    if character in IGNORABLE:
        return "{}"
    if character in _MARKS:
        return f"\\medtermmark{{{_MARKS[character]}}}"
    return _composed(character) or _compatible(character)


def needs_tipa(tex: str) -> bool:
    """Return whether a text of TeX has signs that the package *tipa* draws."""
    return "\\medtermipa" in tex


def _composed(character: str) -> str | None:
    """Write a character as its base letter with marks around it."""
    base, *marks = list(unicodedata.normalize("NFD", character))
    if not marks and base == character:
        return None
    if (tex := tex_of(base)) is None:
        return None
    for place, mark in enumerate(marks):
        if (accent := _ABOVE.get(mark) or _BELOW.get(mark)) is None:
            return None
        if place == 0 and base.isascii() and mark in _LATIN:
            tex = f"{accent}{{{_DOTLESS.get(base, tex) if mark in _ABOVE else tex}}}"
        else:
            command = r"\medtermover" if mark in _ABOVE else r"\medtermunder"
            tex = f"{command}{{{accent}{{}}}}{{{tex}}}"
    return tex


def _compatible(character: str) -> str | None:
    """Write a character as those that Unicode calls compatible with it."""
    kind, *codes = unicodedata.decomposition(character).split(" ")
    if not codes or not kind.startswith("<"):
        return None
    parts = [tex_of(chr(int(code, 16))) for code in codes]
    if not all(parts):
        return None
    return _KINDS.get(kind, "{}").replace("{}", f"{{{''.join(filter(None, parts))}}}")


# ---------------------------------------------------------------------- tables


def _pairs(table: str, command: str) -> dict[str, str]:
    words = table.split()
    return {
        sign: command.replace("*", name) for sign, name in zip(words[::2], words[1::2], strict=True)
    }


def _characters(ranges: str) -> frozenset[str]:
    bounds = [part.partition("-") for part in ranges.split()]
    return frozenset(
        chr(code)
        for first, _dash, last in bounds
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )


KNOWN = _characters("""
A0-AC AE-125 128-137 139-13E 141-148 14A-165 168-17E 192 1C4-1D4 1E2-1E3 1E6-1EB 1F0 1F4-1F5
218-21B 232-233 237 2C6-2C7 2D8-2D9 2DB-2DD E3F 1E02-1E03 1E0D 1E1E-1E21 1E25 1E30-1E31 1E37 1E43
1E45 1E47 1E5B 1E63 1E6D 1E8E-1E91 1E9E 1EF2-1EF3 2010-2016 2018-201A 201C-201E 2020-2022 2026
2030-2031 2039-203B 203D 2044 204E 2052 20A1 20A4 20A6 20A9 20AB-20AC 20B1 2103 2116-2117 211E 2120
2122 2126-2127 212E 2190-2193 2329-232A 2422-2423 2500 2502 2514 251C 2572 25E6 25EF 266A 27E8-27E9
3008-3009 FB00-FB06
""")
"""What LaTeX 2022 knows with the encodings T1 and TS1, and what Sphinx adds for pdfLaTeX."""

CYRILLIC = _characters("400-52F")
"""The letters that LaTeX knows too, if a project loads fonts for Cyrillic."""

_IPA = """
ħ crh ƀ crb ƈ htc Ɣ gamma ƕ hvlig ƙ htk ƚ barl ƛ crlambda ƥ htp ƪ lhtlongi ƫ lhookt ƭ htt
Ƹ revyogh ƹ revyogh ƻ crtwo ƾ crinvglotstop ǀ pipe ǁ doublepipe ǂ doublebarpipe ǥ crg Ƿ wynn
ȝ yogh ȡ ctd ȥ commatailz ȵ ctn ȶ ctt ɋ htq ɐ turna ɑ scripta ɒ turnscripta ɓ htb ɔ openo ɕ ctc
ɖ rtaild ɗ htd ɘ reve ə schwa ɚ rhookschwa ɛ epsilon ɜ revepsilon ɝ rhookrevepsilon
ɞ closerevepsilon ɟ bardotlessj ɠ htg ɡ scriptg ɢ scg ɣ babygamma ɤ ramshorns ɥ turnh ɦ hth
ɧ htheng ɨ bari ɩ iota ɪ sci ɫ ltilde ɬ beltl ɭ rtaill ɮ lyoghlig ɯ turnm ɰ turnmrleg ɱ ltailm
ɲ ltailn ɳ rtailn ɴ scn ɵ baro ɶ scoelig ɷ closeomega ɸ phi ɹ turnr ɺ turnlonglegr ɻ turnrrtail
ɼ longlegr ɽ rtailr ɾ fishhookr ɿ lhtlongi ʀ scr ʁ invscr ʂ rtails ʃ esh ʄ htbardotlessj ʅ vibyi
ʆ ctesh ʇ turnt ʈ rtailt ʉ baru ʊ upsilon ʋ scriptv ʌ turnv ʍ turnw ʎ turny ʏ scy ʐ rtailz ʑ ctz
ʒ yogh ʓ ctyogh ʔ glotstop ʕ revglotstop ʖ invglotstop ʗ stretchc ʘ bullseye ʙ scb ʚ closeepsilon
ʛ htscg ʜ sch ʝ ctj ʞ turnk ʟ scl ʠ htq ʡ barglotstop ʢ barrevglotstop ʣ dzlig ʤ dyoghlig
ʥ dctzlig ʦ tslig ʧ teshlig ʨ tctclig ʮ lhtlongy ʯ vibyy ˀ raiseglotstop ˂ lptr ˃ rptr
ˈ primstress ˌ secstress ː lengthmark ˑ halflength ˞ rhoticity ˹ opencorner ˺ corner ᴀ sca ᴇ sce
ᴊ scj ᴜ scu
"""
"""Phonetic signs, and the commands of the package *tipa* for them, without ``text``."""

_GREEK = """
α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu
ν nu ξ xi π pi ρ rho ς varsigma σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega Γ Gamma
Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega ϑ vartheta ϕ phi
ϖ varpi ϱ varrho ϵ epsilon ϝ digamma
"""
"""Greek letters that are not written like Latin ones, and their commands in formulas."""

_SIGNS = """
¬ neg ± pm · cdotp × times ÷ div ‖ Vert ℏ hslash ℑ Im ℓ ell ℘ wp ℜ Re ℧ mho ℵ aleph ← leftarrow
↑ uparrow → rightarrow ↓ downarrow ↔ leftrightarrow ↕ updownarrow ↖ nwarrow ↗ nearrow ↘ searrow
↙ swarrow ↚ nleftarrow ↛ nrightarrow ↠ twoheadrightarrow ↦ mapsto ↩ hookleftarrow
↪ hookrightarrow ↮ nleftrightarrow ↶ curvearrowleft ↷ curvearrowright ⇀ rightharpoonup
⇄ rightleftarrows ⇆ leftrightarrows ⇈ upuparrows ⇊ downdownarrows ⇋ leftrightharpoons
⇌ rightleftharpoons ⇐ Leftarrow ⇑ Uparrow ⇒ Rightarrow ⇓ Downarrow ⇔ Leftrightarrow
⇕ Updownarrow ⇝ rightsquigarrow ∀ forall ∁ complement ∂ partial ∃ exists ∄ nexists ∅ varnothing
∇ nabla ∈ in ∉ notin ∋ ni ∏ prod ∐ coprod ∑ sum ∓ mp ∔ dotplus ∖ smallsetminus ∗ ast √ surd
∝ propto ∞ infty ∠ angle ∡ measuredangle ∢ sphericalangle ∣ mid ∤ nmid ∥ parallel ∦ nparallel
∧ wedge ∨ vee ∩ cap ∪ cup ∫ int ∬ iint ∭ iiint ∮ oint ∴ therefore ∵ because ∼ sim ∽ backsim
≁ nsim ≂ eqsim ≃ simeq ≅ cong ≇ ncong ≈ approx ≊ approxeq ≍ asymp ≏ bumpeq ≐ doteq ≑ Doteq
≗ circeq ≜ triangleq ≠ ne ≡ equiv ≤ leq ≥ geq ≦ leqq ≧ geqq ≨ lneqq ≩ gneqq ≪ ll ≫ gg ≮ nless
≯ ngtr ≰ nleq ≱ ngeq ≲ lesssim ≳ gtrsim ≶ lessgtr ≷ gtrless ≺ prec ≻ succ ⊂ subset ⊃ supset
⊆ subseteq ⊇ supseteq ⊊ subsetneq ⊋ supsetneq ⊎ uplus ⊓ sqcap ⊔ sqcup ⊕ oplus ⊖ ominus ⊗ otimes
⊘ oslash ⊙ odot ⊚ circledcirc ⊛ circledast ⊞ boxplus ⊟ boxminus ⊠ boxtimes ⊡ boxdot ⊢ vdash
⊣ dashv ⊤ top ⊥ bot ⊨ vDash ⋀ bigwedge ⋁ bigvee ⋂ bigcap ⋃ bigcup ⋅ cdot ⋆ star ⋈ bowtie ⋘ lll
⋙ ggg ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ⌢ frown ⌣ smile ■ blacksquare □ square △ bigtriangleup
▲ blacktriangle ▴ blacktriangle ▵ vartriangle ▶ blacktriangleright ▷ triangleright
▼ blacktriangledown ▽ bigtriangledown ▾ blacktriangledown ▿ triangledown ◀ blacktriangleleft
◁ triangleleft ◆ blacklozenge ◊ lozenge ○ bigcirc ● bullet ★ bigstar ♠ spadesuit ♡ heartsuit
♢ diamondsuit ♣ clubsuit ♭ flat ♮ natural ♯ sharp ✠ maltese ⟂ perp ⟨ langle ⟩ rangle
⟵ longleftarrow ⟶ longrightarrow ⟷ longleftrightarrow ⟹ Longrightarrow ⟺ Longleftrightarrow
⩽ leqslant ⩾ geqslant ⪅ lessapprox ⪆ gtrapprox ⪯ preceq ⪰ succeq
"""
"""Other signs, and their commands in formulas."""

_MORE = {
    "\u00ad": r"\-",
    "\u02b9": r"\ensuremath{{}^\prime}",
    "\u02bb": r"\textquoteleft{}",
    "\u02bc": r"\textquoteright{}",
    "\u02bd": r"\textquoteleft{}",
    "\u02c9": r"\={}",
    "\u02ca": r"\'{}",
    "\u02cb": r"\`{}",
    "\u200b": r"\hskip0pt{}",
    "\u2032": r"\ensuremath{{}^\prime}",
    "\u2060": r"\nobreak{}",
    "\u2212": r"\ensuremath{-}",
    "\u2215": r"\textfractionsolidus{}",
    "\u2219": r"\textperiodcentered{}",
    "\ufffd": None,
}
"""Signs that no other table has, or not so."""

_LATIN_CAPITALS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABEZHIKMNOPTXo", strict=True))
"""Greek letters that are written like Latin ones."""

_COMMANDS: dict[str, str | None] = {
    **_pairs(_IPA, r"\medtermipa{\text*}"),
    **_pairs(_GREEK, r"\medtermgreek{\*}"),
    **{greek: f"\\medtermgreek{{{latin}}}" for greek, latin in _LATIN_CAPITALS.items()},
    **_pairs(_SIGNS, r"\ensuremath{\*}"),
    **_MORE,
}

_ESCAPES = {
    **{sign: f"\\{sign}" for sign in "$%&#_{}"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}

_ACCENTS = _pairs(
    "\u0300 ` \u0301 ' \u0302 ^ \u0303 ~ \u0304 = \u0306 u \u0307 . \u0308 \" "
    "\u030a r \u030b H \u030c v",
    r"\*",
)
_ACCENTS_BELOW = _pairs("\u0323 d \u0327 c \u0328 k \u0331 b", r"\*")
_LATIN = _ACCENTS.keys() | _ACCENTS_BELOW.keys()
"""The marks for which LaTeX has accents, which fit Latin letters only."""

_ABOVE = {
    **_ACCENTS,
    "\u0313": r"\textquoteright",
    "\u0314": r"\textquoteleft",
    "\u0342": r"\~",
}
_BELOW = {
    **_ACCENTS_BELOW,
    "\u0345": r"\medtermiota",
}
_DOTLESS = {"i": r"\i", "j": r"\j"}

_TIPA_MARKS = """
\u030f doublegrave \u0318 advancing \u0319 retracting \u031a corner \u031c sublhalfring
\u031d raising \u031e lowering \u031f subplus \u0320 subbar \u0324 subumlaut \u0325 subring
\u0329 syllabic \u032a subbridge \u032c subwedge \u032f subarch \u0330 subtilde
\u0334 superimposetilde \u0339 subrhalfring \u033b subsquare \u033d overcross \u0361 toptiebar
"""
_MARKS = {
    **{mark: f"{accent}{{}}" for mark, accent in (_ABOVE | _BELOW).items()},
    **_pairs(_TIPA_MARKS, r"\medtermipa{\text*{}}"),
}
"""Marks after a letter with which Unicode has no letter; they are set back over it."""

_KINDS = {
    "<circle>": r"\textcircled{\scriptsize{}}",
    "<sub>": r"\textsubscript{}",
    "<super>": r"\textsuperscript{}",
}
"""How to write a compatible character, by the kind of its decomposition; others, as it is."""
