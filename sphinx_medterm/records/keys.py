"""Keys that are written as values of fields."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from sphinx_medterm.names.normal import as_key
from sphinx_medterm.records.record import KEY, OwnKey
from sphinx_medterm.records.texts import TEXT_FAULT, Name


def _as_former_key(written: str) -> str:
    key = as_key(written)
    if not KEY.fullmatch(key):
        hint = "write the key as it was: letters and digits, with single - _ . between them"
        context = {"message": "it cannot have been a key", "hint": hint}
        raise PydanticCustomError(TEXT_FAULT, "{message}", context)
    return key


FormerKey = Annotated[Name, AfterValidator(_as_former_key), OwnKey()]
"""A key that a term had before, read as keys are."""
