"""Reports on paper: pages drawn for a printer, a preview or a PDF file.

    pages = ReportPages(report, formatter)     all at once, or step by step: pages.lay_out()
    pages.draw(painter, page, dots_per_px)     one page
    for _n in print_steps(pages, device)        a page at a time, so that a window stays awake

Page 1 is always one page, with letters that can be read: the picture gives way first, then the
longest lists go on overleaf, whole. Nothing is cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from fibrojournal.exchange.whole_file import write_whole
from fibrojournal.i18n import tr
from fibrojournal.reports.page_room import ROOMS
from fibrojournal.reports.pictures import PRINT_SCALE, planned_pictures, planned_timeline
from fibrojournal.reports.visit_html import (
    TIMELINE,
    continued,
    first_page,
    fixed_words,
    further_parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice, QTextBlock

    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.page_room import PageRoom
    from fibrojournal.reports.pictures import PlannedPicture
    from fibrojournal.reports.visit_html import PictureSource
    from fibrojournal.reports.visit_report import VisitReport

CSS_DPI: Final = 96
MARGIN_MM: Final = 13.0
FOOTER_PX: Final = 34
"""Room for what stands at the foot, in CSS pixels."""

_FOOTER_GAP: Final = 16

SHAPES: Final = ((470, 13), (440, 13), (410, 13), (440, 12), (400, 12), (360, 12), (320, 12))
"""Heights of the picture and sizes of the letters, in CSS pixels, the best first."""

PAGE_SIZES: Final = {
    "A4": QPageSize.PageSizeId.A4,
    "Letter": QPageSize.PageSizeId.Letter,
}

PRINT_DPI: Final = 300

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom) | int(
    Qt.TextFlag.TextWordWrap
)

QUIET_PART: Final = 0.9
"""Size of the quiet letters, as a part of the others."""

HEADING_PARTS: Final = {1: 2.0, 2: 1.22, 3: 1.1}
"""Sizes of the headings by their level, as a part of the letters."""

_STYLE: Final = (
    "body{{color:#000000}}"
    "h1{{margin:0}}h2{{margin:9px 0 3px 0}}h3{{margin:9px 0 2px 0}}p{{margin:2px 0 4px 0}}"
    "p.picture{{margin:0 0 4px 0}}"
    "li{{margin:0 0 4px 0}}ol,ul{{margin:2px 0 4px 18px;-qt-list-indent:0}}"
    ".quiet{{color:#4a4a4a;font-size:{quiet}px;font-weight:normal}}"
    "table.figures{{border-collapse:collapse;margin-top:6px}}"
    "table.figures td,table.figures th{{padding:2px 0 3px 8px;font-weight:normal}}"
    "table.figures thead th{{border-bottom:1px solid #888888;vertical-align:bottom}}"
    ".short{{white-space:nowrap}}"
    "table.figures th.row,table.figures th.first{{padding-left:0}}"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a further page.

    Attributes:
        document: What it holds.
        top: Height in `document` at which it begins, in CSS pixels.
        height: How much of it is here.
        at: Where it stands on the page.
        compares: Whether the fixed words belong under it.
    """

    document: QTextDocument
    top: float
    height: float
    at: float
    compares: bool = False


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
        scale: Dots of the pictures for one CSS pixel; a screen needs fewer than paper.
        at_once: Lay everything out now; else `lay_out` does so, a picture at a time.

    Attributes:
        layout: The sheet with its margins.
        first_page_room: How much stands on page 1.
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
        self.layout = QPageLayout(
            QPageSize(PAGE_SIZES[report.choice.paper]),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
        inside = self.layout.paintRectPixels(CSS_DPI)
        self._size = QSizeF(inside.width(), inside.height())
        self._room = QSizeF(inside.width(), inside.height() - FOOTER_PX)
        self._scale = scale
        self._pictures: dict[str, PlannedPicture] = {}
        self._timelines: dict[int, PlannedPicture] = {}
        self._drawn: dict[str, QImage] = {}
        self._first = QTextDocument()
        self._further: list[list[_Piece]] = []
        self.first_page_room = ROOMS[-1]
        if at_once:
            for _step in self.lay_out():
                continue

    def lay_out(self) -> Iterator[bool]:
        """Lay the pages out and draw their pictures step by step.

        Yields:
            Whether page 1 can be drawn.
        """
        for document in self._first_pages():
            self._first = document
            yield False
        self._draw_picture(TIMELINE)
        yield True
        self._pictures |= planned_pictures(self._report, self._formatter)
        yield from self._further_pages()
        for name in self._pictures:
            if name not in self._drawn:
                self._draw_picture(name)
                yield True

    @property
    def count(self) -> int:
        """How many pages there are."""
        return 1 + len(self._further)

    @property
    def first_page_scale(self) -> float:
        """How much page 1 is drawn smaller as a whole; 1 = not at all."""
        return min(1.0, self._room.height() / self._first.size().height())

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands on each page, as plain text, without the line at the foot.

        What is longer than a page is here with the first of its pages.
        """
        further = (
            "\n".join(piece.document.toPlainText() for piece in pieces if not piece.top)
            for pieces in self._further
        )
        return (self._first.toPlainText(), *further)

    @property
    def widest(self) -> float:
        """Width of the widest line that could not be broken, as a part of the sheet's room."""
        documents = [self._first, *(piece.document for page in self._further for piece in page)]
        return max(one.size().width() for one in documents) / self._room.width()

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
        draw_text(
            self._first, painter, QRectF(0, 0, self._room.width(), self._first.size().height())
        )
        painter.restore()

    def _draw_further(self, painter: QPainter, page: int) -> None:
        for piece in self._further[page]:
            painter.save()
            painter.translate(0, piece.at - piece.top)
            part = QRectF(0, piece.top, self._room.width(), piece.height)
            draw_text(piece.document, painter, part)
            painter.restore()

    def _draw_footer(self, painter: QPainter, page: int) -> None:
        painter.setFont(_font(10))
        painter.setPen(QColor("#4a4a4a"))
        metrics = painter.fontMetrics()
        number = tr("{page} / {pages}").format(page=page + 1, pages=self.count)
        printed = f"{self._report.printed}   {number}"
        foot = QRectF(0, self._room.height(), self._size.width(), FOOTER_PX)
        painter.drawText(foot, _RIGHT, printed)
        foot.setRight(foot.right() - metrics.horizontalAdvance(printed) - _FOOTER_GAP)
        painter.drawText(foot, _LEFT, self._report.footer)

    def _first_pages(self) -> Iterator[QTextDocument]:
        """Lay page 1 out until it fits: with as much on it as can be, then as large as can be."""
        smallest = len(SHAPES) - 1
        document = QTextDocument()
        for room in ROOMS:
            self.first_page_room = room
            document = self._first_page(room, smallest)
            if self._fits(document):
                break
            yield document
        for shape in range(smallest):
            larger = self._first_page(self.first_page_room, shape)
            if self._fits(larger):
                yield larger
                return
            yield larger
        yield self._first_page(self.first_page_room, smallest)

    def _fits(self, document: QTextDocument) -> bool:
        return document.size().height() <= self._room.height()

    def _first_page(self, room: PageRoom, shape: int) -> QTextDocument:
        height, letters = SHAPES[shape]
        if (chart := self._report.chart) is not None:
            chart = chart.with_lanes(room.lanes)
            drawn = len(chart.data.lanes)
            if drawn not in self._timelines:
                self._timelines[drawn] = planned_timeline(chart, self._formatter)
            self._pictures[TIMELINE] = self._timelines[drawn].at(height)
        body = first_page(self._report, self._sources, self._formatter, room)
        return self._document(letters, body)

    def _further_pages(self) -> Iterator[bool]:
        """Set every part on the page with the one before it, or on a new one.

        The fixed words stand once on a page, under all that they belong to.

        Yields:
            True after each part; the pages are there after the last.
        """
        pages: list[list[_Piece]] = []
        full, gap, letters = self._room.height(), 10.0, SHAPES[0][1]
        words = fixed_words(self._report)
        fixed = self._document(letters, words)
        at, below = full, 0.0
        parts = continued(self._report, self._formatter, self.first_page_room)
        for part in (*parts, *further_parts(self._report, self._sources)):
            document = self._document(letters, part.html)
            height = document.size().height()
            own = gap + fixed.size().height() if part.compares else 0.0
            if height + own > full:
                whole = part.html + (words if part.compares else "")
                document = self._document(letters, whole)
                document.setPageSize(self._room)
                pages += [
                    [_Piece(document, page * full, full, 0)]
                    for page in range(document.pageCount())
                ]
                at = full
            else:
                if at + gap + height + max(own, below) > full:
                    pages.append([])
                    at, below = -gap, 0.0
                pages[-1].append(_Piece(document, 0, height, at + gap, part.compares))
                at, below = at + gap + height, max(own, below)
            yield True
        for page in pages:
            if any(piece.compares for piece in page):
                end = page[-1].at + page[-1].height + gap
                page.append(_Piece(fixed, 0, fixed.size().height(), end))
        self._further = pages

    def _draw_picture(self, name: str) -> None:
        planned = self._pictures.get(name)
        if planned is not None:
            drawn = planned.drawn(self._scale)
            greys, width = drawn.greys, drawn.width
            kind = QImage.Format.Format_Grayscale8
            self._drawn[name] = QImage(greys, width, drawn.height, width, kind).copy()

    @property
    def _sources(self) -> dict[str, PictureSource]:
        """The pictures as the text asks for them: by name."""
        return {name: picture.source(name) for name, picture in self._pictures.items()}

    def _document(self, letters: float, body: str) -> QTextDocument:
        document = _PictureDocument(self._drawn)
        document.setDocumentMargin(0)
        document.setDefaultFont(_font(letters))
        document.setDefaultStyleSheet(_STYLE.format(quiet=round(letters * QUIET_PART)))
        document.setHtml(body)
        size_headings(document, letters)
        _direct(document)
        document.setTextWidth(self._room.width())
        return document


class _PictureDocument(QTextDocument):
    """A text that is laid out before its pictures are drawn.

    Args:
        drawn: Pictures by name; they may come later.
    """

    def __init__(self, drawn: Mapping[str, QImage]) -> None:
        super().__init__()
        self._drawn = drawn

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002, N802 - Qt's
        """Hand a picture out; nothing else can be loaded."""
        return self._drawn.get(name if isinstance(name, str) else name.toString())


def size_headings(document: QTextDocument, letters: float) -> None:
    """Give headings their sizes, which Qt takes from no style sheet."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level in HEADING_PARTS:
            for first, last in _fragments(block):
                cursor.setPosition(first)
                cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
                look = cursor.charFormat()
                look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                if not look.hasProperty(QTextFormat.Property.FontPixelSize):
                    px = round(letters * HEADING_PARTS[level])
                    look.setProperty(QTextFormat.Property.FontPixelSize, px)
                cursor.setCharFormat(look)
        block = block.next()


def _direct(document: QTextDocument) -> None:
    """Let every line run from left to right but those that say otherwise.

    Qt would turn a line around whose first word, such as a name, runs from right to left.
    """
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        if not block.blockFormat().hasProperty(QTextFormat.Property.LayoutDirection):
            cursor.setPosition(block.position())
            look = QTextBlockFormat()
            look.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            cursor.mergeBlockFormat(look)
        block = block.next()


def _fragments(block: QTextBlock) -> list[tuple[int, int]]:
    """Return where the words of a block stand that look alike."""
    places = block.begin()
    found = []
    while not places.atEnd():
        fragment = places.fragment()
        found.append((fragment.position(), fragment.position() + fragment.length()))
        places += 1
    return found


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
    for _page in print_steps(pages, device):
        pass


def print_steps(pages: Pages, device: QPagedPaintDevice) -> Iterator[int]:
    """Draw a page at each step, so that a window can stay awake between them.

    Yields:
        How many pages are drawn.
    """
    device.setPageLayout(pages.layout)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    dots_per_px = device.logicalDpiX() / CSS_DPI
    for page in range(pages.count):
        if page:
            device.newPage()
        pages.draw(painter, page, dots_per_px)
        yield page + 1
    painter.end()


def draw_text(document: QTextDocument, painter: QPainter, part: QRectF) -> None:
    """Draw a part of a text in black; Qt would take the ink of the window's theme."""
    ink = QPalette()
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.Dark):
        ink.setColor(role, Qt.GlobalColor.black)  # letters, and lines across the page
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = ink
    context.clip = part
    painter.save()
    painter.setClipRect(part)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _font(px: float) -> QFont:
    font = QFont("Inter") if QFontDatabase.hasFamily("Inter") else QFont()
    font.setPixelSize(round(px))
    return font
