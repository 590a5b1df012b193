"""The extensions of the docs: the reference made from the code, and records as they are written."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import medterm_page_fields
import medterm_reference
import medterm_tables
import pytest
from bs4 import PageElement, Tag
from medterm_configuration import GROUPS, HOW_TOS
from medterm_page_fields import page_field_lines
from medterm_reference import DIRECTIVES, ReferenceDirective, described_files, signature
from medterm_words import UndescribedError, inline

import sphinx_medterm
from sphinx_medterm.cli import main as cli
from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.codes.own import FIELDS
from sphinx_medterm.data_text import formulas
from sphinx_medterm.data_text.text_roles import ROLES
from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.formats.read import READERS
from sphinx_medterm.names import mentions
from sphinx_medterm.records import term_file
from sphinx_medterm.reports.explanations import explanation
from sphinx_medterm.termbase.config_values import CONFIG_VALUES, SECTIONS

from .conftest import TERMS, Build, Built, Project

DOCS = Path(__file__).parents[2] / "docs"
EXTENSIONS = ["sphinx_medterm", "medterm_reference", "medterm_source"]
CONF: dict[str, Any] = {"extensions": EXTENSIONS, "medterm_files": ["terms.yaml"]}
PARTS = list(ReferenceDirective.parts)
PLACES = {*HOW_TOS.values()}.union(*(explanation(subtype).see for subtype in Subtype))
SEEN = {f"{place}.rst": f":orphan:\n\n.. _{place}:\n\nPage\n====\n" for place in sorted(PLACES)}
"""The pages and labels that explanations of warnings and configuration values lead to."""


def page_of(part: str) -> str:
    """Return the name of the page that shows a part of the reference."""
    return re.sub(r"\W", "-", part)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a page for each part of the reference, without a warning."""
    project = Project(tmp_path_factory.mktemp("reference"))
    project.write({"conf.py": "", "terms.yaml": TERMS, "index.rst": toctree(PARTS)})
    project.write(SEEN)
    for part in PARTS:
        text = f"{part}\n{'=' * len(part)}\n\n.. medterm-reference:: {part}\n"
        project.write({f"{page_of(part)}.rst": text})
    return project.build(extensions=EXTENSIONS, nitpicky=True)


def toctree(parts: list[str]) -> str:
    """Write the page that leads to those of some parts, and has the role that one refers to."""
    pages = "".join(f"   {page_of(part)}\n" for part in parts)
    return f"Reference\n=========\n\n.. rst:role:: medterm\n\n.. toctree::\n\n{pages}\n"


def body(reference: Built, part: str) -> Tag:
    """Return what the page of a part shows below its title."""
    page = reference.html(f"{page_of(part)}.html")
    for link in page.select("a.headerlink"):
        link.decompose()
    return page.select_one('[role="main"]') or page


def rows(reference: Built, part: str) -> list[list[str]]:
    """Return the cells of the table of a part, without its heads."""
    table = body(reference, part).select("tbody tr")
    return [[text_of(cell) for cell in row.select("td")] for row in table]


def text_of(tag: PageElement | None) -> str:
    """Return the text of an element, with single blanks."""
    assert tag is not None
    return " ".join(tag.get_text().split())


def plain(help_text: str) -> str:
    """Return a help text as it is shown, with the quotes of Sphinx."""
    text = "".join(node.astext() for node in inline(help_text))
    return text.replace("'", "’").replace("...", "…")


def items(reference: Built, part: str) -> dict[str, Tag]:
    """Return the descriptions of objects on the page of a part, by signature."""
    found = {}
    for entry in body(reference, part).select("dl:not(.field-list)"):
        for head in entry.find_all("dt", recursive=False):
            below = head.find_next_sibling("dd")
            assert isinstance(below, Tag)
            found[text_of(head)] = below
    return found


# ---------------------------------------------------------------------- the reference


def test_every_part_has_its_place_in_the_docs() -> None:
    """What can be described is described on one page, so that nothing lacks in the docs."""
    pages = "\n".join(file.read_text(encoding="utf-8") for file in DOCS.glob("*/*.rst"))
    used = re.findall(r"^\.\. medterm-reference:: (.+)$", pages, re.MULTILINE)
    assert sorted(used) == sorted(PARTS)
    assert {f"directive {name}" for name in DIRECTIVES} <= set(PARTS)


def test_configuration_values_are_described(reference: Built) -> None:
    """Each value has its types or choices, its default and its help."""
    found = {
        name: entry
        for group in GROUPS
        for name, entry in items(reference, f"config {group}").items()
    }
    assert sorted(found) == sorted(value.name for value in CONFIG_VALUES)
    for value in CONFIG_VALUES:
        shown = [text_of(field) for field in found[value.name].select("dl.field-list dd")]
        types = [repr(choice) for choice in value.choices] or [t.__name__ for t in value.types]
        assert shown == [" or ".join(types), repr(value.default)]
        help_text, further = found[value.name].find_all("p", recursive=False)
        assert text_of(help_text) == plain(value.help)
        assert further.select_one("a.reference.internal"), value.name


def test_each_configuration_value_is_in_one_group() -> None:
    """A value that is forgotten or put in two groups would be missed or described twice."""
    grouped = [name for group in GROUPS.values() for name in group]
    assert sorted(grouped) == sorted(value.name for value in CONFIG_VALUES)


@pytest.mark.parametrize("part", PARTS)
def test_help_texts_leave_no_markup_behind(reference: Built, part: str) -> None:
    """Backticks, asterisks and roles become literals, emphasis and links in every part."""
    shown = body(reference, part)
    for code in shown.select("pre, code, .sig"):
        code.decompose()
    assert re.findall(r"`|(?<!\w)\*|\*(?!\w)|:\w+:(?=\w)", text_of(shown)) == []


def test_fields_of_pages_are_described(reference: Built) -> None:
    """Each has its values, the setting that it overrides, and the page that explains it."""
    by_page = [value for value in CONFIG_VALUES if value.by_page]
    for value, (field, meaning, overrides) in zip(
        by_page, rows(reference, "page-fields"), strict=True
    ):
        assert (field, overrides) == (value.field, value.name)
        shown = meaning.partition(": ")[2].partition(". See")[0]
        assert [name.split(" ")[0] for name in shown.split(", ")] == list(value.choices)
        assert f"{value.default} (default)" in shown
    links = body(reference, "page-fields").select("td:nth-of-type(2) a")
    places = {str(link["href"]).partition(".html")[0] for link in links}
    assert places == {HOW_TOS[value.name] for value in by_page}


def test_a_field_of_pages_without_words_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a page can set is missing from the table."""
    new = replace(next(value for value in CONFIG_VALUES if value.by_page), name="medterm_new")
    monkeypatch.setattr(medterm_page_fields, "CONFIG_VALUES", (*CONFIG_VALUES, new))
    with pytest.raises(UndescribedError, match="not described: medterm-new"):
        list(page_field_lines())


def test_warning_types_are_described(reference: Built) -> None:
    """Each type has its explanation, under the name by which it is silenced."""
    found = items(reference, "warnings")
    names = [f"medterm.{kind}" for kind in Subtype]
    assert list(found) == names
    heads = ["Causes", "Example", "Fix", "Silence"]
    for kind, name in zip(Subtype, names, strict=True):
        explained = explanation(kind)
        assert [text_of(head) for head in found[name].select("p.rubric")] == heads
        assert text_of(found[name].find("p")) == plain(f"{explained.summary} {explained.effect}")
        code = [text_of(block) for block in found[name].select("pre")]
        shown = [*explained.example.values(), *explained.messages]
        assert {" ".join(text.split()) for text in shown} <= {*code}
        links = found[name].select("a[href*='/']")
        assert len(links) >= len(explained.see)
    summaries = [plain(explanation(kind).summary) for kind in Subtype]
    listed = zip(names, summaries, strict=True)
    assert rows(reference, "warning-types") == [list(row) for row in listed]


def test_every_type_has_one_message_with_its_cause_and_fix(reference: Built) -> None:
    """Those of pages and those of data files together, each under a link to its type."""
    shown: dict[str, list[str]] = {}
    for part in ("messages of pages", "messages of files"):
        page = body(reference, part)
        kinds = [text_of(kind) for kind in page.select("p.rubric:has(a[href*=warntype])")]
        messages = [text_of(block) for block in page.select("pre")]
        for kind, message, told in zip(kinds, messages, page.select("ul"), strict=True):
            shown[kind] = [message, *(text_of(one) for one in told.select("li"))]
        assert kinds == sorted(kinds)
    for subtype, explained in zip(Subtype, map(explanation, Subtype), strict=True):
        texts = {"Cause": explained.summary, "Fix": explained.fix, "Silence": explained.silence}
        told_of = [plain(f"{name}: {text}") for name, text in texts.items() if text]
        assert shown.pop(f"medterm.{subtype}") == [explained.messages[0], *told_of]
    assert not shown


def test_settings_that_an_explanation_names_are_linked(reference: Built) -> None:
    """To their descriptions."""
    (link,) = items(reference, "warnings")["medterm.audience"].select("a[href*='confval']")
    assert text_of(link) == "medterm_audience"


@pytest.mark.parametrize("name", DIRECTIVES)
def test_directives_are_described_with_their_options(reference: Built, name: str) -> None:
    """Each option that the directive takes is there, with its help."""
    directive = DIRECTIVES[name]
    found = items(reference, f"directive {name}")
    assert list(found) == [signature(name), *(f":{option}:" for option in directive.option_spec)]
    summary = directive.__doc__.strip().splitlines()[0]
    assert text_of(found[signature(name)].find("p")) == plain(summary)
    for option, text in directive.option_help.items():
        assert text_of(found[f":{option}:"]) == plain(text)


def test_roles_of_the_domain_are_described(reference: Built) -> None:
    """Each kind of mention has its role, and says what it shows."""
    found = items(reference, "kinds")
    assert list(found) == [f":medterm:{name}:" for name in mentions.KINDS]
    for name, kind in mentions.KINDS.items():
        shown = f"Shows {kind.shows}."
        if name == mentions.USUAL:
            shown = "The role medterm under its full name."
        assert text_of(found[f":medterm:{name}:"]) == plain(shown)


def test_tables_of_names_hold_what_the_code_knows(reference: Built) -> None:
    """Sections, options behind names, roles of data text: each with its words, in their order."""
    assert rows(reference, "sections") == [[k, plain(text)] for k, text in SECTIONS.items()]
    options = [[f"+{name}", plain(text)] for name, text in mentions.OPTIONS.items()]
    assert rows(reference, "options") == options
    roles = [[f":{name}:`…`", plain(text)] for name, text in ROLES.items()]
    assert rows(reference, "roles") == roles


def test_suffixes_of_data_files_are_listed(reference: Built) -> None:
    """All formats that can be read are named."""
    (paragraph,) = body(reference, "suffixes").select("p")
    assert [text_of(code) for code in paragraph.select("code")] == list(READERS)


def test_formulas_are_listed_in_full(reference: Built) -> None:
    """Every command, sign and environment that a formula may use stands in one cell."""
    shown = dict(rows(reference, "formulas"))
    commands = {*formulas.LETTERS, *formulas.SYMBOLS, *formulas.ONE_ARGUMENT, *formulas.TEXTS}
    commands |= {*formulas.TWO_ARGUMENTS, *formulas.OPTIONAL_ARGUMENT, *formulas.DELIMITED}
    commands |= {"left", "middle", "right"}
    signs = {sign.replace(" ", "␣") for sign in formulas.SIGNS}
    listed = {sign for cell in shown.values() for sign in cell.split() if sign.startswith("\\")}
    assert listed == {f"\\{name}" for name in commands} | {s for s in signs if s.startswith("\\")}
    assert signs <= set(shown["spaces and escaped characters"].split())
    assert set(shown["environments"].split()) == set(formulas.ENVIRONMENTS)
    assert set(formulas.CHARACTERS) <= set(shown["characters"])


def test_limits_are_those_of_the_code(reference: Built) -> None:
    """Each limit is shown with its figure and, if there is one, an existing warning."""
    code: Any = medterm_tables
    expected = [
        f"{code.MAX_SIZE // 2**20} MB",
        f"{code.MAX_DEPTH}",
        f"{code.MAX_ALIASED:,}",
        f"{code.MAX_ALIASED_TEXT:,}",
        f"{code.MAX_MEDIA_SIZE // 2**20} MB",
        f"{code.characters.MOST_MARKS}",
        f"{code.MAX_LEVELS}",
        f"{code.formulas.MAX_DEPTH}",
        f"{code.MOST_QUOTED}",
        f"{code.LONGEST_QUOTED:,}",
        f"{code.LONGEST}",
        f"{code.MOST_HINTS}",
        f"{code.LONGEST_MISSPELT}",
        f"{code.SHOWN_OF_A_KIND}",
        f"{code.LISTED}",
    ]
    found = rows(reference, "limits")
    assert [most for _what, most, _warning in found] == expected
    assert len({what for what, _most, _warning in found}) == len(expected)
    kinds = {warning for _what, _most, warning in found if warning}
    assert kinds <= {f"medterm.{kind}" for kind in Subtype}


def test_code_systems_are_described(reference: Built) -> None:
    """Each system is there with its name, an example, its checks, its other names and its URI."""
    systems = list(BUILT_IN)
    shown, checks, names = (
        rows(reference, part) for part in ("codes", "code-checks", "code-names")
    )
    assert [row[0] for row in shown] == [system.key for system in systems]
    for system, row, check, name in zip(systems, shown, checks, names, strict=True):
        host = urlsplit(BUILT_IN.address(system.key, system.example)).hostname
        notation = BUILT_IN.notation(system.key, system.example)
        assert row[1:] == [plain(system.title), plain(notation), host or "not linked"]
        looks, digit = plain(system.looks_like), plain(system.check_digit)
        assert check == [system.key, looks, digit, plain(system.taken_from)]
        assert system.taken_from
        aliases = ", ".join(name for name in (*system.aliases, *system.parts) if "://" not in name)
        assert name == [system.key, aliases, system.uri]


def test_fields_of_own_code_systems_are_described(reference: Built) -> None:
    """Each field of a code system in ``conf.py`` is there."""
    assert rows(reference, "own-codes") == [[k, plain(text)] for k, (_, text) in FIELDS.items()]
    codes = [text_of(code) for code in body(reference, "own-codes").select("td code")]
    assert {"expected", "KEY:CODE", "{code}"} < {*codes}


def test_records_are_described_with_all_fields(reference: Built) -> None:
    """Each record has a section, and a row for each field that a data file may give it."""
    sections = body(reference, "fields").select("section section")
    assert [text_of(section.find("h2")) for section in sections] == [
        record.__name__ for record in term_file.RECORDS
    ]
    for section, record in zip(sections, term_file.RECORDS, strict=True):
        cells = [[text_of(cell) for cell in row.select("td")] for row in section.select("tbody tr")]
        assert [name for name, _type, _text in cells] == list(record.model_fields)
        assert all(kind and text for _name, kind, text in cells)
        for (_name, kind, _text), field in zip(cells, record.model_fields.values(), strict=True):
            assert kind.endswith("; required") == field.is_required()
            assert isinstance(field.default, str | bool) == ("; default " in kind)


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man", "texinfo"])
def test_names_of_fields_are_shown_in_every_format(page: Build, builder: str) -> None:
    """A table of fields is of no use without their names."""
    conf = {
        "latex_documents": [("index", "out", "T", "A", "manual")],
        "man_pages": [("index", "out", "T", "A", 1)],
        "texinfo_documents": [("index", "out", "T", "A", "out", "T", "M")],
    }
    built = page(".. medterm-reference:: fields", builder=builder, extensions=EXTENSIONS, **conf)
    name = {"html": "index.html", "text": "index.txt", "man": "out.1", "texinfo": "out.texi"}
    text = re.sub(r"record-[\w-]+", "", built.text(name.get(builder, "out")))  # ids, not seen
    shown = re.sub(r"<[^>]+>|\\f\w|\\\w+\{|[@}\"\\{]", " ", text.replace("\\_", "_"))
    for record in term_file.RECORDS:
        for field in record.model_fields:
            assert re.search(rf"(?<![\w.]){field}(?![\w.])", shown), field


def test_pages_link_to_warning_types_records_and_fields(page: Build, project: Project) -> None:
    """The two kinds of object can be referred to, in every spelling that the docs use."""
    text = """\
:warntype:`medterm.unknown`, :datafield:`Term`, :datafield:`Term.part_of_speech`

.. medterm-reference:: warnings

.. medterm-reference:: fields

"""
    text += "".join(f".. medterm-reference:: config {group}\n\n" for group in GROUPS)
    project.write(SEEN)
    built = page(text, extensions=EXTENSIONS, nitpicky=True)
    html = built.html()
    (first, *_rest) = html.select('[role="main"] p')
    targets = [str(link["href"]).removeprefix("#") for link in first.select("a")]
    assert len(targets) == 3
    places = [html.find(id=target) for target in targets]
    assert [place.name if isinstance(place, Tag) else "" for place in places] == [
        "dt",
        "section",
        "span",
    ]


def test_commands_are_described(reference: Built) -> None:
    """Each command of the program has its usage, and each option its help."""
    found = items(reference, "cli")
    shown = " ".join(found)
    for option in ("-h, --help", "--version", "FILE", "-W, --warnings-as-errors"):
        assert option in found
    blocks = [text_of(block) for block in body(reference, "cli").select("pre")]
    usages = [block for block in blocks if " [-h]" in block]
    assert usages == [
        "medterm check [-h] [--stdin-filename NAME] [--other-glossaries] [--code-systems FILE]"
        " [--format {text,json,sarif,github}] [-W] [-q] [--notes] [--select TYPES]"
        " [--ignore TYPES] [--color {auto,always,never}] [FILE ...]",
        "medterm explain [-h] [--format {text,json}] [--color {auto,always,never}] [TYPE ...]",
        "medterm show [-h] [--format {text,json}] [--color {auto,always,never}] NAME [FILE ...]",
        "medterm diff [-h] [--git REV] [--format {text,json,markdown}] [--exit-code]"
        " [--color {auto,always,never}] [STATE ...]",
        "medterm schema [-h] [-o FILE]",
    ]
    options = set(re.findall(r"(?<![\w-])--?[\w-]+", cli.parser().format_help() + " ".join(usages)))
    assert {option for option in options if option not in shown} == set()


def test_custom_properties_are_described(reference: Built) -> None:
    """Each property of the style sheets has its words, and its default if there is one."""
    for name, default in (("--medterm-gap", "0.5rem"), ("--medterm-accent", "currentColor")):
        assert default in {row[0]: row[2] for row in rows(reference, "styles")}[name]
    static = Path(sphinx_medterm.__file__).parent / "static"
    sheets = [file.read_text(encoding="utf-8") for file in static.rglob("*.css")]
    known = set(re.findall(r"--medterm-[\w-]+", "\n".join(sheets)))
    listed = [row[0] for part in ("styles", "card-styles") for row in rows(reference, part)]
    assert sorted(listed) == sorted(known)


def test_the_reference_is_made_again_when_the_code_changes(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is read again after a change of a file it may follow from, and only then."""
    file = tmp_path / "code.py"
    file.write_text("1", encoding="utf-8")
    monkeypatch.setattr(medterm_reference, "described_files", lambda: [file])
    project.write({"index.rst": "Page\n====\n\n.. medterm-reference:: sections\n"})
    assert project.build(extensions=EXTENSIONS).read == ["index"]
    assert project.build(extensions=EXTENSIONS).read == []
    file.write_text("2, longer", encoding="utf-8")
    assert project.build(extensions=EXTENSIONS).read == ["index"]


def test_the_reference_follows_from_the_whole_package() -> None:
    """Whichever module holds what is described, and wherever it may move, it is among these."""
    files = described_files()
    package = Path(sphinx_medterm.__file__).parent
    assert set(package.rglob("*.py")) <= set(files)
    assert {file.name for file in files if file.suffix == ".css"} == {
        file.name for file in package.rglob("*.css")
    }
    assert {"medterm_reference.py", "medterm_words.py"} <= {file.name for file in files}


# ---------------------------------------------------------------------- what is wrong


def faults(built: Built) -> list[tuple[str, str]]:
    """Return the place and the message of each error; that of docutils has further lines."""
    said = re.split(r"(?<=/)(index\.rst:\d+): ERROR: ", "\n".join(built.warnings))[1:]
    return list(zip(said[::2], said[1::2], strict=True))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "medterm-reference:: nope",
            "no part of the code is called 'nope'; use config data, config",
        ),
        ("medterm-reference:: config more", "no part of the code is called 'config more'"),
        ("medterm-reference:: directive", "no part of the code is called 'directive'"),
        ("medterm-reference:: directive nope", "no part of the code is called 'directive nope'"),
        ("medterm-reference::", "1 argument(s) required, 0 supplied"),
        ("medterm-source:: terms", "2 argument(s) required, 1 supplied"),
        ("medterm-source:: terms zebra more", "maximum 2 argument(s) allowed, 3 supplied"),
        ("medterm-source:: term zebra", "the data file has no 'term' (did you mean 'terms'?)"),
        ("medterm-source:: terms zebras", "terms has no 'zebras' (did you mean 'zebra'?)"),
        ("medterm-source:: terms anemia\n   :fields: sences", "(did you mean 'senses'?)"),
        ("medterm-source:: terms anemia\n   :fields:", "argument required but none supplied"),
        ("medterm-source:: terms anemia\n   :field: senses", 'unknown option: "field"'),
    ],
)
def test_directives_report_what_is_wrong_in_their_place(
    page: Build, text: str, message: str
) -> None:
    """An author is told what is wrong in which line, and the rest of the page is built."""
    built = page(f".. {text}\n\nThe rest.", check=False, **CONF)
    ((place, told),) = faults(built)
    assert (place, message in told) == ("index.rst:4", True), told
    assert "The rest." in built.text("index.html")


def test_faults_in_generated_text_are_reported_at_the_directive(page: Build) -> None:
    """A role that leads nowhere is told at the line of the page, not at one that nobody has."""
    warning = "index.rst:4: WARNING: rst:role reference target not found: medterm"
    page(".. medterm-reference:: kinds", extensions=EXTENSIONS, nitpicky=True, warns=[warning])


@pytest.mark.parametrize(
    ("content", "files", "message"),
    [
        (None, ["gone.yaml"], "gone.yaml cannot be read: No such file or directory"),
        (None, "gone.yaml", "gone.yaml cannot be read: No such file or directory"),
        (None, [], "medterm_files in conf.py names no data file"),
        (b"\xff\xfe", ["data.yaml"], "data.yaml cannot be read: 'utf-8' codec"),
        (b"terms: [", ["data.yaml"], "the data file is not YAML"),
        (b"", ["data.yaml"], "the data file is empty"),
        (b"[terms]\n", ["data.toml"], "the data file is not a mapping"),
    ],
)
def test_data_files_that_cannot_be_shown_are_reported_in_place(
    page: Build, project: Project, content: bytes | None, files: Any, message: str
) -> None:
    """A file that is missing or of another kind is an error at the directive, and no crash."""
    if content is not None:
        project.src.joinpath(files[0]).write_bytes(content)
    text = ".. medterm-source:: terms zebra\n\nThe rest."
    built = page(text, extensions=EXTENSIONS, check=False, medterm_files=files)
    ((place, told),) = faults(built)
    assert (place, message in told) == ("index.rst:4", True), told
    assert "The rest." in built.text("index.html")


@pytest.mark.parametrize(
    ("part", "module", "name", "value", "message"),
    [
        (
            "styles",
            medterm_tables,
            "_PROPERTIES",
            {},
            "custom properties of medterm.css: not described: --medterm-",
        ),
        (
            "card-styles",
            medterm_tables,
            "_CARD_PROPERTIES",
            {"--x": "y"},
            "described, but not there: --x",
        ),
        (
            "directive medterm",
            medterm_reference,
            "DIRECTIVES",
            {
                "medterm": type(
                    "Bare", (), {"__doc__": "x", "option_spec": {"a": 1}, "option_help": {}}
                )
            },
            "options of medterm: not described: a",
        ),
    ],
)
def test_code_without_words_is_reported_where_it_is_described(
    page: Build,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    module: ModuleType,
    name: str,
    value: Any,
    message: str,
) -> None:
    """Who adds an option or a property is told to describe it, on the page that lists them."""
    monkeypatch.setattr(module, name, value)
    built = page(f".. medterm-reference:: {part}", extensions=EXTENSIONS, check=False)
    ((place, told),) = faults(built)
    assert (place, message in told) == ("index.rst:4", True), told


# ---------------------------------------------------------------------- records as written


def test_records_are_shown_as_yaml(page: Build, project: Project) -> None:
    """A record is a block of code with its section; of its fields, those that are named."""
    text = """\
.. medterm-source:: terms zebra

.. medterm-source:: terms anemia
   :fields: hidden_labels variants
"""
    built = page(text, **CONF)
    blocks = built.html().select(".highlight-yaml pre")
    assert [block.get_text() for block in blocks] == [
        "terms:\n  zebra: {label: Zebra, definition: an unlikely diagnosis}\n",
        "terms:\n  anemia:\n    hidden_labels: [anemmia]\n"
        "    variants: [{label: anaemia, region: UK}]\n",
    ]


def test_records_are_shown_anew_when_the_data_change(page: Build, project: Project) -> None:
    """The page is read again after an edit of the data file, and shows what is there now."""
    page(".. medterm-source:: terms zebra", **CONF)
    assert project.build(**CONF).read == []
    project.write({"terms.yaml": TERMS.replace("unlikely diagnosis", "striped animal")})
    built = project.build(**CONF)
    assert built.read == ["index"]
    assert "striped animal" in text_of(built.one(".highlight-yaml pre"))


def test_records_can_be_shown_without_naming_the_extension(page: Build) -> None:
    """The directive brings the extension whose setting it reads."""
    conf: dict[str, Any] = {**CONF, "extensions": ["medterm_source"]}
    assert "Zebra" in page(".. medterm-source:: terms zebra", **conf).text("index.html")


# ---------------------------------------------------------------------- the plan


@pytest.mark.parametrize(
    "package", ["sphinx_medterm", "sphinx_medterm.ext", "sphinx_medterm.ext.writing"]
)
def test_the_plan_shows_every_room_and_module_once(page: Build, package: str) -> None:
    """Modules of folders that are drawn by themselves are left to their own plan."""
    built = page(f".. medterm-plan:: {package}", extensions=["sphinx_medterm", "medterm_plan"])
    folder = Path(*package.split("."))
    root = Path(sphinx_medterm.__file__).parents[1] / folder
    rooms = {
        file.parent.name + "/" if file.name == "__init__.py" else file.name
        for file in [*root.glob("*/__init__.py"), *root.glob("*.py")]
        if file.parent != root or file.name != "__init__.py"
    }
    shown = [tag.get_text() for tag in built.html().select("dt")]
    assert sorted(shown) == sorted(rooms)
    modules = {
        file.name
        for file in root.glob("*/*.py")
        if file.name != "__init__.py" and not [*file.parent.glob("*/__init__.py")]
    }
    inside = [tag.get_text() for tag in built.html().select("li p > code:first-child")]
    assert sorted(inside) == sorted(modules)
    drawn = built.one("pre").get_text().split()
    assert sorted(drawn) == sorted(rooms)


def test_the_plan_needs_an_import_rule(page: Build) -> None:
    """Without one, nobody has said which floor is above which."""
    page(
        ".. medterm-plan:: sphinx_medterm.cli",
        extensions=["sphinx_medterm", "medterm_plan"],
        warns=["index.rst:4: ERROR: no import rule says of which floors 'sphinx_medterm.cli' is"],
    )
