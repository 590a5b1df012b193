"""Data files: text to plain data, and the place of every value in it."""
