"""The event handlers, in the order in which a build calls them."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms.images import ImageConverter

import sphinx_medterm
from sphinx_medterm.codes.own import read_own
from sphinx_medterm.diagnostics import Subtype, format_path, quoted
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.messages import report_finding, warn, warn_all
from sphinx_medterm.ext.page_settings import is_searched
from sphinx_medterm.ext.project import freshness
from sphinx_medterm.ext.project.build import Build, begin, build_of
from sphinx_medterm.ext.project.data import open_data
from sphinx_medterm.ext.project.letter_pages import write_letter_pages
from sphinx_medterm.ext.project.lists import update_lists
from sphinx_medterm.ext.project.shipping import pictures_not_shown
from sphinx_medterm.ext.reading.running_text import Bounds, prose_of
from sphinx_medterm.ext.reading.titles import labels_of
from sphinx_medterm.ext.reading.toctrees import toctrees_of
from sphinx_medterm.ext.reading.uses import collect_uses
from sphinx_medterm.ext.views.placing import known_sections
from sphinx_medterm.ext.writing.cards import Cards, add_files
from sphinx_medterm.ext.writing.data_places import name_data_file
from sphinx_medterm.ext.writing.index_page import show_names
from sphinx_medterm.ext.writing.paper.latex import PACKAGE
from sphinx_medterm.ext.writing.proof_script import unfold_in_print
from sphinx_medterm.ext.writing.resolving import resolve_elsewhere, warn_missing
from sphinx_medterm.ext.writing.search_results import SCORER, explain_results
from sphinx_medterm.ext.writing.title_words import update_titles
from sphinx_medterm.ext.writing.wayfinding import LetterContents, prepare_page, restore_contents
from sphinx_medterm.termbase.config_values import CONFIG_VALUES, FROM_TOML, PREFIX, as_list
from sphinx_medterm.termbase.entry_sections import read_section_lists

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

_STATIC = Path(sphinx_medterm.__file__).parent / "static"


# ---------------------------------------------------------------------- before pages are read


def take_over_settings(app: Sphinx, config: Config) -> None:
    """Take the values that ``conf.py`` leaves open from the TOML file that it names."""
    named = config[FROM_TOML]
    if not named or not isinstance(named, str | PathLike):  # Sphinx warns of the type
        return
    from sphinx_medterm.termbase.settings import read_settings

    settings = read_settings(Path(app.confdir, named))
    warn_all(settings.diagnostics)
    values = {**settings.values}
    if "files" in values:
        values["files"] = settings.files(Path(app.confdir))
    set_here = {*config._raw_config, *config.overrides}
    for name, value in values.items():
        if (full := f"{PREFIX}{name}") in config and full not in set_here:
            config[full] = value


def check_config(app: Sphinx, config: Config) -> None:
    """Warn about configuration values that Sphinx does not check, or not fully."""
    for value in CONFIG_VALUES:
        # Sphinx accepts a list of choices where one choice is needed, and cannot check a number.
        if value.choices and not isinstance(given := config[value.name], str):
            message = f"invalid value {quoted(str(given))}; using the default, {value.default!r}"
            hint = f"choose one of {', '.join(value.choices)}"
            warn(Subtype.OPTION, message, f"conf.py: {value.name}", hint)
            config[value.name] = value.default
    config.medterm_code_systems, faults = read_own(config.medterm_code_systems)
    for fault in faults:
        place = format_path(("medterm_code_systems", *fault.path))
        warn(Subtype.OPTION, fault.message, f"conf.py: {place}", fault.hint)


def use_defaults(app: Sphinx, config: Config) -> None:
    """Replace the values that Sphinx has warned about by their defaults."""
    for value in CONFIG_VALUES:
        if not value.accepts(config[value.name]):
            config[value.name] = value.default
    config.medterm_hide = known_sections(as_list(config.medterm_hide), "conf.py: medterm_hide")
    config.medterm_sections, faults = read_section_lists(config.medterm_sections)
    for fault in faults:
        place = format_path(("medterm_sections", *fault.path))
        warn(Subtype.OPTION, fault.message, f"conf.py: {place}", fault.hint)


def prepare(app: Sphinx) -> None:
    """Open the data files, and add the static files that the builder needs."""
    build = _begin(app)
    write_letter_pages(app, build.termbase)
    if build.output.format == "html":
        app.config.html_static_path.append(str(_STATIC / "all"))
        app.connect("html-page-context", show_names)
        app.connect("html-collect-pages", explain_results)
        app.config.html_search_scorer = app.config.html_search_scorer or str(_STATIC / SCORER)
    if build.output.format == "latex":
        from sphinx_medterm.ext.writing.paper.paper_characters import prepare_characters

        app.connect("doctree-resolved", prepare_characters, priority=900)
        package = str(_STATIC / "latex" / f"{PACKAGE}.sty")
        app.config.latex_additional_files = [*app.config.latex_additional_files, package]
    if build.output.is_for_browsers:
        app.config.html_static_path.append(str(_STATIC / "web"))
        app.connect("doctree-resolved", add_cards)
        app.connect("html-page-context", add_files)
        app.connect("html-page-context", unfold_in_print)
        app.connect("html-page-context", prepare_page, priority=400)  # before themes look
        app.connect("doctree-resolved", restore_contents)


def start(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """Start a build: the one just prepared, or else another one of the same application.

    :returns: the pages that must be read although their source was not seen to change.
    """
    build, again = build_of(env), list[str]()
    if build.has_started or build.builder is not app.builder:
        build = _begin(app)
        pages = write_letter_pages(app, build.termbase)
        if pages.written or pages.removed:
            env.find_files(app.config, app.builder)  # Sphinx has done so before
            removed.update(env.all_docs.keys() & set(pages.removed) - env.found_docs)
        again = pages.written
    build.has_started = True
    return again


def _begin(app: Sphinx) -> Build:
    build = Build(app.env, app.builder, open_data(app.env, Path(app.confdir)))
    for transform in app.registry.get_post_transforms():
        if issubclass(transform, ImageConverter):
            build.conversions += transform.conversion_rules
    begin(build)
    return build


# ---------------------------------------------------------------------- while pages are read


def store_uses(app: Sphinx, doctree: nodes.document) -> None:
    """Store what a page that was just read uses from the termbase.

    This is later than domains are asked: MyST makes its links to ids only then.
    """
    stored = build_of(app.env).domain_data
    stored.note_page(app.env.docname, collect_uses(doctree), toctrees_of(doctree))


def store_titles(app: Sphinx, doctree: nodes.document) -> None:
    """Store the titles of a page that was just read, if their words follow the data."""
    if (labels := labels_of(doctree)) is not None:
        build_of(app.env).domain_data.note_titles(app.env.docname, labels)


def store_prose(app: Sphinx, doctree: nodes.document) -> None:
    """Store the running text of a page that was just read, if names in it are looked for."""
    docname = app.env.docname
    if is_searched(app.env, docname):
        prose = prose_of(doctree, Bounds.of(app.config))
        build_of(app.env).domain_data.note_prose(docname, prose)


# ---------------------------------------------------------------------- when all pages are read


def place_entries(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Place the entries, and return the pages that must be rewritten because of the data."""
    build = build_of(env)
    build.forget_pages()
    update_lists(build)
    update_titles(build)
    stale = freshness.stale_pages(build)
    for finding in build.findings.found:
        report_finding(finding)
    warn_all(pictures_not_shown(build))
    return stale


# ---------------------------------------------------------------------- while pages are written


def begin_writing(app: Sphinx, builder: Builder) -> None:
    """Mark all pages as not yet written, until the build has finished."""
    build = build_of(app.env)
    build.resolved_pages.clear()  # extensions may have resolved pages that are not written
    freshness.begin_writing(build)


def resolve_spelt_otherwise(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Resolve a mention to a term of another project, in any case."""
    return resolve_elsewhere(build_of(env), node, contnode)


def warn_of_missing(app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> bool | None:
    """Replace Sphinx's warning about an unresolved mention by our own.

    Its other warnings about data texts name the data file.
    """
    if isinstance(domain, MedtermDomain):
        warn_missing(build_of(app.env), node)
        return True
    name_data_file(build_of(app.env), node)
    return None


def add_cards(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the cards of a page that is about to be written."""
    build = build_of(app.env)
    if hasattr(build.builder, "docsettings"):  # not if an extension resolves pages before
        build.computed(Cards).add_to_page(doctree, docname)


def note_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note that a page is about to be written, with all pages that it was assembled from."""
    build = build_of(app.env)
    build.resolved_pages.update(build.pages_in(doctree, docname))


def finish(app: Sphinx, error: Exception | None) -> None:
    """Store what was written, if the build succeeded."""
    build_of(app.env).computed(LetterContents).restore()
    if error is None:
        freshness.finish_writing(build_of(app.env))
