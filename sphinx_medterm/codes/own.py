"""A project's own code systems, read from its configuration or from a file, and checked."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sphinx_medterm.codes.registry import BUILT_IN, plain_name
from sphinx_medterm.data_text.addresses import address_flaw
from sphinx_medterm.diagnostics import RecordPath, quoted
from sphinx_medterm.names.characters import UNSEEN, identifier_flaw, name_flaw, on_one_line
from sphinx_medterm.names.suggest import did_you_mean

_LETTER = rf"[^\W_{UNSEEN}]"
_KEY = re.compile(rf"{_LETTER}(?:(?:{_LETTER}|[_ .-])*(?:{_LETTER}|_))?")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}]+")


class OwnFault(NamedTuple):
    """What is wrong with the description of a system.

    :ivar path: the path of the value in the description.
    """

    path: RecordPath
    message: str
    hint: str = ""


class _UnusableError(ValueError):
    """A value cannot be used, for the reason in the message."""


def read_own(data: Any) -> tuple[dict[str, dict[str, Any]], list[OwnFault]]:
    """Check the descriptions of a project's own systems.

    :param data: mappings of :data:`FIELDS` by the key of the system.
    :returns: the usable part of it, and what is wrong with the rest.
    """
    if data is None:
        return {}, []
    if not isinstance(data, dict):
        return {}, [OwnFault((), "expected a mapping of code systems to their fields")]
    own: dict[str, dict[str, Any]] = {}
    faults: list[OwnFault] = []
    for key, fields in data.items():
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            hint = "use letters and digits, with spaces or - _ . between them"
            message = f"{quoted(str(key))} cannot be the key of a code system; it is left out"
            faults.append(OwnFault((str(key),), message, hint))
        elif not isinstance(fields, dict):
            message = "expected a mapping of fields; the system is left out"
            faults.append(OwnFault((key,), message, f"known fields: {', '.join(FIELDS)}"))
        else:
            own[key] = _fields(key, fields, faults)
    _check_names(own, faults)
    return own, faults


def _fields(key: str, fields: dict[Any, Any], faults: list[OwnFault]) -> dict[str, Any]:
    """Return the usable fields of a system."""
    kept: dict[str, Any] = {}
    for name, value in fields.items():
        path = (key, str(name))
        if name not in FIELDS:
            message = f"unknown field {quoted(str(name))}; it is left out"
            hint = did_you_mean(str(name), FIELDS, 1) or f"known fields: {', '.join(FIELDS)}"
            faults.append(OwnFault(path, message, hint))
            continue
        read, _help = FIELDS[name]
        try:
            kept[name] = read(value)
        except _UnusableError as error:
            faults.append(OwnFault(path, f"{error}; it is left out"))
    pattern, example = kept.get("pattern"), kept.get("example")
    if pattern and example and not re.fullmatch(pattern, example, re.ASCII):
        message = f"{quoted(example)} does not match the pattern; it is left out"
        faults.append(OwnFault((key, "example"), message))
        del kept["example"]
    return kept


def _check_names(own: dict[str, dict[str, Any]], faults: list[OwnFault]) -> None:
    """Leave out systems and aliases whose name is taken by another system."""
    owners: dict[str, str] = {}
    for key in list(own):
        plain = plain_name(BUILT_IN.key(key))
        if plain in owners:
            message = f"{quoted(key)} is the same system as {owners[plain]!r}; it is left out"
            faults.append(OwnFault((key,), message))
            del own[key]
        else:
            owners[plain] = key
    for key, fields in own.items():
        for alias in list(fields.get("aliases", ())):
            known = BUILT_IN.key(alias)
            plain = plain_name(known)
            owner = owners.setdefault(plain, known if known in BUILT_IN else key)
            if owner != key:
                fields["aliases"].remove(alias)
                message = f"{quoted(alias)} is a name of {owner}; it is left out"
                faults.append(OwnFault((key, "aliases"), message))


# ------------------------------------------------------------------ fields


def _text(value: Any) -> str:
    text = on_one_line(value) if isinstance(value, str) else ""
    if not text:
        raise _UnusableError("expected text")
    if flaw := name_flaw(text):
        raise _UnusableError(f"{quoted(text)} is not accepted: {flaw.reason}")
    return text


def _pattern(value: Any) -> str:
    text = _text(value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what may change its meaning in later versions
            re.compile(text, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise _UnusableError(f"it is not a regular expression: {error}") from error
    return text


def _page(value: Any) -> str:
    text = _text(value)
    if flaw := address_flaw(text.replace("{code}", "0")):
        raise _UnusableError(f"it is not an address: {flaw.reason}")
    if "{code}" not in text:
        raise _UnusableError("the address does not say with {code} where the code belongs")
    if "{code}" in urlsplit(text).netloc:
        raise _UnusableError("the host of the address depends on {code}")
    return text


def _uri(value: Any) -> str:
    text = _text(value)
    if not _URI.fullmatch(text) or identifier_flaw(text):
        raise _UnusableError("it is not a URI, such as https://example.org/codes or urn:oid:2.999")
    return text


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):  # every scalar of YAML is read as text
        return bool(value == "true")
    raise _UnusableError("expected true or false")


def _names(value: Any) -> list[str]:
    if not isinstance(value, list | tuple):
        raise _UnusableError("expected a list of names")
    return [_text(name) for name in value]


FIELDS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "title": (_text, "the name that readers see. Default: the key"),
    "pattern": (_pattern, "a regular expression that the whole code matches"),
    "looks_like": (_text, "the same in words, which messages show after `expected`"),
    "example": (_text, "a valid code, which messages show as an example"),
    "page": (
        _page,
        "the address of the page on a code, with `http` or `https`, and with `{code}` in the "
        "place of the code",
    ),
    "uri": (_uri, "the URI of the system, for other formats"),
    "prefixed": (
        _truth,
        "whether codes are shown as `KEY:CODE`, with the key instead of the title",
    ),
    "aliases": (_names, "other names that data files may use for the system"),
}
"""The fields of a description: how each is read, and what it is for."""
