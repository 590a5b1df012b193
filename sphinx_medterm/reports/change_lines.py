"""Changes of a termbase as text for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sphinx_medterm.reports.changes import Change, Changed, Changes, SectionChanges
from sphinx_medterm.reports.terminal import Paint

_TITLES = {"terms": "terms", "word_parts": "word parts", "sources": "sources"}
_SIGNS = re.compile(r"[\\`*_{}\[\]<>|#~]")


def as_lines(changes: Changes, paint: Paint) -> Iterator[str]:
    """Yield the lines of changes, section by section, as ``diff`` marks them."""
    for number, (section, found) in enumerate(changes.items()):
        if number:
            yield ""
        yield paint(f"{_TITLES[section]}: {_counted(found)}", "bold")
        yield from (paint(f"+ {_name(one.key, one.label)}", "green") for one in found.added)
        yield from (paint(f"- {_name(one.key, one.label)}", "red") for one in found.removed)
        for one in (*found.renamed, *found.changed):
            yield paint(f"~ {_heading(one)}", "yellow")
            for change in one.changes:
                yield f"    {change.path}: {_in_words(change)}"


def as_markdown(changes: Changes) -> Iterator[str]:
    """Yield the lines of changes for release notes."""
    for section, found in changes.items():
        title = _TITLES[section]
        groups = (
            (f"Added {title}", [_named_item(one.key, one.label) for one in found.added]),
            (f"Removed {title}", [_named_item(one.key, one.label) for one in found.removed]),
            (f"Renamed {title}", list(map(_changed_item, found.renamed))),
            (f"Changed {title}", list(map(_changed_item, found.changed))),
        )
        for heading, items in groups:
            if items:
                yield from (f"## {heading}", "", *items, "")


def as_json(changes: Changes) -> str:
    """Return changes as a JSON object; the page *Command line* of the docs describes it."""
    sections = {section: asdict(found) for section, found in changes.items()}
    return json.dumps({"version": 1, "changes": sections}, indent=2)


def _counted(found: SectionChanges) -> str:
    counts = (("added", found.added), ("removed", found.removed))
    more = (("renamed", found.renamed), ("changed", found.changed))
    return ", ".join(f"{len(ones):,} {kind}" for kind, ones in (*counts, *more) if ones)


def _name(key: str, label: str) -> str:
    return key if label == key else f"{key} ({label})"


def _heading(one: Changed) -> str:
    if not one.was:
        return _name(one.key, one.label)
    return f"{one.was} {'merged into' if one.merged else '→'} {_name(one.key, one.label)}"


def _in_words(change: Change) -> str:
    if change.old is None:
        return f"+ {_value(change.new)}"
    if change.new is None:
        return f"- {_value(change.old)}"
    return f"{_value(change.old)} → {_value(change.new)}"


def _value(value: Any) -> str:
    """Return a value on one line, as JSON, in the short form that data files have for records."""
    if isinstance(value, dict):
        if value.keys() == {"system", "code"}:
            value = f"{value['system']}:{value['code']}"
        elif len(value) == 1:
            (value,) = value.values()
    return json.dumps(value, ensure_ascii=False)


def _escaped(text: str) -> str:
    """Escape a text so that Markdown shows it as it is, on one line."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))


def _named_item(key: str, label: str) -> str:
    shown = f"**{_escaped(label)}**"
    return f"- {shown}" if label == key else f"- {shown} (`{key}`)"


def _changed_item(one: Changed) -> str:
    was = f": `{one.was}` was {'merged into' if one.merged else 'renamed to'} `{one.key}`"
    lines = [
        _named_item(one.key, one.label) if not one.was else f"- **{_escaped(one.label)}**{was}"
    ]
    lines += [f"  - {_escaped(change.path)}: {_markdown(change)}" for change in one.changes]
    return "\n".join(lines)


def _markdown(change: Change) -> str:
    if change.old is None:
        return f"added {_escaped(_value(change.new))}"
    if change.new is None:
        return f"removed {_escaped(_value(change.old))}"
    return f"{_escaped(_value(change.old))} → {_escaped(_value(change.new))}"
