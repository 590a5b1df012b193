"""Judges from outside: a real browser, checkers of HTML, EPUB and manual pages, a TeX."""
