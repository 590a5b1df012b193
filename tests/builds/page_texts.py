"""Texts of pages, of files that pages include, and of docstrings, for the random histories."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from hypothesis import strategies as st

from .written_data import KEYS

NAMES = (*KEYS, "Ant", "insect", "bees", "ant#small", "nonsense", "AN", "ants", "more:insect")
FIELD = ":medterm-audience: "
OWN_MENTIONS = [":medterm-mentions: first", ":medterm-mentions: section"]
HERE = "@"
"""What stands for the letter of a page, in names that no other page has."""
PART, MODULE = "part.txt", "zoo"
"""The file that pages include, and the module that they document."""
MODES = ["off", "first", "section", "all"]
PROSE = [
    "Of ants and an insect, a bee; eels.",
    "Ant, *bee* and\nlabel (bees).\n\nPart\n----\n\nThe ant: a cat.",
    ".. only:: html\n\n   An eel.\n\n.. rubric:: Ant\n\nDog-eel, dog.",
]

names = st.sampled_from(NAMES)
kinds = st.sampled_from(["abbr", "abbr", "short", "full", "def", "plain", "pron", "etym"])
mentions = st.one_of(
    names.map(":medterm:`{}`".format),
    st.builds(":medterm:{}:`{}`".format, kinds, names),
)
entries = st.one_of(
    names.map(".. medterm:: {}".format),
    names.map(".. medterm:: {}\n   :no-index:\n   :hide: relations".format),
    names.map(".. medterm:: {}\n   :no-index:\n   :show: sources, definition".format),
    st.sampled_from(
        ["", "\n   :used:", "\n   :used: direct", "\n   :used: page", "\n   :audience: plain"]
    ).map(".. medterm:glossary::{}".format),
    st.sampled_from(["", "\n   :audience: plain", "\n   :show: relations, notes"]).map(
        ".. medterm:glossary::\n   :used:{}".format
    ),
)


def block(before: str, *texts: str) -> str:
    """Write texts inside a directive."""
    return f"\n\n{before}\n\n" + indent("\n\n".join(texts), "   ") + "\n\n"


conditions = st.sampled_from(
    [
        ".. only:: html",
        ".. only:: leaflet",
        ".. only:: not leaflet",
        ".. ifconfig:: release == '1'",
        ".. ifconfig:: release != '1'",
        ".. todo::",
    ]
)
# Sphinx writes no page again for other tags if the format is not HTML, but we do if it mentions
# terms in such a part.
conditional = st.one_of(
    st.builds(block, conditions, mentions),
    st.builds(block, conditions, mentions, entries),
    st.builds(lambda one, *rest: block(one, block(*rest)), conditions, conditions, mentions),
)
prose = st.one_of(
    st.sampled_from(PROSE),
    mentions,
    mentions,
    names.map(":medterm:`shown <{}>`".format),
    names.map(":term:`{}`".format),
    names.map(":any:`{}`".format),
    st.sampled_from([":medterm:part:`a-`", ":medterm:code:`MESH:D006411`"]),
    st.builds(":medterm:{}:`{} +plain`".format, kinds, names),
    st.builds(":medterm:`{} +{}`".format, names, st.sampled_from(["plain", "professional"])),
    conditional,
    conditional,
    entries.map("\n\n{}\n\n".format),
    entries.map("\n\n{}\n\n".format),
    names.map("\n\n.. medterm:: {}\n   :hide: definition, nothing\n\n".format),
    names.map("\n\n.. medterm:: {}\n   :no-index:\n   :audience: plain\n\n".format),
    st.sampled_from(["|EM|", "|EM| |EM|"]),
)
fragments = st.one_of(
    prose,
    prose,
    prose,
    st.sampled_from(["professional", "plain", "nobody"]).map(FIELD.__add__),
    st.sampled_from(OWN_MENTIONS),
    st.just(f"\n\n.. include:: /{PART}\n\n"),
    st.just(f"\n\n.. automodule:: {MODULE}\n   :members:\n   :no-index:\n\n"),
    mentions.map((".. |own| replace:: {}\n\n|own| |own|").format),
    names.map(f".. _spot{HERE}:\n\n.. medterm:: {{}}\n\n:ref:`shown <spot{HERE}>`".format),
    mentions.map(
        "\n\n.. contents::\n   :local:\n\nOf {}\n--------------------------\n\nText.\n".format
    ),
    names.map(f".. medterm:: {{}}\n   :name: named{HERE}\n\n:ref:`shown <named{HERE}>`".format),
)
texts = st.lists(fragments, max_size=4).map("\n\n".join)
parts = st.lists(prose, max_size=2).map("\n\n".join)

# ---------------------------------------------------------------------- Markdown

markdown = st.one_of(
    st.sampled_from(["Of ants and an insect, a bee.", "Ant, *bee*.\n\n## Part\n\nThe ant."]),
    names.map("{{medterm}}`{}`".format),
    names.map("{{term}}`{}`".format),
    names.map("{{any}}`{}`".format),
    names.map("[](#{0}) and [x](#medterm-{0})".format),
    st.builds("{{medterm:{}}}`{}`".format, kinds, names),
    names.map("```{{medterm}} {}\n```".format),
    names.map("```{{medterm}} {}\n:no-index:\n:hide: relations\n```".format),
    st.sampled_from(["", ":used:\n"]).map("```{{medterm:glossary}}\n{}```".format),
    names.map("````{{only}} leaflet\n```{{medterm}} {}\n```\n````".format),
    names.map("```{{todo}}\n{{medterm:abbr}}`{}`\n```".format),
    st.just(f"```{{eval-rst}}\n.. include:: /{PART}\n```"),
    st.sampled_from(["professional", "plain"]).map(FIELD.__add__),
    st.sampled_from(OWN_MENTIONS),
)
markdown_texts = st.lists(markdown, max_size=4).map("\n\n".join)


def page_of(text: str, title: str, fields: Sequence[str], *, is_markdown: bool) -> str:
    """Write a page.

    :param fields: the fields at its top; the last of each name counts.
    """
    own = {line.split(": ")[0]: line for line in (*_fields(text), *fields)}
    body = "\n".join(line for line in text.splitlines() if line not in _fields(text))
    if is_markdown:
        top = "".join(f"{line[1:]}\n" for line in own.values())
        top = f"---\n{top}---\n\n" if top else ""
        return f"{top}# {title}\n\n{body}\n"
    top = "".join(f"{line}\n\n" for line in own.values())
    return f"{top}{title}\n{'=' * len(title)}\n\n{body.replace(HERE, title)}\n"


def _fields(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith((FIELD, *OWN_MENTIONS))]


def module_of(text: str) -> str:
    """Write a module that has a text in its docstrings."""
    indented = indent(text, "    ")
    return f'r"""The animals.\n\n{text}\n"""\n\ndef feed():\n    r"""Feed.\n\n{indented}\n    """\n'
