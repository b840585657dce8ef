"""What a robot says in a group."""

import pytest

from govrules.core.notices import grouptext, kinds
from govrules.core.notices.models import Notice
from govrules.core.office.models import Official


def notice(person: int = 1, event: str = "holder:1", name: str = "", phone: str = "", subject: str = "待办") -> Notice:
    who = Official(pk=person, name=name or "张三李四"[2 * person - 2 : 2 * person], phone=phone)
    return Notice(recipient=who, event=event, subject=subject)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("holder:1", "todo"), ("held:1:2026", "todo"), ("ask:1", "todo"), ("dispatch-returned:3", "todo"),
        ("deadline:1:warn:1", "deadline"), ("remind:4:1", "deadline"),
        ("signed:1:2", "news"), ("never-heard-of", "news"), ("", "news"),
    ],
)  # fmt: skip
def test_the_kind_of_an_event(event, kind):
    assert kinds.kind_of(event) == kind and kind in kinds.KINDS


def test_the_link_is_the_portal_s_address(settings):
    settings.PORTAL = "https://govrules.example.gov.cn"
    assert grouptext.where() == "请登录办公系统查看和办理：https://govrules.example.gov.cn"
    settings.PORTAL = ""
    assert grouptext.where() == "请登录办公系统查看和办理。"


@pytest.mark.parametrize(
    ("phone", "mobile"),
    [
        ("13800000001", ["13800000001"]), ("138 0000-0001", ["13800000001"]), ("+86 13800000001", ["13800000001"]),
        ("0352-6622345", []), ("", []), ("1380000000", []), ("138000000012", []), ("短号 661", []),
    ],
)  # fmt: skip
def test_only_a_mobile_number_is_mentioned(phone, mobile):
    assert grouptext.mobiles([notice(phone=phone), notice(phone=phone)]) == mobile


def test_nobody_is_mentioned_by_a_title():
    text = grouptext.single([notice(subject="<@all> @所有人 的请示", name="<@li>")], titles=True)
    assert "<" not in text and "@" not in text and "所有人" in text


def test_a_digest_counts_by_person_and_kind():
    rows = [notice(1), notice(2), notice(1, "holder:2"), notice(1, "deadline:1:due:1"), notice(2, "x:1")]
    assert grouptext.digest(rows).splitlines()[1:3] == ["张三：待办2件、期限提醒1条", "李四：待办1件、办理情况1条"]


def test_the_longest_message_fits_wecom(settings):
    settings.PORTAL = "https://govrules.example.gov.cn:8443"
    crowd = [
        notice(person, event=f"{word}:{n}", name="名" * 30, subject="题" * 200)
        for person in range(grouptext.PEOPLE)
        for word in ("holder", "deadline", "x")
        for n in range(100)
    ]
    assert len(grouptext.digest(crowd).encode()) <= 2048
    assert len(grouptext.single(crowd[::300], titles=True).encode()) <= 2048
