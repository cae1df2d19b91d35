"""Asks for the few words about the person that a report may show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fibrojournal.domain.profile import Profile
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS = range(1900, 2101)


class ProfileDialog(FormDialog):
    """Collects a `Profile`; every field may be left blank.

    Args:
        profile: What is written down so far.
        parent: The page.
    """

    profile_entered = Signal(Profile)

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(tr("About you"), width=520, parent=parent)
        self.name_edit = QLineEdit(profile.name)
        year = "" if profile.birth_year is None else str(profile.birth_year)
        self.year_edit = QLineEdit(year)
        self.year_edit.setMaximumWidth(px(120))
        self.conditions_edit = _text(profile.conditions)
        self.care_team_edit = _text(profile.care_team)
        self.form.addWidget(
            wrapped_label(
                tr(
                    "For the report only. All of it may be left blank; then it has lines to write "
                    "your name on by hand."
                ),
                "quiet",
            )
        )
        self.add_field(Field(tr("&Name"), self.name_edit))
        self._year_field = self.add_field(
            Field(tr("&Year of birth"), self.year_edit, tr("Four digits, such as 1980."))
        )
        self.add_field(Field(tr("&Other conditions"), self.conditions_edit))
        self.add_field(
            Field(
                tr("Care &team"), self.care_team_edit, tr("Names and phone numbers, a line each.")
            )
        )
        self.form.addStretch(1)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield a year that cannot be read."""
        typed = self.year_edit.text().strip()
        if typed and self._year() is None:
            yield self._year_field, tr("This is not a year. Write it with four digits.")

    def hand_over(self) -> None:
        """Emit the profile."""
        self.profile_entered.emit(
            Profile(
                self.name_edit.text().strip(),
                self._year(),
                self.conditions_edit.toPlainText().strip(),
                self.care_team_edit.toPlainText().strip(),
            )
        )

    def _year(self) -> int | None:
        typed = self.year_edit.text().strip()
        year = int(typed) if typed.isascii() and typed.isdigit() else 0
        return year if year in _YEARS else None


def _text(words: str) -> QPlainTextEdit:
    edit = QPlainTextEdit(words)
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(px(84))
    return edit
