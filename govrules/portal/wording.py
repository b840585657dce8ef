"""The portal's words for days and moments: the core's, so that pages, notices and prints say them alike."""

from govrules.core.wording import article_name, day, last_day, moment, short_day, span, weekday

__all__ = ["article_name", "day", "last_day", "moment", "short_day", "span", "weekday"]
