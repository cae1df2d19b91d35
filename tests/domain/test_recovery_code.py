from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.domain.recovery_code import (
    LENGTH,
    SIGNS,
    MistypedCodeError,
    in_groups,
    is_same,
    new_code,
    signs_of,
)

CODE = "HSGF-2SSN-AXEX-FZHN-FC3X-9KKZ"
positions = st.integers(0, LENGTH - 1)


def test_a_code_is_six_groups_of_four() -> None:
    assert [len(group) for group in CODE.split("-")] == [4] * 6


def test_no_sign_looks_like_another() -> None:
    assert len(set(SIGNS)) == 32
    assert not set(SIGNS) & set("01IOil")


def test_no_two_codes_are_alike() -> None:
    assert len({new_code() for _ in range(200)}) == 200


def test_every_new_code_passes_its_own_check() -> None:
    for _ in range(200):
        code = new_code()
        assert in_groups(signs_of(code)) == code


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("-", "–"),  # noqa: RUF001 - what a word processor makes of it
        CODE.replace("-", "\N{NON-BREAKING HYPHEN}"),
        CODE.replace("-", "\N{SOFT HYPHEN}"),
        CODE.replace("-", "\n"),
        " ".join(CODE),
        "".join(chr(ord(sign) + 0xFEE0) for sign in CODE),
    ],
)
def test_a_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert is_same(CODE, typed)


@settings(deadline=None, max_examples=200)
@given(position=positions, sign=st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(position: int, sign: str) -> None:
    signs = signs_of(CODE)
    if signs[position] != sign:
        with pytest.raises(MistypedCodeError, match="is not right"):
            signs_of(signs[:position] + sign + signs[position + 1 :])


@settings(deadline=None, max_examples=200)
@given(one=positions, other=positions)
def test_two_signs_that_changed_places_are_noticed(one: int, other: int) -> None:
    signs = list(signs_of(CODE))
    if signs[one] != signs[other]:
        signs[one], signs[other] = signs[other], signs[one]
        with pytest.raises(MistypedCodeError, match="is not right"):
            signs_of("".join(signs))


@pytest.mark.parametrize("sign", ["0", "o", "1", "I", "ß", "é", "!", "🙂"])
def test_a_sign_that_no_code_has_is_named(sign: str) -> None:
    with pytest.raises(MistypedCodeError, match="No recovery code has the sign") as refused:
        signs_of(sign + CODE[1:])
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "these are 0"),
        ("A", "this is one"),
        (CODE[:-1], "these are 23"),
        (CODE + "A", "these are 25"),
    ],
)
def test_too_few_or_too_many_signs_are_counted(typed: str, words: str) -> None:
    with pytest.raises(MistypedCodeError, match=words):
        signs_of(typed)


def test_another_code_is_not_the_same() -> None:
    assert not is_same(CODE, new_code())


def test_a_mistyped_code_is_not_the_same() -> None:
    assert not is_same(CODE, CODE[:-1])


@settings(deadline=None, max_examples=300)
@given(typed=st.text())
def test_any_text_is_a_code_or_refused_with_a_sentence(typed: str) -> None:
    try:
        signs = signs_of(typed)
    except MistypedCodeError as error:
        refused = error
    else:
        assert len(signs) == LENGTH
        return
    assert refused.message
    assert refused.remedy
