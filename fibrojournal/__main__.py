"""Opens the window, or runs the command that was typed."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from fibrojournal import cli
from fibrojournal.errors import JournalError
from fibrojournal.i18n import use_language
from fibrojournal.paths import chart_cache, resource, settings_file
from fibrojournal.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.visit_report import VisitReport


def main(arguments: Sequence[str] | None = None) -> int:
    """Run FibroJournal; return the exit code.

    Args:
        arguments: What was typed after the name of the program; None = as the system tells.
    """
    # What is written is nobody else's, on a computer with several accounts too.
    os.umask(0o077)
    # Else matplotlib would keep its list of fonts in a folder of its own, outside of ours.
    os.environ.setdefault("MPLCONFIGDIR", str(chart_cache()))
    use_language(Settings.load(settings_file()).language, resource("locale"))
    options = cli.parser().parse_args(arguments)
    if options.command:
        return cli.run(options, _write_pdf)
    # Nothing that a start imports becomes garbage; looking for it takes a tenth of the time. The
    # session switches the search on again as soon as the window is usable.
    gc.disable()
    from fibrojournal import app  # noqa: PLC0415 - the command line runs without Qt

    if options.tour is not None:
        return app.draw_tour(options.tour)
    try:
        passphrase = cli.passphrase(options)
    except JournalError as error:
        print(f"{error.message}\n{error.remedy}", file=sys.stderr)  # noqa: T201
        return 1
    return app.run_window(
        options.journal,
        demo=options.demo,
        time_start=options.time_start,
        passphrase=passphrase,
    )


def _write_pdf(report: VisitReport, file: Path, formatter: Formatter) -> None:
    """Write a report as PDF; only this command needs Qt, which then needs no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only for a PDF

    from fibrojournal.ui.printing import write_pdf  # noqa: PLC0415 - as above

    app = QApplication.instance() or QApplication(sys.argv[:1])
    write_pdf(report, file, formatter)
    del app


if __name__ == "__main__":
    sys.exit(main())
