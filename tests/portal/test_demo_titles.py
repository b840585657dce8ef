"""How the demo calls the people of an organ."""

import pytest

from govrules.demo.people import TITLES, titled


@pytest.mark.parametrize(
    ("short", "kind", "titles"),
    [
        ("龙泉镇政府", "township", ["龙泉镇镇长", "龙泉镇副镇长", "龙泉镇政府党政办"]),
        ("马家皂乡政府", "township", ["马家皂乡乡长", "马家皂乡副乡长", "马家皂乡政府党政办"]),
        ("县财政局", "department", ["县财政局局长", "县财政局副局长", "县财政局办公室"]),
    ],
)
def test_a_town_has_a_mayor_and_a_township_a_head(short: str, kind: str, titles: list[str]) -> None:
    assert [titled(short, word) for word in TITLES[kind]] == titles
