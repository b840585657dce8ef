"""A workbook is handed in and looked at; then, if nobody changed anything meanwhile, carried out as it was shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from govrules.core import clock
from govrules.core.errors import NotYours, Refused, Why, WrongState
from govrules.core.files import names
from govrules.core.files.actions import keep
from govrules.core.files.kinds import KINDS
from govrules.core.journal.actions import sha256_of
from govrules.core.office.guards import keeps, note
from govrules.core.office.models import Account, Government, Official
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.office.workbook import applying, checking, dating, planning
from govrules.core.office.workbook.final import Final
from govrules.core.office.workbook.models import ImportState, WorkbookImport
from govrules.core.office.workbook.plan import Plan, in_words
from govrules.core.office.workbook.present import Present, present
from govrules.core.office.workbook.problems import Problem
from govrules.core.office.workbook.reading import Filled, read
from govrules.core.office.workbook.sheets import SHEETS
from govrules.core.operators import keeps_system
from govrules.rulebook import Rulebook

XLSX = KINDS["xlsx"].content_type
CHANGED = "核对之后人员资料有了变化，没有导入"


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in; `as_of` is the first day of rows that name none."""

    data: bytes
    name: str
    as_of: date


def look(government: Government, upload: Upload, by: Account | None) -> Plan:
    """What the workbook would change, row by row, with everything that is wrong; nothing is written.

    What passes all checks is carried out once for trial and taken back, so that nothing is promised in vain.
    """
    at = clock.now()
    plan, kept = _planned(government, _read(government, upload, at), by, at)
    if not plan.errors and plan.changes:
        plan.problems += _tried(plan, kept, by)
    return plan


def hand_in(government: Government, upload: Upload, by: Account | None) -> WorkbookImport:
    """Look at a workbook and keep it with what it would change, for whoever confirms it."""
    at = clock.now()
    _require_keeper(by, government, at)
    name = names.clean(upload.name)
    plan = look(government, Upload(upload.data, name, upload.as_of), by)
    with transaction.atomic():
        row = WorkbookImport(
            government=government, blob=keep(upload.data, XLSX, name), name=name, as_of=upload.as_of,
            handed_in_by=by, handed_in_at=at,
        )  # fmt: skip
        _keep(row, plan)
    return row


def carry_out(pk: int, by: Account | None) -> WorkbookImport:
    """Carry out what was shown, once and whole.

    1. the file is read, which takes longest; 2. the record, then government, seats and organs are locked; 3. the
    keeper is checked; 4. the plan is made anew: another one than was shown, or one with errors, is refused, and
    kept to be looked at; 5. everything is written by the office's acts, with one line for the import.
    """
    at = clock.now()
    known = WorkbookImport.objects.select_related("government", "blob").get(pk=pk)
    reading = _read(known.government, _upload(known), at)
    with transaction.atomic():
        row = _locked(pk)
        _require_keeper(by, row.government, at)
        if row.state == ImportState.APPLIED:
            return row
        if not row.ready:
            raise WrongState("这份工作簿没有可以导入的内容")
        if row.for_operators and not _keeps_base(by):
            raise NotYours(Why("单位、岗位、干部和登录账号由系统管理员登记", remedy="请系统管理员确认导入"))
        applying.lock(row.government)
        plan, kept = _planned(row.government, reading, by, at)
        fresh = _digest(plan, row) == row.digest
        if fresh:
            _write(row, plan, kept, by, at)
        else:
            _keep(row, plan)
    if not fresh:
        raise WrongState(Why(CHANGED, remedy="下面是按现在的情况重新核对的结果，请看过再确认。"))
    return row


# --- Steps ---------------------------------------------------------------------------------------------


def _locked(pk: int) -> WorkbookImport:
    rows = WorkbookImport.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("government", "blob").get(pk=pk)


def _require_keeper(by: Account | None, government: Government, at: datetime) -> None:
    """`by` None is the command, given by whoever runs the machine."""
    if by is not None and not keeps(by, government, at):
        raise NotYours(Why("只有政府办公室工作人员和系统管理员可以导入", remedy="请联系政府办公室"))


def _keeps_base(by: Account | None) -> bool:
    """The command and the operators write base data; the office keeps who fills what."""
    return by is None or keeps_system(by)


def _upload(row: WorkbookImport) -> Upload:
    with row.blob.file.open("rb") as file:
        return Upload(file.read(), row.name, row.as_of)


@dataclass(frozen=True)
class Reading:
    """What is in the file, by the words of the rules in force; made into a plan once."""

    filled: Filled
    as_of: date
    book: Rulebook


def _read(government: Government, upload: Upload, at: datetime) -> Reading:
    book = book_of(adoption_on(government, max(clock.date_of(at), upload.as_of)))
    return Reading(read(upload.data, upload.name, book), upload.as_of, book)


def _planned(government: Government, reading: Reading, by: Account | None, at: datetime) -> tuple[Plan, Present]:
    on, kept, filled = clock.date_of(at), present(government), reading.filled
    plan = planning.compare(filled, kept, reading.as_of)
    final = Final(plan, filled, kept, on, at)
    for check in (*checking.CHECKS, *dating.CHECKS):
        check(final)
    if not _keeps_base(by):
        checking.permitted(final)
    plan.items = planning.items(plan, filled, kept, reading.book, on)
    plan.problems = _in_order(filled.faults.found)
    return plan, kept


def _in_order(problems: list[Problem]) -> list[Problem]:
    """As the eye goes through the workbook, errors of a row before its hints; each said once."""
    places = {sheet.title: place for place, sheet in enumerate(SHEETS)}
    return sorted(dict.fromkeys(problems), key=lambda p: (places.get(p.sheet, -1), p.row, not p.grave))


def _tried(plan: Plan, kept: Present, by: Account | None) -> list[Problem]:
    """Carried out and taken back: what an act refuses that no check has found."""
    try:
        with transaction.atomic():
            applying.lock(kept.government)
            applying.carry_out(plan, kept, _clerk(by))
            transaction.set_rollback(True)
    except Refused as refused:
        return [Problem("工作簿", 0, "", why.message, why.remedy) for why in refused.reasons]
    return []


def _clerk(by: Account | None) -> Official | None:
    """The official who registers it; an operator registers as such."""
    return None if by is None or keeps_system(by) else by.official


def _keep(row: WorkbookImport, plan: Plan) -> None:
    row.digest = _digest(plan, row)
    row.problems, row.items = [p.as_data() for p in plan.problems], [i.as_data() for i in plan.items]
    row.errors, row.changes = len(plan.errors), plan.changes
    row.save()


def _digest(plan: Plan, row: WorkbookImport) -> str:
    return plan.digest(row.blob_id, str(row.government_id), row.as_of.isoformat())


def _write(row: WorkbookImport, plan: Plan, kept: Present, by: Account | None, at: datetime) -> None:
    applying.carry_out(plan, kept, _clerk(by))
    row.state, row.applied_by, row.applied_at = ImportState.APPLIED, by, at
    row.save(update_fields=["state", "applied_by", "applied_at"])
    said = f"导入工作簿“{row.name}”：{in_words(plan.items)}"
    note(
        row.government, "import", said, at, _clerk(by), workbook=row.blob_id, record=row.pk,
        account=by.username if by else "", plan=sha256_of(row.items),
    )  # fmt: skip
