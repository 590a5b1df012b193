"""The tables of a store: one module knows SQL, and rows come out as they went in."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

import sphinx_medterm
from sphinx_medterm.termbase import queries
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.rows import (
    TABLES,
    CodeRow,
    DiagnosticRow,
    FormerRow,
    LinkRow,
    NameRow,
    RecordRow,
    Row,
)
from sphinx_medterm.termbase.store import Store
from sphinx_medterm.termbase.tables import Tables

PACKAGE = Path(sphinx_medterm.__file__).parent
SQL = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE (TABLE|INDEX)|ALTER TABLE|DROP|PRAGMA"
    r"|FROM|WHERE|ORDER BY|BEGIN|COMMIT|NOTNULL|IS NULL)\b"
)
"""Words of SQL, which we write in capitals; nothing else in the package is written so."""


def texts(file: Path) -> list[str]:
    """List the texts in a module: parts of f-strings and docstrings included."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [node.value for node in nodes if isinstance(node.value, str)]


def test_only_the_tables_and_their_queries_hold_sql() -> None:
    """Whoever adds a column need not look for statements elsewhere."""
    files = sorted(PACKAGE.rglob("*.py"))
    assert [file.name for file in files if any(map(SQL.search, texts(file)))] == [
        "file_tables.py",
        "queries.py",
        "tables.py",
    ]


@pytest.mark.parametrize(
    "code",
    [
        'rows("SELECT key")',
        'rows(f"SELECT {columns}")',
        'query = head + " WHERE key = ?"',
        'run("""\\nUPDATE records\\n""")',
        'run("PRAGMA synchronous")',
    ],
)
def test_sql_is_recognised(tmp_path: Path, code: str) -> None:
    """Whole statements and parts of them."""
    file = tmp_path / "code.py"
    file.write_text(code, encoding="utf-8")
    assert any(map(SQL.search, texts(file)))


@pytest.fixture
def store() -> Store:
    """Return an empty store."""
    return Store.in_memory()


def row(kind: type[Row]) -> Row:
    """Make a row with another value in each column."""
    values: list[Any] = list(range(1, len(kind._fields) + 1))
    return kind(*values)


@pytest.mark.parametrize("kind", TABLES)
def test_each_table_has_the_columns_of_its_row(store: Store, kind: type[Row]) -> None:
    """In this order, so that a row goes in and comes out as it is."""
    tables = Tables(store)
    tables.add(kind, [row(kind)])
    assert store.rows(f"SELECT * FROM {TABLES[kind]}")[-1] == row(kind)  # noqa: S608


def test_every_kind_of_row_has_a_table() -> None:
    """None is left out of the union that types them."""
    assert set(TABLES) == set(Row.__args__)


@pytest.mark.parametrize(
    ("column", "value"),
    [("file", 2**40), ("key", "é\u200d"), ("span", b"\0\xff"), ("data", "{}"), ("label", None)],
)
def test_values_keep_their_types(store: Store, column: str, value: object) -> None:
    """Columns have no types of their own."""
    kept = RecordRow(id=1, file=1, section="terms", key="k", span=None)._replace(
        **{column: value}  # type: ignore[arg-type]
    )
    Tables(store).add(RecordRow, [kept])
    assert RecordRow(*store.rows("SELECT * FROM records")[0]) == kept


def test_nothing_of_a_removed_record_stays(store: Store) -> None:
    """Its names, codes and links go with it; other records keep theirs."""
    tables = Tables(store)
    for number in (1, 2):
        tables.add(RecordRow, [RecordRow(number, 1, "terms", f"k{number}", None)])
        tables.add(NameRow, [NameRow(f"n{number}", None, False, None, 1, False, number)])
        tables.add(CodeRow, [CodeRow("S", f"{number}", "d", True, number)])
        tables.add(LinkRow, [LinkRow(number, "broader", "terms", "x")])
        tables.add(FormerRow, [FormerRow(f"f{number}", number)])
    tables.remove_records([1])
    assert tables.terms() == ["k2"]
    assert tables.named("n1") == []
    assert [named.key for named in tables.named("n2")] == ["k2"]
    assert (tables.display("S", "1"), tables.display("S", "2")) == ("", "d")
    assert tables.links_to("x") == [("k2", "broader")]
    assert tables.former_keys() == [("f2", "k2")]


ASKED_OFTEN: dict[str, tuple[object, ...]] = {
    "OF_KEY": ("terms", "k"),
    "NAMED": ("n",),
    "SPELT": ('["n"]', '["n"]', 1),
    "NAMES_OF": ("k",),
    "LINKS": ("terms", "k"),
    "LINKS_TO": ("k",),
    "DISPLAY": ("1", "S"),
    "RENAME": ("new", "old", "old"),
}
"""Queries that are run for each of many records or names, with values for them."""


@pytest.mark.parametrize("query", ASKED_OFTEN)
def test_what_is_asked_often_reads_no_whole_table(store: Store, query: str) -> None:
    """Otherwise, the time for a termbase would grow with the square of its size."""
    Tables(store).build_indexes()
    statement = getattr(queries, query)
    if query == "OF_KEY":
        statement = f"SELECT data {statement}"
    plan = store.rows(f"EXPLAIN QUERY PLAN {statement}", *ASKED_OFTEN[query])
    steps = [str(step[-1]) for step in plan]
    assert [step for step in steps if "SCAN" in step and "json_each" not in step] == []


@pytest.mark.parametrize("ask", ["data", "place"])
def test_a_record_that_is_shadowed_or_missing_is_not_found(store: Store, ask: str) -> None:
    """Only the first record with a key counts."""
    tables = Tables(store)
    tables.add(RecordRow, [RecordRow(1, 1, "terms", "k", None, shadowed=True)])
    for key in ("k", "none"):
        assert not tables.has("terms", key)
        with pytest.raises(KeyError):
            getattr(tables, ask)("terms", key)
    tables.restore()
    assert tables.has("terms", "k")


def test_files_are_told_apart_by_every_character(store: Store) -> None:
    """By capitals and by bytes that are not UTF-8, as file systems may."""
    tables = Tables(store)
    names = ["a.yaml", "A.yaml", "\udcff.yaml"]
    for number, name in enumerate(names):
        tables.note_file(name, number, b"old")
    tables.note_file("a.yaml", 3, b"new")
    found = [(file.name, file.digest) for file in tables.files()]
    assert found == [("A.yaml", b"old"), ("\udcff.yaml", b"old"), ("a.yaml", b"new")]


@pytest.mark.parametrize("lines", [[], [(b"abcd", 1)], [(b"abcd", 7), (b"efgh", 2**31)]], ids=len)
def test_lines_of_spans_come_out_as_they_went_in(
    store: Store, lines: list[tuple[bytes, int]]
) -> None:
    """Also in a file of one record, or of none that can be told apart."""
    tables = Tables(store)
    tables.note_file("a.yaml", 0, b"")
    (file,) = tables.files()
    tables.set_lines(file.id, lines)
    assert tables.lines(file.id) == dict(lines)


def test_diagnostics_come_file_by_file_and_from_top_to_bottom(store: Store) -> None:
    """In whatever order they were found."""
    tables = Tables(store)
    for number, name in enumerate(["b.yaml", "a.yaml"]):
        tables.note_file(name, number, b"")
    places = [(2, 1, 1), (1, 9, 1), (1, 2, 5), (1, 2, 3), (1, 0, 0)]
    rows = [DiagnosticRow(file, False, line, column, "{}") for file, line, column in places]
    tables.add(DiagnosticRow, rows)
    found = [(name.name, row.line, row.column) for name, row in tables.diagnostics()]
    assert found == [
        ("b.yaml", 0, 0),
        ("b.yaml", 2, 3),
        ("b.yaml", 2, 5),
        ("b.yaml", 9, 1),
        ("a.yaml", 1, 1),
    ]


def test_data_files_are_read_in_their_folder(tmp_path: Path) -> None:
    """Diagnostics name them as the project does."""
    (tmp_path / "a.yaml").write_text("terms: {ant: {definition: x}}", encoding="utf-8")
    files = DataFiles(tmp_path, [Path("a.yaml")])
    assert files.read(Path("a.yaml")).file == Path("a.yaml")
    assert list(files.records(Path("a.yaml"), set()).terms) == ["ant"]
    assert [part.data for part in files.read_in_parts(Path("a.yaml"), set())] == [
        files.read(Path("a.yaml")).data
    ]


def test_what_very_many_terms_say_of_each_other_has_a_digest() -> None:
    """Their numbers cannot all be added up: SQLite counts to 63 bits."""
    tables = Tables(Store.in_memory())
    number, largest = 2**16 + 1, 2**48 - 1
    rows = [RecordRow(n, 1, "terms", str(n), None, relations=largest) for n in range(number)]
    tables.add(RecordRow, rows)
    whole = tables.relations_digest()
    assert whole.startswith(f"{number} ")
    tables.shadow([5])
    assert tables.relations_digest() != whole
