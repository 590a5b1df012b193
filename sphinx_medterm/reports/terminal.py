"""Output on a terminal: help with examples, colors if wanted, and the progress of long work."""

from __future__ import annotations

import shutil
import time
from argparse import ArgumentParser, HelpFormatter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TextIO

from sphinx_medterm.diagnostics import Diagnostic, Severity, file_name

COLOR_CHOICES = ("auto", "always", "never")
"""When to use colours; the first is the default."""

_WIDEST = 100
"""Longer lines are hard to read."""

_CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

PATIENCE = 1.0
"""Seconds of work after which a terminal shows its progress."""
LARGE = 2**21
"""The size, in bytes, of a file that takes so long to read that a terminal shows its name."""

Paint = Callable[..., str]
"""Returns a text in the styles that are named after it."""


def add_color_option(command: ArgumentParser) -> None:
    """Add the option that decides about colours to a command."""
    command.add_argument(
        "--color", choices=COLOR_CHOICES, default=COLOR_CHOICES[0], help="when to use colors"
    )


class _HelpFormatter(HelpFormatter):
    """Fills texts, but keeps the lines of examples."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


def add_examples(command: ArgumentParser, examples: Mapping[str, str]) -> None:
    """Add examples to the help of a command.

    :param examples: command lines, each with what it is for.
    """
    margin = max(map(len, examples)) + 2
    lines = [f"  {line:{margin}}{purpose}" for line, purpose in examples.items()]
    command.epilog = "\n".join(["examples:", *lines])
    command.formatter_class = _HelpFormatter


def text_width() -> int:
    """Return the number of characters in a line of text."""
    return min(shutil.get_terminal_size().columns, _WIDEST)


def painter(is_colored: bool) -> Paint:
    """Return a function that sets texts in styles such as ``bold``, or leaves them as they are."""

    def paint(text: str, *styles: str) -> str:
        if not is_colored or not text:
            return text
        codes = ";".join(str(_CODES[style]) for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"

    return paint


def wants_color(choice: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Return whether a stream is to have colours.

    The choice of the user comes first, then ``NO_COLOR`` (no-color.org) and ``FORCE_COLOR``
    (force-color.org), which count if they are not empty; otherwise, terminals have colours.
    """
    if choice != COLOR_CHOICES[0]:
        wanted = choice == "always"
    elif environment.get("NO_COLOR"):
        wanted = False
    elif environment.get("FORCE_COLOR"):
        wanted = True
    else:
        wanted = stream.isatty() and environment.get("TERM") != "dumb"
    if wanted:
        _prepare_console()
    return wanted


def _prepare_console() -> None:
    """Make old consoles of Windows read the codes of colours; Sphinx installs what does so."""
    with suppress(ImportError, AttributeError):
        import_module("colorama").just_fix_windows_console()


def painted(diagnostic: Diagnostic, paint: Paint) -> str:
    """Return a diagnostic on one line, in colours."""
    location = paint(f"{diagnostic.location}:", "bold") + " " if diagnostic.location else ""
    severity = paint(f"{diagnostic.severity}:", "bold", _COLORS[diagnostic.severity])
    kind = paint(f"[medterm.{diagnostic.subtype}]", "dim")
    return f"{location}{severity} {diagnostic.advice} {kind}"


def showing_progress(
    stream: TextIO, clock: Callable[[], float] = time.monotonic
) -> Callable[[Sequence[Path]], Iterable[Path]]:
    """Return a function that goes through files to be read and shows long work on a terminal."""

    def progress(files: Sequence[Path]) -> Iterator[Path]:
        began, shown = clock(), False
        for number, file in enumerate(files, 1):
            if clock() - began > PATIENCE or _is_large(file):
                shown = True
                name = file_name(file.name)
                stream.write(f"\r\x1b[Kreading {name} ({number} of {len(files)})")
                stream.flush()
            yield file
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()

    return progress if stream.isatty() else iter


def _is_large(file: Path) -> bool:
    with suppress(OSError, ValueError):
        return file.stat().st_size > LARGE
    return False
