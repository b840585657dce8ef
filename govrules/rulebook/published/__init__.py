"""The published text of the rules: cut into its articles whatever form it was found in. Plain Python."""

from govrules.rulebook.published.cutting import cut
from govrules.rulebook.published.model import Article, Chapter, Published
from govrules.rulebook.published.reading import read_text
from govrules.rulebook.published.webpage import page_text

__all__ = ["Article", "Chapter", "Published", "cut", "page_text", "read_text"]
