"""A project without terms: what judges find in it comes from its theme, or from sphinx-design."""

from typing import Any

SETTINGS: dict[str, Any] = {"extensions": ["sphinx_design"], "html_logo": "logo.svg"}

PLAIN = {
    "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>',
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

.. tab-set-code::

   .. code-block:: python

      pass

   .. code-block:: yaml

      pass: through
""",
}
