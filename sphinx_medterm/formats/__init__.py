"""Data files: from text to plain data, with the position of every value."""
