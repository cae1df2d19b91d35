"""A text on the clipboard that does not stay there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

STAYS_S: Final = 30
"""Seconds for which a copied secret stays on the clipboard."""

_NOT_KEPT: Final = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
    "application/x-nspasteboard-concealed-type": b"1",
}
"""What asks the clipboard histories of KDE, Windows and macOS to leave a text out."""


class PassingCopy(QObject):
    """Copies a text, and empties the clipboard after a while unless something else is there then.

    It belongs to the application, so that it outlives the dialog that copied.

    Args:
        text: What is copied.
        stays_ms: How long it stays.
    """

    def __init__(self, text: str, stays_ms: int = STAYS_S * 1000) -> None:
        app = QCoreApplication.instance()
        super().__init__(app)
        self._text = text
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        data = QMimeData()
        data.setText(text)
        for kind, value in _NOT_KEPT.items():
            data.setData(kind, QByteArray(value))
        self._clipboard.setMimeData(data)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_over)
        self._timer.start(stays_ms)
        if app is not None:
            app.aboutToQuit.connect(self._on_over)

    @Slot()
    def _on_over(self) -> None:
        if self._clipboard.text() == self._text:
            self._clipboard.clear()
        self._text = ""
        self.deleteLater()
