"""The language of the project: its own catalogues for data text, and names of languages."""

from __future__ import annotations

import gettext
import locale
import re
import struct
from collections.abc import Callable, Iterator
from functools import cache, partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from sphinx.util.i18n import docname_to_domain

from sphinx_medterm.diagnostics import Subtype, file_name, quoted
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.formats.files import content_of
from sphinx_medterm.names.characters import text_flaw
from sphinx_medterm.termbase.file_digests import digest_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def translator(env: BuildEnvironment, docname: str) -> Callable[[str], str]:
    """Translate data text by the catalogue of a page, as Sphinx does with the page's own."""
    return translator_by(catalogue_of(env, docname))


def catalogue_of(env: BuildEnvironment, docname: str) -> str:
    """Return the file of the catalogue by which texts on a page are translated, if there is one."""
    if not env.config.language:
        return ""
    catalogue = docname_to_domain(docname, env.config.gettext_compact)
    for folder in env.config.locale_dirs:
        found = gettext.find(catalogue, env.srcdir / folder, [env.config.language])
        if found and _translations(Path(found)):
            return found
    return ""


def translator_by(catalogue: str) -> Callable[[str], str]:
    """Return what translates paragraphs of data text by a catalogue."""
    translations = _translations(Path(catalogue)) if catalogue else None
    return partial(_translated, translations, Path(catalogue)) if translations else str


def _translated(translations: gettext.GNUTranslations, file: Path, text: str) -> str:
    """Translate a paragraph; what could not stand in a data file does not come in this way."""
    said = translations.gettext(text)
    if said == text:
        return text
    if flaw := text_flaw(said):
        message = f"{file_name(file)}: the translation of {quoted(text)} is not accepted"
        hint = "the text itself is shown"
        warn(Subtype.VALUE, f"{message}: {flaw.reason}", None, hint, once=True)
        return text
    said = " ".join(said.split())
    _check_markup(said, text, file)
    return said


def _check_markup(said: str, text: str, file: Path) -> None:
    """Warn of what is wrong with the markup of a translation."""
    from sphinx_medterm.data_text.parse import parse_line

    for fault in parse_line(said)[1][:1]:
        message = f"{file_name(file)}: in the translation of {quoted(text)}: {fault.message}"
        warn(Subtype.MARKUP, message, None, fault.hint, once=True)


def _translations(file: Path) -> gettext.GNUTranslations | None:
    """Read a catalogue; a damaged one translates nothing, as for Sphinx."""
    try:
        # gettext.translation would give what the file held when the process first read it.
        return gettext.GNUTranslations(BytesIO(content_of(file)))
    except (OSError, ValueError, TypeError, LookupError, struct.error):
        return None


def digest_of_catalogues(env: BuildEnvironment) -> str:
    """Stamp all catalogues of the project's language."""
    if not env.config.language:
        return ""
    stamp = blake2b(digest_size=16)
    for file in _catalogues(env):
        stamp.update(f"{file} {digest_of(file).hex()}\n".encode())
    return stamp.hexdigest()


def _catalogues(env: BuildEnvironment) -> Iterator[Path]:
    # Where there is none for Austria, gettext takes what is there for German.
    normal = re.split(r"[_.@]", locale.normalize(env.config.language))[0]
    for folder in env.config.locale_dirs:
        found = Path(env.srcdir, folder).glob(f"{normal}*/**/*.mo")
        own = Path(env.srcdir, folder, env.config.language).rglob("*.mo")
        yield from sorted({*found, *own})


def language_name(language: str, tag: str) -> str:
    """Name a language, given its tag, in another language (CLDR)."""
    return _language_names(language).get(tag.lower(), tag)


@cache
def _language_names(language: str) -> dict[str, str]:
    """Name all languages in one."""
    try:
        locale = Locale.parse(language, sep="_" if "_" in language else "-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return {tag.lower().replace("_", "-"): name for tag, name in locale.languages.items()}
