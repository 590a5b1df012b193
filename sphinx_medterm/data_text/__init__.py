"""Data text, the prose of data files: its grammar, and what its markup may hold."""
