"""Code systems of genes, variants, proteins, anatomy, drugs, chemicals and units.

FHIR addresses are those of HL7 Terminology (THO, sources of 2026-08-04) and of the list of code
systems in FHIR R4.
"""

from __future__ import annotations

from urllib.parse import quote

from sphinx_medterm.codes.check_digits import cas_flaw, unii_flaw
from sphinx_medterm.codes.code_system import (
    BIOREGISTRY,
    GENERAL,
    SEVEN_DIGITS,
    CodeSystem,
    number,
    obo,
)


def _clinvar_page(code: str) -> str:
    """Return the page of a variation or of a record; a submission has none."""
    home = "https://www.ncbi.nlm.nih.gov/clinvar"
    accession = code.partition(".")[0]
    if code.startswith("SCV"):
        return ""
    if code.startswith("RCV"):
        return f"{home}/{quote(accession, safe='')}/"
    variation = accession.removeprefix("VCV").lstrip("0")
    return f"{home}/variation/{quote(variation, safe='')}/"


def _radlex_page(code: str) -> str:
    """Return the page of a term; a procedure of the playbook has none."""
    return f"https://radlex.org/RID/{quote(code, safe='')}" if code.startswith("RID") else ""


def _uniprot_page(code: str) -> str:
    """Return the page of an entry, which tells of its isoforms, too."""
    return f"https://www.uniprot.org/uniprotkb/{quote(code.partition('-')[0], safe='')}"


SYSTEMS = (
    CodeSystem(
        key="ATC",
        title="ATC",
        pattern=r"[A-DGHJL-NPRSV](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?",
        looks_like="a letter, 2 digits, 2 letters and 2 digits; or as much of that as a group has",
        example="A10BA02",
        taken_from=GENERAL,
        uri="http://www.whocc.no/atc",
        page="https://atcddd.fhi.no/atc_ddd_index/?code={code}",
        aliases=("ATC code", "WHO ATC"),
    ),
    CodeSystem(
        key="CAS",
        title="CAS",
        pattern=r"[1-9]\d{1,6}-\d\d-\d",
        looks_like="2 to 7 digits, 2 digits and a check digit, with hyphens between them",
        example="50-78-2",
        taken_from=BIOREGISTRY,
        check=cas_flaw,
        check_digit="mod 10",
        uri="http://terminology.hl7.org/CodeSystem/CAS",
        page="https://commonchemistry.cas.org/detail?cas_rn={code}",
        aliases=("CAS RN", "CAS number", "CAS ID", "CASRN"),
    ),
    obo("CHEBI", "ChEBI", number(7), "15377", "ChEBI ID"),
    CodeSystem(
        key="CHEMBL",
        title="ChEMBL",
        pattern=r"CHEMBL[1-9]\d{0,8}",
        looks_like="CHEMBL and a number",
        example="CHEMBL25",
        taken_from=BIOREGISTRY,
        page="https://www.ebi.ac.uk/chembl/id_lookup/{code}",
        aliases=("ChEMBL ID", "ChEMBL compound", "ChEMBL target"),
    ),
    obo("CL", "Cell Ontology", SEVEN_DIGITS, "0000037"),
    CodeSystem(
        key="CLINVAR",
        title="ClinVar",
        pattern=r"[1-9]\d{0,8}|[RSV]CV\d{9}(?:\.\d{1,3})?",
        looks_like="the number of a variation, or VCV, RCV or SCV and 9 digits, with a version "
        "after a dot",
        example="580",
        taken_from="ClinVar, July 2024",
        uri="http://www.ncbi.nlm.nih.gov/clinvar",
        page="https://www.ncbi.nlm.nih.gov/clinvar/variation/{code}/",
        page_of=_clinvar_page,
        aliases=("ClinVar variant", "ClinVar record", "ClinVar variation"),
    ),
    CodeSystem(
        key="CVX",
        title="CVX",
        pattern=r"(?=0*[1-9])\d{1,3}",
        looks_like="a number of up to 3 digits",
        example="208",
        taken_from=BIOREGISTRY,
        uri="http://hl7.org/fhir/sid/cvx",
        aliases=("http://terminology.hl7.org/CodeSystem/CVX",),
    ),
    CodeSystem(
        key="DBSNP",
        title="dbSNP",
        pattern=r"rs[1-9]\d{0,11}",
        looks_like="rs and a number",
        example="rs334",
        taken_from=BIOREGISTRY,
        uri="http://www.ncbi.nlm.nih.gov/projects/SNP",
        page="https://www.ncbi.nlm.nih.gov/snp/{code}",
        aliases=("RSID", "dbSNP ID"),
    ),
    CodeSystem(
        key="DRUGBANK",
        title="DrugBank",
        pattern=r"DB(?:\d{5}|SALT\d{6}|MET\d{5})",
        looks_like="DB and 5 digits",
        example="DB00945",
        taken_from=BIOREGISTRY,
        page="https://go.drugbank.com/drugs/{code}",
        aliases=("DrugBank ID",),
    ),
    CodeSystem(
        key="ENSEMBL",
        title="Ensembl",
        pattern=r"ENS[A-Z]{0,4}?(?:E|FM|G|GT|P|R|T)\d{11}(?:\.[1-9]\d{0,2})?",
        looks_like="ENS, letters for the species and the kind, and 11 digits, with a version "
        "after a dot",
        example="ENSG00000096968",
        taken_from="Ensembl 111, 2024",
        page="https://www.ensembl.org/id/{code}",
        aliases=("Ensembl ID", "Ensembl gene"),
    ),
    CodeSystem(
        key="FMA",
        title="Foundational Model of Anatomy",
        **number(6),
        example="9608",
        taken_from="DICOM PS3.16 in pydicom 3.0.2",
        uri="http://purl.org/sig/ont/fma.owl",
        prefixed=True,
        aliases=("FMAID",),
    ),
    obo("GO", "Gene Ontology", SEVEN_DIGITS, "0030097"),
    CodeSystem(
        key="HGNC",
        title="HUGO Gene Nomenclature Committee",
        **number(6),
        example="6192",
        taken_from=BIOREGISTRY,
        uri="http://www.genenames.org",
        page="https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{code}",
        prefixed=True,
        aliases=("HGNC ID", "http://www.genenames.org/geneId"),
    ),
    CodeSystem(
        key="NCBIGENE",
        title="NCBI Gene",
        **number(9),
        example="3717",
        taken_from=BIOREGISTRY,
        page="https://www.ncbi.nlm.nih.gov/gene/{code}",
        aliases=("Entrez", "Entrez Gene", "Entrez ID", "Gene ID", "NCBI Gene ID", "EGID"),
    ),
    CodeSystem(
        key="NDC",
        title="NDC",
        pattern=r"(?:\d{4}-\d{4}|\d{5}-\d{3}|\d{6}-\d{4})(?:-\d\d)?|\d{5}-\d{4}(?:-\d{1,2})?"
        r"|\d{10,12}",
        looks_like="4 to 6 digits for the labeler, 3 or 4 for the product and 1 or 2 for the "
        "package, 10 to 12 in all, with hyphens between them or without",
        example="0002-1433-61",
        taken_from="NDC Directory, June 2019, and the 12 digits of 2033",
        uri="http://hl7.org/fhir/sid/ndc",
        page="https://dailymed.nlm.nih.gov/dailymed/search.cfm?query={code}",
        aliases=("NDC code",),
    ),
    CodeSystem(
        key="PUBCHEM",
        title="PubChem CID",
        **number(9),
        example="2244",
        taken_from=BIOREGISTRY,
        page="https://pubchem.ncbi.nlm.nih.gov/compound/{code}",
        aliases=("PubChem CID", "PubChem Compound", "PubChem ID", "CID"),
    ),
    CodeSystem(
        key="RADLEX",
        title="RadLex",
        pattern=r"RP?ID[1-9]\d{0,5}",
        looks_like="RID and a number, or RPID and a number for a procedure",
        example="RID1301",
        taken_from=BIOREGISTRY,
        uri="http://radlex.org",
        page="https://radlex.org/RID/{code}",
        page_of=_radlex_page,
        aliases=("RID", "RadLex ID"),
    ),
    CodeSystem(
        key="RXNORM",
        title="RxNorm",
        **number(8),
        example="221058",
        taken_from=BIOREGISTRY,
        uri="http://www.nlm.nih.gov/research/umls/rxnorm",
        page="https://mor.nlm.nih.gov/RxNav/search?searchBy=RXCUI&searchTerm={code}",
        aliases=("RXCUI",),
    ),
    CodeSystem(
        key="TA2",
        title="TA2",
        **number(4),
        example="1360",
        taken_from="Terminologia Anatomica, second edition, 2019",
        page="https://ta2viewer.openanatomy.org/?id={code}",
        aliases=("Terminologia Anatomica 2", "TA2 ID"),
    ),
    obo("UBERON", "Uberon", SEVEN_DIGITS, "0002371"),
    CodeSystem(
        key="UCUM",
        title="UCUM",
        pattern=r"(?:\[[!-Z^-z|~]++\]|\{[!-z|~]*+\}|[A-Za-z0-9%*^'_()./+-])++(?<![./])",
        looks_like="a unit in ASCII without spaces, with brackets and braces in pairs",
        example="10*9/L",
        taken_from="UCUM 2.2, June 2024",
        uri="http://unitsofmeasure.org",
        telling=False,
        aliases=("UCUM unit",),
    ),
    CodeSystem(
        key="UNII",
        title="UNII",
        pattern=r"[0-9A-Z]{10}",
        looks_like="10 digits and capital letters, the last of them a check character",
        example="R16CO5Y76E",
        taken_from=BIOREGISTRY,
        check=unii_flaw,
        check_digit="mod 36",
        uri="http://fdasis.nlm.nih.gov",
        page="https://precision.fda.gov/uniisearch/srs/unii/{code}",
        telling=False,
        aliases=("UNII code", "FDA UNII", "FDA SRS"),
    ),
    # UniProt help, Accession numbers.
    CodeSystem(
        key="UNIPROT",
        title="UniProt",
        pattern=r"(?:[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z0-9]{2}\d){1,2})(?:-[1-9]\d{0,2})?",
        looks_like="6 or 10 capital letters and digits, the first a letter, the second and the "
        "last a digit; the number of an isoform may follow after a hyphen",
        example="O60674",
        taken_from=BIOREGISTRY,
        uri="https://www.uniprot.org",
        page="https://www.uniprot.org/uniprotkb/{code}",
        page_of=_uniprot_page,
        aliases=("UniProtKB", "Swiss-Prot", "UniProt ID", "UniProt isoform", "UPISO"),
    ),
)
