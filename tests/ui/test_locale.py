from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from fibrojournal.ui.locale import put_on, usual_locale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application, which is English again afterwards."""
    before = QLocale()
    yield qapp
    put_on(qapp, before)


def cancel_word(qtbot: QtBot) -> str:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    return box.buttons()[0].text().replace("&", "")


@pytest.mark.parametrize(
    ("system", "chosen", "language", "expected"),
    [
        ("C", "", "en", "en_GB"),
        ("en_US", "", "en", "en_US"),
        ("de_AT", "", "en", "en_AT"),
        ("de_AT", "", "de", "de_AT"),
        ("de_AT", "en_GB", "en", "en_GB"),
        ("en_US", "ar", "ar", "ar_EG"),
        ("en_US", "nb_NO", "en", "en_US"),  # there is no such catalogue
    ],
)
def test_dates_are_in_the_language_of_the_words(
    monkeypatch: pytest.MonkeyPatch, system: str, chosen: str, language: str, expected: str
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    assert usual_locale(chosen, language).name() == expected


def test_qt_names_its_buttons_in_the_language_where_it_can(
    app: QApplication, qtbot: QtBot
) -> None:
    put_on(app, QLocale("de_DE"))
    assert cancel_word(qtbot) == "Abbrechen"
    put_on(app, QLocale("nb_NO"))  # which Qt has not
    assert cancel_word(qtbot) == "Cancel"
    put_on(app, QLocale("en_GB"))
    assert cancel_word(qtbot) == "Cancel"


def test_lines_begin_where_the_language_begins_them(app: QApplication) -> None:
    put_on(app, QLocale("ar_EG"))
    assert app.layoutDirection() == Qt.LayoutDirection.RightToLeft
    put_on(app, QLocale("en_GB"))
    assert app.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert QLocale().name() == "en_GB"
