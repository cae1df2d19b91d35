"""Reports on paper: pages drawn for a printer, a preview or a PDF file.

Page 1 is always one page: the picture gives way first, then the size of the letters, and what is
still too much is drawn smaller as a whole, never cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from fibrojournal.exchange.whole_file import write_whole
from fibrojournal.i18n import tr
from fibrojournal.reports.pictures import PRINT_SCALE, further_pictures, timeline_picture
from fibrojournal.reports.visit_html import TIMELINE, PictureSource, first_page, further_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice

    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.pictures import ReportPicture
    from fibrojournal.reports.visit_report import VisitReport

CSS_DPI: Final = 96
MARGIN_MM: Final = 13.0
FOOTER_PX: Final = 34
"""Room for the line at the foot, in CSS pixels."""

TRIES: Final = ((460, 12.5), (420, 12.5), (380, 12.0), (330, 11.5), (300, 11.0))
"""Heights of the picture and sizes of the letters, in CSS pixels, the best first."""

PAGE_SIZES: Final = {
    "A4": QPageSize.PageSizeId.A4,
    "Letter": QPageSize.PageSizeId.Letter,
}

PRINT_DPI: Final = 300

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_STYLE: Final = (
    "body{{color:#000000}}"
    "h1{{font-size:{h1}px;margin:0}}h2{{font-size:{h2}px;margin:8px 0 2px 0}}"
    "h3{{font-size:{h3}px;margin:8px 0 2px 0}}p{{margin:2px 0 4px 0}}"
    "li{{margin:0 0 3px 0}}ol,ul{{margin:2px 0 4px 16px;-qt-list-indent:0}}"
    ".quiet{{color:#4a4a4a;font-size:{quiet}px;font-weight:normal}}"
    "table.figures td,table.figures th{{padding:2px 0 2px 8px;font-weight:normal}}"
    "table.figures th.row{{padding-left:0}}"
)


class Pages(Protocol):
    """What can be drawn page by page on paper."""

    layout: QPageLayout

    @property
    def count(self) -> int:
        """How many pages there are."""

    def draw(self, painter: QPainter, page: int, dots_per_px: float) -> None:
        """Draw one page, from the top left corner inside the margins."""


class ReportPages:
    """A report laid out for one size of paper.

    Args:
        report: The report.
        formatter: Writes days and numbers.
        scale: Dots of the pictures for one CSS pixel.
        at_once: Lay everything out now; else `lay_out` does so, a picture at a time.
    """

    def __init__(
        self,
        report: VisitReport,
        formatter: Formatter,
        *,
        scale: float = PRINT_SCALE,
        at_once: bool = True,
    ) -> None:
        self._report = report
        self._formatter = formatter
        self._scale = scale
        self.layout = QPageLayout(
            QPageSize(PAGE_SIZES[report.choice.paper]),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
        inside = self.layout.paintRectPixels(CSS_DPI)
        self._size = QSizeF(inside.width(), inside.height())
        self._room = QSizeF(inside.width(), inside.height() - FOOTER_PX)
        self._first = QTextDocument()
        self._further: QTextDocument | None = None
        if at_once:
            for _step in self.lay_out():
                continue

    def lay_out(self) -> Iterator[bool]:
        """Lay the pages out step by step; each step tells whether page 1 can be drawn."""
        for document in self._first_pages():
            self._first = document
            yield False
        yield True
        pictures = {}
        for name, picture in further_pictures(self._report, self._formatter, scale=self._scale):
            pictures[name] = picture
            yield True
        self._further = self._further_pages(pictures)
        yield True

    @property
    def count(self) -> int:
        """How many pages there are."""
        return 1 + (self._further.pageCount() if self._further is not None else 0)

    @property
    def first_page_scale(self) -> float:
        """How much page 1 is drawn smaller as a whole; 1 = not at all."""
        return min(1.0, self._room.height() / self._first.size().height())

    def draw(self, painter: QPainter, page: int, dots_per_px: float) -> None:
        """Draw one page.

        Args:
            painter: Its origin is the top left corner inside the margins.
            page: From 0.
            dots_per_px: Dots of the device for one CSS pixel.
        """
        painter.save()
        painter.scale(dots_per_px, dots_per_px)
        if page == 0:
            self._draw_first(painter)
        else:
            self._draw_further(painter, page - 1)
        self._draw_footer(painter, page)
        painter.restore()

    def _draw_first(self, painter: QPainter) -> None:
        painter.save()
        scale = self.first_page_scale
        painter.translate(self._room.width() * (1 - scale) / 2, 0)
        painter.scale(scale, scale)
        self._first.drawContents(painter)
        painter.restore()

    def _draw_further(self, painter: QPainter, page: int) -> None:
        assert self._further is not None  # noqa: S101 - only asked for with further pages
        painter.save()
        top = page * self._room.height()
        painter.translate(0, -top)
        self._further.drawContents(
            painter, QRectF(0, top, self._room.width(), self._room.height())
        )
        painter.restore()

    def _draw_footer(self, painter: QPainter, page: int) -> None:
        painter.setFont(_font(10))
        painter.setPen(QColor("#4a4a4a"))
        top = self._size.height() - painter.fontMetrics().height()
        line = QRectF(0, top, self._size.width(), painter.fontMetrics().height())
        number = tr("{page} / {pages}").format(page=page + 1, pages=self.count)
        painter.drawText(line, _LEFT, self._report.footer)
        painter.drawText(line, _RIGHT, f"{self._report.printed}   {number}")

    def _first_pages(self) -> Iterator[QTextDocument]:
        """Lay page 1 out, smaller each time, until it fits."""
        for height, letters in TRIES:
            pictures = {}
            if (chart := self._report.chart) is not None:
                pictures[TIMELINE] = timeline_picture(
                    chart, self._formatter, height=height, scale=self._scale
                )
            document = self._document(letters, pictures)
            document.setHtml(first_page(self._report, _named(pictures), self._formatter))
            document.setTextWidth(self._room.width())
            yield document
            if document.size().height() <= self._room.height():
                return

    def _further_pages(self, pictures: Mapping[str, ReportPicture]) -> QTextDocument | None:
        body = further_pages(self._report, _named(pictures))
        if not body:
            return None
        document = self._document(TRIES[0][1], pictures)
        document.setHtml(body)
        document.setPageSize(self._room)
        return document

    def _document(self, letters: float, pictures: Mapping[str, ReportPicture]) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(_font(letters))
        document.setDefaultStyleSheet(
            _STYLE.format(
                h1=round(letters * 2),
                h2=round(letters * 1.2),
                h3=round(letters * 1.1),
                quiet=round(letters * 0.9),
            )
        )
        for name, picture in pictures.items():
            image = QImage.fromData(picture.png)
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        return document


def write_pdf(report: VisitReport, file: Path, formatter: Formatter) -> None:
    """Write a report as a PDF file, whole or not at all.

    Raises:
        JournalError: The place cannot be written to.
    """
    write_whole(file, pdf_bytes(report, formatter))


def pdf_bytes(report: VisitReport, formatter: Formatter) -> bytes:
    """Return a report as a PDF file."""
    pages = ReportPages(report, formatter)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("FibroJournal")
    writer.setTitle(report.title)
    writer.setResolution(PRINT_DPI)
    print_pages(pages, writer)
    buffer.close()
    return bytes(buffer.data().data())


def print_pages(pages: Pages, device: QPagedPaintDevice) -> None:
    """Draw every page on a printer or into a PDF file."""
    device.setPageLayout(pages.layout)
    painter = QPainter(device)
    dots_per_px = device.logicalDpiX() / CSS_DPI
    for page in range(pages.count):
        if page:
            device.newPage()
        pages.draw(painter, page, dots_per_px)
    painter.end()


def _font(px: float) -> QFont:
    font = QFont("Inter") if QFontDatabase.hasFamily("Inter") else QFont()
    font.setPixelSize(round(px))
    return font


def _named(pictures: Mapping[str, ReportPicture]) -> dict[str, PictureSource]:
    """Let the text ask for each picture by its name."""
    return {
        name: PictureSource(name, picture.width, picture.height)
        for name, picture in pictures.items()
    }
