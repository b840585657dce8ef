"""A sixth county, made of nothing but the folder beside this file, goes the whole way under its own articles.

Nothing but this folder names it: no line of the program was written for it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.consultation import actions as consultation
from documents.dispatch import actions as dispatches
from documents.dispatch.models import Dispatch
from documents.prints import actions as prints
from documents.prints.kinds import page_of
from documents.submission import actions as submissions
from documents.submission.models import Submission
from govrules.core.errors import BadInput, BrokenRule, NotYours, Refused, WrongState
from govrules.core.management.commands.rulebook import HOOKS
from govrules.core.matters.models import Evidence, Matter, Step
from govrules.core.office import actions as office_acts
from govrules.core.office.models import Adoption
from govrules.core.office.queries import book_of
from govrules.rulebook.cli import main
from tests.architecture import source
from tests.core.calendars import office
from tests.core.cast import in_county
from tests.documents.papers import DAY, HOUR, MOMENT, Papers, browser, sweep_at

FOLDER = Path(__file__).with_name("wangyun-2026")
SILENT = office("2026-06-05 00:00")  # three working days from Monday, 1 June: 2, 3 and 4 June
pytestmark = in_county(str(FOLDER))


@pytest.fixture
def banner(papers: Papers, capsys: pytest.CaptureFixture[str]) -> Papers:
    """The banner's office, its rules taken into force by the command."""
    Adoption.objects.filter(government=papers.cast.government).delete()
    assert main(["adopt", str(FOLDER), "--government", "wangyun"], HOOKS) == 0, capsys.readouterr().err
    return papers


def articles(refused: Refused) -> dict[str, int | None]:
    return {why.rule: why.article for why in refused.reasons}


def drafted(papers: Papers, **values: object) -> Submission:
    return papers.draft(touched=["finance", "township"], **values)


def answered(papers: Papers, monday, **values: object) -> Submission:
    """The township has agreed, the finance bureau let its three days pass."""
    made = drafted(papers, **values)
    papers.ask(made, "finance", "township")
    papers.reply(made, "township")
    sweep_at(SILENT, monday)
    return made


def approved_by_all(papers: Papers, monday) -> Submission:
    made = answered(papers, monday)
    papers.signed(made)
    papers.decide(made, "vice_director", "review", "材料齐全。")
    papers.decide(made, "director", "review", "拟同意。", seats=[])
    papers.decide(made, "schools_deputy", "approve", "同意。")
    papers.decide(made, "executive", "approve", "同意，列入计划。")
    return made


# --- Its rules ----------------------------------------------------------------------------------------------------


def test_its_rules_are_in_force_as_the_folder_has_them(banner: Papers):
    row = Adoption.objects.get(government=banner.cast.government)
    assert (row.rulebook_id, str(row.in_force), row.sha256) == ("wangyun-2026", "2026-03-01", banner.cast.book.sha256)
    assert book_of(row).post("head").title == banner.cast.seats["head"].title == "旗长"


def test_nothing_but_this_folder_names_it(county: str):
    names = (Path(county).name.partition("-")[0], "望云")
    texts = [path for path in source.tracked() if path.suffix not in (".png", ".ico", ".docx", ".ttf")]
    found = [path for path in texts if any(name in path.read_text(errors="replace") for name in names)]
    assert {path.relative_to(source.ROOT).parts[:3] for path in found} <= {("tests", "documents", "sixth")}


# --- Drafting and submitting ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"organ_number": ""}, {"submission_form": 9}),
        ({"contact_phone": ""}, {"submission_form": 9}),
        ({"recipients": ("望云旗人民政府", "旗政府办公室", "旗财政局")}, {"single_recipient": 9}),
        ({"body": "字" * 701}, {"length": 10}),
        ({"body": "字" * 701, "organ_number": ""}, {"submission_form": 9, "length": 10}),
    ],
)
def test_what_is_refused_is_refused_under_its_own_articles(banner: Papers, values, expected):
    with pytest.raises(BrokenRule) as refused:
        banner.submit(banner.draft(**values))
    assert articles(refused.value) == expected


def test_its_own_numbers_count_and_no_others(banner: Papers):
    made = banner.draft(body="字" * 700, recipients=("望云旗人民政府", "旗政府办公室"), necessity="", matters_count=3)
    banner.submit(made)
    assert banner.state(made) == "signing"


def test_whom_it_touches_is_asked_first(banner: Papers):
    with pytest.raises(BrokenRule) as refused:
        banner.submit(drafted(banner))
    assert articles(refused.value) == {"consulted": 12}


def test_here_a_township_has_a_limit_and_the_host_may_set_none(banner: Papers):
    made = drafted(banner)
    with pytest.raises(BadInput, match="未允许主办单位另定"):
        banner.ask(made, "finance", limit=5)
    asked = banner.ask(made, "finance", "township")
    assert [one.step.deadlines.get().due_at for one in asked] == [SILENT, SILENT]


def test_three_working_days_then_silence_is_no_objection(banner: Papers, monday):
    made = drafted(banner)
    banner.ask(made, "finance", "township")
    banner.reply(made, "township")
    sweep_at(SILENT - MOMENT, monday)
    with pytest.raises(BrokenRule) as refused:
        banner.submit(made)
    assert articles(refused.value) == {"consultation_answered": 12}
    with pytest.raises(Refused) as too_soon:
        consultation.take_silence(made.pk, banner.cast.education_clerk, banner.asked(made, "finance").pk)
    assert "没有规定" in str(too_soon.value), "it has no button, only the timer"
    sweep_at(SILENT, monday)
    kept = Evidence.objects.get(matter=made.pk)
    assert (kept.kind, kept.issuer, kept.article) == ("silence", banner.cast.finance, 14)
    banner.submit(made)
    assert banner.state(made) == "signing"


def test_a_disagreement_is_set_out_under_its_own_article(banner: Papers):
    made = banner.draft(touched=["finance"])
    banner.ask(made, "finance")
    banner.reply(made, "finance", "disagree", "没有资金。")
    with pytest.raises(BrokenRule) as refused:
        banner.submit(made)
    assert articles(refused.value) == {"disagreement_set_out": 13}
    again = banner.text(touched=(banner.cast.finance,), proposal="分年安排。")
    submissions.revise(made.pk, banner.cast.education_clerk, again)
    banner.submit(made)


# --- The office and the leaders -------------------------------------------------------------------------------------


def test_the_deputy_director_first_then_the_director_then_two_leaders(banner: Papers, monday):
    made = banner.signed(answered(banner, monday))
    whole = made.matter.deadlines.get(step=None)
    assert (whole.article, whole.count) == (16, 9)
    for who in ("director", "schools_deputy", "head"):
        with pytest.raises(NotYours) as refused:
            banner.decide(made, who, "review", "拟同意。", seats=[])
        assert refused.value.reasons[0].article == 16
    banner.decide(made, "vice_director", "review", "材料齐全。")
    banner.decide(made, "director", "review", "拟同意。", seats=[])
    with pytest.raises(BadInput) as bare:
        banner.decide(made, "schools_deputy", "approve")
    assert bare.value.reasons[0].article == 17
    banner.decide(made, "schools_deputy", "approve", "同意。")
    assert banner.step(made).seat == banner.cast.seats["executive"]


def test_its_stand_ins_are_its_own(banner: Papers, monday):
    made = banner.signed(answered(banner, monday))
    banner.away("schools_deputy", "executive")
    banner.decide(made, "vice_director", "review", "材料齐全。")
    banner.decide(made, "director", "review", "拟同意。", seats=[])
    step = banner.step(made)
    assert (step.assignee, step.ground, step.ground_article) == (banner.cast.land_deputy, "ab_pair", 4)
    banner.decide(made, "land_deputy", "approve", "同意。")
    held = banner.step(made)
    assert (held.state, held.ground_article) == ("held", 4), "of the executive deputy its rules say nothing"
    with pytest.raises(NotYours, match="第四条"):
        banner.decide(made, "head", "approve", "同意。")


# --- The reply, signed, numbered, issued, printed ---------------------------------------------------------------------


@pytest.fixture
def reply(banner: Papers, monday) -> Dispatch:
    """The reply to an approved request, ready to be sent along."""
    made = approved_by_all(banner, monday)
    assert (banner.state(made), made.matter.deadlines.get(step=None).state) == ("approved", "met")
    opened = Dispatch.objects.get(answers=made.pk)
    text = banner.words(
        title=opened.matter.title, dispatch_kind="reply", recipients=("旗教育局",), business_of=banner.cast.education,
        body="一、同意新建城东小学。\n二、请按程序办理。",
    )  # fmt: skip
    return dispatches.revise(opened.pk, banner.cast.clerk, text)


def test_its_title_speaks_of_the_banner(reply: Dispatch):
    assert reply.matter.title == "望云旗人民政府关于新建城东小学的批复"


def test_what_is_a_departments_own_is_refused_under_its_own_article(banner: Papers):
    made = banner.dispatch(declared=("within_own_powers",))
    with pytest.raises(BrokenRule) as refused:
        dispatches.send(made.pk, banner.cast.clerk)
    assert articles(refused.value) == {"own_name": 19}


def test_signed_by_the_banners_head_numbered_issued_and_printed(banner: Papers, reply: Dispatch, monday):
    dispatches.send(reply.pk, banner.cast.clerk)
    assert banner.steps(reply) == [("review", "vice_director"), ("sign", "head")], "countersigns are left out here"
    banner.decide(reply, "vice_director", "review")
    with pytest.raises(NotYours) as refused:
        banner.decide(reply, "executive", "agree")
    assert refused.value.reasons[0].article == 20
    banner.decide(reply, "schools_deputy", "agree")
    banner.decide(reply, "head", "sign")
    with pytest.raises(WrongState):
        dispatches.issue(reply.pk, banner.cast.clerk)
    number = dispatches.number(reply.pk, banner.cast.clerk, banner.numbers(code="望政发", name="county"))
    dispatches.issue(reply.pk, banner.cast.clerk)
    assert (number, banner.state(reply.answers)) == ("望政发〔2026〕1号", "answered")
    printed = page_of(Matter.objects.get(pk=reply.pk), "reply")
    assert (printed.mark, printed.number, printed.organ) == ("望云旗人民政府文件", number, "望云旗人民政府")
    assert (printed.date, printed.issuer) == ("2026年6月5日", "望云旗政府办公室")
    assert printed.body == ("一、同意新建城东小学。", "二、请按程序办理。")


def test_the_countersign_sheet_cites_its_own_rules(banner: Papers, monday):
    made = answered(banner, monday)
    sheet = page_of(Matter.objects.get(pk=made.pk), "sheet")
    assert sheet.footer == ("依据《望云旗人民政府工作规程》第十二条。",)
    assert [row[5] for row in sheet.rows] == ["逾期未回复，视为无不同意见", "同意"]
    assert prints.ask(Matter.objects.get(pk=made.pk), "request", banner.cast.education_clerk).pk


def test_while_the_head_is_away_whom_he_entrusted_signs_under_article_3(banner: Papers, reply: Dispatch, monday):
    seats = banner.cast.seats
    said = office_acts.Delegating("entrustment", monday.moment, monday.moment + 7 * DAY, "旗长签批件")
    office_acts.entrust(seats["head"], seats["land_deputy"], said, by=banner.cast.clerk)
    monday.forward(HOUR)
    banner.away("head")
    dispatches.send(reply.pk, banner.cast.clerk)
    banner.decide(reply, "vice_director", "review")
    banner.decide(reply, "schools_deputy", "agree")
    banner.decide(reply, "land_deputy", "sign")
    signed = Step.objects.get(matter=reply.pk, act="sign")
    assert (signed.in_place_of, signed.ground, signed.ground_article) == (seats["head"], "entrustment", 3)


def test_its_pages_speak_its_own_words(banner: Papers, monday):
    made = answered(banner, monday)
    client = browser(banner.cast.education_clerk)
    page = client.get(f"/documents/{made.pk}/").content.decode()
    rules = client.get("/rules/").content.decode()
    assert "第十二条" in page and "望云旗人民政府工作规程" in rules and "县长" not in page + rules
