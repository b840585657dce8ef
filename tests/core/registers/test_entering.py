"""Entering: numbered, in whose name, what must be there, and sent twice it is one."""

from uuid import uuid4

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours
from govrules.core.files.models import Attachment
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.queries import visible_to
from govrules.core.registers import actions
from govrules.core.registers.models import EntryVersion, LedgerEntry
from govrules.core.registers.states import State
from tests.core.cast import in_county
from tests.core.registers.desk import Desk

LETTER = {"type": "建议", "content": "修村道", "organ": "agriculture"}


def test_an_entry_has_the_next_number_of_its_ledger_and_year(desk: Desk):
    numbers = [desk.enter("letters_register", **LETTER).matter.number for _ in range(2)]
    other = desk.enter("tracking_register", day="2026-05-20", finding="已开工")
    assert [*numbers, other.matter.number] == ["2026-001", "2026-002", "2026-001"]
    desk.on("2027-01-04")
    assert desk.enter("letters_register", **LETTER).matter.number == "2027-001"


def test_it_reads_as_what_was_typed_and_the_journal_says_so_with_the_article(desk: Desk):
    entry = desk.enter("letters_register", received="2026-05-06", **LETTER)
    assert entry.matter.title == "群众来信和意见：建议，修村道"
    assert desk.cells(entry) == {
        "类别": "建议", "反映的内容": "修村道", "收到日期": "2026年5月6日", "承办单位": "县农业农村局",
    }  # fmt: skip
    assert desk.state(entry) == "未办结，已26天"
    [line] = JournalEntry.objects.filter(matter=entry.pk, act="enter")
    assert (line.article, line.actor, line.text) == (17, desk.cast.clerk, "登记2026-001号。未办结")
    [version] = EntryVersion.objects.filter(entry=entry)
    assert version.values == entry.values


def test_the_organ_named_is_told_and_sees_it_and_others_do_not(desk: Desk):
    entry = desk.enter("letters_register", **LETTER)
    told = ["台账登记：群众来信和意见：建议，修村道"]
    assert desk.told("agriculture_clerk") == desk.told("agriculture_head") == told
    assert desk.told("clerk") == desk.told("finance_clerk") == []
    asked = ("clerk", "agriculture_clerk", "finance_clerk", "stranger")
    assert [who for who in asked if entry.matter in visible_to(desk.who(who))] == ["clerk", "agriculture_clerk"]
    assert [who for who in asked if desk.entries("letters_register", who)] == ["clerk", "agriculture_clerk"]


def test_only_a_post_that_the_rules_name_enters_and_the_office_always_may(desk: Desk):
    entry = desk.enter("report_register", "education_clerk", to="县政府", subject="校舍漏水")
    assert entry.matter.organ == desk.cast.education
    assert (
        desk.enter("report_register", "vice_director", to="县委", subject="季度情况").matter.organ == desk.cast.office
    )
    for who in ("education_head", "stranger"):
        with pytest.raises(NotYours) as refused:
            desk.enter("report_register", who, to="县政府", subject="校舍漏水")
        assert refused.value.reasons[0].article == 42
    assert "部门工作人员" in actions.who_files(desk.register("report_register"), desk.cast.government)


@in_county("toksun-2021")
def test_a_leader_whom_the_rules_name_enters_with_the_office_and_keeps_his_entry(desk: Desk):
    values = {"to": "县长", "leader": "head", "subject": "山洪", "kind": "分管工作重要事项和重大情况"}
    entry = desk.enter("report_register", "schools_deputy", **values)
    assert entry.matter.organ == desk.cast.office
    desk.fill(entry, "schools_deputy", reported="2026-06-01 08:50")
    assert desk.state(entry) == "已办结"


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"type": ""}, "type", "请填写类别"),
        ({"organ": ""}, "organ", "请填写承办单位"),
        ({"type": "牢骚"}, "type", "类别只能选：建议、意见、要求"),
        ({"content": "长" * 2001}, "content", "反映的内容有2001字，最多2000字"),
        ({"received": "1926-05-06"}, "received", "日期"),
        ({"organ": "other_finance"}, "organ", "不属于本级政府"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_column(desk: Desk, values, field, message):
    with pytest.raises(BadInput) as refused:
        desk.enter("letters_register", **(LETTER | values))
    assert refused.value.field == field
    assert message in str(refused.value)
    assert not LedgerEntry.objects.exists()


def test_a_moment_is_not_ahead_and_a_number_not_below_nothing(desk: Desk):
    with pytest.raises(BadInput, match="报告时间不能晚于现在"):
        desk.enter("report_register", to="县委", subject="季度情况", reported="2026-06-01 09:01")
    with pytest.raises(BadInput, match="不小于0"):
        desk.enter("research_register", place="龙泉镇", day="2026-05-20", found="-1")


def test_an_empty_form_is_refused(desk: Desk):
    with pytest.raises(BadInput, match="请至少填写一项"):
        desk.enter("concerns_register", concern="")


def test_a_form_sent_twice_is_one_entry(desk: Desk):
    said, once = desk.said("letters_register", dict(LETTER))[0], uuid4()
    made = {actions.enter(desk.cast.clerk, "letters_register", actions.Said(said, once=once)).pk for _ in range(2)}
    assert len(made) == LedgerEntry.objects.count() == EntryVersion.objects.count() == 1


def test_what_the_rules_want_attached_is_attached(desk: Desk):
    with pytest.raises(BadInput, match="须附规范性文件正式文本") as refused:
        desk.enter("normative_register", "education_clerk", number="教规〔2026〕1号")
    assert refused.value.reasons[0].article == 34
    entry = desk.enter("normative_register", "education_clerk", number="教规〔2026〕1号", files="第一条")
    assert list(Attachment.objects.filter(matter=entry.pk).values_list("role", flat=True)) == ["ledger"]
    assert desk.state(entry) == "已登记"


def test_a_column_s_file_is_kept_under_its_column(desk: Desk):
    with pytest.raises(BadInput, match="请填写解读材料"):
        desk.enter("interpretation_register", policy="高龄津贴发放办法")
    entry = desk.enter("interpretation_register", policy="高龄津贴发放办法", interpretation="问答")
    [file] = Attachment.objects.filter(matter=entry.pk)
    assert file.role == "f:interpretation"
    assert desk.again(entry).values["interpretation"] == [file.pk]
    assert desk.cells(entry)["解读材料"] == "1个附件"


def test_it_is_about_a_matter_of_the_same_government(desk: Desk):
    about = desk.decided()
    assert desk.enter("tracking_register", about=about, day="2026-05-30", finding="已开工").matter.parent == about
    about.government = desk.cast.other_government
    about.save()
    with pytest.raises(BadInput, match="不属于本级政府"):
        desk.enter("tracking_register", about=about, day="2026-05-30", finding="已开工")


def test_a_ledger_that_the_rules_do_not_have_is_refused(desk: Desk):
    with pytest.raises(BadInput, match="没有这本台账"):
        actions.register_of(desk.cast.government, "gift_register", clock.now())


def test_closed_at_once_when_nothing_is_outstanding(desk: Desk):
    entry = desk.enter("letters_register", result="已修", **LETTER)
    assert entry.matter.state == State.KEPT
    assert desk.state(entry) == "已办结"
    assert desk.lines(entry)[-1] == "要填的都已填齐"
