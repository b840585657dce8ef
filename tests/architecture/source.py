"""The source as these tests read it: files, functions, templates, and what git keeps."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("govrules", "meetings", "documents", "supervision", "leave")


@dataclass(frozen=True)
class Function:
    where: str
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def lines(self) -> int:
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1


@cache
def files() -> tuple[Path, ...]:
    """Python files of the program; migrations are Django's."""
    found = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


@cache
def functions() -> tuple[Function, ...]:
    return tuple(
        Function(f"{short(path)}:{node.lineno} {node.name}", node)
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def lines(path: Path) -> int:
    """Lines with something on them."""
    return sum(1 for line in path.read_text().splitlines() if line.strip())


def served(*endings: str) -> Iterator[Path]:
    """Our own templates and static files, not the fetched ones."""
    for folder in ("templates", "static"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in endings and "vendor" not in path.parts:
                yield path


@cache
def tracked() -> tuple[Path, ...]:
    """What git keeps, as it is in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())
