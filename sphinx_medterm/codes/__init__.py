"""Code systems: how a code is written, whether it can be right, and where its official page is."""

from __future__ import annotations

from sphinx_medterm.codes.registry import BUILT_IN, CodeSystems, Fault
from sphinx_medterm.codes.systems import SYSTEMS, CodeSystem

__all__ = ["BUILT_IN", "SYSTEMS", "CodeSystem", "CodeSystems", "Fault"]
