"""Data files as authors write, rearrange and spoil them, for the random histories."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from hypothesis import strategies as st

KEYS = ("ant", "bee", "cat", "dog", "eel")
SHARED = ["ant", "bee"]  # as the same list in several records, it is written with an alias

keys = st.one_of(st.just(SHARED), st.lists(st.sampled_from(KEYS), max_size=2, unique=True))
definitions = st.sampled_from(
    [
        "one",
        "two",
        "of an ant, ants and *bees*",
        "of :medterm:`bee`",
        "a :medterm:`nonsense`",
        ":term:`eel`",
        "`loose",
        ":medterm:abbr:`bee` :medterm:abbr:`ant`",
        "is :medterm:def:`cat`",
        ":medterm:code:`MESH:D006411` :medterm:part:`a-`",
        "is :medterm:def:`cat +professional` or :medterm:`dog +plain`",
        "first\n\nof :medterm:`dog` and :medterm:pron:`eel`",
    ]
)
codes = st.one_of(
    st.just("MESH:D006411"),
    st.fixed_dictionaries(
        {"system": st.just("MESH"), "code": st.just("D006411")},
        optional={
            "match": st.sampled_from(["exact", "close", "broad"]),
            "version": st.just("1"),
            "display": st.sampled_from(["x", "y"]),
        },
    ),
)
senses = st.one_of(
    definitions,
    st.fixed_dictionaries(
        {"definition": definitions},
        optional={"codes": codes.map(lambda code: [code]), "broader": keys, "related": keys},
    ),
)
meanings: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"definition": definitions}),
    st.fixed_dictionaries({"definition": definitions, "plain_definition": definitions}),
    st.fixed_dictionaries({"plain_definition": definitions}),
    st.fixed_dictionaries({"senses": st.fixed_dictionaries({"small": senses})}),
    st.just({}),  # a term without any definition is refused
)
details = st.fixed_dictionaries(
    {},
    optional={
        "label": st.sampled_from(["Label", "Ant", "bee"]),
        "synonyms": st.lists(st.sampled_from(["insect", "bees"]), max_size=1),
        "abbreviations": st.sampled_from([["AN"], [{"label": "BE", "plural": "ants"}], ["insect"]]),
        "codes": st.one_of(
            codes.map(lambda code: [code]), st.sampled_from([["MESH:0"], ["LOINC:718-8"]])
        ),
        "pronunciation": st.just({"ipa": "a"}),
        "autolink": st.sampled_from([False, True]),
        "see_also": keys,
        "broader": keys,
        "replaced_by": st.sampled_from(KEYS),
        "etymology": st.just({"parts": ["a-", "-b"], "note": "old"}),
        "related_conditions": st.one_of(
            st.just([{"term": "cat"}]),
            codes.map(lambda code: [{"label": "l", "note": "of :medterm:`ant`", "codes": [code]}]),
        ),
        "sources": st.sampled_from([["book"], ["lost", "book"]]),
        "colour": st.just("red"),  # no such field
    },
)
terms = st.builds(lambda meaning, more: {**meaning, **more}, meanings, details)


@dataclass(frozen=True)
class Style:
    """All about a data file that changes its lines and not what it says.

    :ivar gaps: what is written before the records, in turn: comments and empty lines.
    """

    indent: int = 2
    order: tuple[str, ...] = KEYS
    gaps: tuple[str, ...] = ("",)
    ending: str = "\n"


styles = st.builds(
    Style,
    indent=st.integers(2, 4),
    order=st.permutations(KEYS).map(tuple),
    gaps=st.lists(st.sampled_from(["", "# A note.\n", "\n", "\n  # ant:\n"]), min_size=1).map(
        tuple
    ),
    ending=st.sampled_from(["\n", "\n", "\r\n"]),
)

DAMAGES: dict[str, Callable[[str], str]] = {
    "": str,
    "open list at the end": lambda text: text + "more: [\n",
    "half": lambda text: text[: len(text) // 2],
    "empty": lambda text: "",
    "no mapping": lambda text: "- ant\n",
    "no terms": lambda text: text.replace("terms", "teams"),
    "no text": lambda text: text + "\udcff",
    "open quote": lambda text: text.replace("definition: ", 'definition: "', 1),
    "tab": lambda text: text.replace("\n", "\n\t- ", 4),
    "wrong field": lambda text: text.replace("definition", "meaning", 1),
    "bad record": lambda text: _first(text, "bat", "[5]"),
    "bad key": lambda text: _first(text, "b--t", '{"definition": "bad"}'),
    "second record": lambda text: _first(text, "ant", '{"definition": "the first one"}'),
    "unknown alias": lambda text: _first(text, "bat", "*nobody"),
}


def _first(text: str, key: str, value: str) -> str:
    """Put a record before all other terms."""
    text = re.sub(r"(?m)^terms:\n( *)", rf"terms:\n\1{key}: {value}\n\1", text)
    return re.sub(r'(?m)^( *)"terms": \{(?!\})', rf'\1"terms": {{\1"{key}": {value},', text)


@dataclass
class DataFile:
    """One data file of the project, and how it is written."""

    name: str
    terms: dict[str, Any] = field(default_factory=dict)
    book: str = "A book"
    gloss: str = "not"
    style: Style = Style()
    damage: str = ""
    is_there: bool = True

    def content(self) -> bytes:
        """Write it all down."""
        write = json_text if self.name.endswith(".json") else yaml_text
        text = DAMAGES[self.damage](write(self._data(), self.style))
        return text.replace("\n", self.style.ending).encode("utf-8", "surrogateescape")

    def _data(self) -> dict[str, Any]:
        return {
            "sources": {"book": {"title": self.book}},
            "word_parts": {"a-": {"gloss": self.gloss}, "-b": {"form": "b", "sources": ["book"]}},
            "terms": {key: self.terms[key] for key in self.style.order if key in self.terms},
        }


def json_text(data: dict[str, Any], style: Style) -> str:
    """Write JSON over many lines."""
    return json.dumps(data, indent=style.indent) + "\n"


def yaml_text(data: dict[str, Any], style: Style) -> str:
    """Write YAML with a line for each value, with comments and empty lines between records."""
    text = yaml.safe_dump(data, indent=style.indent, sort_keys=False)
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        if re.match(rf" {{{style.indent}}}[^ -]", line):
            lines.append(style.gaps[len(lines) % len(style.gaps)])
        lines.append(line)
    return "".join(lines)
