"""What texts of data files mention that is not there: once each, at its place in the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sphinx_medterm.records.references import placed_links
from sphinx_medterm.termbase import names_in_texts
from sphinx_medterm.termbase.base import Termbase

Load = Callable[..., Termbase]

TERMS = """\
sources:
  book: {title: A book, note: "of :medterm:`nowhere`"}
word_parts:
  an-: {gloss: without}
terms:
  ant:
    definition: an insect
    abbreviations: [A]
    pronunciation: {ipa: ant}
    senses: {}
  ileus: {definition: x, abbreviations: [AIDS]}
  one: {label: same, definition: x, senses: {small: {definition: y}}}
  two: {label: same, definition: x}
"""


def said(load: Load, definition: str) -> list[str]:
    """Say what is wrong with a definition, apart from what is wrong with the other records."""
    termbase = load(f"{TERMS}  last:\n    definition: >-\n      {definition}\n")
    return [
        f"{d.position and d.position.line}:{d.position and d.position.column} {d.text} {d.subtype}"
        for d in termbase.diagnostics
        if "nowhere" not in d.text and "first sense" not in d.text
    ]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("of :medterm:`ant`, :medterm:`Ants`, :medterm:`A`, :medterm:`it <one#small>`", ""),
        ("of :medterm:`nobody`", "unknown term 'nobody' unknown"),
        ("of :medterm:`someone <nobody>`", "unknown term 'nobody' unknown"),
        (
            "of :medterm:`ant +Plurals`",
            "unknown term 'ant +Plurals' (unknown option '+Plurals'; did you mean '+plural'?)",
        ),
        ("of :medterm:`ant +xyz`", "unknown term 'ant +xyz' (unknown option '+xyz') unknown"),
        ("of :medterm:`nobody +plurals`", "unknown term 'nobody +plurals' unknown"),
        ("of :medterm:`ant +`", "unknown term 'ant +'"),
        ("of :medterm:`ant#head`", "unknown term 'ant#head' (it has no senses) unknown"),
        ("of :medterm:`same`", "'same' is a name of several terms: one, two ("),
        ("of :medterm:pron:`ant` :medterm:abbr:`ant`", ""),
        ("of :medterm:etym:`ant`", "the term 'ant' has no etymology to show (add the field"),
        ("of :medterm:abbr:`two`", "the term 'two' has no abbreviations to show (add the field"),
        ("of :medterm:abbr:`the two <two>`", ""),
        ("of :medterm:full:`A +plural`, :medterm:`ileus +plural`", ""),
        (
            "of :medterm:long:`ileus +plural`, :medterm:long:`ileus`",
            "the plural of 'ileus' is not certain; it is shown as it is (list its plural among",
        ),
        (
            "of :medterm:short:`AIDS +plural`",
            "the plural of the abbreviation 'AIDS' is not certain; it is shown as it is (add 'pl",
        ),
        ("of :medterm:part:`an-`", ""),
        ("of :medterm:part:`am-`", "unknown word part 'am-' (did you mean 'an-'?) unknown"),
        ("of :medterm:code:`HP:0001903`", ""),
        ("of :medterm:code:`HP:19`", "'19' does not look like a code of HP, such as 0001978: "),
        ("of :medterm:code:`none`", "'none' is not a code (write a code as SYSTEM:CODE"),
        (
            "of :medterm:code:`MONDOO:0005059`",
            "unknown code system 'MONDOO'; the code is shown",
        ),
        ("see :ref:`label` and :term:`other`", ""),
    ],
)
def test_each_mention_is_judged_at_its_place(load: Load, definition: str, expected: str) -> None:
    """With line and column of the mention itself, and the field."""
    found = said(load, definition)
    if not expected:
        assert found == []
    else:
        (one,) = found
        assert one.startswith(f"16:10 terms.last.definition: {expected}")


FIELDS = {
    "terms.x.definition": "  x: {definition: TEXT}",
    "terms.x.plain_definition": "  x: {plain_definition: TEXT}",
    "terms.x.senses.s.definition": "  x: {senses: {s: {definition: TEXT}}}",
    "terms.x.senses.s.scope_note": "  x: {senses: {s: {definition: y, scope_note: TEXT}}}",
    "terms.x.senses.s.examples[1]": "  x: {senses: {s: {definition: y, examples: [z, TEXT]}}}",
    "terms.x.synonyms[0].note": "  x: {definition: y, synonyms: [{label: z, note: TEXT}]}",
    "terms.x.abbreviations[0].note": (
        "  x: {definition: y, abbreviations: [{label: Z, note: TEXT}]}"
    ),
    "terms.x.variants[0].note": "  x: {definition: y, variants: [{label: z, note: TEXT}]}",
    "terms.x.forms[0].note": "  x: {definition: y, forms: [{label: z, note: TEXT}]}",
    "terms.x.pronunciation[0].note": "  x: {definition: y, pronunciation: [{ipa: z, note: TEXT}]}",
    "terms.x.etymology.note": "  x: {definition: y, etymology: {note: TEXT}}",
    "terms.x.related_conditions[0].note": (
        "  x: {definition: y, related_conditions: [{label: z, note: TEXT}]}"
    ),
    "terms.x.translations.de.definition": (
        "  x: {definition: y, translations: {de: {label: z, definition: TEXT}}}"
    ),
    "terms.x.translations.de.plain_definition": (
        "  x: {definition: y, translations: {de: {label: z, plain_definition: TEXT}}}"
    ),
    "word_parts.x.note": "  y: {definition: y}\nword_parts:\n  x: {gloss: y, note: TEXT}",
    "sources.x.note": "  y: {definition: y}\nsources:\n  x: {title: y, note: TEXT}",
}


@pytest.mark.parametrize("path", FIELDS)
def test_every_field_with_texts_is_judged(load: Load, path: str) -> None:
    """Of terms, senses, notes of all kinds, word parts and sources."""
    text = FIELDS[path].replace("TEXT", '"of :medterm:`nobody`"')
    termbase = load(f"terms:\n{text}\n")
    (found,) = termbase.diagnostics
    assert found.text == f"{path}: unknown term 'nobody'"
    assert found.name == "nobody"
    line = text.split("\n")[(found.position or (0, 0))[0] - 2]
    assert line[(found.position or (0, 0))[1] - 1 :].startswith(":medterm:`nobody`")


def test_a_name_is_told_once_with_the_number_of_records(load: Load) -> None:
    """At its first place, by file and key, however often a record mentions it."""
    text = ":medterm:`nobody` :medterm:`nobody`"
    terms = "".join(f'  t{n}: {{definition: "{text}"}}\n' for n in range(3))
    (found,) = load(f"terms:\n{terms}").diagnostics
    assert found.message == "unknown term 'nobody', mentioned in 3 records"
    assert (found.path, found.position) == (("terms", "t0", "definition"), (2, 21))


def test_references_to_pages_are_counted(load: Load) -> None:
    """Only a build can follow them."""
    termbase = load("terms:\n  x: {definition: 'see :ref:`a`, :ref:`b <b>`, :term:`c`, *d*'}\n")
    assert (termbase.diagnostics, termbase.count_references_to_pages()) == ([], 3)


def test_a_text_with_thousands_of_unknown_names_is_parsed_once(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each name is told at its place, without a search from the start of the text."""
    parsed: list[object] = []

    def noted(record: object, path: object) -> object:
        parsed.append(path)
        return placed_links(record, path)  # type: ignore[arg-type]

    monkeypatch.setattr(names_in_texts, "placed_links", noted)
    count = 20_000
    lines = "".join(f"      :medterm:`nobody-{number}`\n" for number in range(count))
    found = list(load(f"terms:\n  a:\n    definition: >-\n{lines}").all_diagnostics())
    assert [one.position for one in found] == [(4 + number, 7) for number in range(count)]
    assert len(parsed) == 1


def test_a_long_chain_of_replaced_terms_is_followed_a_short_way(load: Load) -> None:
    """Each mention of a term would follow it to its end otherwise."""
    count = 2_000
    terms = "".join(
        f"  a{number}: {{definition: of :medterm:`a{number + 2}`, status: superseded,"
        f" replaced_by: a{number + 1}}}\n"
        for number in range(count)
    )
    found = load(f"terms:\n{terms}  a{count}: {{label: last}}\n  a{count + 1}: {{label: x}}\n")
    deprecated = [d for d in found.all_diagnostics() if d.subtype == "deprecated"]
    assert len(deprecated) == count - 2
    assert deprecated[-1].hint == "write 'last'"
