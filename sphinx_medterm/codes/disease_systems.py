"""Code systems of diseases, findings and functioning, and of what is done about them.

FHIR addresses are those of HL7 Terminology (THO, sources of 2026-08-04) and of the list of code
systems in FHIR R4; those of ICD-10-GM and OPS are registered by HL7 Germany.
"""

from __future__ import annotations

from urllib.parse import quote

from sphinx_medterm.codes.check_digits import block_flaw, loinc_flaw, snomed_flaw
from sphinx_medterm.codes.code_system import (
    BIOREGISTRY,
    GENERAL,
    SEVEN_DIGITS,
    CodeSystem,
    Shape,
    number,
    obo,
)

# No I and no O, which look like digits (ICD-11 Reference Guide, 1.2.4.1 Code structure).
_LETTER, _SIGN = "[A-HJ-NP-Z]", "[0-9A-HJ-NP-Z]"
_ICD11 = rf"(?:[1-9A-HJ-NP-Z]{_LETTER}\d{_SIGN}(?:\.{_SIGN}{{1,2}})?|X{_LETTER}\d{_SIGN}{{2,3}})"
_ICD11_PART = rf"(?:{_ICD11}|\({_ICD11}(?:[/&]{_ICD11})*\))"
_ICD11_CLUSTER = rf"{_ICD11_PART}(?:[/&]{_ICD11_PART})*"
_CHAPTER = r"(?:(?=[IVX])X?(?:IX|IV|V?I{0,3})|XXI{0,2})"  # I to XXII
_ICD10 = r"[A-Z]\d\d"
_ICD10_SHAPE = Shape(
    pattern=rf"{_ICD10}(?:\.\d{{1,2}}|-{_ICD10})?|{_CHAPTER}",
    looks_like="a letter and 2 digits, with 1 or 2 more after a dot; or a block, such as C00-C97, "
    "or the Roman number of a chapter",
)
"""That of the WHO's edition, and of national ones that only have more codes."""
_ICD10CM = r"(?:[A-Z]\d[0-9AB]|QA\d)"
_ICD9 = r"(?:\d{3}(?:\.\d{1,2})?|V\d\d(?:\.\d{1,2})?|E\d{3}(?:\.\d)?)"
_ICD9_BLOCK = r"(?:\d{3}-\d{3}(?:\.99)?|V\d\d-V\d\d|E\d{3}-E\d{3})"


def _omim_page(code: str) -> str:
    """Return the page of an entry, of a variant in an entry, or of a phenotypic series."""
    if code.startswith("PS"):
        return f"https://omim.org/phenotypicSeries/{quote(code, safe='')}"
    entry, _dot, variant = code.partition(".")
    place = f"#{quote(variant, safe='')}" if variant else ""
    return f"https://omim.org/entry/{quote(entry, safe='')}{place}"


def _snomed_page(code: str) -> str:
    """Return the page of a concept; an expression has none."""
    return f"http://snomed.info/id/{code}" if code.isascii() and code.isdigit() else ""


SYSTEMS = (
    # The names and pages of CPT are not public.
    CodeSystem(
        key="CPT",
        title="CPT",
        pattern=r"\d{4}[0-9AFMTU](?:-[0-9A-Z]{2})?",
        looks_like="4 digits and another, or A, F, M, T or U; a modifier of 2 characters may "
        "follow after a hyphen",
        example="99213",
        taken_from=GENERAL,
        uri="http://www.ama-assn.org/go/cpt",
        aliases=("CPT4", "CPT code", "AMA CPT"),
    ),
    obo(
        "DOID",
        "Human Disease Ontology",
        Shape(
            pattern=r"0\d{6}|[1-9]\d{0,6}",
            looks_like="7 digits, or a shorter number that does not begin with 0",
        ),
        "2226",
        "DO",
    ),
    CodeSystem(
        key="EFO",
        title="Experimental Factor Ontology",
        **SEVEN_DIGITS,
        example="0000400",
        taken_from=BIOREGISTRY,
        uri="http://www.ebi.ac.uk/efo/efo.owl",
        page="https://www.ebi.ac.uk/efo/EFO_{code}",
        prefixed=True,
    ),
    CodeSystem(
        key="GARD",
        title="Genetic and Rare Diseases Information Center",
        pattern=r"0\d{6}|[1-9]\d{0,4}",
        looks_like="7 digits with leading zeros, or the number without them",
        example="6038",
        taken_from=BIOREGISTRY,
        page="https://rarediseases.info.nih.gov/diseases/{code}/index",
        page_of=lambda code: f"https://rarediseases.info.nih.gov/diseases/{int(code)}/index",
        prefixed=True,
        aliases=("GARD ID",),
    ),
    CodeSystem(
        key="HCPCS",
        title="HCPCS",
        pattern=r"[A-EGHJ-MP-V]\d{4}(?:-[0-9A-Z]{2})?",
        looks_like="a letter and 4 digits; a modifier of 2 characters may follow after a hyphen",
        example="J1885",
        taken_from=GENERAL,
        uri="http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        aliases=(
            "HCPCS Level II",
            "HCPC",
            "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        ),
    ),
    obo(
        "HP",
        "Human Phenotype Ontology",
        SEVEN_DIGITS,
        "0001978",
        "HPO",
        uri="http://human-phenotype-ontology.org",
    ),
    CodeSystem(
        key="ICD10",
        title="ICD-10",
        **_ICD10_SHAPE,
        example="D47.4",
        taken_from="ICD-10, version 2019",
        check=block_flaw,
        uri="http://hl7.org/fhir/sid/icd-10",
        page="https://icd.who.int/browse10/2019/en#/{code}",
        aliases=("ICD10WHO", "http://terminology.hl7.org/CodeSystem/icd10"),
    ),
    CodeSystem(
        key="ICD10CM",
        title="ICD-10-CM",
        pattern=rf"{_ICD10CM}(?:\.[0-9A-Z]{{1,4}}|-{_ICD10CM})?",
        looks_like="a letter, a digit, and a digit, A or B, with up to 4 digits and letters "
        "after a dot; or a block, such as C00-D49",
        example="D75.81",
        taken_from="ICD-10-CM, April 2026",
        check=block_flaw,
        uri="http://hl7.org/fhir/sid/icd-10-cm",
        page="https://icd10cmtool.cdc.gov/?query={code}",
        aliases=("http://terminology.hl7.org/CodeSystem/icd10CM",),
    ),
    CodeSystem(
        key="ICD10GM",
        title="ICD-10-GM",
        **_ICD10_SHAPE,
        example="I10.90",
        taken_from="ICD-10-GM, versions 2025 and 2026",
        check=block_flaw,
        uri="http://fhir.de/CodeSystem/bfarm/icd-10-gm",
        aliases=("http://fhir.de/CodeSystem/dimdi/icd-10-gm",),
    ),
    CodeSystem(
        key="ICD10PCS",
        title="ICD-10-PCS",
        pattern=r"[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}",
        looks_like="7 digits and capital letters, never I or O",
        example="0DTJ4ZZ",
        taken_from="ICD-10-PCS, 2024",
        uri="http://www.cms.gov/Medicare/Coding/ICD10",
        telling=False,
        aliases=("http://terminology.hl7.org/CodeSystem/icd10PCS",),
    ),
    # Pages of ICD-11 are addressed by the numbers of its entities, not by codes.
    CodeSystem(
        key="ICD11",
        title="ICD-11",
        pattern=rf"{_ICD11_CLUSTER}|\[{_ICD11_CLUSTER}\]",
        looks_like="4 characters, never I or O, the second a letter and the third a digit, with 1 "
        "or 2 more after a dot; or an extension code, or codes joined by / and &, possibly in "
        "square brackets",
        example="2A20.2",
        taken_from="ICD-11 Reference Guide, 2022",
        uri="http://id.who.int/icd/release/11/mms",
        aliases=("ICD11MMS", "ICD11 code"),
    ),
    CodeSystem(
        key="ICD11F",
        title="ICD-11 Foundation",
        **number(10),
        example="455013390",
        taken_from="Mondo, August 2026",
        uri="http://id.who.int/icd/entity",
        page="https://icd.who.int/browse/latest-release/foundation/en#{code}",
        aliases=("ICD11Foundation",),
    ),
    CodeSystem(
        key="ICD9",
        title="ICD-9",
        pattern=rf"{_ICD9}|{_ICD9_BLOCK}",
        looks_like="3 digits, V and 2, or E and 3, with 1 or 2 more after a dot; or a block, such "
        "as 280-289",
        example="289.83",
        taken_from=BIOREGISTRY,
        check=block_flaw,
    ),
    CodeSystem(
        key="ICD9CM",
        title="ICD-9-CM",
        pattern=rf"{_ICD9}|{_ICD9_BLOCK}|\d\d(?:\.\d{{1,2}})?",
        looks_like="3 digits, V and 2, or E and 3, with 1 or 2 more after a dot; or a block, such "
        "as 280-289; or 2 digits for a procedure, with 1 or 2 more after a dot",
        example="289.83",
        taken_from="ICD-9-CM, version 32 of 2015",
        check=block_flaw,
        uri="http://hl7.org/fhir/sid/icd-9-cm",
        aliases=("IC9CM", "http://terminology.hl7.org/CodeSystem/icd9cm"),
    ),
    CodeSystem(
        key="ICDO3",
        title="ICD-O-3",
        pattern=r"[89]\d{3}(?:/[012369][1-9]?)?|C(?:[0-7]\d|80)(?:\.\d)?",
        looks_like="4 digits for morphology, the first 8 or 9, with / and the behavior after them; "
        "or C and 2 digits for topography, with 1 more after a dot",
        example="9961/3",
        taken_from="Mondo, August 2026",
        uri="http://terminology.hl7.org/CodeSystem/icd-o-3",
        aliases=("ICDO", "ICD-O-3-M", "ICD-O-3-T", "ICD-O-3.1", "ICD-O-3.2"),
    ),
    CodeSystem(
        key="ICF",
        title="ICF",
        pattern=r"[bsde](?:\d(?:\d{2,4})?)?(?:\.\+?[0-489_]{1,4}|\+[0-489])?"
        r"|([bsde])\d{3}-\1\d{3}",
        looks_like="b, s, d or e and 1, 3, 4 or 5 digits, with qualifiers after a dot; or a block, "
        "such as b110-b139",
        example="b28013",
        taken_from=GENERAL,
        check=block_flaw,
        uri="http://hl7.org/fhir/sid/icf",
    ),
    CodeSystem(
        key="ICPC2",
        title="ICPC-2",
        pattern=r"(?:[ABDFHKLNPRSTUWXYZ](?!00)|-(?=[3-6]))\d\d",
        looks_like="a letter for the chapter, or a hyphen for a process, and 2 digits",
        example="T90",
        taken_from=GENERAL,
        uri="http://hl7.org/fhir/sid/icpc-2",
        aliases=("ICPC", "ICPC-2e", "http://terminology.hl7.org/CodeSystem/icpc2E"),
    ),
    CodeSystem(
        key="LOINC",
        title="LOINC",
        pattern=r"(?:[1-9]\d{0,6}|L[AGLP][1-9]\d{0,6})-\d",
        looks_like="a number, a hyphen and a check digit; LA, LG, LL or LP may come before it",
        example="718-7",
        taken_from="LOINC Users' Guide, 2024",
        check=loinc_flaw,
        check_digit="mod 10",
        uri="http://loinc.org",
        page="https://loinc.org/{code}",
        aliases=("LNC",),
    ),
    CodeSystem(
        key="MEDDRA",
        title="MedDRA",
        pattern=r"[12]0\d{6}",
        looks_like="8 digits that begin with 10, or with 20 for a query",
        example="10028537",
        taken_from="Mondo, August 2026",
        uri="https://www.meddra.org",
        aliases=("MDR", "http://terminology.hl7.org/CodeSystem/mdr"),
    ),
    CodeSystem(
        key="MEDGEN",
        title="MedGen",
        pattern=r"[1-9]\d{0,6}|CN?\d{6,7}",
        looks_like="a number of up to 7 digits, or C or CN and 6 or 7 digits",
        example="7929",
        taken_from=BIOREGISTRY,
        page="https://www.ncbi.nlm.nih.gov/medgen/{code}",
        telling=False,
        aliases=("MedGen UID",),
    ),
    CodeSystem(
        key="MESH",
        title="MeSH",
        pattern=r"[CDQ](?:\d{6}|\d{9})",
        looks_like="C, D or Q and 6 or 9 digits",
        example="D006411",
        taken_from=BIOREGISTRY,
        uri="https://www.nlm.nih.gov/mesh",
        page="https://meshb.nlm.nih.gov/record/ui?ui={code}",
        aliases=("MSH", "MeSH UID", "http://terminology.hl7.org/CodeSystem/MSH"),
    ),
    obo("MONDO", "Mondo Disease Ontology", SEVEN_DIGITS, "0009692"),
    obo("MP", "Mammalian Phenotype Ontology", SEVEN_DIGITS, "0000689"),
    CodeSystem(
        key="NCIT",
        title="NCI Thesaurus",
        pattern=r"C[1-9]\d{0,5}",
        looks_like="C and a number of up to 6 digits",
        example="C5135",
        taken_from=BIOREGISTRY,
        uri="http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
        page="https://evsexplore.semantics.cancer.gov/evsexplore/concept/ncit/{code}",
        aliases=("NCI", "NCI Thesaurus"),
    ),
    CodeSystem(
        key="OMIM",
        title="OMIM",
        pattern=r"[1-9]\d{5}(?:\.\d{4})?|PS[1-9]\d{5}",
        looks_like="6 digits, with 4 more after a dot for a variant, or PS and 6 digits for a "
        "phenotypic series",
        example="254450",
        taken_from=BIOREGISTRY,
        uri="http://www.omim.org",
        page="https://omim.org/entry/{code}",
        page_of=_omim_page,
        aliases=("MIM", "OMIM ID"),
        parts={"OMIMPS": "PS", "MIMPS": "PS"},
    ),
    CodeSystem(
        key="ONCOTREE",
        title="OncoTree",
        pattern=r"[A-Z][A-Z0-9_/-]{1,23}|aCML|SpCC",
        looks_like="2 or more capital letters, digits, and the characters _ / -",
        example="PMF",
        taken_from="Mondo, August 2026",
        uri="http://data.mskcc.org/ontologies/oncotree",
        page="https://oncotree.mskcc.org/?version=oncotree_latest_stable&field=CODE&search={code}",
        telling=False,
    ),
    CodeSystem(
        key="OPS",
        title="OPS",
        pattern=r"[135689](?:-\d\d[0-9a-z]?(?:\.[0-9a-z]{1,2})?)?",
        looks_like="1, 3, 5, 6, 8 or 9, a hyphen and 2 or 3 characters, with 1 or 2 more after a "
        "dot",
        example="5-470.11",
        taken_from="OPS, 2023",
        uri="http://fhir.de/CodeSystem/bfarm/ops",
        aliases=("OPS-301", "http://fhir.de/CodeSystem/dimdi/ops"),
    ),
    CodeSystem(
        key="ORPHA",
        title="Orphanet",
        **number(6),
        example="824",
        taken_from="Mondo, August 2026",
        uri="https://www.orpha.net",
        page="https://www.orpha.net/en/disease/detail/{code}",
        prefixed=True,
        aliases=("Orphanet", "ORPHAcode", "ORDO", "Orphanet ORDO", "http://www.orpha.net"),
    ),
    CodeSystem(
        key="SNOMEDCT",
        title="SNOMED CT",
        pattern=r"[1-9]\d{5,17}|(?:(?:===|<<<)\s*)?[\s({]*[1-9]\d{5,17}\s*[|:+,=(){}].*",
        looks_like="6 to 18 digits, or an expression of such identifiers",
        example="284196006",
        taken_from="SNOMED CT Release File Specifications, 2024",
        check=snomed_flaw,
        check_digit="Verhoeff",
        uri="http://snomed.info/sct",
        page="http://snomed.info/id/{code}",
        page_of=_snomed_page,
        aliases=("SNOMED", "SCT", "SCTID", "SNOMEDCT_US"),
    ),
    # The pages of the UMLS need a login.
    CodeSystem(
        key="UMLS",
        title="UMLS",
        pattern=r"C\d{7}",
        looks_like="C and 7 digits",
        example="C2584994",
        taken_from=BIOREGISTRY,
        uri="http://terminology.hl7.org/CodeSystem/umls",
        aliases=("CUI", "UMLS CUI", "http://www.nlm.nih.gov/research/umls"),
    ),
)
