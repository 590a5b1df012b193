"""The senses of terms: which of them can be used, and which terms have enough to show."""

from __future__ import annotations

from sphinx_medterm.diagnostics import RecordPath, Severity, Subtype, quoted
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.record import KEY, KEY_RULE
from sphinx_medterm.records.visible import ONE_SENSE


def with_senses(terms: dict[str, Term], records: Records) -> dict[str, Term]:
    """Leave out senses without a definition, and terms with neither a sense nor a label."""
    kept = {}
    for key, term in terms.items():
        path: RecordPath = ("terms", key)
        if term.senses:
            term = _with_definitions(term, path, records)
        if term.label or term.senses or term.definition or term.plain_definition:
            kept[key] = term
        else:
            message = "a term with neither a label nor a definition is left out"
            hint = "write 'label: …' or 'definition: …', or 'senses:' with a definition each"
            records.report(Subtype.RECORD, message, path, hint)
    return kept


def _with_definitions(term: Term, path: RecordPath, records: Records) -> Term:
    if term.definition or term.plain_definition:
        message = "has both a definition of its own and senses; it is shown as the first sense"
        hint = "move it under 'senses:' with a key"
        records.report(Subtype.VALUE, message, path, hint, Severity.WARNING)
    else:
        term = _without_stray_fields(term, path, records)
    senses = {}
    for key, sense in term.senses.items():
        here: RecordPath = (*path, "senses", key)
        if not KEY.fullmatch(key):
            message = f"{quoted(key)} cannot be a key; the sense is left out"
            records.report(Subtype.RECORD, message, here, KEY_RULE)
        elif sense.definition is None and sense.plain_definition is None:
            records.report(Subtype.RECORD, "a sense without a definition is left out", here)
        else:
            senses[key] = sense
    return term if len(senses) == len(term.senses) else term.model_copy(update={"senses": senses})


def _without_stray_fields(term: Term, path: RecordPath, records: Records) -> Term:
    """Leave out what a term says of a single sense if all its senses have keys."""
    stray = [name for name in ONE_SENSE if getattr(term, name)]
    for name in stray:
        message = f"{name!r} is outside 'senses', so it belongs to no sense; it is left out"
        hint = "move it into the sense that it is about"
        records.report(Subtype.VALUE, message, (*path, name), hint)
    if not stray:
        return term
    given = term.model_fields_set.difference(stray)
    return Term.model_construct(given, **{name: getattr(term, name) for name in given})
