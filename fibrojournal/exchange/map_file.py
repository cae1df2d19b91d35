"""What a person said about the file of another app, and the map file that keeps it.

docs/import.md explains the map file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from fibrojournal.domain.medicines import AMOUNT_LIMIT, UNITS
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.foreign_days import DATE_ORDERS
from fibrojournal.exchange.item_map import (
    BadMapError,
    ItemMap,
    apply,
    map_content,
    map_object,
    map_of,
    open_questions,
)
from fibrojournal.exchange.medtimer import TEXT_LIMIT, MedicineMap, apply_medicines, without
from fibrojournal.exchange.parsed import Parsed, ParsedFile
from fibrojournal.exchange.spreadsheet import SheetLayout, read_spreadsheet
from fibrojournal.i18n import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from fibrojournal.domain.medicines import Medicine, Unit
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.exchange.foreign_days import DateOrder
    from fibrojournal.exchange.foreign_file import ForeignFile
    from fibrojournal.exchange.observations import Observations
    from fibrojournal.exchange.spreadsheet import Sheet

QUESTIONS_SHOWN: Final = 30
"""Most questions about a file that are put at once."""

AS_WRITTEN: Final = "as written"
"""What a map says of medicines that keep the file's name, and their amounts as text."""


@dataclass(frozen=True, slots=True)
class ImportAnswers:
    """Everything that was said about one file.

    Attributes:
        items: What its names mean.
        layout: What the columns of a spreadsheet are.
        medicines: What was typed about each medicine; None = leave it out.
        others_as_written: Medicines of which nothing was said keep name and amounts as text.
    """

    items: ItemMap = field(default_factory=ItemMap)
    layout: SheetLayout | None = None
    medicines: Mapping[str, MedicineMap | None] = field(default_factory=dict)
    others_as_written: bool = False

    def observations(self, file: ForeignFile) -> Observations | None:
        """Return what a file says; None = it is about medicines, or its columns are not known."""
        if file.sheet is not None and self.layout is not None:
            return read_spreadsheet(file.sheet, self.layout)
        return file.said

    def parse(
        self,
        file: ForeignFile,
        items: Sequence[TrackedItem],
        medicines: Iterable[Medicine],
        today: date,
    ) -> Parsed:
        """Turn a file into rows of the journal.

        Args:
            file: The file.
            items: The items of the journal.
            medicines: The medicines of the journal.
            today: Nothing that was lived is later.
        """
        if file.export is not None:
            left_out = {name for name, said in self.medicines.items() if said is None}
            typed = {name: said for name, said in self.medicines.items() if said is not None}
            return apply_medicines(without(file.export, left_out), typed, today, known=medicines)
        said = self.observations(file)
        if said is None:
            sheet = cast("Sheet", file.sheet)
            parsed = ParsedFile(sheet.file, sheet.table.read, (), sheet.table.rejected)
            return Parsed((parsed,))
        return apply(said, self.items, items, today)

    def open_questions(self, file: ForeignFile, items: Iterable[TrackedItem]) -> tuple[str, ...]:
        """Return a sentence for everything about which nothing was said yet."""
        if file.unreadable is not None:
            return ()
        if file.export is not None:
            return tuple(
                tr(
                    "The medicine “{name}” has no answer: write its name, unit and amounts, or "
                    "null to leave it out."
                ).format(name=found.name)
                for found in file.export.medicines
                if found.name not in self.medicines and not self.others_as_written
            )
        said = self.observations(file)
        if said is None:
            return (tr("Write under “columns” which column holds the day, as “day”."),)
        return open_questions(said.names(), self.items, items)


def check_answers(file: ForeignFile, answers: ImportAnswers, items: Iterable[TrackedItem]) -> None:
    """Refuse to import a file about which something is still to be said.

    Raises:
        RefusedError: Its remedy names what has to be put into the map.
    """
    questions = answers.open_questions(file, items)
    if questions:
        more = len(questions) - QUESTIONS_SHOWN
        rest = (trn("and {n} more", "and {n} more", more),) if more > 0 else ()
        how = tr("Write this into a map, and name it with --map MAP.json.")
        raise RefusedError(
            tr("The map does not say yet what everything in this file means."),
            remedy="\n".join((*questions[:QUESTIONS_SHOWN], *rest, how)),
        )


def read_answers(data: bytes, file: ForeignFile, items: Sequence[TrackedItem]) -> ImportAnswers:
    """Read a map file.

    Args:
        data: Its bytes.
        file: The file that it is for.
        items: The items of the journal.

    Raises:
        RefusedError: It is no map, or it names what there is not.
    """
    content = map_object(data)
    if file.export is not None:
        return ImportAnswers(
            medicines=_medicines(content.get("medicines", {})),
            others_as_written=content.get("others") == AS_WRITTEN,
        )
    return ImportAnswers(map_of(content, items), _layout(content, file.sheet))


def without_map(file: ForeignFile) -> ImportAnswers:
    """Return what is known of a file of which nobody said anything."""
    if file.sheet is None:
        return ImportAnswers()
    proposal = file.sheet.proposal()
    if proposal is None or len(file.sheet.orders(proposal.day_column)) > 1:
        return ImportAnswers()
    return ImportAnswers(
        ItemMap(decimal_comma=proposal.decimal_comma),
        SheetLayout(proposal.day_column, proposal.order),
    )


def _layout(content: Mapping[str, Any], sheet: Sheet | None) -> SheetLayout | None:
    if sheet is None or not sheet.columns:
        return None
    said = content.get("columns")
    if not isinstance(said, dict):
        raise BadMapError(tr("Write under “columns” which column holds the day, as “day”."))
    day, time, name, value = (said.get(part, "") for part in ("day", "time", "name", "value"))
    notes = said.get("notes", [])
    if not isinstance(notes, list):
        raise BadMapError(tr("“notes” must be a list of columns."))
    for column in (day, *(part for part in (time, name, value) if part != ""), *notes):
        if column not in sheet.columns:
            raise BadMapError(
                tr("The file has no column “{name}”.").format(name=str(column)[:TEXT_LIMIT])
            )
    if bool(name) != bool(value):
        raise BadMapError(tr("A column of names needs a column of values, under “value”."))
    return SheetLayout(
        day,
        _order(said.get("order"), sheet, day),
        time,
        frozenset(notes),
        decimal_comma=content.get("decimal_comma", False) is True,
        name_column=name,
        value_column=value,
    )


def _order(said: object, sheet: Sheet, column: str) -> DateOrder:
    for order in DATE_ORDERS:
        if said == order:
            return order
    orders = sheet.orders(column)
    if not orders:
        raise BadMapError(tr("The column “{name}” holds no days.").format(name=column))
    if len(orders) > 1:
        raise BadMapError(
            tr(
                "The days can be read in more than one way. Write “order” under “columns”: "
                "“ymd”, “dmy” or “mdy”."
            )
        )
    return orders[0]


def _medicines(said: object) -> dict[str, MedicineMap | None]:
    if not isinstance(said, dict):
        raise BadMapError(tr("“medicines” must say something of each medicine."))
    return {
        name: None if typed is None else _medicine(name, typed) for name, typed in said.items()
    }


def _medicine(name: str, said: object) -> MedicineMap:
    amounts = said.get("amounts", {}) if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(amounts, dict):
        raise BadMapError(tr("The medicine “{name}” is not described.").format(name=name))
    called, strength = said.get("name", name), said.get("strength", "")
    unit = said.get("unit", "other")
    if not _is_text(called) or not called.strip() or not _is_text(strength) or unit not in UNITS:
        raise BadMapError(
            tr("The medicine “{name}” needs a name, and one of these units: {units}.").format(
                name=name, units=", ".join(UNITS)
            )
        )
    if not all(map(_is_amount, amounts.values())):
        raise BadMapError(tr("The amounts of “{name}” need a number each.").format(name=name))
    return MedicineMap(
        called.strip(),
        cast("Unit", unit),
        strength,
        as_needed=said.get("as_needed", False) is True,
        amounts={text: Decimal(str(amount)) for text, amount in amounts.items()},
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= TEXT_LIMIT and value.isprintable()


def _is_amount(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value < AMOUNT_LIMIT
        and value == round(value, 6)
    )


def answers_bytes(answers: ImportAnswers) -> bytes:
    """Return the answers as a file that `read_answers` reads."""
    content: dict[str, object] = {}
    if answers.medicines or answers.others_as_written:
        content["medicines"] = {
            name: None if said is None else _medicine_content(said)
            for name, said in answers.medicines.items()
        }
        if answers.others_as_written:
            content["others"] = AS_WRITTEN
    else:
        content |= map_content(answers.items)
    layout = answers.layout
    if layout is not None:
        parts = {
            "day": layout.day_column,
            "order": layout.order,
            "time": layout.time_column,
            "notes": sorted(layout.note_columns),
            "name": layout.name_column,
            "value": layout.value_column,
        }
        content["columns"] = {part: said for part, said in parts.items() if said}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _medicine_content(said: MedicineMap) -> dict[str, object]:
    return {
        "name": said.name,
        "unit": said.unit,
        "strength": said.strength,
        "as_needed": said.as_needed,
        "amounts": {
            text: int(amount) if amount == int(amount) else float(amount)
            for text, amount in said.amounts.items()
        },
    }
