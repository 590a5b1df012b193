"""The content of cards as HTML, written by the translator of the builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.utils import new_document

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.writers.html5 import HTML5Translator

_CONTAINERS = (list, dict, set)


class CardWriter:
    """Writes all cards with one translator, since creating one takes longer than writing a card.

    Before each card, the translator is reset to its initial state. That is safe for Sphinx's own
    class, whose state consists of plain values and containers of them. Any other class may keep
    state elsewhere, so each card gets a translator of its own.
    """

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        self._reused: HTML5Translator | None = None
        self._values: dict[str, Any] = {}
        self._containers: dict[str, Any] = {}

    def write(self, content: list[nodes.Node]) -> str:
        """Return the content of a card as HTML."""
        translator = self._translator(content)
        for node in content:
            node.walkabout(translator)
        return "".join(translator.body)

    def _translator(self, content: list[nodes.Node]) -> HTML5Translator:
        if self._reused is None:
            document = new_document("card", self._builder.docsettings)
            document += content
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
        translator.document += content
        return translator

    def _remember(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            if type(value) in _CONTAINERS:
                self._containers[name] = value.copy()
            else:
                self._values[name] = value
