"""Code systems: their names, which codes can be right, how they are shown, and their pages."""

# ruff: noqa: E501  (a case of the tables is one line)

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from string import ascii_uppercase, digits

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sphinx_medterm.codes import BUILT_IN, CodeSystem
from sphinx_medterm.codes.check_digits import isbn_flaw, unii_flaw, verhoeff
from sphinx_medterm.data_text.addresses import address_flaw
from sphinx_medterm.diagnostics import Severity, Subtype, quoted, spoken

from .conftest import Check

LISTS = Path(__file__).parent / "codes"
"""Real and impossible codes of each system: a file each, which says where the real ones are from."""


def listed(key: str) -> tuple[list[str], list[str]]:
    """Read the real and the impossible codes of a system."""
    text = (LISTS / f"{key}.txt").read_text(encoding="utf-8")
    real, impossible = text.split("\n# Impossible.\n")
    return [line for line in real.splitlines() if line[:1] not in "#"], impossible.splitlines()


RIGHT = {key: listed(key)[0] for key in BUILT_IN.systems}
WRONG = {key: listed(key)[1] for key in BUILT_IN.systems}
DIGIT = ["718-8", "178-7", "LA33-7", "284196007", "22289006", "24484001 |Severe|", "50-78-3"]
DIGIT += ["73211009 : 246112005 = 24484001", "R16CO5Y76F", "362O9ITL9C", "7732-18-4"]
"""The impossible codes that are so because of their check digit."""


def test_every_system_has_real_and_impossible_codes_to_be_tested_with() -> None:
    """There are no fewer than 50 real and 10 impossible ones, each once."""
    assert {file.stem for file in LISTS.iterdir()} == set(BUILT_IN.systems)
    for table, least in ((RIGHT, 50), (WRONG, 10)):
        assert {key: len(codes) for key, codes in table.items() if len(set(codes)) < least} == {}
        assert all(len(set(codes)) == len(codes) for codes in table.values())


@pytest.mark.parametrize("system", RIGHT)
def test_real_codes_are_right_and_their_pages_have_addresses(system: str) -> None:
    """A code that exists is never refused, and needs no escapes that its page would not know."""
    codes = RIGHT[system]
    assert [code for code in codes if BUILT_IN.fault(system, code)] == []
    addresses = [BUILT_IN.address(system, code) for code in codes]
    assert [address for address in addresses if address and address_flaw(address)] == []


@pytest.mark.parametrize("system", WRONG)
def test_impossible_codes_are_faults(system: str) -> None:
    """Only a wrong check digit is certain; any other may be right in a release to come."""
    for code in WRONG[system]:
        fault = BUILT_IN.fault(system, code)
        assert fault, code
        assert fault.is_certain == (code in DIGIT), code
        verb = "cannot be" if fault.is_certain else "does not look like"
        assert fault.message.startswith(f"{quoted(code)} {verb} a code of {system}")
        assert BUILT_IN.address(system, code) == ""


@pytest.mark.parametrize(
    ("system", "code", "message", "hint"),
    [
        (
            "MESH",
            "D47.4",
            "'D47.4' does not look like a code of MESH, such as D006411: expected C, D or"
            " Q and 6 or 9 digits; it is shown as written, without a link",
            "it looks like a code of ICD10, ICD10CM or ICD10GM",
        ),
        (
            "ICD10",
            "QA0.0141",
            "'QA0.0141' does not look like a code of ICD10, such as D47.4: expected a"
            " letter and 2 digits, with 1 or 2 more after a dot; or a block, such as C00-C97, or"
            " the Roman number of a chapter; it is shown as written, without a link",
            "it looks like a code of ICD10CM",
        ),
        ("NCIT", "C0027022", "", "it looks like a code of UMLS"),
        ("ICD10", "2A20.2", "", "it looks like a code of ICD11"),
        ("ICD10", "D006411", "", "it looks like a code of MESH"),
        ("UMLS", "A10", "", ""),  # so many systems have such codes
        ("UMLS", "A10B", "", "it looks like a code of ATC"),
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
        ("MESH", "HP_0001978", "", ""),
        (
            "ICD10",
            "C97-C00",
            "'C97-C00' does not look like a code of ICD10: its range runs backwards; it is shown as written, without a link",
            "did you mean 'C00-C97'?",
        ),
        ("ICDO3", "M9961/3", "", "did you mean '9961/3'?"),
        ("ICDO3", "M-9961/3", "", "did you mean '9961/3'?"),
        ("ICD11", "2A20.1 & XH96Q1", "", "did you mean '2A20.1&XH96Q1'?"),
        ("ICD9CM", "28983", "", "did you mean '289.83'?"),
        ("ONCOTREE", "MDS%2FMPN", "", "did you mean 'MDS/MPN'?"),
        ("ICF", "B28013", "", "did you mean 'b28013'?"),
        ("DBSNP", "RS334", "", "did you mean 'rs334'?"),
        ("PUBCHEM", "CID2244", "", "did you mean '2244'?"),
        (
            "CAS",
            "50-78-3",
            "'50-78-3' cannot be a code of CAS: its check digit is wrong",
            "if the other digits are right, it must be 50-78-2",
        ),
        (
            "UNII",
            "R16CO5Y76F",
            "'R16CO5Y76F' cannot be a code of UNII: its check character is wrong",
            "if the other characters are right, it must be R16CO5Y76E",
        ),
        ("ORPHA", "00824", "", "did you mean '824'?"),
        ("ICD10PCS", "0D", "", ""),  # zeros would make a code of another section
        ("DOID", "02226", "", "did you mean '2226'?"),
        ("LOINC", "7187", "", "did you mean '718-7'?"),
        (
            "LOINC",
            "718-8",
            "'718-8' cannot be a code of LOINC: its check digit is wrong",
            "if the other digits are right, it must be 718-7",
        ),
        (
            "SNOMEDCT",
            "284196007",
            "'284196007' cannot be a code of SNOMEDCT: its check digit is wrong",
            "if the other digits are right, it must be 284196006",
        ),
        (
            "SNOMEDCT",
            "751689013",
            "'751689013' does not look like a code of SNOMEDCT: it is the identifier of a"
            " description, not of a concept; it is shown as written, without a link",
            "",
        ),
        (
            "SNOMEDCT",
            "73211009 : 246112005 = 24484001",
            "'73211009 : 246112005 = 24484001' cannot be a code of SNOMEDCT: 24484001 in it is not"
            " a concept: its check digit is wrong",
            "if the other digits are right, it must be 24484000",
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
    "D64.9": ["ICD10:D64.9", "ICD10CM:D64.9", "ICD10GM:D64.9"],
    "d64.9": ["ICD10:D64.9", "ICD10CM:D64.9", "ICD10GM:D64.9"],
    "OMIM #254450": ["OMIM:254450"],
    "OMIM#254450": ["OMIM:254450"],
    "OMIMPS 601144": ["OMIM:PS601144"],
    "omim.ps_601144": ["OMIM:PS601144"],
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
    "http://id.who.int/icd/entity/455013390": ["ICD11F:455013390"],
    "https://www.ncbi.nlm.nih.gov/clinvar/RCV000009910/": ["CLINVAR:RCV000009910"],
    "CAS 50-78-2": ["CAS:50-78-2"],
    "rs334": ["DBSNP:rs334"],
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
    asked = f"did you mean {spoken(map(repr, meant), 'or')}?" if meant else ""
    assert BUILT_IN.suggestion(text) == asked
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
        ("D64.9", "'D64.9': a code is written SYSTEM:CODE, such as MESH:D006411", "did you mean 'ICD10:D64.9', 'ICD10CM:D64.9' or 'ICD10GM:D64.9'?"),
        ("MESH:", "'MESH:': a code is written SYSTEM:CODE, such as MESH:D006411", ""),
        ("OMIM:#254450", "'#254450' does not look like a code of OMIM", "did you mean '254450'?"),
        ("UMLS:2584994", "'2584994' does not look like a code of UMLS", "did you mean 'C2584994'?"),
        ("HP:1903", "'1903' does not look like a code of HP", "did you mean '0001903'?"),
        ("HP:https://purl.obolibrary.org/obo/HP_0001903", "'https://purl.obolibrary.org/obo/HP_00…' does not look like a code of HP", "did you mean '0001903'?"),
        ("ICD10:D64.9 (anemia)", "'D64.9 (anemia)' does not look like a code of ICD10", "did you mean 'D64.9'?"),
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

ODD = {"11491-6", "6649-9"}
"""Codes that were given out with a wrong check digit."""


@given(st.sampled_from(RIGHT["UNII"]), st.integers(0, 9), st.sampled_from(ascii_uppercase + digits))
def test_a_changed_character_of_a_unii_is_always_noticed(code: str, at: int, sign: str) -> None:
    """Law: the sum changes with each of its characters."""
    assume(sign != code[at])
    flaw = unii_flaw(code[:at] + sign + code[at + 1 :])
    assert flaw
    assert flaw.is_digit


@pytest.mark.parametrize("system", ["SNOMEDCT", "LOINC"])
@given(data=st.data())
def test_a_changed_digit_is_always_noticed(system: str, data: st.DataObject) -> None:
    """Law: one wrong digit makes a right code wrong."""
    codes = [code for code in RIGHT[system] if re.fullmatch(r"[LAP\d-]+", code)]
    code = data.draw(st.sampled_from([code for code in codes if code not in ODD]))
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
        # Names in the cross-references of Mondo, DOID and HPO, and in Bioregistry.
        ("icd11.foundation", "ICD11F"),
        ("OMIMPS", "OMIM"),
        ("omim.ps", "OMIM"),
        ("ICD10WHO", "ICD10"),
        ("ICDO", "ICDO3"),
        ("MedDRA", "MEDDRA"),
        ("UMLS_CUI", "UMLS"),
        ("umls.cui", "UMLS"),
        ("SNOMEDCT_US_2025_09_01", "SNOMEDCT"),
        ("SNOMED_CT", "SNOMEDCT"),
        ("SNOMEDCT_US_x", "SNOMEDCT_US_x"),
        ("pubchem.compound", "PUBCHEM"),
        ("chembl.compound", "CHEMBL"),
        ("clinvar.record", "CLINVAR"),
        ("uniprot.isoform", "UNIPROT"),
        ("medgen.uid", "MEDGEN"),
        ("orphanet.ordo", "ORPHA"),
        ("GeneID", "NCBIGENE"),
        ("CAS_RN", "CAS"),
        ("CPT4", "CPT"),
        ("http://hl7.org/fhir/sid/cvx", "CVX"),
        ("http://fhir.de/CodeSystem/bfarm/ops", "OPS"),
        ("ChEBI", "CHEBI"),
        ("NCI", "NCIT"),
        ("NCIt", "NCIT"),
        ("MIM", "OMIM"),
        ("CUI", "UMLS"),
        ("http://snomed.info/sct", "SNOMEDCT"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "ICD10CM"),
        ("http://hl7.org/fhir/sid/icd-10", "ICD10"),
        ("X-Y Z", "X-Y Z"),
        ("ICD10AM", "ICD10AM"),
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
        ("ICD1O", "ICD10"),
        ("icd-1o-cm", "ICD10CM"),
        ("HP0", "HP"),
        # These are other systems.
        *((name, "") for name in ("ICD10AM", "ICD-10-CA", "ICD9BPA", "ICD12", "ICPC3", "OPCS")),
        *((name, "") for name in ("OMIA", "NCIM", "VGNC", "SO", "ATCC", "ATC5", "CCAM", "MA")),
        *((name, "") for name in ("GTIN", "CVE", "CDT", "NANDO", "ECO", "X", "", "TA98")),
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
        ("OMIMPS:601144", ("OMIM", "PS601144")),
        ("omim.ps:PS601144", ("OMIM", "PS601144")),
        ("OMIM:PS601144", ("OMIM", "PS601144")),
        ("icd11.foundation:455013390", ("ICD11F", "455013390")),
        ("ICD11:2A20.1&XH96Q1", ("ICD11", "2A20.1&XH96Q1")),
        ("ChEMBL:CHEMBL25", ("CHEMBL", "CHEMBL25")),
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
        ("MESH", 'a b/"<>', ""),
        ("MESH", "D47.4", ""),
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
        ("OMIM", 'PS"<>', ""),
        ("GARD", "0006038", "https://rarediseases.info.nih.gov/diseases/6038/index"),
        ("CLINVAR", "580", "https://www.ncbi.nlm.nih.gov/clinvar/variation/580/"),
        ("CLINVAR", "VCV000000580.3", "https://www.ncbi.nlm.nih.gov/clinvar/variation/580/"),
        ("CLINVAR", "RCV000009910", "https://www.ncbi.nlm.nih.gov/clinvar/RCV000009910/"),
        ("CLINVAR", "SCV000009910", ""),
        ("RADLEX", "RID1301", "https://radlex.org/RID/RID1301"),
        ("RADLEX", "RPID16", ""),
        ("UNIPROT", "P10275-3", "https://www.uniprot.org/uniprotkb/P10275"),
        ("CPT", "99213", ""),
        ("SNOMEDCT", "22298006", "http://snomed.info/id/22298006"),
        ("SNOMEDCT", "22298006 |Heart attack|", ""),
        ("UMLS", "C0001815", ""),
        ("X", "1", ""),
    ],
)
def test_codes_have_addresses(system: str, code: str, address: str) -> None:
    """A code leads to its official page if there is one, whatever signs it holds."""
    assert BUILT_IN.address(system, code) == address


@given(st.sampled_from(list(BUILT_IN.systems)), st.text(max_size=12), st.data())
def test_only_codes_that_look_right_go_into_an_address(
    system: str, text: str, data: st.DataObject
) -> None:
    """Law: what strangers write as a code is never part of a link in another form."""
    code = data.draw(st.sampled_from([text, *(real + text for real in RIGHT[system][:5])]))
    address = BUILT_IN.address(system, code)
    assert not address or (BUILT_IN.fits(system, code) and address_flaw(address) is None)


def test_every_system_is_complete() -> None:
    """Each system has a name, a description that its example fits, its date, and perhaps pages."""
    for key, system in BUILT_IN.systems.items():
        assert BUILT_IN.key(key) == system.key == key
        assert BUILT_IN.key(system.uri) == (key if system.uri else "")
        assert all(BUILT_IN.key(alias) == key for alias in system.aliases)
        assert system.title
        assert system.looks_like
        assert BUILT_IN.fits(key, system.example)
        assert system.taken_from
        assert BUILT_IN.uri(key).startswith(("http://", "https://") if system.uri else "")
        address = BUILT_IN.address(key, system.example)
        assert address.startswith(("https://", "http://snomed.info/")) == bool(system.page)
        assert (system.example in address) == ("{code}" in system.page)
        assert system.check or not system.check_digit
    assert BUILT_IN.uri("X") == ""


def test_no_name_belongs_to_two_systems() -> None:
    """Otherwise it would depend on their order what a name means."""
    owners: dict[str, str] = {}
    for system in BUILT_IN:
        for name in filter(None, (system.key, system.uri, *system.aliases, *system.parts)):
            plain = re.sub(r"[\s._-]", "", name).upper()
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
    " error: terms.a.{path}: '718-8' cannot be a code of LOINC: its check digit is wrong; this item"
    " of 'codes' is left out (if the other digits are right, it must be 718-7) [medterm.code]"
)
ODDITY = (
    " warning: terms.a.{path}: '2026-x' does not look like a code of LOINC, such as 718-7:"
    " expected a number, a hyphen and a check digit; LA, LG, LL or LP may come before it; it is"
    " shown as written, without a link [medterm.code]"
)


@pytest.mark.parametrize(
    ("name", "text", "place", "path"),
    [
        (
            "t.yaml",
            "terms:\n  a:\n    definition: x\n    codes:\n    - HP:0001978\n    - LOINC:718-8\n"
            "    - {system: LOINC, code: 2160-0}\n",
            "6:7",
            "codes[1]",
        ),
        (
            "t.yaml",
            "terms:\n  a:\n    definition: x\n    codes:\n    - HP:0001978\n"
            "    - {system: loinc, match: close, code: 718-8}\n    - LOINC:2160-0\n",
            "6:37",
            "codes[1].code",
        ),
        (
            "t.toml",
            "[terms.a]\ndefinition = 'x'\n"
            "codes = ['HP:0001978', 'LOINC:718-8', {system = 'LOINC', code = '2160-0'}]\n",
            "3:1",
            "codes[1]",
        ),
        (
            "t.toml",
            "[terms.a]\ndefinition = 'x'\n[[terms.a.codes]]\nsystem = 'HP'\ncode = '0001978'\n"
            "[[terms.a.codes]]\nsystem = 'LOINC'\ncode = '718-8'\n"
            "[[terms.a.codes]]\nsystem = 'LOINC'\ncode = '2160-0'\n",
            "8:1",
            "codes[1].code",
        ),
        (
            "t.json",
            '{"terms": {"a": {"definition": "x",\n"codes": ["HP:0001978",\n  "LOINC:718-8",'
            ' {"system": "LOINC", "code": "2160-0"}]}}}',
            "3:3",
            "codes[1]",
        ),
        (
            "t.json",
            '{"terms": {"a": {"definition": "x",\n"codes": ["HP:0001978",\n'
            ' {"system": "LOINC", "code": "718-8"}, "LOINC:2160-0"]}}}',
            "3:22",
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
    assert codes == [("HP", "0001978"), ("LOINC", "2160-0")]
    # A code of a shape that is not known stays as well, with a warning at the same place.
    records = check(text.replace("718-8", "2026-x"), name)
    expected = f"{name}:{place}:{ODDITY.format(path=path)}"
    assert [str(finding) for finding in records.diagnostics] == [expected]
    codes = [(code.system, code.code) for code in records.terms["a"].codes]
    assert codes == [("HP", "0001978"), ("LOINC", "2026-x"), ("LOINC", "2160-0")]


def test_wrong_codes_of_conditions_are_reported_too(check: Check) -> None:
    """The condition stays, and so does its other code."""
    conditions = "[y, {label: z, codes: [LOINC:718-8, HP:1]}]"
    records = check(f"terms: {{a: {{definition: x, related_conditions: {conditions}}}}}")
    wrong, odd = records.diagnostics
    place = ("terms", "a", "related_conditions", 1, "codes")
    assert (wrong.path, wrong.severity) == ((*place, 0), Severity.ERROR)
    assert (odd.path, odd.severity) == ((*place, 1), Severity.WARNING)
    assert odd.hint == "did you mean '0000001'?"
    _first, condition = records.terms["a"].related_conditions
    assert [code.code for code in condition.codes] == ["1"]


def test_all_wrong_codes_are_reported_at_once(check: Check) -> None:
    """Each at its own number, whatever is left out before it."""
    codes = "LOINC:718-8, HP:0000001, 7, CAS:50-78-3, MONOD:1, UMLS:C1"
    records = check(f"terms: {{a: {{definition: x, codes: [{codes}]}}}}")
    numbers = [(finding.path[3], str(finding.severity)) for finding in records.diagnostics]
    assert sorted(numbers) == [
        *((number, "error") for number in (0, 2, 3)),
        *((number, "warning") for number in (4, 5)),
    ]
    assert [code.code for code in records.terms["a"].codes] == ["0000001", "1", "C1"]


def test_a_single_code_of_unknown_shape_is_reported_at_its_place(check: Check) -> None:
    """A list may be written as one text, and a key that is changed still leads to its place."""
    records = check("terms:\n  A b:\n    definition: x\n    codes: HP:1\n")
    finding = records.diagnostics[-1]
    assert (finding.path[-1], finding.position) == ("codes", (4, 5))
    assert [code.code for code in next(iter(records.terms.values())).codes] == ["1"]


def test_a_name_that_is_nearly_a_system_is_a_warning(check: Check) -> None:
    """The code is kept as it is written, since the system may exist all the same."""
    text = "terms:\n  a:\n    definition: x\n    codes: [ZZ:1, MONOD:9692]\n"
    text += "    related_conditions: [{label: y, codes: [{system: Lionc, code: 1}]}]\n"
    records = check(text)
    rest = "; the code is shown as written (did you mean"
    assert [str(finding) for finding in records.diagnostics] == [
        "terms.yaml:4:19: warning: terms.a.codes[1]: unknown code system"
        f" 'MONOD'{rest} 'MONDO'?) [medterm.code]",
        "terms.yaml:5:45: warning: terms.a.related_conditions[0].codes[0]: unknown code system"
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
