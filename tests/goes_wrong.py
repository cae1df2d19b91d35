"""Goes wrong in every way that Python, its libraries and Qt report by themselves.

Run as a module, with the words that must not be told.
"""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QWidget

from fibrojournal.app.crashes import Crashes
from fibrojournal.settings import Settings
from fibrojournal.ui.main_window import MainWindow

WORDS: Final = sys.argv[-1]


class Thrown:
    """Goes wrong when it is thrown away."""

    def __del__(self) -> None:
        raise ArithmeticError(WORDS)


class Altered(QWidget):
    """Goes wrong when Qt calls it."""

    def changeEvent(self, _event: QEvent) -> None:
        raise ZeroDivisionError(WORDS)


def fall() -> None:
    raise KeyError(WORDS)


def main() -> None:
    app = QApplication([])
    window = MainWindow(Settings(theme="light"), works_ahead=False)
    Crashes(window).install()
    thread = threading.Thread(target=fall, name=WORDS)
    thread.start()
    thread.join()
    Thrown()
    warnings.warn(WORDS, stacklevel=1)
    logger = logging.getLogger("somebody")
    logger.warning("%s", WORDS)
    try:
        fall()
    except KeyError:
        logger.exception(WORDS)
    qWarning(f"QThing::do: {WORDS}")
    altered = Altered()
    QTimer.singleShot(0, partial(altered.setEnabled, False))
    QTimer.singleShot(0, app.quit)
    app.exec()
    raise ValueError(WORDS)


if __name__ == "__main__":
    main()
