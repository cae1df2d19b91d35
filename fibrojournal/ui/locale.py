"""What follows from the language besides our own words: dates, Qt's words, where a line begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_WORDS_OF_QT: Final = "qtbase"


def usual_locale(chosen: str, language: str) -> QLocale:
    """Return how dates and numbers are written: in the language of the words around them.

    Args:
        chosen: Code from the settings, with a country or without; "" = the system's.
        language: Code of the language that texts are in.
    """
    system, spoken = QLocale.system(), QLocale(language)
    if "_" in chosen and QLocale(chosen).language() == spoken.language():
        return QLocale(chosen)
    if system.language() == spoken.language():
        return system
    if spoken.language() != QLocale.Language.English:
        return spoken
    if system.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(QLocale.Language.English, system.territory())


def put_on(app: QApplication, locale: QLocale) -> None:
    """Let Qt write dates, name its own buttons, and begin lines as the language does."""
    QLocale.setDefault(locale)
    for old in app.findChildren(QTranslator, _WORDS_OF_QT):
        app.removeTranslator(old)
        old.deleteLater()
    words = QTranslator(app)
    words.setObjectName(_WORDS_OF_QT)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(locale, _WORDS_OF_QT, "_", folder):  # else Qt has none, and speaks English
        app.installTranslator(words)
    app.setLayoutDirection(locale.textDirection())
