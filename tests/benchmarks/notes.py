"""What was found out about the measures."""

from __future__ import annotations

from collections.abc import Mapping

NOTES: Mapping[str, str] = {}
"""By the name of a measure (see ``measures``): where its floor is, and what was tried.

They are printed under the table, below the titles of the measures.
"""
