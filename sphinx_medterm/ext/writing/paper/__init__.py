"""Writing for LaTeX: its engines and their fonts, characters, directions, and the index."""
