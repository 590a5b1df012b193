"""The language of the project: its catalogs for data text, and the names of languages."""

from __future__ import annotations

import gettext
import locale
import re
import struct
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from sphinx.util.i18n import docname_to_domain

from sphinx_medterm.diagnostics import Subtype, file_name, quoted
from sphinx_medterm.digest import content_digest, error_digest
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.formats.files import content_of
from sphinx_medterm.names.characters import text_flaw

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def translator(env: BuildEnvironment, docname: str) -> Callable[[str], str]:
    """Return a function that translates data text by the catalogue of a page.

    Sphinx translates the text of the page by the same catalogue.
    """
    return translator_by(catalogue_of(env, docname))


def catalogue_of(env: BuildEnvironment, docname: str) -> str:
    """Return the file of the catalogue that translates a page; empty if there is none."""
    if not env.config.language:
        return ""
    catalogue = docname_to_domain(docname, env.config.gettext_compact)
    for folder in env.config.locale_dirs:
        found = gettext.find(catalogue, env.srcdir / folder, [env.config.language])
        if found and _translations(Path(found)):
            return found
    return ""


def translator_by(catalogue: str) -> Callable[[str], str]:
    """Return a function that translates paragraphs of data text by a catalogue."""
    translations = _translations(Path(catalogue)) if catalogue else None
    return partial(_translated, translations, Path(catalogue)) if translations else str


def _translated(translations: gettext.GNUTranslations, file: Path, text: str) -> str:
    """Translate a paragraph; reject characters that a data file may not contain either."""
    translation = translations.gettext(text)
    if translation == text:
        return text
    if flaw := text_flaw(translation):
        message = f"{file_name(file)}: the translation of {quoted(text)} is not accepted"
        hint = "the original text is shown"
        warn(Subtype.VALUE, f"{message}: {flaw.reason}", None, hint, once=True)
        return text
    translation = " ".join(translation.split())
    _check_markup(translation, text, file)
    return translation


def _check_markup(translation: str, text: str, file: Path) -> None:
    """Warn about invalid markup in a translation."""
    from sphinx_medterm.data_text.parse import parse_line

    for fault in parse_line(translation)[1][:1]:
        message = f"{file_name(file)}: in the translation of {quoted(text)}: {fault.message}"
        warn(Subtype.MARKUP, message, None, fault.hint, once=True)


@lru_cache(8)
def _translations(file: Path) -> gettext.GNUTranslations | None:
    """Parse a catalogue; a damaged one translates nothing, as in Sphinx."""
    content = _content(file)
    if isinstance(content, OSError):
        return None
    try:
        # gettext.translation would return what the file held when the process first read it.
        return gettext.GNUTranslations(BytesIO(content))
    except (OSError, ValueError, TypeError, LookupError, struct.error):
        return None


@cache
def _content(file: Path) -> bytes | OSError:
    """Read a catalogue once in a build: pages must show what their digests were made of."""
    try:
        return content_of(file)
    except OSError as error:
        return error


def forget_catalogues() -> None:
    """Read catalogues again: they may have been compiled since."""
    _content.cache_clear()
    _translations.cache_clear()


def digest_of_catalogues(env: BuildEnvironment) -> str:
    """Return a digest of all catalogues of the project's language."""
    if not env.config.language:
        return ""
    digest = blake2b(digest_size=16)
    for file in _catalogues(env):
        content = _content(file)
        one = error_digest(content) if isinstance(content, OSError) else content_digest(content)
        digest.update(f"{file} {one.hex()}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _catalogues(env: BuildEnvironment) -> Iterator[Path]:
    # If there is no catalogue for Austria, gettext uses the one for German.
    normal = re.split(r"[_.@]", locale.normalize(env.config.language))[0]
    for folder in env.config.locale_dirs:
        found = Path(env.srcdir, folder).glob(f"{normal}*/**/*.mo")
        own = Path(env.srcdir, folder, env.config.language).rglob("*.mo")
        yield from sorted({*found, *own})


def language_name(language: str, tag: str) -> str:
    """Return the name of a language tag in another language, according to CLDR."""
    return _language_names(language).get(tag.lower(), tag)


@cache
def _language_names(language: str) -> dict[str, str]:
    """Return the names of all languages in one of them, by tag."""
    try:
        locale = Locale.parse(language, sep="_" if "_" in language else "-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return {tag.lower().replace("_", "-"): name for tag, name in locale.languages.items()}
