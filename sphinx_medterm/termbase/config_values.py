"""The configuration values of a project, each with its default, types, and help text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sphinx_medterm.formats.files import DEFAULT_FILES
from sphinx_medterm.names.audiences import AUDIENCES

SECTIONS = {
    "pronunciation": "how the word is spoken",
    "definition": "the senses with their definitions, examples and scope notes",
    "figures": "pictures of the term; those of a sense stand in it",
    "forms": "inflected forms",
    "synonyms": "synonyms, variants and abbreviations",
    "etymology": "word parts and history of the word",
    "conditions": "related conditions",
    "relations": "opposites, broader, narrower, related terms and see-also, of senses too",
    "translations": "the term in other languages",
    "codes": "codes of the term itself, of its senses and of its conditions",
    "sources": "the sources, and their marks in the other sections",
    "reviewed": "the last review",
    "cite": "how to cite the entry, if `medterm_cite` is true",
    "notes": "remarks of editors, beside names, pronunciations and conditions",
}
"""The sections of an entry, in display order, each with a description; notes stand in others."""

CARD_KINDS = ("full", "text", "off")
"""The kinds of hover cards; the first is the default."""

AUTOLINKS = ("off", "first", "section", "all")
"""Which names in running text are linked automatically; the first is the default."""

SOURCE_LISTS = ("entry", "page", "line", "none")
"""How sources are listed; the first is the default."""

MENTIONS = ("all", "section", "first")
"""Which mentions of a term are links; the first is the default."""

FIRST_USES = ("document", "section", "project")
"""The scopes in which the first use of an abbreviation counts; the first is the default."""


NOT_PROSE = {
    "bibliography": "bibliographies of sphinxcontrib-bibtex",
    "bibtex-citation": "its citations in the text",
    "cell_output": "outputs of notebook cells by MyST-NB and jupyter-sphinx",
    "nboutput": "those by nbsphinx",
    "sd-badge": "badges of sphinx-design",
    "sd-card-header": "headers of its cards",
    "sd-card-hover": "its cards that are one link",
    "sd-card-title": "titles of its cards",
    "sphinx-tabs-tab": "labels of sphinx-tabs",
}
"""Classes and names of elements whose text is never running text, each with a description."""


_LISTED = ", ".join(f"`{name}`" for name in DEFAULT_FILES[:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigValue:
    """One configuration value, as Sphinx registers it and the documentation lists it.

    :ivar by_page: whether a page may override the value.
    """

    name: str
    default: Any
    types: tuple[type, ...]
    rebuild: Literal["", "env", "html"]
    help: str
    choices: tuple[str, ...] = ()
    by_page: bool = False

    def accepts(self, given: object) -> bool:
        """Return whether a value is valid."""
        if self.choices:
            return isinstance(given, str) and given in self.choices
        # Sphinx accepts numbers as booleans; for a single name instead of a list see as_list().
        others = (int,) if bool in self.types else (str,) if list in self.types else ()
        return isinstance(given, self.types + others)

    @property
    def field(self) -> str:
        """The name of the field that overrides the value at the top of a page."""
        return self.name.replace("_", "-")


PREFIX = "medterm_"
"""What the name of each value begins with in ``conf.py``, but not in ``pyproject.toml``."""

FROM_TOML = "medterm_from_toml"

CONFIG_VALUES = (
    ConfigValue(
        name=FROM_TOML,
        default="",
        types=(str,),
        rebuild="",
        help="A TOML file, relative to the folder of `conf.py`, whose table `[tool.medterm]` has "
        "values for this project, under the names on this page without `medterm_`. A value that "
        "`conf.py` or the option `-D` of a build sets wins over the same value of the file.",
    ),
    ConfigValue(
        name="medterm_files",
        default=[],
        types=(list, tuple),
        rebuild="",
        help="Data files, folders of data files, or glob patterns, relative to the folder of "
        f"`conf.py`. If it is empty, {_LISTED} and `{DEFAULT_FILES[-1]}` are used, if they exist.",
    ),
    ConfigValue(
        name="medterm_code_systems",
        default={},
        types=(dict,),
        rebuild="",
        help="Code systems to add to the built-in ones: a mapping of fields for each key. With the "
        "key of a built-in system, the given fields override those of the system.",
    ),
    ConfigValue(
        name="medterm_sections",
        default=[],
        types=(list, tuple, dict),
        rebuild="",
        help="Names of the sections of entries, in the order they are shown: a list for all "
        "audiences, or a mapping of audiences to lists. By default, entries show all sections, but "
        "those for `plain` neither `codes` nor `reviewed` nor `notes`.",
    ),
    ConfigValue(
        name="medterm_hide",
        default=[],
        types=(list, tuple),
        rebuild="",
        help="Names of sections to hide in all entries, for every audience, unless a directive "
        "asks for them with `:show:`.",
    ),
    ConfigValue(
        name="medterm_audience",
        default=AUDIENCES[0],
        types=(str,),
        choices=AUDIENCES,
        by_page=True,
        rebuild="",
        help="Audience of entries and hover cards: `professional` shows the definition, `plain` "
        "the plain definition, `both` the definition followed by the plain one. Override it for a "
        "page with the field `medterm-audience` at its top, and for an entry with the option "
        "`audience`.",
    ),
    ConfigValue(
        name="medterm_sources",
        default=SOURCE_LISTS[0],
        types=(str,),
        choices=SOURCE_LISTS,
        by_page=True,
        rebuild="",
        help="How sources are listed: `entry`, in a list in each entry; `page`, once each in a "
        "list at the end of the page; `line`, by their titles in one line of each entry; `none`, "
        "not at all. Override it for a page with the field `medterm-sources` at its top.",
    ),
    ConfigValue(
        name="medterm_cite",
        default=False,
        types=(bool,),
        rebuild="",
        help="Whether each entry ends with a line that tells how to cite it: its label, project "
        "and version, the date of its review or else that of `SOURCE_DATE_EPOCH`, and its address, "
        "for which `html_baseurl` should be set.",
    ),
    ConfigValue(
        name="medterm_std_terms",
        default=True,
        types=(bool,),
        rebuild="env",
        help="Whether the `:term:` role also finds entries, from this project and from others.",
    ),
    ConfigValue(
        name="medterm_term_anchors",
        default=False,
        types=(bool,),
        rebuild="",
        help="Whether the addresses that Sphinx's own glossary gave to terms, such as "
        "`#term-bone-marrow`, still lead to entries on the same page.",
    ),
    ConfigValue(
        name="medterm_cards",
        default=CARD_KINDS[0],
        types=(str,),
        choices=CARD_KINDS,
        by_page=True,
        rebuild="",
        help="Content of the hover cards of web pages: `full`, an explanation and a link to the "
        "entry; `text`, the explanation only; `off`, no cards. Override it for a page with the "
        "field `medterm-cards` at its top.",
    ),
    ConfigValue(
        name="medterm_card_roles",
        default=["medterm", "term", "any", "autolink"],
        types=(list, tuple),
        rebuild="",
        help="Names of the roles whose links to entries have cards. `medterm` includes the links "
        "inside entries; `autolink` means words that are linked automatically.",
    ),
    ConfigValue(
        name="medterm_autolink",
        default=AUTOLINKS[0],
        types=(str,),
        choices=AUTOLINKS,
        by_page=True,
        rebuild="env",
        help="Which names of terms in running text are linked automatically: `off`, none; `first`, "
        "the first of each term on a page; `section`, the first of each term in a section; `all`. "
        "Override it for a page with the field `medterm-autolink` at its top.",
    ),
    ConfigValue(
        name="medterm_mentions",
        default=MENTIONS[0],
        types=(str,),
        choices=MENTIONS,
        by_page=True,
        rebuild="",
        help="Which mentions of a term by roles are links: `all`; `section`, the first in each "
        "section; `first`, the first on a page. The others are plain words. Override it for a page "
        "with the field `medterm-mentions` at its top.",
    ),
    ConfigValue(
        name="medterm_autolink_captions",
        default=True,
        types=(bool,),
        rebuild="env",
        help="Whether names in captions of figures, tables and code are linked automatically, too.",
    ),
    ConfigValue(
        name="medterm_autolink_skip",
        default=[],
        types=(list, tuple),
        rebuild="env",
        help="Classes of elements whose text is not running text, in addition to "
        f"{', '.join(f'`{name}`' for name in NOT_PROSE)} and `no-medterm-links`. Names of elements "
        "count as well, as `sphinx-build -b pseudoxml` writes them.",
    ),
    ConfigValue(
        name="medterm_deprecated_in_text",
        default=False,
        types=(bool,),
        rebuild="env",
        help="Whether deprecated and superseded names are reported in running text, too, and not "
        "only in roles and data files. `:medterm:` with `!` before a name allows it in one place.",
    ),
    ConfigValue(
        name="medterm_first_use",
        default=FIRST_USES[0],
        types=(str,),
        choices=FIRST_USES,
        rebuild="",
        help="Where the role `medterm:abbr` writes an abbreviation out at its first use: in each "
        "`document`, in each `section` of any level, or once in the whole `project`, in the order "
        "of its tables of contents.",
    ),
    ConfigValue(
        name="medterm_letter_pages",
        default={},
        types=(dict,),
        rebuild="",
        help="Folders of the sources in which a page is written for each letter of the glossary, "
        "and one that lists them, each with a mapping of options: `title`, `letter_title`, "
        "`audience`, `show`, `hide`, `cross_references`, `no_index` and `index`. For the usual "
        'pages write `{"glossary/": {}}`.',
    ),
    ConfigValue(
        name="medterm_print_terms",
        default=False,
        types=(bool,),
        rebuild="",
        help="Whether a printed web page ends with the cards of all terms that it mentions, under "
        "the heading *Terms on this page*.",
    ),
)


CHECK_VALUES = (
    ConfigValue(
        name="medterm_other_glossaries",
        default=False,
        types=(bool,),
        rebuild="",
        help="Whether names that are unknown here may be those of other glossaries or projects, "
        "which a build looks up: `medterm check` counts them and reports none.",
    ),
)
"""Settings of the command line; a build needs none of them."""


def as_list(value: Any) -> list[str]:
    """Return a list of names; a single name, which Sphinx warns about, becomes a list of one."""
    return [value] if isinstance(value, str) else [str(item) for item in value]
