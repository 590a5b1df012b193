"""What an unknown name was most likely meant to be: slips of the pen, and spellings by ear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from sphinx_medterm.matching import normalise


def suggest(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Find the known names that a misspelt one was most likely meant to be, best first.

    :param name: what was written.
    :param known: all names that would have been right.
    :param limit: how many to return at the most.
    """
    return Suggester(known).near(name, limit)


def did_you_mean(name: str, known: Iterable[str], limit: int = 3) -> str:
    """Word the suggestions as a hint, or give an empty text when nothing comes near."""
    return question(suggest(name, known, limit))


def question(names: Sequence[str]) -> str:
    """Ask whether one of some names was meant; an empty text if there are none."""
    return f"did you mean {' or '.join(repr(n) for n in names)}?" if names else ""


class Suggester:
    """All known names, made ready to be searched many times."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the names that would be right."""
        self._names = list(known)

    @cached_property
    def _forms(self) -> list[str]:
        return [normalise(name) for name in self._names]

    def near(self, name: str, limit: int = 3) -> list[str]:
        """Find the known names that a misspelt one was most likely meant to be, best first."""
        from rapidfuzz import fuzz, process  # needed only when something is wrong

        wanted = normalise(name)
        # A cut-off that lets one slip in a short word through, and no unrelated word.
        cutoff = 60 if len(wanted) <= 4 else 72
        found = process.extract(
            wanted, self._forms, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None
        )
        ranked = sorted((-score, self._names[place]) for _form, score, place in found)
        return [known for _score, known in ranked[:limit]]

    def near_each(self, names: Iterable[str], limit: int = 3) -> dict[str, list[str]]:
        """Find near names for many misspelt ones, each distinct one once."""
        return {name: self.near(name, limit) for name in dict.fromkeys(names)}
