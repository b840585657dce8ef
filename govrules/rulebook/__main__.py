"""`python -m govrules.rulebook`: the command without Django."""

import sys

from govrules.rulebook.cli import main

sys.exit(main())
