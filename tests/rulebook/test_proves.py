"""`@proves`: unknown ids stop the suite; only a whole, green run is kept, under xdist too."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.proves import UnknownProvision, by_number, known_ids, proves

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
SUITE = """
    import pytest
    from tests.proves import proves

    @proves("YG-31-4", "YG-31-7")
    def test_one():
        assert True

    @proves("YG-29-1")
    def test_two():
        assert True

    def test_three():
        assert True
"""


@pytest.fixture
def suite(pytester, monkeypatch):
    """A suite of its own, in a git repository, run as the project's is."""

    def make(text=SUITE):
        pytester.makeini("[pytest]\naddopts = -p xdist -p no:cacheprovider")
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        pytester.makeconftest('pytest_plugins = ["tests.proves"]')
        pytester.makepyfile(test_suite=text)
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
            subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", *words], cwd=pytester.path, check=True)
        return pytester.runpytest_subprocess

    return make


def kept(pytester):
    file = pytester.path / "var" / "proven.json"
    return json.loads(file.read_text()) if file.exists() else None


def test_a_known_provision_can_be_marked():
    mark = proves("YG-31-4", "YG-31-7").mark
    assert (mark.name, mark.args) == ("proves", ("YG-31-4", "YG-31-7"))


@pytest.mark.parametrize(
    ("ids", "named"),
    [(["YG-99-1"], "YG-99-1"), (["YG-31-4", "YG-31-99"], "YG-31-99"), ([], "at least one"), (["yg-31-4"], "yg-31-4")],
)
def test_an_unknown_provision_cannot(ids, named):
    with pytest.raises(UnknownProvision, match=named):
        proves(*ids)


def test_what_is_known_comes_from_the_shipped_rulebooks():
    assert {"YG-1-1", "YG-46-2"} <= known_ids()
    assert len(known_ids()) >= 189


def test_ids_are_ordered_by_their_numbers():
    assert sorted(["YG-31-10", "YG-5-1", "YG-31-9"], key=by_number) == ["YG-5-1", "YG-31-9", "YG-31-10"]


def test_a_whole_green_run_is_kept(suite, pytester):
    result = suite()()
    result.assert_outcomes(passed=3)
    found = kept(pytester)
    assert found["ids"] == ["YG-29-1", "YG-31-4", "YG-31-7"]
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=pytester.path, capture_output=True, text=True, check=True)
    assert found["commit"] == head.stdout.strip()
    assert len(found["date"]) == len("2026-06-01")
    result.stdout.fnmatch_lines(["3 provisions proven, kept in *proven.json"])


def test_under_xdist_too(suite, pytester):
    suite()("-n", "2").assert_outcomes(passed=3)
    assert kept(pytester)["ids"] == ["YG-29-1", "YG-31-4", "YG-31-7"]


def test_it_can_be_kept_elsewhere_as_well(suite, pytester):
    suite()("--keep-proven", "tests/proven.json")
    assert json.loads((pytester.path / "tests" / "proven.json").read_text()) == kept(pytester)


def test_changes_not_committed_are_admitted(suite, pytester):
    run = suite()
    (pytester.path / "more.txt").write_text("x")
    run()
    assert kept(pytester)["clean"] is False


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_red_run_is_not_kept(suite, pytester, workers):
    result = suite(SUITE + "\n    def test_four():\n        assert False\n")("--keep-proven", "p.json", *workers)
    result.assert_outcomes(passed=3, failed=1)
    assert kept(pytester) is None
    assert not (pytester.path / "p.json").exists()
    result.stdout.fnmatch_lines(["proven provisions not kept: it failed"])


@pytest.mark.parametrize(
    "words",
    [
        ["-k", "one"],
        ["-m", "proves"],
        ["test_suite.py"],
        ["test_suite.py::test_one"],
        ["--deselect", "test_suite.py::test_three"],
        ["--ignore", "elsewhere"],
    ],
)
def test_a_narrowed_run_is_not_kept(suite, pytester, words):
    result = suite()("--keep-proven", "p.json", *words)
    assert result.ret == 0
    assert kept(pytester) is None
    assert not (pytester.path / "p.json").exists()
    result.stdout.fnmatch_lines(["proven provisions not kept: it *"])


def test_asking_for_everything_by_path_is_whole(suite, pytester):
    suite()(".")
    assert kept(pytester) is not None


def test_collecting_alone_keeps_nothing(suite, pytester):
    suite()("--collect-only", "-q")
    assert kept(pytester) is None


SKIPPED = """
    import pytest
    from tests.proves import proves

    @proves("YG-31-4")
    @pytest.mark.skip(reason="not here")
    def test_skipped():
        assert True

    @proves("YG-31-5")
    @pytest.mark.xfail(reason="not yet")
    def test_not_yet():
        assert False

    @proves("YG-31-6")
    @pytest.mark.xfail(reason="unexpected", strict=False)
    def test_unexpected():
        assert True

    @proves("YG-31-7")
    class TestMany:
        def test_inner(self):
            assert True
"""


def test_what_was_skipped_or_expected_to_fail_is_not_proven(suite, pytester):
    suite(SKIPPED)()
    assert kept(pytester)["ids"] == ["YG-31-7"]


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_an_unknown_id_stops_the_suite(suite, pytester, workers):
    result = suite(SUITE.replace("YG-31-4", "YG-31-44"))(*workers)
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*UnknownProvision: no rulebook has the provision YG-31-44*"])
    assert kept(pytester) is None


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_an_unknown_id_in_a_bare_mark_stops_the_suite_too(suite, pytester, workers):
    bare = SUITE.replace("@proves(", "@pytest.mark.proves(").replace("YG-31-4", "YG-31-44")
    result = suite(bare)(*workers)
    assert result.ret not in (0, 1)
    assert "test_one: no rulebook has the provision YG-31-44" in f"{result.stdout}{result.stderr}"
    assert kept(pytester) is None


def test_a_failing_teardown_is_red(suite, pytester):
    text = """
    import pytest
    from tests.proves import proves

    @pytest.fixture
    def broken():
        yield
        raise RuntimeError

    @proves("YG-31-4")
    def test_one(broken):
        assert True
    """
    assert suite(text)().ret == 1
    assert kept(pytester) is None
