"""Language tags (BCP 47): those that cannot be right, and what their authors meant."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sphinx_medterm.diagnostics import spoken
from sphinx_medterm.names.suggest import question

_CODES: Final = """
    aar:aa abk:ab afr:af aka:ak alb:sq amh:am ara:ar arg:an arm:hy asm:as ava:av ave:ae aym:ay
    aze:az bak:ba bam:bm baq:eu bel:be ben:bn bis:bi bod:bo bos:bs bre:br bul:bg bur:my cat:ca
    ces:cs cha:ch che:ce chi:zh chu:cu chv:cv cor:kw cos:co cre:cr cym:cy cze:cs dan:da deu:de
    div:dv dut:nl dzo:dz ell:el eng:en epo:eo est:et eus:eu ewe:ee fao:fo fas:fa fij:fj fin:fi
    fra:fr fre:fr fry:fy ful:ff geo:ka ger:de gla:gd gle:ga glg:gl glv:gv gre:el grn:gn guj:gu
    hat:ht hau:ha heb:he her:hz hin:hi hmo:ho hrv:hr hun:hu hye:hy ibo:ig ice:is ido:io iii:ii
    iku:iu ile:ie ina:ia ind:id ipk:ik isl:is ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kat:ka
    kau:kr kaz:kk khm:km kik:ki kin:rw kir:ky kom:kv kon:kg kor:ko kua:kj kur:ku lao:lo lat:la
    lav:lv lim:li lin:ln lit:lt ltz:lb lub:lu lug:lg mac:mk mah:mh mal:ml mao:mi mar:mr may:ms
    mkd:mk mlg:mg mlt:mt mon:mn mri:mi msa:ms mya:my nau:na nav:nv nbl:nr nde:nd ndo:ng nep:ne
    nld:nl nno:nn nob:nb nor:no nya:ny oci:oc oji:oj ori:or orm:om oss:os pan:pa per:fa pli:pi
    pol:pl por:pt pus:ps que:qu roh:rm ron:ro rum:ro run:rn rus:ru sag:sg san:sa sin:si slk:sk
    slo:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so sot:st spa:es sqi:sq srd:sc srp:sr ssw:ss
    sun:su swa:sw swe:sv tah:ty tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tib:bo tir:ti ton:to
    tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz ven:ve vie:vi vol:vo wel:cy
    wln:wa wol:wo xho:xh yid:yi yor:yo zha:za zho:zh zul:zu
"""
SHORTER: Final = dict(pair.split(":") for pair in _CODES.split())
"""The two letters that BCP 47 has for a language, by the three letters of ISO 639-2."""

_WITHDRAWN = ("bh", "in", "iw", "ji", "jw", "mo", "sh")
KNOWN: Final = frozenset(SHORTER.values()) | frozenset(_WITHDRAWN)
"""All subtags of two letters."""

_LONGEST_SUBTAG = 3
"""How many letters the first subtag has at most; BCP 47 allows longer ones, but there are none."""
_MOST_NAMES = 3


class TagFlaw(NamedTuple):
    """Why a tag is not right.

    :ivar message: what is wrong.
    :ivar hint: what may have been meant; may be empty.
    :ivar meant: the tag that is meant, if there is no doubt.
    """

    message: str
    hint: str = ""
    meant: str = ""


def tag_flaw(tag: str) -> TagFlaw | None:
    """Find why the first subtag of a tag, which names the language, is not right."""
    written, hyphen, rest = tag.partition("-")
    subtag = written.lower()
    if subtag in KNOWN:
        return None
    if subtag in SHORTER:
        meant = f"{SHORTER[subtag]}{hyphen}{rest}"
        return TagFlaw(f"the language {tag!r} is read as {meant!r}", f"write {meant!r}", meant)
    if len(subtag) == _LONGEST_SUBTAG:
        return None  # there are thousands, and new ones each year
    if len(subtag) > _LONGEST_SUBTAG:
        return TagFlaw(f"{written!r} is not the tag of a language (BCP 47)", _named(subtag))
    return TagFlaw(f"no language has the tag {written!r}", _of_country(subtag))


def _named(name: str) -> str:
    """Return a hint for the English name of a language."""
    from babel import Locale

    names = {tag: word for tag, word in Locale("en").languages.items() if "_" not in tag}
    found = [tag for tag, word in names.items() if name in re.split(r"\W+", word.casefold())]
    # The name itself comes before "Ancient …" and "Low …".
    best = sorted(found, key=lambda tag: (names[tag].casefold() != name, names[tag]))
    if not best:
        return "write 'en' for English, 'la' for Latin …"
    meant = spoken((f"{tag!r} ({names[tag]})" for tag in best[:_MOST_NAMES]), "or")
    return f"did you mean {meant}?"


def _of_country(code: str) -> str:
    """Return a hint for what may be the code of a country, such as ``jp``."""
    from babel.core import get_global

    likely = get_global("likely_subtags").get(f"und_{code.upper()}", "").partition("_")[0]
    return question([likely] if likely in KNOWN else [])
