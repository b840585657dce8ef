"""Tampering shows: each case names the matter, the line and what was done to it."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from govrules.core.journal import seals
from govrules.core.journal.actions import Line, MatterLine, chained, digest, record, record_many, record_office
from govrules.core.journal.models import JournalEntry, MatterHead, Seal
from govrules.core.journal.seals import seal
from govrules.core.journal.tasks import seal_journal
from govrules.core.journal.verify import CHANGED, MISSING, REORDERED, Problem, verify
from tests.core.deadlines.scenes import SENT, opened


@pytest.fixture
def matter(cast):
    """A matter with five lines, and another that nobody tampers with."""
    made, other = opened(cast), opened(cast)
    for act in ("edit", "submit", "review", "approve"):
        record(made, Line(act, SENT, f"{act}的内容", data={"n": 1}))
        record(other, Line(act, SENT))
    record_office(cast.government, Line("adopt", SENT, "采用规则"))
    return made


def line(matter, seq):
    return JournalEntry.objects.filter(matter=matter, seq=seq)


def found(matter):
    """What is found, (number, what) each; all of it on this matter."""
    problems = verify()
    assert {p.matter for p in problems} <= {matter.pk}
    return [(p.seq, p.what) for p in problems]


def rewritten(matter, seq, **changed):
    """Change a line and give it a digest that fits."""
    values = line(matter, seq).values().get() | changed
    line(matter, seq).update(**changed, digest=digest(values))


def test_an_honest_journal_has_no_problem(matter):
    seal(SENT)
    assert verify() == []


@pytest.mark.parametrize(
    "changed",
    [{"text": "不同意"}, {"act": "return"}, {"article": 99}, {"data": {"n": 2}}, {"actor": None}, {"digest": "0" * 64}],
)
def test_a_changed_line(cast, matter, changed):
    record(matter, Line("sign", SENT, "签发", actor=cast.head))
    line(matter, 6).update(**changed)
    assert found(matter) == [(6, CHANGED)]


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_changed_line_with_a_fitting_digest_is_told_by_the_next(matter, seq):
    seal(SENT)
    rewritten(matter, seq, text="改写")
    assert found(matter) == [(seq, CHANGED)]


def test_the_last_line_rewritten_before_any_seal_does_not_fit_the_end_kept_beside_it(matter):
    rewritten(matter, 5, text="改写")
    assert found(matter) == [(5, CHANGED)]


def test_with_that_end_rewritten_too_it_goes_unseen_until_a_seal_and_then_no_more(matter):
    seal(SENT)
    rewritten(matter, 5, text="改写")
    MatterHead.objects.filter(matter=matter).update(digest=line(matter, 5).get().digest)
    assert found(matter) == [(5, CHANGED)]
    Seal.objects.all().delete()
    assert found(matter) == []


@pytest.mark.parametrize(("gone", "missing"), [([1], [1]), ([3], [3]), ([2, 3], [2, 3]), ([2, 4], [2, 4])])
def test_lines_taken_out(matter, gone, missing):
    JournalEntry.objects.filter(matter=matter, seq__in=gone).delete()
    assert found(matter) == [(seq, MISSING) for seq in missing]


@pytest.mark.parametrize(("since", "missing"), [(5, [5]), (4, [4, 5]), (1, [1, 2, 3, 4, 5])])
def test_a_cut_off_end_shows_at_once_before_any_seal(matter, since, missing):
    JournalEntry.objects.filter(matter=matter, seq__gte=since).delete()
    assert found(matter) == [(seq, MISSING) for seq in missing]


def test_and_after_the_next_seal_it_still_shows(matter):
    """The seal keeps the end that was written, not the one that is left."""
    JournalEntry.objects.filter(matter=matter, seq=5).delete()
    record_office(matter.government, Line("adopt", SENT))
    seal(SENT)
    MatterHead.objects.filter(matter=matter).delete()
    assert found(matter) == [(5, MISSING)]


@pytest.mark.parametrize("many", [False, True])
def test_who_writes_on_after_a_cut_leaves_the_gap(matter, many):
    JournalEntry.objects.filter(matter=matter, seq=5).delete()
    after = Line("return", SENT, "另一个结果")
    if many:
        record_many([MatterLine(matter.government_id, matter.pk, after)])
    else:
        record(matter, after)
    assert found(matter) == [(5, MISSING)]


def test_a_cut_off_end_shows_by_the_seal_though_the_end_kept_beside_it_is_gone_too(matter):
    seal(SENT)
    JournalEntry.objects.filter(matter=matter, seq__gte=4).delete()
    MatterHead.objects.filter(matter=matter).update(seq=3, digest=line(matter, 3).get().digest)
    assert found(matter) == [(4, MISSING), (5, MISSING)]


def test_a_whole_chain_taken_away_shows_by_the_seal(matter):
    seal(SENT)
    MatterHead.objects.filter(matter=matter).delete()
    JournalEntry.objects.filter(matter=matter).delete()
    assert found(matter) == [(seq, MISSING) for seq in range(1, 6)]


def test_what_was_written_after_a_cut_shows_too(matter):
    seal(SENT)
    JournalEntry.objects.filter(matter=matter, seq=5).delete()
    four = line(matter, 4).get()
    MatterHead.objects.filter(matter=matter).update(seq=4, digest=four.digest)  # nothing shows but by the seal
    record(matter, Line("return", SENT, "另一个结果"))
    assert found(matter) == [(5, CHANGED)]


def swap(matter, one, other):
    rows = {seq: line(matter, seq).get() for seq in (one, other)}
    line(matter, one).update(seq=99)
    line(matter, other).update(seq=one)
    JournalEntry.objects.filter(pk=rows[one].pk).update(seq=other)


@pytest.mark.parametrize(("one", "other"), [(2, 3), (2, 4), (1, 5), (4, 5)])
def test_swapped_lines(matter, one, other):
    swap(matter, one, other)
    assert found(matter) == [(one, REORDERED), (other, REORDERED)]


def test_lines_moved_up_to_hide_a_gap(matter):
    line(matter, 2).delete()
    for seq in (3, 4, 5):
        line(matter, seq).update(seq=seq - 1)
    assert found(matter) == [(2, REORDERED), (3, REORDERED), (4, REORDERED), (5, MISSING)]


def test_a_chain_rewritten_from_some_line_on_shows_by_the_seal(cast, matter):
    seal(SENT)
    kept = JournalEntry.objects.get(matter=matter, seq=2)
    JournalEntry.objects.filter(matter=matter, seq__gt=2).delete()
    last = (kept.seq, kept.digest)
    for act in ("submit", "review", "reject"):
        row = chained(cast.government.pk, matter.pk, last, Line(act, SENT))
        JournalEntry.objects.create(**row)
        last = (row["seq"], row["digest"])
    assert found(matter) == [(5, CHANGED)]


def test_an_inserted_line_shows(cast, matter):
    for seq in (5, 4, 3):
        line(matter, seq).update(seq=seq + 1)
    second = line(matter, 2).get()
    JournalEntry.objects.create(
        **chained(cast.government.pk, matter.pk, (2, second.digest), Line("edit", SENT, "补记"))
    )
    assert found(matter) == [(4, REORDERED), (5, REORDERED), (6, REORDERED)]


def test_the_government_s_own_chain_is_watched_too(cast, matter):
    for n in range(3):
        record_office(cast.government, Line("absence", SENT, f"外出{n}"))
    JournalEntry.objects.filter(matter=None, seq=2).update(text="改写")
    JournalEntry.objects.filter(matter=None, seq=3).delete()
    assert verify() == [
        Problem(cast.government.pk, None, 2, CHANGED), Problem(cast.government.pk, None, 3, MISSING)
    ]  # fmt: skip


def test_a_cut_off_end_of_the_government_s_own_chain_shows_at_once(cast, matter):
    record_office(cast.government, Line("absence", SENT, "外出"))
    JournalEntry.objects.filter(matter=None, seq=2).delete()
    assert verify() == verify(cast.government) == [Problem(cast.government.pk, None, 2, MISSING)]
    assert verify(cast.other_government) == []
    record_office(cast.government, Line("absence", SENT, "返回"))
    assert verify() == [Problem(cast.government.pk, None, 2, MISSING)]


def test_one_government_s_problems_alone(cast, matter):
    record_office(cast.other_government, Line("adopt", SENT, "采用规则"))
    JournalEntry.objects.filter(government=cast.other_government).update(text="改写")
    line(matter, 2).update(text="改写")
    assert [p.matter for p in verify(cast.government)] == [matter.pk]
    assert [(p.matter, p.seq) for p in verify(cast.other_government)] == [(None, 1)]
    assert len(verify()) == 2


# --- Seals ------------------------------------------------------------------------------------------


def test_a_seal_keeps_the_heads_of_what_has_grown(cast, matter):
    first = seal(SENT)
    head = line(matter, 5).get().digest
    assert first.heads[str(matter.pk)] == (cast.government.pk, 5, head)
    assert len(first.heads) == 3 and f"g{cast.government.pk}" in first.heads
    assert seal(SENT) is None
    record(matter, Line("sign", SENT))
    second = seal(SENT)
    assert list(second.heads) == [str(matter.pk)] and second.previous == first.digest


def test_many_chains_are_sealed_page_by_page(matter, cast, monkeypatch):
    monkeypatch.setattr(seals, "PAGE", 2)
    for _ in range(5):
        opened(cast)
    assert len(seal(SENT).heads) == 8
    assert verify() == []


def test_a_changed_seal_and_a_missing_one(matter):
    made = []
    for act in ("a", "b", "c"):
        record(matter, Line(act, SENT))
        made.append(seal(SENT))
    Seal.objects.filter(pk=made[0].pk).update(heads={})
    assert [(p.seal, p.what) for p in verify()] == [(made[0].pk, CHANGED)]
    Seal.objects.filter(pk=made[0].pk).update(heads=made[0].heads)
    made[1].delete()
    assert [p.what for p in verify() if p.seal] == [MISSING]


def test_the_timer_seals(matter):
    assert seal_journal() == Seal.objects.get().digest
    assert seal_journal() is None


# --- The command ------------------------------------------------------------------------------------


def run(capsys, *arguments, **options) -> tuple[int, str]:
    try:
        call_command("journal", *arguments, **options)
    except SystemExit as ended:
        return ended.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_the_command_ends_green_or_red(matter, capsys):
    code, said = run(capsys, "verify")
    assert code == 0
    assert said.splitlines()[0] == "办理日志完整，与当时所记一致" and said.splitlines()[1].startswith("还没有封存过；")
    seal(SENT)
    assert run(capsys, "verify")[1].splitlines()[1].startswith("截至2026-06-01 10:00已封存；此后的记录，")
    line(matter, 3).update(text="改写")
    line(matter, 2).delete()
    code, said = run(capsys, "verify")
    assert code == 1
    assert said.splitlines()[:-1] == [f"事项{matter.pk}第2条缺失", f"事项{matter.pk}第3条内容被改动"]


def test_the_command_for_scripts(cast, matter, capsys):
    line(matter, 3).update(text="改写")
    code, said = run(capsys, "verify", json=True, government="yanggao")
    assert code == 1
    of = {"government": cast.government.pk, "matter": matter.pk, "seq": 3, "what": "changed", "seal": None}
    assert json.loads(said) == {"problems": [of], "seal_lost": False, "sealed_at": None}
    seal(SENT)
    assert json.loads(run(capsys, "verify", json=True)[1])["sealed_at"] == "2026-06-01T02:00:00+00:00"
    assert run(capsys, "verify", government="yunling")[0] == 0


def test_an_unknown_government_is_named_with_those_there_are(cast):
    with pytest.raises(CommandError, match="nowhere.*yanggao、yunling"):
        call_command("journal", "verify", government="nowhere")


def test_a_digest_noted_on_paper_tells_when_the_last_seal_is_gone(matter, capsys):
    code, said = run(capsys, "seal")
    noted = Seal.objects.get().digest
    assert code == 0 and noted in said
    assert run(capsys, "verify", expect=noted)[0] == 0
    Seal.objects.all().delete()
    JournalEntry.objects.filter(matter=matter, seq=5).delete()
    code, said = run(capsys, "verify", expect=noted)
    assert code == 1 and "没有找到" in said


def test_sealing_for_scripts(matter, capsys):
    assert json.loads(run(capsys, "seal", json=True)[1]) == {"digest": Seal.objects.get().digest, "chains": 3}
    assert json.loads(run(capsys, "seal", json=True)[1]) == {"digest": None, "chains": 0}
    assert "没有新的记录" in run(capsys, "seal")[1]


def test_what_a_problem_says():
    assert str(Problem(1, 7, 3, CHANGED)) == "事项7第3条内容被改动"
    assert str(Problem(1, None, 3, MISSING)) == "政府1的日志第3条缺失"
    assert str(Problem(None, None, 0, CHANGED, seal=4)) == "第4号封存内容被改动"
