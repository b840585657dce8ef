"""The header of the first page: the red mark, the number, the red rule, the title."""

from html import escape
from itertools import batched  # type: ignore[attr-defined]
