"""The senses of terms: which of them can be used, and which terms have enough to be shown."""

from __future__ import annotations

from typing import Protocol

from sphinx_medterm.diagnostics import RecordPath, Severity, Subtype, quoted
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.record import KEY, KEY_RULE
from sphinx_medterm.records.visible import ONE_SENSE


class Report(Protocol):
    """Notes what is wrong with the value at a path."""

    def __call__(
        self,
        subtype: Subtype,
        message: str,
        path: RecordPath,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note it."""


def with_senses(terms: dict[str, Term], report: Report) -> dict[str, Term]:
    """Leave out senses without a definition, and terms with neither a sense nor a label."""
    kept = {}
    for key, term in terms.items():
        path: RecordPath = ("terms", key)
        if term.senses:
            term = _with_definitions(term, path, report)
        if term.label or term.senses or term.definition or term.plain_definition:
            kept[key] = term
        else:
            message = "a term with neither a label nor a definition is left out"
            hint = "write 'label: …' or 'definition: …', or 'senses:' with a definition each"
            report(Subtype.RECORD, message, path, hint)
    return kept


def _with_definitions(term: Term, path: RecordPath, report: Report) -> Term:
    if term.definition or term.plain_definition:
        message = "has both a definition of its own and senses; it is shown as the first sense"
        hint = "move it under 'senses:' with a key"
        report(Subtype.VALUE, message, path, hint, Severity.WARNING)
    else:
        term = _without_stray_fields(term, path, report)
    senses = {}
    for key, sense in term.senses.items():
        here: RecordPath = (*path, "senses", key)
        if not KEY.fullmatch(key):
            message = f"{quoted(key)} cannot be a key; the sense is left out"
            report(Subtype.RECORD, message, here, KEY_RULE)
        elif sense.definition is None and sense.plain_definition is None:
            report(Subtype.RECORD, "a sense without a definition is left out", here)
        else:
            senses[key] = sense
    return term if len(senses) == len(term.senses) else term.model_copy(update={"senses": senses})


def _without_stray_fields(term: Term, path: RecordPath, report: Report) -> Term:
    """Leave out what a term says of a single sense if all its senses have keys."""
    stray = [name for name in ONE_SENSE if getattr(term, name)]
    for name in stray:
        message = f"{name!r} stands beside 'senses', so it belongs to none of them; it is left out"
        hint = "move it into the sense that it is about"
        report(Subtype.VALUE, message, (*path, name), hint)
    if not stray:
        return term
    given = term.model_fields_set.difference(stray)
    return Term.model_construct(given, **{name: getattr(term, name) for name in given})
