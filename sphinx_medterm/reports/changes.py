"""The changes between two states of a termbase, in the vocabulary of data files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_medterm.names.normal import normalise
from sphinx_medterm.termbase.base import Termbase

if TYPE_CHECKING:
    from sphinx_medterm.records.record import Record, Section

SECTIONS: tuple[Section, ...] = ("terms", "word_parts", "sources")
"""The sections of data files, those first that readers look for."""

IN_ORDER = frozenset({"parts"})
"""The lists whose order has a meaning: a word is its parts in their order."""

_NAMED_BY = ("label", "term", "title", "ipa", "respelling", "date", "file", "audio")

Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A field that has another value.

    :ivar path: the way to the field, such as ``senses.adult.definition``.
    :ivar old: what it was; ``None`` if it was not given.
    :ivar new: what it is; ``None`` if it is not given any more.
    """

    path: str
    old: Any = None
    new: Any = None


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A record that has changed, under its new key.

    :ivar was: its old key; empty if that is the same.
    :ivar merged: whether it was there before, and has taken the old key over from another record.
    """

    key: str
    label: str
    was: str = ""
    merged: bool = False
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A record that has come or gone."""

    key: str
    label: str


@dataclass(kw_only=True)
class SectionChanges:
    """What changed in a section."""

    added: list[Named] = field(default_factory=list)
    removed: list[Named] = field(default_factory=list)
    renamed: list[Changed] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.renamed or self.changed)


Changes = dict[str, SectionChanges]
"""What changed, by section; sections without a change are left out."""


def changes_between(old: Termbase, new: Termbase) -> Changes:
    """Return what changed from one state of a termbase to another."""
    found = {section: _Compared(section, old, new).changes() for section in SECTIONS}
    return {section: changes for section, changes in found.items() if changes}


class _Compared:
    """Compares the records of a section."""

    def __init__(self, section: Section, old: Termbase, new: Termbase) -> None:
        self._section = section
        self._systems = new.systems
        self._old = dict(old.stated(section))
        self._new = dict(new.stated(section))

    def changes(self) -> SectionChanges:
        """Return all changes, each kind in the order of keys."""
        renamed = self._renamed()
        gone = self._old.keys() - self._new.keys()
        come = self._new.keys() - self._old.keys()
        found = SectionChanges(
            added=[_named(key, self._new[key]) for key in sorted(come - set(renamed.values()))],
            removed=[_named(key, self._old[key]) for key in sorted(gone - renamed.keys())],
        )
        for was, key in sorted(renamed.items()):
            merged = key in self._old
            before = self._new[key] if merged else self._old[was]
            found.renamed.append(self._changed(key, before, was, merged))
        for key in sorted(self._old.keys() & self._new.keys()):
            if self._old[key] != self._new[key]:
                changed = self._changed(key, self._old[key])
                found.changed += [changed] if changed.changes else []
        return found

    def _changed(self, key: str, before: Data, was: str = "", merged: bool = False) -> Changed:
        after = self._new[key]
        label = _label(key, after)
        if was and not merged and _label(was, before) == label and self._section != "sources":
            # A label that was the old key stands in the file now, but is the same.
            before, after = {**before, "label": label}, {**after, "label": label}
        changes = [
            change
            for change in _differences(self._told(before), self._told(after))
            if not was or (change.path, change.new) != ("former_keys", was)
        ]
        return Changed(key=key, label=label, was=was, merged=merged, changes=changes)

    def _told(self, record: Data) -> Data:
        """Return a record without fields that say what holds anyway."""
        from sphinx_medterm.records.model import Source, Term, WordPart

        models: dict[Section, type[Record]] = {
            "terms": Term,
            "word_parts": WordPart,
            "sources": Source,
        }
        model = models[self._section].model_validate(record, context=self._systems)
        told: Data = model.model_dump(mode="json", exclude_defaults=True)
        return told

    def _renamed(self) -> dict[str, str]:
        """Return the new keys of records by their old ones.

        A record says so itself, or else it is the only one that has the label of one that is gone.
        """
        gone = self._old.keys() - self._new.keys()
        renamed = {
            former: key
            for key, record in self._new.items()
            for former in record.get("former_keys", ())
            if former in gone
        }
        left = [key for key in gone if key not in renamed]
        come = self._new.keys() - self._old.keys() - set(renamed.values())
        before, after = _by_label(left, self._old), _by_label(come, self._new)
        for label, keys in before.items():
            others = after.get(label, [])
            if len(keys) == len(others) == 1:
                renamed[keys[0]] = others[0]
        return renamed


def _label(key: str, record: Data) -> str:
    return str(record.get("label") or record.get("title") or key)


def _named(key: str, record: Data) -> Named:
    return Named(key=key, label=_label(key, record))


def _by_label(keys: Iterable[str], records: Mapping[str, Data]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(normalise(_label(key, records[key])), []).append(key)
    return found


# ---------------------------------------------------------------------- fields


def _differences(old: Any, new: Any, path: str = "") -> Iterator[Change]:
    """Yield the innermost fields that differ; the order of fields and of most lists is none."""
    if old == new:
        return
    name = path.rpartition(".")[2]
    if isinstance(old, list) and isinstance(new, list) and name not in IN_ORDER:
        yield from _in_lists(old, new, path)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            inner = f"{path}.{key}" if path else key
            yield from _differences(old.get(key), new.get(key), inner)
    elif not (_is_default(old) and _is_default(new)):
        yield from _whole(old, new, path)


def _whole(old: Any, new: Any, path: str) -> Iterator[Change]:
    """Yield what has come or gone, item by item and field by field."""
    for nest in (list, dict):
        if isinstance(old, nest) and new is None:
            yield from _differences(old, nest(), path)
            return
        if isinstance(new, nest) and old is None:
            yield from _differences(nest(), new, path)
            return
    yield Change(path=path, old=old, new=new)


def _is_default(value: Any) -> bool:
    return value is None or value == [] or value == {}


def _in_lists(old: list[Any], new: list[Any], path: str) -> Iterator[Change]:
    """Yield the differences between items of the same name, and the items that have no other."""
    before, after = _by_name(old), _by_name(new)
    for name, item in before.items():
        if name not in after:
            yield Change(path=path, old=item)
        elif isinstance(item, dict):
            yield from _differences(item, after[name], f"{path}[{name}]")
    for name, item in after.items():
        if name not in before:
            yield Change(path=path, new=item)


def _by_name(items: list[Any]) -> dict[str, Any]:
    """Return the items of a list by what identifies them; equal ones get numbers."""
    found: dict[str, Any] = {}
    counts: dict[str, int] = {}
    for item in items:
        name = _name(item)
        counts[name] = counts.get(name, 0) + 1
        found[name if counts[name] == 1 else f"{name} ({counts[name]})"] = item
    return found


def _name(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "system" in item and "code" in item:
        return f"{item['system']}:{item['code']}"
    return str(next((item[name] for name in _NAMED_BY if name in item), item))
