"""The measures: which commands are compared, and what is to be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.commands import Command, build, load, load_plain_yaml
from tests.benchmarks.definitions import Definitions, first
from tests.benchmarks.projects import (
    PROSE,
    REPEATED,
    SIZE,
    Project,
    Size,
    in_prose,
    plain,
    with_links,
    with_medterm,
    with_needs,
    with_sphinx_glossary,
)

MENTIONED = 1000
"""How many terms are mentioned where few of many are used."""

TYPICAL = 500
"""How many terms a typical project has."""

TYPICAL_SIZES = (Size(100, 20), Size(50, 20), Size(10, 100))
"""The pages of typical projects."""

CARDED = 1000
"""How many terms there are where the cost of hover cards is measured."""

LINKED = 20_000
"""How many terms there are whose names in running text are linked."""

MISSPELT = 100
"""How many names of those mentioned are unknown where suggestions are measured."""

NEEDS = 1000
"""How many entries are compared with sphinx-needs, which takes long for more."""


@dataclass(frozen=True)
class Reach:
    """What is to be reached.

    :ivar time: at most this ratio of times.
    :ivar memory: at most this ratio of memory.
    :ivar like: as good a ratio of times as the measure of this name has.
    """

    time: float | None = None
    memory: float | None = None
    like: str = ""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Two commands to be compared.

    :ivar name: a short name, by which other measures and notes refer to it.
    :ivar wall: compare the time from start to end, not that of the processors.
    """

    name: str
    title: str
    ours: Command
    theirs: Command
    reach: Reach = Reach()
    wall: bool = False


@dataclass(frozen=True)
class Input:
    """What the projects are made of.

    :ivar entries: the terms of the measures in which all entries are shown.
    :ivar large: the largest termbase from which few terms are used.
    :ivar sizes: its size and the smaller ones.
    :ivar needs: sphinx-needs is there.
    """

    folder: Path
    entries: Definitions
    large: Definitions
    sizes: tuple[int, ...]
    needs: bool

    @property
    def some(self) -> Definitions:
        """The terms of a glossary of usual size."""
        return first(2000, self.entries)

    @property
    def mentioned(self) -> Definitions:
        """The few that are used."""
        return first(MENTIONED, self.large)

    def all_shown(self) -> Project:
        """Describe the project that shows all entries."""
        return with_medterm(self.folder / "all", self.entries, self.entries)

    def all_in_sphinx(self) -> Project:
        """Describe the same with Sphinx's glossary."""
        return with_sphinx_glossary(self.folder / "all-sphinx", self.entries)

    def some_shown(self) -> Project:
        """Describe the project with a glossary of usual size."""
        return with_medterm(self.folder / "some", self.some, self.some)

    def used(self, size: int) -> Project:
        """Describe the project that uses few of so many terms."""
        known = first(size, self.large)
        return with_medterm(self.folder / f"used-{size}", self.mentioned, known, used=True)

    def plain(self) -> Project:
        """Describe the pages of that project as plain text."""
        return plain(self.folder / "plain", self.mentioned)


def all_measures(made_of: Input) -> list[Measure]:
    """Describe all measures; nothing is written before it is needed."""
    return [
        *_all_shown(made_of),
        *_typical(made_of),
        *_with_cards(made_of),
        *(_against_needs(made_of) if made_of.needs else ()),
        *_few_used(made_of),
        *_edited(made_of),
        *_misspelt(made_of),
        *_in_prose(made_of),
        *_read(made_of),
        *_parallel(made_of),
    ]


def _all_shown(made_of: Input) -> Iterator[Measure]:
    mentions = SIZE.pages * SIZE.mentions
    yield Measure(
        name="all",
        title=f"all {len(made_of.entries):,} entries, {mentions:,} mentions, "
        "against Sphinx's glossary",
        ours=build(made_of.all_shown()),
        theirs=build(made_of.all_in_sphinx()),
        reach=Reach(time=0.5, memory=0.8),
    )
    yield Measure(
        name="all-floor",
        title="the same as bold lines and paragraphs with :doc: links, against Sphinx's glossary",
        ours=build(with_links(made_of.folder / "all-links", made_of.entries, made_of.entries)),
        theirs=build(made_of.all_in_sphinx()),
    )
    yield Measure(
        name="some",
        title=f"{mentions:,} mentions of {len(made_of.some):,} terms, against :term:",
        ours=build(made_of.some_shown()),
        theirs=build(with_sphinx_glossary(made_of.folder / "some-sphinx", made_of.some)),
        reach=Reach(time=0.8),
    )


def _typical(made_of: Input) -> Iterator[Measure]:
    terms = first(TYPICAL, made_of.entries)
    for size in TYPICAL_SIZES:
        name = f"typical-{size.pages}"
        folder = made_of.folder / name
        yield Measure(
            name=name,
            title=f"typical: {len(terms):,} terms, {size.pages} pages of {size.mentions} mentions, "
            "against :term:",
            ours=build(with_medterm(folder / "medterm", terms, terms, size=size)),
            theirs=build(with_sphinx_glossary(folder / "sphinx", terms, size)),
            reach=Reach(time=0.97),
        )


def _with_cards(made_of: Input) -> Iterator[Measure]:
    terms = first(CARDED, made_of.entries)
    for name, size in (("cards", Size(100, 100)), ("cards-many", Size(100, 1000))):
        folder = made_of.folder / name
        theirs = build(with_sphinx_glossary(folder / "sphinx", terms, size))
        shape = f"{len(terms):,} terms, {size.pages} pages of {size.mentions} mentions"
        for kind in ("full", "off"):
            yield Measure(
                name=name if kind == "full" else f"{name}-off",
                title=f"{shape}, hover cards {kind}, against Sphinx's glossary",
                ours=build(with_medterm(folder / kind, terms, terms, cards=kind, size=size)),
                theirs=theirs,
                reach=Reach(time=1.3) if kind == "full" else Reach(),
            )


def _against_needs(made_of: Input) -> Iterator[Measure]:
    mentions = SIZE.pages * SIZE.mentions
    shown = first(NEEDS, made_of.entries)
    yield Measure(
        name="all-needs",
        title=f"all of {len(shown):,} entries, {mentions:,} mentions, against sphinx-needs",
        ours=build(with_medterm(made_of.folder / "few", shown, shown)),
        theirs=build(with_needs(made_of.folder / "few-needs", shown)),
    )
    yield Measure(
        name="some-needs",
        title=f"{mentions:,} mentions of {len(made_of.some):,} terms, against sphinx-needs",
        ours=build(made_of.some_shown()),
        theirs=build(with_needs(made_of.folder / "some-needs", made_of.some)),
    )


def _few_used(made_of: Input) -> Iterator[Measure]:
    plain_pages = made_of.plain()
    smallest, largest = made_of.sizes[0], made_of.sizes[-1]
    for size in made_of.sizes:
        yield Measure(
            name="used" if size == largest else f"used-{size}",
            title=f"those used of {size:,} terms, warm store, against plain text",
            ours=build(made_of.used(size), start="store"),
            theirs=build(plain_pages),
            reach=Reach(time=1.6, memory=1.3) if size == largest else Reach(),
        )
    yield Measure(
        name="used-floor",
        title="the same pages with :doc: links and no terms at all, against plain text",
        ours=build(with_links(made_of.folder / "links", made_of.mentioned, {})),
        theirs=build(plain_pages),
    )
    yield Measure(
        name="cold",
        title=f"those used of {largest:,} terms, no store yet, against plain text",
        ours=build(made_of.used(largest)),
        theirs=build(plain_pages),
    )
    yield Measure(
        name="sizes",
        title=f"{largest:,} terms against {smallest:,}, same pages, warm store",
        ours=build(made_of.used(largest), start="store"),
        theirs=build(made_of.used(smallest), start="store"),
        reach=Reach(time=1.15),
    )
    for size in made_of.sizes:
        yield Measure(
            name="unchanged" if size == largest else f"unchanged-{size}",
            title=f"nothing changed, {size:,} terms, against plain text",
            ours=build(made_of.used(size), start="last build"),
            theirs=build(plain_pages, start="last build"),
            reach=Reach(time=1.1) if size == largest else Reach(),
        )


def _edited(made_of: Input) -> Iterator[Measure]:
    size = len(made_of.large)
    used = made_of.used(size)
    yield Measure(
        name="edited",
        title=f"one definition of {size:,} edited, shown by the glossary of used terms, "
        "against nothing changed",
        ours=build(used, start="last build", edited="t0"),
        theirs=build(used, start="last build"),
        reach=Reach(time=3),
    )
    pages = with_medterm(
        made_of.folder / "repeated", made_of.mentioned, made_of.large, used=True, repeated=True
    )
    for number, shown in enumerate(REPEATED):
        where = "1 page" if shown == 1 else f"{shown} pages"
        yield Measure(
            name=f"edited-{shown}",
            title=f"one definition of {size:,} edited, its entry placed on {where}, "
            "against nothing changed",
            ours=build(pages, start="last build", edited=f"t{number}"),
            theirs=build(pages, start="last build"),
            reach=Reach(time=3) if shown == 1 else Reach(),
        )


def _misspelt(made_of: Input) -> Iterator[Measure]:
    size = len(made_of.large)
    misspelt = with_medterm(
        made_of.folder / "misspelt",
        made_of.mentioned,
        made_of.large,
        used=True,
        misspelt=MISSPELT,
    )
    yield Measure(
        name="misspelt",
        title=f"{MISSPELT} unknown names, each with suggestions from {size:,} terms, warm store, "
        "against none",
        ours=build(misspelt, start="store"),
        theirs=build(made_of.used(size), start="store"),
        reach=Reach(time=1.5),
    )


def _in_prose(made_of: Input) -> Iterator[Measure]:
    terms = first(LINKED, {**made_of.entries, **made_of.large})
    folder = made_of.folder / "prose"
    off = build(in_prose(folder / "off", terms, made_of.entries, mode="off"))
    size = SIZE.pages * PROSE / 1_000_000
    for name, mode in (("autolink", "all"), ("autolink-first", "first")):
        yield Measure(
            name=name,
            title=f"autolink {mode!r}: {len(terms):,} terms in {size:g} MB of running text, and "
            "their entries, against 'off'",
            ours=build(in_prose(folder / mode, terms, made_of.entries, mode=mode)),
            theirs=off,
            reach=Reach(time=1.5) if mode == "all" else Reach(),
        )


def _read(made_of: Input) -> Iterator[Measure]:
    size = len(made_of.large)
    yield Measure(
        name="read",
        title=f"read, check and compile {size:,} terms, against PyYAML alone",
        ours=load(made_of.used(size)),
        theirs=load_plain_yaml(made_of.used(size)),
        reach=Reach(time=0.5),
    )


def _parallel(made_of: Input) -> Iterator[Measure]:
    like = Reach(like="parallel-plain")
    for name, title, project, reach in (
        ("plain", "plain text", made_of.plain(), Reach()),
        ("used", f"those used of {len(made_of.large):,}", made_of.used(len(made_of.large)), like),
        ("some", f"all {len(made_of.some):,} entries", made_of.some_shown(), like),
        ("all", f"all {len(made_of.entries):,} entries", made_of.all_shown(), like),
        (
            "sphinx",
            f"all {len(made_of.entries):,} in Sphinx's glossary",
            made_of.all_in_sphinx(),
            Reach(),
        ),
    ):
        yield Measure(
            name=f"parallel-{name}",
            title=f"-j 2 against -j 1, {title}, from start to end",
            ours=build(project, "-j", "2", start="store"),
            theirs=build(project, "-j", "1", start="store"),
            reach=reach,
            wall=True,
        )
