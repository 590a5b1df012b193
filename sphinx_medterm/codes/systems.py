"""The code systems that are built in."""

from __future__ import annotations

from sphinx_medterm.codes import disease_systems, substance_systems
from sphinx_medterm.codes.code_system import CodeSystem

SYSTEMS: dict[str, CodeSystem] = {
    system.key: system
    for system in sorted(
        (*disease_systems.SYSTEMS, *substance_systems.SYSTEMS), key=lambda system: system.key
    )
}
"""The systems by key, in alphabetical order."""
