"""The types of warning as reStructuredText, from what ``medterm explain`` prints."""

from __future__ import annotations

from collections.abc import Iterator

from medterm_configuration import linked
from medterm_words import wrapped

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.reports.explanation_lines import language_of
from sphinx_medterm.reports.explanations import BUILD, Block, Explanation, blocks, explanation

_INDENT = "   "
_HEADS = {"summary": "Cause:", "fix": "Fix:", "silence": "Silence:"}


def summary_lines() -> Iterator[str]:
    """Yield a table of all types, each with a link to its description."""
    yield from (".. list-table::", "   :widths: 35 65", "   :header-rows: 1", "")
    yield from ("   * - Type", "     - Meaning")
    for subtype in Subtype:
        yield f"   * - :warntype:`medterm.{subtype}`"
        yield f"     - {linked(explanation(subtype).summary)}"


def message_lines(*, of_pages: bool) -> Iterator[str]:
    """Yield a message of each type, in the order of their names: cause, fix and how to silence it.

    :param of_pages: whether it is what builds report first; otherwise what checks of files do.
    """
    for explained in map(explanation, sorted(Subtype)):
        if (explained.reported_by[0] == BUILD) == of_pages:
            yield from (f".. rubric:: :warntype:`medterm.{explained.subtype}`", "")
            yield from (".. code-block:: text", "")
            yield from (f"{_INDENT}{line}" for line in wrapped(explained.messages[0]).splitlines())
            yield ""
            for name in ("summary", "fix", "silence"):
                if text := getattr(explained, name):
                    yield f"* **{_HEADS[name]}** {linked(text)}"
            yield ""


def warning_lines() -> Iterator[str]:
    """Yield the description of all types, each with the id that links know."""
    for subtype in Subtype:
        explained = explanation(subtype)
        yield from (f".. warntype:: medterm.{subtype}", "")
        for line in _lines(explained):
            yield f"{_INDENT}{line}".rstrip()


def _lines(explained: Explanation) -> Iterator[str]:
    for block in blocks(explained):
        yield from _block(block)
        yield ""
    yield f"See also: {', '.join(f':doc:`/{page}`' for page in explained.see)}"
    yield ""


def _block(block: Block) -> Iterator[str]:
    if block.kind == "heading":
        yield f".. rubric:: {block.text}"
    elif block.kind == "code":
        yield f".. code-block:: {language_of(block)}"
        if block.title:
            yield f"{_INDENT}:caption: {block.title}"
        yield ""
        text = block.text if block.title else wrapped(block.text)
        yield from (f"{_INDENT}{line}" for line in text.splitlines())
    else:
        mark = "* " if block.kind == "item" else ""
        yield f"{mark}{linked(block.text)}"
