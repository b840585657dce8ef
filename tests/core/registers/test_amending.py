"""Filling in and correcting, closing and opening again, urging, showing to a leader, declaring void."""

import pytest

from govrules.core.deadlines.models import DeadlineState
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.office.models import Adoption
from govrules.core.registers import actions
from govrules.core.registers.models import EntryVersion, LedgerEntry
from govrules.core.registers.states import State
from tests.core.registers.desk import Desk


@pytest.fixture
def letter(desk: Desk) -> LedgerEntry:
    return desk.enter("letters_register", type="建议", content="修村道", organ="agriculture", received="2026-05-06")


def test_what_was_outstanding_is_filled_in_without_a_reason_and_closes_it(desk: Desk, letter: LedgerEntry):
    desk.fill(letter, "agriculture_clerk", result="已修")
    assert desk.again(letter).matter.state == State.KEPT
    assert desk.again(letter).matter.closed_at is not None
    assert desk.lines(letter)[-2:] == ["补充：办理结果：（空）→已修", "要填的都已填齐"]
    assert EntryVersion.objects.filter(entry=letter).count() == 2


def test_what_stood_there_is_corrected_for_a_reason_only(desk: Desk, letter: LedgerEntry):
    with pytest.raises(BadInput, match="更正已登记的内容（类别）要说明原因") as refused:
        desk.fill(letter, type="要求")
    assert refused.value.field == "why"
    desk.fill(letter, why="原登记有误", type="要求")
    assert desk.lines(letter)[-1] == "更正：类别：建议→要求。原因：原登记有误。未办结"
    versions = EntryVersion.objects.filter(entry=letter)
    assert [(v.values["type"], v.why) for v in versions] == [("建议", ""), ("要求", "原登记有误")]


def test_emptying_a_column_is_a_correction(desk: Desk, letter: LedgerEntry):
    with pytest.raises(BadInput, match="反映的内容"):
        desk.fill(letter, content="")


def test_nothing_new_is_no_version(desk: Desk, letter: LedgerEntry):
    with pytest.raises(BadInput, match="没有填写新的内容"):
        desk.fill(letter)
    assert EntryVersion.objects.filter(entry=letter).count() == 1


def test_a_form_that_another_overtook_is_refused(desk: Desk, letter: LedgerEntry):
    seen = letter.matter.version
    desk.fill(letter, result="已修")
    said = actions.Said(desk.typed[letter.pk] | {"result": "未修"})
    with pytest.raises(WrongState, match="已被他人更新"):
        actions.amend(letter.pk, desk.cast.clerk, said, "", seen)


def test_emptied_again_it_is_open_again(desk: Desk, letter: LedgerEntry):
    desk.fill(letter, result="已修")
    desk.fill(letter, why="又坏了", result="")
    assert desk.again(letter).matter.state == State.OPEN
    assert desk.again(letter).matter.closed_at is None
    assert desk.lines(letter)[-1] == "有内容待填，重新办理"


def test_files_stay_when_it_is_amended_and_new_ones_are_added(desk: Desk):
    entry = desk.enter("interpretation_register", policy="高龄津贴", interpretation="问答")
    first = desk.again(entry).values["interpretation"]
    desk.fill(entry, why="全称", policy="高龄津贴发放办法")
    assert desk.again(entry).values["interpretation"] == first
    desk.fill(entry, interpretation="图解")
    assert len(desk.again(entry).values["interpretation"]) == 2
    assert desk.cells(entry)["解读材料"] == "2个附件"


@pytest.mark.parametrize("who", ["finance_clerk", "township_head", "stranger", "other_director"])
def test_strangers_neither_keep_nor_urge_nor_void_nor_show_it(desk: Desk, letter: LedgerEntry, who: str):
    by = desk.who(who)
    for act in (
        lambda: desk.fill(letter, who, result="已修"),
        lambda: actions.urge(letter.pk, by, "请抓紧"),
        lambda: actions.void(letter.pk, by, "重复"),
        lambda: actions.show_to(letter.pk, by, desk.cast.head),
    ):
        with pytest.raises(NotYours):
            act()
    assert desk.again(letter).matter.version == letter.matter.version


def test_whoever_has_it_to_answer_does_not_declare_it_void(desk: Desk, letter: LedgerEntry):
    with pytest.raises(NotYours, match="由填写单位和政府办公室作废"):
        actions.void(letter.pk, desk.cast.agriculture_clerk, "不归我局")


def test_void_it_stays_with_its_number_and_is_counted_nowhere(desk: Desk, letter: LedgerEntry):
    actions.void(letter.pk, desk.cast.clerk, "重复登记")
    assert desk.state(letter) == "已作废"
    assert desk.lines(letter)[-1] == "作废：重复登记"
    assert desk.counts("letters_register", "type") == {"建议": 0, "意见": 0, "要求": 0}
    assert desk.enter("letters_register", type="建议", organ="finance").matter.number == "2026-002"
    with pytest.raises(WrongState):
        desk.fill(letter, result="已修")
    with pytest.raises(BadInput, match="作废原因"):
        actions.void(letter.pk, desk.cast.clerk, " ")


def test_urged_the_organ_that_has_it_is_told_and_how_often_is_kept(desk: Desk, letter: LedgerEntry):
    for _ in range(2):
        actions.urge(letter.pk, desk.cast.clerk, "请抓紧办理")
    assert desk.again(letter).urged == 2
    assert desk.lines(letter)[-1] == "催办：请抓紧办理"
    assert [text for text in desk.told("agriculture_clerk") if "催办" in text] == [
        "郑晓催办：群众来信和意见：建议，修村道"
    ] * 2
    desk.fill(letter, result="已修")
    with pytest.raises(WrongState):
        actions.urge(letter.pk, desk.cast.clerk, "请抓紧办理")


def test_shown_to_a_leader_he_sees_it_writes_in_it_and_urges(desk: Desk, letter: LedgerEntry):
    with pytest.raises(NotYours):
        desk.fill(letter, "head", reader="head", comment="请速办")
    actions.show_to(letter.pk, desk.cast.clerk, desk.cast.head)
    assert desk.told("head") == ["请您阅批：群众来信和意见：建议，修村道"]
    assert desk.lines(letter)[-1] == "送赵立民阅"
    desk.fill(letter, "head", reader="head", comment="请速办")
    actions.urge(letter.pk, desk.cast.head, "请抓紧")
    assert desk.cells(letter)["阅批意见"] == "请速办"
    with pytest.raises(BadInput, match="不属于本级政府"):
        actions.show_to(letter.pk, desk.cast.clerk, desk.cast.stranger)


def test_the_answer_s_day_does_not_move_the_entry(desk: Desk):
    entry = desk.enter("concerns_register", concern="自来水浑浊", verified="属实", handled="已换管")
    desk.on("2026-06-10")
    assert desk.state(entry) == "待回应，已9天"
    desk.fill(entry, responded="2026-06-09")
    assert str(desk.again(entry).day) == "2026-06-01"


# --- how long it may stay open ---------------------------------------------------------------------------


@pytest.fixture
def limited(desk: Desk) -> Desk:
    """Rules that give a letter fifteen days."""
    old = desk.cast.adoption
    text = old.rulebook_toml.replace('title = "群众来信和意见登记"', 'title = "群众来信和意见登记"\nopen_days = 15')
    Adoption.objects.create(
        government=old.government, rulebook_id=old.rulebook_id, sha256="f" * 64, rulebook_toml=text,
        provisions_csv=old.provisions_csv, in_force="2026-05-01", adopted_at=old.adopted_at,
    )  # fmt: skip
    return desk


def test_the_limit_runs_while_it_is_open(limited: Desk):
    entry = limited.enter("letters_register", type="建议", organ="agriculture")
    [running] = entry.matter.deadlines.all()
    assert (str(running.agreed_on), running.state) == ("2026-06-16", DeadlineState.OPEN)
    limited.fill(entry, result="已修")
    running.refresh_from_db()
    assert running.state == DeadlineState.MET
    limited.fill(entry, why="又坏了", result="")
    assert sorted(entry.matter.deadlines.values_list("state", flat=True)) == [DeadlineState.MET, DeadlineState.OPEN]


def test_void_the_limit_is_cancelled_and_closed_at_once_there_is_none(limited: Desk):
    entry = limited.enter("letters_register", type="建议", organ="agriculture")
    actions.void(entry.pk, limited.cast.clerk, "重复登记")
    assert entry.matter.deadlines.get().state == DeadlineState.CANCELLED
    assert not limited.enter("letters_register", type="建议", organ="finance", result="已修").matter.deadlines.exists()
