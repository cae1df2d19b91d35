"""Opens the window, or runs the command that was typed."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from fibrojournal import cli

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run FibroJournal; return the exit code.

    Args:
        arguments: What was typed after the name of the program; None = as the system tells.
    """
    # What is written is nobody else's, on a computer with several accounts too.
    os.umask(0o077)
    options = cli.parser().parse_args(arguments)
    if options.command:
        return cli.run(options)
    # Nothing that a start imports becomes garbage; looking for it takes a tenth of the time. The
    # session switches the search on again as soon as the window is usable.
    gc.disable()
    from fibrojournal import app  # noqa: PLC0415 - the command line runs without Qt

    if options.tour is not None:
        return app.draw_tour(options.tour)
    return app.run_window(options.journal, demo=options.demo, time_start=options.time_start)


if __name__ == "__main__":
    sys.exit(main())
