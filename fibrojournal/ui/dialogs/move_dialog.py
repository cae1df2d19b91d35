"""Says, step by step, how the journal gets to another computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.reading_dialog import ReadingDialog
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterator


class MoveDialog(ReadingDialog):
    """Numbered steps, and the button for the first of them.

    Args:
        is_protected: The journal has a passphrase.
        has_recovery_code: A code opens it too.
        parent: The page.
    """

    copy_wanted = Signal(Path)

    def __init__(
        self, *, is_protected: bool, has_recovery_code: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Move to another computer"), parent=parent)
        self.copy_button = QPushButton(tr("Save a copy…"))
        self.copy_button.setProperty("primary", True)
        self.copy_button.setDefault(True)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.close_button.setDefault(False)
        self.close_button.setAutoDefault(False)
        self.foot.addWidget(self.copy_button)
        self.add_list(
            _steps(is_protected=is_protected, has_recovery_code=has_recovery_code), numbered=True
        )
        if not is_protected:
            self.add_paragraph(
                tr("Your journal is not protected: whoever finds the stick can read it.")
            )
        self.told_label = wrapped_label("", "strong")
        self.text.addWidget(self.told_label)
        self.text.addStretch(1)
        self.tell("")

    def tell(self, words: str) -> None:
        """Say what came of the copy; "" = nothing."""
        say_in(self.told_label, words)
        self.take_height()
        self.show_paragraph(self.told_label)

    @Slot()
    def _on_copy_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Save a copy in"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.open()

    @Slot(str)
    def _on_folder_chosen(self, folder: str) -> None:
        self.copy_wanted.emit(Path(folder))


def _steps(*, is_protected: bool, has_recovery_code: bool) -> Iterator[str]:
    yield tr("Press “Save a copy…” and choose a USB stick, or a folder that both computers reach.")
    yield tr("On the other computer, install FibroJournal.")
    if has_recovery_code:
        yield tr(
            "Copy the new file from the stick into a folder there, such as Documents, and with it "
            "the file that ends in “.recovery”: your recovery code needs it."
        )
    else:
        yield tr("Copy the new file from the stick into a folder there, such as Documents.")
    if is_protected:
        yield tr(
            "In FibroJournal there, choose “Open another journal” in the menu “File”, and then "
            "that file. Your passphrase opens it as it does here."
        )
    else:
        yield tr(
            "In FibroJournal there, choose “Open another journal” in the menu “File”, and then "
            "that file."
        )
    yield tr("Look at your newest day there. When all is there, delete the copy on the stick.")
    yield tr(
        "From then on, write on that computer only: what is written on two computers does not "
        "come together."
    )
