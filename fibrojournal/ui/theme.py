"""Colours, type and measures of the window, from the theme's palette and the text size.

Every measure in the program is given in pixels at 100 % and scaled by `px`. Custom painted
widgets take their colours by `colour` when they paint, so that a change of theme reaches them
without a message.
"""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from fibrojournal.charts.style import Palette, ThemeName, load_palette
from fibrojournal.paths import resource

if TYPE_CHECKING:
    from collections.abc import Iterable

BODY_PX: Final = 15

Role = Literal[
    "paper",
    "sidebar",
    "card",
    "decor_line",
    "control_line",
    "ink",
    "quiet",
    "accent",
    "on_accent",
    "soft",
    "hover",
    "focus",
    "dose_fill",
    "dose_edge",
]

_QT_ROLES: Final[dict[Role, QPalette.ColorRole]] = {
    "paper": QPalette.ColorRole.Window,
    "sidebar": QPalette.ColorRole.Dark,
    "card": QPalette.ColorRole.Base,
    "decor_line": QPalette.ColorRole.Midlight,
    "control_line": QPalette.ColorRole.Mid,
    "ink": QPalette.ColorRole.Text,
    "quiet": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.HighlightedText,
    "soft": QPalette.ColorRole.Light,
    "hover": QPalette.ColorRole.AlternateBase,
    "focus": QPalette.ColorRole.BrightText,
    "dose_fill": QPalette.ColorRole.ToolTipBase,
    "dose_edge": QPalette.ColorRole.LinkVisited,
}

_scale = 1.0
"""Text size in force; kept here, since layouts ask for measures thousands of times."""

TextStyle = Literal["title", "purpose", "section", "body", "strong", "caption", "quiet"]


def colour(role: Role) -> QColor:
    """Return a role's colour in the theme in force.

    The application's palette is asked, since the style sheet writes its own colours into the
    palettes of single widgets.
    """
    return QApplication.palette().color(_QT_ROLES[role])


def px(measure: float) -> int:
    """Scale a measure given in pixels at 100 % to the text size in force."""
    return round(measure * _scale)


def font(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the app's font at `size` (pixels at 100 %)."""
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    made.setWeight(weight)
    return made


def text_label(text: str = "", style: TextStyle = "body", parent: QWidget | None = None) -> QLabel:
    """Make a label in one of the few text styles; it never reads its text as HTML."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("textStyle", style)
    return label


def plain_tip(text: str) -> str:
    """Return a tip that shows `text` as it was written, for Qt reads a tip with a tag as HTML."""
    if "<" not in text and "&lt;" not in text:
        return text
    return "<qt>{}</qt>".format(escape(text).replace("\n", "<br>"))


def system_theme() -> ThemeName:
    """Return what the system asks for: high contrast, dark or light."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def resolve_theme(wanted: str) -> ThemeName:
    """Turn the setting ("system", "light", "dark", "contrast") into a theme."""
    for name in ("light", "dark", "contrast"):
        if wanted == name:
            return name
    return system_theme()


def apply_theme(app: QApplication, name: ThemeName, text_percent: int) -> Palette:
    """Dress the whole application; return the palette for the charts."""
    global _scale  # noqa: PLW0603 - the look of the one application
    _scale = text_percent / 100
    palette = load_palette(name)
    app.setFont(_app_font())
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(_style_sheet(palette))
    return palette


def _app_font() -> QFont:
    made = (
        QFont("Inter") if QFontDatabase.hasFamily("Inter") else QFont(QApplication.font().family())
    )
    made.setPixelSize(px(BODY_PX))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _qt_palette(palette: Palette) -> QPalette:
    made = QPalette()
    for role, qt_role in _QT_ROLES.items():
        made.setColor(qt_role, QColor(getattr(palette, role)))
    for qt_role, value in (
        (QPalette.ColorRole.WindowText, palette.ink),
        (QPalette.ColorRole.Button, palette.card),
        (QPalette.ColorRole.ButtonText, palette.ink),
        (QPalette.ColorRole.ToolTipText, palette.ink),
        (QPalette.ColorRole.Link, palette.accent),
        (QPalette.ColorRole.Accent, palette.accent),
        (QPalette.ColorRole.Shadow, palette.decor_line),
    ):
        made.setColor(qt_role, QColor(value))
    quiet = QColor(palette.quiet)
    for qt_role in _text_roles():
        made.setColor(QPalette.ColorGroup.Disabled, qt_role, quiet)
    return made


def _text_roles() -> Iterable[QPalette.ColorRole]:
    yield QPalette.ColorRole.WindowText
    yield QPalette.ColorRole.Text
    yield QPalette.ColorRole.ButtonText


def _style_sheet(palette: Palette) -> str:
    """Fill in `resources/style.qss`: `$role` is a colour, `$px_N` is N scaled pixels."""
    template = Template(resource("style.qss").read_text(encoding="utf-8"))
    names = template.get_identifiers()
    measures = {name: f"{px(int(name[3:]))}px" for name in names if name.startswith("px_")}
    colours = {role: getattr(palette, role) for role in Palette.__slots__ if role != "series"}
    marks = {
        f"{mark}_mark": resource(f"marks/{mark}_{palette.name}.svg").as_posix()
        for mark in ("checked", "down")  # a style sheet cannot tint a file
    }
    return template.substitute(measures | colours | marks | _edges(palette))


def _edges(palette: Palette) -> dict[str, str]:
    """Return outlines for what fills show elsewhere: in high contrast all fills are black."""
    outlined = palette.name == "contrast"
    return {
        "soft_edge": palette.accent if outlined else palette.soft,
        "hover_edge": palette.accent if outlined else palette.control_line,
        "disabled_stroke": "dashed" if outlined else "solid",
    }
