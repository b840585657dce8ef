"""The operators' pages: who gets in, what they keep, what they only look at, and how far nobody lifts himself."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from documents.dispatch.models import Series
from govrules.core.admin import ForOperators, ReadOnly
from govrules.core.calendar.models import CalendarYear
from govrules.core.matters.models import Step
from govrules.core.office.actions import Trip, end_appointment, enter_absence
from govrules.core.office.models import Account, Appointment, Boundary, Official, Organ
from govrules.core.operators import AUDIT, SYSTEM
from tests.core.office.hours import DAY, HOUR, MONDAY, TOMORROW, last_line, step_for

OURS = [model for model, view in admin.site._registry.items() if isinstance(view, ForOperators)]
RECORDS = [model for model in OURS if isinstance(admin.site._registry[model], ReadOnly)]
KEPT = [model for model in OURS if model not in RECORDS]


def names(models) -> list[str]:
    return [model.__name__ for model in models]


def address(model, page: str = "changelist", *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def operator(*groups: str, **said) -> Account:
    account = Account.objects.create_user("-".join(groups) or "nobody", is_staff=True, **said)
    account.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    return account


@pytest.fixture
def as_operator(client, cast, monday):
    client.force_login(operator(SYSTEM))
    return client


@pytest.fixture
def as_auditor(client, cast, monday):
    client.force_login(operator(AUDIT))
    return client


def test_what_is_kept_and_what_is_looked_at():
    assert set(names(KEPT)) == {"Government", "Organ", "Seat", "Official", "Account", "Appointment", "Series"}
    assert {"Adoption", "CalendarYear", "JournalEntry", "Deadline", "Absence", "Entrustment"} <= set(names(RECORDS))


def test_the_list_of_years_leads_to_the_loading_of_a_notice(as_operator):
    html = as_operator.get(address(CalendarYear)).content.decode()
    assert 'href="/calendar/load/"' in html and "2026" in html


@pytest.mark.parametrize("model", OURS, ids=names(OURS))
def test_every_list_opens_for_an_operator_and_for_an_auditor(client, cast, monday, model):
    enter_absence(cast.head, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    step_for(cast, cast.seats["head"])
    for group in (SYSTEM, AUDIT):
        client.force_login(operator(group))
        assert client.get(address(model)).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=names(OURS))
def test_staff_without_a_group_see_nothing(client, cast, model):
    client.force_login(operator())
    assert client.get(address(model)).status_code == 403


@pytest.mark.parametrize("who", ["head", "director", "clerk"])
def test_officials_do_not_get_in_whatever_their_post(client, cast, who):
    client.force_login(getattr(cast, who).account)
    assert client.get(reverse("admin:index")).status_code == 403


@pytest.mark.parametrize("model", RECORDS, ids=names(RECORDS))
def test_records_are_neither_added_nor_changed_nor_deleted(as_operator, cast, model):
    enter_absence(cast.head, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    assert as_operator.get(address(model, "add")).status_code == 403
    row = model.objects.first()
    if row is not None and model is not Step:
        assert as_operator.post(address(model, "change", row.pk), {}).status_code == 403
        assert as_operator.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", KEPT, ids=names(KEPT))
def test_nothing_is_ever_deleted_and_an_auditor_changes_nothing(as_auditor, cast, model):
    row = model.objects.first() or Series.objects.create(government=cast.government, key="zhengfa", code="阳政发")
    assert as_auditor.get(address(model, "add")).status_code == 403
    assert as_auditor.post(address(model, "change", row.pk), {}).status_code == 403
    assert as_auditor.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_an_operator_deletes_nothing_either(as_operator, cast):
    assert as_operator.post(address(Organ, "delete", cast.education.pk), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in as_operator.get(address(Organ)).content.decode()


def test_an_operator_changes_an_organ_and_its_history_shows_it(as_operator, cast):
    organ = cast.education
    typed = {
        "government": organ.government_id, "key": organ.key, "name": "阳高县教育和科技局", "short_name": "县教科局",
        "code": "教", "kind": "department", "fields": "[]", "order": 1, "is_active": "on",
    }  # fmt: skip
    assert as_operator.post(address(Organ, "change", organ.pk), typed).status_code == 302
    organ.refresh_from_db()
    assert organ.short_name == "县教科局"
    change = organ.history.latest()
    assert change.history_user.username == SYSTEM
    assert as_operator.get(address(Organ, "history", organ.pk)).status_code == 200


def test_an_operator_makes_an_official_and_a_log_in(as_operator, cast):
    typed = {"government": cast.government.pk, "key": "newcomer", "name": "魏新", "is_active": "on"}
    assert as_operator.post(address(Official, "add"), typed).status_code == 302
    official = Official.objects.get(key="newcomer")
    typed = {
        "username": "weixin", "official": official.pk, "usable_password": "true",
        "password1": "four-words-together", "password2": "four-words-together",
    }  # fmt: skip
    assert as_operator.post(address(Account, "add"), typed).status_code == 302
    account = Account.objects.get(username="weixin")
    assert account.official == official
    assert not account.is_staff and account.check_password("four-words-together")


def test_who_still_holds_a_seat_is_not_put_out_of_service(as_operator, cast):
    clerk = cast.clerk
    typed = {"government": clerk.government_id, "key": clerk.key, "name": clerk.name}
    response = as_operator.post(address(Official, "change", clerk.pk), typed)
    assert "还任县政府办公室文秘，请先由办公室登记免职" in response.content.decode()
    end_appointment(Appointment.objects.get(official=clerk), TOMORROW)
    assert as_operator.post(address(Official, "change", clerk.pk), typed).status_code == 302
    clerk.refresh_from_db()
    assert not clerk.is_active


def test_a_weak_password_is_refused(as_operator, cast):
    typed = {"username": "weak", "usable_password": "true", "password1": "12345678", "password2": "12345678"}
    response = as_operator.post(address(Account, "add"), typed)
    assert response.status_code == 200
    assert not Account.objects.filter(username="weak").exists()


def test_nobody_lifts_himself_up(as_operator):
    me = Account.objects.get(username=SYSTEM)
    group, _ = Group.objects.get_or_create(name=AUDIT)
    typed = {"username": SYSTEM, "is_active": "on", "is_staff": "on", "is_superuser": "on", "groups": [group.pk]}
    as_operator.post(address(Account, "change", me.pk), typed)
    me.refresh_from_db()
    assert not me.is_superuser
    assert [g.name for g in me.groups.all()] == [SYSTEM]


def test_nor_touches_a_superuser_s_log_in(as_operator):
    root = Account.objects.create_superuser("root", password="far-too-long-to-guess")
    assert as_operator.post(address(Account, "change", root.pk), {"username": "root"}).status_code == 403
    response = as_operator.post(
        reverse("admin:auth_user_password_change", args=[root.pk]),
        {"usable_password": "true", "password1": "mine-now-entirely", "password2": "mine-now-entirely"},
    )
    assert response.status_code == 403
    root.refresh_from_db()
    assert root.check_password("far-too-long-to-guess")


def test_an_operator_sets_an_official_s_password_anew(as_operator, cast):
    account = cast.clerk.account
    response = as_operator.post(
        reverse("admin:auth_user_password_change", args=[account.pk]),
        {"usable_password": "true", "password1": "four-words-together", "password2": "four-words-together"},
    )
    assert response.status_code == 302
    account.refresh_from_db()
    assert account.check_password("four-words-together")


def test_an_official_sets_nobody_s_password_from_here(client, cast):
    client.force_login(cast.director.account)
    change = reverse("admin:auth_user_password_change", args=[cast.clerk.account.pk])
    assert client.get(change).status_code == 403


# --- appointments go through the act ---------------------------------------------------------------------


def test_an_appointment_goes_through_the_act_and_its_journal(as_operator, cast):
    seat = cast.seats["finance_head"]
    end_appointment(Appointment.objects.get(seat=seat), TOMORROW)
    typed = {"seat": seat.pk, "official": cast.finance_deputy.pk, "since": "2026-06-02"}
    assert as_operator.post(address(Appointment, "add"), typed).status_code == 302
    assert Appointment.objects.get(seat=seat, until=None).official == cast.finance_deputy
    assert last_line(cast).text == "系统管理员登记卫红自6月2日起任县财政局局长"
    assert Boundary.objects.filter(official=cast.finance_deputy).count() == 1, "tried once and undone, done once"


def test_what_the_act_refuses_stands_on_the_form(as_operator, cast):
    typed = {"seat": cast.seats["head"].pk, "official": cast.executive.pk, "since": "2026-06-02"}
    response = as_operator.post(address(Appointment, "add"), typed)
    assert response.status_code == 200
    assert "县长由赵立民担任，请先登记免职再任命" in response.content.decode()
    assert Boundary.objects.count() == 0


def test_an_appointment_is_not_changed_from_here(as_operator, cast):
    row = Appointment.objects.get(seat=cast.seats["head"])
    assert as_operator.post(address(Appointment, "change", row.pk), {}).status_code == 403
    assert as_operator.get(address(Appointment, "change", row.pk)).status_code == 200


# --- what no one in the office can keep ------------------------------------------------------------------


def test_the_operator_sees_steps_that_nobody_keeps_and_no_others(as_operator, cast):
    enter_absence(cast.head, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    step_for(cast, cast.seats["head"])
    assert "未记录委托" not in as_operator.get(address(Step)).content.decode(), "the director keeps it"
    for who in (cast.director, cast.vice_director):
        enter_absence(who, Trip(MONDAY - HOUR, MONDAY + DAY, "下乡"))
    step_for(cast, cast.seats["head"])
    assert "未记录委托" in as_operator.get(address(Step)).content.decode()
