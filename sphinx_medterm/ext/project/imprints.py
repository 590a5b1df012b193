"""What citations of entries name of the project: its title, its version, a day, an address."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sphinx_medterm.ext.render.citing import Imprint

if TYPE_CHECKING:
    from sphinx.config import Config


def imprint_of(config: Config) -> Imprint | None:
    """Return what citations name, or ``None`` if readers are not told how to cite entries."""
    if not config.medterm_cite:
        return None
    return Imprint(
        project=config.project,
        version=config.release or config.version,
        day=_day(os.environ.get("SOURCE_DATE_EPOCH", "")),
        base=config.html_baseurl.rstrip("/"),
    )


def _day(epoch: str) -> str:
    """Return the day of an ``SOURCE_DATE_EPOCH``; empty if there is none.

    The time of the build would give other bytes for the same input.
    """
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""
