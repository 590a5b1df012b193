"""The configuration values, each with its default, types, and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sphinx_medterm.records.visible import AUDIENCES

SECTIONS = {
    "pronunciation": "how the word is spoken",
    "forms": "inflected forms",
    "definition": "the senses with their definitions, examples and notes",
    "synonyms": "synonyms, variants and abbreviations",
    "etymology": "word parts and history of the word",
    "conditions": "related conditions",
    "relations": "opposites, broader, narrower, related terms and see-also",
    "codes": "codes of the term itself",
    "translations": "the term in other languages",
    "sources": "the numbered list of sources",
    "reviewed": "the last review",
}
"""The sections of an entry by name, in the order in which they are shown."""


CARD_KINDS = ("full", "text", "off")
"""The kinds of hover cards; the first is the default."""

AUTOLINKS = ("off", "first", "section", "all")
"""Which names in running text become links by themselves; the first is the default."""

FIRST_USES = ("document", "section", "project")
"""Where the first use of an abbreviation counts; the first is the default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigValue:
    """One configuration value, as Sphinx registers it and the documentation lists it.

    :ivar by_page: whether a page may have a value of its own.
    """

    name: str
    default: Any
    types: tuple[type, ...]
    rebuild: Literal["", "env", "html"]
    help: str
    choices: tuple[str, ...] = ()
    by_page: bool = False

    def accepts(self, given: Any) -> bool:
        """Return whether the value can be set to this."""
        if self.choices:
            return isinstance(given, str) and given in self.choices
        # Sphinx accepts numbers as truth values; for one name in place of a list see as_list().
        others = (int,) if bool in self.types else (str,) if list in self.types else ()
        return isinstance(given, self.types + others)

    @property
    def field(self) -> str:
        """The field at the top of a page that sets the value for this page."""
        return self.name.replace("_", "-")


CONFIG_VALUES = (
    ConfigValue(
        name="medterm_files",
        default=[],
        types=(list, tuple),
        rebuild="",
        help="Data files, or globs of them, relative to the folder of `conf.py`. When it is empty, "
        "`terms.yaml`, `terms.yml`, `terms.toml` and `terms.json` are used, as far as they are "
        "there.",
    ),
    ConfigValue(
        name="medterm_code_systems",
        default={},
        types=(dict,),
        rebuild="",
        help="Code systems of the project, beside those that are known: a mapping of fields for "
        "each key. One with the name of a known system changes what it gives of that.",
    ),
    ConfigValue(
        name="medterm_hide",
        default=[],
        types=(list, tuple),
        rebuild="env",
        help="Names of sections that no entry shows unless its directive asks for them with "
        "`:show:`.",
    ),
    ConfigValue(
        name="medterm_audience",
        default=AUDIENCES[0],
        types=(str,),
        choices=AUDIENCES,
        by_page=True,
        rebuild="",
        help="For whom entries and hover cards are: `professional` shows the definition, `plain` "
        "the plain definition, `both` the one and then the other. A page sets its own with the "
        "field `medterm-audience` at its top, an entry with its option `audience`.",
    ),
    ConfigValue(
        name="medterm_std_terms",
        default=True,
        types=(bool,),
        rebuild="env",
        help="Whether entries are also found by the `:term:` role, from this project and from "
        "others.",
    ),
    ConfigValue(
        name="medterm_cards",
        default=CARD_KINDS[0],
        types=(str,),
        choices=CARD_KINDS,
        by_page=True,
        rebuild="",
        help="What the hover cards of web pages have: `full`, an explanation and a link to the "
        "entry; `text`, the explanation alone; `off`, there are none. A page sets its own with the "
        "field `medterm-cards` at its top.",
    ),
    ConfigValue(
        name="medterm_card_roles",
        default=["medterm", "term", "any", "autolink"],
        types=(list, tuple),
        rebuild="",
        help="Names of the roles whose links to entries have cards. `medterm` stands for the links "
        "inside entries, too, and `autolink` for words that are linked by themselves.",
    ),
    ConfigValue(
        name="medterm_autolink",
        default=AUTOLINKS[0],
        types=(str,),
        choices=AUTOLINKS,
        by_page=True,
        rebuild="env",
        help="Which names of terms in running text become links by themselves: `off`, none; "
        "`first`, the first of each term on a page; `section`, the first in each section; `all`. A "
        "page sets its own with the field `medterm-autolink` at its top.",
    ),
    ConfigValue(
        name="medterm_autolink_captions",
        default=True,
        types=(bool,),
        rebuild="env",
        help="Whether captions of figures, tables and code are running text in this sense.",
    ),
    ConfigValue(
        name="medterm_first_use",
        default=FIRST_USES[0],
        types=(str,),
        choices=FIRST_USES,
        rebuild="",
        help="Where the first use of an abbreviation counts, which the role `medterm:abbr` writes "
        "out: in each `document`, in each `section` whatever its level, or in the whole `project`, "
        "in the order of its tables of contents.",
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


def as_list(value: Any) -> list[str]:
    """Take a list of names; one name alone, of which Sphinx warns, counts as a list of one."""
    return [value] if isinstance(value, str) else [str(item) for item in value]
