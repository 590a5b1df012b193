"""Computations on all pages together, after they have been read."""
