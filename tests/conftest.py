"""What all tests share."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_warning_of_ours() -> Iterator[None]:
    """Make an error of every warning that our own code causes, deprecated calls above all."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", module=r"sphinx_medterm(\.|$)")
        yield
