"""The configuration values of a project, each with its default, types, and help text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sphinx_medterm.formats.files import DEFAULT_FILES
from sphinx_medterm.names.audiences import AUDIENCES

SECTIONS = {
    "pronunciation": "how the word is pronounced",
    "definition": "the senses with their definitions, examples and scope notes",
    "figures": "pictures of the term; pictures of a sense are shown in the sense",
    "forms": "inflected forms",
    "synonyms": "synonyms, variants and abbreviations",
    "etymology": "word parts and history of the word",
    "conditions": "related conditions",
    "relations": "opposites, broader, narrower and related terms, and see-also, also of senses",
    "translations": "the term in other languages",
    "codes": "codes of the term itself, of its senses and of its conditions",
    "sources": "the sources, and the marks in other sections that refer to them",
    "reviewed": "the last review",
    "cite": "how to cite the entry, if `medterm_cite` is true",
    "notes": "remarks of editors on names, pronunciations and conditions",
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
    "bibtex-citation": "citations by sphinxcontrib-bibtex",
    "cell_output": "outputs of notebook cells by MyST-NB and jupyter-sphinx",
    "nboutput": "outputs of notebook cells by nbsphinx",
    "sd-badge": "badges of sphinx-design",
    "sd-card-header": "headers of cards of sphinx-design",
    "sd-card-hover": "cards of sphinx-design that are one link",
    "sd-card-title": "titles of cards of sphinx-design",
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
        help="A TOML file with values for this project, relative to the folder of `conf.py`. Its "
        "table `[tool.medterm]` has them under their names without `medterm_`. A value "
        "that `conf.py` or the option `-D` of a build sets wins over the same value there.",
    ),
    ConfigValue(
        name="medterm_files",
        default=[],
        types=(list, tuple),
        rebuild="",
        help="Data files, folders of data files, or glob patterns, relative to the folder of "
        f"`conf.py`. If it is empty, Sphinx reads {_LISTED} and `{DEFAULT_FILES[-1]}`, if they "
        "exist.",
    ),
    ConfigValue(
        name="medterm_code_systems",
        default={},
        types=(dict,),
        rebuild="",
        help="Code systems to add to the built-in ones: a dictionary that maps the key of each "
        "system to its fields. If you use the key of a built-in system, your fields override "
        "those fields of the system.",
    ),
    ConfigValue(
        name="medterm_sections",
        default=[],
        types=(list, tuple, dict),
        rebuild="",
        help="The sections that entries show, in this order. Write a list for all audiences, or a "
        "dictionary that maps audiences to lists. By default, entries show all sections, and "
        "entries for `plain` leave out `codes`, `reviewed` and `notes`.",
    ),
    ConfigValue(
        name="medterm_hide",
        default=[],
        types=(list, tuple),
        rebuild="",
        help="Sections to hide in all entries and for every audience. A directive can still ask "
        "for them with `:show:`.",
    ),
    ConfigValue(
        name="medterm_audience",
        default=AUDIENCES[0],
        types=(str,),
        choices=AUDIENCES,
        by_page=True,
        rebuild="",
        help="The audience of entries and cards: `professional` shows the definition, "
        "`plain` shows the plain definition, and `both` shows the definition first, then the "
        "plain one. The field `medterm-audience` at the top of a page overrides it for the page, "
        "and the option `audience` for one entry.",
    ),
    ConfigValue(
        name="medterm_sources",
        default=SOURCE_LISTS[0],
        types=(str,),
        choices=SOURCE_LISTS,
        by_page=True,
        rebuild="",
        help="How sources are listed: `entry` makes a list in each entry, `page` makes one list "
        "at the end of the page, `line` names their titles in one line of each entry, and `none` "
        "hides them. The field `medterm-sources` at the top of a page overrides it for the page.",
    ),
    ConfigValue(
        name="medterm_cite",
        default=False,
        types=(bool,),
        rebuild="",
        help="Whether each entry ends with a line that shows how to cite it: its label, the "
        "project and version, a date, and its address. The date is the last review, or else "
        "`SOURCE_DATE_EPOCH`. Set `html_baseurl`, or the address is missing.",
    ),
    ConfigValue(
        name="medterm_std_terms",
        default=True,
        types=(bool,),
        rebuild="env",
        help="Whether Sphinx's role `:term:` also finds entries, in this project and in others.",
    ),
    ConfigValue(
        name="medterm_term_anchors",
        default=False,
        types=(bool,),
        rebuild="",
        help="Whether the anchors of Sphinx's own glossary, such as `#term-bone-marrow`, still "
        "work on the pages that now show these entries. Set it when you move from that glossary, "
        "so that old links keep working.",
    ),
    ConfigValue(
        name="medterm_cards",
        default=CARD_KINDS[0],
        types=(str,),
        choices=CARD_KINDS,
        by_page=True,
        rebuild="",
        help="What the cards on web pages show: `full` shows an explanation and a link to "
        "the entry, `text` shows the explanation only, and `off` turns cards off. The field "
        "`medterm-cards` at the top of a page overrides it for the page.",
    ),
    ConfigValue(
        name="medterm_card_roles",
        default=["medterm", "term", "any", "autolink"],
        types=(list, tuple),
        rebuild="",
        help="The roles whose links to entries have cards. `medterm` includes the links inside "
        "entries, and `autolink` stands for automatic links.",
    ),
    ConfigValue(
        name="medterm_autolink",
        default=AUTOLINKS[0],
        types=(str,),
        choices=AUTOLINKS,
        by_page=True,
        rebuild="env",
        help="Which names of terms in running text become links automatically: `off` links none, "
        "`first` the first mention of each term on a page, `section` the first in each section, "
        "and `all` every one. The field `medterm-autolink` at the top of a page overrides it for "
        "the page.",
    ),
    ConfigValue(
        name="medterm_mentions",
        default=MENTIONS[0],
        types=(str,),
        choices=MENTIONS,
        by_page=True,
        rebuild="",
        help="Which mentions that you mark with a role become links: `all` of them, the first of "
        "each term in a `section`, or the `first` on a page. The others are shown as plain text. "
        "The field `medterm-mentions` at the top of a page overrides it for the page.",
    ),
    ConfigValue(
        name="medterm_autolink_captions",
        default=True,
        types=(bool,),
        rebuild="env",
        help="Whether automatic links also appear in the captions of figures, tables and code.",
    ),
    ConfigValue(
        name="medterm_autolink_skip",
        default=[],
        types=(list, tuple),
        rebuild="env",
        help="Classes of elements in which nothing is linked automatically, in addition to "
        f"{', '.join(f'`{name}`' for name in NOT_PROSE)} and `no-medterm-links`. You can also name "
        "elements, as `sphinx-build -b pseudoxml` writes them.",
    ),
    ConfigValue(
        name="medterm_deprecated_in_text",
        default=False,
        types=(bool,),
        rebuild="env",
        help="Whether deprecated and superseded names are also reported in running text, and not "
        "only in roles and data files. To allow a name in one place, use the role `medterm` and "
        "put `!` before the name.",
    ),
    ConfigValue(
        name="medterm_first_use",
        default=FIRST_USES[0],
        types=(str,),
        choices=FIRST_USES,
        rebuild="",
        help="Where `medterm:abbr` writes an abbreviation out: at its first use in each "
        "`document`, in each `section` of any level, or once in the whole `project`, in the order "
        "of its tables of contents.",
    ),
    ConfigValue(
        name="medterm_letter_pages",
        default={},
        types=(dict,),
        rebuild="",
        help="Folders for letter pages: Sphinx writes a page for each letter of the glossary "
        "there, and one page that lists them. A dictionary maps each folder, relative to the "
        "sources, to its options: `title`, `letter_title`, `audience`, `show`, `hide`, "
        '`cross_references`, `no_index` and `index`. For the usual pages, write `{"glossary/": '
        "{}}`.",
    ),
    ConfigValue(
        name="medterm_print_terms",
        default=False,
        types=(bool,),
        rebuild="",
        help="Whether a web page, when printed, ends with the cards of all terms that it "
        "mentions, under the heading *Terms on this page*.",
    ),
)


CHECK_VALUES = (
    ConfigValue(
        name="medterm_other_glossaries",
        default=False,
        types=(bool,),
        rebuild="",
        help="Whether other glossaries or projects may know the names that are unknown here. If "
        "true, `medterm check` counts these names without reporting them, and leaves it to a "
        "build to look them up.",
    ),
)
"""Settings of the command line; a build needs none of them."""


def as_list(value: Any) -> list[str]:
    """Return a list of names; a single name, which Sphinx warns about, becomes a list of one."""
    return [value] if isinstance(value, str) else [str(item) for item in value]
