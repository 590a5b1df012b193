"""What makes a thousand small builds quick: less of what is the same in each of them.

Of a small HTML build, two thirds of the time go into templates, files of the theme, the index for
the search, and messages for debugging, which most tests do not look at.
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
            patch.setattr("sphinx.theming.entry_points", _entry_points)  # those of all packages
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
