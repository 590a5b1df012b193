"""From records to standard docutils nodes, which every builder can write."""

from sphinx_medterm.ext.render.card import render_card
from sphinx_medterm.ext.render.context import Context
from sphinx_medterm.ext.render.entry import render_entry

__all__ = ["Context", "render_card", "render_entry"]
