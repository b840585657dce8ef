"""`manage.py rulebook adopt`: a government takes a rulebook into force."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govrules.core import clock
from govrules.core.management.commands.rulebook import HOOKS
from govrules.core.office.models import Adoption, Government
from govrules.core.office.queries import book_of
from govrules.rulebook.cli import main
from govrules.rulebook.loader import DATA

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def government() -> Government:
    return Government.objects.create(key="yanggao", name="阳高县人民政府", short_name="县政府", place="阳高县")


@pytest.fixture
def adopt(capsys):
    def run(*words: str):
        with clock.frozen(NOW):
            code = main(["adopt", *words], HOOKS)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_a_shipped_rulebook_is_stored_whole_with_its_digest(adopt, government) -> None:
    code, out, _ = adopt("yanggao-2024", "--government", "yanggao", "--from", "2024-03-01", "--json")
    row = Adoption.objects.get()
    assert code == 0
    assert json.loads(out) == {
        "government": "yanggao", "rulebook": "yanggao-2024", "sha256": row.sha256, "in_force": "2024-03-01",
    }  # fmt: skip
    assert book_of(row).sha256 == row.sha256


def test_a_folder_can_be_adopted_and_ends_the_version_before(adopt, government, tmp_path: Path) -> None:
    adopt("yanggao-2024", "--government", "yanggao", "--from", "2024-03-01")
    for name in ("rulebook.toml", "provisions.csv"):
        text = (DATA / "yanggao-2024" / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("count = 5\n", "count = 6\n", 1), "utf-8")
    code, _, err = adopt(str(tmp_path), "--government", "yanggao", "--from", "2026-07-01")
    before, after = Adoption.objects.order_by("in_force")
    assert (code, err) == (0, "")
    assert (before.until, after.in_force) == (after.in_force, after.in_force)
    counts = [book_of(row).deadline("countersign_reply", {"to_township": False}).count for row in (before, after)]
    assert counts == [5, 6]


def test_a_faulty_folder_is_refused_and_nothing_is_stored(adopt, government, tmp_path: Path) -> None:
    for name in ("rulebook.toml", "provisions.csv"):
        text = (DATA / "yanggao-2024" / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace('check = "one_matter"', 'check = "one_mater"'), "utf-8")
    code, out, err = adopt(str(tmp_path), "--government", "yanggao")
    assert (code, out) == (2, "")
    assert "one_mater" in err and "rulebook.toml" in err
    assert not Adoption.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("yanggao-2024", "--government", "nowhere"), "没有代号为“nowhere”的政府；现有：yanggao"),
        (("no-such-book", "--government", "yanggao"), "no-such-book"),
        (("yanggao-2024", "--government", "yanggao", "--from", "6月1日"), "“6月1日”不是日期"),
        (("yanggao-2024", "--government", "yanggao", "--from", "2020-01-01"), "不能更早采用"),
    ],
)
def test_what_cannot_be_adopted_is_said_in_one_line(adopt, government, words, said) -> None:
    code, out, err = adopt(*words)
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1
    assert not Adoption.objects.exists()
