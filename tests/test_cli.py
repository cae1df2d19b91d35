from __future__ import annotations

import io
import json
import os
import re
import sqlite3
import sys
from contextlib import closing, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from fibrojournal import __version__
from fibrojournal.__main__ import main
from tests.processes import opened_elsewhere, run_python
from tests.storage.files import fingerprints, flip_bit

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = date(2025, 1, 1)
DAYS = 200


class Outcome(NamedTuple):
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        report = json.loads(self.out)
        assert isinstance(report, dict)
        return report

    @property
    def faults(self) -> list[tuple[str, int, str]]:
        return [
            (file["file"], fault["row"], fault["column"])
            for file in self.report["files"]
            for fault in file["rejected"]
        ]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Give the command line, run in this process."""

    def run_here(*arguments: object) -> Outcome:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        return Outcome(code, *capsys.readouterr())

    return run_here


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give 200 days in 12 columns, two of which nobody knows, and three doses."""
    place = tmp_path / "in"
    place.mkdir()
    known = "pain_average,pain_worst,fatigue,sleep_quality,fog,sleep_hours,se_dizzy,se_sleepy,note"
    lines = [f"day,{known},jaw_pain,energy"]
    for number in range(DAYS):
        on = FIRST + timedelta(days=number)
        pain = "" if number % 10 == 9 else number % 11
        lines.append(f"{on},{pain},8,skipped,0,{number % 7},7.25,{number % 4},,,{number % 3},5")
    (place / "days.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (place / "dose_changes.csv").write_text(
        "medicine,day,morning,night\n"
        "gabapentin,2025-01-10,,300\n"
        "Gabapentin,2025-02-10,300,300\n"
        "gabapentin,2025-04-10,0,0\n",
        encoding="utf-8",
    )
    return place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "journal.fibro"


@pytest.fixture
def full(path: Path, folder: Path, run: Callable[..., Outcome]) -> Path:
    """Give a journal that holds the folder."""
    assert run("import", folder, "--journal", path, "--new-items").code == 0
    return path


def replace_line(folder: Path, file: str, row: int, text: str) -> None:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    lines[row - 1] = text
    (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


# Import


def test_matplotlib_keeps_its_list_of_fonts_among_our_own_files(
    run: Callable[..., Outcome], own_home: Path
) -> None:
    assert run("--version").out == f"fibrojournal {__version__}\n"
    assert Path(os.environ["MPLCONFIGDIR"]).is_relative_to(own_home)


def test_an_import_makes_the_journal_and_says_what_it_took(
    run: Callable[..., Outcome], folder: Path, path: Path
) -> None:
    done = run("import", folder, "--journal", path, "--new-items")
    assert (done.code, done.err) == (0, "")
    counts = {"accepted": DAYS, "unchanged": 0, "rejected": []}
    assert done.report == {
        "files": [
            {"file": "days.csv", "read": DAYS, **counts},
            {"file": "dose_changes.csv", "read": 3, **counts, "accepted": 3},
        ],
        "written": True,
    }
    assert fingerprints(path.parent).keys() == {"journal.fibro"}


def test_unknown_columns_are_refused_unless_items_may_be_made(
    run: Callable[..., Outcome], folder: Path, path: Path
) -> None:
    refused = run("import", folder, "--journal", path)
    assert refused.code == 1
    assert refused.faults == [("days.csv", 1, "jaw_pain"), ("days.csv", 1, "energy")]
    assert refused.report["written"] is False
    assert set(refused.report["files"][0]["rejected"][0]) == {"row", "column", "reason"}
    assert "nothing was written" in refused.err
    assert "--skip-bad-rows" in refused.err
    assert not path.parent.exists()

    skipped = run("import", folder, "--journal", path, "--skip-bad-rows")
    assert skipped.code == 0
    assert skipped.report["written"] is True
    assert skipped.report["files"][0]["accepted"] == DAYS


def test_the_same_import_again_changes_nothing(
    run: Callable[..., Outcome], folder: Path, full: Path
) -> None:
    before = fingerprints(full.parent)
    again = run("import", folder, "--journal", full, "--new-items")
    assert again.code == 0
    assert [
        (file["read"], file["accepted"], file["unchanged"]) for file in again.report["files"]
    ] == [(DAYS, 0, DAYS), (3, 0, 3)]
    assert fingerprints(full.parent) == before


def test_a_conflict_is_refused_unless_the_file_may_win(
    run: Callable[..., Outcome], folder: Path, full: Path
) -> None:
    replace_line(folder, "days.csv", 3, "2025-01-02,0,8,skipped,0,1,7.25,1,,,1,5")
    before = fingerprints(full.parent)
    refused = run("import", folder, "--journal", full)
    assert (refused.code, refused.faults) == (1, [("days.csv", 3, "pain_average")])
    assert fingerprints(full.parent) == before

    done = run("import", folder, "--journal", full, "--replace")
    assert (done.code, done.report["files"][0]["accepted"]) == (0, 1)
    assert fingerprints(full.parent) != before


FAULTS = [
    ("days.csv", 2, "2199-01-01,1,8,skipped,0,0,7.25,0,,,0,5", "day"),
    ("days.csv", 3, "2 January,1,8,skipped,0,1,7.25,1,,,1,5", "day"),
    ("days.csv", 5, "2025-01-04,11,8,skipped,0,3,7.25,3,,,0,5", "pain_average"),
    ("days.csv", 6, "2025-01-05,4,much,skipped,0,4,7.25,0,,,1,5", "pain_worst"),
    ("days.csv", 7, '2025-01-06,5,8,skipped,"0,5",5,7.25,1,,,2,5', "sleep_quality"),
    ("days.csv", 8, "2025-01-07,6,8,skipped,0,6.5,7.25,2,,,0,5", "fog"),
    ("days.csv", 9, "2025-01-08,7,8,skipped,0,0,25,3,,,1,5", "sleep_hours"),
    ("days.csv", 10, "2025-01-09,8,8,skipped,0,1,7.25,4,,,2,5", "se_dizzy"),
    ("days.csv", 11, "2025-01-09,9,8,skipped,0,2,7.25,1,,,0,5", None),
    ("days.csv", 12, "2025-01-11,1,8", ""),
    ("days.csv", 13, ",0,8,skipped,0,4,7.25,3,,,2,5", "day"),
    ("days.csv", 14, "2025-01-13,-1,8,skipped,0,5,7.25,0,,,0,5", "pain_average"),
    ("days.csv", 1, "day,pain_average,pain_average", "pain_average"),
    ("dose_changes.csv", 2, "gabapentin,2025-01-10,,", "morning"),
    ("dose_changes.csv", 3, ",2025-02-10,300,300", "medicine"),
    ("dose_changes.csv", 4, "gabapentin,2025-04-10,300 mg,0", "morning"),
    ("dose_changes.csv", 4, "gabapentin,2199-04-10,300,0", "day"),
    ("dose_changes.csv", 4, "gabapentin,2025-01-10,300,0", "day"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_one_bad_row_is_named_and_nothing_is_written(
    run: Callable[..., Outcome], folder: Path, full: Path, fault: tuple[str, int, str, str | None]
) -> None:
    file, row, text, column = fault
    replace_line(folder, file, row, text)
    before = fingerprints(full.parent)
    refused = run("import", folder, "--journal", full)
    assert refused.code == 1
    assert refused.report["written"] is False
    places = [(name, number, where) for name, number, where in refused.faults if number == row]
    wanted = {(file, row, column)} if column is not None else set(places)
    assert set(places) == wanted != set()
    assert all(fault["reason"] for found in refused.report["files"] for fault in found["rejected"])
    assert fingerprints(full.parent) == before


def test_all_bad_rows_are_named_at_once_and_the_others_can_be_taken(
    run: Callable[..., Outcome], folder: Path, path: Path
) -> None:
    rows = [fault for fault in FAULTS if fault[0] == "days.csv" and fault[1] > 1]
    for file, row, text, _column in rows:
        replace_line(folder, file, row, text)
    refused = run("import", folder, "--journal", path, "--new-items")
    assert refused.code == 1
    named = [row for _file, row, _column in refused.faults]
    assert named == [2, 3, 5, 6, 7, 8, 9, 10, 12, 13, 14]
    assert not path.exists()
    done = run("import", folder, "--journal", path, "--new-items", "--skip-bad-rows")
    assert done.code == 0
    assert done.report["written"] is True
    assert done.report["files"][0]["accepted"] == DAYS - 11


def test_a_dry_run_says_the_same_and_makes_no_file(
    run: Callable[..., Outcome], folder: Path, path: Path
) -> None:
    dry = run("import", folder, "--journal", path, "--new-items", "--dry-run")
    assert dry.code == 0
    assert dry.report["written"] is False
    assert not path.parent.exists()
    done = run("import", folder, "--journal", path, "--new-items")
    assert done.report["files"] == dry.report["files"]


def test_a_dry_run_leaves_a_journal_as_it_is(
    run: Callable[..., Outcome], folder: Path, full: Path
) -> None:
    replace_line(folder, "days.csv", 3, "2025-01-02,0,8,skipped,0,1,7.25,1,,,1,5")
    before = fingerprints(full.parent)
    assert run("import", folder, "--journal", full, "--replace", "--dry-run").code == 0
    assert fingerprints(full.parent) == before


def test_a_json_export_comes_back_whole(
    run: Callable[..., Outcome], folder: Path, path: Path, tmp_path: Path
) -> None:
    run("import", folder, "--journal", path, "--new-items")
    run("export", "--journal", path, "--to", tmp_path / "all.json")
    new = tmp_path / "new.fibro"
    done = run("import", tmp_path / "all.json", "--journal", new)
    assert (done.code, done.report["written"]) == (0, True)
    assert "all.json: days" in [file["file"] for file in done.report["files"]]
    run("export", "--journal", new, "--to", tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()
    again = run("import", tmp_path / "all.json", "--journal", new)
    assert all(file["accepted"] == 0 for file in again.report["files"])


def test_a_json_export_with_a_bad_record_writes_nothing(
    run: Callable[..., Outcome], path: Path, tmp_path: Path
) -> None:
    content = {"format": "fibrojournal", "schema_version": 1, "days": [{"day": "soon"}]}
    (tmp_path / "bad.json").write_text(json.dumps(content), encoding="utf-8")
    refused = run("import", tmp_path / "bad.json", "--journal", path)
    assert (refused.code, refused.faults) == (1, [("bad.json: days", 1, "day")])
    assert not path.exists()


def test_an_import_of_nothing_is_refused(
    run: Callable[..., Outcome], tmp_path: Path, path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    for source in (tmp_path / "empty", tmp_path / "missing", tmp_path / "other.txt"):
        refused = run("import", source, "--journal", path)
        assert (refused.code, refused.out) == (1, "")
        assert len(refused.err.splitlines()) == 2
        assert not path.parent.exists()


def test_a_report_can_be_printed_where_only_ascii_can(folder: Path, path: Path) -> None:
    replace_line(folder, "days.csv", 1, "day,ärger 😀,a,b,c,d,e,f,g,h,i,j")
    result = run_python(
        *("-m", "fibrojournal", "import", str(folder), "--journal", str(path)),
        PYTHONIOENCODING="ascii",
    )
    assert result.returncode == 1, result.stderr
    assert json.loads(result.stdout)["files"][0]["rejected"][0]["column"] == "ärger 😀"


# Export


def test_an_export_into_a_folder_comes_back_alike(
    run: Callable[..., Outcome], full: Path, tmp_path: Path
) -> None:
    first, second, copy = tmp_path / "first", tmp_path / "second", tmp_path / "copy.fibro"
    done = run("export", "--journal", full, "--to", first)
    assert done.code == 0
    assert done.err.startswith("Exported files are not encrypted.")
    assert run("import", first, "--journal", copy).code == 0
    assert run("export", "--journal", copy, "--to", second).code == 0
    assert fingerprints(second) == fingerprints(first)
    manifest = json.loads((first / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == {"format": "fibrojournal", "version": 1}


def test_an_export_as_json_holds_blank_skipped_and_0(
    run: Callable[..., Outcome], full: Path, tmp_path: Path
) -> None:
    assert run("export", "--journal", full, "--to", tmp_path / "all.json").code == 0
    content = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert content["format"] == "fibrojournal"
    tenth = content["days"][9]["day"]
    scores = {item["key"]: item["scores"].get(tenth) for item in content["items"]}
    assert (scores["pain_average"], scores["fatigue"], scores["sleep_quality"]) == (
        None,
        "skipped",
        0,
    )


def test_an_export_as_sqlite_is_read_by_pythons_own_sqlite(
    run: Callable[..., Outcome], full: Path, tmp_path: Path
) -> None:
    target = tmp_path / "all.sqlite"
    assert run("export", "--journal", full, "--to", target).code == 0
    with closing(sqlite3.connect(target)) as copy:
        fatigue = "SELECT count(*), sum(skipped), count(value) FROM score WHERE item = 'fatigue'"
        assert copy.execute(fatigue).fetchone() == (DAYS, DAYS, 0)
        pain = copy.execute(
            "SELECT day, value FROM score WHERE item = 'pain_average' ORDER BY day"
        )
        assert pain.fetchall() == [
            (str(FIRST + timedelta(days=number)), float(number % 11))
            for number in range(DAYS)
            if number % 10 != 9
        ]
        doses = copy.execute("SELECT day, morning, night FROM dose_change ORDER BY day")
        assert doses.fetchall() == [
            ("2025-01-10", 0, 300),
            ("2025-02-10", 300, 300),
            ("2025-04-10", 0, 0),
        ]


@pytest.mark.parametrize("name", ["there", "there.sqlite"])
def test_an_export_leaves_a_file_that_is_in_its_way(
    run: Callable[..., Outcome], full: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    refused = run("export", "--journal", full, "--to", tmp_path / name)
    assert (refused.code, refused.out) == (1, "")
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["folder", "a.json", "a.sqlite"])
def test_an_export_to_an_impossible_place_is_refused(
    run: Callable[..., Outcome], full: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    refused = run("export", "--journal", full, "--to", tmp_path / "file" / name)
    assert (refused.code, refused.out) == (1, "")
    assert len(refused.err.splitlines()) == 3
    assert refused.err.splitlines()[0].startswith("Exported files are not encrypted.")


@pytest.mark.skipif(sys.platform != "linux", reason="only here can a name be any bytes")
def test_a_place_whose_name_is_not_text_can_be_exported_to(
    run: Callable[..., Outcome], full: Path, tmp_path: Path
) -> None:
    target = os.fsdecode(os.fsencode(tmp_path) + b"/\xff")
    result = run_python(
        *("-m", "fibrojournal", "export", "--journal", str(full), "--to", target),
        PYTHONIOENCODING="utf-8:strict",
    )
    assert result.returncode == 0, result.stderr
    assert run("check", "--journal", full).code == 0


def test_an_import_can_be_printed_into_a_program(folder: Path, path: Path) -> None:
    with redirect_stdout(io.StringIO()) as out:
        assert main(["import", str(folder), "--journal", str(path), "--new-items"]) == 0
    assert json.loads(out.getvalue())["written"] is True


# Check, and journals that cannot be opened


def test_a_sound_journal_is_sound(run: Callable[..., Outcome], full: Path) -> None:
    before = fingerprints(full.parent)
    done = run("check", "--journal", full)
    assert (done.code, done.err) == (0, "")
    assert "sound" in done.out
    assert fingerprints(full.parent) == before


@pytest.mark.parametrize("page", [1, 2, 40])
def test_a_damaged_journal_is_found_and_left_as_it_is(
    run: Callable[..., Outcome], full: Path, page: int
) -> None:
    flip_bit(full, page)
    before = fingerprints(full.parent)
    refused = run("check", "--journal", full)
    assert (refused.code, refused.out) == (1, "")
    assert "damaged" in refused.err
    assert "backup" in refused.err
    assert fingerprints(full.parent) == before


@pytest.mark.parametrize("command", ["check", "export", "import", "changes"])
@pytest.mark.parametrize("kind", ["folder", "text", "empty", "missing"])
def test_what_is_no_journal_is_refused_by_every_command(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path, command: str, kind: str
) -> None:
    path = tmp_path / "other" / "thing"
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_text("mine" if kind == "text" else "", encoding="utf-8")
    elif command == "import":
        return  # an import makes a journal that is not there
    before = fingerprints(path.parent)
    extra: list[object] = []
    if command == "export":
        extra = ["--to", tmp_path / "out"]
    elif command == "import":
        extra = [folder, "--new-items"]
    elif command == "changes":
        extra = ["--json"]
    refused = run(command, *extra, "--journal", path)
    assert (refused.code, refused.out) == (1, "")
    message, remedy = refused.err.splitlines()
    assert message.endswith(".")
    assert remedy.endswith(".")
    assert fingerprints(path.parent) == before
    assert not (tmp_path / "out").exists()


def test_a_journal_that_is_open_elsewhere_is_refused(
    run: Callable[..., Outcome], full: Path, folder: Path
) -> None:
    before = fingerprints(full.parent)
    with opened_elsewhere(full) as answer:
        assert answer == "open"
        for command in (
            ["check"],
            ["export", "--to", folder / "out"],
            ["import", folder],
            ["changes", "--json"],
        ):
            refused = run(*command, "--journal", full)
            assert (refused.code, refused.out) == (1, "")
            assert "another window" in refused.err
    after = fingerprints(full.parent)
    after.pop(f"{full.name}-journal", None)  # SQLite's own, of the window that was killed
    assert after == before


# The command itself


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "folder"],
        ["export", "--journal", "a.fibro"],
        ["check"],
        ["check", "--journal"],
        ["changes", "--journal", "a.fibro"],
        ["changes", "--json"],
        ["changes", "--journal", "a.fibro", "--json", "--today", "tomorrow"],
        ["import", "folder", "--journal", "a.fibro", "--format", "unknown"],
        ["delete", "--journal", "a.fibro"],
        ["--unknown"],
    ],
)
def test_a_command_that_is_not_understood_ends_with_2(
    run: Callable[..., Outcome], arguments: list[str]
) -> None:
    refused = run(*arguments)
    assert (refused.code, refused.out) == (2, "")
    assert "usage: fibrojournal" in refused.err


def test_the_version_is_told(run: Callable[..., Outcome]) -> None:
    assert run("--version").out == f"fibrojournal {__version__}\n"


def test_the_day_turns_when_the_settings_say(
    run: Callable[..., Outcome], folder: Path, path: Path, own_home: Path
) -> None:
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "settings.json").write_text('{"day_turns_at": 0}', encoding="utf-8")
    assert run("import", folder, "--journal", path, "--new-items").code == 0


def test_the_program_runs_as_a_module_and_without_qt(folder: Path, path: Path) -> None:
    module = ["-X", "importtime", "-m", "fibrojournal"]
    done = run_python(*module, "import", str(folder), "--journal", str(path), "--new-items")
    assert done.returncode == 0
    assert json.loads(done.stdout)["written"] is True
    assert not re.search("PySide6|matplotlib", done.stderr)
    check = run_python("-m", "fibrojournal", "check", "--journal", str(path))
    assert (check.returncode, check.stderr) == (0, "")
    refused = run_python("-m", "fibrojournal", "check", "--journal", str(path.parent))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert run_python("-m", "fibrojournal", "check").returncode == 2


# Comparisons


FIELDS = [
    "day",
    "last_day",
    "medicines",
    "item",
    "main",
    "settling_days",
    "before_first_day",
    "before_last_day",
    "after_first_day",
    "after_last_day",
    "days_before",
    "days_after",
    "scored_before",
    "scored_after",
    "mean_before",
    "mean_after",
    "difference",
    "low",
    "high",
    "confidence",
    "percent",
    "better_day_chance",
    "better_low",
    "better_high",
    "carry_over",
    "independent_days_before",
    "independent_days_after",
    "reading",
    "next_look",
    "days_needed",
    "cautions",
]


@pytest.fixture
def compared(run: Callable[..., Outcome], path: Path, tmp_path: Path) -> Path:
    """Give a journal of pain and dizziness: 5 before 1 March, 2 from then on."""
    place = tmp_path / "steady"
    place.mkdir()
    lines = ["day,pain_average,se_dizzy,weight_kg,medicines_taken"]
    for number in range(DAYS):
        on = FIRST + timedelta(days=number)
        level = (5 if on < date(2025, 3, 1) else 2) + number % 2
        weight = 70 if number % 7 == 0 else ""
        taken = "different" if on > date(2025, 3, 10) else ""
        lines.append(f"{on},{level},{'' if number < 70 else number % 2},{weight},{taken}")
    (place / "days.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (place / "dose_changes.csv").write_text(
        "medicine,day,night,main_item,settling_days\n"
        "gabapentin,2025-01-01,300,,\n"
        "gabapentin,2025-03-01,600,pain_average,3\n"
        "duloxetine,2025-07-01,30.5,fatigue,\n",
        encoding="utf-8",
    )
    assert run("import", place, "--journal", path).code == 0
    return path


def records(run: Callable[..., Outcome], journal: Path, *more: object) -> list[dict[str, Any]]:
    done = run("changes", "--journal", journal, *more, "--json")
    assert (done.code, done.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_a_record_holds_exactly_the_promised_fields_in_their_order(
    run: Callable[..., Outcome], compared: Path
) -> None:
    assert {tuple(record) for record in records(run, compared)} == {tuple(FIELDS)}


def test_comparisons_are_listed_by_change_and_then_by_item(
    run: Callable[..., Outcome], compared: Path
) -> None:
    found = [(record["day"], record["item"]) for record in records(run, compared)]
    assert found == [
        (day, item)
        for day, items in (
            ("2025-01-01", ["pain_average", "weight_kg"]),
            ("2025-03-01", ["pain_average", "weight_kg", "se_dizzy"]),
            ("2025-07-01", ["pain_average", "fatigue", "weight_kg", "se_dizzy"]),
        )
        for item in items
    ]


def test_a_difference_is_told_with_its_ranges(run: Callable[..., Outcome], compared: Path) -> None:
    (record,) = (
        one
        for one in records(run, compared, "--today", "2025-06-30")
        if (one["day"], one["item"]) == ("2025-03-01", "pain_average")
    )
    numbers = {key: record.pop(key) for key in FIELDS[17:27] if key != "confidence"}
    assert record == {
        "day": "2025-03-01",
        "last_day": "2025-03-01",
        "medicines": [
            {"medicine": "gabapentin", "unit": "mg", "from_per_day": 300, "to_per_day": 600}
        ],
        "item": "pain_average",
        "main": True,
        "settling_days": 3,
        "before_first_day": "2025-02-01",
        "before_last_day": "2025-02-28",
        "after_first_day": "2025-03-04",
        "after_last_day": "2025-03-31",
        "days_before": 28,
        "days_after": 28,
        "scored_before": 28,
        "scored_after": 28,
        "mean_before": 5.5,
        "mean_after": 2.5,
        "difference": -3,
        "confidence": 0.95,
        "reading": "different",
        "next_look": None,
        "days_needed": None,
        "cautions": ["different_intake"],
    }
    assert numbers["low"] < -3 < numbers["high"] < 0
    assert numbers["percent"] == pytest.approx(-300 / 5.5)
    assert numbers["better_day_chance"] == 1
    assert 0.5 < numbers["better_low"] < numbers["better_high"] == 1
    assert numbers["carry_over"] == 0.2
    assert 2 < numbers["independent_days_before"] < 28
    assert numbers["independent_days_after"] == pytest.approx(numbers["independent_days_before"])


def test_what_may_not_be_shown_is_null(run: Callable[..., Outcome], compared: Path) -> None:
    found = records(run, compared, "--today", "2025-03-02")
    first, last = (
        next(one for one in found if (one["day"], one["item"]) == (day, "pain_average"))
        for day in ("2025-01-01", "2025-03-01")
    )
    assert first["reading"] == "too_few"
    assert (first["mean_before"], first["difference"]) == (None, None)
    assert first["medicines"][0]["from_per_day"] is None
    assert {first[key] for key in FIELDS[16:27]} == {None}
    assert (last["reading"], last["next_look"]) == ("not_yet", "2025-04-01")
    assert (last["after_first_day"], last["after_last_day"], last["days_after"]) == (
        None,
        None,
        0,
    )
    assert last["mean_before"] == 5.5


def test_changes_after_that_day_do_not_exist_yet(
    run: Callable[..., Outcome], compared: Path
) -> None:
    found = records(run, compared, "--today", "2025-02-28")
    assert {record["day"] for record in found} == {"2025-01-01"}


def test_a_journal_without_changes_has_no_comparison(
    run: Callable[..., Outcome], folder: Path, path: Path
) -> None:
    (folder / "dose_changes.csv").unlink()
    assert run("import", folder, "--journal", path, "--new-items").code == 0
    assert records(run, path) == []


def test_comparing_alters_nothing(run: Callable[..., Outcome], compared: Path) -> None:
    before = fingerprints(compared.parent)
    assert records(run, compared) == records(run, compared)
    assert fingerprints(compared.parent) == before


DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    "2025-10-30,October 30,Thursday,10:04 PM,meh,chess,,\n"
)


def test_another_apps_file_asks_for_a_map_and_says_what_belongs_into_it(
    run: Callable[..., Outcome], tmp_path: Path, path: Path
) -> None:
    file = tmp_path / "daylio.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    refused = run("import", file, "--journal", path)
    assert refused.code == 1
    assert refused.out == ""
    assert "“mood”" in refused.err
    assert "“chess”" in refused.err
    assert "--map MAP.json" in refused.err
    assert not path.exists()


def test_another_apps_file_comes_in_with_a_map(
    run: Callable[..., Outcome], tmp_path: Path, path: Path
) -> None:
    file, answers = tmp_path / "daylio.csv", tmp_path / "map.json"
    file.write_text(DAYLIO, encoding="utf-8")
    mood = {"item": "low_mood", "labels": {"meh": 5}}
    answers.write_text(json.dumps({"names": {"mood": mood, "chess": None}}), encoding="utf-8")
    arguments = ("import", file, "--format", "daylio", "--map", answers, "--journal", path)
    report = {"file": "daylio.csv", "read": 1, "accepted": 1, "unchanged": 0, "rejected": []}
    done = run(*arguments)
    assert (done.code, done.report) == (0, {"files": [report], "written": True})
    again = run(*arguments)
    assert again.report["files"] == [report | {"accepted": 0, "unchanged": 1}]


@pytest.mark.parametrize("content", [None, "[]", "{}", '{"names": {"mood": 3}}'])
def test_a_map_that_cannot_be_followed_is_refused(
    run: Callable[..., Outcome], tmp_path: Path, path: Path, content: str | None
) -> None:
    file, answers = tmp_path / "daylio.csv", tmp_path / "map.json"
    file.write_text(DAYLIO, encoding="utf-8")
    if content is not None:
        answers.write_text(content, encoding="utf-8")
    refused = run("import", file, "--map", answers, "--journal", path)
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 2
    assert not path.exists()


def test_a_folder_of_ours_needs_no_map(
    run: Callable[..., Outcome], folder: Path, path: Path
) -> None:
    refused = run("import", folder, "--map", folder / "map.json", "--journal", path)
    assert refused.code == 1
    assert "--map" in refused.err
