"""The lines of data files on which texts mention something.

The store holds the line of each record only. A file is read again when the place of something in a
text is wanted, which is when there is something to report.
"""

from __future__ import annotations

from collections.abc import Callable

from sphinx_medterm.data_text.tree import Span
from sphinx_medterm.records.references import placed_spans
from sphinx_medterm.termbase.base import Origin, Termbase


def place_of_span(termbase: Termbase, key: str, is_meant: Callable[[Span], bool]) -> Origin:
    """Return file and line of the first span in the texts of a term that is meant.

    If there is none, as in a text that has been translated, it is the place of the term.

    :raises KeyError: if there is no term with this key.
    """
    records = termbase.records_of(key)
    if term := records.terms.get(key):
        for path, text, span in placed_spans(term, ("terms", key)):
            if is_meant(span):
                position = records.locate(path, (text, span.start))
                return Origin(records.document.file, position.line)
    return termbase.origin(key)
