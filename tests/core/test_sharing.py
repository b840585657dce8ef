"""Explicit grants: who may be asked to look, by whom, and what he then sees."""

import pytest
from django.urls import reverse

from documents.submission import actions
from govrules.core.errors import BadInput, NotYours
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.queries import visible_to
from govrules.core.matters.sharing import share, unshare
from govrules.core.notices.models import Notice
from tests.core.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(cast: Cast) -> int:
    draft = actions.Draft(title="关于修缮校舍的请示", doc_kind="request", body="请予批准。", recipients=("县政府",))
    return actions.create(cast.education_clerk, cast.education, draft).pk


def sees(official: object, matter: int) -> bool:
    return visible_to(official).filter(pk=matter).exists()


def test_a_grant_lets_one_more_person_see_and_tells_him(cast: Cast, drafted: int) -> None:
    assert not sees(cast.finance_clerk, drafted)
    share(drafted, cast.education_clerk, cast.finance_clerk)
    assert sees(cast.finance_clerk, drafted)
    assert not sees(cast.finance_head, drafted)
    assert Notice.objects.filter(recipient=cast.finance_clerk, matter=drafted, event=f"share:{drafted}").exists()


def test_a_grant_taken_back_ends_what_he_sees_and_both_are_on_record(cast: Cast, drafted: int) -> None:
    share(drafted, cast.education_clerk, cast.finance_clerk)
    unshare(drafted, cast.education_clerk, cast.finance_clerk)
    assert not sees(cast.finance_clerk, drafted)
    acts = JournalEntry.objects.filter(matter=drafted, act__endswith="share").order_by("seq")
    assert list(acts.values_list("act", flat=True)) == ["share", "unshare"]


def test_strangers_grant_nothing(cast: Cast, drafted: int) -> None:
    with pytest.raises(NotYours):
        share(drafted, cast.finance_clerk, cast.finance_head)
    assert not sees(cast.finance_head, drafted)


def test_nobody_of_another_government_can_be_let_in(cast: Cast, drafted: int) -> None:
    with pytest.raises(BadInput):
        share(drafted, cast.education_clerk, cast.stranger)
    assert not sees(cast.stranger, drafted)


def test_who_was_let_in_cannot_let_others_in(cast: Cast, drafted: int, client: object) -> None:
    share(drafted, cast.education_clerk, cast.finance_clerk)
    client.force_login(cast.finance_clerk.account)
    response = client.post(reverse("documents:shared", args=[drafted]), {"official": cast.finance_head.pk})
    assert response.status_code == 403
    assert not sees(cast.finance_head, drafted)


def test_the_page_shows_who_was_asked(cast: Cast, drafted: int, client: object) -> None:
    client.force_login(cast.education_clerk.account)
    client.post(reverse("documents:shared", args=[drafted]), {"official": cast.finance_clerk.pk})
    assert cast.finance_clerk.name in client.get(reverse("documents:shared", args=[drafted])).content.decode()
