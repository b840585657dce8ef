"""What was decided is made public item by item, but for what must stay confidential; where the rules say so."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours
from govrules.core.journal.models import JournalEntry
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem, Secrecy
from meetings.minutes import actions, publication, routes
from meetings.minutes.models import Minutes
from meetings.session.models import DecisionKind
from tests.core.cast import in_county
from tests.documents.papers import browser
from tests.meetings.minutes.clerks import again, over, sent, through
from tests.meetings.stage import Stage
from tests.proves import proves

ROWS = {"yangcheng-2021": "YC-33-1", "toksun-2021": "TK-35-2", "yunyang-2025": "YY-30-1", "taobei-2020": "TB-35-1"}
COUNTIES = [pytest.param(county, marks=proves(row), id=county) for county, row in ROWS.items()]
YUNYANG = "yunyang-2025"


def decided(stage: Stage, body: str = "standing", secret: int = 1, adopted: int = 3) -> Meeting:
    """A meeting over, some of its items confidential."""
    meeting = over(stage, body, items=adopted)
    for number in range(secret):
        values = {"title": f"关于保密事项{number}的议题", "secrecy": Secrecy.CONFIDENTIAL}
        stage.decided(stage.listed(meeting, adopted + 1 + number, **values))
    return meeting


def with_minutes(stage: Stage, meeting: Meeting) -> Minutes:
    minutes = again(actions.open_minutes(meeting, stage.cast.clerk, clock.now()))
    signer = stage.cast.seats["head"] if routes.is_silent(minutes) else None  # named where the rules name nobody
    minutes = sent(minutes, stage.cast.clerk, signer=signer)
    through(minutes)
    return again(minutes)


def waiting(stage: Stage) -> list[AgendaItem]:
    return list(publication.items_of(stage.cast.government, clock.now()).filter(publication=None))


@pytest.mark.parametrize("county", COUNTIES)
@pytest.mark.parametrize("body", ["plenary", "standing"])
def test_every_decision_but_the_confidential_waits_once_the_minutes_are_signed(stage: Stage, body: str) -> None:
    meeting = decided(stage, body)
    assert waiting(stage) == []
    with_minutes(stage, meeting)
    assert sorted(item.position for item in waiting(stage)) == [1, 2, 3]


@in_county(YUNYANG)
def test_of_other_meetings_nothing_is_made_public(stage: Stage) -> None:
    with_minutes(stage, decided(stage, "head_office"))
    assert waiting(stage) == []


def test_where_the_rules_say_nothing_nothing_waits(stage: Stage) -> None:
    with_minutes(stage, decided(stage))
    assert waiting(stage) == []
    item = AgendaItem.objects.filter(secrecy=Secrecy.OPEN).first()
    with pytest.raises(BadInput, match="没有规定公开"):
        publication.settle(item.pk, stage.cast.clerk, True, "同意。")


@in_county(YUNYANG)
@pytest.mark.parametrize("kind", [DecisionKind.POSTPONED, DecisionKind.REJECTED, DecisionKind.FURTHER])
def test_what_was_not_decided_is_not_made_public(stage: Stage, kind: str) -> None:
    meeting = over(stage, items=1)
    type(meeting.items.get().decision).objects.update(kind=kind)
    with_minutes(stage, meeting)
    assert waiting(stage) == []


@proves("YY-30-1")
@in_county(YUNYANG)
def test_the_office_makes_one_public_and_keeps_one_back_with_a_reason(stage: Stage) -> None:
    with_minutes(stage, decided(stage))
    first, second, *_ = waiting(stage)
    publication.settle(first.pk, stage.cast.clerk, True, "同意新建城东小学。")
    kept = publication.settle(second.pk, stage.cast.clerk, False, "涉及尚未公布的征收范围")
    assert (kept.public, kept.text, kept.reason, kept.article) == (False, "", "涉及尚未公布的征收范围", 30)
    lines = JournalEntry.objects.filter(act__in=("publish", "keep_back")).order_by("pk")
    assert [(line.act, line.article, line.actor) for line in lines] == [
        ("publish", 30, stage.cast.clerk), ("keep_back", 30, stage.cast.clerk),
    ]  # fmt: skip
    assert len(waiting(stage)) == 1


@in_county(YUNYANG)
def test_the_last_word_holds(stage: Stage) -> None:
    with_minutes(stage, decided(stage))
    item = waiting(stage)[0]
    publication.settle(item.pk, stage.cast.clerk, False, "尚未公布")
    again_ = publication.settle(item.pk, stage.cast.director, True, "同意。")
    assert (again_.public, again_.reason, again_.settled_by) == (True, "", stage.cast.director)


@proves("YY-30-1")
@in_county(YUNYANG)
def test_a_confidential_item_is_never_made_public(stage: Stage) -> None:
    with_minutes(stage, decided(stage))
    secret = AgendaItem.objects.get(secrecy=Secrecy.CONFIDENTIAL)
    with pytest.raises(BrokenRule, match="保密") as refused:
        publication.settle(secret.pk, stage.cast.clerk, True, "同意。")
    assert refused.value.reasons[0].article == 30
    answer = browser(stage.cast.clerk).post(
        reverse("meetings:minutes_settle", args=[secret.pk]), {"choice": "publish", "words": "同意。"}
    )
    assert answer.status_code == 404


@in_county(YUNYANG)
@pytest.mark.parametrize(
    ("public", "words", "said"), [(True, " \n", "公开的内容"), (True, "字" * 5001, "最多5000字"), (False, "", "理由")]
)
def test_words_are_asked_for(stage: Stage, public: bool, words: str, said: str) -> None:
    with_minutes(stage, decided(stage))
    with pytest.raises(BadInput, match=said):
        publication.settle(waiting(stage)[0].pk, stage.cast.clerk, public, words)


@in_county(YUNYANG)
def test_only_the_office_settles_it(stage: Stage) -> None:
    with_minutes(stage, decided(stage))
    item = waiting(stage)[0]
    for other in (stage.cast.education_head, stage.cast.head, stage.cast.stranger):
        with pytest.raises(NotYours):
            publication.settle(item.pk, other, True, "同意。")
        client = browser(other)
        assert client.get(reverse("meetings:minutes_public")).status_code == 403
        assert client.post(reverse("meetings:minutes_settle", args=[item.pk]), {"choice": "publish"}).status_code == 403


@in_county(YUNYANG)
def test_before_the_minutes_are_signed_nothing_is_settled(stage: Stage) -> None:
    meeting = decided(stage)
    with pytest.raises(BadInput, match="签发以后"):
        publication.settle(meeting.items.first().pk, stage.cast.clerk, True, "同意。")


@in_county(YUNYANG)
def test_the_page_goes_through_them_and_exports_what_is_public(stage: Stage) -> None:
    with_minutes(stage, decided(stage))
    clerk, address = browser(stage.cast.clerk), reverse("meetings:minutes_public")
    first, second, third = waiting(stage)
    assert "共 3 项" in clerk.get(address).content.decode()
    clerk.post(reverse("meetings:minutes_settle", args=[first.pk]), {"choice": "publish", "words": "=同意新建。"})
    clerk.post(reverse("meetings:minutes_settle", args=[second.pk]), {"choice": "keep", "words": "尚未公布"})
    bad = clerk.post(reverse("meetings:minutes_settle", args=[third.pk]), {"choice": "perhaps", "words": "x"})
    assert bad.status_code == 400
    for show, count in (("", 1), ("public", 1), ("kept", 1), ("all", 3), ("nonsense", 3)):
        assert f"共 {count} 项" in clerk.get(f"{address}?show={show}").content.decode()
    table = load_workbook(BytesIO(clerk.get(f"{address}?export=xlsx").content)).active
    head, row = list(table.values)
    assert row[2:4] == (first.matter.title, "'=同意新建。")
    assert len(head) == len(row) == 5


@in_county(YUNYANG)
def test_another_government_s_items_are_not_there(stage: Stage) -> None:
    with_minutes(stage, decided(stage))
    item = waiting(stage)[0]
    other = browser(stage.cast.other_director)
    assert item.matter.title not in other.get(reverse("meetings:minutes_public")).content.decode()
    answer = other.post(reverse("meetings:minutes_settle", args=[item.pk]), {"choice": "publish", "words": "同意。"})
    assert answer.status_code == 404
