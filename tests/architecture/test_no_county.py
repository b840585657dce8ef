"""No line of the program is written for one county: their names stand in the rules' data, the demo and the tests.

What the program does follows from the rulebook. A comment or a docstring may name a county as an example.
"""

import io
import re
import tokenize
from pathlib import Path

import pytest

from govrules.rulebook import available, load
from tests.architecture import source

MAY_NAME = ("govrules/rulebook/data/", "govrules/demo/", "tests/", "docs/", "README")
BINARY = {".png", ".ico", ".docx", ".pdf", ".ttf", ".woff2", ".zip"}


def names() -> list[str]:
    """Keys and places of the shipped rulebooks: toksun, which is in toksun-2021 too, 托克逊."""
    places = [load(key).government.removesuffix("人民政府")[:-1] for key in available()]
    return [*(key.partition("-")[0] for key in available()), *places]


COUNTY = re.compile("|".join(names()), re.IGNORECASE)


def kept() -> list[Path]:
    """What git keeps outside the rules' data, the demo, the tests and the documentation."""
    files = [path for path in source.tracked() if path.suffix not in BINARY]
    return [path for path in files if not source.short(path).startswith(MAY_NAME)]


def spoken(text: str) -> list[str]:
    """The lines of a Python file on which a county is named outside comments and docstrings."""
    found, before = [], tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        docstring = token.type == tokenize.STRING and before in STARTS
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            before = token.type
        if token.type != tokenize.COMMENT and not docstring and COUNTY.search(token.string):
            found.append(token.line.strip())
    return found


STARTS = {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING}


def named_in(path: Path) -> list[str]:
    text = path.read_text(errors="replace")
    lines = spoken(text) if path.suffix == ".py" else [line for line in text.splitlines() if COUNTY.search(line)]
    return [f"{source.short(path)}: {line.strip()}" for line in lines]


def test_no_line_of_the_program_names_a_county() -> None:
    assert [line for path in kept() for line in named_in(path)] == []


def test_no_file_is_called_after_one() -> None:
    assert [source.short(path) for path in kept() if COUNTY.search(source.short(path))] == []


def test_it_looks_for_all_five_and_at_the_whole_program() -> None:
    assert len(names()) == 10
    looked_at = {source.short(path) for path in kept()}
    assert {source.short(path) for path in source.files()} - looked_at == {
        source.short(path) for path in source.files() if source.short(path).startswith(MAY_NAME)
    }
    assert {"templates/base.html", "Makefile", "pyproject.toml"} <= looked_at


CODE = (
    'if county == "{}":\n    pass', 'ids = ["{}-2024"]', 'def act() -> str:\n    return f"{}政府"', "{} = 1",
    'act(county="{}")',
)  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_the_search_finds_each_in_code_and_leaves_words_about_it(name: str) -> None:
    words = f'"""{name} has it so."""\n\n# as in {name}, article 31\ndef act():\n    """As {name} has it."""\n'
    assert spoken(words) == []
    assert [code for code in CODE if not spoken(f"{words}\n{code.format(name)}\n")] == []
