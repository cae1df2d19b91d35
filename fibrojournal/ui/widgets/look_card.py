"""The card of Settings that chooses colours and size of the window."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.menus import TEXT_SIZES
from fibrojournal.ui.widgets.setting_row import HintedControl, question_row


class LookCard(Card):
    """Theme and size of the text; both hold for charts too.

    Args:
        parent: The page.
    """

    look_chosen = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Look"), parent)
        self._percent = TEXT_SIZES[0]
        self.theme_box = ChoiceBox(
            (
                (tr("as the system"), "system"),
                (tr("light"), "light"),
                (tr("dark"), "dark"),
                (tr("high contrast"), "contrast"),
            )
        )
        question = tr("Colours")
        self.theme_row = HintedControl(
            self.theme_box, question_row(question, self.theme_box), question=question
        )
        self.theme_row.say(tr("Charts follow. The printed report stays black on white."))
        self.size_label = text_label("", "strong")
        self.smaller_button = QPushButton(tr("Smaller"))
        self.smaller_button.setAccessibleName(tr("Smaller text"))
        self.larger_button = QPushButton(tr("Larger"))
        self.normal_button = QPushButton(tr("Normal"))
        row = question_row(
            tr("Size of the text"),
            self.larger_button,
            self.smaller_button,
            self.normal_button,
            self.size_label,
        )
        self.larger_button.setAccessibleName(tr("Larger text"))
        self.normal_button.setAccessibleName(tr("Normal text"))
        self.size_row = HintedControl(self.larger_button, row)
        self.size_row.say(tr("Ctrl with + makes it larger, with - smaller, with 0 normal."))
        self.theme_box.currentIndexChanged.connect(self._on_theme_chosen)
        self.smaller_button.clicked.connect(self._on_smaller_clicked)
        self.larger_button.clicked.connect(self._on_larger_clicked)
        self.normal_button.clicked.connect(self._on_normal_clicked)
        self.rows.setSpacing(px(12))
        for part in (self.theme_row, self.size_row):
            self.rows.addWidget(part)
        self.show_choices("system", TEXT_SIZES[0])

    def show_choices(self, theme: str, text_percent: int) -> None:
        """Show what is in force; emits nothing.

        Args:
            theme: "system", "light", "dark" or "contrast".
            text_percent: 100 to 200.
        """
        blocker = QSignalBlocker(self.theme_box)
        self.theme_box.choose(theme)
        blocker.unblock()
        self._percent = text_percent
        words = tr("{n} %").format(n=text_percent)
        self.size_label.setText(words)
        self.larger_button.setEnabled(text_percent < TEXT_SIZES[-1])
        self.smaller_button.setEnabled(text_percent > TEXT_SIZES[0])

    @Slot()
    def _on_theme_chosen(self) -> None:
        self.look_chosen.emit({"theme": self.theme_box.value})

    @Slot()
    def _on_larger_clicked(self) -> None:
        self._ask_for(min(size for size in TEXT_SIZES if size > self._percent))

    @Slot()
    def _on_smaller_clicked(self) -> None:
        self._ask_for(max(size for size in TEXT_SIZES if size < self._percent))

    @Slot()
    def _on_normal_clicked(self) -> None:
        self._ask_for(TEXT_SIZES[0])

    def _ask_for(self, percent: int) -> None:
        self.look_chosen.emit({"text_percent": percent})
