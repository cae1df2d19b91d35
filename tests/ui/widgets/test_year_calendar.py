"""The year calendar: keys, mouse, figures that can be read, and four kinds of days apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from fibrojournal.charts.year_days import YearDays
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.ui.theme import apply_theme, colour
from fibrojournal.ui.widgets.year_calendar import YearCalendar, figure_role, mixed
from tests.builders import TODAY

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from fibrojournal.charts.style import ThemeName

(PAIN,) = (item for item in BUILT_IN_ITEMS if item.key == "pain_average")
JAN_1 = date(2026, 1, 1)
SCORES = {JAN_1 + timedelta(days=number): float(number) for number in range(11)}


def year(number: int = 2026) -> YearDays:
    return YearDays(PAIN, number, TODAY, SCORES, frozenset({date(2026, 2, 1)}))


@pytest.fixture
def calendar(qtbot: QtBot) -> YearCalendar:
    made = YearCalendar(EnglishFormatter())
    qtbot.addWidget(made)
    made.show_year(year())
    made.resize(900, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def picture(calendar: YearCalendar, day: date) -> QImage:
    return calendar.grab(calendar.cell(day)).toImage()


def test_keys_walk_through_days_and_months_and_name_each(calendar: YearCalendar) -> None:
    reached = []
    for key in ("Left", "Up", "Home", "End", "Right", "Down", "Down", "Left"):
        QTest.keyClick(calendar, getattr(Qt.Key, f"Key_{key}"))
        reached.append(calendar.day)
    assert reached == [
        date(2026, 11, 3),
        date(2026, 10, 3),
        date(2026, 10, 1),
        date(2026, 10, 31),
        date(2026, 11, 1),
        TODAY,  # the first of December is still to come
        TODAY,
        date(2026, 11, 3),
    ]
    assert calendar.accessibleName() == "Tuesday, 3 November 2026: Pain blank"


def test_keys_stay_within_the_year(calendar: YearCalendar) -> None:
    calendar.go_to(JAN_1)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(calendar, key)
    assert calendar.day == JAN_1


def test_another_year_keeps_the_day_of_the_year(calendar: YearCalendar) -> None:
    calendar.show_year(year(2024))
    assert calendar.day == date(2024, 11, 4)
    calendar.go_to(date(2024, 2, 29))
    calendar.show_year(year())
    assert calendar.day == date(2026, 2, 28)


def test_enter_and_a_click_open_the_day(qtbot: QtBot, calendar: YearCalendar) -> None:
    with qtbot.waitSignal(calendar.day_opened) as opened:
        QTest.keyClick(calendar, Qt.Key.Key_Return)
    assert opened.args == [TODAY]
    place = calendar.cell(date(2026, 3, 9)).center()
    with qtbot.waitSignal(calendar.day_opened) as opened:
        QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [date(2026, 3, 9)]


@pytest.mark.parametrize("day", [date(2026, 11, 5), date(2026, 12, 31)])
def test_days_to_come_do_not_open(calendar: YearCalendar, day: date) -> None:
    assert calendar.day_at(calendar.cell(day).center()) is None
    assert calendar.day_at(QPoint(0, 0)) is None


def test_the_mouse_names_the_day_under_it(qtbot: QtBot, calendar: YearCalendar) -> None:
    with qtbot.waitSignal(calendar.day_named) as named:
        QTest.mouseMove(calendar, calendar.cell(date(2026, 1, 8)).center())
    assert named.args == ["Thursday, 8 January 2026: Pain 7"]


def test_scored_skipped_blank_and_coming_days_look_different(calendar: YearCalendar) -> None:
    days = (JAN_1, date(2026, 2, 1), date(2026, 2, 2), date(2026, 12, 2))
    pictures = [picture(calendar, day) for day in days]
    assert all(one != two for n, one in enumerate(pictures) for two in pictures[:n])


def test_it_is_mirrored_where_people_read_from_the_right(calendar: YearCalendar) -> None:
    calendar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert calendar.cell(JAN_1).x() > calendar.cell(date(2026, 1, 2)).x()
    assert calendar.day_at(calendar.cell(JAN_1).center()) == JAN_1
    calendar.go_to(JAN_1)
    QTest.keyClick(calendar, Qt.Key.Key_Left)
    assert calendar.day == date(2026, 1, 2)


@pytest.mark.parametrize(("percent", "width", "rows"), [(100, 800, 12), (200, 1080, 24)])
def test_every_number_is_drawn_in_any_text_size(
    qtbot: QtBot, qapp: QApplication, percent: int, width: int, rows: int
) -> None:
    apply_theme(qapp, "light", percent)
    calendar = YearCalendar(EnglishFormatter())
    qtbot.addWidget(calendar)
    calendar.show_year(
        YearDays(PAIN, 2026, TODAY, {JAN_1: 10.0, date(2026, 1, 31): 10.0}, frozenset())
    )
    calendar.resize(width, calendar.heightForWidth(width))
    ten = calendar.fontMetrics().horizontalAdvance("10")
    tops = set()
    for number in range(365):
        day = JAN_1 + timedelta(days=number)
        cell = calendar.cell(day)
        assert cell.width() > ten * 13 / 15
        assert calendar.rect().contains(cell)
        assert calendar.day_at(cell.center()) == (day if day <= TODAY else None)
        tops.add(cell.top())
    assert len(tops) == rows
    calendar.go_to(TODAY)
    inks = {
        cell.pixelColor(x, y).name()
        for cell in (picture(calendar, day) for day in (JAN_1, date(2026, 1, 31)))
        for x in range(cell.width())
        for y in range(cell.height())
    }
    assert colour("on_accent").name() in inks


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_figure_can_be_read_on_its_cell(qapp: QApplication, theme: ThemeName) -> None:
    apply_theme(qapp, theme, 100)
    for day in SCORES:
        share = year().share(day)
        ground = mixed(colour("card"), colour("accent"), share)
        assert contrast(ground, colour(figure_role(share))) >= 4.5


def contrast(one: QColor, two: QColor) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def luminance(ink: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (ink.redF(), ink.greenF(), ink.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
