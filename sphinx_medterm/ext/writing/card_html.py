"""The text of hover cards as HTML, by the translator that writes the builder's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.utils import new_document

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.writers.html5 import HTML5Translator

_CONTAINERS = (list, dict, set)


class CardWriter:
    """Writes cards with one translator, since making one takes longer than writing a card.

    Before each card the translator gets the state back that it had at first. That is safe for
    Sphinx's own class, whose state is plain values and lists of them; of any other class, which
    may keep its state elsewhere, each card has a translator to itself.
    """

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        self._reused: HTML5Translator | None = None
        self._values: dict[str, Any] = {}
        self._containers: dict[str, Any] = {}

    def write(self, shown: list[nodes.Node]) -> str:
        """Write what a card shows."""
        translator = self._translator(shown)
        for node in shown:
            node.walkabout(translator)
        return "".join(translator.body)

    def _translator(self, shown: list[nodes.Node]) -> HTML5Translator:
        if self._reused is None:
            document = new_document("card", self._builder.docsettings)
            document += shown
            made = self._builder.create_translator(document, self._builder)
            translator = cast("HTML5Translator", made)
            if type(made) is self._builder.default_translator_class:
                self._remember(vars(translator))
                self._reused = translator
            return translator
        translator = self._reused
        state = vars(translator)
        state.clear()
        state.update(self._values)
        for name, container in self._containers.items():
            state[name] = container.copy()
        translator.document.children = []
        translator.document += shown
        return translator

    def _remember(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            if type(value) in _CONTAINERS:
                self._containers[name] = value.copy()
            else:
                self._values[name] = value
