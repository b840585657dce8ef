"""Deciding from the queue: the next item opens, what was typed is kept, and nothing is decided twice."""

import pytest

from govrules.core.matters.models import Matter, Step
from tests.core.cast import Cast
from tests.portal.office import at_leader, at_office, away, consulting, decision, page, signed_in, token, waiting

pytestmark = pytest.mark.usefixtures("today")
HTMX = {"HX-Request": "true", "HX-Target": "item"}


@pytest.fixture
def review(cast: Cast) -> Step:
    return at_office(cast, "县教育局关于新建城东小学的请示")


def test_a_decision_is_carried_out_with_its_opinion(cast: Cast, review: Step) -> None:
    answer = decision(signed_in(cast.director), review, "review", "材料齐全，拟同意。")
    assert answer.status_code == 302
    review.refresh_from_db()
    assert (review.state, review.opinion, review.decided_by) == ("done", "材料齐全，拟同意。", cast.director)
    assert Matter.objects.get(pk=review.matter_id).state == "leaders"


def test_the_next_item_opens_and_says_what_was_done(cast: Cast, review: Step) -> None:
    [following] = waiting(cast, cast.director, 1)
    client = signed_in(cast.director)
    Step.objects.filter(pk=review.pk).update(
        due_at=following.due_at, started_at=following.started_at.replace(year=2025)
    )
    answer = decision(client, review, "review", "拟同意。")
    assert answer.url == f"/queue/{following.pk}/"
    assert "已办理：县教育局关于新建城东小学的请示（提出意见，呈送）" in page(client, answer.url)


def test_after_the_last_item_the_list_is_shown(cast: Cast, review: Step) -> None:
    client = signed_in(cast.director)
    answer = decision(client, review, "review", "拟同意。")
    assert answer.url == "/queue/"
    assert "都办完了" in page(client, "/queue/")


def test_one_keeps_to_the_filter_he_was_in(cast: Cast, review: Step) -> None:
    answer = decision(signed_in(cast.director), review, "review", "拟同意。", show="request")
    assert answer.url == "/queue/?show=request"


def test_htmx_is_led_on_as_a_whole_page(cast: Cast, review: Step) -> None:
    client = signed_in(cast.director)
    seen = token(page(client, f"/queue/{review.pk}/"))
    sent = {"seen": seen, "kind": "review", "opinion": "拟同意。"}
    answer = client.post(f"/queue/{review.pk}/decide/", sent, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/queue/")


def test_the_office_s_choices_go_with_the_review(cast: Cast, review: Step) -> None:
    seat = cast.seats["executive"].pk
    decision(signed_in(cast.director), review, "review", "拟同意。", major="on", seats=[seat])
    ahead = list(Step.objects.filter(matter=review.matter_id, act="approve").values_list("seat__key", flat=True))
    assert ahead[-1] == "head", "a major matter goes to the head"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_missing_opinion_is_asked_for_and_what_was_chosen_is_kept(
    cast: Cast, review: Step, headers: dict[str, str]
) -> None:
    client = signed_in(cast.director)
    seen = token(page(client, f"/queue/{review.pk}/"))
    seat = cast.seats["executive"].pk
    sent = {"seen": seen, "kind": "review", "opinion": " ", "major": "on", "seats": [seat]}
    answer = client.post(f"/queue/{review.pk}/decide/", sent, headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "请写明意见" in html and 'aria-invalid="true"' in html
    assert 'name="major" checked' in html and f'value="{seat}" checked' in html
    assert ("<html" in html) is (headers == {})
    review.refresh_from_db()
    assert review.state == "pending"


def test_a_return_without_a_reason_keeps_the_document(cast: Cast, review: Step) -> None:
    answer = decision(signed_in(cast.director), review, "return")
    assert answer.status_code == 400
    assert Matter.objects.get(pk=review.matter_id).state == "submitted"


def test_a_second_press_is_told_who_was_quicker(cast: Cast, review: Step) -> None:
    client = signed_in(cast.director)
    seen = token(page(client, f"/queue/{review.pk}/"))
    sent = {"seen": seen, "kind": "review", "opinion": "拟同意。"}
    assert client.post(f"/queue/{review.pk}/decide/", sent).status_code == 302
    again = client.post(f"/queue/{review.pk}/decide/", sent)
    html = again.content.decode()
    assert again.status_code == 409
    assert "的这一步已由周正于6月10日 09:30办理，不需要再办" in html and "没有改动任何内容" in html
    assert Step.objects.filter(matter=review.matter_id, act="approve").count() == 1


def test_what_changed_since_it_was_read_is_not_decided_blindly(cast: Cast, review: Step) -> None:
    client = signed_in(cast.director)
    seen = token(page(client, f"/queue/{review.pk}/"))
    Matter.objects.filter(pk=review.matter_id).update(version=review.matter.version + 5)
    answer = client.post(f"/queue/{review.pk}/decide/", {"seen": seen, "kind": "review", "opinion": "拟同意。"})
    assert answer.status_code == 409
    assert "在您打开之后有了变化" in answer.content.decode()


def test_a_conflict_reaches_htmx_as_a_part_for_the_dialog(cast: Cast, review: Step) -> None:
    client = signed_in(cast.director)
    seen = token(page(client, f"/queue/{review.pk}/"))
    sent = {"seen": seen, "kind": "review", "opinion": "拟同意。"}
    client.post(f"/queue/{review.pk}/decide/", sent)
    answer = client.post(f"/queue/{review.pk}/decide/", sent, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, "#refusal-body")
    assert "<html" not in answer.content.decode()


def test_a_made_up_choice_is_refused(cast: Cast, review: Step) -> None:
    answer = decision(signed_in(cast.director), review, "approve", "同意。")
    assert answer.status_code == 400
    assert "请选择一种办理方式" in answer.content.decode()


def test_who_may_see_it_but_not_decide_is_told_whose_it_is(cast: Cast) -> None:
    step = at_leader(cast, "县教育局关于新建城东小学的请示")
    seen = f"{step.pk}-pending-{step.matter.version}"
    client = signed_in(cast.director)
    answer = client.post(f"/queue/{step.pk}/decide/", {"seen": seen, "kind": "approve", "opinion": "同意。"})
    assert answer.status_code == 403
    assert "这一步现由孙慧敏办理" in answer.content.decode()
    step.refresh_from_db()
    assert step.state == "pending"


def test_an_organ_asks_for_more_time_on_its_countersign(cast: Cast) -> None:
    made = consulting(cast, "县教育局关于新建城东小学的请示", cast.finance, at="2026-06-09 09:00")
    step = Step.objects.get(matter=made.pk, act="countersign")
    answer = decision(
        signed_in(cast.finance_head), step, "more_time", "需要核对资金来源。", until="2026-06-18", manner="书面回复"
    )
    assert answer.status_code == 302
    deadline = step.deadlines.get()
    assert [(r.until.isoformat(), r.reason) for r in deadline.requests.all()] == [("2026-06-18", "需要核对资金来源。")]


def test_a_day_that_is_none_comes_back_with_everything_typed(cast: Cast) -> None:
    made = consulting(cast, "县教育局关于新建城东小学的请示", cast.finance, at="2026-06-09 09:00")
    step = Step.objects.get(matter=made.pk, act="countersign")
    answer = decision(signed_in(cast.finance_head), step, "more_time", "需要核对。", until="明天", manner="书面回复")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "请填写希望延至的日期" in html and "需要核对。" in html and 'value="书面回复"' in html
    assert '<details class="more-time" open>' in html


def test_a_decision_in_anothers_place_keeps_whose(cast: Cast) -> None:
    away(cast.schools_deputy, "2026-06-08 00:00", "2026-06-13 00:00")
    step = at_leader(cast, "县教育局关于新建城东小学的请示")
    assert step.assignee == cast.land_deputy
    decision(signed_in(cast.land_deputy), step, "approve", "同意。")
    step.refresh_from_db()
    assert (step.decided_by, step.in_place_of) == (cast.land_deputy, cast.seats["schools_deputy"])
    assert (step.ground, step.ground_article) == ("ab_pair", 5)


# --- several at once ---


@pytest.fixture
def reports(cast: Cast) -> list[Step]:
    """Two reports that the schools' deputy head is to read."""
    steps = []
    for title in ("关于学校安全检查情况的报告", "关于中考组织情况的报告"):
        step = at_office(cast, title, kind="report")
        decision(signed_in(cast.director), step, "review", "请阅。", seats=[cast.seats["schools_deputy"].pk])
        steps.append(Step.objects.get(matter=step.matter_id, act="read", state="pending"))
    return steps


def test_several_reports_are_read_at_once(cast: Cast, reports: list[Step]) -> None:
    client = signed_in(cast.schools_deputy)
    answer = client.post("/queue/read/", {"step": [s.pk for s in reports], "show": "read"})
    assert answer.url == "/queue/?show=read"
    assert "已圈阅 2 件" in page(client, answer.url)
    assert {Step.objects.get(pk=s.pk).state for s in reports} == {"done"}


def test_only_reading_can_be_done_in_bulk(cast: Cast) -> None:
    step = at_leader(cast, "县教育局关于新建城东小学的请示")
    client = signed_in(cast.schools_deputy)
    client.post("/queue/read/", {"step": [step.pk]})
    step.refresh_from_db()
    assert step.state == "pending"
    assert "没有勾选" in page(client, "/queue/")


def test_nobody_reads_for_another_in_bulk(cast: Cast, reports: list[Step]) -> None:
    signed_in(cast.land_deputy).post("/queue/read/", {"step": [s.pk for s in reports]})
    assert {Step.objects.get(pk=s.pk).state for s in reports} == {"pending"}


def test_nonsense_among_the_ticks_does_no_harm(cast: Cast, reports: list[Step]) -> None:
    signed_in(cast.schools_deputy).post("/queue/read/", {"step": ["x", "-1", reports[0].pk]})
    assert [Step.objects.get(pk=s.pk).state for s in reports] == ["done", "pending"]


def test_decisions_and_reading_are_posts(cast: Cast, review: Step) -> None:
    client = signed_in(cast.director)
    assert {
        client.get(a).status_code
        for a in (f"/queue/{review.pk}/decide/", "/queue/read/", f"/queue/{review.pk}/opened/")
    } == {405}


def test_an_item_leads_to_the_ones_beside_it(cast: Cast) -> None:
    first, middle, last = waiting(cast, cast.director, 3, act="read")
    html = page(signed_in(cast.director), f"/queue/{middle.pk}/", **HTMX)
    assert f'data-key="k" href="/queue/{first.pk}/?show=all"' in html
    assert f'data-key="j" href="/queue/{last.pk}/?show=all"' in html
    assert "第 2 件，共 3 件" in html
