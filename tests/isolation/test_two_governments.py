"""Of two governments in one installation nothing of one is seen, counted, found, exported or changed by the other.

It goes over every address of the project: one that is new and takes arguments fails here until it is told which of the
other government's rows to try.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.core.cast import assemble, beside
from tests.isolation.world import Address, World, addresses, everything, fill, named_by

EVERY = list(addresses())
OURS = [one for one in EVERY if not one.name.startswith("admin:")]
LISTS = [one for one in OURS if not one.wants]
ROWS = [one for one in OURS if one.wants]
PEOPLE = ("education_clerk", "director", "clerk", "head")
LOOKING = [
    *((who, "阳高 looks at 托克逊") for who in PEOPLE), ("director", "托克逊 looks at 阳高"),
    ("education_clerk", "托克逊 looks at 阳高"),
]  # fmt: skip
everyone = pytest.mark.parametrize(("who", "pair"), LOOKING, indirect=["pair"])
some = pytest.mark.parametrize(("who", "pair"), [LOOKING[0], LOOKING[2]], indirect=["pair"])

# Which row stands for an argument; on a floor by the argument alone, else by the name of the address.
FLOOR = {
    "documents:": {"pk": "request", "asked": "asked", "attachment": "attachment"},
    "documents:dispatch_": {"pk": "dispatch"},
    "documents:department_": {"pk": "department"},
    "documents:publicity_": {"pk": "publicity"},
    "documents:seal": {"pk": "sealing", "seal": "seal"},
    "office:": {"seat_id": "seat", "organ_id": "organ"},
    "office:absence_": {"pk": "absence"},
    "office:workbook": {"key": "key", "pk": "workbook"},
    "leave:": {"pk": "leave", "filing_pk": "filing"},
    "portal:": {"step_id": "step"},
    "files:": {"pk": "attachment"},
    "meetings:": {"pk": "meeting", "item": "item", "token": "token", "attachment": "paper"},
    "meetings:item": {"pk": "item"},
    "meetings:attendee_": {"pk": "attendee"},
    "meetings:minutes": {"pk": "minutes"},
    "meetings:session_": {"pk": "item"},
    "meetings:event": {"pk": "event"},
    "meetings:coordination": {"pk": "coordination", "paper": "request"},
    "meetings:party": {"pk": "party", "paper": "item"},
    "supervision:": {"pk": "task", "notice": "special_notice", "report": "state_report"},
    "ledgers:": {"pk": "ledger"},
    "leave:duty_": {"pk": "shift", "organ_id": "organ", "official_id": "official"},
}
NAMED = {
    "documents:print": {"pk": "job"}, "documents:pdf": {"pk": "job"}, "documents:extension": {"asked": "extension"},
    "office:revoke": {"pk": "entrustment"}, "office:ask": {"step_id": "held"}, "office:setting_end": {"pk": "setting"},
    "meetings:excuse": {"pk": "excuse"}, "meetings:excuse_withdraw": {"pk": "excuse"},
    "meetings:excuse_new": {"pk": "attendee"}, "meetings:session_speech": {"pk": "speech"},
    "meetings:session_keep_speech": {"pk": "speech"}, "meetings:session_open": {"pk": "meeting"},
    "meetings:session_end": {"pk": "meeting"}, "meetings:session_wall": {"pk": "meeting"},
    "meetings:session_wall_part": {"pk": "meeting"}, "meetings:minutes_settle": {"pk": "item"},
    "meetings:minutes_file": {"pk": "item"},
    "documents:seal_document": {"pk": "issued"}, "portal:seal_letter": {"pk": "impression"},
    "leave:hand_in": {"pk": "gift"}, "portal:leave_print": {"pk": "leave"},
    "portal:duty_print": {"organ_id": "organ"}, "portal:supervision_notice": {"notice": "special_notice"},
    "portal:supervision_report": {"report": "state_report"}, "portal:coordination_print": {"pk": "coordination"},
    "portal:matter": {"pk": "request"}, "portal:notice": {"pk": "notice"}, "portal:confirm": {"pk": "waiting"},
    "leave:duty_publish": {"pk": "roster"}, "leave:duty_swap_answer": {"pk": "swap"},
    "leave:duty_swap_withdraw": {"pk": "swap"}, "leave:duty_entry": {"pk": "entry"},
    "leave:duty_receive": {"pk": "entry"},
    "ledgers:ledger": {"key": "ledger_kind"}, "ledgers:new": {"key": "ledger_kind"},
    "ledgers:print": {"key": "ledger_kind"},
}  # fmt: skip
# Arguments that name no row: a kind of print, an article, a year, a kind of setting, a place of a shift, a guess.
WORDS = {"kind": "request", "number": 5, "what": "limit", "name": "progress", "role": "officer", "secret": "guessed"}
SORTS = {
    "documents:sealing_new": "use", "documents:publicity_new": "release", "meetings:coordination_begin": "leader",
}  # fmt: skip
NOBODYS = {
    "portal:article", "portal:calendar_year", "office:setting_new", "meetings:event_year", "ledgers:ledger",
    "ledgers:new", "ledgers:print", "documents:publicity_new", "documents:sealing_new",
}  # fmt: skip
# What one changes for oneself by pressing: read notices, how to be told, large type, the session, the calendar feed.
ONES_OWN = {
    "portal:read_all", "portal:notice_choice", "portal:large_type", "portal:logout", "portal:password",
    "feeds:make", "feeds:revoke",
}  # fmt: skip


def arguments(one: Address, keys: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that lead an address to a government's rows; KeyError: nobody has said which."""
    known: dict[str, str] = {}
    for start, table in FLOOR.items():
        known |= table if one.name.startswith(start) else {}
    known |= NAMED.get(one.name, {})
    words = WORDS | ({"sort": SORTS[one.name]} if one.name in SORTS else {})
    return {name: words[name] if name in words else keys[known[name]] for name in one.wants}


@pytest.fixture
def worlds(db, monday, media, settings) -> tuple[World, World]:
    """阳高 and 托克逊 side by side, each with one of everything, in earnest and not as a demo."""
    settings.DEMO = False
    here = assemble("yanggao-2024")
    there = beside(here, "toksun-2021", "b-")
    return fill(here), fill(there)


@pytest.fixture
def pair(request: pytest.FixtureRequest, worlds: tuple[World, World]) -> tuple[World, World]:
    """Who looks, and at whom."""
    return worlds if request.param.startswith("阳高") else worlds[::-1]


def text_of(answer: HttpResponse) -> str:
    """All that an answer says: its text, what a workbook or a Word file holds, where it leads."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            kept = [name for name in packed.namelist() if not name.startswith("docProps/")]
            content = unescape("\n".join(packed.read(name).decode(errors="replace") for name in kept)).encode()
    headers = "".join(answer.headers.get(name, "") for name in ("Location", "HX-Redirect", "Content-Disposition"))
    return content.decode(errors="replace") + unquote(headers)


def with_keys(world: World, name: str = "") -> dict[str, Any]:
    """A form that names a government's rows in every field there is, with all else filled in; `name`: for which
    address, as the floors call some fields alike."""
    k = world.keys
    more = of_meetings(k) if name.startswith("meetings:") else {}
    more |= of_departments(k) if name.startswith("documents:department_") else {}
    more |= of_publicity(k) if name.startswith("documents:publicity_") else {}
    more |= of_seals(k) if name.startswith("documents:seal") else {}
    return of_all(k) | more


def of_all(k: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "organ": k["organ"], "organs": [k["organ"]], "touched": [k["organ"]], "business_of": k["organ"],
        "issuer": k["organ"], "addressed_to": k["official"], "official": k["official"], "officials": [k["official"]],
        "seat": f"{k['seat']}:entrustment", "to_seat": k["seat"], "counterpart": k["seat"], "seats": [k["seat"]],
        "series": k["series"], "account": k["account"], "step": [k["step"], k["held"]], "government": k["government"],
        "of": k["adoption"], "after": k["step"], "title": "题目", "body": "正文", "doc_kind": "request",
        "dispatch_kind": "ordinary", "in_name_of": "county", "recipients": "某机关", "scope": "special",
        "matters_count": 1, "kind": "agree", "opinion": "同意。", "reason": "理由", "response": "协商", "agree": "1",
        "answer": "可", "basis": "批件", "since": "2026-06-01", "starts_at": "2026-06-01T09:00",
        "ends_at": "2026-06-05T09:00", "until": "2026-06-05", "issued_on": "2026-05-29", "note": "说明",
        "act": "review", "post": "head", "posts": ["deputy"], "count": 3, "unit": "workday", "secrecy": "",
        "takes_over": k["seat"], "destination": "外地", "contact": "139", "gift": "礼品", "received_on": "2026-05-29",
        "proof": "文号", "whom": "某机关", "filed_at": "2026-05-29T09:00", "handed_to": "某办",
        "handed_on": "2026-05-29", "about": k["request"], "reader": k["official"], "c_organ": k["organ"],
        "c_type": "建议", "c_result": "已办",
    }  # fmt: skip


def of_seals(k: Mapping[str, Any]) -> dict[str, Any]:
    """What the forms of seals ask."""
    return {
        "seal": k["seal"], "organ": k["organ"], "keeper": k["official"], "user": k["official"], "leader": k["seat"],
        "section": k["seat"], "escort": k["official"], "kind": "county_seal", "name": "印章", "content": "合同",
        "purpose": "合同", "copies": 1, "on": "2026-06-01", "used_by": "某人", "special": "理由", "shelf": "柜",
    }  # fmt: skip


def of_departments(k: Mapping[str, Any]) -> dict[str, Any]:
    """What the forms of departments' own documents ask."""
    return {
        "addressees": ["level"], "sent_to": [k["organ"]], "joint": [k["organ"]], "fact_normative": "no",
        "checked_basis": "核对", "checked_on": "2026-05-29", "kind": "legality_review", "number": "1号",
    }  # fmt: skip


def of_publicity(k: Mapping[str, Any]) -> dict[str, Any]:
    """What the forms of what is done in public ask."""
    return {
        "starts_at": "2026-06-30T09:00", "place": "网站", "fact_release_about": "deployment", "person": k["official"],
        "leaders": [k["seat"]], "at": "2026-05-29T09:00", "where": "网站首页",
    }  # fmt: skip


def of_meetings(k: Mapping[str, Any]) -> dict[str, Any]:
    """What the forms of the meetings floor ask."""
    leader = k["seat"]
    return {
        "item": [k["item"]], "items": [k["item"]], "add": [k["item"]], "attendee": k["attendee"], "room": k["room"],
        "chair": leader, "sponsor": leader, "leaders": [leader], "signer_seat": leader, "stand_in": k["official"],
        "readers": [k["official"]], "helpers": [k["organ"]], "paper": k["paper"], "source": k["request"],
        "into": k["event"], "business": "standing:1", "brief": "汇报", "proposal": "同意", "secrecy": "open",
        "body": "standing", "day": "2026-06-30", "begins": "09:00", "minutes_planned": 60, "place": "会议室",
        "role": "fixed", "text": "同意。", "seen": 0, "version": 0, "name": "来宾", "do": "on",
        "event_kind": "countywide", "in_name_of": "department", "people": 40, "attending": "各单位",
        "programme": "部署", "why": "需要", "facts": ["urgent_item"],
        "leader": leader, "deputy": leader, "since": "2026-06-01",
    }  # fmt: skip


def both_ways(client: Client, address: str, form: dict[str, Any]) -> list[HttpResponse]:
    return [client.get(address), client.post(address, form)]


def test_every_address_is_told_which_rows_to_try():
    """`1` for each: what matters here is that nothing is missing."""
    keys = dict.fromkeys(
        ("request", "asked", "extension", "attachment", "job", "dispatch", "step", "notice", "absence", "held",
         "entrustment", "setting", "seat", "organ", "waiting", "key", "workbook", "meeting", "item", "attendee",
         "excuse", "speech", "minutes", "task", "token", "paper", "roster", "shift", "entry", "swap", "official",
         "event", "department", "publicity", "leave", "filing", "gift", "ledger", "ledger_kind", "special_notice",
         "state_report", "seal", "sealing", "issued", "impression", "coordination", "party"), 1,
    )  # fmt: skip
    assert [one.name for one in ROWS if not told(one, keys)] == [], "add its argument's row to NAMED or FLOOR"
    assert {one.name for one in ROWS} >= NOBODYS and len(ROWS) > 40


def told(one: Address, keys: Mapping[str, Any]) -> bool:
    try:
        return bool(arguments(one, keys))
    except KeyError:
        return False


@everyone
def test_by_the_others_keys_nothing_opens_and_nothing_changes(pair, who):
    mine, other = pair
    client, before = mine.client(who), everything()
    for one in ROWS:
        address, form = one.at(arguments(one, other.keys)), with_keys(other, one.name)
        answers = [client.get(address)] if one.name in NOBODYS else both_ways(client, address, form)
        assert [text for text in map(text_of, answers) if other.mark in text] == [], one.name
        refused = {answer.status_code for answer in answers} - {405}
        assert one.name in NOBODYS or refused and refused <= {403, 404}, (one.name, refused)
    assert changed(before) == []


def changed(before: Mapping[Any, Any]) -> list[Any]:
    after = everything()
    return [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]


@everyone
def test_on_ones_own_lists_forms_and_exports_nothing_of_the_other_is_found_or_taken(pair, who):
    mine, other = pair
    client, before = mine.client(who), everything()
    for one in sorted(LISTS, key=lambda one: one.name in ONES_OWN):
        if one.name in ONES_OWN:
            assert changed(before) == [], "a form that named the other's rows was taken"
            before = everything()
        form = with_keys(other, one.name)
        answers = [client.get(one.at({})), *asked_for(client, one.at({}), other), client.post(one.at({}), form)]
        assert [text for text in map(text_of, answers) if other.mark in text] == [], one.name
        if one.name in ONES_OWN:
            theirs = rows_of(other)
            assert not theirs & set(changed(before)), one.name
            before, client = everything(), mine.client(who)


def asked_for(client: Client, address: str, other: World) -> Iterator[HttpResponse]:
    """The same page asked for the other's rows by every parameter there is, and searched for its words."""
    k = other.keys
    yield client.get(address, {"organ": k["organ"], "of": k["adoption"], "after": k["step"], "all": "1"})
    yield client.get(address, {"after": k["notice"], "official": k["official"], "seat": k["seat"], "of": k["adoption"]})
    yield client.get(address, {"q": "学校", "export": "xlsx"})
    yield client.get(address, {"q": "学校", "page": "1", "show": "read"})


def rows_of(world: World) -> set[Any]:
    """Rows that are a government's by their own column."""
    return {
        key for key, values in everything().items() if values.get("government_id") == world.cast.government.pk
    }  # fmt: skip


CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|csrf[^>]*>')


@pytest.mark.parametrize("who", ["education_clerk", "director"])
def test_the_others_work_makes_no_difference_to_any_page_or_count(db, monday, media, settings, who):
    """Each list, page and number is to the letter what it was before the other government had anything at all."""
    settings.DEMO = False
    here = fill(assemble("yanggao-2024"))
    before = {one.name: seen(here.client(who), one.at({})) for one in LISTS}
    fill(beside(here.cast, "toksun-2021", "b-"))
    for one in LISTS:
        assert seen(here.client(who), one.at({})) == before[one.name], one.name


def seen(client: Client, address: str) -> list[str]:
    texts = [text_of(client.get(address, query)) for query in ({}, {"export": "xlsx"}, {"q": "学校"}, {"all": "1"})]
    return [CSRF.sub("", text) for text in texts]


@some
def test_on_ones_own_rows_the_others_are_never_put_in(pair, who):
    """Each own page is pressed with the other's rows in its form: none is taken up, none is shown; then undone."""
    mine, other = pair
    client, before = mine.client(who), everything()
    theirs = theirs_of(other, before)
    for one in ROWS:
        with transaction.atomic(), writes() as written:
            answers = both_ways(client, one.at(arguments(one, mine.keys)), with_keys(other, one.name))
            assert [text for text in map(text_of, answers) if other.mark in text] == [], one.name
            after = everything() if written else before
            touched = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
            links = {link for key in touched if key in after for link in named_by(key, after[key])}
            assert not theirs & {*touched, *links}, (one.name, theirs & {*touched, *links})
            transaction.set_rollback(True)


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements meanwhile that write something."""
    found: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        found.extend([sql] if sql.startswith(("INSERT", "UPDATE", "DELETE")) else [])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield found


def theirs_of(world: World, rows: Mapping[Any, Mapping[str, Any]]) -> set[Any]:
    """All rows that lead to a government, straight or by way of others; shared rows (years, groups) lead to none."""
    found = {("core.Government", world.cast.government.pk)}
    size = 0
    while size != len(found):
        size = len(found)
        found |= {key for key, values in rows.items() if key not in found and named_by(key, values) & found}
    return found


@some
def test_the_system_s_own_pages_are_nobodys_in_an_office(pair, who):
    mine, other = pair
    client, before = mine.client(who), everything()
    inside = [one for one in EVERY if one.name.startswith("admin:")]
    tries = {name: 1 for one in inside for name in one.wants}
    for one in inside:
        for answer in both_ways(client, one.at(tries), {}):
            assert answer.status_code in (302, 403, 404, 405), (one.name, answer.status_code)
            assert other.mark not in text_of(answer), one.name
    assert len(inside) > 50 and changed(before) == []


def test_no_notice_of_one_reaches_anybody_of_the_other(worlds):
    here, there = worlds
    for mine, other in ((here, there), (there, here)):
        told_ = [n for n in everything().items() if n[0][0] == "core.Notice"]
        ours = [values for _, values in told_ if values["recipient_id"] in {p.pk for p in mine.cast.everybody()}]
        assert ours and not [values for values in ours if other.mark in values["subject"] + values["body"]]
        assert {values["government_id"] for values in ours} == {mine.cast.government.pk}


def test_a_page_that_leaks_would_be_found(worlds):
    """The marks are there to be found: its own people do see them."""
    here, _ = worlds
    answers = [text_of(here.client("education_clerk").get(path)) for path in ("/", "/documents/", "/search/?q=学校")]
    assert all(here.mark in text for text in answers)
    export = text_of(here.client("education_clerk").get("/documents/?export=xlsx"))
    assert f"{here.mark}新建学校的请示" in export
