"""What is typed finds words whatever their accents and capitals, and never goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fibrojournal.domain.search_words import MOST_WORDS, SearchWords


def marked(typed: str, text: str) -> list[str]:
    return [text[start:end] for start, end in SearchWords(typed).places(text)]


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("walk", "Walked to the walkway. Sidewalk.", ["Walk", "walk"]),
        ("short walk", "A short walk, shorter than walks.", ["short", "walk", "walk"]),
        ("cafe", "Café, CAFE\u0301", ["Café", "CAFE"]),
        ("CAFÉ", "cafe", ["cafe"]),
        ("don't", "Don't. I don t do", ["Don't", "don t"]),
        ("sleep sleepless", "sleepless sleep", ["sleepless", "sleep"]),
        ("a ab", "ab a abc", ["ab", "a", "ab"]),
        ("short-walk wal", "A short walk.", ["short walk"]),
        ("İ", "i", ["i"]),
        ("", "anything", []),
        ("!? --", "anything", []),
    ],
)
def test_words_are_marked_where_they_stand(typed: str, text: str, found: list[str]) -> None:
    assert marked(typed, text) == found


def test_every_word_must_be_there_the_last_one_only_begun() -> None:
    words = SearchWords("short wal")
    assert words.are_in("a walk, not SHORT")
    assert not words.are_in("a walk, shorter")
    assert not words.are_in("a short talk")


def test_without_a_letter_or_a_digit_nothing_is_searched_for() -> None:
    assert not SearchWords(' "* \0 \ud800 ')
    assert SearchWords('"7*').terms == ('"7*',)


def test_very_many_words_are_cut_off() -> None:
    assert len(SearchWords("a " * 50).terms) == MOST_WORDS


@given(st.text(), st.text())
def test_marks_lie_in_the_text_in_order_and_apart(typed: str, text: str) -> None:
    end = 0
    for start, stop in SearchWords(typed).places(text):
        assert end <= start < stop <= len(text)
        end = stop
