"""The command line: the same use cases as the window, for scripts and for one's own backups.

Exit codes: 0 done; 1 refused, with message and remedy on standard error and nothing changed;
2 the command was not understood.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fibrojournal import __version__, paths
from fibrojournal.errors import JournalError, RefusedError
from fibrojournal.i18n import tr
from fibrojournal.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fibrojournal.journal.importing import ImportPlan
    from fibrojournal.journal.journal import Journal

_DONE = 0
_REFUSED = 1


def parser() -> argparse.ArgumentParser:
    """Describe the options of the window and the commands."""
    top = argparse.ArgumentParser(
        prog="fibrojournal",
        description="A private, offline diary. Without a command, the window opens.",
    )
    top.add_argument("--version", action="version", version=f"fibrojournal {__version__}")
    top.add_argument("--journal", type=Path, metavar="FILE", help="the journal to open")
    top.add_argument("--demo", action="store_true", help="open the example journal")
    top.add_argument("--time-start", action="store_true", help="print the start times and end")
    top.add_argument("--tour", type=Path, metavar="FOLDER", help="draw every page and end")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    bring = commands.add_parser("import", help="take over entries from files")
    bring.add_argument("source", type=Path, metavar="FILE|FOLDER")
    _add_journal(bring)
    bring.add_argument("--format", choices=["fibrojournal"], default="fibrojournal")
    bring.add_argument("--new-items", action="store_true", help="unknown columns become items")
    bring.add_argument("--skip-bad-rows", action="store_true", help="take over the good rows")
    bring.add_argument("--replace", action="store_true", help="the file wins over the journal")
    bring.add_argument("--dry-run", action="store_true", help="only say what would happen")

    send = commands.add_parser("export", help="write everything into files that others can read")
    _add_journal(send)
    send.add_argument("--to", type=Path, required=True, metavar="FOLDER|FILE.json|FILE.sqlite")

    compare = commands.add_parser("changes", help="compare the days before and after each change")
    _add_journal(compare)
    compare.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="as it stood then"
    )
    compare.add_argument("--json", action="store_true", required=True, help="print as JSON")

    check = commands.add_parser("check", help="check every page and row of a journal")
    _add_journal(check)
    return top


def run(options: argparse.Namespace) -> int:
    """Carry out one command; return its exit code."""
    commands = {"import": _import, "export": _export, "changes": _changes, "check": _check}
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name of a file may be more than it can show
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return commands[options.command](options)
    except JournalError as error:
        print(f"{error.message}\n{error.remedy}", file=sys.stderr)
        return _REFUSED


def _add_journal(command: argparse.ArgumentParser) -> None:
    command.add_argument("--journal", type=Path, required=True, metavar="J", dest="at")


def _now() -> datetime:
    return datetime.now(UTC).astimezone()  # noqa: TID251 - the real clock of the command line


@contextmanager
def _opened(path: Path) -> Iterator[Journal]:
    from fibrojournal.journal.journal import Journal  # noqa: PLC0415 - the window starts lighter
    from fibrojournal.storage.store import Store  # noqa: PLC0415 - as above

    turns_at = Settings.load(paths.settings_file()).day_turns_at
    with Store.open(path) as store:
        yield Journal(store, clock=_now, turns_at=turns_at)


@contextmanager
def _opened_or_new(path: Path, *, keep: bool) -> Iterator[Journal]:
    """Open a journal, or make one that stays only if the block ends well and `keep` is set."""
    from fibrojournal.journal.journal import Journal  # noqa: PLC0415 - as above
    from fibrojournal.storage.store import Store  # noqa: PLC0415 - as above

    if path.exists():
        with _opened(path) as journal:
            yield journal
        return
    turns_at = Settings.load(paths.settings_file()).day_turns_at
    with Store.under_construction(path) as store:
        yield Journal(store, clock=_now, turns_at=turns_at)
        if not keep:
            store.discard()


def _import(options: argparse.Namespace) -> int:
    with _opened_or_new(options.at, keep=not options.dry_run) as journal:
        plan = journal.plan_import(
            options.source, new_items=options.new_items, replace_old=options.replace
        )
        refused = plan.has_rejections and not options.skip_bad_rows
        written = not refused and not options.dry_run
        if written:
            journal.carry_out(plan)
        _print_report(plan, written=written)
        if refused:
            raise RefusedError(
                tr("Some rows cannot be taken over, so nothing was written."),
                remedy=tr(
                    "Mend the rows named above and import again, or leave them out with "
                    "--skip-bad-rows."
                ),
            )
    return _DONE


def _print_report(plan: ImportPlan, *, written: bool) -> None:
    report = {"files": [asdict(file) for file in plan.files], "written": written}
    print(json.dumps(report, indent=2))  # in ASCII, which every console and pipe can carry


def _export(options: argparse.Namespace) -> int:
    with _opened(options.at) as journal:
        journal.export_to(options.to)
    print(tr("Exported to {place}. It is not encrypted.").format(place=options.to))
    return _DONE


def _changes(options: argparse.Namespace) -> int:
    from fibrojournal.analysis.change_records import change_records  # noqa: PLC0415 - as above
    from fibrojournal.analysis.change_report import (  # noqa: PLC0415 - as above
        ChangesSource,
        change_reports,
    )
    from fibrojournal.analysis.series import daily_values  # noqa: PLC0415 - as above

    with _opened(options.at) as journal:
        today = options.today or journal.today()
        items = journal.items()
        scored = journal.scored_item_keys()
        medicines = journal.medicines()
        source = ChangesSource(
            items,
            {
                item.key: daily_values(journal.item_scores(item.key), item)
                for item in items
                if item.key in scored
            },
            medicines,
            journal.dose_changes(),
            journal.events(),
            journal.medicines_taken(),
        )
    records = change_records(change_reports(source, today=today), medicines)
    print(json.dumps(records, indent=2))
    return _DONE


def _check(options: argparse.Namespace) -> int:
    with _opened(options.at) as journal:
        problems = journal.problems()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(tr("This journal is damaged. Please keep it, and open a backup."), file=sys.stderr)
        return _REFUSED
    print(tr("This journal is sound: every page and row was checked."))
    return _DONE
