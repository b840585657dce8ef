"""Signing what the government issues (article 33): in whose name, of which kind, through whose hands."""

from typing import Any

import pytest

from documents import actions as steps
from documents.dispatch import actions as dispatches
from documents.dispatch.models import Dispatch
from govrules.core.errors import BadInput, BrokenRule, NotYours, Refused, WrongState
from govrules.core.matters.models import Matter, Step, Waiver
from govrules.core.matters.queries import queue, visible_to
from govrules.core.office.models import Entrustment
from tests.documents.papers import HOUR, Papers
from tests.proves import proves

COUNTY, OFFICE = {"in_name_of": "county"}, {"in_name_of": "office"}
HEAD = [("sign", "head")]
CONSENTED = [("consent", "head"), ("sign", "executive")]
BY_LEADER = {"important": True, "signer": "portfolio_leader"}
REVIEWED = [("review", "executive"), ("sign", "head")]  # the office is in the executive deputy's portfolio


# --- The signing matrix ---------------------------------------------------------------------------------------

MATRIX = [  # name and kind, the route, its article's strength, what it proves
    ({"dispatch_kind": "bill"}, HEAD, "must", ["YG-33-3"]),
    ({"dispatch_kind": "personnel"}, HEAD, "must", ["YG-33-4"]),
    ({"dispatch_kind": "ordinary"}, REVIEWED, "must", ["YG-33-5"]),
    ({"dispatch_kind": "ordinary", "important": True}, REVIEWED, "must", ["YG-33-5"]),
    ({"dispatch_kind": "reply"}, REVIEWED, "must", ["YG-33-5"]),
    ({"dispatch_kind": "ordinary", "alt_consent": True}, CONSENTED, "must", ["YG-33-6"]),
    ({"dispatch_kind": "reply", "alt_consent": True}, CONSENTED, "must", ["YG-33-6"]),
    ({"dispatch_kind": "bill", "alt_consent": True}, HEAD, "must", ["YG-33-3"]),
    (OFFICE, [("sign", "director")], "principle", ["YG-33-7"]),
    (OFFICE | {"alt_consent": True}, [("sign", "director")], "principle", ["YG-33-7"]),
    (OFFICE | BY_LEADER, [("sign", "executive")], "must", ["YG-33-8"]),
    (OFFICE | {"important": True, "signer": "head"}, HEAD, "must", ["YG-33-8"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "route", "strength"),
    [
        pytest.param(v, r, s, marks=proves(*ids), id=" ".join(str(x) for x in (COUNTY | v).values()))
        for v, r, s, ids in MATRIX
    ],
)
def test_each_kind_goes_its_way(papers: Papers, values, route, strength):
    made = papers.dispatch(**(COUNTY | values))
    papers.on_record(made)
    dispatches.send(made.pk, papers.cast.clerk)
    assert papers.steps(made) == route
    found = Step.objects.filter(matter=made.pk)
    assert {(s.article, s.strength) for s in found} == {(33, strength)}
    assert [s.state for s in found] == ["pending", *["waiting"] * (len(route) - 1)]


@proves("YG-33-1", "YG-33-2", "YG-33-3", "YG-33-4")
@pytest.mark.parametrize("alt_consent", [False, True], ids=["", "with the head's consent"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [("county", "decision"), ("county", "normative"), ("county", "bill"), ("county", "personnel")]
    + [("office", "decision"), ("office", "bill"), ("office", "personnel")],
)
def test_these_four_the_head_signs_and_nobody_else(papers: Papers, name, kind, alt_consent):
    """Whatever was consented to, and in whatever name: the other ways are for other documents."""
    made = papers.dispatch(in_name_of=name, dispatch_kind=kind, alt_consent=alt_consent)
    papers.on_record(made)
    dispatches.send(made.pk, papers.cast.clerk)
    assert papers.steps(made) == HEAD
    for who in ("executive", "schools_deputy", "director"):
        with pytest.raises(NotYours, match="赵立民") as refused:
            papers.decide(made, who, "sign")
        assert refused.value.reasons[0].article == 33
    papers.decide(made, "head", "sign")
    assert papers.state(made) == "signed"


@proves("YG-33-5")
def test_the_head_does_not_sign_before_the_leader_in_charge_has_reviewed_it(papers: Papers):
    made = papers.dispatch(sent=True)
    signing = Step.objects.get(matter=made.pk, act="sign")
    with pytest.raises(WrongState, match="还没有轮到这一步") as refused:
        steps.decide(signing.pk, papers.cast.head, "sign")
    assert refused.value.reasons[0].article == 33
    papers.decide(made, "executive", "review", "拟同意。")
    steps.decide(signing.pk, papers.cast.head, "sign", "同意印发。")
    assert papers.state(made) == "signed"


@proves("YG-33-6")
def test_by_the_other_way_the_head_consents_and_the_leader_in_charge_signs(papers: Papers):
    made = papers.dispatch(sent=True, alt_consent=True)
    with pytest.raises(NotYours):
        papers.decide(made, "executive", "consent")
    papers.decide(made, "head", "consent", "同意由卫东同志签发。")
    with pytest.raises(NotYours, match="钱卫东"):
        papers.decide(made, "head", "sign")
    papers.decide(made, "executive", "sign")
    assert papers.state(made) == "signed"


@proves("YG-33-7")
def test_in_the_offices_name_its_director_signs_and_not_his_deputy(papers: Papers):
    made = papers.dispatch(sent=True, **OFFICE)
    with pytest.raises(NotYours, match="周正") as refused:
        papers.decide(made, "vice_director", "sign")
    assert refused.value.reasons[0].article == 33
    papers.decide(made, "director", "sign")
    assert papers.state(made) == "signed"


@proves("YG-33-8")
def test_an_important_one_is_not_the_directors_and_the_two_who_may_are_offered(papers: Papers):
    made = papers.dispatch(important=True, **OFFICE)
    with pytest.raises(BadInput) as refused:
        dispatches.send(made.pk, papers.cast.clerk)
    assert refused.value.field == "signer"
    assert {(why.message, why.article) for why in refused.value.reasons} == {
        ("办公室名义的重要文件，报分管领导签发", 33), ("办公室名义的重要文件，报县长签发", 33),
    }  # fmt: skip
    assert papers.state(made) == "drafting"


@proves("YG-33-8")
def test_then_the_director_may_not_sign_it(papers: Papers):
    made = papers.dispatch(sent=True, important=True, signer="portfolio_leader", **OFFICE)
    with pytest.raises(NotYours, match="钱卫东"):
        papers.decide(made, "director", "sign")
    papers.decide(made, "executive", "sign")
    assert papers.state(made) == "signed"


def test_a_reply_is_reviewed_by_the_leader_of_the_organ_that_asked(papers: Papers):
    reply = papers.approved()
    send_reply(papers, reply)
    assert papers.steps(reply) == [("review", "schools_deputy"), ("sign", "head")]


def test_a_notice_is_reviewed_by_the_leader_of_the_organ_whose_business_it_is(papers: Papers):
    papers.dispatch(sent=True, title="关于秋季招生工作的通知", business_of=papers.cast.education)
    made = Dispatch.objects.get()
    assert papers.steps(made) == [("review", "schools_deputy"), ("sign", "head")]


def test_for_a_name_of_which_the_rules_say_nothing_there_is_no_way_to_sign(papers: Papers):
    """Of departments' own documents article 33 does not say who signs; nothing is made up."""
    made = papers.dispatch()
    Dispatch.objects.filter(pk=made.pk).update(in_name_of="department")
    with pytest.raises(Refused, match="规则未作规定") as refused:
        dispatches.send(made.pk, papers.cast.clerk)
    assert (refused.value.reasons[0].article, papers.state(made)) == (33, "drafting")


# --- Acting for another -------------------------------------------------------------------------------------


@proves("YG-5-5")
def test_while_the_head_is_away_only_whom_he_entrusted_signs(papers: Papers, monday):
    papers.away("head")
    made = papers.dispatch(sent=True)
    papers.decide(made, "executive", "review")
    assert papers.step(made).state == "held"
    with pytest.raises(NotYours, match="未记录委托") as refused:
        papers.decide(made, "executive", "sign")
    assert refused.value.reasons[0].article == 5
    Entrustment.objects.create(
        seat=papers.cast.seats["head"], to_seat=papers.cast.seats["schools_deputy"], kind="entrustment",
        starts_at=monday.moment - HOUR, basis="县长签批件", recorded_at=monday.moment,
    )  # fmt: skip
    papers.decide(made, "schools_deputy", "sign")
    step = Step.objects.get(matter=made.pk, act="sign")
    assert (step.in_place_of, step.ground, papers.state(made)) == (papers.cast.seats["head"], "entrustment", "signed")


@proves("YG-5-7")
def test_the_leader_in_charge_away_his_b_role_reviews(papers: Papers):
    papers.away("executive")
    made = papers.dispatch(sent=True)
    assert papers.step(made).assignee == papers.cast.land_deputy
    papers.decide(made, "land_deputy", "review")
    assert papers.journal(made, "review")[0].in_place_of == papers.cast.seats["executive"]


def test_for_the_director_the_rules_name_nobody(papers: Papers):
    papers.away("director")
    made = papers.dispatch(sent=True, **OFFICE)
    step = papers.step(made)
    assert (step.state, step.custodian) == ("held", papers.cast.vice_director)


# --- Drafting and sending -------------------------------------------------------------------------------------


def send_reply(papers: Papers, reply: Dispatch, **values: Any) -> None:
    """The office writes the reply and sends it to be signed."""
    asked = {"title": reply.matter.title, "body": reply.body + "同意。", "dispatch_kind": "reply"}
    text = papers.words(**(asked | {"recipients": ("县教育局",)} | values))
    dispatches.revise(reply.pk, papers.cast.clerk, text)
    dispatches.send(reply.pk, papers.cast.clerk)


def test_approval_opens_a_reply_at_the_office_linked_to_the_request(papers: Papers):
    reply = papers.approved()
    matter = reply.matter
    assert (matter.parent_id, matter.organ, matter.state) == (reply.answers_id, papers.cast.office, "drafting")
    assert matter.title == "阳高县人民政府关于新建城东小学的批复"
    assert reply.body.startswith("你单位《县教育局关于新建城东小学的请示》（阳教字〔2026〕31号）收悉。")
    assert (reply.in_name_of, reply.dispatch_kind, reply.recipients) == ("county", "reply", ["阳高县教育局"])
    [first] = papers.journal(reply, "open")
    assert first.actor is None, "nobody opened it: it followed from the approval"
    assert first.text == "“县教育局关于新建城东小学的请示”审批完成，自动新建“阳高县人民政府关于新建城东小学的批复”"
    assert papers.told("clerk")[-1] == "请起草批复：阳高县人民政府关于新建城东小学的批复"


@pytest.mark.parametrize(
    ("asked", "titled"),
    [
        ("县教育局关于新建城东小学的请示", "阳高县人民政府关于新建城东小学的批复"),
        ("关于拨付经费的请示", "阳高县人民政府关于拨付经费的批复"),
        ("新建城东小学", "阳高县人民政府关于新建城东小学的批复"),
        ("关于设立县教育局关于督导的请示", "阳高县人民政府关于设立县教育局关于督导的批复"),
    ],
)
def test_the_replys_title_comes_from_the_requests(papers: Papers, asked, titled):
    assert papers.approved(papers.draft(title=asked)).matter.title == titled


def test_who_asked_does_not_see_the_reply_before_it_is_issued(papers: Papers):
    reply = papers.approved()
    assert not visible_to(papers.cast.education_clerk).filter(pk=reply.pk).exists()
    assert visible_to(papers.cast.vice_director).filter(pk=reply.pk).exists()


@pytest.mark.parametrize("who", ["education_clerk", "head", "schools_deputy", "stranger"])
def test_only_the_office_drafts(papers: Papers, who):
    with pytest.raises(NotYours, match="办公室"):
        dispatches.create(getattr(papers.cast, who), papers.words())
    assert not Dispatch.objects.exists()


@pytest.mark.parametrize("lacking", ["body", "recipients"])
def test_what_is_not_complete_is_not_sent(papers: Papers, lacking):
    made = papers.dispatch(**{lacking: () if lacking == "recipients" else " "})
    with pytest.raises(BadInput):
        dispatches.send(made.pk, papers.cast.clerk)
    assert papers.state(made) == "drafting" and not papers.steps(made)


ANOTHER = {"dispatch_office": "涉及全县部署，主任不便签发。"}


@proves("YG-33-7")
def test_another_signs_for_the_office_only_with_the_directors_reason(papers: Papers):
    made = papers.dispatch(signer="portfolio_leader", **OFFICE)
    with pytest.raises(NotYours, match="由办公室主任决定"):
        dispatches.send(made.pk, papers.cast.clerk, ANOTHER)
    with pytest.raises(BrokenRule) as refused:
        dispatches.send(made.pk, papers.cast.director)
    [why] = refused.value.reasons
    assert (why.rule, why.article, why.strength) == ("dispatch_office", 33, "principle")
    assert "一般由办公室主任签发" in why.message and "现选定由分管领导签发" in why.message
    assert papers.state(made) == "drafting"
    dispatches.send(made.pk, papers.cast.director, ANOTHER)
    assert papers.steps(made) == [("sign", "executive")]
    papers.decide(made, "executive", "sign")
    kept = Waiver.objects.get(matter=made.pk)
    assert (kept.rule, kept.article, kept.state, kept.settled_by) == (
        "dispatch_office", 33, "accepted", papers.cast.executive,
    )  # fmt: skip


def test_who_is_named_needs_no_reason(papers: Papers):
    made = papers.dispatch(sent=True, signer="office_director", **OFFICE)
    assert papers.steps(made) == [("sign", "director")]


def test_of_its_disclosure_these_rules_say_nothing(papers: Papers):
    made = papers.dispatch(sent=True, disclosure="")
    assert papers.state(made) == "in_signing"


def test_sent_twice_is_once(papers: Papers):
    made = papers.dispatch(sent=True)
    with pytest.raises(WrongState):
        dispatches.send(made.pk, papers.cast.clerk)
    assert len(papers.steps(made)) == 2


def test_saved_twice_by_a_double_click_it_is_one(papers: Papers):
    assert papers.dispatch().pk == papers.dispatch().pk
    assert Matter.objects.filter(kind="dispatch").count() == 1


def test_who_saves_second_overwrites_nothing(papers: Papers):
    made = papers.dispatch()
    dispatches.revise(made.pk, papers.cast.vice_director, papers.words(body="吴敏的稿子"), 0)
    with pytest.raises(WrongState, match="别人在您修改期间保存过"):
        dispatches.revise(made.pk, papers.cast.clerk, papers.words(body="郑晓的稿子"), 0)
    assert Dispatch.objects.get(pk=made.pk).body == "吴敏的稿子"


def test_while_it_is_being_signed_nobody_changes_it(papers: Papers):
    made = papers.dispatch(sent=True)
    with pytest.raises(WrongState):
        dispatches.revise(made.pk, papers.cast.clerk, papers.words(body="换一句"))


# --- The way back ---------------------------------------------------------------------------------------------


def test_returned_it_is_mended_and_goes_its_way_again(papers: Papers):
    made = papers.dispatch(sent=True)
    papers.decide(made, "executive", "review", "拟同意。")
    with pytest.raises(BadInput, match="请写明意见"):
        papers.decide(made, "head", "return", "")
    papers.decide(made, "head", "return", "第二条再斟酌。")
    assert papers.state(made) == "reworking"
    told = papers.cast.clerk.notices.filter(channel="portal").latest("pk")
    assert (told.subject, told.body) == ("退回修改：阳高县人民政府关于做好防汛工作的通知", "第二条再斟酌。")
    dispatches.revise(made.pk, papers.cast.clerk, papers.words(body="改过的第二条"))
    dispatches.send(made.pk, papers.cast.clerk)
    assert papers.steps(made, "pending", "waiting") == REVIEWED, "the review too is made anew"
    papers.decide(made, "executive", "review")
    papers.decide(made, "head", "sign")
    assert papers.state(made) == "signed"


def test_the_office_takes_it_back_with_a_reason(papers: Papers):
    made = papers.dispatch(sent=True)
    with pytest.raises(BadInput):
        dispatches.withdraw(made.pk, papers.cast.clerk, "")
    dispatches.withdraw(made.pk, papers.cast.clerk, "附件漏了")
    assert papers.state(made) == "drafting" and not queue(papers.cast.executive).exists()


def test_signed_it_is_not_taken_back(papers: Papers):
    made = papers.ready()
    with pytest.raises(WrongState):
        dispatches.withdraw(made.pk, papers.cast.clerk, "想改一个字")


def test_the_day_of_the_last_signature_is_the_date_of_the_document(papers: Papers, monday):
    made = papers.dispatch(sent=True)
    papers.decide(made, "executive", "review")
    monday.forward(50 * HOUR)
    papers.decide(made, "head", "sign")
    assert str(Dispatch.objects.get(pk=made.pk).signed_on) == "2026-06-03"
    assert papers.told("clerk")[-1].startswith("已签发，请编号印发")


def test_signed_once(papers: Papers):
    made = papers.dispatch(sent=True, **OFFICE)
    step = papers.step(made)
    papers.decide(made, "director", "sign")
    with pytest.raises(WrongState, match="已由周正办理"):
        steps.decide(step.pk, papers.cast.director, "sign")
    assert len(papers.journal(made, "signed")) == 1
