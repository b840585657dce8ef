"""How Celery takes work, and the one timetable: nothing in it may matter if it is lost or doubled."""

from pathlib import Path

from govrules.celery import ROOMS_WITH_TASKS, TIMETABLE, app

ROOT = Path(__file__).resolve().parents[2]


def test_every_entry_names_a_task_that_exists() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in TIMETABLE.values()} <= set(app.tasks)


def test_a_tick_that_found_no_worker_is_not_made_up_for() -> None:
    for name in ("deadlines", "notices", "prints"):
        assert TIMETABLE[name]["options"]["expires"] <= TIMETABLE[name]["schedule"]


def test_work_is_acknowledged_when_done_and_taken_one_by_one() -> None:
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.worker_prefetch_multiplier == 1


def test_only_json_crosses_the_queue() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"


def test_the_timetable_is_in_the_offices_time() -> None:
    assert app.conf.timezone == "Asia/Shanghai"


def test_every_room_with_tasks_is_known() -> None:
    floors = ("govrules", "meetings", "documents", "supervision", "leave")
    rooms = [path.parent for floor in floors for path in (ROOT / floor).rglob("tasks.py")]
    assert {".".join(room.relative_to(ROOT).parts) for room in rooms} == set(ROOMS_WITH_TASKS)
