"""Small files as people write them: what is said of each, and where the hand must go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sphinx_medterm.termbase.base import Termbase

Load = Callable[..., Termbase]

FILES: list[tuple[str, list[str]]] = [
    ("x: {definition: outside the bone marrow, in liver or spleen}", ["2:3 record", "2:42 syntax"]),
    ("y: {label: anemia, iron deficiency, definition: d}", ["2:20 syntax"]),
    ("z:\n    definiton:\n    foo:\n    label: z", ["3:5 field", "4:5 field"]),
    ("x:\n    definition: too few # see a textbook", ["3:25 syntax"]),
    ("x: {label: null, part_of_speech: ~, abbreviations: [null, b], definition: d}", []),
    ('x: {definition: "Signs:\\n\\n* pallor\\n* fatigue"}', []),
    ('x: {definition: ".. note:: hi"}', ["2:20 markup"]),
    ('x: {definition: "[1]_ |x| and"}', ["2:20 markup", "2:25 markup"]),
    ('x: {definition: "text::\\n\\n  code"}', ["2:24 markup"]),
    ('x: {definition: ":dose: 5 mg"}', ["2:20 markup"]),
    ('x: {definition: "see `WHO <https://www.who.int>`_ and https://www.who.int"}', []),
    ('x: {definition: "an :sklearn:`area <m/x.html>`"}', ["2:23 markup"]),
    ('x: {definition: d, synonyms: [{label: y, note: "use *kidney*"}]}', []),
    (
        'x: {definition: "unclosed *star and :cite:`x` and :medterm:`nope` and '
        ':medterm:code:`MESH:1`"}',
        ["2:29 markup", "2:39 markup", "2:53 unknown", "2:73 code"],
    ),
    (
        'x: {definition: "<b>bold</b> &nbsp; [WHO](https://who.int) [[b]]"}',
        ["2:20 markup", "2:32 markup", "2:39 markup", "2:62 markup"],
    ),
    ("x: {label: “anemia”, definition: d}", ["2:7 value"]),
    (
        "a: {definition: d, status: superseded, replaced_by: b}\n  b: {definitio"
        "n: d, status: superseded, replaced_by: a}",
        ["2:42 contradiction"],
    ),
    ("c: {definition: d, status: superseded, replaced_by: c}", ["2:42 contradiction"]),
    ("a: {definition: d, replaced_by: b}\n  b: {definition: d}", ["2:22 contradiction"]),
    (
        "a: {definition: d, broader: b}\n  b: {definition: d, broader: c}\n  c: {"
        "definition: d, broader: a}",
        ["2:22 contradiction"],
    ),
    ("c: {definition: d, narrower: [c]}", ["2:33 contradiction"]),
    (
        "a: {definition: d, broader: [e], narrower: [e], contrast: [e, e]}\n  e: {definition: d}",
        ["2:47 contradiction", "2:62 contradiction", "2:65 repeated"],
    ),
    (
        "ms: {label: MS, definition: d, synonyms: [MS, ms], abbreviations: [X, X]}",
        ["2:45 repeated", "2:49 repeated", "2:73 repeated"],
    ),
    ("x: {senses: {definition: x, plain_definition: z}}", ["2:3 record", "2:7 value"]),
    ("x: {definition: d, reviewed: {date: 2026-01-02, due: 2026-01-01}}", ["2:51 contradiction"]),
    ("x: {definition: TODO}", ["2:7 value"]),
    ("x: {definition: '-'}", ["2:7 value", "2:20 markup"]),
    ("x: {definition: d, translations: {ger: T}}", ["2:37 value"]),
    ('x: {label: "\\u200f", definition: d}', ["2:7 value"]),
    ('x: {label: "B<12>", definition: d}', ["2:7 value"]),
    ('x: {label: "CD34 +plural", definition: d}', ["2:7 value"]),
    ('x: {label: "!x", definition: d}', ["2:7 value"]),
    ("x:\n    definition: Anemia: too few", ["3:23 syntax"]),
    ("x:\n\tdefinition: d", ["3:1 syntax"]),
    ("x:\n    definition:text", ["3:15 syntax"]),
    ("x:\n    definition： d", ["3:15 syntax"]),
    ("x:\n    definition: 'the patient's cells'", ["3:29 syntax"]),
    ('x:\n    definition: "too "red" cells"', ["3:22 syntax"]),
    ("x:\n    definition: “too: few”", ["3:17 syntax"]),
    ('x:\n    definition: "too few\n  y: {definition: d}', ["3:17 syntax"]),
    ("x: {definition: d, examples: e, scope_note: s, subject_field: f}", []),
    (
        "x: {definition: d, name: n, pos: noun, parent: p, is_a: q, opposite: o"
        ", antonyms: r, obsolete: true, plural: xs}",
        [
            "2:22 field",
            "2:31 field",
            "2:42 field",
            "2:53 field",
            "2:62 field",
            "2:75 field",
            "2:88 field",
            "2:104 field",
        ],
    ),
    ("x: {definition: d, synonyms: red marrow}", []),
    ("x: {definition: d, synonyms: 'a, b'}", ["2:22 value"]),
    ("x: {definition: d, codes: [ICD-10 D64.9]}", ["2:30 code"]),
    ("x: {definition: d, codes: [D64.9]}", ["2:30 code"]),
    ("x: {definition: d, codes: ['OMIM:#254450']}", ["2:30 code"]),
    ("x: {definition: d, codes: ['UMLS:2584994']}", ["2:30 code"]),
    ("x: {definition: d, autolink: nope}", ["2:22 value"]),
]
"""A term, or several, and the place and type of each finding."""


@pytest.mark.parametrize(("terms", "expected"), FILES)
def test_each_slip_is_told_at_its_place(load: Load, terms: str, expected: list[str]) -> None:
    """And harmless ways of writing are taken without a word."""
    found = []
    for diagnostic in load(f"terms:\n  {terms}\n").diagnostics:
        assert diagnostic.position
        found.append("{}:{} {}".format(*diagnostic.position, diagnostic.subtype))
    assert found == expected
