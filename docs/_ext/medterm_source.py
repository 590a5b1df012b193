"""Records of the demo's data file, shown as they are written there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata


class SourceDirective(SphinxDirective):
    """Shows a record of the first data file: ``.. medterm-source:: terms leukemia``.

    The option ``fields`` names the fields to show, and no others.
    """

    required_arguments = 2
    option_spec: ClassVar[Any] = {"fields": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Cut the record out of the file, by its indentation."""
        file = Path(self.env.srcdir, self.config.medterm_files[0])
        self.env.note_dependency(str(file))
        section, key = self.arguments
        lines = file.read_text(encoding="utf-8").splitlines()
        record = self._block(self._block(lines, f"{section}:"), f"  {key}:")
        if fields := self.options.get("fields"):
            blocks = (self._block(record, f"    {name}:") for name in fields.split())
            record = [record[0], *(line for block in blocks for line in block)]
        text = "\n".join([f"{section}:", *record]) + "\n"
        block = nodes.literal_block(text, text, language="yaml")
        self.set_source_info(block)
        return [block]

    def _block(self, lines: Sequence[str], start: str) -> list[str]:
        """Take the line that starts so, with the lines below that are indented deeper."""
        deeper = " " * (len(start) - len(start.lstrip()) + 1)
        block: list[str] = []
        blank: list[str] = []  # kept between two lines of the block, as in a text of paragraphs
        for line in lines:
            if not block and (line == start or line.startswith(f"{start} ")):
                block = [line]
            elif block and line.startswith(deeper) and not line.lstrip().startswith("#"):
                block += [*blank, line]
                blank = []
            elif block and not line.strip():
                blank.append(line)
            elif block and not line.lstrip().startswith("#"):
                break
        if not block:
            raise self.error(f"no {start.strip()!r} in the data file")
        return block


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("medterm-source", SourceDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
