"""Data text, the prose of data files: its grammar, and the markup that it allows."""
