"""The fuzzer: many inputs of strangers, and what must hold for each of them.

``python -m tests.fuzz`` makes 100,000 inputs of all kinds; ``--inputs 2000`` makes fewer, ``--kind
text`` makes those of one kind, and ``--seed 7`` makes the same ones as another run that has printed
this number. The kinds are the functions in :mod:`tests.fuzz.inputs`. Texts, names and pages are put
by the hundred into projects that are built as HTML, LaTeX, text, XML and EPUB.

An input fails if it raises an exception, takes more than a second of processor time, or makes
output that is not well-formed or has what no data may bring in. Each such input is written to a
file in the folder ``--failures``; ``python -m tests.fuzz FILE …`` tries these files again. Once it
is mended, its file goes into ``tests/fuzz/found``. The tests try those files, and a few dozen
inputs of each kind, always the same ones.
"""
