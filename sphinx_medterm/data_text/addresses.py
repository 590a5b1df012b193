"""Addresses of web pages, and which of them lead every reader to the same host."""

from __future__ import annotations

import re
from contextlib import suppress
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from sphinx_medterm.diagnostics import quoted
from sphinx_medterm.names.characters import (
    BLANKS,
    CONTROLS,
    NONCHARACTERS,
    UNSEEN,
    Flaw,
    identifier_flaw,
)

_NEVER = r"\u0022<>\\^`{|}"  # a quotation mark in it would be escaped once more in a schema
ADDRESS_PATTERN: Final = rf"^https?://[^{CONTROLS}{NONCHARACTERS}{BLANKS}{UNSEEN}{_NEVER}]+$"
"""What all addresses look like; :func:`address_flaw` checks more."""

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_FORBIDDEN = re.compile(f"[{_NEVER}]")
_LABEL = r"[^\x00-\x2c\x2e\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]{1,63}"
_LONGEST_HOST = 253  # RFC 1035
_BRACKETS = "its brackets do not contain an IPv6 address"
_MAIL_WORD = r"[A-Za-z0-9_%+'-]++"
_HOST_WORD = "[A-Za-z0-9-]++"
MAIL: Final = re.compile(rf"{_MAIL_WORD}(?:\.{_MAIL_WORD})*+@{_HOST_WORD}(?:\.{_HOST_WORD})++")
"""An email address as nearly all are written (RFC 5321 allows more)."""
_SIGN = r"[A-Za-z0-9_.~+-]|%(?!0[AaDd])[0-9A-Fa-f]{2}"
_HEADER = rf"(?:(?i:subject|keywords)=(?:{_SIGN})*+|(?i:body)=(?:{_SIGN}|%0[AaDd])*+)"
MAIL_LINK: Final = re.compile(
    rf"{MAIL.pattern}(?:\?{_HEADER}(?:&{_HEADER})*+)?(?!\?[A-Za-z-]++=|&)"
)
"""What may follow ``mailto:``: an email address, perhaps with a subject and a text.

Other headers may have effects that the sender of the mail does not see (RFC 6068, 4 and 7).
"""
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")


def address_flaw(address: str) -> Flaw | None:
    """Find why a text cannot be the address of a web page.

    Every character of an address is visible and allowed by RFC 3986 or RFC 3987, and it names a
    host that is the same for everyone who reads it.
    """
    flaw = _flaw(address)
    if flaw and flaw.mended and _flaw(flaw.mended):
        return flaw._replace(mended="")
    return flaw


def link_address(written: str) -> tuple[str, Flaw | None]:
    """Return the address of a link in a text, with ``mailto:`` before an email address.

    :returns: the address and no flaw, or an empty address and why the text is not one.
    """
    if MAIL.fullmatch(written):
        return f"mailto:{written}", None
    scheme, _colon, rest = written.partition(":")
    if scheme.lower() == "mailto":
        if MAIL_LINK.fullmatch(rest):
            return f"mailto:{rest}", None
        return "", Flaw("it is not an email address, perhaps with '?subject='")
    flaw = address_flaw(written)
    if flaw and not _SCHEME.match(written):
        flaw = flaw._replace(reason="only http, https and mailto addresses are")
    return ("", flaw) if flaw else (written, None)


def _flaw(address: str) -> Flaw | None:
    """Find a flaw and a correction that may have another flaw."""
    scheme = _SCHEME.match(address)
    if not scheme:
        mended = f"https://{address}" if address.startswith("www.") else ""
        return Flaw("only http:// and https:// are accepted", mended)
    if not scheme[0].islower():
        mended = scheme[0].lower() + address[scheme.end() :]
        return Flaw("write http:// and https:// in lowercase", mended)
    if flaw := identifier_flaw(address):
        return flaw
    if found := _FORBIDDEN.search(address):
        mended = _FORBIDDEN.sub(lambda found: quote(found[0]), address)
        return Flaw(f"an address cannot contain {found[0]!r}", mended)
    return _host_flaw(address)


def _host_flaw(address: str) -> Flaw | None:
    """Find what is wrong with the part between ``//`` and the path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        has_brackets = "[" in address or "]" in address
        return Flaw(
            _BRACKETS
            if has_brackets
            else "its host name contains a character that ends a host name"
        )
    host = parts.hostname
    if "@" in parts.netloc:  # it discloses a password, or disguises one host as another
        return Flaw("it has a user or a password before the host")
    if not host:
        return Flaw("it does not name a host")
    if not _has_port(parts):
        return Flaw("its port is not a number from 1 to 65535")
    if "[" in parts.netloc:
        return None if _is_ipv6(host) else Flaw(_BRACKETS)
    return None if _is_name(host) else Flaw(f"{quoted(host)} is not the name of a host")


def _has_port(parts: SplitResult) -> bool:
    """Return whether the port is valid, or absent."""
    with suppress(ValueError):
        return parts.port is None or parts.port > 0
    return False


def _is_name(host: str) -> bool:
    return len(host) <= _LONGEST_HOST and bool(_HOST.fullmatch(host))


def _is_ipv6(host: str) -> bool:
    with suppress(ValueError):
        return bool(IPv6Address(host))
    return False
