from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.errors import RefusedError
from fibrojournal.ui.widgets.amount_edit import typed_amount


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("300", "300"),
        (" 0.5 ", "0.5"),
        ("0,5", "0.5"),
        (".5", "0.5"),
        ("½", "0.5"),
        ("1½", "1.5"),
        ("1 ½", "1.5"),
        ("1/2", "0.5"),
        ("1 1/2", "1.5"),
        ("3 / 4", "0.75"),
        ("0,125", "0.125"),
        ("1.125", "1.125"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, value: str) -> None:
    assert typed_amount(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_no_amount(typed: str) -> None:
    assert typed_amount(typed) is None


@pytest.mark.parametrize(
    "typed", ["x", "-1", "1e3", "300 mg", "1/0", "1/3", "⅓", "1000000", "1.2.3", "½½", "1/", "²"]
)
def test_what_is_not_an_amount_is_refused(typed: str) -> None:
    with pytest.raises(RefusedError):
        typed_amount(typed)


def test_a_number_that_can_be_read_in_two_ways_is_refused() -> None:
    with pytest.raises(RefusedError, match="Please write 1200 or 1\\.2"):
        typed_amount("1,200", ".")
    with pytest.raises(RefusedError, match="Please write 1200 or 1,2"):
        typed_amount("1.200", ",")


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789.,/ ½¼-", max_size=8))
def test_whatever_is_typed_gives_an_amount_or_a_sentence(typed: str) -> None:
    with suppress(RefusedError):
        value = typed_amount(typed)
        assert value is None or 0 <= value < 1_000_000
