"""How fast the sweep is on PostgreSQL, and whether it stays so as open deadlines grow.

    DATABASE_URL=postgres://postgres@127.0.0.1:5432/bench python -m tests.benchmarks.bench_sweep
    … --open 10000 100000 --due 5000 --acting 300 --rounds 3 --strewn

The database of that name is dropped and made anew. Each size is filled by INSERT … SELECT generate_series: documents
on which an organ was asked, with a journal line and an open deadline each. Then, in every round, some thousand
deadlines are made due and one sweep is timed: half of them warnings, half plain marks, with their journal chain and
their notices (the holder's in the portal and by e-mail; of what is late the office's too). What falls due on one
midnight began on one day, so it lies together somewhere in the table; with --strewn it lies all over it, a page of
the disk for each. Rounds of their own have deadlines whose passing acts: silence counts as no objection, which closes
the step with evidence, a journal line of its own and word to the host.

On a machine that others use too the time on the clock says little, so the table also has the rate for each second
of processor time of this process and the server's together: what the sweep would do with a core to itself. And each
round first times a plain piece of Django's work, with which to tell a slow machine from a slow sweep: as many rows
locked and updated, and two new rows for each by bulk_create, in batches of the same size. On the machine for which
the wanted rates were set it made QUIET a second; the last column is what the sweep would do where it does.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

import django
import psycopg2

os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "GOVRULES_LOG_LEVEL": "ERROR"}
os.environ.setdefault("SECRET_KEY", "of no use outside this benchmark")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from govrules.core.calendar import queries as calendars  # noqa: E402
from govrules.core.deadlines import reckoning  # noqa: E402
from govrules.core.deadlines.models import Deadline, Firing  # noqa: E402
from govrules.core.deadlines.sweep import sweep  # noqa: E402
from govrules.core.journal.models import JournalEntry  # noqa: E402
from govrules.core.matters.models import Evidence  # noqa: E402
from govrules.core.notices.models import Notice  # noqa: E402
from govrules.core.workdays import OFFICE_ZONE, office_date  # noqa: E402
from tests.core.cast import Cast, assemble  # noqa: E402

WANTED = {"marks": 3500, "acts": 100}
QUIET = 5400  # rows a second that the plain work made on the machine for which these were set
NAMES = {"marks": "warnings and marks", "acts": "consequences"}
AT = datetime(2026, 6, 8, 0, 0, tzinfo=OFFICE_ZONE)
SILENCE, PLAIN = "deemed_no_objection", "plain"


@dataclass(frozen=True)
class Speed:
    """Done in a second of the clock, of processor time, and for each row of the plain work done in the same time."""

    clock: float
    processor: float
    plain: float


@dataclass
class Result:
    """Of one size: what each round did, and how long a tick takes that finds nothing."""

    size: int
    rounds: dict[str, list[Speed]]
    idle: float

    def median(self, what: str, by: str = "clock") -> float:
        return statistics.median(getattr(speed, by) for speed in self.rounds[what])

    def reaches(self, what: str, quiet: int) -> bool:
        """Whether it is as fast as is wanted: on the clock, or where the plain work makes `quiet` rows a second."""
        return max(self.median(what), self.median(what, "plain") * quiet) >= WANTED[what]


def main() -> int:
    options = parsed()
    database()
    cast, results, there = assemble(), [], 0
    for size in sorted(options.open):
        fill(cast, there, size)
        there = size
        results.append(measure(cast, size, options))
        print(f"  {size:,} open: measured", file=sys.stderr)
    return report(results)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--due", type=int, default=5000, help="warnings and marks a round")
    parser.add_argument("--acting", type=int, default=600, help="consequences a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--strewn", action="store_true", help="due deadlines all over the table")
    return parser.parse_args()


def database() -> None:
    """Drop the database, make it again and migrate it."""
    own = settings.DATABASES["default"]
    if connection.vendor != "postgresql":
        sys.exit("set DATABASE_URL to a PostgreSQL database that may be dropped")
    server = psycopg2.connect(
        dbname="postgres", user=own["USER"], password=own["PASSWORD"], host=own["HOST"], port=own["PORT"] or 5432
    )
    server.autocommit = True
    server.cursor().execute(f'DROP DATABASE IF EXISTS "{own["NAME"]}"')
    server.cursor().execute(f'CREATE DATABASE "{own["NAME"]}"')
    server.close()
    call_command("migrate", verbosity=0)


# --- Filling ----------------------------------------------------------------------------------------

FILL = """
WITH numbers AS (SELECT n, (%(template)s)[1 + n %% array_length(%(template)s, 1)] AS t
                 FROM generate_series(%(first)s, %(last)s) n),
matters AS (
  INSERT INTO core_matter (id, government_id, adoption_id, kind, number, title, organ_id, state, opened_by_id,
                           opened_at, moved_at, version)
  SELECT n, %(government)s, %(adoption)s, 'submission', '', '关于第' || n || '号事项的请示', %(organ)s, 'consulting',
         %(clerk)s, now(), now(), 1 FROM numbers RETURNING id),
steps AS (
  INSERT INTO core_step (id, matter_id, round, "group", act, post, seat_id, organ_id, route, strength, basis, state,
                         assignee_id, ground, ground_note, missing, opinion_kind, opinion)
  SELECT n, n, 1, 1, 'countersign', 'department_head', %(seat)s, %(asked)s, '', 'principle', '', 'pending',
         %(holder)s, 'holder', '', '', '', '' FROM numbers RETURNING id),
lines AS (
  INSERT INTO core_journalentry (government_id, matter_id, seq, at, act, ground, was, now, text, data, previous, digest)
  SELECT %(government)s, n, 1, now(), 'open', '', '', 'draft', '新建', '{}', repeat('0', 64), md5(n::text) || md5('x')
  FROM numbers RETURNING id),
heads AS (
  INSERT INTO core_matterhead (matter_id, seq, digest) SELECT n, 1, md5(n::text) || md5('x') FROM numbers),
held AS (
  INSERT INTO core_stepholder (step_id, official_id, ground, note, since) SELECT n, %(holder)s, 'holder', '', now()
  FROM numbers),
taking_part AS (
  INSERT INTO core_participant (matter_id, official_id, role, since) SELECT n, %(clerk)s, 'requester', now()
  FROM numbers),
papers AS (
  INSERT INTO documents_submission (matter_id, doc_kind, organ_number, recipients, direct_reason, direct_note, cc,
    scope, matters_count, asks_for_reply, skips_level, skip_approval, necessity, declared, hearings, urgency,
    urgency_reason, contact_name, contact_phone, body, length, proposal, major, disclosure)
  SELECT n, 'request', '', '[]', '', '', '[]', 'special', 1, false, false, '', '', '[]', '[]', '', '', '', '', '', 0,
    '', false, '' FROM numbers),
asked AS (
  INSERT INTO documents_consultation (submission_id, organ_id, step_id, sent_at, version, reminders, response,
    delay_reason) SELECT n, %(asked)s, n, now(), 1, '[]', '', '' FROM numbers)
INSERT INTO core_deadline (id, government_id, matter_id, step_id, rule, article, strength, basis, opened_at, count,
  unit, warn_before, due_at, warn_at, provisional, counted, on_pass, on_pass_strength, extension_by, state, next_at,
  extensions, cycle, waits_for, attempts, last_error)
SELECT n, %(government)s, n, n, 'countersign_reply', 31, 'principle', '', o.opened_at, o.count, 'workday', 1, o.due_at,
  o.warn_at, false, o.counted, '', '', '', 'open', o.warn_at, 0, 0, '', 0, ''
FROM numbers JOIN bench_template o ON o.id = numbers.t
"""

MOVE = """
UPDATE core_deadline d SET opened_at = o.opened_at, count = o.count, due_at = o.due_at, warn_at = o.warn_at,
  counted = o.counted, next_at = CASE WHEN %(rung)s = 'due' THEN o.due_at ELSE o.warn_at END, on_pass = %(on_pass)s,
  on_pass_strength = 'must', on_pass_article = 31, state = 'open', closed_at = NULL,
  cycle = cycle + 1
FROM bench_template o WHERE o.id = %(template)s AND d.id = ANY(%(ids)s)
"""
STREWN = "SELECT DISTINCT (1 + floor(random() * %s))::bigint FROM generate_series(1, %s)"
TOGETHER = "SELECT i FROM generate_series(1 + floor(random() * (%s - %s + 1))::bigint, %s) i LIMIT %s"


def fill(cast: Cast, there: int, size: int) -> None:
    """Grow to `size` open deadlines, none of them due."""
    run("CREATE TABLE IF NOT EXISTS bench_template (id int primary key, opened_at timestamptz, count int,"
        " due_at timestamptz, warn_at timestamptz, counted text)")  # fmt: skip
    later = [template(AT - timedelta(days=age), count) for age in range(3) for count in range(6, 60)]
    run(FILL, {
        "first": there + 1, "last": size, "template": later, "government": cast.government.pk,
        "adoption": cast.adoption.pk, "organ": cast.education.pk, "clerk": cast.education_clerk.pk,
        "seat": cast.seats["finance_head"].pk, "asked": cast.finance.pk, "holder": cast.finance_head.pk,
    })  # fmt: skip
    for table in ("core_matter", "core_step", "core_deadline"):
        run(f"SELECT setval('{table}_id_seq', {size})")
    run("VACUUM ANALYZE")


def template(opened_at: datetime, count: int) -> int:
    """A period counted once, kept to be copied; returns its key."""
    key = (office_date(AT) - office_date(opened_at)).days * 100 + count
    m = reckoning.counted(opened_at, count, "workday", 1, calendars.current())
    run("INSERT INTO bench_template VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [key, opened_at, count, m.due_at, m.warn_at, m.counted])  # fmt: skip
    return key


def picked(size: int, n: int, strewn: bool) -> list[int]:
    """Deadlines lying together somewhere in the table, or all over it."""
    rows = run(STREWN, [size, n]) if strewn else run(TOGETHER, [size, n, size, n])
    return [pk for (pk,) in rows]


def make_due(ids: list[int], rung: str, on_pass: str = "") -> None:
    """Make these deadlines due now: to warn, or warned already and now over."""
    opened_at, count = (AT - timedelta(days=7), 6) if rung == "warn" else (AT - timedelta(days=10), 5)
    move(ids, rung, on_pass, template(opened_at, count))
    if rung == "due":
        rows = Deadline.objects.filter(pk__in=ids).values_list("pk", "cycle")
        Firing.objects.bulk_create(
            (Firing(deadline_id=pk, cycle=cycle, rung="warn", at=AT) for pk, cycle in rows), batch_size=5000
        )


def put_back(ids: list[int]) -> None:
    """Open these again, none of them due."""
    move(ids, "warn", "", template(AT, 20))
    run("UPDATE core_step SET state = 'pending', opinion_kind = '', decided_at = NULL WHERE id = ANY(%s)", [ids])
    run("UPDATE core_stepholder SET until = NULL WHERE step_id = ANY(%s)", [ids])
    run("DELETE FROM core_evidence")
    run("DELETE FROM core_notice")


def move(ids: list[int], rung: str, on_pass: str, template: int) -> None:
    run(MOVE, {"ids": ids, "rung": rung, "on_pass": on_pass, "template": template})


# --- Measuring --------------------------------------------------------------------------------------


def measure(cast: Cast, size: int, options: argparse.Namespace) -> Result:
    rounds: dict[str, list[Speed]] = {"marks": [], "acts": []}
    for _ in range(options.rounds):
        run("CHECKPOINT")
        plain = plain_speed(cast, picked(size, options.due, options.strewn), options.batch)
        ids = picked(size, options.due, options.strewn)
        make_due(ids[::2], "warn")
        make_due(ids[1::2], "due")
        rounds["marks"].append(speed(len(ids), lambda run: run.warned + run.passed, options.batch, plain))
        put_back(ids)
        ids = picked(size, options.acting, options.strewn)
        make_due(ids, "due", SILENCE)
        rounds["acts"].append(speed(len(ids), lambda run: run.acted, options.batch, plain))
        assert Evidence.objects.count() == len(ids)
        put_back(ids)
    started = perf_counter()
    sweep(AT)
    return Result(size, rounds, perf_counter() - started)


def plain_speed(cast: Cast, ids: list[int], batch: int) -> float:
    """Rows a second of the plain work: lock, update, and two new rows of the kinds that the sweep writes."""
    line = {"government_id": cast.government.pk, "at": AT, "digest": "0" * 64}
    notice = {"government_id": cast.government.pk, "recipient_id": cast.finance_head.pk, "created_at": AT}
    started = perf_counter()
    for first in range(0, len(ids), batch):
        page = ids[first : first + batch]
        with transaction.atomic():
            rows = Deadline.objects.filter(pk__in=page).select_for_update(skip_locked=True, of=("self",))
            found = [row.pk for row in rows.select_related("matter").order_by("pk")]
            Deadline.objects.filter(pk__in=found).update(attempts=1)
            JournalEntry.objects.bulk_create(JournalEntry(seq=n, act=PLAIN, text="提醒", **line) for n in page)
            Notice.objects.bulk_create(Notice(matter_id=n, event=f"{PLAIN}:{n}", **notice) for n in page)
    took = perf_counter() - started
    run("DELETE FROM core_journalentry WHERE act = %s", [PLAIN])
    run("DELETE FROM core_notice")
    return len(ids) / took


def speed(due: int, done: Callable[..., int], batch: int, plain: float) -> Speed:
    """Sweep once; everything due is done, and each with its line and its notices."""
    before = JournalEntry.objects.count(), Notice.objects.count()
    run("VACUUM ANALYZE core_deadline, core_step")
    started, used = perf_counter(), processor_time()
    swept = sweep(AT, batch=batch)
    took, used = perf_counter() - started, processor_time() - used
    assert (done(swept), swept.failed) == (due, 0), (due, swept.__dict__)
    assert JournalEntry.objects.count() >= before[0] + due
    assert Notice.objects.count() >= before[1] + 2 * due
    return Speed(due / took, due / used, due / took / plain)


def processor_time() -> float:
    """Of this process and, where it runs on the same machine, of the server's that works for it."""
    [(pid,)] = run("SELECT pg_backend_pid()")
    stat = Path(f"/proc/{pid}/stat")
    ticks = stat.read_text().rpartition(")")[2].split()[11:13] if stat.exists() else ["0"]
    return process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def run(sql: str, values: object = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def report(results: list[Result]) -> int:
    """A row for each size; red where the rate is below what is wanted, here and where the plain work goes as it did."""
    print(f"\n{'open':>10} | {'what':<18} | {'a second':>8} | {'min – max':>15} | {'flat':>5} | {'processor':>9} |"
          f" {'to plain':>8} | at plain {QUIET:,}")  # fmt: skip
    for r in results:
        for what, speeds in r.rounds.items():
            rate, spread = r.median(what), f"{min(x.clock for x in speeds):,.0f} – {max(x.clock for x in speeds):,.0f}"
            flat, busy, ratio = rate / results[0].median(what), r.median(what, "processor"), r.median(what, "plain")
            print(f"{r.size:>10,} | {NAMES[what]:<18} | {rate:>8,.0f} | {spread:>15} | {flat:>5.2f} | {busy:>9,.0f} |"
                  f" {ratio:>8.3f} | {ratio * QUIET:>8,.0f}")  # fmt: skip
        print(f"{r.size:>10,} | {'idle tick':<18} | {r.idle * 1000:>5.1f} ms")
    by_clock, missed = (
        [f"{NAMES[what]} at {r.size:,}" for r in results for what in WANTED if not r.reaches(what, quiet)]
        for quiet in (0, QUIET)
    )
    print(f"wanted: {WANTED['marks']:,} and {WANTED['acts']:,} a second; missed: {', '.join(missed) or 'none'}"
          f"; missed on the clock of this machine as it was: {', '.join(by_clock) or 'none'}")  # fmt: skip
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
