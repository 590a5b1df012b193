"""Details of the project that citations of entries show: title, version, date and address."""

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
    """Return the day of a ``SOURCE_DATE_EPOCH``, which Sphinx has checked; empty if it is not set.

    The day of the build would make other bytes of the same input.
    """
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch else ""
