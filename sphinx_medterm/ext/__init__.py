"""The Sphinx extension: one table of everything that it registers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.config import ENUM

import sphinx_medterm
from sphinx_medterm.digest import code_digest
from sphinx_medterm.ext import steps
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.glossary_nodes import (
    depart_bar,
    depart_permalink,
    medterm_bar,
    medterm_permalink,
    visit_bar,
    visit_permalink,
)
from sphinx_medterm.ext.messages import CATALOGUE
from sphinx_medterm.ext.nodes import (
    depart_block,
    depart_cards,
    depart_details,
    depart_label,
    medterm_abbreviation,
    medterm_audio,
    medterm_block,
    medterm_cards,
    medterm_details,
    medterm_figure,
    medterm_label,
    medterm_lead,
    medterm_placeholder,
    medterm_words,
    visit_audio,
    visit_block,
    visit_cards,
    visit_details,
    visit_label,
)
from sphinx_medterm.ext.page_settings import check_fields
from sphinx_medterm.ext.reading.roles import MentionRole
from sphinx_medterm.ext.reading.titles import mark_mentions
from sphinx_medterm.ext.views.entry_view import EntryDirective
from sphinx_medterm.ext.writing.automatic_links import AutoLinks, KeepOut
from sphinx_medterm.ext.writing.data_places import LinksInData
from sphinx_medterm.ext.writing.dry_run import DryRun
from sphinx_medterm.ext.writing.entries import ExpandPlaceholders
from sphinx_medterm.ext.writing.index_page import ReferencesInTexinfo
from sphinx_medterm.ext.writing.insertions import InsertTexts
from sphinx_medterm.ext.writing.known_nodes import KnownNodes
from sphinx_medterm.ext.writing.links import LinkMentions
from sphinx_medterm.ext.writing.long_words import BreakWords
from sphinx_medterm.ext.writing.man import LongForms, PlainWords
from sphinx_medterm.ext.writing.omissions import LeaveOut
from sphinx_medterm.ext.writing.other_roles import LinkOthers
from sphinx_medterm.ext.writing.paper.latex import (
    PACKAGE,
    depart_figure,
    depart_lead,
    medterm_index,
    visit_figure,
    visit_index,
    visit_lead,
    write_unchanged,
)
from sphinx_medterm.ext.writing.paper.right_to_left import (
    depart_reversed,
    medterm_reversed,
    visit_reversed,
)
from sphinx_medterm.termbase.config_values import CONFIG_VALUES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STYLE_SHEET = "medterm.css"

_NODES: dict[type[nodes.Element], dict[str, Any]] = {
    medterm_placeholder: {},
    medterm_abbreviation: {"latex": (write_unchanged, write_unchanged)},
    medterm_words: {"html": (write_unchanged, write_unchanged)},
    medterm_lead: {"latex": (visit_lead, depart_lead)},
    medterm_index: {"latex": (visit_index, None)},
    medterm_reversed: {"latex": (visit_reversed, depart_reversed)},
    medterm_cards: {"html": (visit_cards, depart_cards)},
    medterm_block: {"man": (visit_block, depart_block)},
    medterm_details: {"html": (visit_details, depart_details)},
    medterm_figure: {"latex": (visit_figure, depart_figure)},
    medterm_audio: {"html": (visit_audio, depart_block)},
    medterm_label: {"html": (visit_label, depart_label)},
    medterm_bar: {"html": (visit_bar, depart_bar)},
    medterm_permalink: {"html": (visit_permalink, depart_permalink)},
}
"""Nodes of our own, with the functions that write them where a format has no way of its own."""

_TRANSFORMS = (
    LeaveOut,
    KeepOut,
    ExpandPlaceholders,
    AutoLinks,
    InsertTexts,
    LinkOthers,
    LinkMentions,
    LinksInData,
    ReferencesInTexinfo,
    LongForms,
    PlainWords,
    BreakWords,
    KnownNodes,
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    for value in CONFIG_VALUES:
        types = ENUM(*value.choices) if value.choices else value.types
        app.add_config_value(value.name, value.default, value.rebuild, types)
    for node, writers in _NODES.items():
        app.add_node(node, **writers)
    app.add_builder(DryRun)
    app.add_domain(MedtermDomain)
    app.add_role("medterm", MentionRole())
    offer_names(app)
    app.add_directive("medterm", EntryDirective)
    for transform in _TRANSFORMS:
        app.add_post_transform(transform)
    app.add_message_catalog(CATALOGUE, str(Path(sphinx_medterm.__file__).parent / "locale"))
    app.add_css_file(STYLE_SHEET)
    app.add_latex_package(PACKAGE)
    app.connect("config-inited", steps.take_over_settings, priority=400)
    app.connect("config-inited", steps.check_config)
    app.connect("config-inited", steps.use_defaults, priority=900)  # after Sphinx's own checks
    app.connect("builder-inited", steps.prepare)
    app.connect("env-get-outdated", steps.start)
    app.connect("doctree-read", mark_mentions, priority=400)  # before Sphinx copies titles
    app.connect("doctree-read", steps.store_titles)  # after it, going by the order of extensions
    app.connect("doctree-read", check_fields)
    app.connect("doctree-read", steps.store_prose)
    app.connect("doctree-read", steps.store_uses, priority=900)
    app.connect("env-updated", steps.place_entries)
    app.connect("write-started", steps.begin_writing)
    # After the inventories of other projects have been asked for the very name.
    app.connect("missing-reference", steps.resolve_spelt_otherwise, priority=900)
    app.connect("warn-missing-reference", steps.warn_of_missing, priority=400)  # before Sphinx
    app.connect("doctree-resolved", steps.note_resolved)
    app.connect("build-finished", steps.finish)
    return {
        "version": sphinx_medterm.__version__,
        "env_version": int(code_digest(), 16),  # re-read pages that were read by other code
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def offer_names(app: Sphinx) -> None:
    """Let esbonio, a server for editors, offer names of terms in the role ``medterm``.

    It finds out by itself what to offer in the roles of a domain.
    """
    if (server := getattr(app, "esbonio", None)) is None:
        return
    types = MedtermDomain.object_types.items()
    kinds = [f"{MedtermDomain.name}:{name}" for name, kind in types if kind.roles]
    provider = server.create_role_target_provider("objects", obj_types=kinds, projects=None)
    server.add_role("medterm", MentionRole(), [provider])
