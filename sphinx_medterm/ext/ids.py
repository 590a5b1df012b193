"""The ids of entries, derived from keys, and their entries in the general index."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sphinx.util.nodes import _make_id

from sphinx_medterm.names.normal import NO_LETTER, initial

IndexEntry = tuple[str, str, str, str, str | None]
"""Type, name, id, whether it is a main entry, and sort key: see :class:`sphinx.addnodes.index`."""


def term_id(key: str) -> str:
    """Return the id of a term's entry."""
    return f"medterm-{key}"


def sense_id(key: str, sense: str) -> str:
    """Return the id of one sense in a term's entry; ``--`` cannot be part of a key."""
    return f"medterm-{key}--{sense}"


def letter_id(letter: str, number: int = 1) -> str:
    """Return the id of a letter of a glossary, which no id of a term can equal.

    :param number: the number of the glossary among those of its document.
    """
    name = letter if letter != NO_LETTER else "0"
    return f"medterm_letter-{name}-{number}" if number > 1 else f"medterm_letter-{name}"


def glossary_id(name: str) -> str:
    """Return the id that Sphinx's own glossary gives to a term.

    :returns: empty if the name has no letters that Sphinx writes in ids; it would count such terms.
    """
    # Sphinx's public function also looks for ids that are free, and counts up if there are none.
    made = _make_id(f"term-{name}")
    return made if made != "term" else ""


def parse_id(target_id: str) -> tuple[str, str] | None:
    """Return the key and sense of an id, or ``None`` if it is not the id of an entry.

    :returns: key and sense; the sense is empty for a whole entry.
    """
    if not target_id.startswith("medterm-"):
        return None
    key, _dashes, sense = target_id.removeprefix("medterm-").partition("--")
    return key, sense


def index_entries(names: Sequence[str], key: str, see: str = "") -> list[IndexEntry]:
    """Return entries of the general index: one for the label, and one each that refers to it.

    :param names: the names of a term, the label first.
    :param see: ``see %s`` in the language of the project, for an entry below the name that has a
        link; left out, Sphinx writes that as is usual on paper, without one.
    """
    label, *others = (name.replace(";", ",") for name in names)  # which would split them in two
    kind, shown = ("single", see % label) if see else ("see", label)
    return [
        ("single", label, term_id(key), "", _letter(label)),
        *((kind, f"{name}; {shown}", term_id(key), "", _letter(name)) for name in others),
    ]


def _letter(name: str) -> str | None:
    """Return the letter to list a name under that Sphinx would list under symbols, if it has one.

    ``'t Hooft`` is listed under T.
    """
    first = unicodedata.normalize("NFD", name)[0]
    letter = NO_LETTER if first.isalpha() or first == "_" else initial(name)
    return letter if letter != NO_LETTER else None
