"""The audiences of definitions, as settings and mentions name them."""

from __future__ import annotations

PROFESSIONAL = "professional"
PLAIN = "plain"
BOTH = "both"

AUDIENCES = (BOTH, PROFESSIONAL, PLAIN)
"""All audiences; the first is the default."""
