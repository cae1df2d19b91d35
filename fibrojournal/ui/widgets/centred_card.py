"""One card in the middle of the window, for what stands in place of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fibrojournal.ui.theme import px

if TYPE_CHECKING:
    from fibrojournal.ui.widgets.card import Card


def centre_card(view: QWidget, card: Card, *, width: int) -> None:
    """Fill `view` with a card that stands a little above the middle, and scrolls if it must.

    Args:
        view: Has no layout yet.
        card: Already filled.
        width: Widest it becomes, in pixels at 100 %.
    """
    card.setMaximumWidth(px(width))
    content = QWidget()
    content.setObjectName("pageBody")
    sides = QHBoxLayout()
    sides.addStretch(1)
    sides.addWidget(card, 1000)
    sides.addStretch(1)
    rows = QVBoxLayout(content)
    rows.setContentsMargins(px(24), px(24), px(24), px(24))
    rows.addStretch(1)
    rows.addLayout(sides)
    rows.addStretch(3)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    outer = QVBoxLayout(view)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
