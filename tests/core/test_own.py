"""Code systems of a project's own: how they are described, checked and used."""

# ruff: noqa: E501  (a case of the tables is one line)

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.codes import BUILT_IN, CodeSystems, Fault
from sphinx_medterm.codes.own import FIELDS, read_own
from sphinx_medterm.formats.document import Document
from sphinx_medterm.records.validation import read_records

LOCAL = {
    "title": "Local list",
    "pattern": r"[A-Z]{2}-\d+",
    "looks_like": "2 capital letters, a hyphen and a number",
    "example": "AB-12",
    "page": "https://local.example/{code}?from={code}",
    "uri": "urn:oid:2.999.1",
    "prefixed": True,
    "aliases": ["Ward list", "WL"],
}


def systems(own: dict[str, Any]) -> CodeSystems:
    """Add systems whose descriptions are right."""
    read, faults = read_own(own)
    assert faults == []
    return BUILT_IN.with_own(read)


def test_a_described_system_is_as_good_as_a_known_one() -> None:
    """It has names, a title, a page, a URI, and codes that cannot be right."""
    known = systems({"LOCAL": LOCAL})
    assert known.key("ward-LIST") == known.key("wl") == known.key("local") == "LOCAL"
    assert known.title("LOCAL") == "Local list"
    assert known.notation("LOCAL", "AB-12") == "LOCAL:AB-12"
    assert known.address("LOCAL", "AB-12") == "https://local.example/AB-12?from=AB-12"
    assert known.address("LOCAL", "A/B") == ""
    assert known.uri("LOCAL") == "urn:oid:2.999.1"
    assert known.parse("WL:LOCAL:AB-12") == ("LOCAL", "AB-12")
    assert known.near_miss("LOCLA") == "LOCAL"
    assert known.fault("LOCAL", "AB-12") is None
    assert known.fault("LOCAL", "ab-12") == Fault(
        "'ab-12' does not look like a code of LOCAL, such as AB-12: expected 2 capital"
        " letters, a hyphen and a number; it is shown as written, without a link",
        "did you mean 'AB-12'?",
    )
    assert known.fault("MESH", "AB-12") == Fault(
        "'AB-12' does not look like a code of MESH, such as D006411: expected C, D or Q"
        " and 6 or 9 digits; it is shown as written, without a link",
        "it looks like a code of LOCAL",
    )
    assert known.fault("HP", "1")
    assert "LOCAL" not in BUILT_IN


def test_a_system_needs_nothing_but_its_key() -> None:
    """Then any text is a code, and it is shown with the key."""
    known = systems({"Ward 7": {}})
    assert known.key("WARD-7") == "Ward 7"
    assert known.notation("Ward 7", "a b") == "Ward 7 a b"
    assert known.address("Ward 7", "a b") == ""
    assert known.fault("Ward 7", "a b") is None


def test_a_known_system_can_be_changed() -> None:
    """What is given is changed, and the rest stays; a pattern takes the place of all checks."""
    known = systems({"SNOMED CT": {"page": "https://a.example/{code}"}, "LNC": {"pattern": "x+"}})
    assert known.address("SNOMEDCT", "22298006") == "https://a.example/22298006"
    assert known.notation("SNOMEDCT", "22298006") == "SNOMED CT 22298006"
    assert known.fault("SNOMEDCT", "22298007")
    assert known.key("SCTID") == "SNOMEDCT"
    assert known.fault("LOINC", "xxx") is None
    fault = known.fault("LOINC", "718-7")
    assert fault
    assert "LOINC: expected text that matches x+; it is shown" in fault.message
    assert known.key("LOINC") == "LOINC"


def test_a_system_of_the_name_of_a_part_stands_beside_the_whole() -> None:
    """What a project has described before it was known keeps its meaning."""
    known = systems({"omim-ps": {"pattern": r"\d{6}"}})
    assert known.parse("OMIMPS:601144") == ("omim-ps", "601144")
    assert known.parse("MIMPS:601144") == ("OMIM", "PS601144")
    assert known.fault("OMIM", "PS601144") is None


def test_without_own_systems_nothing_changes() -> None:
    """There is one object for all projects that have none."""
    assert systems({}) is BUILT_IN
    assert read_own(None) == ({}, [])


def test_what_is_read_is_plain_and_the_digest_tells_it_apart() -> None:
    """A configuration can be compared and kept; reading it again gives the same."""
    own, _faults = read_own({"LOCAL": LOCAL})
    assert json.loads(json.dumps(own)) == pickle.loads(pickle.dumps(own)) == own  # noqa: S301
    assert read_own(own) == (own, [])
    digests = {systems({"LOCAL": {**LOCAL, **change}}).digest for change in ({}, {"title": "x"})}
    assert len(digests | {BUILT_IN.digest}) == 3
    assert systems({"LOCAL": LOCAL}).digest in digests


def test_a_text_of_several_lines_is_joined_as_in_data_files() -> None:
    """One rule holds for names, wherever they stand."""
    assert read_own({"A": {"title": " x\r\n  y "}}) == ({"A": {"title": "x y"}}, [])


@pytest.mark.parametrize(
    ("own", "path", "message", "hint", "kept"),
    [
        ([], (), "expected a mapping of code systems to their fields", "", {}),
        ({"A:B": {}}, ("A:B",), "'A:B' cannot be the key of a code system; it is left out", "use letters and digits, with spaces or - _ . between them", {}),
        ({7: {}}, ("7",), "'7' cannot be the key of a code system; it is left out", "use letters and digits, with spaces or - _ . between them", {}),
        ({"A": "x"}, ("A",), "expected a mapping of fields; the system is left out", f"known fields: {', '.join(FIELDS)}", {}),
        ({"A": {"titel": "x"}}, ("A", "titel"), "unknown field 'titel'; it is left out", "did you mean 'title'?", {"A": {}}),
        ({"A": {"zzz": "x"}}, ("A", "zzz"), "unknown field 'zzz'; it is left out", f"known fields: {', '.join(FIELDS)}", {"A": {}}),
        ({"A": {"title": 7}}, ("A", "title"), "expected text; it is left out", "", {"A": {}}),
        ({"A": {"title": " "}}, ("A", "title"), "expected text; it is left out", "", {"A": {}}),
        ({"A": {"title": "\n"}}, ("A", "title"), "expected text; it is left out", "", {"A": {}}),
        ({"A": {"pattern": "(", "title": "x"}}, ("A", "pattern"), "it is not a regular expression: missing ), unterminated subpattern at position 0; it is left out", "", {"A": {"title": "x"}}),
        ({"A": {"page": "https://a.example/"}}, ("A", "page"), "the address does not say with {code} where the code belongs; it is left out", "", {"A": {}}),
        ({"A": {"page": "javascript:alert({code})"}}, ("A", "page"), "it is not an address: only http:// and https:// are accepted; it is left out", "", {"A": {}}),
        ({"A": {"page": 'https://a/"{code}'}}, ("A", "page"), "it is not an address: an address cannot contain '\"'; it is left out", "", {"A": {}}),
        ({"A": {"uri": "a b"}}, ("A", "uri"), "it is not a URI, such as https://example.org/codes or urn:oid:2.999; it is left out", "", {"A": {}}),
        ({"A": {"prefixed": "yes"}}, ("A", "prefixed"), "expected true or false; it is left out", "", {"A": {}}),
        ({"A": {"aliases": "x"}}, ("A", "aliases"), "expected a list of names; it is left out", "", {"A": {}}),
        ({"A": {"aliases": [7]}}, ("A", "aliases"), "expected text; it is left out", "", {"A": {}}),
        ({"A": {"aliases": ["x", "hpo"]}}, ("A", "aliases"), "'hpo' is a name of HP; it is left out", "", {"A": {"aliases": ["x"]}}),
        ({"A": {"aliases": ["x"]}, "B": {"aliases": ["X", "y"]}}, ("B", "aliases"), "'X' is a name of A; it is left out", "", {"A": {"aliases": ["x"]}, "B": {"aliases": ["y"]}}),
        ({"A": {"aliases": ["b"]}, "B": {}}, ("A", "aliases"), "'b' is a name of B; it is left out", "", {"A": {"aliases": []}, "B": {}}),
        ({"HPO": {"title": "x"}, "HP": {}}, ("HP",), "'HP' is the same system as 'HPO'; it is left out", "", {"HPO": {"title": "x"}}),
        ({"A": {"pattern": "x", "example": "y"}}, ("A", "example"), "'y' does not match the pattern; it is left out", "", {"A": {"pattern": "x"}}),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_left_out_and_told(
    own: Any, path: tuple[str, ...], message: str, hint: str, kept: dict[str, Any]
) -> None:
    """As little as possible is left out, and each fault has its place."""
    read, faults = read_own(own)
    assert [tuple(fault) for fault in faults] == [(path, message, hint)]
    assert read == kept
    BUILT_IN.with_own(read)


@given(
    st.dictionaries(
        st.text(max_size=3) | st.sampled_from(["A", "MESH"]),
        st.dictionaries(
            st.sampled_from([*FIELDS, "x"]),
            st.none() | st.booleans() | st.text(max_size=8) | st.lists(st.text(max_size=3)),
        )
        | st.text(max_size=2),
    )
    | st.text(max_size=2)
)
def test_no_description_makes_the_checks_fail(own: Any) -> None:
    """Law: what is kept can be used, and has no more faults."""
    read, faults = read_own(own)
    assert read_own(read) == (read, [])
    known = BUILT_IN.with_own(read)
    for system in known:
        known.fault(system.key, "x")
        known.address(system.key, "x")
    assert all(fault.message.isprintable() for fault in faults)


def test_codes_of_own_systems_are_checked_when_records_are_read() -> None:
    """The alias becomes the key, and a code of another shape stays."""
    data = {"terms": {"a": {"definition": "x", "codes": ["wl:AB-1", "LOCAL:1", "Ward list:CD-2"]}}}
    document = Document(file=Path("t.json"), data=data)
    records = read_records(document, systems({"LOCAL": LOCAL}))
    codes = [(code.system, code.code) for code in records.terms["a"].codes]
    assert codes == [("LOCAL", "AB-1"), ("LOCAL", "1"), ("LOCAL", "CD-2")]
    assert [finding.path for finding in records.diagnostics] == [("terms", "a", "codes", 1)]
