"""A field for one amount of a medicine: decimals, halves, or nothing at all."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from fibrojournal.domain.medicines import amount
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px

_FRACTION = re.compile(r"(?:(\d{1,6})\s+)?(\d{1,6})\s*/\s*(\d{1,6})")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_DECIMALS = 6


def typed_amount(text: str, decimal_point: str = ".") -> Decimal | None:
    """Read what was typed: "300", "0.5", "0,5", "1/2", "½", "1½"; None = nothing typed.

    Args:
        text: As typed.
        decimal_point: The person's own decimal sign; the other one followed by three digits
            ("1,200") could be read in two ways and is refused.

    Raises:
        RefusedError: Not an amount, or one that could be read in two ways.
    """
    text = _spelled_out(text)
    if not text:
        return None
    if (grouped := _GROUPED.fullmatch(text)) and grouped[1] != decimal_point:
        whole, part = text.split(grouped[1])
        decimal = f"{whole}{decimal_point}{part}".rstrip("0").removesuffix(decimal_point)
        raise RefusedError(
            tr("This can be read in two ways. Please write {whole} or {decimal}.").format(
                whole=f"{whole}{part}", decimal=decimal
            ),
            remedy="",
        )
    if parts := _FRACTION.fullmatch(text):
        return _exact(int(parts[1] or 0), int(parts[2]), int(parts[3]))
    return amount(text)


def _spelled_out(text: str) -> str:
    """Turn "1½" into "1 1/2"."""
    made = (
        f" {unicodedata.normalize('NFKC', sign)} "
        if unicodedata.decomposition(sign).startswith("<fraction>")
        else sign
        for sign in text
    )
    return "".join(made).replace("\N{FRACTION SLASH}", "/").strip()


def _exact(whole: int, above: int, below: int) -> Decimal:
    """Turn a fraction into a decimal that means exactly the same."""
    value = Fraction(above, below) + whole if below else None
    if value is None or (10**_DECIMALS * value).denominator != 1:
        raise RefusedError(
            tr("Please write this part as a number such as 0.33."),
            remedy=tr("Thirds and the like have no exact decimal."),
        )
    return amount(format(Decimal(value.numerator) / Decimal(value.denominator), "f"))


class AmountEdit(QLineEdit):
    """An amount in the medicine's unit; left empty it means none, never a default."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setMaxLength(14)
        self.setMinimumWidth(px(72))

    @property
    def amount(self) -> Decimal | None:
        """The amount typed; None = nothing typed, or not an amount (see `problem`)."""
        try:
            return typed_amount(self.text(), self._decimal_point())
        except RefusedError:
            return None

    @property
    def problem(self) -> str:
        """Why what was typed cannot be saved; "" = it can."""
        try:
            typed_amount(self.text(), self._decimal_point())
        except RefusedError as error:
            return f"{error.message} {error.remedy}".strip()
        return ""

    def show_amount(self, value: Decimal | None) -> None:
        """Put an amount into the field as one would type it; None empties it."""
        plain = "" if value is None else format(value.normalize(), "f")
        self.setText(plain.replace(".", self._decimal_point()))

    def _decimal_point(self) -> str:
        return QLocale().decimalPoint()
