"""What is different about this floor's kinds of matter."""

from __future__ import annotations

from govrules.core.matters.kinds import Kind

# A leave that is only reported is settled by being read; and it is decided before he goes, not within a paper's limit.
KINDS = {"leave": Kind(reading_settles=True, paper_limits=False)}
