"""The glue to Sphinx: one table of registrations, and what happens at each step of a build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.config import ENUM

import sphinx_medterm
from sphinx_medterm.codes.own import read_own
from sphinx_medterm.diagnostics import Subtype, format_path, quoted
from sphinx_medterm.digest import code_digest
from sphinx_medterm.ext.autolink import AutoLinks
from sphinx_medterm.ext.cards import Cards, add_files, has_cards
from sphinx_medterm.ext.config import CONFIG_VALUES, as_list
from sphinx_medterm.ext.directives import EntryDirective, GlossaryDirective, known_sections
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.dry_run import DryRun
from sphinx_medterm.ext.expand import ExpandPlaceholders
from sphinx_medterm.ext.freshness import drop_stamps, keep_stamps, stale_pages
from sphinx_medterm.ext.index_page import shield_names
from sphinx_medterm.ext.latex import PACKAGE, depart_lead, visit_lead, write_as_it_stands
from sphinx_medterm.ext.links import LinkMentions
from sphinx_medterm.ext.man import LongForms, PlainWords
from sphinx_medterm.ext.messages import CATALOGUE, tell, warn
from sphinx_medterm.ext.nodes import (
    depart_block,
    depart_cards,
    depart_label,
    medterm_abbreviation,
    medterm_block,
    medterm_cards,
    medterm_entry,
    medterm_glossary,
    medterm_label,
    medterm_lead,
    visit_block,
    visit_cards,
    visit_label,
)
from sphinx_medterm.ext.objects import update_lists
from sphinx_medterm.ext.page_settings import check_fields, page_setting
from sphinx_medterm.ext.roles import MentionRole
from sphinx_medterm.ext.running_text import prose_of
from sphinx_medterm.ext.translation import digest_of_catalogues
from sphinx_medterm.ext.wording import WordMentions
from sphinx_medterm.names.mentions import KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

_PACKAGE = Path(sphinx_medterm.__file__).parent
_STATIC = _PACKAGE / "static"
STYLE_SHEET = "medterm.css"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    for value in CONFIG_VALUES:
        types = ENUM(*value.choices) if value.choices else value.types
        app.add_config_value(value.name, value.default, value.rebuild, types)
    app.add_node(medterm_entry)
    app.add_node(medterm_glossary)
    app.add_node(medterm_abbreviation, latex=(write_as_it_stands, write_as_it_stands))
    app.add_node(medterm_lead, latex=(visit_lead, depart_lead))
    app.add_node(medterm_cards, html=(visit_cards, depart_cards))
    app.add_node(medterm_block, man=(visit_block, depart_block))
    app.add_node(medterm_label, html=(visit_label, depart_label))
    app.add_builder(DryRun)
    app.add_domain(_domain())
    app.add_role("medterm", MentionRole())
    app.add_directive("medterm", EntryDirective)
    app.add_post_transform(ExpandPlaceholders)
    app.add_post_transform(AutoLinks)
    app.add_post_transform(WordMentions)
    app.add_post_transform(LongForms)
    app.add_post_transform(PlainWords)
    app.add_post_transform(LinkMentions)
    app.add_message_catalog(CATALOGUE, str(_PACKAGE / "locale"))
    app.add_css_file(STYLE_SHEET)
    app.add_latex_package(PACKAGE)
    app.connect("config-inited", check_config)
    app.connect("config-inited", use_defaults, priority=900)  # after the checks of Sphinx
    app.connect("builder-inited", prepare)
    app.connect("doctree-read", check_fields)
    app.connect("doctree-read", keep_prose)
    app.connect("env-updated", place_entries)
    app.connect("write-started", begin_writing)
    app.connect("missing-reference", resolve_term, priority=400)  # before other projects
    app.connect("warn-missing-reference", warn_missing)
    app.connect("doctree-resolved", note_resolved)
    app.connect("build-finished", finish)
    return {
        "version": sphinx_medterm.__version__,
        "env_version": int(code_digest(), 16),  # pages that other code has read are read again
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _domain() -> type[MedtermDomain]:
    """Give the domain its role and directive, which know nothing of it."""
    MedtermDomain.roles = {kind: MentionRole(kind) for kind in KINDS}
    MedtermDomain.directives = {"glossary": GlossaryDirective}
    return MedtermDomain


def _of(env: BuildEnvironment) -> MedtermDomain:
    return cast("MedtermDomain", env.get_domain("medterm"))


def check_config(app: Sphinx, config: Config) -> None:
    """Warn about what Sphinx does not check, or fails to check, in configuration values."""
    for value in CONFIG_VALUES:
        # Sphinx accepts any list of choices in the place of one, and cannot check a number.
        if value.choices and not isinstance(given := config[value.name], str):
            message = f"it cannot be {quoted(str(given))}; the default, {value.default!r}, is used"
            hint = f"choose one of {', '.join(value.choices)}"
            warn(Subtype.OPTION, message, f"conf.py: {value.name}", hint)
            config[value.name] = value.default
    config.medterm_code_systems, faults = read_own(config.medterm_code_systems)
    for fault in faults:
        place = format_path(("medterm_code_systems", *fault.path))
        warn(Subtype.OPTION, fault.message, f"conf.py: {place}", fault.hint)


def use_defaults(app: Sphinx, config: Config) -> None:
    """Put defaults in the place of values that Sphinx has warned of."""
    for value in CONFIG_VALUES:
        if not value.accepts(config[value.name]):
            config[value.name] = value.default
    config.medterm_hide = known_sections(as_list(config.medterm_hide), "conf.py: medterm_hide")


def prepare(app: Sphinx) -> None:
    """Read the data files, and offer the styles to the builders that have a use for them."""
    domain = _of(app.env)
    domain.extracts_messages = app.builder.name == "gettext"
    domain.tags = app.tags
    domain.builder = app.builder
    domain.needs_targets = app.builder.format != "html"
    is_one_page = hasattr(app.builder, "assemble_doctree")
    domain.writes_page_by_page = app.builder.format == "html" and not is_one_page
    domain.has_cards = has_cards(app.builder)
    domain.load(Path(app.confdir))
    if app.builder.format == "html":
        app.config.html_static_path.append(str(_STATIC / "all"))
        app.connect("html-page-context", shield_names)
    if app.builder.format == "latex":
        package = str(_STATIC / "latex" / f"{PACKAGE}.sty")
        app.config.latex_additional_files = [*app.config.latex_additional_files, package]
    if domain.has_cards:
        app.config.html_static_path.append(str(_STATIC / "web"))
        app.connect("doctree-resolved", Cards(domain, app.builder).add_to_page)
        app.connect("html-page-context", add_files)


def keep_prose(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the running text of a page that has just been read, if names in it may be linked."""
    docname = app.env.docname
    if page_setting(app.env, docname, "medterm_autolink") != "off":
        prose = prose_of(doctree, app.config.medterm_autolink_captions)
        _of(app.env).note_prose(docname, prose)


def place_entries(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Work out where entries stand, and which pages must be written because of the data."""
    domain = _of(env)
    domain.catalogues = digest_of_catalogues(env)
    domain.forget_places()
    update_lists(domain)
    stale = stale_pages(domain, app.builder)
    for finding in domain.findings.found:
        tell(finding)
    domain.without_entry = {finding.key for finding in domain.findings.found}
    return stale


def begin_writing(app: Sphinx, builder: Builder) -> None:
    """From here on until all is written, no page counts as written."""
    drop_stamps(builder)


def resolve_term(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element
) -> nodes.reference | None:
    """Resolve the ``term`` role by all names of a term, whatever the case."""
    is_term = (node.get("refdomain"), node["reftype"]) == ("std", "term")
    if not is_term or not env.config.medterm_std_terms:
        return None
    return _of(env).resolve_xref(
        env, node["refdoc"], app.builder, "term", node["reftarget"], node, contnode
    )


def warn_missing(app: Sphinx, domain: Any, node: addnodes.pending_xref) -> bool | None:
    """Warn in our own words about a mention without link."""
    if not isinstance(domain, MedtermDomain):
        return None
    domain.warn_missing(node)
    return True


def note_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note that a page is about to be written, and with it those that it has been made of."""
    written = _of(app.env).resolved_pages
    written.add(docname)
    if hasattr(app.builder, "assemble_doctree"):
        written.update(part["docname"] for part in doctree.findall(addnodes.start_of_file))


def finish(app: Sphinx, error: Exception | None) -> None:
    """Remember what has been written, if it all has."""
    if error is None:
        keep_stamps(_of(app.env), app.builder)
