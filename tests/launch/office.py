"""Starts the real `make run` for a test, with its own folder and port; the printing fonts stay out of it.

python -m tests.launch.office
"""

import sys

from govrules.launch import __main__ as launch
from govrules.launch import fonts

if __name__ == "__main__":
    fonts.wanting = lambda _: []
    sys.exit(launch.main())
