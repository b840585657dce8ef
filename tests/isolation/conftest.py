"""The same Monday and the same storage as for the tests of documents."""

from tests.documents.conftest import media, monday

__all__ = ["media", "monday"]
