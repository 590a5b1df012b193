"""The entry of a term as lines of text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from sphinx_medterm.diagnostics import file_name
from sphinx_medterm.reports.entry_data import RELATIONS, Data
from sphinx_medterm.reports.terminal import Paint

_MARK = re.compile(r"\s*+(?:- |\d+\. )?")
_GAP = 2
_NARROWEST = 20
_NAMES = (
    ("synonyms", "Synonyms"),
    ("variants", "Variants"),
    ("abbreviations", "Abbreviations"),
    ("forms", "Forms"),
)


def entry_lines(entry: Data, width: int, paint: Paint) -> Iterator[str]:
    """Yield the lines of an entry: headword, senses, and then a table of all else.

    :param width: that of the terminal, in columns.
    """
    yield from _headword(entry, paint)
    senses = entry.get("senses", [])
    for number, sense in enumerate(senses, 1):
        yield ""
        yield from _sense(sense, f"{number}. " if len(senses) > 1 else "", width)
    rows = [(label, texts) for label, texts in _rows(entry) if texts]
    margin = max(len(label) for label, _texts in rows) + _GAP
    yield ""
    for label, texts in rows:
        lines = [line for text in texts for line in _wrapped(text, width - margin)]
        yield paint(label, "bold") + " " * (margin - len(label)) + lines[0]
        yield from (f"{' ' * margin}{line}".rstrip() for line in lines[1:])


def _wrapped(text: str, width: int, before: str = "") -> list[str]:
    """Wrap a text of several lines; what belongs to an item of a list stands below its words.

    :param before: what stands before the first line; the others are indented by as much.
    """
    wrapped: list[str] = []
    for line in text.split("\n"):
        mark = _MARK.match(line)
        wrapped += textwrap.wrap(
            line,
            max(width - len(before), _NARROWEST),
            subsequent_indent=" " * (mark.end() if mark else 0),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    after = " " * len(before)
    return [f"{after if number else before}{line}".rstrip() for number, line in enumerate(wrapped)]


def _headword(entry: Data, paint: Paint) -> Iterator[str]:
    about = [entry.get("part_of_speech", "")]
    for spoken in entry.get("pronunciation", []):
        said = ", ".join(spoken[name] for name in ("ipa", "respelling") if name in spoken)
        about.append(f"{_with_remarks(said, spoken.get('region'))}{_cited(spoken)}")
    yield "  ".join(filter(None, (paint(entry["label"], "bold"), *about)))
    status, other = entry.get("status", ""), entry.get("replaced_by")
    if status or other:
        instead = f"use {other['label']} ({other['key']})" if other else ""
        yield paint("; ".join(filter(None, (status, instead))), "yellow")


def _sense(sense: Data, number: str, width: int) -> Iterator[str]:
    indent = " " * len(number)
    field = f"{sense['subject_field']}: " if "subject_field" in sense else ""
    definition = sense.get("definition", "")
    plain = sense.get("plain_definition", "")
    cited = _cited(sense)
    yield from _wrapped(f"{field}{definition or plain}{cited}", width, number)
    more = [("In plain words: ", plain if definition else ""), ("Scope: ", sense.get("scope_note"))]
    more += [("Example: ", example) for example in sense.get("examples", [])]
    more += [("Figure: ", _figure(figure)) for figure in sense.get("figures", [])]
    more += [(f"{label}: ", "; ".join(texts)) for label, texts in _relations(sense)]
    more += [("Code: ", _code(code)) for code in sense.get("codes", [])]
    for label, text in more:
        if text:
            yield from _wrapped(f"{label}{text}", width, indent)


def _relations(data: Data) -> Iterator[tuple[str, list[str]]]:
    """Yield the relations of a term or a sense: a label, and the terms."""
    for relation in RELATIONS:
        label = relation.replace("_", " ").capitalize()
        yield label, list(map(_link, data.get(relation, [])))


def _cited(data: Data) -> str:
    return "".join(f" [{number}]" for number in data.get("sources", []))


def _rows(entry: Data) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of the table: a label, and its texts, each of which begins a line."""
    yield "Sounds", _on_one_line(_sounds(entry.get("pronunciation", [])))
    yield "Figures", list(map(_figure, entry.get("figures", [])))
    for name, label in _NAMES:
        yield label, _on_one_line(map(_name, entry.get(name, [])))
    etymology = entry.get("etymology", {})
    parts = " + ".join(map(_part, etymology.get("parts", [])))
    history = etymology.get("note", "") + (_cited(etymology) if etymology.get("note") else "")
    yield "Word parts", [parts] if parts else []
    yield "Etymology", [history] if history else []
    yield "Conditions", list(map(_condition, entry.get("related_conditions", [])))
    for label, terms in _relations(entry):
        yield label, _on_one_line(terms)
    yield "Codes", list(map(_code, entry.get("codes", [])))
    yield "Translations", [_translation(*one) for one in entry.get("translations", {}).items()]
    yield "Sources", list(map(_source, entry.get("sources", [])))
    yield "Reviewed", _on_one_line(_review(entry.get("reviewed", {})))
    yield "Key", [f"{entry['key']} ({file_name(entry['file'])}:{entry['line']})"]


def _sounds(pronunciations: Iterable[Data]) -> Iterator[str]:
    for spoken in pronunciations:
        if "audio" in spoken:
            yield _with_remarks(spoken["audio"], spoken.get("region"))


def _figure(figure: Data) -> str:
    """Return the name of a picture, and all that is said of it."""
    said = [figure.get(name, "").replace("\n", " ") for name in ("alt", "caption")]
    said += [f"Credit: {figure['credit']}"] if "credit" in figure else []
    said += [f"License: {figure['licence']}"] if "licence" in figure else []
    ended = (one if one.endswith((".", "?", "!")) else f"{one}." for one in said if one)
    return " ".join([figure["file"], *ended]) + _cited(figure)


def _on_one_line(texts: Iterable[str]) -> list[str]:
    line = "; ".join(texts)
    return [line] if line else []


def _with_remarks(text: str, *remarks: Any) -> str:
    said = ", ".join(str(remark).replace("\n", " ") for remark in remarks if remark)
    return f"{text} ({said})" if said else text


def _name(name: Data) -> str:
    scope = f"{name['scope']} meaning" if "scope" in name else ""
    marks = [name.get(field) for field in ("status", "region", "number", "note")]
    return _with_remarks(name["label"], scope, *marks)


def _part(part: Data) -> str:
    origin = " ".join(filter(None, (part.get("lang"), part.get("form"))))
    gloss = f" “{part['gloss']}”" if "gloss" in part else ""
    return _with_remarks(f"{part['label']}{gloss}", origin)


def _link(link: Data) -> str:
    same = link["label"].casefold().replace(" ", "-") == link["key"].casefold()
    return link["label"] if same else f"{link['label']} ({link['key']})"


def _condition(condition: Data) -> str:
    said = "; ".join(condition[name] for name in ("relation", "note") if name in condition)
    label = condition["label"] + (f": {said}" if said else "") + _cited(condition)
    return "\n".join([label, *(f"- {_code(code)}" for code in condition.get("codes", []))])


_MATCHES = {"broad": "broader", "narrow": "narrower"}
"""How a code matches, in the words of the pages, where they are not those of the data file."""


def _code(code: Data) -> str:
    match = f"{_MATCHES.get(code['match'], code['match'])} match" if "match" in code else ""
    shown = " ".join(filter(None, (code["notation"], code.get("display"))))
    version = f"version {code['version']}" if "version" in code else ""
    return " ".join(filter(None, (_with_remarks(shown, version, match), code.get("address"))))


def _translation(lang: str, translation: Data) -> str:
    texts = [translation.get(name) for name in ("label", "definition", "plain_definition")]
    return f"{lang}: {'; '.join(filter(None, texts))}"


def _source(source: Data) -> str:
    said = source.get("text") or source["key"]
    return " ".join([f"[{source['number']}] {said}", *source.get("addresses", [])])


def _review(reviewed: Data) -> Iterator[str]:
    if reviewed:
        by = f" by {reviewed['by']}" if "by" in reviewed else ""
        yield f"{reviewed['date']}{by}"
    if "due" in reviewed:
        yield f"due again {reviewed['due']}"
