"""What was found out about the measures."""

from __future__ import annotations

from collections.abc import Mapping

NOTES: Mapping[str, str] = {
    "all": (
        "The floor is the row with bold lines and paragraphs: what docutils and Sphinx take for "
        "the same words without any glossary, about 0.6 in time and 0.78 in memory. Reading 200 "
        "pages, stemming words for the search index and writing HTML cost the same for all "
        "three. The largest costs of our own: making the nodes of the entries (an eighth of the "
        "build), looking up in the store (an eighteenth), compiling it (a twentieth). One "
        "element less in each mention and each entry gave a tenth; pausing the garbage "
        "collector while entries are made gave nothing. Memory is that of the page with all "
        "entries: its nodes, and its HTML."
    ),
    "typical-100": (
        "Counted in instructions, the build takes 0.99 of those of Sphinx's glossary; the ratio of "
        "times varies by a tenth between runs. Spent once: importing the extension (0.03 s), "
        "importing pydantic, building its models and compiling 500 records (0.13 s), of which the "
        "next build needs only a part, and making 500 cards (0.1 s). Linking mentions where they "
        "stand, asking for each term once, and writing what all pages have in common of a card "
        "once saved a fortieth. Building the models late costs more, since each is built several "
        "times."
    ),
    "some": (
        "Nine tenths are what Sphinx takes for pages with 10,000 links of any kind: inline "
        "parsing, transforms that go through each node, smart quotes, references, HTML, search "
        "index. A mention is one node with its text and is looked up once; Sphinx's :term: has "
        "one more. Without a node for the text it would be a tenth less, but smart quotes go by "
        "the text before them."
    ),
    "used": (
        "The floor is the row with :doc: links: the same pages without a single term cost "
        "Sphinx about twice what plain text does (with *emphasis* in place of links 1.3 in time "
        "and 1.25 in memory), since a paragraph of one text becomes one of a hundred and fifty "
        "nodes. With the entries of 1,000 terms, ours cost no more than those links."
    ),
    "unchanged": (
        "Sphinx writes the general index, the inventory and the search index in every build. "
        "What remains of ours: importing the extension (0.03 s), the general index of 1,000 "
        "entries (0.03 s), comparing the state (0.01 s). No record is read, no entry placed."
    ),
    "edited": (
        "The parts: start-up as in the build without changes; finding the 100,000 records in "
        "the text and their digests (0.5 s), copying and changing the store (0.3 s), importing "
        "the model (0.3 s), and writing the page with the glossary of 1,000 entries (0.8 s)."
    ),
    "edited-200": (
        "Each page that shows the entry costs what Sphinx takes to write it; no page is read."
    ),
    "misspelt": (
        "A quarter is taking the 100,000 names once: the sound of each, and the short pieces "
        "under which it is found again; the rest, a fiftieth of a second for each unknown name, is "
        "comparing it with those that share pieces with it."
    ),
    "autolink": (
        "Of what is added, two fifths are the search for names, of pages and of the definitions "
        "in the glossary; a fifth is the 42,000 links that are found, as much what Sphinx takes "
        "to write them, and a tenth collections of garbage. Gained: rows of tokens as strings in "
        "one dictionary in place of a tree (a fifth of the memory, half of the garbage), words "
        "that begin no name passed over without a match of their own, links made without a "
        "reference to be resolved first. Names are looked up in the store once each."
    ),
    "read": (
        "The events of the C parser alone take 0.15 to 0.2 of what PyYAML's loader takes, "
        "building data from them as much again, checks by pydantic 0.12, rows of names, links "
        "and JSON 0.25, SQLite 0.14, finding the lines of each record, for the next time, 0.06, "
        "start-up 0.04. Gained: events without PyYAML's generator, paths only when they are "
        "asked for, parts of 5,000 records instead of one whole (half the memory of PyYAML). "
        "A name has a key for its spelling and one for its capitals: that is 0.08; names without "
        "any habit of spelling are passed over. "
        "Reading simple lines without the parser would reach the goal, but would be a second "
        "parser that has to agree with the first."
    ),
}
"""By the name of a measure (see ``measures``): where its floor is, and what was tried.

They are printed under the table, below the titles of the measures.
"""
