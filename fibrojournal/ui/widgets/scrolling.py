"""Keeps what has the focus within sight."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from fibrojournal.ui.theme import px

MARGIN = 64
"""Room left above and below what is brought into view, in pixels at 100 %."""


def bring_into_view(widget: QWidget) -> None:
    """Scroll the area in which `widget` lies, if any, until it can be seen."""
    ancestor = widget.parentWidget()
    while ancestor is not None:
        if isinstance(ancestor, QScrollArea):
            ancestor.ensureWidgetVisible(widget, 0, px(MARGIN))
            return
        ancestor = ancestor.parentWidget()
