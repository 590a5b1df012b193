"""``python -m sphinx_medterm``."""

import sys

from sphinx_medterm.cli.main import main

sys.exit(main())
