"""What may stand in names, texts, addresses and identifiers."""

# ruff: noqa: E501  (a case of the tables is one line)

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sphinx_medterm.codes import BUILT_IN, SYSTEMS
from sphinx_medterm.codes.own import read_own
from sphinx_medterm.names.characters import IGNORABLE, is_visible
from sphinx_medterm.names.normal import capitals, normalise
from sphinx_medterm.records import texts
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.term_file import RECORDS

Check = Callable[..., Records]

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def finding(records: Records) -> tuple[str, str]:
    """Give the message and the hint of the one finding."""
    (diagnostic,) = records.diagnostics
    assert diagnostic.position
    return diagnostic.message, diagnostic.hint


def as_json(**fields: Any) -> str:
    """Write a file with one term, each field on a line of its own."""
    return json.dumps({"terms": {"a": {"definition": "x", **fields}}}, indent=0)


# ------------------------------------------------------------------ characters


def test_format_characters_are_ignorable_or_seen() -> None:
    """Of the characters that only format others, few are not ignorable, and Unicode says which."""
    formats = {chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Cf"}
    others = {name.rpartition(" ")[0] for c in formats - IGNORABLE if (name := unicodedata.name(c))}
    groups = ("ARABIC", "SYRIAC", "KAITHI", "INTERLINEAR ANNOTATION", "EGYPTIAN HIEROGLYPH")
    assert [name for name in others if not name.startswith(groups)] == []


@pytest.mark.parametrize(
    "text",
    [
        "\u200f", "\u200b", "\u00ad", "\u2060\ufeff", "\u200c\u200d", "\u202a\u202c", "\u061c",
        "\u0301", "\u20dd", "\u0903", "\u2800", "\u3164", "\u115f", "\uffa0", "\ufe0f", "\u034f",
        "\U000e0041", "\ufff9", " ", "\u00a0", "\u3000", "\u2028", "\x07", "", "\u200f \u0301",
    ],
)  # fmt: skip
def test_nothing_is_seen_of_some_texts(text: str) -> None:
    """Blanks, marks without a letter and ignorable characters show nothing by themselves."""
    assert not is_visible(text)


@pytest.mark.parametrize(
    "text", ["a", "5", "+", "β", "ن", "貧", "\u200fa", "a\u0301", "♥", "\ue000"]
)
def test_one_character_is_enough_to_be_seen(text: str) -> None:
    """Letters, digits and signs of all scripts are seen, and private characters are not judged."""
    assert is_visible(text)


# ------------------------------------------------------------------ names

NOTHING = "it contains no visible character"
BAD_NAMES = {
    "\u200f": (NOTHING, ""),
    "\u200b": (NOTHING, ""),
    "\u00ad": (NOTHING, ""),
    "\u0301": (NOTHING, ""),
    "\u3164": (NOTHING, ""),
    "\u2800": (NOTHING, ""),
    "a\x07b": ("it contains the control character U+0007", "did you mean 'ab'?"),
    "a\x1eb": ("it contains the control character U+001E", "did you mean 'a b'?"),
    "a\x7f": ("it contains the control character U+007F", "did you mean 'a'?"),
    "a\x9fb": ("it contains the control character U+009F", "did you mean 'ab'?"),
    "\uffff": ("it contains U+FFFF, which is not a character", ""),
    "a\ufdd0": ("it contains U+FDD0, which is not a character", "did you mean 'a'?"),
    "a\U0001fffe": ("it contains U+1FFFE, which is not a character", "did you mean 'a'?"),
    "a\U0010ffff": ("it contains U+10FFFF, which is not a character", "did you mean 'a'?"),
    "\u202eevil": ("it contains U+202E RIGHT-TO-LEFT OVERRIDE", "did you mean 'evil'?"),
    "\u202bכליה\u202c": ("it contains U+202B RIGHT-TO-LEFT EMBEDDING", "did you mean 'כליה'?"),
    "a\u2066b\u2069": ("it contains U+2066 LEFT-TO-RIGHT ISOLATE", "did you mean 'ab'?"),
    "a\u2069": ("it contains U+2069 POP DIRECTIONAL ISOLATE", "did you mean 'a'?"),
    "a" + "\u0301\u0323" * 16: ("it contains more than 30 marks on one letter", ""),
    "a" + "\u0301\u200d\u0323" * 16: ("it contains more than 30 marks on one letter", ""),
    "kidney " * 6 + "\x07": ("it contains the control character U+0007, after 'kidney kidney'", "leave it out"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "told"), BAD_NAMES.items())
def test_a_name_that_spoils_its_surroundings_is_refused(
    check: Check, name: str, told: tuple[str, str]
) -> None:
    """The finding names the character, and the name as it should be if that is obvious."""
    records = check(as_json(label=name), "t.json")
    message, hint = finding(records)
    reason, expected = told
    assert message.endswith(f" is not accepted: {reason}; it is left out")
    assert hint == expected
    assert records.diagnostics[0].position == (5, 1)
    assert records.terms["a"].label is None


GOOD_NAMES = {
    "bone\nmarrow": "bone marrow",
    "bone \r\n\t marrow": "bone marrow",
    "bone\u0085marrow\u2028of\u2029bones": "bone marrow of bones",
    "bone\vmarrow\f": "bone marrow",
    "bone  marrow": "bone marrow",
    "5\u00a0mg": "5\u00a0mg",
    "hemo\u00adlysis": "hemolysis",
    "می\u200cخواهم": "می\u200cخواهم",
    "क्\u200dष": "क्\u200dष",
    "\u200fכליה\u200e": "\u200fכליה\u200e",
    "ورم\u061c": "ورم\u061c",
    "👩\u200d⚕\ufe0f": "👩\u200d⚕\ufe0f",
    "a" + "\u0301\u0323" * 15: "a" + "\u0301\u0323" * 15,
    "CD4+": "CD4+",
    "-": "-",
}


@pytest.mark.parametrize(("written", "name"), GOOD_NAMES.items())
def test_a_name_is_one_line_with_all_its_script_needs(
    check: Check, written: str, name: str
) -> None:
    """Line breaks are spaces, soft hyphens go, joiners and marks of direction stay."""
    records = check(as_json(label=written), "t.json")
    assert records.diagnostics == []
    assert records.terms["a"].label == name


@pytest.mark.parametrize(
    "field", ["synonyms", "variants", "forms", "abbreviations", "hidden_labels"]
)
def test_a_bad_name_costs_its_item(check: Check, field: str) -> None:
    """The other items of the list stay."""
    records = check(as_json(**{field: ["b", "\u200f", "c"]}), "t.json")
    message, _hint = finding(records)
    assert message == (f"'\\u200f' is not accepted: {NOTHING}; this item of {field!r} is left out")
    assert len(getattr(records.terms["a"], field)) == 2


def test_a_key_that_is_a_bad_name_makes_no_label(check: Check) -> None:
    """A name in the place of a key is checked like any other."""
    records = check('{"terms": {"a b\u2028c": {"definition": "x"}}}', "t.json")
    assert {key: term.label for key, term in records.terms.items()} == {"a-b-c": "a b c"}


# ------------------------------------------------------------------ texts


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not \u202eytefas\u202c", "it contains U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u202dabc\u202c", "it contains U+202D LEFT-TO-RIGHT OVERRIDE"),
        ("a \u2067b", "nothing in its paragraph ends U+2067 RIGHT-TO-LEFT ISOLATE"),
        ("a \u2067b\n\nc\u2069", "nothing in its paragraph ends U+2067 RIGHT-TO-LEFT ISOLATE"),
        ("a\u2067b\u2069\n\nc\u2069", "nothing in its paragraph begins U+2069 POP DIRECTIONAL ISOLATE"),
        ("\u202aa\u2066b\u202cc\u2069", "nothing in its paragraph begins U+202C POP DIRECTIONAL FORMATTING"),
        ("a\x00b", "it contains the control character U+0000"),
        ("\u200f\n\n\u200b", NOTHING),
    ],
)  # fmt: skip
def test_a_text_that_spills_over_is_refused(check: Check, text: str, reason: str) -> None:
    """What changes the direction ends in the same paragraph, and nothing overrides letters."""
    message, _hint = finding(check(_with_sense(text), "t.json"))
    assert message.endswith(f" is not accepted: {reason}; it is left out")


def _with_sense(text: str) -> str:
    senses = {"s": {"definition": "x", "scope_note": text}}
    return json.dumps({"terms": {"a": {"senses": senses}}})


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("one\n\ntwo", "one\n\ntwo"),
        ("one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
        ("one\u2029two\u2028three\x85four\vfive\fsix", "one\n\ntwo\nthree\nfour\nfive\nsix"),
        ("the \u2067כליה \u202aCT\u202c\u2069 and\n\n\u2068x\u2069", "the \u2067כליה \u202aCT\u202c\u2069 and\n\n\u2068x\u2069"),
        ("a\tb", "a\tb"),
    ],
)  # fmt: skip
def test_a_text_has_paragraphs_and_may_quote_in_both_directions(
    check: Check, written: str, text: str
) -> None:
    """All line breaks become line feeds; a change of direction that ends is left alone."""
    records = check(_with_sense(written), "t.json")
    assert records.diagnostics == []
    assert records.terms["a"].senses["s"].scope_note == text


def test_deep_nesting_of_directions_takes_little_time(check: Check) -> None:
    """A text of many controls is looked at once."""
    text = "\u2067" * 200_000 + "x" + "\u2069" * 200_000
    assert check(_with_sense(text), "t.json").diagnostics == []


HUGE = {
    "blanks": "a" + " " * 100_000 + "b",
    "tabs": "a" + "\t" * 100_000 + "b",
    "controls": "\x00" * 100_000,
    "marks": "a" + "\u0301\u0323" * 50_000,
    "marks and joiners": "a" + "\u0301\u200d\u0323" * 30_000,
    "fillers": "\u3164" * 100_000,
    "isolates": "\u2067" * 100_000,
    "paragraphs": "\u2067x\u2069\n\n" * 20_000,
    "digits": "٢" * 100_000,
    "labels": "https://" + "a." * 50_000,
    "doi": "10.1000/" + " " * 100_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_long_texts_are_read_in_one_go(check: Check, text: str) -> None:
    """What takes the square of the length takes minutes here."""
    term = {"label": text, "synonyms": [text], "definition": text, "codes": [f"HP:{text}"]}
    source = dict.fromkeys(("title", "doi", "url", "pmid", "pmcid", "accessed", "year"), text)
    check(json.dumps({"terms": {"a": term}, "sources": {"s": source}}), "t.json")
    accepted_name = accepted(texts.Name, text)
    assert accepted_name is None or normalise(accepted_name)


# ------------------------------------------------------------------ addresses

BAD_ADDRESSES = {
    "ftp://a.example/": ("only http:// and https:// are accepted", ""),
    "www.a.example/x": ("only http:// and https:// are accepted", "https://www.a.example/x"),
    "HTTPS://a.example/": ("write http:// and https:// in lowercase", "https://a.example/"),
    "http://": ("it does not name a host", ""),
    "http://[": ("its brackets do not contain an IPv6 address", ""),
    "http://[::1": ("its brackets do not contain an IPv6 address", ""),
    "https://[v1.x]/": ("its brackets do not contain an IPv6 address", ""),
    "https:///path": ("it does not name a host", ""),
    "https://?x": ("it does not name a host", ""),
    "https://:80/": ("it does not name a host", ""),
    "https://a.example:port/": ("its port is not a number from 1 to 65535", ""),
    "https://a.example:0/": ("its port is not a number from 1 to 65535", ""),
    "https://a.example]/": ("its brackets do not contain an IPv6 address", ""),
    "https://a.example:99999/": ("its port is not a number from 1 to 65535", ""),
    "https://a.example:٨٠/": ("its port is not a number from 1 to 65535", ""),
    "https://www.who.int@a.example/": ("it has a user or a password", ""),
    "https://me:secret@a.example/": ("it has a user or a password", ""),
    "https://a..example/": ("'a..example' is not the name of a host", ""),
    "https://%61.example/": ("'%61.example' is not the name of a host", ""),
    f"https://{'a.' * 130}/": ("'a.a.a.", ""),
    f"https://{'a' * 64}.example/": ("'aaaa", ""),
    "https://a.example\\b": (r"an address cannot contain '\\'", ""),
    "https://a.example/{x|y}": ("an address cannot contain '{'", "https://a.example/%7Bx%7Cy%7D"),
    "https://a.example/<x>": ("an address cannot contain '<'", "https://a.example/%3Cx%3E"),
    "https://a.example/a b": ("it contains U+0020 SPACE", ""),
    "https://a.example/a\u00a0b": ("it contains U+00A0 NO-BREAK SPACE", ""),
    "https://a.example/a\u00adb": ("it contains U+00AD SOFT HYPHEN", "https://a.example/ab"),
    "https://a.example/\u202ea": ("it contains U+202E RIGHT-TO-LEFT OVERRIDE", "https://a.example/a"),
    "https://a.example/\x01": ("it contains the control character U+0001", "https://a.example/"),
    "https://a.example/\uffff": ("it contains U+FFFF, which is not a character", "https://a.example/"),
    "https://a.example/\U000e0041": ("it contains U+E0041 TAG LATIN CAPITAL LETTER A", "https://a.example/"),
    "https://a.example\u2100/": ("its host name contains a character that ends a host name", ""),  # ℀ is a/c to programs
}  # fmt: skip


@pytest.mark.parametrize(("address", "told"), BAD_ADDRESSES.items())
def test_an_address_that_leads_nowhere_is_refused(
    check: Check, address: str, told: tuple[str, str]
) -> None:
    """An address has a host, and holds only what all programs read alike."""
    source = {"title": "T", "url": address}
    records = check(json.dumps({"sources": {"s": source}}), "t.json")
    message, hint = finding(records)
    reason, mended = told
    assert f" is not accepted: it is not an address: {reason}" in message
    assert hint == (f"did you mean {mended!r}?" if mended else "")
    assert records.sources["s"].url is None
    template = {"A": {"page": f"{address}{{code}}"}}
    assert read_own(template)[0] == {"A": {}}, "a template with such an address is refused too"


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "http://localhost:8000/x?y=1#z",
        "https://[2001:db8::1]:443/",
        "https://xn--nxasmq6b.example./",
        "https://бол.example/паталогия",
        "https://हिन्दी.example/",
        "https://under_score.example/~a/!$&'()*+,;=:@%20",
        "https://a.example/[x]",
    ],
)
def test_possible_addresses(check: Check, address: str) -> None:
    """Ports, numbers in brackets and letters of all scripts are allowed."""
    records = check(json.dumps({"glossary": {"title": "T", "url": address}}), "t.json")
    assert records.diagnostics == []
    assert records.glossary.url == address


@pytest.mark.parametrize("page", ["https://{code}", "https://{code}.a.example/{code}"])
def test_the_host_of_a_page_does_not_depend_on_the_code(page: str) -> None:
    """A code in a data file must not decide whose page a link leads to."""
    own, faults = read_own({"A": {"page": page}})
    assert own == {"A": {}}
    assert [fault.message for fault in faults] == [
        "the host of the address depends on {code}; it is left out"
    ]


# ------------------------------------------------------------------ digits and identifiers


@pytest.mark.parametrize(
    ("field", "value", "meant"),
    [
        ("accessed", "2026-11-22", "2026-11-22"),
        ("accessed", "2026", "2026"),
        ("pmid", "12345", "12345"),
        ("pmcid", "PMC12345", "PMC12345"),
        ("doi", "10.1000/182", "10.1000/182"),
        ("year", "2010", ""),
    ],
)
def test_digits_are_those_of_ascii(check: Check, field: str, value: str, meant: str) -> None:
    """Digits of other scripts look alike to programs only in part; the hint has the usual ones."""
    other = value.translate(ARABIC_DIGITS)
    records = check(json.dumps({"sources": {"s": {"title": "T", field: other}}}), "t.json")
    assert finding(records)[1] == (f"did you mean {meant!r}?" if meant else "")
    assert getattr(records.sources["s"], field) is None
    assert check(json.dumps({"sources": {"s": {"title": "T", field: value}}})).diagnostics == []


@pytest.mark.parametrize("system", [s for s in SYSTEMS.values() if s.example], ids=lambda s: s.key)
def test_codes_have_digits_of_ascii(check: Check, system: Any) -> None:
    """A code in digits of another script looks like none of its system."""
    codes = [{"system": system.key, "code": code} for code in _in_other_digits(system.example)]
    records = check(as_json(codes=codes), "t.json")
    assert len(records.diagnostics) == len(codes)
    assert all(BUILT_IN.address(code.system, code.code) == "" for code in records.terms["a"].codes)


def _in_other_digits(code: str) -> list[str]:
    if not re.search("[0-9]", code):
        return []
    last = re.sub("[0-9](?=[^0-9]*$)", lambda found: found[0].translate(ARABIC_DIGITS), code)
    return [code.translate(ARABIC_DIGITS), last]


def test_digits_in_the_pattern_of_an_own_system_are_those_of_ascii() -> None:
    """The class of digits in a project's pattern means the ten that its authors think of."""
    own, faults = read_own({"A": {"pattern": r"\d+", "example": "٢٢"}})
    assert [fault.path for fault in faults] == [("A", "example")]
    assert own == {"A": {"pattern": r"\d+"}}


@pytest.mark.parametrize(
    ("field", "value", "hint"),
    [
        ("doi", "https://doi.org/10.1000/1\u00ad82", "did you mean '10.1000/182'?"),
        ("doi", "doi: 10.1000/1\u00ad82", "did you mean '10.1000/182'?"),
        ("doi", "10.1000/1\u00ad82\u200b", "did you mean '10.1000/182'?"),
        ("doi", "10.1000/1 82", ""),
        ("doi", "10.1000/\ufffe", ""),
        ("doi", "10.1000/\x01", ""),
        ("pmid", "PMID: 12345\u200b", "did you mean '12345'?"),
        ("pmcid", "12345\u200b", "did you mean 'PMC12345'?"),
        ("pmcid", "ＰＭＣ12345", "did you mean 'PMC12345'?"),
    ],
)
def test_identifiers_are_mended_in_the_hint(
    check: Check, field: str, value: str, hint: str
) -> None:
    """What stands before an identifier, or cannot be seen in it, is left out in the hint."""
    records = check(json.dumps({"sources": {"s": {"title": "T", field: value}}}), "t.json")
    assert finding(records)[1] == hint


# ------------------------------------------------------------------ laws

XML_CHARS = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
"""XML 1.0, production 2 (Char)."""

NASTY = st.text(
    st.characters(codec="utf-8")
    | st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Cn"], max_codepoint=0xFFFF)
    | st.sampled_from("\u200f\u202e\u2067\u2069\u3164\u2800\ufffe\U0001ffff ;!:-'\n\t"),
    min_size=1,
    max_size=6,
)


def kinds_of_text() -> Iterator[tuple[str, Any]]:
    """List all fields that hold text, with the kind of each."""
    for model in RECORDS:
        for name, info in model.model_fields.items():
            marked = (
                Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            )
            for kind in texts_in(marked):
                yield f"{model.__name__}.{name}", kind


def texts_in(hint: Any) -> Iterator[Any]:
    """List the types of text inside an annotation; keys of mappings are checked elsewhere."""
    if hint is str or (get_origin(hint) is Annotated and get_args(hint)[0] is str):
        yield hint
    elif get_origin(hint) is dict:
        yield from texts_in(get_args(hint)[1])
    elif not (isinstance(hint, type) and issubclass(hint, Record)):
        for part in get_args(hint):
            if not isinstance(part, str):
                yield from texts_in(part)


TEXT_FIELDS = dict(kinds_of_text())


PREFIXES = {texts.Url: "https://a.example/", texts.Doi: "10.1000/", texts.Pmcid: "PMC"}
KINDS = {kind: field for field, kind in reversed(TEXT_FIELDS.items())}
"""All kinds, each with the first field that is of it."""

adapter = cache(TypeAdapter[str])


def accepted(kind: Any, text: str) -> str | None:
    """Give a text as the records keep it, or nothing if it is refused."""
    try:
        kept = adapter(kind).validate_python(text)
    except ValidationError:
        return None
    return kept


def test_all_fields_are_of_a_known_kind() -> None:
    """No text goes by without its checks."""
    assert len(TEXT_FIELDS) > 70
    assert [name for name, kind in TEXT_FIELDS.items() if kind is str] == []
    assert TEXT_FIELDS["Term.hidden_labels"] == texts.Name


@pytest.mark.parametrize("kind", KINDS, ids=KINDS.get)
@given(text=NASTY)
def test_what_is_accepted_can_be_written_everywhere(kind: Any, text: str) -> None:
    """Law: what a record keeps is well-formed XML, can be seen, and stays as it is."""
    text = f"{PREFIXES.get(kind, '')}{text}"
    kept = accepted(kind, text)
    if kept is not None:
        assert XML_CHARS.fullmatch(kept)
        assert ElementTree.fromstring(f"<a>{escape(kept)}</a>").text is not None
        assert is_visible(kept)
        assert accepted(kind, kept) == kept


@given(text=NASTY)
def test_what_is_accepted_as_a_name_is_one(text: str) -> None:
    """Law: it stands on one line of an inventory, and is something when it is compared."""
    name = accepted(texts.Name, text)
    if name is not None:
        assert name.splitlines() == [name]
        assert name.strip() == name
        assert normalise(name)
        assert capitals(name)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", name)


@given(text=NASTY)
def test_what_is_refused_is_mended_in_the_hint(text: str) -> None:
    """Law: a name that a finding suggests is accepted."""
    try:
        Term(definition="x", label=text)
    except ValidationError as error:
        hint = error.errors()[0].get("ctx", {}).get("hint", "")
        if hint.startswith("write "):
            mended = hint.removeprefix("write ")[1:-1]
            assert accepted(texts.Name, mended) is not None
