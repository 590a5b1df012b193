"""The plan of the package, drawn from its import rules and the docstrings of its modules."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

ROOT = Path(__file__).parents[2]
PACKAGE = "sphinx_medterm"


class PlanDirective(SphinxDirective):
    """Draws the floors of a package: ``.. medterm-plan:: sphinx_medterm.ext``.

    The uppermost floor comes first; what stands on a floor imports only from those below it. Each
    room, a module or a folder of modules, is shown with its purpose, and each folder with what is
    in it.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Draw a definition list, floor by floor."""
        package = self.arguments[0]
        floors = floors_of(package)
        if not floors:
            raise self.error(f"no import rule says of which floors {package!r} is made")
        self.env.note_dependency(str(ROOT / "pyproject.toml"))
        drawn = "\n".join(
            "   ".join(_shown_name(package, name) for name in floor) for floor in floors
        )
        rooms = nodes.definition_list()
        for floor in floors:
            for name in floor:
                said = _with_code(purpose(f"{package}.{name}"))
                room = nodes.definition("", nodes.paragraph("", "", *said))
                if inside := self._inside(f"{package}.{name}"):
                    room += inside
                rooms += nodes.definition_list_item("", self._name(package, name), room)
        return [nodes.literal_block(drawn, drawn, language="text"), rooms]

    def _name(self, package: str, name: str) -> nodes.term:
        file = file_of(f"{package}.{name}")
        self.env.note_dependency(str(file))
        return nodes.term(
            "", "", nodes.literal("", f"{name}/" if _is_folder(file) else f"{name}.py")
        )

    def _inside(self, room: str) -> nodes.bullet_list | None:
        """List the modules of a folder, unless it has folders and so is drawn by itself."""
        if not _is_folder(file_of(room)) or _has_rooms(room):
            return None
        found = nodes.bullet_list(bullet="*")
        for module in modules_in(room):
            file = file_of(f"{room}.{module}")
            self.env.note_dependency(str(file))
            said = _with_code(f": {purpose(f'{room}.{module}')}")
            line = nodes.paragraph("", "", nodes.literal("", f"{module}.py"), *said)
            found += nodes.list_item("", line)
        return found


def floors_of(package: str) -> list[list[str]]:
    """Return the rooms on each floor of a package, the uppermost floor first.

    They are those of the import rule for the package in ``pyproject.toml``; empty if there is none.
    """
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for rule in settings["tool"]["importlinter"]["contracts"]:
        if rule["type"] == "layers" and rule["containers"] == [package]:
            return [[name.strip() for name in layer.split("|")] for layer in rule["layers"]]
    return []


def modules_in(room: str) -> list[str]:
    """Return the names of the modules in a folder."""
    files = file_of(room).parent.glob("*.py")
    return sorted(file.stem for file in files if file.stem != "__init__")


def purpose(name: str) -> str:
    """Return what a module or folder says it is for: the first paragraph of its docstring.

    :raises ValueError: if it says nothing.
    """
    tree = ast.parse(file_of(name).read_text(encoding="utf-8"))
    if not (said := ast.get_docstring(tree)):
        raise ValueError(f"{name} has no docstring")
    return " ".join(said.partition("\n\n")[0].split())


def file_of(name: str) -> Path:
    """Return the file of a module, or of a folder of modules."""
    path = ROOT.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _shown_name(package: str, name: str) -> str:
    return f"{name}/" if _is_folder(file_of(f"{package}.{name}")) else f"{name}.py"


def _is_folder(file: Path) -> bool:
    return file.stem == "__init__"


def _has_rooms(room: str) -> bool:
    """Return whether there are folders of modules inside a folder."""
    return any(_folders(file_of(room).parent))


def _folders(path: Path) -> Iterator[Path]:
    return (file.parent for file in path.glob("*/__init__.py"))


def _with_code(text: str) -> list[nodes.Node]:
    """Make nodes of a text in which code stands between pairs of backquotes."""
    parts = text.split("``")
    kinds = [nodes.literal if number % 2 else nodes.inline for number in range(len(parts))]
    return [kind("", part) for kind, part in zip(kinds, parts, strict=True) if part]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("medterm-plan", PlanDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
