"""Number series in the operators' pages: made there, and left alone once a number was drawn."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from documents.dispatch import actions as dispatches
from documents.dispatch.models import Series
from tests.documents.papers import Papers, browser


@pytest.fixture
def operator(db) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root-of-all"))
    return client


def filled(papers: Papers, **values: object) -> dict[str, object]:
    sound = {"government": papers.cast.government.pk, "key": "zhengfa", "code": "阳政发", "name": "普发性文件"}
    return sound | {"in_name_of": "county"} | values


def test_an_operator_makes_a_series_and_mends_it(papers: Papers, operator):
    operator.post(reverse("admin:documents_series_add"), filled(papers))
    made = Series.objects.get()
    assert (made.code, made.in_name_of, made.history.count()) == ("阳政发", "county", 1)
    operator.post(reverse("admin:documents_series_change", args=[made.pk]), filled(papers, name="以县政府名义"))
    made.refresh_from_db()
    assert (made.name, made.history.count()) == ("以县政府名义", 2)


def test_once_a_number_was_drawn_it_stays_as_it_is(papers: Papers, operator):
    series = papers.numbers()
    dispatches.number(papers.ready().pk, papers.cast.clerk, series)
    answer = operator.post(reverse("admin:documents_series_change", args=[series.pk]), filled(papers, code="阳政字"))
    series.refresh_from_db()
    assert (answer.status_code, series.code) == (403, "阳政发")


def test_nobody_else_keeps_series(papers: Papers):
    for who in ("clerk", "director", "head", "stranger"):
        answer = browser(getattr(papers.cast, who)).post(reverse("admin:documents_series_add"), filled(papers))
        assert answer.status_code in (302, 403), who
    assert not Series.objects.exists()
