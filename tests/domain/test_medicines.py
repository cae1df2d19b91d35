from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.domain.medicines import (
    Amounts,
    DoseChange,
    PlanStep,
    amount,
    dose_on,
    lowering_advice,
    lowers,
)
from fibrojournal.errors import RefusedError

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
CHANGES = st.builds(
    DoseChange,
    st.just("gabapentin"),
    DAYS,
    st.builds(Amounts, st.integers(0, 900).map(Decimal)),
    st.sampled_from([1, 3]),
)
HISTORIES = st.lists(CHANGES, max_size=6, unique_by=lambda change: change.day)


def make_change(day: date = FIRST, night: str = "300", every_days: int = 1) -> DoseChange:
    return DoseChange("gabapentin", day, Amounts(night=Decimal(night)), every_days)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("300", "300"),
        (" 0.5 ", "0.5"),
        ("0,5", "0.5"),
        (".25", "0.25"),
        ("0", "0"),
        ("999999.999999", "999999.999999"),
    ],
)
def test_an_amount_is_read_as_it_was_typed(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "300 mg", "-1", "1e3", "1,000.5", "nan", "1000000", "2026-11-22", "0.1234567"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"This is not an amount\."):
        amount(text)


def test_the_four_amounts_add_up_to_a_day() -> None:
    parts = (Decimal(300), Decimal(0), Decimal(300), Decimal(600))
    assert Amounts(*parts).parts == parts
    assert Amounts(*parts).total == 1200


@pytest.mark.parametrize("part", [Decimal(-1), Decimal(1_000_000), Decimal("Infinity")])
def test_an_impossible_amount_cannot_be_made(part: Decimal) -> None:
    with pytest.raises(ValueError, match="amount"):
        Amounts(noon=part)


def test_a_patch_counts_for_its_days() -> None:
    assert make_change(night="1.5", every_days=3).per_day == Decimal("0.5")
    assert PlanStep("g", FIRST, Amounts(night=Decimal(3)), every_days=3).per_day == 1


def test_an_interval_has_at_least_a_day() -> None:
    with pytest.raises(ValueError, match="every 0 days"):
        make_change(every_days=0)


def test_all_zero_is_a_stop() -> None:
    assert make_change(night="0").is_stop
    assert not make_change(night="0.1").is_stop


def test_before_the_first_change_nothing_is_known() -> None:
    assert dose_on([make_change()], FIRST - timedelta(days=1)) is None
    assert dose_on([], FIRST) is None


def test_a_change_holds_from_its_day_until_the_next() -> None:
    first, second = make_change(), make_change(date(2026, 2, 1), "600")
    assert dose_on([second, first], FIRST) == first
    assert dose_on([second, first], date(2026, 1, 31)) == first
    assert dose_on([second, first], date(2026, 2, 1)) == second


@given(history=HISTORIES, change=CHANGES, day=DAYS)
def test_a_change_leaves_every_day_before_it_as_it_was(
    history: list[DoseChange], change: DoseChange, day: date
) -> None:
    others = [other for other in history if other.day != change.day]
    if day < change.day:
        assert dose_on([*others, change], day) == dose_on(history, day)
    else:
        later = dose_on([*others, change], day)
        assert later is not None
        assert later.day >= change.day


def test_less_a_day_is_lower_and_the_first_dose_is_not() -> None:
    assert lowers(make_change(night="600"), make_change(night="300"))
    assert lowers(make_change(night="600"), make_change(night="0"))
    assert lowers(make_change(night="300"), make_change(night="600", every_days=3))
    assert not lowers(make_change(), make_change())
    assert not lowers(None, make_change(night="0"))


@pytest.mark.parametrize(
    "medicine",
    [
        "gabapentin",
        "Gabapentin capsules",
        "NEURONTIN",
        "Gralise",
        "Horizant",
        "gabapentin enacarbil",
        "pregabalin",
        "Lyrica 75",
    ],
)
def test_lowering_a_gabapentinoid_shows_what_its_label_says(medicine: str) -> None:
    assert lowering_advice(medicine) == (
        f"Please do not stop {medicine} suddenly. Its label says to reduce it gradually, over at "
        "least one week, as agreed with your prescriber."
    )


@pytest.mark.parametrize("medicine", ["duloxetine", "gabapentinoid", "Lyricare", ""])
def test_lowering_any_other_medicine_names_the_prescriber(medicine: str) -> None:
    assert lowering_advice(medicine) == (
        "Please talk to your prescriber before you lower or stop a medicine."
    )


def test_braces_in_a_name_are_shown_as_they_are() -> None:
    assert "{x} gabapentin" in lowering_advice("{x} gabapentin")


def test_a_change_is_a_value() -> None:
    assert replace(make_change(), note="") == make_change()
