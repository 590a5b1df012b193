"""Make a thousand small builds quick: do less of what is the same in each of them.

Templates are compiled once, and messages for debugging are not made, which nobody sees. The index
for the search and the files of the theme are written only for the tests that look at them. What a
build reads and resolves, the pages it writes and the files that it keeps are as in any other build.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import entry_points
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.lexer import get_lexer
from sphinx.builders.html import StandaloneHTMLBuilder

_compile: Any = Environment.compile
_compiled: dict[Hashable, Any] = {}
_entry_points = cache(entry_points)


@contextmanager
def lean_builds(*, search: bool, theme_files: bool) -> Iterator[None]:
    """Build quicker, with the same pages.

    Garbage is collected between builds only, where a build has made most of what there is.

    :param search: whether to write the index for the search.
    :param theme_files: whether to copy what the theme has for browsers.
    """
    level = logging.root.manager.disable
    logging.disable(logging.DEBUG)
    gc.disable()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Environment, "compile", compile_once)
            # Sphinx looks for themes in all packages that are installed.
            patch.setattr("sphinx.theming.entry_points", _entry_points)
            if not search:
                patch.setattr(StandaloneHTMLBuilder, "search", False)
            if not theme_files:
                patch.setattr(StandaloneHTMLBuilder, "copy_theme_static_files", lambda *_: None)
            yield
    finally:
        gc.enable()
        logging.disable(level)


def compile_once(environment: Environment, source: object, *names: str | None) -> Any:
    """Compile a template, unless an environment of the same kind has compiled it before.

    Each build makes environments of its own.
    """
    kind = (type(environment), get_lexer(environment), *environment.extensions)
    key = (source, names, kind, frozenset(environment.filters))
    if key not in _compiled:
        _compiled[key] = _compile(environment, source, *names)
    return _compiled[key]
