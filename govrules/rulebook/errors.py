"""What can be wrong with a rulebook, said so that the official who wrote it can mend it."""

from collections.abc import Iterable


class RulebookError(Exception):
    """One thing wrong: in which file, at which key, what, and what is allowed there."""

    def __init__(self, file: str, key: str, message: str, allowed: Iterable[object] = ()) -> None:
        self.file = file
        self.key = key
        self.message = message
        self.allowed = tuple(str(item) for item in allowed)
        super().__init__(file, key, message, self.allowed)

    def __str__(self) -> str:
        place = ":".join(part for part in (self.file, self.key) if part)
        allowed = f"。可用：{'、'.join(self.allowed)}" if self.allowed else ""
        return f"{place}：{self.message}{allowed}" if place else f"{self.message}{allowed}"


class FactError(RulebookError):
    """A fact that the vocabulary does not know, of the wrong type, outside its domain, or missing."""


class RouteError(RulebookError):
    """No element, or more than one, matches the facts of the matter."""


class TextError(RulebookError):
    """A published text cannot be taken in; `problems` are all that is wrong, so that all can be mended at once."""

    def __init__(self, file: str, *problems: str) -> None:
        super().__init__(file, "", "；".join(problems))
        self.problems = problems
