"""The code systems that are known: what their codes look like, and where their pages are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from sphinx_medterm.codes.check_digits import CodeFlaw, loinc_flaw, snomed_flaw


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSystem:
    """A system that codes belong to.

    :ivar key: the name used in data files.
    :ivar title: the name shown to readers.
    :ivar pattern: a regular expression that the whole code matches, with ASCII digits and letters
        only; empty if there is none.
    :ivar looks_like: the same in words that continue "such a code is …".
    :ivar example: a code.
    :ivar check: finds what is wrong with a code that matches the pattern.
    :ivar check_digit: how the check digit is computed, if there is one.
    :ivar uri: identifies the system in other formats: the ``system`` of a FHIR ``Coding`` as
        registered by HL7, or else the name of the ontology.
    :ivar page: address of a code's page with ``{code}`` in it; empty if there is none.
    :ivar page_of: returns the page of a code if there are several kinds of page.
    :ivar prefixed: whether codes are customarily written with the key, as in ``HP:0001978``.
    :ivar aliases: other names used in data files; case, spaces, hyphens and underscores do not
        matter.
    """

    key: str
    title: str
    pattern: str = ""
    looks_like: str = ""
    example: str = ""
    check: Callable[[str], CodeFlaw | None] | None = None
    check_digit: str = ""
    uri: str = ""
    page: str = ""
    page_of: Callable[[str], str] | None = None
    prefixed: bool = False
    aliases: tuple[str, ...] = ()


def _obo(
    key: str, title: str, pattern: str, looks_like: str, example: str, *aliases: str, uri: str = ""
) -> CodeSystem:
    """Describe an ontology of the OBO Foundry, whose permanent addresses all look alike."""
    return CodeSystem(
        key=key,
        title=title,
        pattern=pattern,
        looks_like=looks_like,
        example=example,
        uri=uri or f"http://purl.obolibrary.org/obo/{key.lower()}.owl",
        page=f"https://purl.obolibrary.org/obo/{key}_{{code}}",
        prefixed=True,
        aliases=aliases,
    )


_SEVEN = (r"\d{7}", "7 digits")


def _number(digits: int) -> tuple[str, str]:
    """Describe a number: its pattern, and the same in words."""
    words = f"a number of up to {digits} digits that does not begin with 0"
    return rf"[1-9]\d{{0,{digits - 1}}}", words


# No I and no O, which look like digits (ICD-11 Reference Guide, 1.2.4.1 Code structure).
_LETTER, _SIGN = "[A-HJ-NP-Z]", "[0-9A-HJ-NP-Z]"
_ICD11 = rf"(?:[1-9A-HJ-NP-Z]{_LETTER}\d{_SIGN}(?:\.{_SIGN}{{1,2}})?|X{_LETTER}\d{_SIGN}{{2,3}})"
_ICD10_CHAPTER = r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})"


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


SYSTEMS: dict[str, CodeSystem] = {
    system.key: system
    for system in (
        CodeSystem(
            key="ATC",
            title="ATC",
            pattern=r"[A-DGHJL-NPRSV](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?",
            looks_like="a letter, which may be followed by 2 digits, then a letter, then a letter, "
            "then 2 digits",
            example="A10BA02",
            uri="http://www.whocc.no/atc",
            page="https://atcddd.fhi.no/atc_ddd_index/?code={code}",
            aliases=("ATC code", "WHO ATC"),
        ),
        _obo("CHEBI", "ChEBI", *_number(7), "15377", "ChEBI ID"),
        _obo("CL", "Cell Ontology", *_SEVEN, "0000037"),
        _obo(
            "DOID",
            "Human Disease Ontology",
            r"0\d{6}|[1-9]\d{0,6}",
            "7 digits, or a shorter number that does not begin with 0",
            "2226",
            "DO",
        ),
        _obo("GO", "Gene Ontology", *_SEVEN, "0030097"),
        CodeSystem(
            key="HGNC",
            title="HUGO Gene Nomenclature Committee",
            pattern=_number(6)[0],
            looks_like=_number(6)[1],
            example="6192",
            uri="http://www.genenames.org",
            page="https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{code}",
            prefixed=True,
            aliases=("HGNC ID", "http://www.genenames.org/geneId"),
        ),
        _obo(
            "HP",
            "Human Phenotype Ontology",
            *_SEVEN,
            "0001978",
            "HPO",
            uri="http://human-phenotype-ontology.org",
        ),
        CodeSystem(
            key="ICD10",
            title="ICD-10",
            pattern=rf"[A-Z]\d\d(?:\.\d{{1,2}}|-[A-Z]\d\d)?|{_ICD10_CHAPTER}",
            looks_like="a letter and 2 digits, with 1 or 2 more after a dot; or a block, such "
            "as C00-C97, or the Roman number of a chapter",
            example="D47.4",
            uri="http://hl7.org/fhir/sid/icd-10",
            page="https://icd.who.int/browse10/2019/en#/{code}",
            aliases=("ICD10WHO",),
        ),
        CodeSystem(
            key="ICD10CM",
            title="ICD-10-CM",
            pattern=r"[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4}|-[A-Z]\d[0-9AB])?",
            looks_like="a letter, a digit, and a digit, A or B, with up to 4 digits and letters "
            "after a dot; or a block, such as C00-D49",
            example="D75.81",
            uri="http://hl7.org/fhir/sid/icd-10-cm",
            page="https://icd10cmtool.cdc.gov/?query={code}",
        ),
        # Pages of ICD-11 are addressed by the numbers of its entities, not by codes.
        CodeSystem(
            key="ICD11",
            title="ICD-11",
            pattern=rf"{_ICD11}(?:[/&]{_ICD11})*",
            looks_like="4 signs, never I or O, the second a letter and the third a digit, with 1 "
            "or 2 more after a dot; or an extension code, or codes joined by / and &",
            example="2A20.2",
            uri="http://id.who.int/icd/release/11/mms",
            aliases=("ICD11MMS",),
        ),
        CodeSystem(
            key="ICD11F",
            title="ICD-11 Foundation",
            pattern=_number(10)[0],
            looks_like=_number(10)[1],
            example="455013390",
            uri="http://id.who.int/icd/entity",
            page="https://icd.who.int/browse/latest-release/foundation/en#{code}",
            aliases=("ICD11Foundation",),
        ),
        CodeSystem(
            key="LOINC",
            title="LOINC",
            pattern=r"(?:[1-9]\d{0,6}|L[AGLP][1-9]\d{0,6})-\d",
            looks_like="a number, a hyphen and a check digit; LA, LG, LL or LP may stand before it",
            example="718-7",
            check=loinc_flaw,
            check_digit="mod 10",
            uri="http://loinc.org",
            page="https://loinc.org/{code}",
            aliases=("LNC",),
        ),
        CodeSystem(
            key="MESH",
            title="MeSH",
            pattern=r"[CDQ](?:\d{6}|\d{9})",
            looks_like="C, D or Q and 6 or 9 digits",
            example="D006411",
            uri="https://www.nlm.nih.gov/mesh",
            page="https://meshb.nlm.nih.gov/record/ui?ui={code}",
            aliases=("MSH", "http://terminology.hl7.org/CodeSystem/MSH"),
        ),
        _obo("MONDO", "Mondo Disease Ontology", *_SEVEN, "0009692"),
        CodeSystem(
            key="NCIT",
            title="NCI Thesaurus",
            pattern=r"C[1-9]\d{0,5}",
            looks_like="C and a number of up to 6 digits",
            example="C5135",
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
            uri="http://www.omim.org",
            page="https://omim.org/entry/{code}",
            page_of=_omim_page,
            aliases=("MIM",),
        ),
        CodeSystem(
            key="ONCOTREE",
            title="OncoTree",
            pattern=r"[A-Z][A-Za-z][A-Z0-9_/-]{0,22}",
            looks_like="2 letters, then capital letters, digits, and the signs _ / -",
            example="PMF",
            uri="http://data.mskcc.org/ontologies/oncotree",
            page="https://oncotree.mskcc.org/?version=oncotree_latest_stable"
            "&field=CODE&search={code}",
        ),
        CodeSystem(
            key="ORPHA",
            title="Orphanet",
            pattern=_number(6)[0],
            looks_like=_number(6)[1],
            example="824",
            uri="https://www.orpha.net",
            page="https://www.orpha.net/en/disease/detail/{code}",
            prefixed=True,
            aliases=("Orphanet", "ORPHAcode", "ORDO", "http://www.orpha.net"),
        ),
        CodeSystem(
            key="RXNORM",
            title="RxNorm",
            pattern=_number(8)[0],
            looks_like=_number(8)[1],
            example="221058",
            uri="http://www.nlm.nih.gov/research/umls/rxnorm",
            page="https://mor.nlm.nih.gov/RxNav/search?searchBy=RXCUI&searchTerm={code}",
            aliases=("RXCUI",),
        ),
        CodeSystem(
            key="SNOMEDCT",
            title="SNOMED CT",
            pattern=r"[1-9]\d{5,17}|(?:(?:===|<<<)\s*)?[\s({]*[1-9]\d{5,17}\s*[|:+,=(){}].*",
            looks_like="6 to 18 digits, or an expression of such identifiers",
            example="284196006",
            check=snomed_flaw,
            check_digit="Verhoeff",
            uri="http://snomed.info/sct",
            page="http://snomed.info/id/{code}",
            page_of=_snomed_page,
            aliases=("SNOMED", "SCT", "SCTID", "SNOMEDCT_US"),
        ),
        _obo("UBERON", "Uberon", *_SEVEN, "0002371"),
        # The pages of the UMLS need a login.
        CodeSystem(
            key="UMLS",
            title="UMLS",
            pattern=r"C\d{7}",
            looks_like="C and 7 digits",
            example="C2584994",
            uri="http://terminology.hl7.org/CodeSystem/umls",
            aliases=("CUI", "UMLS CUI", "http://www.nlm.nih.gov/research/umls"),
        ),
        # UniProt help, Accession numbers.
        CodeSystem(
            key="UNIPROT",
            title="UniProt",
            pattern=r"[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z0-9]{2}\d){1,2}",
            looks_like="6 or 10 capital letters and digits, the first a letter, the second and the "
            "last a digit",
            example="O60674",
            uri="https://www.uniprot.org",
            page="https://www.uniprot.org/uniprotkb/{code}",
            aliases=("UniProtKB", "Swiss-Prot"),
        ),
    )
}
"""The systems by key.

Their URIs are those of HL7 Terminology (THO) and of the list of code systems in FHIR R4, where
there is one.
"""
