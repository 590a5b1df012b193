"""The JSON Schema: made from the records, shipped with the package, and true to the checks."""

# ruff: noqa: E501  (a case of the tables is one line)

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from functools import cache
from importlib import resources
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from sphinx_medterm.codes import SYSTEMS
from sphinx_medterm.formats.document import Document
from sphinx_medterm.formats.read import read_file
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.json_schema import KEY_PATTERN, PART_KEY_PATTERN, json_schema
from sphinx_medterm.records.model import Code, Term
from sphinx_medterm.records.record import KEY, PART_KEY, Record, lists_of
from sphinx_medterm.records.term_file import RECORDS, TermFile
from sphinx_medterm.records.texts import Authors, Name
from sphinx_medterm.records.validation import read_records

from .samples import PATTERN_SAMPLES

Check = Callable[..., Records]

DEMO = Path(__file__).parents[2] / "docs" / "terms.yaml"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """Give the schema as it is generated."""
    return json_schema()


def record_of(schema: dict[str, Any], model: type[Record]) -> dict[str, Any]:
    """Give the part of the schema that describes the mapping of a record."""
    definition: dict[str, Any] = schema if model is TermFile else schema["$defs"][model.__name__]
    if "properties" not in definition:
        (definition,) = [part for part in definition["anyOf"] if part.get("type") == "object"]
    return definition


def test_the_shipped_schema_is_the_generated_one(schema: dict[str, Any]) -> None:
    """What editors read is what the checks do: ``medterm schema -o`` brings it up to date."""
    shipped = resources.files("sphinx_medterm") / "schema" / "medterm.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == schema


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_the_schema_describes_every_field(schema: dict[str, Any], model: type[Record]) -> None:
    """Every field of every record is there, with words on what it is for, and no other."""
    described = record_of(schema, model)
    assert described["additionalProperties"] is False
    fields = {*model.model_fields, *({"$schema"} if model is TermFile else ())}
    assert set(described["properties"]) == fields
    for name in model.model_fields:
        assert described["properties"][name].get("description"), name
    required = {name for name, info in model.model_fields.items() if info.is_required()}
    assert set(described.get("required", ())) == required


@pytest.mark.parametrize(
    "model",
    [model for model in RECORDS if model not in (TermFile, Term)],
    ids=lambda model: model.__name__,
)
def test_the_schema_knows_short_forms(schema: dict[str, Any], model: type[Record]) -> None:
    """A plain text is accepted wherever the checks accept it, and the field it stands for told."""
    short, *lists, full = schema["$defs"][model.__name__]["anyOf"]
    assert full["type"] == "object"
    assert rules_for(schema, short, "SYSTEM:CODE")
    assert f"'{model.shorthand}'" in short["description"]
    assert [part["type"] for part in lists] == (["array"] if model.list_shorthand else [])
    for part in lists:
        assert f"'{model.list_shorthand}'" in part["description"]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_one_item_needs_no_list(schema: dict[str, Any], model: type[Record]) -> None:
    """Every list may be written as its only item."""
    empty = {"$ref": "#/$defs/Empty"}
    for name in lists_of(model):
        *items, many, none = record_of(schema, model)["properties"][name]["anyOf"]
        assert [*items, empty] == many["items"]["anyOf"]
        assert (many["type"], none) == ("array", empty)


def test_the_schema_has_a_name_of_its_own(schema: dict[str, Any]) -> None:
    """It is the same wherever the file lies, and its references do not depend on the place."""
    assert schema["$id"].startswith("urn:")
    assert set(references(schema)) == {f"#/$defs/{name}" for name in schema["$defs"]}


def references(part: Any) -> Iterator[str]:
    """List all references of a schema."""
    if isinstance(part, dict) and isinstance(part.get("$ref"), str):
        yield part["$ref"]
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            yield from references(inner)


def test_the_schema_offers_code_systems_and_allows_others(schema: dict[str, Any]) -> None:
    """Projects may have systems of their own."""
    known, *_others = record_of(schema, Code)["properties"]["system"]["anyOf"]
    assert known["enum"] == list(SYSTEMS)
    term = {"label": "A", "codes": {"system": "OWN", "code": "5"}}
    assert list(misfits(schema, schema, {"terms": {"a": term}})) == []


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def rules_for(schema: dict[str, Any], rule: Any, value: Any) -> list[Any]:
    """List the alternatives of a rule that are meant for values of this kind."""
    if "$ref" in rule:
        return rules_for(schema, schema["$defs"][rule["$ref"].rpartition("/")[2]], value)
    if "anyOf" in rule and "properties" not in rule:
        return [found for part in rule["anyOf"] for found in rules_for(schema, part, value)]
    if "not" in rule:
        return [] if rules_for(schema, rule["not"], value) else [rule]
    return [rule] if type(value) in KINDS[rule["type"]] else []


def misfits(schema: dict[str, Any], rule: Any, value: Any, path: str = "") -> Iterator[str]:
    """List where a value does not fit a schema of the few kinds that are used here."""
    rules = rules_for(schema, rule, value)
    if not rules:
        yield f"{path}: no {type(value).__name__}"
    else:  # one of the alternatives is enough
        yield from min((list(misfits_of(schema, one, value, path)) for one in rules), key=len)


def misfits_of(schema: dict[str, Any], rule: Any, value: Any, path: str) -> Iterator[str]:
    """List where a value does not fit a rule for values of its kind."""
    if isinstance(value, dict):
        yield from misfits_in_mapping(schema, rule, value, path)
    elif isinstance(value, list) and "items" in rule:
        for index, item in enumerate(value):
            yield from misfits(schema, rule["items"], item, f"{path}[{index}]")
    elif not is_allowed(rule, value):
        yield f"{path}: {value!r}"


def is_allowed(rule: dict[str, Any], value: Any) -> bool:
    """Tell whether a scalar is one of those that a rule allows."""
    if isinstance(value, str):
        fits = re.search(rule.get("pattern", ""), value) and len(value) >= rule.get("minLength", 0)
        return bool(fits) and value in rule.get("enum", [value])
    if type(value) in (int, float):
        return bool(rule.get("minimum", value) <= value <= rule.get("maximum", value))
    return True


def misfits_in_mapping(
    schema: dict[str, Any], rule: Any, value: dict[str, Any], path: str
) -> Iterator[str]:
    """List where a mapping does not fit."""
    further = rule.get("additionalProperties", False)
    keys = rule.get("propertyNames", {}).get("pattern", "")
    yield from (f"{path}: key {name!r}" for name in value if not re.search(keys, name))
    wanted = [part["required"] for part in rule.get("anyOf", ())]
    if wanted and not any(value.keys() >= set(names) for names in wanted):
        yield f"{path}: none of {', '.join(name for names in wanted for name in names)}"
    yield from (f"{path}: no {name}" for name in rule.get("required", ()) if name not in value)
    for name, inner in value.items():
        inner_rule = rule.get("properties", {}).get(name, further)
        if inner_rule is False:
            yield f"{path}: unknown {name}"
        else:
            yield from misfits(schema, inner_rule, inner, f"{path}.{name}")


def test_the_demo_fits_the_schema(schema: dict[str, Any]) -> None:
    """An editor finds nothing wrong with the terms of the documentation."""
    document = read_file(DEMO)
    assert document.data["terms"]
    assert list(misfits(schema, schema, document.data)) == []


@pytest.mark.parametrize(
    ("data", "misfit"),
    [
        ({"terms": {"a": {"label": "A", "lable": "A"}}}, ".terms.a: unknown lable"),
        (
            {"terms": {"a": {"codes": "ZZ:1"}}},
            ".terms.a: none of label, definition, plain_definition, senses",
        ),
        (
            {"terms": {"a": {"label": "A", "etymology": {"parts": {}}}}},
            ".terms.a.etymology.parts: no dict",
        ),
        (
            {"terms": {"a": {"label": "A", "codes": [{"code": "b"}]}}},
            ".terms.a.codes[0]: no system",
        ),
        ({"terms": {"a": {"label": "A", "status": "new"}}}, ".terms.a.status: 'new'"),
        ({"terms": {"a b": {"label": "A"}}}, ".terms: key 'a b'"),
        ({"terms": {"a-": {"label": "A"}}}, ".terms: key 'a-'"),
        ({"terms": {"a": {"senses": {"b/c": "d"}}}}, ".terms.a.senses: key 'b/c'"),
        (
            {"terms": {"a": {"label": "A", "translations": {"e_s": "b"}}}},
            ".terms.a.translations: key 'e_s'",
        ),
        ({"sources": {"_": "A"}}, ".sources: key '_'"),
        ({"word_parts": {"--a": "A"}}, ".word_parts: key '--a'"),
        ({"sources": {"s": {"doi": "see 10.1000/182"}}}, ".sources.s.doi: 'see 10.1000/182'"),
        ({"words": {}}, ": unknown words"),
    ],
)
def test_the_schema_refuses_what_the_checks_refuse(
    schema: dict[str, Any], data: Any, misfit: str
) -> None:
    """A fault is marked while it is typed, at the place that the checks name."""
    assert list(misfits(schema, schema, data)) == [misfit]


# ------------------------------------------------------------------ other readers of YAML

TYPED_BY_OTHERS: dict[str, Any] = {
    "terms: {a: {definition: x, label: 5}}": {"label": 5},
    "terms: {a: {definition: x, label: 1E30}}": {"label": 1e30},
    "terms: {a: {definition: x, label: no}}": {"label": False},
    "terms: {a: {definition: x, synonyms: [5, no]}}": {"synonyms": [5, False]},
    "terms: {a: {definition: x, hidden_labels: [5]}}": {"hidden_labels": [5]},
    "terms: {a: {definition: x, pronunciation: 5}}": {"pronunciation": 5},
    "terms: {a: {definition: x, synonyms: }}": {"synonyms": None},
    "terms: {a: {definition: x, label: , status: , senses: , etymology: }}": {
        "label": None,
        "status": None,
        "senses": None,
        "etymology": None,
    },
    "terms: {a: {definition: x, pronunciation: }}": {"pronunciation": None},
    "terms: {a: {definition: x, autolink: no}}": {"autolink": False},
    "terms: {a: {definition: x, autolink: 'No'}}": {"autolink": "No"},
    "terms: {a: {definition: x, autolink: 0}}": {"autolink": 0},
    "terms: {a: {definition: x, autolink: }}": {"autolink": None},
    "terms: {a: {definition: x, codes: [{system: ICD10CM, code: 22, version: 2026}]}}": {
        "codes": [{"system": "ZZ", "code": 22, "version": 2026}]
    },
    "terms: {a: {definition: x, reviewed: 2026}}": {"reviewed": 2026},
    "terms: {a: {definition: x, reviewed: {date: 2026-11-22, by: 5, due: }}}": {
        "reviewed": {"date": "2026-11-22", "by": 5, "due": None}
    },
    "terms: {a: {definition: 5}}": {"definition": 5},
    "terms: {a: {senses: {s: 5}}}": {"senses": {"s": 5}},
}


@pytest.mark.parametrize(("text", "fields"), TYPED_BY_OTHERS.items())
def test_the_schema_accepts_what_other_readers_of_yaml_make_of_texts(
    check: Check, schema: dict[str, Any], text: str, fields: dict[str, Any]
) -> None:
    """Numbers, truth values and null are texts and empty fields to us, and no fault to editors."""
    term = {"definition": "x"} | fields
    assert list(misfits(schema, schema, {"terms": {"a": term}})) == []
    records = check(text.replace("ICD10CM", "ZZ"))
    assert (records.diagnostics, list(records.terms)) == ([], ["a"])


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("terms:\nsources:\nword_parts:\nglossary:\n", dict.fromkeys(("terms", "sources", "word_parts", "glossary"))),
        ("glossary: {title: 5, version: 2026, lang: no}", {"glossary": {"title": 5, "version": 2026, "lang": False}}),
        ("glossary: 5", {"glossary": 5}),
        ("sources: {s: {title: 5, year: 2010, pmid: 123, volume: 7, url: }}", {"sources": {"s": {"title": 5, "year": 2010, "pmid": 123, "volume": 7, "url": None}}}),
        ("sources: {s: {year: '2010', pmid: '123'}}", {"sources": {"s": {"year": "2010", "pmid": "123"}}}),
        ("word_parts: {a-: 5}", {"word_parts": {"a-": 5}}),
    ],
)  # fmt: skip
def test_so_it_is_in_all_sections(
    check: Check, schema: dict[str, Any], text: str, data: Any
) -> None:
    """Sources, word parts and the glossary are treated like terms, and sections may be empty."""
    assert list(misfits(schema, schema, data)) == []
    assert check(text).diagnostics == []


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_field_is_empty_in_the_schema_if_it_is_empty_in_the_checks(
    schema: dict[str, Any], model: type[Record]
) -> None:
    """Only what is required must have a value, and no editor writes what says nothing."""
    described = record_of(schema, model)["properties"]
    for name, info in model.model_fields.items():
        assert bool(rules_for(schema, described[name], None)) is not info.is_required()
        assert isinstance(described[name].get("default", ""), str | bool)


# ------------------------------------------------------------------ law

TEXTS = [
    *PATTERN_SAMPLES,
    *(
        "x",
        "red marrow",
        " two\nlines ",
        "hemo\u00adlysis",
        "5",
        "1E30",
        "no",
        "0017",
        "-5",
        "a, b",
    ),
    *("\u3000en\u2028", " pt-BR", "\t2026\n", " 2026-11-22 ", "\u00a00002010 ", " 0010", "-0"),
    *("doi:10.1000/182", "https://doi.org/10.1000/182", "DOI 10.1000/182 ", "dx.doi.org/10.1000/x"),
    *(
        "PMID: 22",
        "pmid\u00a022",
        "https://pubmed.ncbi.nlm.nih.gov/22/",
        "PMCID:22",
        "pmc 22",
        "22 ",
    ),
    *("978-3-16-148410-0", "ISBN 978 3 16 148410 0", "080442957x", "0306406152", "9783161484100"),
    *(" https://a.example/x ", "MESH:D000740", "ZZ:1", "SNOMED:271737000", "preferred", "exact"),
    *("prefix", "singular", "true", "YES", "off", "0"),
]
"""Texts in all ways in which people write them."""


def one_of(kind: Any) -> st.SearchStrategy[Any]:
    """Draw from the texts that a kind of text accepts."""
    adapter = TypeAdapter(kind)

    def is_accepted(text: str) -> bool:
        try:
            adapter.validate_python(text)
        except ValidationError:
            return False
        return True

    return st.sampled_from([text for text in TEXTS if is_accepted(text)])


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Draw values of a type, as files may have them."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return records_of(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of(*(st.none() if kind is type(None) else values(kind) for kind in inner))
    if origin is tuple:
        return values(inner[0]) | st.lists(values(inner[0]), max_size=2)
    if origin is dict:
        keys = st.sampled_from(["a", "ä-b.c_1", "貧血"]) if inner[0] is str else one_of(inner[0])
        return st.dictionaries(keys, values(inner[1]), max_size=2)
    if origin is Annotated and not (inner[0] is str or inner[0] is int):
        return values(inner[0])
    if hint == Authors:
        return one_of(hint) | st.lists(one_of(Name), min_size=1, max_size=2)
    return one_of(hint)


@cache
def records_of(model: type[Record]) -> st.SearchStrategy[Any]:
    """Draw records, in full or in short."""
    fields = {
        name: values(
            Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
        )
        for name, info in model.model_fields.items()
    }
    required = {name for name, info in model.model_fields.items() if info.is_required()}
    if model is Term:
        required.add("label")
        fields["label"] = one_of(Name)
    forms: list[st.SearchStrategy[Any]] = [
        st.fixed_dictionaries(
            {name: drawn for name, drawn in fields.items() if name in required},
            optional={name: drawn for name, drawn in fields.items() if name not in required},
        )
    ]
    forms += [one_of(model)] if model.shorthand else []
    forms += [st.lists(one_of(Name), min_size=1, max_size=2)] if model.list_shorthand else []
    return st.one_of(*forms)


def as_others_read(value: Any) -> Any:
    """Return what other readers of YAML make of texts without quotes."""
    if isinstance(value, dict):
        return {key: as_others_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_others_read(inner) for inner in value]
    if isinstance(value, str) and value.isprintable() and value == value.strip():
        with suppress(yaml.YAMLError):
            read = yaml.safe_load(value)
            return read if isinstance(read, bool | int | float) else value
    return value


@pytest.mark.parametrize("section", ["glossary", "sources", "word_parts", "terms"])
@settings(max_examples=100)
@given(data=st.data())
def test_the_schema_accepts_whatever_the_checks_accept(
    schema: dict[str, Any], section: str, data: st.DataObject
) -> None:
    """Law: no editor marks what is right, in YAML or in JSON."""
    records = data.draw(values(TermFile.model_fields[section].annotation))
    assume(not isinstance(records, str))
    file = {section: records}
    found = read_records(Document(file=Path("t.json"), data=deepcopy(file))).diagnostics
    assume(not found)
    for seen in (file, as_others_read(file)):
        assert list(misfits(schema, schema, seen)) == []


def test_the_schema_accepts_every_sign_of_keys() -> None:
    """Letters and digits of all scripts, as far as they go."""
    for number in range(0x10000):
        for sign in (chr(number), f"-{chr(number)}"):
            if KEY.fullmatch(sign):
                assert re.search(KEY_PATTERN, sign)
            if PART_KEY.fullmatch(sign):
                assert re.search(PART_KEY_PATTERN, sign)


# ------------------------------------------------------------------ patterns


def patterns(part: Any) -> Iterator[str]:
    """List all regular expressions of a schema."""
    if isinstance(part, dict) and isinstance(part.get("pattern"), str):
        yield part["pattern"]
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            yield from patterns(inner)


PATTERNS = sorted(set(patterns(json_schema())))
_ESCAPE = re.compile(r"\\(.)([0-9A-Fa-f]*)", re.DOTALL)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_have_only_escapes_that_all_engines_know(pattern: str) -> None:
    r"""ECMAScript with the flag u refuses others, and ``\d`` or ``\s`` are not the same to all."""
    for letter, digits in _ESCAPE.findall(pattern):
        assert letter in "^$\\.*+?()[]{}|/" or (letter == "u" and len(digits) >= 4)
    assert pattern.isascii()
    assert not re.search(r"\(\?|[*+?}]\+|&&|--|~~|\[\[", pattern), "not the same to all engines"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_mean_the_same_to_python_and_rust(pattern: str) -> None:
    """The checks use Rust's expressions, other tools those of their language."""
    validator = SchemaValidator({"type": "str", "pattern": pattern})
    for text in PATTERN_SAMPLES:
        assert validator.isinstance_python(text) is bool(re.search(pattern, text)), text


def test_samples_tell_patterns_apart() -> None:
    """Each pattern accepts some of the samples and refuses others."""
    for pattern in PATTERNS:
        assert {bool(re.search(pattern, text)) for text in PATTERN_SAMPLES} == {True, False}
