"""Code systems: their names, which codes can be right, how they are shown, and their pages."""

# ruff: noqa: E501  (a case of the tables is one line)

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sphinx_medterm.codes import BUILT_IN, CodeSystem
from sphinx_medterm.codes.check_digits import isbn_flaw, verhoeff
from sphinx_medterm.diagnostics import Subtype

from .conftest import Check

RIGHT = {
    "ATC": ["A", "A10", "A10B", "A10BA", "A10BA02", "B03XA01"],
    "CHEBI": ["15377", "138488", "60327", "27732"],
    "CL": ["0000037", "0000556", "0000062", "0000000"],
    "DOID": ["4", "2226", "10241", "0080771"],
    "GO": ["0030097", "0032571", "0008150", "0005575"],
    "HGNC": ["6192", "1455", "7217", "4827"],
    "HP": ["0001978", "0001909", "0000118", "0011857"],
    "ICD10": ["D47.4", "C92", "A01.1", "R25-R29", "S02.00", "II", "XIX", "XXII"],
    "ICD10CM": ["D75.81", "D45", "C4A.8", "C91.Z", "M1A.0", "S72.001A", "C00-D49", "C7A-C7A"],
    "ICD11": [
        *("2A20.2", "2A22", "XA4LQ4", "XA9XK1", "XS25", "XN8LS", "CA40.0Z", "FB82.00"),
        *("1A00&XN8P1", "NC53.Y&XK8G/PA71&XE5UF", "1D01.0Y/1G41/1G40"),
    ],
    "ICD11F": ["455013390", "402558626", "257068234", "1691003785"],
    "LOINC": [
        *("718-7", "4548-4", "2160-0", "8302-2", "100000-9"),
        *("LA33-6", "LA6576-8", "LL379-9", "LP7839-6"),
        *("11491-6", "6649-9"),  # given out with a wrong check digit
    ],
    "MESH": ["D006411", "C063233", "Q000473", "D000086382"],
    "MONDO": ["0009692", "0000001", "0005059", "0044903"],
    "NCIT": ["C5135", "C3262", "C138986", "C12801"],
    "OMIM": ["254450", "603903", "147796.0001", "PS214100", "PS601144"],
    "ONCOTREE": ["PMF", "AA", "MDS/MPN", "SOFT_TISSUE", "HCL-V", "AMLRUNX1RUNX1T1", "SpCC"],
    "ORPHA": ["824", "231", "85163", "499009"],
    "RXNORM": ["161", "1191", "5640", "221058"],
    "SNOMEDCT": [
        *("22298006", "73211009", "138875005", "284196006", "900000000000489007"),
        *("11000001102", "999000051000000104"),  # with a namespace
        "24484000 |Severe|",
        "73211009 |Diabetes, 12| : 246112005 = 24484000",
        "=== 22298006 + 73211009",
        '22298006:{246112005=24484000,363698007=#10.5,116676008="7 mg"}',
    ],
    "UBERON": ["0002371", "0000361", "0001062", "2005080"],
    "UMLS": ["C2584994", "C0001815", "C0027022", "C0000005"],
    "UNIPROT": ["P0DP23", "O60674", "A2BC19", "A0A023GPI8"],
}
WRONG = {
    "ATC": ["A1", "E10BA02", "a10", "A10BA2", "A10B02", "A10BA0O"],
    "CHEBI": ["0", "015377", "15377a", "15 377"],
    "CL": ["37", "00000037", "CL0000037", "000003O"],
    "DOID": ["0", "02226", "00807711", "D2226"],
    "GO": ["30097", "00300977", "GO", "0030-97"],
    "HGNC": ["0", "06192", "JAK2", "6192.1"],
    "HP": ["1978", "00019788", "HP0001978", "٠٠٠١٩٧٨"],
    "ICD10": ["D4", "474", "D47.", "D47.444", "D474", "d47.4", "XXX", "2A20.2"],
    "ICD10CM": ["D4", "D75.", "D75.81234", "DA5.8", "D7C", "d45", "D75-D7C"],
    "ICD11": ["D47.4", "2A2", "2A2O", "2I20", "12345", "0A00", "2A20.222", "2A20&", "XA4LQ45"],
    "ICD11F": ["2A20.2", "0455013390", "12345678901", "-1"],
    "LOINC": ["718-8", "178-7", "7187", "718-", "LX33-6", "LA33-7", "0718-7", "718-77"],
    "MESH": ["D47.4", "M0028258", "D00641", "D0064111", "006411", "d006411", "C04.588"],
    "MONDO": ["9692", "00096922", "MONDO_0009692", "000969X"],
    "NCIT": ["C0027022", "5135", "c5135", "C05135", "C1234567"],
    "OMIM": ["25445", "2544500", "054450", "PS21410", "JAK2", "147796.1"],
    "ONCOTREE": ["pmf", "P", "4PMF", "P MF", "D006411"],
    "ORPHA": ["0", "0824", "C023", "1234567"],
    "RXNORM": ["0161", "N0000", "123456789", "16.1"],
    "SNOMEDCT": [
        *("284196007", "22289006", "12345", "0284196006", "1234567890123456789"),
        *("751689013", "3187444026"),  # a description, a relationship
        *("1234105", "1234030"),  # too short for a namespace, no partition of concepts
        "٢٢٢٩٨٠٠٦",
        "24484001 |Severe|",
        "73211009 : 246112005 = 24484001",
        "73211009 : 246112005 = 12",
    ],
    "UBERON": ["2371", "00023711", "UBERON", "0002371 "],
    "UMLS": ["C5135", "C00018155", "0001815", "c0001815"],
    "UNIPROT": ["P0DP2", "JAK2_HUMAN", "60674O", "p0dp23", "A0A023GPI", "P12345-2"],
}


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """List the pairs of system and code."""
    return [(system, code) for system, codes in table.items() for code in codes]


def test_every_system_has_right_and_wrong_codes_to_be_tested_with() -> None:
    """The tables cover all systems."""
    systems = set(BUILT_IN.systems)
    assert set(RIGHT) == set(WRONG) == systems
    assert min(map(len, [*RIGHT.values(), *WRONG.values()])) >= 4


@pytest.mark.parametrize(("system", "code"), cases(RIGHT))
def test_real_codes_are_right(system: str, code: str) -> None:
    """A code that exists is never refused."""
    assert BUILT_IN.fault(system, code) is None


@pytest.mark.parametrize(("system", "code"), cases(WRONG))
def test_codes_that_cannot_be_right_are_faults(system: str, code: str) -> None:
    """The message names the code, its system, and what was expected."""
    fault = BUILT_IN.fault(system, code)
    assert fault
    assert fault.message.startswith(f"{code!r} cannot be a code of {system}: ")


@pytest.mark.parametrize(
    ("system", "code", "message", "hint"),
    [
        (
            "MESH",
            "D47.4",
            "'D47.4' cannot be a code of MESH: such a code is C, D or Q and 6 or 9 digits, such as"
            " D006411",
            "it looks like a code of ICD10 or ICD10CM",
        ),
        ("NCIT", "C0027022", "", "it looks like a code of UMLS"),
        ("ICD10", "2A20.2", "", "it looks like a code of ICD11"),
        ("ICD10", "D006411", "", "it looks like a code of MESH"),
        ("UMLS", "A10", "", "it looks like a code of ATC, ICD10 or ICD10CM"),
        ("MESH", "22", "", ""),  # half of the systems have such numbers
        ("MESH", "d006411", "", "did you mean 'D006411'?"),
        ("MESH", "D 006411", "", "did you mean 'D006411'?"),
        ("MESH", "D0O6411", "", "did you mean 'D006411'?"),
        ("ICD10", "D474", "", "did you mean 'D47.4'?"),
        ("ICD10", "G63.2*", "", "did you mean 'G63.2'?"),
        ("ICD10", "D47.-", "", "did you mean 'D47'?"),
        ("ICD10CM", "d7581", "", "did you mean 'D75.81'?"),
        ("ICD11", "2A202", "", "did you mean '2A20.2'?"),
        ("ICD11", "2a20.2", "", "did you mean '2A20.2'?"),
        ("HP", "1978", "", "did you mean '0001978'?"),
        ("HP", "HPO_0001978", "", "did you mean '0001978'?"),
        ("MESH", "HP_0001978", "", "it looks like a code of ONCOTREE"),
        ("ORPHA", "00824", "", "did you mean '824'?"),
        ("DOID", "02226", "", "did you mean '2226'?"),
        ("LOINC", "7187", "", "did you mean '718-7'?"),
        (
            "LOINC",
            "718-8",
            "'718-8' cannot be a code of LOINC: its check digit is wrong",
            "if the other digits are right, it is 718-7",
        ),
        (
            "SNOMEDCT",
            "284196007",
            "'284196007' cannot be a code of SNOMEDCT: its check digit is wrong",
            "if the other digits are right, it is 284196006",
        ),
        (
            "SNOMEDCT",
            "751689013",
            "'751689013' cannot be a code of SNOMEDCT: it is the identifier of a description, not"
            " of a concept",
            "",
        ),
        (
            "SNOMEDCT",
            "73211009 : 246112005 = 24484001",
            "'73211009 : 246112005 = 24484001' cannot be a code of SNOMEDCT: 24484001 in it is not"
            " a concept: its check digit is wrong",
            "if the other digits are right, it is 24484000",
        ),
    ],
)
def test_a_fault_says_what_may_have_been_meant(
    system: str, code: str, message: str, hint: str
) -> None:
    """A slip of the pen, the code of another system, or the right check digit."""
    fault = BUILT_IN.fault(system, code)
    assert fault
    assert fault.hint == hint
    assert not message or fault.message == message


SUGGESTIONS = {
    "ICD-10 D64.9": ["ICD10:D64.9"],
    "ICD-10-CM D64.9": ["ICD10CM:D64.9"],
    "ICD10D64.9": ["ICD10:D64.9"],
    "icd10 code d649": ["ICD10:D64.9"],
    "D64.9": ["ICD10:D64.9", "ICD10CM:D64.9"],
    "d64.9": ["ICD10:D64.9", "ICD10CM:D64.9"],
    "OMIM #254450": ["OMIM:254450"],
    "OMIM#254450": ["OMIM:254450"],
    "SNOMED 271737000": ["SNOMEDCT:271737000"],
    "SNOMED CT 271737000": ["SNOMEDCT:271737000"],
    "271737000": ["SNOMEDCT:271737000"],
    "D000740": ["MESH:D000740"],
    "MeSH D000740": ["MESH:D000740"],
    "HP 0001903": ["HP:0001903"],
    "HP_0001903": ["HP:0001903"],
    "hp1903": ["HP:0001903"],
    "Orphanet 824": ["ORPHA:824"],
    "UMLS 2584994": ["UMLS:C2584994"],
    "C2584994": ["UMLS:C2584994"],
    "718-7": ["LOINC:718-7"],
    "https://purl.obolibrary.org/obo/HP_0001903": ["HP:0001903"],
    "http://purl.obolibrary.org/obo/HP_0001903": ["HP:0001903"],
    "https://meshb.nlm.nih.gov/record/ui?ui=D000740": ["MESH:D000740"],
    "https://www.omim.org/entry/254450": ["OMIM:254450"],
    "https://omim.org/phenotypicSeries/PS254450": ["OMIM:PS254450"],
    "http://snomed.info/id/271737000": ["SNOMEDCT:271737000"],
    "https://other.example/terms/D000740": ["MESH:D000740"],
    # Too many systems have such codes, or none.
    "anemia": [],
    "ANM": [],
    "22": [],
    "254450": [],
    "0001903": [],
    "C20": [],
    "D1": [],
    "https://other.example/22": [],
    "": [],
    " ": [],
    "HP ": [],
    "D64.9" * 100_000: [],
    "HP_" * 100_000: [],
}


@pytest.mark.parametrize(("text", "meant"), SUGGESTIONS.items(), ids=lambda value: str(value)[:40])
def test_a_text_that_is_no_code_leads_to_one(text: str, meant: list[str]) -> None:
    """The shape of codes, names of systems and addresses of pages tell what is meant."""
    asked = " or ".join(map(repr, meant))
    assert BUILT_IN.suggestion(text) == (f"did you mean {asked}?" if meant else "")
    for code in meant:
        parsed = BUILT_IN.parse(code)
        assert parsed
        assert BUILT_IN.fault(*parsed) is None


@pytest.mark.parametrize("system", [s for s in BUILT_IN if s.example], ids=lambda s: s.key)
def test_the_address_of_an_official_page_leads_to_its_code(system: CodeSystem) -> None:
    """What people copy from their browser is taken apart."""
    address = BUILT_IN.address(system.key, system.example)
    if address:
        expected = f"did you mean '{system.key}:{system.example}'?"
        assert BUILT_IN.suggestion(address) == expected


@pytest.mark.parametrize("system", [s for s in BUILT_IN if s.example], ids=lambda s: s.key)
def test_a_name_before_a_code_is_enough(system: CodeSystem) -> None:
    """All names of all systems work, whatever separates them from the code."""
    for name in (system.key, *system.aliases):
        for text in (f"{name} {system.example}", f"{name}_{system.example}"):
            assert BUILT_IN.suggestion(text) == f"did you mean '{system.key}:{system.example}'?"


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("D64.9", "'D64.9': a code is written SYSTEM:CODE, such as MESH:D006411", "did you mean 'ICD10:D64.9' or 'ICD10CM:D64.9'?"),
        ("MESH:", "'MESH:': a code is written SYSTEM:CODE, such as MESH:D006411", ""),
        ("OMIM:#254450", "'#254450' cannot be a code of OMIM", "did you mean '254450'?"),
        ("UMLS:2584994", "'2584994' cannot be a code of UMLS", "did you mean 'C2584994'?"),
        ("HP:1903", "'1903' cannot be a code of HP", "did you mean '0001903'?"),
        ("HP:https://purl.obolibrary.org/obo/HP_0001903", "'https://purl.obolibrary.org/obo/HP_00…' cannot be a code of HP", "did you mean '0001903'?"),
        ("ICD10:D64.9 (anemia)", "'D64.9 (anemia)' cannot be a code of ICD10", "did you mean 'D64.9'?"),
        ("MESH:D000740, HP:0001903", "'MESH:D000740, HP:0001903': several codes in one text", "write [MESH:D000740, HP:0001903]"),
        ("https://purl.obolibrary.org/obo/HP_0001903", "'https://purl.obolibrary.org/obo/HP_00…': a code is written SYSTEM:CODE, such as MESH:D006411", "did you mean 'HP:0001903'?"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_code_is_reported_with_what_was_meant(
    check: Check, written: str, message: str, hint: str
) -> None:
    """In a list or alone, the finding is one about a code."""
    for field in (f'["{written}"]', f'"{written}"'):
        records = check(f'{{"terms": {{"a": {{"definition": "x", "codes": {field}}}}}}}', "t.json")
        (finding,) = records.diagnostics
        assert finding.message.startswith(message)
        assert (finding.subtype, finding.hint) == (Subtype.CODE, hint)


def test_codes_of_unknown_systems_are_never_faults() -> None:
    """Nobody knows what they look like."""
    assert BUILT_IN.fault("X", "any thing") is None


# ------------------------------------------------------------------ check digits


@pytest.mark.parametrize("system", ["SNOMEDCT", "LOINC"])
@given(data=st.data())
def test_a_changed_digit_is_always_noticed(system: str, data: st.DataObject) -> None:
    """Law: one wrong digit makes a right code wrong."""
    codes = [code for code in RIGHT[system] if re.fullmatch(r"[LAP\d-]+", code)]
    code = data.draw(st.sampled_from(codes[:-2]))
    place = data.draw(st.sampled_from([i for i, sign in enumerate(code) if sign.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != code[place])
    assert BUILT_IN.fault(system, code[:place] + digit + code[place + 1 :])


@given(st.from_regex(r"[1-9][0-9]{5,14}", fullmatch=True), st.data())
def test_digits_that_change_places_are_noticed_in_snomed_ct(item: str, data: st.DataObject) -> None:
    """Law: the check of Verhoeff sees two neighbours that have changed places."""
    (number,) = [n for digit in "0123456789" if verhoeff(n := f"{item}00{digit}")]
    place = data.draw(st.integers(0, len(number) - 2))
    one, other = number[place], number[place + 1]
    assume(one != other)
    assert BUILT_IN.fault("SNOMEDCT", number) is None
    assert not verhoeff(number[:place] + other + one + number[place + 2 :])


# ------------------------------------------------------------------ names of systems


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("MESH", "MESH"),
        ("MeSH", "MESH"),
        ("msh", "MESH"),
        ("ICD-10-CM", "ICD10CM"),
        ("icd 10", "ICD10"),
        ("ICD-11", "ICD11"),
        ("ICD11MMS", "ICD11"),
        ("ICD-11-MMS", "ICD11"),
        ("ICD11F", "ICD11F"),
        ("ICD-11 Foundation", "ICD11F"),
        ("HPO", "HP"),
        ("Orphanet", "ORPHA"),
        ("ORPHAcode", "ORPHA"),
        ("Mondo", "MONDO"),
        ("SNOMED", "SNOMEDCT"),
        ("SNOMED CT", "SNOMEDCT"),
        ("SNOMEDCT_US", "SNOMEDCT"),
        ("SCTID", "SNOMEDCT"),
        ("LNC", "LOINC"),
        ("RXCUI", "RXNORM"),
        ("UniProtKB", "UNIPROT"),
        ("ChEBI", "CHEBI"),
        ("NCI", "NCIT"),
        ("NCIt", "NCIT"),
        ("MIM", "OMIM"),
        ("CUI", "UMLS"),
        ("http://snomed.info/sct", "SNOMEDCT"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "ICD10CM"),
        ("http://hl7.org/fhir/sid/icd-10", "ICD10"),
        ("X-Y Z", "X-Y Z"),
        ("ICD10GM", "ICD10GM"),
        ("", ""),
    ],
)
def test_systems_are_known_by_their_usual_names(written: str, key: str) -> None:
    """Hyphens, spaces and case do not matter; an unknown system stays as it is written."""
    assert BUILT_IN.key(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("MONOD", "MONDO"),
        ("Mondoo", "MONDO"),
        ("LIONC", "LOINC"),
        ("CHEIB", "CHEBI"),
        ("MEHS", "MESH"),
        ("ICD-01", "ICD10"),
        ("RX-NROM", "RXNORM"),
        ("SNOWMED", "SNOMEDCT"),
        # These are other systems.
        *((name, "") for name in ("ICD10GM", "ICD-10-CA", "ICD9CM", "ICD10PCS", "ICD12", "ICDO3")),
        *((name, "") for name in ("OMIA", "NCIM", "VGNC", "MP", "SO", "ATCC", "ATC5", "MEDDRA")),
        *((name, "") for name in ("UNII", "CVX", "CPT", "NDC", "CHEMBL", "EFO", "X", "", "TA98")),
    ],
)
def test_only_a_very_near_name_is_taken_for_a_slip(written: str, key: str) -> None:
    """Names of other systems are not, though they differ by a letter only."""
    assert BUILT_IN.near_miss(written) == key


@pytest.mark.parametrize(
    ("system", "code", "bare"),
    [
        ("HP", "HP:0001978", "0001978"),
        ("HP", "HPO:0001978", "0001978"),
        ("HP", "hp: 0001978", "0001978"),
        ("HP", "0001978", "0001978"),
        ("HP", "MP:0001978", "MP:0001978"),
        ("HP", "HP:", "HP:"),
        ("X", "X:1", "1"),
        ("X", "Y:1", "Y:1"),
    ],
)
def test_the_prefix_of_the_system_is_taken_off(system: str, code: str, bare: str) -> None:
    """A code may repeat its system, and never loses another prefix."""
    assert BUILT_IN.bare(system, code) == bare


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("ICD10CM:D47.4", ("ICD10CM", "D47.4")),
        (" ICD-10-CM : D47.4 ", ("ICD10CM", "D47.4")),
        ("HPO:HP:0001978", ("HP", "0001978")),
        ("SNOMED:73211009 : 246112005 = 24484000", ("SNOMEDCT", "73211009 : 246112005 = 24484000")),
        ("LOCAL:a b", ("LOCAL", "a b")),
        ("D47.4", None),
        ("MESH:", None),
        (":D006411", None),
        ("", None),
    ],
)
def test_a_text_is_taken_apart(text: str, parsed: tuple[str, str] | None) -> None:
    """The role for codes reads ``SYSTEM:CODE`` as data files do."""
    assert BUILT_IN.parse(text) == parsed


# ------------------------------------------------------------------ what readers see


@pytest.mark.parametrize(
    ("system", "code", "notation", "title"),
    [
        ("HP", "0001978", "HP:0001978", "Human Phenotype Ontology"),
        ("ICD10CM", "D47.4", "ICD-10-CM D47.4", "ICD-10-CM"),
        ("ORPHA", "231", "ORPHA:231", "Orphanet"),
        ("SNOMEDCT", "22298006", "SNOMED CT 22298006", "SNOMED CT"),
        ("X", "1", "X 1", "X"),
    ],
)
def test_codes_are_written_as_their_system_does(
    system: str, code: str, notation: str, title: str
) -> None:
    """Some systems write codes with their key before a colon, others with their name."""
    assert BUILT_IN.notation(system, code) == notation
    assert BUILT_IN.title(system) == title


@pytest.mark.parametrize(
    ("system", "code", "address"),
    [
        ("HP", "0001978", "https://purl.obolibrary.org/obo/HP_0001978"),
        ("MESH", "D006411", "https://meshb.nlm.nih.gov/record/ui?ui=D006411"),
        ("MESH", 'a b/"<>', "https://meshb.nlm.nih.gov/record/ui?ui=a%20b%2F%22%3C%3E"),
        ("ORPHA", "231", "https://www.orpha.net/en/disease/detail/231"),
        ("ICD10CM", "D47.4", "https://icd10cmtool.cdc.gov/?query=D47.4"),
        ("ICD11", "2A20.2", ""),
        (
            "ICD11F",
            "455013390",
            "https://icd.who.int/browse/latest-release/foundation/en#455013390",
        ),
        ("OMIM", "254450", "https://omim.org/entry/254450"),
        ("OMIM", "147796.0001", "https://omim.org/entry/147796#0001"),
        ("OMIM", "PS601144", "https://omim.org/phenotypicSeries/PS601144"),
        ("OMIM", 'PS"<>', "https://omim.org/phenotypicSeries/PS%22%3C%3E"),
        ("SNOMEDCT", "22298006", "http://snomed.info/id/22298006"),
        ("SNOMEDCT", "22298006 |Heart attack|", ""),
        ("UMLS", "C0001815", ""),
        ("X", "1", ""),
    ],
)
def test_codes_have_addresses(system: str, code: str, address: str) -> None:
    """A code leads to its official page if there is one, whatever signs it holds."""
    assert BUILT_IN.address(system, code) == address


def test_every_system_is_complete() -> None:
    """Each system has a name, a URI, a description that its example fits, and pages of codes."""
    for key, system in BUILT_IN.systems.items():
        assert BUILT_IN.key(key) == BUILT_IN.key(system.uri) == system.key == key
        assert all(BUILT_IN.key(alias) == key for alias in system.aliases)
        assert system.title
        assert system.looks_like
        assert BUILT_IN.fits(key, system.example)
        assert BUILT_IN.uri(key).startswith(("http://", "https://"))
        address = BUILT_IN.address(key, system.example)
        assert address.startswith(("https://", "http://snomed.info/")) == bool(system.page)
        assert (system.example in address) == ("{code}" in system.page)
        assert bool(system.check) == bool(system.check_digit)
    assert BUILT_IN.uri("X") == ""


def test_no_name_belongs_to_two_systems() -> None:
    """Otherwise it would depend on their order what a name means."""
    owners: dict[str, str] = {}
    for system in BUILT_IN:
        for name in (system.key, system.uri, *system.aliases):
            plain = re.sub(r"[\s_-]", "", name).upper()
            assert owners.setdefault(plain, system.key) == system.key


def test_importing_the_systems_compiles_no_pattern() -> None:
    """A build that changes nothing needs none of them."""
    code = (
        "import re\nused = []\nplain = re.compile\n"
        "re.compile = lambda p, *f: used.append(p) or plain(p, *f)\n"
        "from sphinx_medterm.codes import BUILT_IN\n"
        "print(sum(s.pattern in used for s in BUILT_IN), '_matchers' in vars(BUILT_IN))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False"]


# ------------------------------------------------------------------ in data files

MISTAKE = (
    " error: terms.a.{path}: 'D47.4' cannot be a code of MESH: such a code is C, D or Q and 6 or 9"
    " digits, such as D006411; this item of 'codes' is left out"
    " (it looks like a code of ICD10 or ICD10CM) [medterm.code]"
)


@pytest.mark.parametrize(
    ("name", "text", "place", "path"),
    [
        (
            "t.yaml",
            "terms:\n  a:\n    definition: x\n    codes:\n    - HP:0001978\n    - MESH:D47.4\n"
            "    - {system: MESH, code: D006411}\n",
            "6:7",
            "codes[1]",
        ),
        (
            "t.yaml",
            "terms:\n  a:\n    definition: x\n    codes:\n    - HP:0001978\n"
            "    - {system: MeSH, match: close, code: D47.4}\n    - MESH:D006411\n",
            "6:36",
            "codes[1].code",
        ),
        (
            "t.toml",
            "[terms.a]\ndefinition = 'x'\n"
            "codes = ['HP:0001978', 'MESH:D47.4', {system = 'MESH', code = 'D006411'}]\n",
            "3:1",
            "codes[1]",
        ),
        (
            "t.toml",
            "[terms.a]\ndefinition = 'x'\n[[terms.a.codes]]\nsystem = 'HP'\ncode = '0001978'\n"
            "[[terms.a.codes]]\nsystem = 'MESH'\ncode = 'D47.4'\n"
            "[[terms.a.codes]]\nsystem = 'MESH'\ncode = 'D006411'\n",
            "8:1",
            "codes[1].code",
        ),
        (
            "t.json",
            '{"terms": {"a": {"definition": "x",\n"codes": ["HP:0001978",\n  "MESH:D47.4",'
            ' {"system": "MESH", "code": "D006411"}]}}}',
            "3:3",
            "codes[1]",
        ),
        (
            "t.json",
            '{"terms": {"a": {"definition": "x",\n"codes": ["HP:0001978",\n'
            ' {"system": "MESH", "code": "D47.4"}, "MESH:D006411"]}}}',
            "3:21",
            "codes[1].code",
        ),
    ],
)
def test_a_wrong_code_is_reported_at_its_place_and_the_others_stay(
    check: Check, name: str, text: str, place: str, path: str
) -> None:
    """In every format, at line and column; the record and its other codes are used."""
    records = check(text, name)
    expected = f"{name}:{place}:{MISTAKE.format(path=path)}"
    assert [str(finding) for finding in records.diagnostics] == [expected]
    codes = [(code.system, code.code) for code in records.terms["a"].codes]
    assert codes == [("HP", "0001978"), ("MESH", "D006411")]


def test_wrong_codes_of_conditions_are_reported_too(check: Check) -> None:
    """The condition stays, and so does its other code."""
    conditions = "[y, {label: z, codes: [HP:1, HP:0000001]}]"
    records = check(f"terms: {{a: {{definition: x, related_conditions: {conditions}}}}}")
    (finding,) = records.diagnostics
    assert finding.path == ("terms", "a", "related_conditions", 1, "codes", 0)
    assert finding.hint == "did you mean '0000001'?"
    _first, condition = records.terms["a"].related_conditions
    assert [code.code for code in condition.codes] == ["0000001"]


def test_all_wrong_codes_are_reported_at_once(check: Check) -> None:
    """Each at its own number, whatever is left out before it."""
    records = check(
        "terms: {a: {definition: x, codes: [HP:1, HP:0000001, 7, HP:2, MONOD:1, UMLS:C1]}}"
    )
    numbers = [finding.path[3] for finding in records.diagnostics]
    assert sorted(map(int, numbers)) == [0, 2, 3, 4, 5]
    assert [code.code for code in records.terms["a"].codes] == ["0000001", "1"]


def test_a_name_that_is_nearly_a_system_is_a_warning(check: Check) -> None:
    """The code is kept as it is written, since the system may exist all the same."""
    text = "terms:\n  a:\n    definition: x\n    codes: [ZZ:1, MONOD:9692]\n"
    text += "    related_conditions: [{label: y, codes: [{system: Lionc, code: 1}]}]\n"
    records = check(text)
    rest = "; the code is shown as written (did you mean"
    assert [str(finding) for finding in records.diagnostics] == [
        "terms.yaml:4:19: warning: terms.a.codes[1]: there is no code system"
        f" 'MONOD'{rest} 'MONDO'?) [medterm.code]",
        "terms.yaml:5:45: warning: terms.a.related_conditions[0].codes[0]: there is no code system"
        f" 'Lionc'{rest} 'LOINC'?) [medterm.code]",
    ]
    assert [code.system for code in records.terms["a"].codes] == ["ZZ", "MONOD"]


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_a_changed_digit_of_an_isbn_is_always_noticed(body: str, place: int, more: int) -> None:
    """Law: of the ten or thirteen digits, none can be wrong alone."""
    for start in (body, f"978{body}"):
        right = [start + digit for digit in "0123456789X" if isbn_flaw(start + digit) is None]
        assert len(right) == 1
        at = len(start) - 9 + place
        digit = str((int(right[0][at]) + more) % 10)
        flaw = isbn_flaw(f"{right[0][:at]}{digit}{right[0][at + 1 :]}")
        assert flaw
        assert "check digit" in flaw.reason
