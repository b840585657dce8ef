"""A working day at the office for the portal's tests: documents brought to a state by the real acts, or in bulk.

The day is Wednesday, 10 June 2026 (`TODAY`). `signed_in` gives a browser-like client for an official.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.test import Client

from documents import actions as documents
from documents.consultation import actions as consultation
from documents.submission import actions as submission
from documents.submission.models import Submission
from govrules.core import clock
from govrules.core.matters.models import Matter, Participant, Step
from govrules.core.office.models import Absence, Official, Organ
from tests.core.calendars import office
from tests.core.cast import Cast

TODAY = "2026-06-10 09:30"
BACKEND = "django.contrib.auth.backends.ModelBackend"
BODY = "近年来城东片区适龄儿童入学需求逐年增加。\n拟新建一所三十六班小学。\n妥否，请批示。"


@contextmanager
def day(text: str = TODAY) -> Iterator[clock.StoppedClock]:
    """The office's clock stands at a moment."""
    with clock.frozen(office(text)) as stopped:
        yield stopped


def signed_in(official: Official) -> Client:
    client = Client()
    client.force_login(official.account, backend=BACKEND)
    return client


def page(client: Client, address: str, **headers: str) -> str:
    """The text of a page that must be there."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def draft(title: str, *touched: Organ, kind: str = "request", **more: object) -> submission.Draft:
    """A draft that passes every gate but, perhaps, the consultation."""
    return submission.Draft(
        title=title, doc_kind=kind, body=BODY, recipients=("阳高县人民政府",), organ_number="阳教字〔2026〕31号",
        contact_name="陈亮", contact_phone="0352-6623001", necessity="学位不足，须尽快立项。", touched=touched, **more,
    )  # fmt: skip


def consulting(cast: Cast, title: str, *touched: Organ, at: str = "2026-06-01 09:00") -> Submission:
    """The education bureau has asked the organs that its request touches."""
    with day(at):
        made = submission.create(cast.education_clerk, cast.education, draft(title, *touched))
        consultation.send(made.pk, cast.education_clerk, consultation.Asking(touched))
    return made


def signing(cast: Cast, title: str, kind: str = "request", at: str = "2026-06-09 09:00", **more: object) -> Step:
    """A document of the education bureau before its head for signature."""
    with day(at):
        made = submission.create(cast.education_clerk, cast.education, draft(title, kind=kind, **more))
        submission.submit(made.pk, cast.education_clerk, {})
    return Step.objects.get(matter=made.pk, act="sign", state="pending")


def at_office(cast: Cast, title: str, kind: str = "request", at: str = "2026-06-09 09:00", **more: object) -> Step:
    """A document before the office director for review."""
    step = signing(cast, title, kind, at, **more)
    with day(at):
        documents.decide(step.pk, cast.education_head, "sign", "同意报送。")
    return Step.objects.get(matter=step.matter_id, act="review", state="pending")


def at_leader(cast: Cast, title: str, at: str = "2026-06-09 10:00", major: bool = False) -> Step:
    """A request before the leader whose portfolio has the education bureau (or who acts for her)."""
    step = at_office(cast, title, at=at)
    with day(at):
        documents.decide(step.pk, step.assignee, "review", "材料齐全，拟同意。", {"major": major, "seats": []})
    return Step.objects.get(matter=step.matter_id, act="approve", state="pending")


def waiting(
    cast: Cast,
    official: Official,
    count: int,
    act: str = "review",
    kind: str = "request",
    first_due: str = "2026-06-11 00:00",
) -> list[Step]:
    """Many steps that wait for an official, a day apart, written straight into the tables."""
    start, since = office(first_due), office("2026-06-01 09:00")
    matters = Matter.objects.bulk_create(
        Matter(
            government=cast.government, adoption=cast.adoption, kind="submission", title=f"第{n + 1}件",
            state="submitted", organ=cast.education, opened_by=cast.education_clerk, opened_at=since,
            moved_at=since + timedelta(minutes=n),
        )
        for n in range(count)
    )  # fmt: skip
    Submission.objects.bulk_create(
        Submission(matter=m, doc_kind=kind, body=BODY, recipients=["阳高县人民政府"], length=40) for m in matters
    )
    Participant.objects.bulk_create(
        Participant(matter=m, official=official, role="holder", since=since) for m in matters
    )
    return Step.objects.bulk_create(
        Step(
            matter=m, group=1, act=act, post="office_director", seat=cast.seats["director"], article=32,
            state="pending", assignee=official, ground="holder", started_at=since, due_at=start + timedelta(days=n),
            warn_at=start + timedelta(days=n - 1),
        )
        for n, m in enumerate(matters)
    )  # fmt: skip


def away(official: Official, since: str, until: str, reason: str = "市里开会") -> Absence:
    """He is away."""
    return Absence.objects.create(
        official=official, starts_at=office(since), ends_at=office(until), reason=reason, entered_at=office(since)
    )


def token(html: str) -> str:
    """What a decision form was made from."""
    return html.split('name="seen" value="', 1)[1].split('"', 1)[0]


def decision(client: Client, step: Step, kind: str, opinion: str = "", **more: object) -> object:
    """Press a button on an item as a plain form does."""
    seen = token(page(client, f"/queue/{step.pk}/"))
    return client.post(f"/queue/{step.pk}/decide/", {"seen": seen, "kind": kind, "opinion": opinion, **more})
