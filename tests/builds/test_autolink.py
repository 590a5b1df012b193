"""Names in running text that become links by themselves."""

from __future__ import annotations

import pytest

from .conftest import Build, Built, Project

GLOSSARY = "\n\n.. medterm:glossary::\n"


def linked(
    built: Built, name: str = "index.html", selector: str = "section a.medterm-auto"
) -> list[str]:
    """List what the automatic links on a page show and where they lead."""
    links = built.html(name).select(selector)
    return [
        f"{' '.join(link.get_text().split())} {str(link['href']).rpartition('#medterm-')[2]}"
        for link in links
    ]


