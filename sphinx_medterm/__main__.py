"""``python -m sphinx_medterm``."""

import sys

from sphinx_medterm.cli import main

sys.exit(main())
