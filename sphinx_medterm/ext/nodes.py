"""The nodes of this extension.

Placeholders stand in a page that has been read, until it is written. They hold what the author of
the page wrote and nothing of the termbase, so that a change of the data reads no page again.
"""

from __future__ import annotations

from docutils import nodes


class medterm_entry(nodes.General, nodes.Element):  # noqa: N801
    """Stands for the entry of one term.

    Attributes: ``name`` as written; ``docname``; ``index``, its number among the placeholders of
    the page; ``hide``, the sections not shown; ``anchored``, whether links may lead to it. Its
    children are the remarks of the page's author.
    """


class medterm_glossary(nodes.General, nodes.Element):  # noqa: N801
    """Stands for the entries of many terms.

    Attributes: ``docname``; ``index``; ``used``, whether only terms in use are shown; ``hide``.
    """


class medterm_cards(nodes.General, nodes.Element):  # noqa: N801
    """The hover cards of a page that is written as HTML.

    Attributes: ``cards``, as HTML; ``printed``, whether printed pages show them.
    """
