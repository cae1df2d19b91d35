"""Sheets of plain HTML on paper, such as the plan and the week to be filled in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPageSize, QTextDocument

from fibrojournal.ui.printing import CSS_DPI, MARGIN_MM, PAGE_SIZES, draw_text, size_headings

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from fibrojournal.reports.report_choice import Paper

_LETTERS: Final = 13
_STYLE: Final = (
    "body{color:#000000}h1{margin:0 0 4px 0}h2{margin:16px 0 2px 0}p{margin:0 0 8px 0}"
    ".quiet{color:#4a4a4a;font-size:11px;font-weight:normal}"
    "th.quiet{white-space:nowrap}th.row{font-weight:normal}"
    "table.ruled{border-collapse:collapse}"
    "table.ruled td,table.ruled th{border:1px solid #8a8a8a;vertical-align:middle}"
)


class SheetPages:
    """A sheet laid out for one size of paper.

    Args:
        html: Its body.
        paper: Size of the paper.
        landscape: The paper lies on its side.
    """

    def __init__(self, html: str, paper: Paper, *, landscape: bool = False) -> None:
        turned = QPageLayout.Orientation
        self.layout = QPageLayout(
            QPageSize(PAGE_SIZES[paper]),
            turned.Landscape if landscape else turned.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
        inside = self.layout.paintRectPixels(CSS_DPI)
        self._size = QSizeF(inside.width(), inside.height())
        font = QFont("Inter") if QFontDatabase.hasFamily("Inter") else QFont()
        font.setPixelSize(_LETTERS)
        self._document = QTextDocument()
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(font)
        self._document.setDefaultStyleSheet(_STYLE)
        self._document.setHtml(html)
        size_headings(self._document, _LETTERS)
        self._document.setPageSize(self._size)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    def draw(self, painter: QPainter, page: int, dots_per_px: float) -> None:
        """Draw one page, from the top left corner inside the margins."""
        painter.save()
        painter.scale(dots_per_px, dots_per_px)
        top = page * self._size.height()
        painter.translate(0, -top)
        part = QRectF(0, top, self._size.width(), self._size.height())
        draw_text(self._document, painter, part)
        painter.restore()
