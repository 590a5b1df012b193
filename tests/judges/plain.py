"""A project without terms: what judges find in it is not ours."""

PLAIN = {
    "index.rst": """\
Plain
=====

A page with most of what the demo has, but no terms. [#note]_

.. toctree::
   :caption: First

   more

Section
-------

A paragraph under a title.

.. [#note] A footnote.
""",
    "more.rst": """\
More
====

.. index:: more

Part
----

A paragraph under a title that is further down.

.. code-block:: python
   :caption: code.py

   pass

==== ====
Head Head
==== ====
Cell Cell
==== ====

word
   A definition.
""",
}
