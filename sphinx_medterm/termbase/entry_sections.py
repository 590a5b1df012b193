"""The sections that an entry shows, in order, as settings and directives choose them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sphinx_medterm.diagnostics import RecordPath, quoted
from sphinx_medterm.names.audiences import AUDIENCES, PLAIN
from sphinx_medterm.names.suggest import did_you_mean
from sphinx_medterm.termbase.config_values import SECTIONS, as_list

FOR_EXPERTS = frozenset({"notes", "codes", "reviewed"})
"""The sections that lay readers are not shown by default."""


class SectionFault(NamedTuple):
    """What is wrong with a list of sections in the settings.

    :ivar path: where it is in the value: an audience, the number of a name, both or neither.
    """

    path: RecordPath
    message: str
    hint: str


class Asked(NamedTuple):
    """The sections that a directive asks for, as its author wrote them.

    :ivar show: those to show; ``None`` if that is left to the project.
    :ivar hide: those to hide in any case.
    """

    show: tuple[str, ...] | None = None
    hide: tuple[str, ...] = ()


NOTHING_ASKED = Asked()


def default_sections(audience: str) -> tuple[str, ...]:
    """Return the sections that readers are shown unless a project says otherwise, in order."""
    return tuple(name for name in SECTIONS if audience != PLAIN or name not in FOR_EXPERTS)


def shown_sections(
    by_audience: Mapping[str, Iterable[str]], hidden: Iterable[str], asked: Asked, audience: str
) -> tuple[str, ...]:
    """Return the sections of an entry that its readers are shown, in order.

    What a directive hides is hidden; else what it shows is shown; else what the project hides is
    hidden; else the list for the audience decides. The order is that of this list in any case.

    :param by_audience: the lists of the project, by audience.
    :param hidden: the sections that the project hides from all.
    """
    listed = [*(by_audience.get(audience) or default_sections(audience))]
    order = dict.fromkeys((*listed, *SECTIONS))
    left_out = {*asked.hide} if asked.show is not None else {*asked.hide, *hidden}
    shown = {*(listed if asked.show is None else asked.show)} - left_out
    return tuple(name for name in order if name in shown)


def hidden_sections(shown: Iterable[str]) -> tuple[str, ...]:
    """Return the sections other than those that are shown."""
    there = {*shown}
    return tuple(name for name in SECTIONS if name not in there)


def read_section_lists(given: object) -> tuple[dict[str, list[str]], list[SectionFault]]:
    """Return the sections for each audience that a setting names, and what is wrong with it.

    :param given: a list for all audiences, or a mapping of audiences to lists.
    """
    faults: list[SectionFault] = []
    if not isinstance(given, Mapping):
        names = [*_names(given, (), faults)]
        return dict.fromkeys(AUDIENCES, names) if names else {}, faults
    found = {}
    for audience, listed in given.items():
        if audience in AUDIENCES:
            found[audience] = [*_names(listed, (audience,), faults)]
        else:
            message = f"unknown audience {quoted(str(audience))}"
            near = did_you_mean(str(audience), AUDIENCES, 1)
            hint = near or f"the audiences are {', '.join(AUDIENCES)}"
            faults.append(SectionFault((str(audience),), message, hint))
    return {audience: names for audience, names in found.items() if names}, faults


def _names(given: Any, path: tuple[str, ...], faults: list[SectionFault]) -> Iterator[str]:
    """List the names of sections that exist, each once, and note what is wrong with the others."""
    if isinstance(given, str):
        given = given.replace(",", " ").split()  # as on a command line
    if not isinstance(given, list | tuple):
        message = "expected a list of sections"
        faults.append(
            SectionFault(path, message, 'write, for instance, ["definition", "synonyms"]')
        )
        return
    seen = set()
    for number, name in enumerate(as_list(given)):
        if fault := unknown_section(name):
            faults.append(SectionFault((*path, number), *fault))
        elif name not in seen:
            seen.add(name)
            yield name


def unknown_section(name: str) -> tuple[str, str] | None:
    """Return a message and a hint if entries have no section of this name."""
    if name in SECTIONS:
        return None
    hint = did_you_mean(name, SECTIONS, 1) or f"the sections are {', '.join(SECTIONS)}"
    return f"entries have no section {quoted(name)}", hint
