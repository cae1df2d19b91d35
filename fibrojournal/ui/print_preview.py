"""Printing, with a look at the pages first; the system's print service does the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QComboBox,
    QGraphicsView,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from fibrojournal.i18n import tr
from fibrojournal.ui.printing import print_pages
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from fibrojournal.ui.printing import Pages


class _Printing(QObject):
    """Draws the pages whenever the dialog asks for them, and keeps the printer as long."""

    def __init__(self, pages: Pages, printer: QPrinter, dialog: QPrintPreviewDialog) -> None:
        super().__init__(dialog)
        self._pages = pages
        self._printer = printer
        dialog.paintRequested.connect(self._on_paint_requested)

    @Slot(QPrinter)
    def _on_paint_requested(self, printer: QPrinter) -> None:
        print_pages(self._pages, printer)


def open_print_preview(pages: Pages, parent: QWidget) -> QPrintPreviewDialog:
    """Show pages as they will be printed, with Qt's buttons to do so.

    Args:
        pages: Laid out for their paper.
        parent: The page.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(tr("Report"))  # print queues show it to everybody
    printer.setPageLayout(pages.layout)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setWindowTitle(tr("Print"))
    words = wrapped_label(
        tr(
            "Printing goes through the print service of your system. It may keep a copy for a "
            "while, and a printer on a network gets the pages over that network."
        ),
        "quiet",
    )
    layout = dialog.layout()
    if layout is not None:
        layout.addWidget(_foot(words, dialog))
    _name_parts(dialog)
    _Printing(pages, printer, dialog)
    room = parent.window().size()
    dialog.resize(room.width(), room.height())
    dialog.open()
    return dialog


def _foot(words: QLabel, dialog: QPrintPreviewDialog) -> QWidget:
    """Put buttons beside the words: those at the top of Qt's dialog cannot be reached by keys."""
    foot = QWidget(dialog)
    close_button = QPushButton(tr("Cancel"), foot)
    close_button.setAutoDefault(False)
    close_button.clicked.connect(dialog.reject)
    row = QHBoxLayout(foot)
    row.setContentsMargins(px(16), px(8), px(16), px(12))
    row.setSpacing(px(8))
    row.addWidget(words, 1)
    row.addWidget(close_button)
    called = QCoreApplication.translate("QPrintPreviewDialog", "Print")
    for action in dialog.findChildren(QAction):
        if action.text() == called:
            print_button = QPushButton(tr("Print…"), foot)
            print_button.setProperty("primary", True)
            print_button.setDefault(True)
            print_button.clicked.connect(action.trigger)
            row.addWidget(print_button)
    return foot


def _name_parts(dialog: QPrintPreviewDialog) -> None:
    """Name what Qt has left without a name."""
    for view in dialog.findChildren(QGraphicsView):
        view.setAccessibleName(tr("Pages as they will be printed"))
    for box in dialog.findChildren(QComboBox):
        box.setAccessibleName(tr("Size on the screen"))
    for edit in dialog.findChildren(QLineEdit):
        is_size = isinstance(edit.parentWidget(), QComboBox)
        edit.setAccessibleName(tr("Size on the screen") if is_size else tr("Page"))
