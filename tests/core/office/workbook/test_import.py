"""Carrying out: exactly what was shown, by the acts, once, whole or not at all; the second time only what changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError

from govrules.core.errors import BadInput, NotYours, Refused, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.journal.verify import verify
from govrules.core.office import boundaries
from govrules.core.office.actions import appoint, end_appointment, pair
from govrules.core.office.models import (
    ABPair,
    Account,
    Appointment,
    Boundary,
    Entrustment,
    Government,
    Official,
    Organ,
    Portfolio,
    Seat,
)
from govrules.core.office.workbook import applying
from govrules.core.office.workbook.actions import Upload, carry_out, hand_in, look
from govrules.core.office.workbook.models import WorkbookImport
from govrules.core.operators import SYSTEM
from tests.core.office.hours import DAY, FRIDAY, MONDAY, TODAY, TOMORROW, last_line, step_for, told_by, who_has
from tests.core.office.workbook.books import NAME, add, changed, doings, empty, errors, exported, find, made, write

MODELS = (Organ, Seat, Official, Appointment, Portfolio, ABPair)


def histories() -> dict[str, int]:
    return {model.__name__: model.history.count() for model in MODELS}


def everything() -> list[list[tuple]]:
    """All rows that an import may write, of every government."""
    return [list(model.objects.order_by("pk").values_list()) for model in (*MODELS, Account, Boundary)]


def lines() -> int:
    return JournalEntry.objects.count()


@pytest.fixture
def operator(db) -> Account:
    made = Account.objects.create(username="operator", is_staff=True)
    made.groups.add(Group.objects.get_or_create(name=SYSTEM)[0])
    return made


def succession(book) -> None:
    """The finance bureau's head goes on Friday, his deputy follows him, a newcomer with a log-in follows the deputy."""
    page = book["任职"]
    write(page, find(page, 岗位="finance_head"), 至="2026-06-05")
    write(page, find(page, 岗位="finance_deputy"), 至="2026-06-05")
    add(book["干部"], 代号="newcomer", 姓名="魏新", 电话="0352-6620001", 登录名="weixin")
    add(page, 岗位="finance_head", 干部="finance_deputy", 自="2026-06-05")
    add(page, 岗位="finance_deputy", 干部="newcomer", 自="2026-06-05")


# --- what it writes --------------------------------------------------------------------------------------


def test_it_writes_what_was_shown(cast, handed):
    row = handed(succession)
    assert (row.errors, row.changes) == (0, 5)
    done = carry_out(row.pk, None)
    assert (done.state, done.applied_at) == ("applied", MONDAY)
    new = Official.objects.get(government=cast.government, key="newcomer")
    assert (new.name, new.phone, new.is_active) == ("魏新", "0352-6620001", True)
    held = Appointment.objects.filter(seat=cast.seats["finance_head"]).order_by("since")
    assert [(a.official, a.until) for a in held] == [(cast.finance_head, FRIDAY), (cast.finance_deputy, None)]
    assert Appointment.objects.get(seat=cast.seats["finance_deputy"], until=None).official == new


def test_each_change_has_its_line_and_the_import_its_own(cast, handed):
    before = lines()
    row = carry_out(handed(succession).pk, None)
    told = list(JournalEntry.objects.filter(matter=None, government=cast.government).order_by("seq")[before:])
    assert [(line.act, line.text) for line in told] == [
        ("dismiss", "系统管理员登记褚建国自6月5日起不再任县财政局局长"),
        ("dismiss", "系统管理员登记卫红自6月5日起不再任县财政局副局长"),
        ("appoint", "系统管理员登记卫红自6月5日起任县财政局局长"),
        ("appoint", "系统管理员登记魏新自6月5日起任县财政局副局长"),
        ("import", "系统管理员导入工作簿“人员.xlsx”：干部新增1人；任职新增2项、终止2项"),
    ]
    assert told[-1].data["workbook"] == row.blob_id and told[-1].data["record"] == row.pk
    assert verify(cast.government) == []


def test_the_clerk_who_confirms_stands_in_the_line(cast, handed):
    row = handed(
        lambda book: write(book["任职"], find(book["任职"], 岗位="clerk"), 至="2026-06-05"), cast.clerk.account
    )
    carry_out(row.pk, cast.director.account)
    assert told_by(cast) == ("import", "周正导入工作簿“人员.xlsx”：任职终止1项", cast.director)


def test_a_log_in_has_no_password_and_no_powers(cast, handed):
    carry_out(handed(succession).pk, None)
    account = Account.objects.get(username="weixin")
    assert account.official.key == "newcomer" and account.is_active
    assert not account.has_usable_password()
    assert not (account.is_staff or account.is_superuser or account.groups.exists())


def test_steps_pass_on_at_the_midnight_of_the_day(cast, handed):
    step = step_for(cast, cast.seats["finance_head"])
    carry_out(handed(succession).pk, None)
    assert who_has(step) == "褚建国"
    boundaries.cross(MONDAY + 4 * DAY)
    assert who_has(step) == "卫红"


def test_a_change_of_today_passes_steps_on_at_once(cast, handed, django_capture_on_commit_callbacks):
    step = step_for(cast, cast.seats["finance_head"])

    def change(book):
        page = book["任职"]
        write(page, find(page, 岗位="finance_head"), 至=TODAY)
        add(page, 岗位="finance_head", 干部="finance_deputy", 自=TODAY)

    with django_capture_on_commit_callbacks(execute=True):
        carry_out(handed(change).pk, None)
    assert who_has(step) == "卫红"


def test_what_the_head_entrusted_ends_with_his_office(cast, handed):
    given = Entrustment.objects.create(
        seat=cast.seats["head"], to_seat=cast.seats["executive"], kind="entrustment", basis="批示",
        starts_at=MONDAY, recorded_at=MONDAY,
    )  # fmt: skip
    carry_out(handed(lambda book: write(book["任职"], find(book["任职"], 岗位="head"), 至=FRIDAY)).pk, None)
    given.refresh_from_db()
    assert given.ends_at == MONDAY + 4 * DAY - timedelta(hours=9)


def test_portfolios_and_pairs_change_hands(cast, handed):
    def change(book):
        covers, pairs = book["分管"], book["AB角"]
        write(covers, find(covers, 单位="education"), 至=TOMORROW)
        add(covers, 单位="education", 领导岗位="land_deputy", 自=TOMORROW)
        write(pairs, find(pairs, A角岗位="executive"), 至=TOMORROW)
        add(pairs, A角岗位="executive", B角岗位="schools_deputy", 自=TOMORROW)

    carry_out(handed(change).pk, None)
    covers = Portfolio.objects.filter(organ=cast.education).order_by("since")
    assert [(row.seat.key, row.until) for row in covers] == [("schools_deputy", TOMORROW), ("land_deputy", None)]
    pairs = ABPair.objects.filter(seat=cast.seats["executive"]).order_by("since")
    assert [(row.counterpart.key, row.until) for row in pairs] == [("land_deputy", TOMORROW), ("schools_deputy", None)]
    acts = JournalEntry.objects.filter(matter=None, government=cast.government).order_by("-seq")[:5]
    assert [(line.act, line.article) for line in reversed(acts)] == [
        ("uncover", None), ("unpair", None), ("cover", None), ("pair", 5), ("import", None),
    ]  # fmt: skip


def test_a_span_with_both_its_days_is_written_whole(cast, handed):
    def change(book):
        add(book["岗位"], 代号="acting", 名称="挂职副县长", 职务="副县长")
        add(book["任职"], 岗位="acting", 干部="vice_director", 自="2026-06-02", 至="2026-06-05")
        add(book["AB角"], A角岗位="acting", B角岗位="executive", 自="2026-06-02", 至="2026-06-05")

    carry_out(handed(change).pk, None)
    seat = Seat.objects.get(key="acting")
    assert [(a.since, a.until) for a in seat.appointments.all()] == [(TOMORROW, FRIDAY)]
    assert [(p.since, p.until) for p in seat.b_roles.all()] == [(TOMORROW, FRIDAY)]
    days = set(Boundary.objects.filter(seat=seat).values_list("at", flat=True))
    assert len(days) == 2, "it begins and it ends"


def test_a_whole_office_from_the_template(cast, monday, store):
    """A government with nothing but its rules gets everything from one workbook."""
    bare = Government.objects.create(key="bare", name="样例县人民政府", short_name="县政府", place="样例县")
    cast.adoption.pk, cast.adoption.government = None, bare
    cast.adoption.save(force_insert=True)

    def fill(book):
        add(book["单位"], 代号="office", 全称="样例县人民政府办公室", 简称="县府办", 类别="政府办公室")
        add(book["单位"], 代号="jiaoyu", 全称="样例县教育局", 简称="县教育局", 类别="政府部门", 职权领域="教育、体育")
        for key, title, post, organ in (
            ("head", "县长", "县长", None), ("d1", "副县长（一）", "副县长", None),
            ("d2", "副县长（二）", "副县长", None),
            ("od", "办公室主任", "县政府办公室主任", "office"), ("jh", "教育局长", "部门主要负责人", "jiaoyu"),
        ):  # fmt: skip
            add(book["岗位"], 代号=key, 名称=title, 职务=post, 单位=organ)
            add(book["干部"], 代号=f"p-{key}", 姓名=f"某{key}", 登录名=f"bare-{key}")
            add(book["任职"], 岗位=key, 干部=f"p-{key}", 自="2026年6月1日")
        add(book["分管"], 单位="jiaoyu", 领导岗位="d1")
        add(book["AB角"], A角岗位="d1", B角岗位="d2")

    row = hand_in(bare, Upload(changed(empty(bare), fill), NAME, TODAY), None)
    assert (row.problems, row.changes) == ([], 19)
    carry_out(row.pk, None)
    assert [model.objects.filter(government=bare).count() for model in (Organ, Seat, Official)] == [2, 5, 5]
    assert Organ.objects.get(government=bare, key="jiaoyu").fields == ["教育", "体育"]
    assert Portfolio.objects.get(organ__government=bare).since == TODAY, "left empty: from the day of the import"
    again = look(bare, Upload(exported(bare), NAME, TODAY), None)
    assert (again.problems, again.changes) == ([], 0)
    assert look(bare, Upload(changed(empty(bare), fill), NAME, TOMORROW), None).changes == 0


# --- the second time -------------------------------------------------------------------------------------


def test_the_second_import_changes_nothing_and_leaves_no_trace(cast, handed):
    row = handed(succession)
    carry_out(row.pk, None)
    before, was, told = histories(), everything(), lines()
    with row.blob.file.open("rb") as file:
        again = hand_in(cast.government, Upload(file.read(), NAME, TODAY), None)
    assert (again.errors, again.changes) == (0, 0)
    with pytest.raises(WrongState, match="没有可以导入的内容"):
        carry_out(again.pk, None)
    assert (histories(), everything(), lines()) == (before, was, told)


def test_only_what_changed_leaves_history_and_lines(cast, handed):
    before, told = histories(), lines()

    def change(book):
        write(book["干部"], find(book["干部"], 代号="clerk"), 电话="0352-6620002")
        write(book["单位"], find(book["单位"], 代号="finance"), 职权领域="财政、国资")

    carry_out(handed(change).pk, None)
    after = histories()
    assert {name: after[name] - before[name] for name in after} == {
        "Organ": 1, "Seat": 0, "Official": 1, "Appointment": 0, "Portfolio": 0, "ABPair": 0,
    }  # fmt: skip
    assert lines() == told + 1
    assert last_line(cast).text == "系统管理员导入工作簿“人员.xlsx”：单位变更1个；干部变更1人"


def test_what_is_not_listed_stays(cast, monday, store):
    data = made(干部=[("clerk", "郑小", None, None, None, None)])
    was = everything()
    row = hand_in(cast.government, Upload(data, NAME, TODAY), None)
    carry_out(row.pk, None)
    now = everything()
    assert Official.objects.get(pk=cast.clerk.pk).name == "郑小"
    assert [len(rows) for rows in now] == [len(rows) for rows in was]
    assert [a for a, b in zip(was, now, strict=True) if a != b] == [was[2]], "officials alone"


def test_the_history_says_who_it_was_and_when(cast, handed):
    carry_out(handed(succession).pk, None)
    row = Appointment.objects.get(seat=cast.seats["finance_head"], official=cast.finance_head)
    assert [(h.history_type, h.until) for h in row.history.all()] == [("~", FRIDAY)]


# --- nothing half, nothing twice ---------------------------------------------------------------------------


def test_with_one_error_nothing_is_carried_out(cast, handed):
    def change(book):
        succession(book)
        add(book["AB角"], A角岗位="head", B角岗位="executive")

    was = everything()
    row = handed(change)
    assert row.errors == 1
    with pytest.raises(WrongState):
        carry_out(row.pk, None)
    assert everything() == was


@pytest.mark.parametrize("broken", ["end_appointments", "appoint_all", "cover_all", "pair"])
def test_a_failure_on_the_way_leaves_nothing(cast, handed, monkeypatch, broken):
    def change(book):
        succession(book)
        add(book["单位"], 代号="audit", 全称="阳高县审计局", 简称="县审计局", 类别="政府部门")
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["分管"], 单位="audit", 领导岗位="free")
        add(book["AB角"], A角岗位="free", B角岗位="executive")

    row, was, told = handed(change), everything(), lines()

    def fail(*_, **__):
        raise IntegrityError("somebody was quicker")

    monkeypatch.setattr(applying.office, broken, fail)
    with pytest.raises(IntegrityError):
        carry_out(row.pk, None)
    assert (everything(), lines()) == (was, told)
    row.refresh_from_db()
    assert row.state == "checked"


def test_looking_writes_nothing(cast, monday, django_capture_on_commit_callbacks):
    was, told = everything(), lines()
    with django_capture_on_commit_callbacks() as later:
        plan = look(cast.government, Upload(changed(exported(cast.government), succession), NAME, TODAY), None)
    assert plan.changes == 5 and not plan.errors
    assert (everything(), lines(), later) == (was, told, [])
    assert WorkbookImport.objects.count() == 0


def test_what_an_act_refuses_and_no_check_found_is_told_by_the_trial(cast, monday, monkeypatch):
    def refuse(*_, **__):
        raise BadInput("这一天不能任免")

    monkeypatch.setattr(applying.office, "appoint_all", refuse)
    plan = look(cast.government, Upload(changed(exported(cast.government), succession), NAME, TODAY), None)
    assert errors(plan) == ["工作簿：这一天不能任免"]


def test_pressed_twice_it_is_done_once(cast, handed):
    row = handed(succession)
    carry_out(row.pk, None)
    was, told = everything(), lines()
    assert carry_out(row.pk, None).state == "applied"
    assert (everything(), lines()) == (was, told)


def test_where_the_office_changed_meanwhile_the_new_plan_is_shown(cast, handed):
    row = handed(succession)
    end_appointment(Appointment.objects.get(seat=cast.seats["finance_head"]), FRIDAY, by=cast.clerk)
    was, digest = everything(), row.digest
    with pytest.raises(WrongState, match="人员资料有了变化，没有导入"):
        carry_out(row.pk, None)
    assert everything() == was
    row.refresh_from_db()
    assert (row.state, row.changes, row.digest == digest) == ("checked", 4, False)
    assert carry_out(row.pk, None).state == "applied", "looked at again, it may be confirmed"


def test_where_it_became_wrong_meanwhile_its_errors_are_shown(cast, handed):
    row = handed(succession)
    end_appointment(Appointment.objects.get(seat=cast.seats["finance_head"]), TOMORROW, by=cast.clerk)
    with pytest.raises(WrongState):
        carry_out(row.pk, None)
    row.refresh_from_db()
    assert row.errors == 1 and "已登记自2026年6月2日起终止，不能再改" in row.problems[0]["what"]
    with pytest.raises(WrongState, match="没有可以导入的内容"):
        carry_out(row.pk, None)


def test_an_appointment_put_in_between_is_seen(cast, handed):
    end_appointment(Appointment.objects.get(seat=cast.seats["clerk"]), TODAY)

    def change(book):
        add(book["任职"], 岗位="clerk", 干部="vice_director", 自=FRIDAY)

    row = handed(change)
    appoint(cast.seats["clerk"], cast.clerk, TOMORROW)
    with pytest.raises(WrongState):
        carry_out(row.pk, None)
    row.refresh_from_db()
    assert row.errors == 1


def test_after_midnight_the_day_left_empty_is_still_the_one_that_was_shown(cast, handed, monday):
    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["任职"], 岗位="free", 干部="vice_director")

    row = handed(change)
    monday.forward(DAY)
    carry_out(row.pk, None)
    assert Appointment.objects.get(seat__key="free").since == TODAY


# --- who may, and whose ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["head", "finance_head", "stranger", "other_director"])
def test_only_the_office_and_operators_hand_in_and_confirm(cast, handed, who):
    account = getattr(cast, who).account
    with pytest.raises(NotYours, match="只有政府办公室工作人员和系统管理员可以导入"):
        handed(succession, account)
    row = handed(succession)
    with pytest.raises(NotYours):
        carry_out(row.pk, account)
    row.refresh_from_db()
    assert row.state == "checked"


def test_an_auditor_does_not(cast, handed):
    account = Account.objects.create(username="auditor", is_staff=True)
    with pytest.raises(NotYours):
        handed(succession, account)


def test_an_operator_imports_everything(cast, handed, operator):
    row = handed(succession, operator)
    assert carry_out(row.pk, operator).applied_by == operator
    assert last_line(cast).actor is None and last_line(cast).data["account"] == "operator"


def test_the_office_changes_who_fills_what_and_not_the_base_data(cast, handed):
    row = handed(succession, cast.clerk.account)
    assert [(p["sheet"], p["row"], p["what"]) for p in row.problems] == [
        ("干部", 22, "干部由系统管理员登记，您只能改任职、分管和AB角")
    ]
    with pytest.raises(WrongState):
        carry_out(row.pk, cast.clerk.account)


def test_what_an_operator_handed_in_the_office_does_not_confirm(cast, handed, operator):
    """With a log-in in it, it waits for the operator, and is still his to confirm."""
    row = handed(succession, operator)
    with pytest.raises(NotYours, match="单位、岗位、干部和登录账号由系统管理员登记"):
        carry_out(row.pk, cast.clerk.account)
    assert not Account.objects.filter(username="weixin").exists()
    assert carry_out(row.pk, operator).state == "applied"


def test_what_an_operator_handed_in_of_appointments_alone_the_office_may_confirm(cast, handed, operator):
    def change(book):
        write(book["任职"], find(book["任职"], 岗位="clerk"), 至="2026-06-05")

    assert carry_out(handed(change, operator).pk, cast.director.account).applied_by == cast.director.account


def test_a_key_of_the_same_name_elsewhere_is_another_s_and_stays(cast, monday, store):
    """The other government has an organ of the same key: nothing of it is touched."""
    twin = Organ.objects.create(
        government=cast.other_government, key="finance", name="云岭县财政局", short_name="县财政局", kind="department"
    )
    others = list(Organ.objects.filter(government=cast.other_government).values_list())

    def change(book):
        write(book["单位"], find(book["单位"], 代号="finance"), 简称="财政")

    row = hand_in(cast.government, Upload(changed(exported(cast.government), change), NAME, TODAY), None)
    carry_out(row.pk, None)
    assert list(Organ.objects.filter(government=cast.other_government).values_list()) == others
    twin.refresh_from_db()
    assert twin.short_name == "县财政局"
    assert Organ.objects.get(government=cast.government, key="finance").short_name == "财政"


def test_without_rules_in_force_nothing_is_read(db, monday):
    bare = Government.objects.create(key="bare", name="样例县人民政府", short_name="县政府", place="样例县")
    with pytest.raises(Refused, match="没有施行中的工作规则"):
        look(bare, Upload(made(干部=[]), NAME, TODAY), None)


def test_pairs_written_by_the_import_obey_the_rules_as_any_other(cast, handed):
    """What is refused on the page is refused here, with the same words."""
    with pytest.raises(Refused) as page:
        pair(cast.seats["finance_head"], cast.seats["finance_deputy"], TODAY)
    row = handed(lambda book: add(book["AB角"], A角岗位="finance_head", B角岗位="finance_deputy", 自=TODAY))
    assert row.problems[0]["what"].startswith(page.value.reasons[0].message)


def test_days_of_the_past_and_of_the_coming_year_may_be_told(cast, handed):
    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["任职"], 岗位="free", 干部="clerk", 自=date(1990, 1, 1), 至=date(2000, 1, 1))
        add(book["任职"], 岗位="free", 干部="clerk", 自=date(2027, 5, 1))

    row = handed(change)
    assert row.problems == []
    carry_out(row.pk, None)
    plan = look(cast.government, Upload(exported(cast.government), NAME, TODAY), None)
    assert doings(plan) == [] and plan.problems == []
