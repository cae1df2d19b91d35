"""Rows of `medicine`, `dose_change`, `plan_step` and `intake`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine, PlanStep, Unit
from fibrojournal.storage import origin_table
from fibrojournal.storage.cells import (
    amount_cell,
    amount_value,
    day_cell,
    day_value,
    optional_amount,
    optional_day,
    optional_time,
    time_cell,
)

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.storage.rows import Cell, Row, Rows

_PARTS_OF_A_MEDICINE = ("dose_change", "plan_step", "intake")


def medicines(rows: Rows) -> tuple[Medicine, ...]:
    """Return the medicines in the order in which they were added."""
    return tuple(medicine_value(row) for row in rows.find("medicine", order="id"))


def medicine_value(row: Row) -> Medicine:
    """Read one row, also one of the history."""
    return Medicine(
        name=str(row["name"]),
        product=str(row["product"]),
        unit=cast("Unit", row["unit"]),
        strength=str(row["strength"]),
        as_needed=bool(row["as_needed"]),
        reason=str(row["reason"]),
        supply_amount=optional_amount(row["supply_amount"]),
        supply_counted_on=optional_day(row["supply_counted_on"]),
    )


def put_medicine(rows: Rows, medicine: Medicine, name: str | None = None) -> None:
    """Insert the medicine, or replace the one that is called `name` now."""
    found = rows.find("medicine", "name = ?", (medicine.name if name is None else name,))
    rows.put(
        "medicine",
        {
            "id": found[0]["id"] if found else None,
            "name": medicine.name,
            "product": medicine.product,
            "unit": medicine.unit,
            "strength": medicine.strength,
            "as_needed": int(medicine.as_needed),
            "reason": medicine.reason,
            "supply_amount": amount_cell(medicine.supply_amount),
            "supply_counted_on": day_cell(medicine.supply_counted_on),
        },
    )


def remove_medicine(rows: Rows, name: str) -> None:
    """Remove a medicine with its doses, plan and intakes."""
    for row in rows.find("medicine", "name = ?", (name,)):
        for table in _PARTS_OF_A_MEDICINE:
            for part in rows.find(table, "medicine = ?", (row["id"],)):
                rows.remove(table, part)
        rows.remove("medicine", row)


def dose_changes(rows: Rows) -> tuple[DoseChange, ...]:
    """Return all dose changes, by medicine in the order of `medicines`, then by day."""
    names = _names(rows)
    found = rows.find("dose_change", order="medicine, day")
    return tuple(dose_change(row, names[row["medicine"]]) for row in found)


def dose_change(row: Row, medicine: str) -> DoseChange:
    """Read one row, also one of the history."""
    return DoseChange(
        medicine=medicine,
        day=day_value(row["day"]),
        amounts=_amounts(row),
        every_days=cast("int", row["every_days"]),
        main_item=cast("str | None", row["main_item"]),
        settling_days=cast("int", row["settling_days"]),
        window_days=cast("int", row["window_days"]),
        note=str(row["note"]),
    )


def put_dose_change(rows: Rows, change: DoseChange, day: date | None = None) -> None:
    """Insert a dose change, or replace the one that stands at `day` (or at its own day)."""
    medicine = medicine_id(rows, change.medicine)
    at = day_cell(change.day if day is None else day)
    found = rows.find("dose_change", "medicine = ? AND day = ?", (medicine, at))
    rows.put(
        "dose_change",
        {
            "id": found[0]["id"] if found else None,
            "medicine": medicine,
            "day": day_cell(change.day),
            **_amount_cells(change.amounts),
            "every_days": change.every_days,
            "main_item": change.main_item,
            "settling_days": change.settling_days,
            "window_days": change.window_days,
            "note": change.note,
        },
    )


def remove_dose_change(rows: Rows, medicine: str, day: date) -> None:
    """Remove the dose change of one medicine and day."""
    where = (medicine_id(rows, medicine), day_cell(day))
    for row in rows.find("dose_change", "medicine = ? AND day = ?", where):
        rows.remove("dose_change", row)


def plan(rows: Rows) -> tuple[PlanStep, ...]:
    """Return all plan steps, by medicine, then by day."""
    names = _names(rows)
    return tuple(
        plan_step(row, names[row["medicine"]])
        for row in rows.find("plan_step", order="medicine, day, id")
    )


def plan_step(row: Row, medicine: str) -> PlanStep:
    """Read one row, also one of the history."""
    return PlanStep(
        medicine=medicine,
        day=day_value(row["day"]),
        amounts=_amounts(row),
        every_days=cast("int", row["every_days"]),
        words=str(row["words"]),
        typed_on=optional_day(row["typed_on"]),
        confirmed=bool(row["confirmed"]),
        id=cast("int", row["id"]),
    )


def put_plan_step(rows: Rows, step: PlanStep) -> None:
    """Insert a step (id None), or replace the one with its id."""
    rows.put(
        "plan_step",
        {
            "id": step.id,
            "medicine": medicine_id(rows, step.medicine),
            "day": day_cell(step.day),
            **_amount_cells(step.amounts),
            "every_days": step.every_days,
            "words": step.words,
            "typed_on": day_cell(step.typed_on),
            "confirmed": int(step.confirmed),
        },
    )


def remove_plan_step(rows: Rows, number: int) -> None:
    """Remove one step."""
    rows.remove("plan_step", {"id": number})


def intakes(rows: Rows) -> tuple[Intake, ...]:
    """Return all intakes, oldest first."""
    names = _names(rows)
    return tuple(
        intake(row, names[row["medicine"]]) for row in rows.find("intake", order="day, time, id")
    )


def intake(row: Row, medicine: str) -> Intake:
    """Read one row, also one of the history."""
    return Intake(
        medicine=medicine,
        day=day_value(row["day"]),
        time=optional_time(row["time"]),
        amount=optional_amount(row["amount"]),
        note=str(row["note"]),
        id=cast("int", row["id"]),
    )


def put_intake(rows: Rows, intake: Intake) -> int:
    """Insert an intake (id None), or replace the one with its id; return its number.

    One that is replaced did come from a file no longer.
    """
    if intake.id is not None:
        origin_table.forget(rows, "intake", intake.id, origin_table.WHOLE)
    return rows.put(
        "intake",
        {
            "id": intake.id,
            "medicine": medicine_id(rows, intake.medicine),
            "day": day_cell(intake.day),
            "time": time_cell(intake.time),
            "amount": amount_cell(intake.amount),
            "note": intake.note,
        },
    )


def remove_intake(rows: Rows, number: int) -> None:
    """Remove one intake."""
    rows.remove("intake", {"id": number})


def medicine_id(rows: Rows, name: str) -> int:
    """Return the number of a medicine in the file; it must exist."""
    (row,) = rows.find("medicine", "name = ?", (name,))
    return cast("int", row["id"])


def _names(rows: Rows) -> dict[Cell, str]:
    return {number: str(name) for number, name in rows.select("SELECT id, name FROM medicine")}


def _amounts(row: Row) -> Amounts:
    return Amounts(
        amount_value(row["morning"]),
        amount_value(row["noon"]),
        amount_value(row["evening"]),
        amount_value(row["night"]),
    )


def _amount_cells(amounts: Amounts) -> Row:
    morning, noon, evening, night = (amount_cell(part) for part in amounts.parts)
    return {"morning": morning, "noon": noon, "evening": evening, "night": night}
