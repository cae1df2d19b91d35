"""What holds for every form and list: named, reachable, large enough, freed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from weakref import ref

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTableView,
    QWidget,
)

from fibrojournal.charts.style import load_palette
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Intake, Medicine
from fibrojournal.domain.page_help import load_page_help
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.recovery_code import new_code
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.day_versions import DayVersion
from fibrojournal.journal.trash import Trashed
from fibrojournal.ui.dialogs.day_versions_dialog import DayPast, DayVersionsDialog
from fibrojournal.ui.dialogs.dose_change_dialog import DoseChangeDialog
from fibrojournal.ui.dialogs.dose_history_dialog import DoseHistoryDialog
from fibrojournal.ui.dialogs.event_dialog import EventDialog
from fibrojournal.ui.dialogs.events_dialog import EventsDialog
from fibrojournal.ui.dialogs.get_help_dialog import GetHelpDialog
from fibrojournal.ui.dialogs.help_dialog import HelpDialog
from fibrojournal.ui.dialogs.help_numbers_dialog import HelpNumbersDialog
from fibrojournal.ui.dialogs.intake_dialog import IntakeDialog
from fibrojournal.ui.dialogs.intake_history_dialog import IntakeHistoryDialog
from fibrojournal.ui.dialogs.item_dialog import ItemDialog
from fibrojournal.ui.dialogs.limits_dialog import LimitsDialog
from fibrojournal.ui.dialogs.medicine_dialog import MedicineDialog
from fibrojournal.ui.dialogs.move_dialog import MoveDialog
from fibrojournal.ui.dialogs.passphrase_dialog import PassphraseDialog, RemovePassphraseDialog
from fibrojournal.ui.dialogs.plan_dialog import PlanDialog
from fibrojournal.ui.dialogs.profile_dialog import ProfileDialog
from fibrojournal.ui.dialogs.question_dialog import QuestionDialog
from fibrojournal.ui.dialogs.recovery_code_dialog import RecoveryCodeDialog
from fibrojournal.ui.dialogs.recovery_sheet import RecoverySheet
from fibrojournal.ui.dialogs.report_notes_dialog import ReportNotesDialog
from fibrojournal.ui.dialogs.supply_dialog import SupplyDialog
from fibrojournal.ui.dialogs.trash_dialog import TrashDialog
from fibrojournal.ui.formatter import Look
from fibrojournal.ui.jobs import Jobs
from fibrojournal.ui.theme import apply_theme
from tests.builders import make_entry
from tests.ui.dialogs.dose_builders import TODAY, dose, dose_case, plan_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from fibrojournal.journal.protection import ProtectionReport

NOW = dose(date(2026, 8, 30), 300, 0, 300, 300)
PARACETAMOL = Medicine("paracetamol", as_needed=True)
VISIT = Event("Rheumatology", "visit", TODAY, TODAY)
WRITTEN_AT = datetime(2026, 11, 3, 20, 15, tzinfo=UTC)
SHEET = RecoverySheet(new_code(), "journal.fibro", "4 November 2026")
KINDS = (QAbstractButton, QComboBox, QDateEdit, QLineEdit, QPlainTextEdit, QTableView)


class Locked:
    """Stands in for a protected journal that nobody unlocks."""

    is_protected = True

    def set_passphrase(self, new: str, *, current: str | None = None) -> ProtectionReport:
        raise NotImplementedError

    def remove_passphrase(self, current: str) -> ProtectionReport:
        raise NotImplementedError

    def confirm_recovery_code(self, code: str, typed: str) -> bool:
        raise NotImplementedError


LOCKED = Locked()

MAKERS: dict[str, Callable[[QWidget], QDialog]] = {
    "dose": lambda parent: DoseChangeDialog(dose_case(NOW), parent=parent),
    "correction": lambda parent: DoseChangeDialog(dose_case(NOW), correcting=NOW, parent=parent),
    "medicine": lambda parent: MedicineDialog([], today=TODAY, parent=parent),
    "plan": lambda parent: PlanDialog(dose_case(NOW), [plan_step(TODAY, 300)], parent),
    "intake": lambda parent: IntakeDialog(
        [PARACETAMOL], day=TODAY, today=TODAY, formatter=EnglishFormatter(), parent=parent
    ),
    "event": lambda parent: EventDialog(day=TODAY, event=VISIT, parent=parent),
    "events": lambda parent: EventsDialog([VISIT], TODAY, EnglishFormatter(), parent),
    "doses": lambda parent: DoseHistoryDialog(dose_case(NOW), ["earlier"], parent),
    "intakes": lambda parent: IntakeHistoryDialog(
        PARACETAMOL,
        [Intake("paracetamol", TODAY)],
        today=TODAY,
        formatter=EnglishFormatter(),
        parent=parent,
    ),
    "question": lambda parent: QuestionDialog(Question("Can I swim?", id=1), parent),
    "profile": lambda parent: ProfileDialog(Profile("Jo", 1980), parent),
    "new item": lambda parent: ItemDialog(parent=parent),
    "item": lambda parent: ItemDialog(BUILT_IN_ITEMS[0], parent),
    "notes": lambda parent: ReportNotesDialog(
        [make_entry(TODAY, "Rain")], [TODAY], EnglishFormatter(), parent
    ),
    "trash": lambda parent: TrashDialog(
        [Trashed(1, WRITTEN_AT, WRITTEN_AT, (VISIT,))],
        {},
        zone=UTC,
        formatter=EnglishFormatter(),
        parent=parent,
    ),
    "versions": lambda parent: DayVersionsDialog(
        DayPast(
            TODAY,
            DayVersion(None, make_entry(fatigue=3)),
            [DayVersion(WRITTEN_AT, make_entry(TODAY, "Rain", fatigue=4))],
            BUILT_IN_ITEMS,
        ),
        zone=UTC,
        look=Look(EnglishFormatter(), load_palette("light")),
        parent=parent,
    ),
    "passphrase": lambda parent: PassphraseDialog(LOCKED, Jobs(parent), parent),
    "no passphrase": lambda parent: RemovePassphraseDialog(LOCKED, Jobs(parent), parent),
    "code": lambda parent: RecoveryCodeDialog(SHEET, LOCKED, Jobs(parent), parent),
    "limits": LimitsDialog,
    "supply": lambda parent: SupplyDialog(Medicine("gabapentin"), today=TODAY, parent=parent),
    "get help": lambda parent: GetHelpDialog("112", "", parent),
    "help": lambda parent: HelpDialog(load_page_help()["today"], parent),
    "numbers": lambda parent: HelpNumbersDialog("112", "", parent),
    "move": lambda parent: MoveDialog(is_protected=True, has_recovery_code=True, parent=parent),
}


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture(params=MAKERS)
def dialog(request: pytest.FixtureRequest, parent: QWidget) -> QDialog:
    made = MAKERS[request.param](parent)
    made.open()
    return made


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    font, palette = qapp.font(), qapp.palette()
    apply_theme(qapp, "light", 100)
    yield
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setPalette(palette)


def controls(dialog: QDialog) -> list[QWidget]:
    """Return everything in the dialog that takes a hand, Qt's own inner parts left out."""
    return [
        widget
        for widget in dialog.findChildren(QWidget)
        if isinstance(widget, KINDS)
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parentWidget(), QTableView)
    ]


def tab_order(dialog: QDialog) -> list[QWidget]:
    """Press Tab until it comes round; a date has one stop for each of its parts."""
    order: list[QWidget] = []
    for _ in range(60):
        widget = dialog.focusWidget()
        if widget in order[:-1]:
            return order
        if not order or order[-1] is not widget:
            order.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert len(order) == 1, "Tab never comes round"
    return order


@pytest.mark.parametrize("kind", MAKERS)
def test_a_closed_dialog_is_freed(qtbot: QtBot, parent: QWidget, kind: str) -> None:
    dialog = MAKERS[kind](parent)
    dialog.open()
    watched = ref(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    del dialog
    assert watched() is None


def test_every_control_has_a_name(dialog: QDialog) -> None:
    unnamed = [
        widget
        for widget in controls(dialog)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert unnamed == []


def test_tab_follows_the_eye(dialog: QDialog) -> None:
    order = tab_order(dialog)
    assert [
        widget
        for widget in controls(dialog)
        if widget not in order and not isinstance(widget, QRadioButton)
    ] == []
    # A table begins where it begins, also where more stands beside it.
    heights = [0 if isinstance(widget, QTableView) else widget.height() for widget in order]
    places = [w.mapTo(dialog, QPoint(0, height)) for w, height in zip(order, heights, strict=True)]
    rows = [(round(place.y() / 24), place.x()) for place in places]
    assert rows == sorted(rows)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("kind", MAKERS)
def test_every_control_is_large_enough(parent: QWidget, kind: str) -> None:
    dialog = MAKERS[kind](parent)
    dialog.open()
    QApplication.processEvents()
    small = [(widget, widget.height()) for widget in controls(dialog) if widget.height() < 32]
    assert small == []


def test_no_title_names_a_medicine(dialog: QDialog) -> None:
    title = dialog.windowTitle().casefold()
    assert title
    assert not any(name in title for name in ("gabapentin", "paracetamol"))


def test_the_wheel_changes_no_answer(parent: QWidget) -> None:
    dialog = DoseChangeDialog(dose_case(NOW), parent=parent)
    dialog.open()
    for widget in (dialog.day_edit, dialog.window_box):
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 120),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, turn)
    assert dialog.day_edit.day == TODAY
    assert dialog.window_box.value == 28
