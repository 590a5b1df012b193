"""Code systems: how a code is written and where its official page is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSystem:
    """A system that codes belong to.

    :ivar key: the name used in data files.
    :ivar title: the name shown to readers.
    :ivar page: address of a code's page with ``{code}`` in it, or empty if there is none.
    :ivar prefixed: whether codes are customarily written with the key, as in ``HP:0001978``.
    """

    key: str
    title: str
    page: str = ""
    prefixed: bool = False


def _obo(key: str, title: str) -> CodeSystem:
    """Describe an ontology of the OBO Foundry, whose permanent addresses all look alike."""
    page = f"https://purl.obolibrary.org/obo/{key}_{{code}}"
    return CodeSystem(key=key, title=title, page=page, prefixed=True)


SYSTEMS: dict[str, CodeSystem] = {
    system.key: system
    for system in (
        _obo("CL", "Cell Ontology"),
        _obo("DOID", "Human Disease Ontology"),
        _obo("GO", "Gene Ontology"),
        _obo("HP", "Human Phenotype Ontology"),
        _obo("MONDO", "Mondo Disease Ontology"),
        _obo("UBERON", "Uberon"),
        CodeSystem(
            key="HGNC",
            title="HUGO Gene Nomenclature Committee",
            page="https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{code}",
            prefixed=True,
        ),
        CodeSystem(
            key="ICD10",
            title="ICD-10",
            page="https://icd.who.int/browse10/2019/en#/{code}",
        ),
        CodeSystem(
            key="ICD10CM",
            title="ICD-10-CM",
            page="https://icd10cmtool.cdc.gov/?query={code}",
        ),
        # Pages of ICD-11 are addressed by the numbers of its entities, not by codes.
        CodeSystem(key="ICD11", title="ICD-11"),
        CodeSystem(key="MESH", title="MeSH", page="https://meshb.nlm.nih.gov/record/ui?ui={code}"),
        CodeSystem(
            key="NCIT",
            title="NCI Thesaurus",
            page="https://ncit.nci.nih.gov/ncitbrowser/ConceptReport.jsp"
            "?dictionary=NCI_Thesaurus&code={code}",
        ),
        CodeSystem(key="OMIM", title="OMIM", page="https://omim.org/entry/{code}"),
        CodeSystem(
            key="ONCOTREE",
            title="OncoTree",
            page="https://oncotree.mskcc.org/?version=oncotree_latest_stable"
            "&field=CODE&search={code}",
        ),
        CodeSystem(
            key="ORPHA",
            title="Orphanet",
            page="https://www.orpha.net/en/disease/detail/{code}",
            prefixed=True,
        ),
    )
}

_ALIASES = {"HPO": "HP", "ORPHANET": "ORPHA", "MSH": "MESH"}


@cache
def system_key(name: str) -> str:
    """Give the key of a system for the ways its name is written: ``ICD-10-CM``, ``HPO``."""
    plain = re.sub(r"[\s_-]", "", name).upper()
    plain = _ALIASES.get(plain, plain)
    return plain if plain in SYSTEMS else name


def bare_code(system: str, code: str) -> str:
    """Take the system's own prefix off a code: ``HP:0001978`` becomes ``0001978``."""
    prefix, colon, rest = code.partition(":")
    return rest.strip() if colon and rest and system_key(prefix) == system else code


def title(system: str) -> str:
    """Give the name of a system for readers; an unknown system is shown as it is written."""
    return SYSTEMS[system].title if system in SYSTEMS else system


def notation(system: str, code: str) -> str:
    """Write a code as its system is used to: ``HP:0001978``, ``ICD-10-CM D47.4``."""
    known = SYSTEMS.get(system)
    if known is None:
        return f"{system} {code}"
    return f"{known.key}:{code}" if known.prefixed else f"{known.title} {code}"


def address(system: str, code: str) -> str:
    """Give the address of a code's official page, or an empty text."""
    known = SYSTEMS.get(system)
    return known.page.format(code=quote(code, safe="")) if known and known.page else ""
