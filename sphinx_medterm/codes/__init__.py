"""Code systems: how codes are written, whether a code is plausible, and where its page is."""

from __future__ import annotations

from sphinx_medterm.codes.code_system import CodeSystem
from sphinx_medterm.codes.registry import BUILT_IN, CodeSystems, Fault
from sphinx_medterm.codes.systems import SYSTEMS

__all__ = ["BUILT_IN", "SYSTEMS", "CodeSystem", "CodeSystems", "Fault"]
