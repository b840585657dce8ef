"""Loading a published text: whole, once, replaced as a whole, of one government and one document."""

import threading
from hashlib import sha256

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours
from govrules.core.journal.models import JournalEntry
from govrules.core.journal.verify import verify
from govrules.core.office.models import Account, Adoption
from govrules.core.operators import AUDIT, SYSTEM, keeps_system
from govrules.core.texts import queries
from govrules.core.texts.actions import import_text
from govrules.core.texts.models import ArticleText, OfficialText
from govrules.core.texts.reading import Source
from tests.core.cast import Cast
from tests.core.office.hours import MONDAY
from tests.core.texts.papers import ARTICLES, KITES, load, published

SOURCE = Source("规则.txt", "0" * 64)


@pytest.fixture(autouse=True)
def monday():
    with clock.frozen(MONDAY):
        yield


def operator(*groups: str, **said: bool) -> Account:
    account = Account.objects.create(username="operator", is_staff=True, **said)
    account.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    return account


def test_every_article_is_kept_with_its_chapter(cast: Cast) -> None:
    [done] = load("yanggao")
    kept = queries.by_number(cast.government, cast.book)
    assert done.changed and list(kept) == list(range(1, ARTICLES + 1))
    assert kept[31].paragraphs == [f"第31项关于{KITES}的工作，由县政府办公室负责。"]
    assert (kept[20].chapter, kept[21].chapter) == ("第一章 总则", "第二章 办理")


def test_where_it_came_from_is_kept(cast: Cast) -> None:
    by = operator(SYSTEM)
    [done] = load("yanggao", by=by)
    row = OfficialText.objects.get()
    assert row == done.row
    assert (row.file_name, len(row.sha256), row.imported_at, row.imported_by) == ("规则.txt", 64, MONDAY, by)
    assert (row.rulebook_id, row.number, row.issued) == (cast.book.id, cast.book.number, cast.book.issued)


def test_the_journal_tells_of_it(cast: Cast) -> None:
    load("yanggao", by=operator(SYSTEM))
    line = JournalEntry.objects.get(act="import_text")
    assert (line.government, line.matter, line.actor, line.at) == (cast.government, None, None, MONDAY)
    assert line.text == "系统管理员载入《阳高县人民政府工作规则》正式文本，共46条（规则.txt）"
    assert line.data["account"] == "operator" and line.data["sha256"] == OfficialText.objects.get().sha256
    assert verify() == []


def test_the_same_text_again_changes_nothing(cast: Cast) -> None:
    load("yanggao")
    [done] = load("yanggao", name="另一个名字.txt")
    assert not done.changed
    assert OfficialText.objects.count() == 1
    assert JournalEntry.objects.filter(act="import_text").count() == 1


def test_another_text_replaces_it_as_a_whole(cast: Cast) -> None:
    [first] = load("yanggao")
    [second] = load("yanggao", "划龙舟")
    first.row.refresh_from_db()
    assert (first.row.replaced_at, second.row.replaced_at) == (MONDAY, None)
    assert {KITES in row.text for row in queries.by_number(cast.government, cast.book).values()} == {False}
    assert first.row.articles.count() == ARTICLES, "what was shown before stays on record"
    assert JournalEntry.objects.filter(act="import_text").latest("seq").text.startswith("系统管理员重新载入")


def test_two_current_texts_cannot_be(cast: Cast) -> None:
    [done] = load("yanggao")
    done.row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        done.row.save(force_insert=True)


def test_an_article_stands_once_in_a_text(cast: Cast) -> None:
    [done] = load("yanggao")
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleText.objects.create(official_text=done.row, number=31, text="再来一次")


def test_a_wrong_number_of_articles_is_refused_and_nothing_is_stored(cast: Cast) -> None:
    [edition] = queries.editions("yanggao-2024", "yanggao")
    text = published()
    short = type(text)(text.articles[:-1])
    with pytest.raises(BadInput, match="共46条，这份文本有45条"):
        import_text([edition], short, SOURCE)
    assert not OfficialText.objects.exists()
    assert not JournalEntry.objects.filter(act="import_text").exists()


def test_for_all_governments_or_for_none(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    both = queries.editions("yanggao-2024")
    assert {e.government for e in both} == {cast.government, cast.other_government}
    done: list[int] = []

    def fails(*_: object, **__: object) -> None:
        done.append(1)
        if len(done) == 2:
            raise RuntimeError

    monkeypatch.setattr("govrules.core.texts.actions.note", fails)
    with pytest.raises(RuntimeError):
        import_text(both, published(), SOURCE)
    assert not OfficialText.objects.exists()


def test_a_text_belongs_to_its_government(cast: Cast) -> None:
    load("yanggao")
    assert len(queries.by_number(cast.government, cast.book)) == ARTICLES
    assert queries.by_number(cast.other_government, cast.book) == {}
    load("yunling", "划龙舟")
    texts = [queries.by_number(g, cast.book)[1].text for g in (cast.government, cast.other_government)]
    assert [KITES in text for text in texts] == [True, False]


# --- who ---


@pytest.mark.parametrize(
    ("groups", "said", "may"),
    [
        ((SYSTEM,), {}, True),
        ((), {"is_superuser": True}, True),
        ((SYSTEM, AUDIT), {}, True),
        ((AUDIT,), {}, False),
        ((), {}, False),
        ((SYSTEM,), {"is_active": False}, False),
    ],
)
def test_only_a_system_operator_loads(cast: Cast, groups: tuple[str, ...], said: dict[str, bool], may: bool) -> None:
    by = operator(*groups, **said)
    assert keeps_system(by) is may
    if may:
        load("yanggao", by=by)
    else:
        with pytest.raises(NotYours, match="只有系统管理员可以办理"):
            load("yanggao", by=by)
    assert OfficialText.objects.exists() is may


def test_an_official_does_not_load(cast: Cast) -> None:
    with pytest.raises(NotYours):
        load("yanggao", by=cast.director.account)


# --- which version ---


def readopted(cast: Cast, change: tuple[str, str]) -> Adoption:
    """A later version of the rulebook that differs in one line."""
    row = Adoption.objects.get(pk=cast.adoption.pk)
    assert change[0] in row.rulebook_toml
    row.pk, row.rulebook_toml = None, row.rulebook_toml.replace(*change, 1)
    row.in_force, row.sha256 = MONDAY.date(), sha256(row.rulebook_toml.encode()).hexdigest()
    row.save()
    return row


def test_a_corrected_rulebook_of_the_same_document_keeps_the_text(cast: Cast) -> None:
    load("yanggao")
    row = readopted(cast, ('note = "领导县政府的工作"', 'note = "领导全面工作"'))
    assert len(queries.by_number(cast.government, queries.book_of(row))) == ARTICLES
    assert [e.adoption for e in queries.editions(government="yanggao")] == [row]


def test_an_amended_document_does_not_show_the_old_text(cast: Cast) -> None:
    load("yanggao")
    row = readopted(cast, ("issued = 2024-02-22", "issued = 2024-02-21"))
    assert queries.by_number(cast.government, queries.book_of(row)) == {}
    assert len(queries.by_number(cast.government, cast.book)) == ARTICLES
    assert [e.adoption for e in queries.editions(government="yanggao")] == [row, cast.adoption]
    with_texts = queries.with_texts(queries.editions(government="yanggao"))
    assert [text is not None for _, text in with_texts] == [False, True]


# --- at once ---


@pytest.mark.django_db(transaction=True)
def test_two_who_load_at_once_leave_one_text(lasting_cast: Cast) -> None:
    together, errors = threading.Barrier(2), []

    def bring(about: str) -> None:
        try:
            together.wait(10)
            load("yanggao", about)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring, args=(about,)) for about in (KITES, "划龙舟")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert OfficialText.objects.filter(replaced_at=None).count() == 1
    assert OfficialText.objects.count() == 2
    kept = queries.by_number(lasting_cast.government, lasting_cast.book)
    assert len({KITES in row.text for row in kept.values()}) == 1, "never half of one and half of the other"
    assert verify() == []
