"""A section of the Learn page: a heading over paragraphs, each with its source beneath."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from fibrojournal.i18n import digits, listed, set_apart, tr
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.focus_ring import RING, paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

    from fibrojournal.domain.facts import Paragraph, Section, Source

LINE_HEIGHT = 122
"""Height of a line of running text, in percent of the type."""

TEXT_WIDTH = 632
LEAST_TEXT_WIDTH = 160
"""Usual and least width of running text, in pixels at 100 %."""

_RADIUS = 4


def sources_words(paragraph: Paragraph) -> str:
    """Return where a paragraph was read: "Source: Newcombe, 2006"; "" = no sources."""
    if not paragraph.sources:
        return ""
    named = set_apart(source_words(source) for source in paragraph.sources)
    return tr("Source: {sources}").format(sources=named)


def source_words(source: Source) -> str:
    """Return one source with its year: "Newcombe, 2006"."""
    if not source.year:
        return tr("{source}, no year given").format(source=tr(source.short))
    return listed((tr(source.short), digits(source.year)))


class LearnText(QLabel):
    """Paragraphs that can be selected by the mouse, and by the keyboard as a whole.

    Tab stops here, so that reading goes on from section to section. Arrow and page keys are left
    to the page, which scrolls.
    """

    focus_altered = Signal()

    def __init__(self, paragraphs: tuple[Paragraph, ...], parent: QWidget | None = None) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText("".join(_html(paragraph) for paragraph in paragraphs))

    def sizeHint(self) -> QSize:
        """Return a size without asking for the best of many widths, as rich labels do."""
        width = px(TEXT_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Need the room of the longest words."""
        return QSize(px(LEAST_TEXT_WIDTH), 0)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text, which never changes, at a width."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type is another."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask for the ring."""
        super().focusInEvent(event)
        self.focus_altered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring back."""
        super().focusOutEvent(event)
        self.focus_altered.emit()


class LearnSection(QWidget):
    """A section with its heading; screen readers hear the heading with the text.

    Args:
        section: What is shown, in English.
        parent: The card of the topic.
    """

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = section.key
        title = tr(section.title)
        self.setAccessibleName(title)
        self.title_label = text_label(title, "section")
        self.title_label.setWordWrap(True)
        self.title_label.setAccessibleName(tr("Heading: {title}").format(title=title))
        self.title_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title_label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text = LearnText(section.paragraphs)
        self.text.setAccessibleName(_spoken(title, section.paragraphs))
        self.text.focus_altered.connect(self._on_focus_altered)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(8), px(8), px(8), px(8))
        rows.setSpacing(px(8))
        rows.addWidget(self.title_label)
        rows.addWidget(self.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring while the text has the keyboard."""
        super().paintEvent(event)
        if self.text.hasFocus():
            inner = self.rect().adjusted(RING, RING, -RING, -RING)
            paint_ring(QPainter(self), inner, px(_RADIUS), colour("card"))

    @Slot()
    def _on_focus_altered(self) -> None:
        self.update()


class SectionLink(QPushButton):
    """A section's title in the list at the top; it leads there."""

    section_chosen = Signal(str)

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title.replace("&", "&&"), parent)
        self._key = key
        self.setProperty("link", True)
        self.setAutoDefault(False)
        self.setAccessibleName(tr("Go to: {title}").format(title=title))
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the page, which scrolls; a button would move the focus."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.section_chosen.emit(self._key)


def _html(paragraph: Paragraph) -> str:
    sources = sources_words(paragraph)
    text = _block(tr(paragraph.text), f"margin-bottom: {px(4 if sources else 12)}px;")
    if not sources:
        return text
    quiet = f"color: {colour('quiet').name()}; font-size: {px(13)}px;"
    return text + _block(sources, f"margin-bottom: {px(14)}px; {quiet}")


def _block(text: str, look: str) -> str:
    return f'<p style="margin-top: 0; line-height: {LINE_HEIGHT}%; {look}">{escape(text)}</p>'


def _spoken(title: str, paragraphs: tuple[Paragraph, ...]) -> str:
    """Return the section as one text, for ears."""
    parts = [f"{title}."]
    for paragraph in paragraphs:
        parts.append(tr(paragraph.text))
        if sources := sources_words(paragraph):
            parts.append(f"{sources}.")
    return " ".join(parts)
