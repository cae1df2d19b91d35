"""The command line: the same use cases as the window, for scripts and for one's own backups.

Exit codes: 0 done; 1 refused, with message and remedy on standard error and nothing changed;
2 the command was not understood.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from fibrojournal import __version__, paths
from fibrojournal.errors import (
    EmptyFileError,
    JournalDamagedError,
    JournalError,
    JournalMissingError,
    NotAJournalError,
    RefusedError,
    WrongPassphraseError,
)
from fibrojournal.i18n import tr
from fibrojournal.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.backups import Backup
    from fibrojournal.journal.importing import ImportPlan
    from fibrojournal.journal.journal import Journal
    from fibrojournal.reports.visit_report import VisitReport
    from fibrojournal.storage.store import Store

WritePdf: TypeAlias = "Callable[[VisitReport, Path, Formatter], None]"

_DONE = 0
_REFUSED = 1


def parser() -> argparse.ArgumentParser:
    """Describe the options of the window and the commands."""
    top = argparse.ArgumentParser(
        prog="fibrojournal",
        description=tr("A private, offline diary. Without a command, the window opens."),
    )
    top.add_argument("--version", action="version", version=f"fibrojournal {__version__}")
    top.add_argument("--journal", type=Path, metavar="FILE", help=tr("the journal to open"))
    _add_passphrase(top, None)
    top.add_argument("--demo", action="store_true", help=tr("open the example journal"))
    top.add_argument("--time-start", action="store_true", help=tr("print the start times and end"))
    top.add_argument("--tour", type=Path, metavar="FOLDER", help=tr("draw every page and end"))
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    bring = commands.add_parser("import", help=tr("take over entries from files"))
    bring.add_argument("source", type=Path, metavar="FILE|FOLDER")
    _add_journal(bring)
    bring.add_argument(
        "--format",
        choices=["fibrojournal", "daylio", "bearable", "medtimer", "spreadsheet"],
        help=tr("what the file is; without it, this is found out"),
    )
    bring.add_argument(
        "--map", type=Path, metavar="MAP.json", help=tr("what the words of another app mean")
    )
    bring.add_argument("--new-items", action="store_true", help=tr("unknown columns become items"))
    bring.add_argument("--skip-bad-rows", action="store_true", help=tr("take over the good rows"))
    bring.add_argument("--replace", action="store_true", help=tr("the file wins over the journal"))
    bring.add_argument("--dry-run", action="store_true", help=tr("only say what would happen"))

    send = commands.add_parser(
        "export", help=tr("write everything into files that others can read")
    )
    _add_journal(send)
    send.add_argument("--to", type=Path, required=True, metavar="FOLDER|FILE.json|FILE.sqlite")

    compare = commands.add_parser(
        "changes", help=tr("compare the days before and after each change")
    )
    _add_journal(compare)
    compare.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help=tr("as it stood then")
    )
    compare.add_argument("--json", action="store_true", required=True, help=tr("print as JSON"))

    keep = commands.add_parser("backup", help=tr("make a backup that is opened and counted"))
    _add_journal(keep)
    keep.add_argument("--to", type=Path, metavar="FOLDER", help=tr("instead of the usual folder"))

    back = commands.add_parser("restore", help=tr("put a backup in the place of a journal"))
    back.add_argument("backup", type=Path, metavar="BACKUP")
    _add_journal(back)

    report = commands.add_parser("report", help=tr("write the page for the care team"))
    _add_journal(report)
    report.add_argument("--since", type=date.fromisoformat, metavar="DATE")
    report.add_argument("--until", type=date.fromisoformat, metavar="DATE")
    report.add_argument("--to", type=Path, required=True, metavar="FILE.pdf|FILE.html")

    check = commands.add_parser("check", help=tr("check every page and row of a journal"))
    _add_journal(check)
    return top


def run(options: argparse.Namespace, write_pdf: WritePdf | None = None) -> int:
    """Carry out one command; return its exit code.

    Args:
        options: From `parser`.
        write_pdf: Writes a report as PDF; None = this is not possible here.
    """
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "import": _import,
        "export": _export,
        "changes": _changes,
        "backup": _backup,
        "restore": _restore,
        "report": partial(_report, write_pdf=write_pdf),
        "check": _check,
    }
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name of a file may be more than it can show
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return commands[options.command](options)
    except JournalError as error:
        print(f"{error.message}\n{error.remedy}", file=sys.stderr)
        return _REFUSED


def _add_journal(command: argparse.ArgumentParser) -> None:
    command.add_argument("--journal", type=Path, required=True, metavar="J", dest="at")
    _add_passphrase(command, argparse.SUPPRESS)


def _add_passphrase(command: argparse.ArgumentParser, default: str | None) -> None:
    command.add_argument(
        "--passphrase-file",
        default=default,
        metavar="FILE|-",
        help=tr("read the passphrase from a file, or from standard input"),
    )


def passphrase(options: argparse.Namespace) -> str | None:
    """Read the passphrase that was named, once; one line end behind it is no part of it.

    Raises:
        RefusedError: There is no such file, or it is no text.
    """
    if options.passphrase_file is None:
        return None
    if not hasattr(options, "typed"):  # standard input can be read only once
        options.typed = _read_line(options.passphrase_file)
    typed: str = options.typed
    return typed


def _read_line(name: str) -> str:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(
            tr("The file with the passphrase cannot be read."),
            remedy=tr("Nothing was changed. Check its name and that it is text in UTF-8."),
        ) from error
    return text.removesuffix("\n")


def _now() -> datetime:
    return datetime.now(UTC).astimezone()  # noqa: TID251 - the real clock of the command line


def _folders(path: Path) -> tuple[Path, ...]:
    second = Settings.load(paths.settings_file()).second_backup_folder
    return (paths.backup_folder(path), *([Path(second)] if second else []))


def _back_up(store: Store) -> None:
    """Keep the journal as it is before it is brought to a newer schema."""
    from fibrojournal.storage.backup import make_backup  # noqa: PLC0415 - seldom needed

    make_backup(store, paths.backup_folder(store.path), _now())


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[Journal]:
    from fibrojournal.journal.journal import Journal  # noqa: PLC0415 - the window starts lighter
    from fibrojournal.journal.unlocking import unlock  # noqa: PLC0415 - as above

    path, folders = options.at, _folders(options.at)
    turns_at = Settings.load(paths.settings_file()).day_turns_at
    with unlock(path, passphrase(options), folders, before_migration=_back_up) as store:
        yield Journal(store, clock=_now, turns_at=turns_at, backup_folders=folders)


@contextmanager
def _opened_or_new(options: argparse.Namespace, *, keep: bool) -> Iterator[Journal]:
    """Open a journal, or make one that stays only if the block ends well and `keep` is set."""
    from fibrojournal.journal.journal import Journal  # noqa: PLC0415 - as above
    from fibrojournal.storage.store import Store  # noqa: PLC0415 - as above

    if options.at.exists():
        with _opened(options) as journal:
            yield journal
        return
    turns_at = Settings.load(paths.settings_file()).day_turns_at
    with Store.under_construction(options.at) as store:
        yield Journal(store, clock=_now, turns_at=turns_at)
        if not keep:
            store.discard()


def _import(options: argparse.Namespace) -> int:
    with _opened_or_new(options, keep=not options.dry_run) as journal:
        plan = _plan_import(options, journal)
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


def _plan_import(options: argparse.Namespace, journal: Journal) -> ImportPlan:
    from fibrojournal.exchange import foreign_file, map_file  # noqa: PLC0415 - seldom needed

    file = foreign_file.read_foreign(options.source, options.format)
    if file is None:
        if options.map is not None:
            raise RefusedError(
                tr("An export of FibroJournal needs no map."),
                remedy=tr("Leave --map out. Nothing was changed."),
            )
        return journal.plan_import(
            options.source, new_items=options.new_items, replace_old=options.replace
        )
    answers = map_file.without_map(file)
    if file.unreadable is None and options.map is not None:
        answers = map_file.read_answers(_map_bytes(options.map), file, journal.items())
    map_file.check_answers(file, answers, journal.items())
    return journal.plan_foreign_import(file, answers, replace_old=options.replace)


def _map_bytes(file: Path) -> bytes:
    from fibrojournal.exchange.item_map import MAP_LIMIT  # noqa: PLC0415 - as above

    try:
        with file.open("rb") as stream:
            return stream.read(MAP_LIMIT + 1)
    except OSError as error:
        raise RefusedError(
            tr("The map could not be opened."),
            remedy=tr("Check its name and the folder. Nothing was changed."),
        ) from error


def _print_report(plan: ImportPlan, *, written: bool) -> None:
    report = {"files": [asdict(file) for file in plan.files], "written": written}
    print(json.dumps(report, indent=2))  # in ASCII, which every console and pipe can carry


def _export(options: argparse.Namespace) -> int:
    with _opened(options) as journal:
        # Said before anything is written, and where no pipe carries it away.
        print(
            tr("Exported files are not encrypted. Anybody who gets them can read them."),
            file=sys.stderr,
            flush=True,
        )
        journal.export_to(options.to)
    print(tr("Exported to {place}.").format(place=options.to))
    return _DONE


def _changes(options: argparse.Namespace) -> int:
    from fibrojournal.analysis.change_records import change_records  # noqa: PLC0415 - as above
    from fibrojournal.analysis.change_report import (  # noqa: PLC0415 - as above
        ChangesSource,
        change_reports,
    )
    from fibrojournal.analysis.series import daily_values  # noqa: PLC0415 - as above

    with _opened(options) as journal:
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
            Settings.load(paths.settings_file()).least_difference,
        )
    records = change_records(change_reports(source, today=today), medicines)
    print(json.dumps(records, indent=2))
    return _DONE


def _check(options: argparse.Namespace) -> int:
    with _opened(options) as journal:
        problems = journal.problems()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(tr("This journal is damaged. Please keep it, and open a backup."), file=sys.stderr)
        return _REFUSED
    print(tr("This journal is sound: every page and row was checked."))
    return _DONE


def _backup(options: argparse.Namespace) -> int:
    made: Backup | None
    with _opened(options) as journal:
        if options.to is not None:  # somebody's own folder, in which nothing is ever thinned out
            made = journal.backups.save_copy(options.to)
        else:
            made = journal.backups.make(even_if_unchanged=True)
        problem = journal.backups.second_folder_problem
    if made is not None:  # always, as the journal is open and has a folder
        print(tr("Backup made, opened and counted: {file}").format(file=made.path))
    if options.to is None and problem:
        print(problem, file=sys.stderr)
    return _DONE


def _restore(options: argparse.Namespace) -> int:
    from fibrojournal.journal.restoring import restore_closed  # noqa: PLC0415 - as above

    was_there = options.at.exists()
    with ExitStack() as stack:
        try:
            journal = stack.enter_context(_opened(options))
        except JournalError as error:
            if not _may_be_replaced(options, error):
                raise
            folders = _folders(options.at)
            restore_closed(options.at, options.backup, passphrase(options), _now(), folders)
        else:
            journal.backups.restore(options.backup, passphrase(options))
    print(tr("Restored: {file}").format(file=options.at))
    if was_there:
        print(tr("What was there before is kept beside it, under another name."))
    return _DONE


def _may_be_replaced(options: argparse.Namespace, error: JournalError) -> bool:
    """Tell whether what does not open at the journal's place may give way to a backup.

    A journal that is whole, but busy, too new or under another passphrase, never does; nor does
    a file that does not even look like a journal. What gives way is kept.
    """
    from fibrojournal.storage.driver import read_salt  # noqa: PLC0415 - as above

    if isinstance(error, WrongPassphraseError):  # or damaged: they look the same from outside
        with suppress(JournalError):
            return read_salt(options.at) == read_salt(options.backup)
    if isinstance(error, JournalMissingError):
        return True
    is_damaged = isinstance(error, EmptyFileError | JournalDamagedError | NotAJournalError)
    return is_damaged and options.at.suffix == ".fibro"


def _report(options: argparse.Namespace, *, write_pdf: WritePdf | None) -> int:
    from fibrojournal.exchange.whole_file import write_whole  # noqa: PLC0415 - as above
    from fibrojournal.i18n import EnglishFormatter  # noqa: PLC0415 - as above
    from fibrojournal.reports.pictures import each_picture  # noqa: PLC0415 - as above
    from fibrojournal.reports.report_choice import ReportChoice, usual_range  # noqa: PLC0415
    from fibrojournal.reports.visit_html import whole_html  # noqa: PLC0415 - as above
    from fibrojournal.reports.visit_report import visit_report  # noqa: PLC0415 - as above

    if options.to.suffix not in {".pdf", ".html"}:
        raise RefusedError(
            tr("This kind of report is not known."),
            remedy=tr("Choose a name that ends in .pdf or .html. Nothing was written."),
        )
    with _opened(options) as journal:
        contents, today = journal.contents(), journal.today()
    last = min(options.until or today, today)
    first, since_visit = usual_range(contents, last)
    if options.since is not None:
        first, since_visit = options.since, False
    if first > last:
        raise RefusedError(
            tr("The first day lies after the last."),
            remedy=tr("Choose another day. Nothing was written."),
        )
    settings = Settings.load(paths.settings_file())
    choice = ReportChoice(
        first,
        last,
        since_visit=since_visit,
        weight_unit=settings.weight_unit,
        least_difference=settings.least_difference,
    )
    formatter = EnglishFormatter()
    report = visit_report(contents, choice, today, formatter)
    if options.to.suffix == ".html":
        drawn = each_picture(report, formatter, height=460)
        pictures = {name: picture.embedded for name, picture in drawn}
        write_whole(options.to, whole_html(report, pictures, formatter).encode())
    elif write_pdf is not None:
        write_pdf(report, options.to, formatter)
    print(tr("Written to {file}. It is not encrypted.").format(file=options.to))
    return _DONE
