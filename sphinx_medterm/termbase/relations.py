"""Relations between terms that cannot be true: circles, and relations that exclude each other.

Each contradiction is reported once, at the first of the references that make it up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.diagnostics import RecordPath, Severity, Subtype, quoted, shortened
from sphinx_medterm.termbase.across import Fault
from sphinx_medterm.termbase.rows import RelationsRow
from sphinx_medterm.termbase.tables import Tables

if TYPE_CHECKING:
    from sphinx_medterm.records.collected import Records

Graph = Mapping[str, Collection[str]]
Numbers = dict[RecordPath, dict[str, int]]

_OPPOSITE = {"broader": "narrower", "narrower": "broader"}
_SENSE = "#"
"""What sets a sense apart from its term; no key has this sign."""

_SHOWN_AT_FRONT, _SHOWN_AT_END = 6, 2
"""How many terms of a long circle a message names."""


class Stated(NamedTuple):
    """A reference of a term, or of one of its senses, to another term, which exists."""

    key: str
    field: str
    target: str
    sense: str = ""


class Contradiction(NamedTuple):
    """What cannot be true, and the reference at which it is reported."""

    reference: Stated
    message: str
    hint: str


def contradictions(tables: Tables) -> Iterator[Fault]:
    """Find what terms say of each other that cannot be true.

    Nothing is worked out again if terms say the same of each other as before, and all was well.
    """
    digest = tables.relations_digest()
    if digest == tables.sound_relations():
        return
    stated = [Stated(*row) for row in tables.relations()]
    found = [*_in_hierarchy(stated), *_in_replacements(stated)]
    tables.put(RelationsRow("" if found else digest))
    numbers: Numbers = {}
    for one in found:
        yield Fault(tables.place("terms", one.reference.key), partial(_report, one, numbers))


def _report(found: Contradiction, numbers: Numbers, records: Records) -> None:
    """Report a contradiction at the reference in the record that has been read again.

    :param numbers: the number of each reference in the lists that have been looked at.
    """
    key, field, target, sense = found.reference
    term = records.terms.get(key)
    record = term.senses.get(sense) if term and sense else term
    value = getattr(record, field, None) or ()
    path: RecordPath = ("terms", key, *(("senses", sense) if sense else ()), field)
    if isinstance(value, tuple):
        if path not in numbers:
            last_first = reversed(list(enumerate(value)))
            numbers[path] = {other: number for number, other in last_first}
        if target not in numbers[path]:
            return  # the file has changed in the meantime; the next build will see it
        path = (*path, numbers[path][target])
    elif value != target:
        return
    severity = Severity.WARNING
    records.report(Subtype.CONTRADICTION, found.message, path, found.hint, severity)


# ---------------------------------------------------------------------- broader and narrower


def _in_hierarchy(stated: Sequence[Stated]) -> Iterator[Contradiction]:
    """Find terms that are broader than themselves, and related ones that are broader or narrower.

    What one term says of another in two ways is reported when that term is read, if it is of one
    sense. A relation of a term holds for all its senses, and that of a sense for it alone.
    """
    hierarchy = [one for one in stated if one.field in _OPPOSITE]
    own = {(one.key, _OPPOSITE[one.field], one.target) for one in hierarchy}
    links = [one for one in hierarchy if one[:3] not in own]
    broader: dict[str, dict[str, Stated]] = {}
    for one in links:
        low, high = _upwards(one)
        broader.setdefault(low, {}).setdefault(high, one)
    _with_senses(broader, [one for one in links if one.sense])
    what, hint = "are broader than each other", "leave one of these relations out"
    for reference, circle, size in _circles(links, broader, _upwards):
        more = f"; {size:,} terms are in such circles together" if size >= len(circle) else ""
        message = f"terms {what} in a circle: {_drawn(circle)}"
        yield Contradiction(reference, message, f"{hint}{more}")
    yield from _related(stated, broader)


def _with_senses(broader: dict[str, dict[str, Stated]], of_senses: Iterable[Stated]) -> None:
    """Let senses have the broader terms of their term, and be met wherever their term is met.

    What the term itself says is copied once, to a node of its own that all its senses lead to.
    """
    for one in of_senses:
        sense, shared = _node(one), f"{one.key}{_SENSE}"
        if shared not in broader:
            broader[shared] = dict(broader.get(one.key, {}))
        broader.setdefault(sense, {})[shared] = one
        broader.setdefault(one.key, {})[sense] = one


def _node(one: Stated) -> str:
    """Return the term that states a relation, or its sense if that does."""
    return f"{one.key}{_SENSE}{one.sense}" if one.sense else one.key


def _term_of(node: str) -> str:
    return node.partition(_SENSE)[0]


def _upwards(one: Stated) -> tuple[str, str]:
    """Return the narrower and the broader end of a relation."""
    return (_node(one), one.target) if one.field == "broader" else (one.target, _node(one))


def _related(
    stated: Iterable[Stated], broader: Mapping[str, Mapping[str, Stated]]
) -> Iterator[Contradiction]:
    """Find related terms one of which another term calls broader (SKOS, S27)."""
    told: set[frozenset[str]] = set()
    for one in stated:
        key, field, target, _sense = one
        if field != "related" or frozenset((key, target)) in told:
            continue
        above, below = broader.get(key, {}).get(target), broader.get(target, {}).get(key)
        if (other := above or below) and other.key != key:
            told.add(frozenset((key, target)))
            message = f"{quoted(target)} cannot be both related and "
            message += "broader" if above else "narrower"
            hint = f"{other.field!r} of {quoted(target)} has {quoted(key)}; leave one of them out"
            yield Contradiction(one, message, hint)


# ---------------------------------------------------------------------- replaced_by


def _in_replacements(stated: Iterable[Stated]) -> Iterator[Contradiction]:
    """Find terms that replace each other, and terms replaced by one that is replaced itself."""
    links = [one for one in stated if one.field == "replaced_by"]
    successors = {one.key: one.target for one in links}
    graph = {key: (target,) for key, target in successors.items()}
    for reference, circle, _size in _circles(links, graph, lambda one: (one.key, one.target)):
        message = f"terms are replaced by each other in a circle: {_drawn(circle)}"
        yield Contradiction(reference, message, "one of them must be the one to use")
    last = _ends(successors)
    for one in links:
        if one.target in last:
            following, end = quoted(successors[one.target]), quoted(last[one.target])
            message = f"{quoted(one.target)} is itself replaced, by {following}"
            yield Contradiction(one, message, f"write {end}")


def _ends(successors: Mapping[str, str]) -> dict[str, str]:
    """Return, for each term that is replaced, the last of those that follow; none in a circle."""
    ends: dict[str, str] = {}
    met: set[str] = set()
    for key in successors:
        trail = []
        while key in successors and key not in met:
            met.add(key)
            trail.append(key)
            key = successors[key]
        end = ends.get(key, key)
        if end not in successors:
            ends.update(dict.fromkeys(trail, end))
    return ends


# ---------------------------------------------------------------------- circles


def _circles(
    links: Iterable[Stated], graph: Graph, ends: Callable[[Stated], tuple[str, str]]
) -> Iterator[tuple[Stated, list[str], int]]:
    """Find circles in a graph: one of each set of nodes that lead to each other.

    :param links: the references that the graph is made of.
    :param ends: returns the nodes that a reference connects.
    :returns: the first reference in the circle, the terms in it beginning with the one that has
        the reference, and the number of all terms that lead to each other there.
    """
    sets = knots(graph)
    knot_of = {node: number for number, nodes in enumerate(sets) for node in nodes}
    waiting = set(range(len(sets)))
    for one in links if sets else ():
        start, end = ends(one)
        number = knot_of.get(start, -1)
        if number in waiting and knot_of.get(end) == number:
            waiting.remove(number)
            circle = [start, *_way(graph, end, start, sets[number])]
            at = circle.index(_node(one))
            drawn = map(_term_of, circle[at:] + circle[1 : at + 1])
            terms = [term for term, _same in groupby(drawn)]
            yield one, terms, len(set(map(_term_of, sets[number])))


def _way(graph: Graph, start: str, goal: str, inside: Collection[str]) -> list[str]:
    """Return the shortest way from one node to another, with both ends."""
    come_from = {start: start}
    front = [start]
    while goal not in come_from:
        steps = [(a, b) for a in front for b in graph[a] if b in inside and b not in come_from]
        come_from.update((b, a) for a, b in reversed(steps))
        front = list(dict.fromkeys(b for _a, b in steps))
    way = [goal]
    while way[-1] != start:
        way.append(come_from[way[-1]])
    return way[::-1]


def knots(graph: Graph) -> list[set[str]]:
    """List the sets of several nodes that lead to each other (Kosaraju's algorithm).

    :param graph: the nodes that each node leads to.
    """
    # Nodes that no other leads to are in no circle; in a hierarchy these are most of them.
    led_to = set(chain.from_iterable(graph.values()))
    inner = {node: others for node, others in graph.items() if node in led_to}
    back: dict[str, list[str]] = {}
    for node, others in inner.items():
        for other in others:
            back.setdefault(other, []).append(node)
    found = []
    met: set[str] = set()
    for root in reversed(_from_ends_to_starts(inner)):
        if root in met:
            continue
        met.add(root)
        knot, waiting = {root}, [root]
        while waiting:
            new = [node for node in back.get(waiting.pop(), ()) if node not in met]
            met.update(new)
            knot.update(new)
            waiting += new
        if len(knot) > 1:
            found.append(knot)
    return found


def _from_ends_to_starts(graph: Graph) -> list[str]:
    """List all nodes, each after those that can be reached from it, except by way of a circle."""
    found: list[str] = []
    met: set[str] = set()
    for root in graph:
        path = [] if root in met else [(root, iter(graph[root]))]
        met.add(root)
        while path:
            node, others = path[-1]
            following = next((other for other in others if other not in met), None)
            if following is None:
                found.append(node)
                path.pop()
            else:
                met.add(following)
                path.append((following, iter(graph.get(following, ()))))
    return found


def _drawn(circle: Sequence[str]) -> str:
    """Draw a circle for a message, without its middle if it is long."""
    names = [shortened(name) for name in circle]
    if len(names) > _SHOWN_AT_FRONT + _SHOWN_AT_END + 1:
        names[_SHOWN_AT_FRONT:-_SHOWN_AT_END] = ["…"]
    return " → ".join(names)
