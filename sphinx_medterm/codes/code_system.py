"""A code system: its names, the form of its codes, and the addresses of their pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from sphinx_medterm.codes.check_digits import CodeFlaw


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSystem:
    """A system that codes belong to.

    :ivar key: the name used in data files.
    :ivar title: the name shown to readers.
    :ivar pattern: a regular expression that the whole code matches, with ASCII digits and letters
        only; empty if there is none.
    :ivar looks_like: the same in words that continue "expected …".
    :ivar example: a code.
    :ivar taken_from: the release or the date of the list that the pattern was taken from.
    :ivar check: finds what is wrong with a code that matches the pattern.
    :ivar check_digit: how the check digit is computed, if there is one.
    :ivar uri: identifies the system in other formats: the ``system`` of a FHIR ``Coding`` as
        registered by HL7, or else the name of the ontology; empty if there is none.
    :ivar page: address of a code's page with ``{code}`` in it; empty if there is none.
    :ivar page_of: returns the page of a code if there are several kinds of page.
    :ivar prefixed: whether codes are customarily written with the key, as in ``HP:0001978``.
    :ivar telling: whether the shape of its codes tells the system; if not, it is never guessed.
    :ivar aliases: other names used in data files; case, spaces, dots, hyphens and underscores do
        not matter.
    :ivar parts: names of parts of the system whose codes are written without their beginning, with
        that beginning.
    """

    key: str
    title: str
    pattern: str = ""
    looks_like: str = ""
    example: str = ""
    taken_from: str = ""
    check: Callable[[str], CodeFlaw | None] | None = None
    check_digit: str = ""
    uri: str = ""
    page: str = ""
    page_of: Callable[[str], str] | None = None
    prefixed: bool = False
    telling: bool = True
    aliases: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


BIOREGISTRY = "Bioregistry 0.15.6, October 2026"
"""The registry of identifiers that most patterns of ontologies and databases come from."""

GENERAL = "general form"
"""Said of a pattern that no single release was read for: it is the form that codes have in use."""


class Shape(TypedDict):
    """What codes look like: the fields of a system that say so."""

    pattern: str
    looks_like: str


SEVEN_DIGITS = Shape(pattern=r"\d{7}", looks_like="7 digits")


def number(digits: int) -> Shape:
    """Describe a number of so many digits at most."""
    words = f"a number of up to {digits} digits that does not begin with 0"
    return Shape(pattern=rf"[1-9]\d{{0,{digits - 1}}}", looks_like=words)


def obo(
    key: str, title: str, shape: Shape, example: str, *aliases: str, uri: str = ""
) -> CodeSystem:
    """Describe an ontology of the OBO Foundry, whose permanent addresses all look alike."""
    return CodeSystem(
        key=key,
        title=title,
        **shape,
        example=example,
        taken_from=BIOREGISTRY,
        uri=uri or f"http://purl.obolibrary.org/obo/{key.lower()}.owl",
        page=f"https://purl.obolibrary.org/obo/{key}_{{code}}",
        prefixed=True,
        aliases=aliases,
    )
