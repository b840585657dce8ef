"""One item: why it is here, in whose place, what the rules say, what was said, and what may be chosen."""

import pytest
from django.core.files.base import ContentFile
from django.utils.html import strip_tags

from documents.dispatch import actions as dispatch
from documents.dispatch.models import Dispatch
from govrules.core import acts
from govrules.core.files.actions import attach
from govrules.core.matters.models import Matter, Step, StepHolder
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import at_leader, at_office, away, consulting, day, decision, page, signed_in, token, waiting

pytestmark = pytest.mark.usefixtures("today")
TITLE = "县教育局关于新建城东小学的请示"
NOW = office("2026-06-10 09:30")
PART = {"HX-Request": "true", "HX-Target": "item"}


def words(html: str) -> str:
    """A page's text with single blanks."""
    return " ".join(strip_tags(html).split())


def test_an_item_says_why_it_is_here(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    Step.objects.filter(pk=step.pk).update(due_at=office("2026-06-12 00:00"), warn_at=office("2026-06-11 00:00"))
    html = page(signed_in(cast.director), f"/queue/{step.pk}/")
    text = words(html)
    assert "阳教字〔2026〕31号" in text and "6月9日报送" in text
    assert "到您这里：审核，6月11日前办，剩 1 天 第三十二条" in text
    assert '<a class="cite" href="/rules/32/">第三十二条</a>' in html


def test_a_step_without_an_article_shows_the_office_s_own_ground(cast: Cast) -> None:
    step = at_office(cast, "关于学校安全检查情况的报告", kind="report")
    Step.objects.filter(pk=step.pk).update(article=None, basis="规则未作规定，由办公室主任确定")
    html = page(signed_in(cast.director), f"/queue/{step.pk}/")
    assert '<span class="cite cite-own">规则未作规定，由办公室主任确定</span>' in html


def test_who_stands_in_is_told_for_whom_and_on_what_ground(cast: Cast) -> None:
    away(cast.schools_deputy, "2026-06-08 00:00", "2026-06-13 00:00")
    step = at_leader(cast, TITLE)
    text = words(page(signed_in(cast.land_deputy), f"/queue/{step.pk}/"))
    assert "您代副县长（教育卫生）孙慧敏办理" in text
    assert "第五条 AB角" in text


def test_the_holder_himself_is_told_nothing_of_the_kind(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    assert "您代" not in page(signed_in(cast.schools_deputy), f"/queue/{step.pk}/")


def test_the_text_and_the_way_stand_on_the_item(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    html = page(signed_in(cast.director), f"/queue/{step.pk}/")
    assert "拟新建一所三十六班小学。" in html
    assert '<li class="way-here" aria-current="step">' in html
    assert "拟稿" in html and "批复印发" in html


def test_findings_cite_their_articles(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    findings = page(signed_in(cast.director), f"/queue/{step.pk}/").split('<ul class="findings">')[1].split("</ul>")[0]
    assert 'href="/rules/27/"' in findings and 'href="/rules/29/"' in findings
    assert "finding-ok" in findings and "符合：" in findings


def test_opinions_so_far_are_shown_the_newest_first(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    said = (
        page(signed_in(cast.schools_deputy), f"/queue/{step.pk}/").split('<ol class="said-list">')[1].split("</ol>")[0]
    )
    text = words(said)
    assert text.index("材料齐全，拟同意。") < text.index("同意报送。")
    assert "周正 县政府办公室主任" in text and "王文 县教育局局长" in text


def test_an_opinion_given_in_anothers_place_says_so(cast: Cast) -> None:
    away(cast.schools_deputy, "2026-06-08 00:00", "2026-06-13 00:00")
    step = at_leader(cast, TITLE, major=True)
    decision(signed_in(cast.land_deputy), step, "approve", "同意，请报县长审定。")
    final = Step.objects.get(matter=step.matter_id, state="pending")
    text = words(page(signed_in(cast.head), f"/queue/{final.pk}/"))
    assert "李长河 代副县长（教育卫生）孙慧敏 第五条 AB角" in text


@pytest.mark.parametrize(
    ("stage", "who", "labels"),
    [
        (at_office, "director", ["提出意见，呈送", "退回补正"]),
        (at_leader, "schools_deputy", ["同意", "不同意", "退回补正"]),
    ],
)
def test_buttons_are_the_step_s_choices(cast: Cast, stage, who: str, labels: list[str]) -> None:
    step = stage(cast, TITLE)
    html = page(signed_in(getattr(cast, who)), f"/queue/{step.pk}/")
    bar = html.split('class="bar-choices"')[1].split("</div>")[0]
    found = [part.split(">", 1)[1].split("<")[0] for part in bar.split("<button")[1:]]
    assert found == labels
    assert bar.count("btn-primary") == 1


def test_letters_are_unique_and_announced(cast: Cast) -> None:
    made = consulting(cast, TITLE, cast.finance, at="2026-06-09 09:00")
    step = Step.objects.get(matter=made.pk, act="countersign")
    html = page(signed_in(cast.finance_head), f"/queue/{step.pk}/")
    keys = [part.split('"')[0] for part in html.split('data-key="')[1:]]
    assert sorted(keys) == ["a", "d", "o", "t"]
    assert html.count("aria-keyshortcuts=") == 3, "the one in its own panel is announced by the panel"


def test_the_office_can_name_further_leaders(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    html = page(signed_in(cast.director), f"/queue/{step.pk}/")
    assert html.count('name="seats"') == 4
    assert "钱卫东" in html.split('class="leaders-list"')[1].split("</details>")[0]


def test_a_leader_is_not_asked_for_leaders(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    assert 'name="seats"' not in page(signed_in(cast.schools_deputy), f"/queue/{step.pk}/")


def test_common_phrases_wait_for_the_script(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    html = page(signed_in(cast.director), f"/queue/{step.pk}/")
    assert '<p class="phrases" hidden>' in html
    assert 'data-phrase="材料齐全，拟同意。"' in html


def test_attachments_can_be_opened_from_the_item(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    client = signed_in(cast.director)
    assert "paper-annexes" not in page(client, f"/queue/{step.pk}/")
    with acts.on(step.matter_id) as matter:
        annex = attach(
            matter, ContentFile("名称,金额\n建设,3200\n".encode(), name="投资估算.csv"), cast.education_clerk, NOW
        )
    html = page(client, f"/queue/{step.pk}/")
    assert f'<a href="/files/{annex.pk}/">投资估算.csv</a>' in html


def test_a_consulted_organ_sees_what_the_others_answered_not_the_host_s_gates(cast: Cast) -> None:
    made = consulting(cast, TITLE, cast.finance, cast.resources, at="2026-06-09 09:00")
    asked = {s.organ_id: s for s in Step.objects.filter(matter=made.pk, act="countersign")}
    decision(signed_in(cast.resources_head), asked[cast.resources.pk], "disagree", "选址占用规划绿地。")
    html = page(signed_in(cast.finance_head), f"/queue/{asked[cast.finance.pk].pk}/")
    text = words(html.split('id="findings-head"')[1].split("</section>")[0])
    assert text.startswith('class="label-head">会签情况') or "会签情况" in text
    assert "县自然资源局 不同意" in text and "选址占用规划绿地。" in text
    assert "公文格式要素" not in text and "finding-stop" not in html


def test_a_ground_is_not_told_twice(cast: Cast) -> None:
    away(cast.schools_deputy, "2026-06-08 00:00", "2026-06-13 00:00")
    step = at_leader(cast, TITLE)
    Step.objects.filter(pk=step.pk).update(ground_note="AB角")
    client = signed_in(cast.land_deputy)
    assert "办理（AB角）" not in page(client, f"/queue/{step.pk}/")
    Step.objects.filter(pk=step.pk).update(ground_note="县政府工作分工")
    assert "（县政府工作分工）" in page(client, f"/queue/{step.pk}/")


# --- parts and places ---


def test_htmx_gets_the_item_alone(cast: Cast) -> None:
    [step] = waiting(cast, cast.director, 1)
    html = page(signed_in(cast.director), f"/queue/{step.pk}/", **PART)
    assert html.strip().startswith("<article") and "<html" not in html and "row-item" not in html


def test_the_same_address_opens_the_whole_page(cast: Cast) -> None:
    first, second = waiting(cast, cast.director, 2)
    html = page(signed_in(cast.director), f"/queue/{second.pk}/")
    assert "<html" in html and html.count('class="row-item') == 2
    assert f'<li class="row-item now" data-step="{second.pk}">' in html


def test_the_position_is_counted_in_the_list_one_goes_through(cast: Cast) -> None:
    waiting(cast, cast.director, 2, kind="report", first_due="2026-06-11 00:00")
    steps = waiting(cast, cast.director, 2, first_due="2026-07-01 00:00")
    client = signed_in(cast.director)
    assert "第 3 件，共 4 件" in page(client, f"/queue/{steps[0].pk}/")
    assert "第 1 件，共 2 件" in page(client, f"/queue/{steps[0].pk}/?show=request")


def test_the_token_tells_states_and_versions_apart(cast: Cast) -> None:
    [step] = waiting(cast, cast.director, 1)
    client = signed_in(cast.director)
    before = token(page(client, f"/queue/{step.pk}/"))
    step.matter.version += 1
    step.matter.save()
    assert before == f"{step.pk}-pending-0"
    assert token(page(client, f"/queue/{step.pk}/")) == f"{step.pk}-pending-1"


# --- opened: part of the evidence of silence ---


def holder(step: Step) -> StepHolder:
    return StepHolder.objects.get(step=step, until=None)


@pytest.fixture
def asked(cast: Cast) -> Step:
    made = consulting(cast, TITLE, cast.finance, at="2026-06-09 09:00")
    return Step.objects.get(matter=made.pk, act="countersign")


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_opening_an_item_is_noted_with_its_moment(cast: Cast, asked: Step, headers: dict[str, str]) -> None:
    page(signed_in(cast.finance_head), f"/queue/{asked.pk}/", **headers)
    assert holder(asked).opened_at == office("2026-06-10 09:30")


def test_the_first_opening_stays(cast: Cast, asked: Step) -> None:
    client = signed_in(cast.finance_head)
    page(client, f"/queue/{asked.pk}/")
    with day("2026-06-10 15:00"):
        page(client, f"/queue/{asked.pk}/")
    assert holder(asked).opened_at == office("2026-06-10 09:30")


def test_the_list_alone_is_not_an_opening_until_the_item_comes_into_view(cast: Cast, asked: Step) -> None:
    client = signed_in(cast.finance_head)
    html = page(client, "/queue/")
    assert holder(asked).opened_at is None
    assert f'hx-post="/queue/{asked.pk}/opened/" hx-trigger="intersect once"' in html
    assert client.post(f"/queue/{asked.pk}/opened/").status_code == 204
    assert holder(asked).opened_at == office("2026-06-10 09:30")


def test_anothers_look_is_not_his_opening(cast: Cast, asked: Step) -> None:
    signed_in(cast.education_clerk).post(f"/queue/{asked.pk}/opened/")
    assert holder(asked).opened_at is None


# --- what is no longer his ---


def test_an_item_decided_elsewhere_leads_to_its_document(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    client = signed_in(cast.director)
    decision(client, step, "review", "拟同意。")
    answer = client.get(f"/queue/{step.pk}/")
    assert (answer.status_code, answer.url) == (302, f"/matters/{step.matter_id}/")
    assert "已由周正于6月10日 09:30办理" in page(client, f"/documents/{step.matter_id}/")


def test_an_item_of_somebody_else_leads_to_its_document(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    client = signed_in(cast.director)
    assert client.get(f"/queue/{step.pk}/").url == f"/matters/{step.matter_id}/"
    assert "不在您的待办中" in page(client, "/")


def test_htmx_is_led_there_too(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    answer = signed_in(cast.director).get(f"/queue/{step.pk}/", headers=PART)
    assert answer.headers["HX-Redirect"] == f"/matters/{step.matter_id}/"


def test_a_reply_leads_to_the_request_that_it_answers(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    decision(signed_in(cast.schools_deputy), step, "approve", "同意。")
    reply = Matter.objects.get(parent=step.matter_id)
    Dispatch.objects.filter(pk=reply.pk).update(disclosure="public")
    with day("2026-06-10 10:00"):
        dispatch.send(reply.pk, cast.director)
    [review] = Step.objects.filter(matter=reply.pk, state="pending")
    link = f'答复：<a href="/matters/{step.matter_id}/">{TITLE}</a>'
    assert link in page(signed_in(review.assignee), f"/queue/{review.pk}/")


def test_an_item_leads_to_its_whole_record(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    client = signed_in(cast.director)
    assert f'<a href="/matters/{step.matter_id}/">全部办理记录</a>' in page(client, f"/queue/{step.pk}/")
    assert client.get(f"/matters/{step.matter_id}/").url == f"/documents/{step.matter_id}/"


@pytest.mark.parametrize("declared", [(), ("major", "research_done", "legality_assessed", "necessity_assessed")])
def test_what_the_drafter_declared_as_major_is_ticked_for_the_office(cast: Cast, declared: tuple[str, ...]) -> None:
    step = at_office(cast, TITLE, declared=declared)
    html = page(signed_in(cast.director), f"/queue/{step.pk}/")
    assert ('name="major" checked' in html) is bool(declared)
