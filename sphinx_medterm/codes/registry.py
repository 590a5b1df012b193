"""The code systems of a project: the built-in ones and its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from string import ascii_uppercase
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from sphinx_medterm.codes.code_system import CodeSystem
from sphinx_medterm.codes.meant import (
    LONGEST_MISSPELT,
    LOOK_LIKE_DIGITS,
    last_of_address,
    named_codes,
    place_of,
    spellings,
)
from sphinx_medterm.codes.systems import SYSTEMS
from sphinx_medterm.diagnostics import quoted, spoken
from sphinx_medterm.digest import text_digest
from sphinx_medterm.names.suggest import LONGEST_HINT, question

_NO_LETTER = re.compile(r"[\s._-]")
_RELEASE = re.compile(r"_[0-9]{4}_[0-9]{2}_[0-9]{2}\Z")
"""The date of a release after a name, as in ``SNOMEDCT_US_2025_09_01``."""
_MOST_OTHERS = 3
"""How many other systems are worth naming."""


class Fault(NamedTuple):
    """What is wrong with a code.

    :ivar message: what is wrong, and what a code of its system looks like.
    :ivar hint: what it may have been meant to be.
    :ivar is_certain: whether it cannot be a code, since its check digit is wrong. Anything else may
        be right in a later release of its system: such a code is shown, but never linked.
    """

    message: str
    hint: str = ""
    is_certain: bool = False


@dataclass(frozen=True, eq=False)
class CodeSystems:
    """All code systems that a project knows by name.

    :ivar systems: the systems by key.
    :ivar digest: a digest of the project's own systems; empty if there are none.
    """

    systems: Mapping[str, CodeSystem] = field(repr=False)  # too long for help()
    digest: str = ""
    _keys: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    _near: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def with_own(self, own: Mapping[str, Mapping[str, Any]]) -> CodeSystems:
        """Return these systems with a project's own ones, which may change a known system.

        :param own: descriptions by key, as :func:`~sphinx_medterm.codes.own.read_own` returns them.
        """
        if not own:
            return self
        systems = dict(self.systems)
        for name, fields in own.items():
            # A system of the name of a part, such as OMIMPS, is one beside the whole.
            key = name if plain_name(name) in self._starts else self.key(name)
            base = systems.get(key) or CodeSystem(key=key, title=key)
            if "pattern" in fields:
                base = replace(base, looks_like="", example="", taken_from="", telling=True)
                base = replace(base, check=None, check_digit="")
            if "page" in fields:
                base = replace(base, page_of=None)
            aliases = (*base.aliases, *fields.get("aliases", ()))
            systems[key] = replace(base, **{**fields, "aliases": aliases})
        stated = json.dumps([self.digest, own], sort_keys=True)
        return CodeSystems(systems, text_digest(stated))

    # ------------------------------------------------------------------ names of systems

    def __contains__(self, key: object) -> bool:
        return key in self.systems

    def __iter__(self) -> Iterator[CodeSystem]:
        return iter(self.systems.values())

    def key(self, name: str) -> str:
        """Return the key of a system, however its name is written: ``ICD-10-CM``, ``HPO``.

        The key of an unknown system is its name.
        """
        key = self._keys.get(name)
        if key is None:
            plain = plain_name(name)
            key = self._names.get(plain) or self._names.get(plain_name(_RELEASE.sub("", name)))
            key = self._keys[name] = key or name
        return key

    @cached_property
    def _names(self) -> dict[str, str]:
        """The keys of all systems by their names, in the form in which they are compared."""
        names: dict[str, str] = {}
        for key, system in self.systems.items():
            uris = (system.uri,) if system.uri else ()
            for name in (*system.aliases, *system.parts, *uris):
                names.setdefault(plain_name(name), key)
        return names | {plain_name(key): key for key in self.systems}

    @cached_property
    def _starts(self) -> dict[str, str]:
        """How codes begin, by the names of parts of systems, in the form for comparing."""
        starts = {plain_name(name): start for s in self for name, start in s.parts.items()}
        own = set(map(plain_name, self.systems))
        return {name: start for name, start in starts.items() if name not in own}

    def near_miss(self, name: str) -> str:
        """Return the key of the system that an unknown name most likely means; empty if none.

        One wrong letter can make the name of another system, such as ICD-10-GM, OMIA or VGNC. So
        only two swapped letters count, a letter for the digit that it looks like, or one wrong
        letter in a long name without digits.
        """
        if name not in self._near:
            self._near[name] = self._nearest(plain_name(name))
        return self._near[name]

    def _nearest(self, plain: str) -> str:
        from rapidfuzz.distance import OSA  # needed only when something is wrong

        for known, key in self._names.items():
            if abs(len(known) - len(plain)) > 1:
                continue
            if known.translate(LOOK_LIKE_DIGITS) == plain.translate(LOOK_LIKE_DIGITS):
                return key
            swapped = len(known) >= 4 and sorted(known) == sorted(plain)
            is_long = len(known) >= 5 and known.isalpha() and plain.isalpha()
            if (swapped or is_long) and OSA.distance(known, plain, score_cutoff=1) == 1:
                return key
        return ""

    # ------------------------------------------------------------------ codes

    def bare(self, system: str, code: str) -> str:
        """Remove the system's own prefix from a code: ``HP:0001978`` becomes ``0001978``."""
        if ":" not in code:
            return code
        prefix, _colon, rest = code.partition(":")
        return rest.strip() if rest and self.key(prefix) == system else code

    def identify(self, name: str, code: str) -> tuple[str, str]:
        """Return the key of the system, and the code as that writes it.

        :param name: any name of the system, or of a part of it: in ``OMIMPS:601144`` the code is
            ``PS601144``.
        :param code: the code, with or without the system's own prefix.
        """
        key = self.key(name)
        start = self._starts.get(plain_name(name), "")
        code = self.bare(key, code)
        return key, code if code.startswith(start) else start + code

    def parse(self, text: str) -> tuple[str, str] | None:
        """Split ``SYSTEM:CODE`` into the key of the system and the code without its prefix.

        :returns: nothing if the text is not of this form, or an address. The system may be unknown.
        """
        name, _colon, code = text.partition(":")
        if not name.strip() or not code.strip() or code.startswith("//"):
            return None
        return self.identify(name.strip(), code.strip())

    def fault_in(self, text: str) -> Fault | None:
        """Return why a text is not ``SYSTEM:CODE``; nothing if it is."""
        if self.parse(text) is None:
            message = f"{quoted(text)}: a code is written SYSTEM:CODE, such as MESH:D006411"
            return Fault(message, self.suggestion(text), is_certain=True)
        several = [self.parse(piece) for piece in text.split(",")] if "," in text else []
        if several and all(parsed and parsed[0] in self for parsed in several):
            hint = f"write [{text}]" if len(text) <= 2 * LONGEST_HINT else "put them in [ ]"
            return Fault(f"{quoted(text)}: several codes in one text", hint, is_certain=True)
        return None

    def fault(self, system: str, code: str) -> Fault | None:
        """Return what is wrong with a code; nothing if it may be right or its system is unknown."""
        matcher = self._matchers.get(system)
        if matcher is None:
            return None
        known = self.systems[system]
        if not matcher.fullmatch(code):
            hint = self._meant(known, code) or self._fitting_others(system, code)
            return Fault(_unlike(code, known, _expected(known), known.example), hint)
        if known.check and (flaw := known.check(code)):
            if flaw.is_digit:
                message = f"{quoted(code)} cannot be a code of {system}: {flaw.reason}"
                return Fault(message, flaw.hint, is_certain=True)
            return Fault(_unlike(code, known, flaw.reason), flaw.hint)
        return None

    def doubt(self, system: str, code: str) -> Fault | None:
        """Return what is wrong with a code, or with a system that is almost named as a known one.

        In either case, the code may be shown as it is written, unless the fault is certain.
        """
        if system in self:
            return self.fault(system, code)
        if near := self.near_miss(system):
            message = f"unknown code system {quoted(system)}; the code is shown as written"
            return Fault(message, question([near]))
        return None

    @cached_property
    def _matchers(self) -> dict[str, re.Pattern[str]]:
        return {s.key: re.compile(s.pattern, re.ASCII) for s in self if s.pattern}

    def _meant(self, system: CodeSystem, code: str) -> str:
        """Return a hint if a small change makes the code right."""
        if len(code) > LONGEST_MISSPELT:
            return ""
        words = (code, *code.split()[:1], last_of_address(code))
        named = (rest for word in words for key, rest in self._named(word) if key == system.key)
        found = (self._fitting(system.key, text) for text in (*words, *named))
        meant = next(filter(None, found), "")
        return question([meant]) if meant != code and meant else ""

    def _fitting(self, system: str, written: str) -> str:
        """Return the code of a system that a text was most likely meant to be; empty if none."""
        found = next((code for code in spellings(written, system) if self.fits(system, code)), "")
        if found:
            return found
        # Some systems begin all their codes with the same letter, which is often left out.
        lettered = [code for c in ascii_uppercase if self.fits(system, code := c + written.strip())]
        return lettered[0] if len(lettered) == 1 else ""

    def _named(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the systems whose name begins a text, with the rest of the text."""
        for name, code in named_codes(text):
            if plain_name(name) in self._names:
                yield self.identify(name, code)

    def suggestion(self, text: str) -> str:
        """Return a hint what a text that is not ``SYSTEM:CODE`` was meant to be; empty if unclear.

        :param text: such as ``ICD-10 D64.9``, ``D64.9``, or the address of the page of a code.
        """
        text = text.strip()
        if len(text) > LONGEST_MISSPELT:
            return ""
        found = self._of_page(text) or self._meanings(text)
        if not found and "://" in text:
            found = self._meanings(last_of_address(text))
        return question([f"{system}:{code}" for system, code in found])

    def _of_page(self, address: str) -> list[tuple[str, str]]:
        """Return the system and the code whose official page has an address."""
        place = place_of(address)
        last = last_of_address(address)
        for system in self if place else ():
            before, _code, after = place_of(system.page).partition("{code}")
            entity = f"{place_of(system.uri)}/"
            written = ""
            if before and place.startswith(before):
                written = unquote(place.removeprefix(before).removesuffix(after).rstrip("/"))
            elif place == place_of(self.address(system.key, last)) or (
                system.uri and place.startswith(entity)
            ):
                written = last
            if code := written and self._fitting(system.key, written):
                return [(system.key, code)]
        return []

    def _meanings(self, text: str) -> list[tuple[str, str]]:
        """Return the systems and codes that a text may mean, if they are few."""
        for system, rest in self._named(text):
            if code := self._fitting(system, rest) or self._fitting(system, rest.split()[-1]):
                return [(system, code)]
        if not any(sign.isdecimal() for sign in text):
            return []
        spelt = (text, text.upper())
        found = [(s.key, code) for s in self if (code := self._telling(s, *spelt))]
        if text.isdecimal():  # so many systems have numbers that only a check digit is telling
            checked = [(key, code) for key, code in found if self.systems[key].check_digit]
            found = checked if len(text) >= 8 else []
        return found if len(found) <= _MOST_OTHERS else []

    def fits(self, system: str, code: str) -> bool:
        """Return whether a code is right for a system that defines what its codes look like."""
        matcher, check = self._matchers.get(system), self.systems[system].check
        return bool(matcher and matcher.fullmatch(code) and not (check and check(code)))

    def _telling(self, system: CodeSystem, *spelt: str) -> str:
        """Return the first of the spellings that is a code of a system told by its codes' shape."""
        fitting = (code for code in spelt if system.telling and self.fits(system.key, code))
        return next(fitting, "")

    def _fitting_others(self, system: str, code: str) -> str:
        """Name the few systems in which the code would be right."""
        others = [s.key for s in self if s.key != system and self._telling(s, code)]
        if not others or len(others) > _MOST_OTHERS:
            return ""
        return f"it looks like a code of {spoken(others, 'or')}"

    # ------------------------------------------------------------------ what readers see

    def title(self, system: str) -> str:
        """Return the name of a system for readers; an unknown system is shown as written."""
        known = self.systems.get(system)
        return known.title if known else system

    def notation(self, system: str, code: str) -> str:
        """Return a code as its system writes it: ``HP:0001978``, ``ICD-10-CM D47.4``."""
        known = self.systems.get(system)
        if known is None:
            return f"{system} {code}"
        return f"{known.key}:{code}" if known.prefixed else f"{known.title} {code}"

    def written(self, system: str, code: str) -> str:
        """Return a code as readers look it up: ``HP:0001978``, ``D47.4``."""
        known = self.systems.get(system)
        return f"{known.key}:{code}" if known and known.prefixed else code

    def address(self, system: str, code: str) -> str:
        """Return the address of the official page of a code; empty if it has none.

        Only a code that looks like one of its system goes into an address.
        """
        known = self.systems.get(system)
        if known is None or not (known.page or known.page_of):
            return ""
        if known.pattern and not self.fits(system, code):
            return ""
        if known.page_of:
            return known.page_of(code)
        return known.page.replace("{code}", quote(code, safe=""))

    def uri(self, system: str) -> str:
        """Return the URI that identifies a system in other formats; empty if it has none."""
        known = self.systems.get(system)
        return known.uri if known else ""


def plain_name(name: str) -> str:
    """Return the form in which names of systems are compared."""
    return _NO_LETTER.sub("", name).upper()


def _unlike(code: str, system: CodeSystem, reason: str, example: str = "") -> str:
    """Return the message about a code that looks unlike those of its system."""
    other = f", such as {example}" if example else ""
    link = ", without a link" if system.page or system.page_of else ""
    return (
        f"{quoted(code)} does not look like a code of {system.key}{other}: {reason}; it is shown"
        f" as written{link}"
    )


def _expected(system: CodeSystem) -> str:
    """Describe what a code of a system looks like."""
    return f"expected {system.looks_like or f'text that matches {system.pattern}'}"


BUILT_IN = CodeSystems(SYSTEMS)
"""The systems that are known in every project."""
