"""What all tests share: how random tests are run, marks by folder, and our own warnings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# The extensions of our own docs are tested as well; conf.py finds them in the same way.
sys.path.insert(0, str(Path(__file__).parents[1] / "docs" / "_ext"))

# By default the same examples are tried in every run: a red test means that a change broke
# something. ``--hypothesis-profile=random`` tries others, and ten times as many. A deadline, or a
# complaint about slow examples, would only tell that the machine has other work to do.
settings.register_profile(
    "same",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "random", settings.get_profile("same"), derandomize=False, max_examples=1000
)
settings.load_profile("same")


def _take_no_constants_from_the_code() -> None:
    """Keep the examples the same whatever modules happen to be imported, and whatever is in them.

    Hypothesis makes some examples of constants that it finds in the code, and has no setting for
    this.
    """
    name = "is_local_module_file"
    is_local: Callable[[str], bool] = getattr(providers, name)

    def is_looked_through(path: str) -> bool:
        return not settings().derandomize and is_local(path)

    setattr(providers, name, is_looked_through)


_take_no_constants_from_the_code()

MARKS = {"builds": pytest.mark.build, "judges": pytest.mark.judge}
"""Marks of the tests in a folder."""


@pytest.hookimpl(tryfirst=True)  # marks choose later which tests are run
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their folders, and leave out what is long unless ``-m`` asks for it."""
    for item in items:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        if folder in MARKS:
            item.add_marker(MARKS[folder])
    if "long" not in config.option.markexpr:
        left_out = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_configure(config: pytest.Config) -> None:
    """Make an error of every warning that our own code causes, deprecated calls above all."""
    config.addinivalue_line("filterwarnings", r"error:::sphinx_medterm(\.|$)")
