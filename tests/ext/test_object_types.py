"""What the domain says of its objects and roles, by which Sphinx and editors offer names."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from sphinx_medterm.ext import offer_names
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS, USUAL


@pytest.mark.parametrize("role", MedtermDomain.roles)
def test_names_are_offered_in_each_role_that_takes_one(role: str) -> None:
    """Roles for word parts and codes take none: the codes that are listed are those of terms."""
    offered = [name for name, kind in MedtermDomain.object_types.items() if role in kind.roles]
    assert offered == (["term", "name", "form", "sense"] if role in NAMING_KINDS else [])


def test_each_kind_of_mention_is_a_role_and_the_usual_one_comes_first() -> None:
    """Sphinx takes the first for the one by which an object is mentioned."""
    assert list(MedtermDomain.roles) == list(KINDS)
    kinds = MedtermDomain.object_types.values()
    assert {kind.roles[0] for kind in kinds if kind.roles} == {USUAL}


class Server:
    """Stands in for what esbonio adds to an application."""

    def __init__(self) -> None:
        self.offered: dict[str, list[Any]] = {}

    def create_role_target_provider(self, name: str, **options: Any) -> Any:
        """Return a provider."""
        return name, options

    def add_role(self, name: str, _role: object, providers: list[Any]) -> None:
        """Note what is offered in a role."""
        self.offered[name] = providers


def test_names_are_offered_in_the_role_without_a_domain() -> None:
    """Which a server for editors cannot find out by itself; without one, nothing is done."""
    server = Server()
    offer_names(cast("Any", SimpleNamespace(esbonio=server)))
    kinds = [f"medterm:{kind}" for kind in ("term", "name", "form", "sense")]
    assert server.offered == {"medterm": [("objects", {"obj_types": kinds, "projects": None})]}
    offer_names(cast("Any", SimpleNamespace()))
