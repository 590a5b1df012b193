"""The blocks of code and data in the documentation, as Sphinx reads them.

``python -m tests.doc_blocks PAGE...`` prints the commands of pages, one a line, without those that
the pages mark as not run.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

_INCLUDING = ("include", "literalinclude")
_MARK = re.compile(r"(?:<!-- )?not-run: (.+?)(?: -->)?", re.DOTALL)


class Block(NamedTuple):
    """A block of code or data.

    :ivar origin: ``written`` in the page or in a page that it includes; the name of the ``file``
        that it is included from; or the name of the directive that makes it.
    :ivar not_run: why it is not run, as a comment before it says: ``.. not-run: needs a server``.
    """

    page: str
    line: int
    language: str
    caption: str
    text: str
    origin: str
    not_run: str

    @property
    def place(self) -> str:
        """The page and the line."""
        return f"{self.page}:{self.line}"

    @property
    def written(self) -> bool:
        """Whether the text is in the page itself."""
        return self.origin == "written"

    @property
    def commands(self) -> list[str]:
        """The command lines: all of ``sh``, and those of ``console`` with a prompt."""
        lines = self.text.replace("\\\n", " ").splitlines()
        if self.language == "sh":
            return [line for line in lines if line.strip()]
        return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def small_project() -> dict[str, str]:
    """Return the files of the tutorial, with a plain definition of each term, by their names."""
    files = {file.name: file.read_text("utf-8") for file in DOCS.glob("start/example/*.*")}
    definition = re.compile(r"^    definition: (\w.*)$", re.MULTILINE)
    plain = definition.sub(r"\g<0>\n    plain_definition: \1", files["terms.yaml"])
    return files | {"terms.yaml": plain}


def blocks() -> list[Block]:
    """Return all blocks of the pages and of the README, in their order."""
    return [block for page, tree in trees().items() for block in _blocks_of(page, tree)]


def trees() -> dict[str, nodes.document]:
    """Return all pages as they are read, and the README under its name."""
    return _documentation()[0]


def settings() -> frozenset[str]:
    """Return the names of all configuration values that the documentation could set."""
    return _documentation()[1]


@cache
def _documentation() -> tuple[dict[str, nodes.document], frozenset[str]]:
    with tempfile.TemporaryDirectory() as name:
        source, work = Path(name, "source"), Path(name, "work")
        source.mkdir()
        source.joinpath("README.md").write_bytes(ROOT.joinpath("README.md").read_bytes())
        readme, _ = _read(source, work / "readme", None)
        pages, known = _read(DOCS, work / "docs", DOCS)
    return readme | pages, known


def _read(
    source: Path, work: Path, conf: Path | None
) -> tuple[dict[str, nodes.document], frozenset[str]]:
    values = {} if conf else {"extensions": ["myst_parser"], "root_doc": "README"}
    folders = (source, conf, work / "out", work / "doctrees")
    with patch_docutils(str(conf) if conf else None), docutils_namespace():
        app = Sphinx(*folders, "dummy", values, status=None, warning=None)
        _tag_directives()
        app.build()
        pages = {page: app.env.get_doctree(page) for page in sorted(app.env.found_docs)}
        return pages, frozenset(value.name for value in app.config)


def _tag_directives() -> None:
    """Let each block tell which directive it comes from; the outermost one has the last word."""
    known = directives._directives  # type: ignore[attr-defined]
    for name, directive in list(known.items()):
        if name in _INCLUDING or name.startswith("medterm-"):
            known[name] = _tagging(name, directive)


def _tagging(name: str, directive: type[Directive]) -> type[Directive]:
    class Tagging(directive):  # type: ignore[misc, valid-type]
        def run(self) -> Sequence[nodes.Node]:
            made: Sequence[nodes.Node] = super().run()
            origin = self.arguments[0] if name in _INCLUDING else name
            if name == "include" and not {"code", "literal"} & {*self.options}:
                return made  # a part of the page, such as the changelog
            for node in made:
                for block in node.findall(nodes.literal_block):
                    block["origin"] = origin
            return made

    return Tagging


def _blocks_of(page: str, tree: nodes.document) -> Iterator[Block]:
    language = ""
    for node in tree.findall():
        if isinstance(node, addnodes.highlightlang):
            language = node["lang"]
        elif isinstance(node, nodes.literal_block):
            yield _block(page, node, language)


def _block(page: str, node: nodes.literal_block, language: str) -> Block:
    parent = node.parent
    captioned = isinstance(parent, nodes.container) and parent.get("literal_block")
    outer: nodes.Element = parent if captioned else node
    markdown = [name for name in node["classes"] if name != "code"]
    return Block(
        page=page,
        line=node.line or 0,
        language=node.get("language") or "".join(markdown[:1]) or language,
        caption=parent[0].astext() if captioned else "",
        text=node.astext(),
        origin=node.get("origin", "written"),
        not_run=_mark_before(outer),
    )


def _mark_before(node: nodes.Element) -> str:
    siblings = node.parent.children
    before = siblings[: siblings.index(node)][-1:]
    if not before or not isinstance(before[0], nodes.comment | nodes.raw):
        return ""
    found = _MARK.fullmatch(before[0].astext().strip())
    return " ".join(found[1].split()) if found else ""


def main(pages: Sequence[str]) -> None:
    """Print the commands of pages."""
    for page in pages:
        for block in blocks():
            if block.page == page and block.commands and not block.not_run:
                print("\n".join(block.commands))


if __name__ == "__main__":
    main(sys.argv[1:])
