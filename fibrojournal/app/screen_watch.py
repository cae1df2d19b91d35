"""Hears from the system that the screen is locked or that the computer goes to sleep.

Linux desktops tell it over D-Bus, whose sockets are files of this computer. Elsewhere, and where
there is no bus, a jump of the wall clock tells that the computer slept; see `idle_watch`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot

SCREEN_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Interfaces on the session's bus that tell `ActiveChanged`."""

LOGIN: Final = "org.freedesktop.login1"
LOGIN_PATH: Final = "/org/freedesktop/login1"
"""The system's own keeper of sessions, and of sleep."""

SYSTEM_BUS: Final = Path("/run/dbus/system_bus_socket")


class ScreenWatch(QObject):
    """Tells that nobody sits before the screen any more.

    Args:
        parent: Its owner.
    """

    went_away = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hears: tuple[str, ...] = ()
        """What is listened to, for those who wonder: interfaces that a bus has taken note of."""

    def start(self) -> None:
        """Listen to the buses that are there."""
        if not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - only where there is a bus

        heard = []
        # No sender is named: to ask who that is would wait for an answer.
        if has_session_bus():
            bus = QDBusConnection.sessionBus()
            for interface in SCREEN_SAVERS:
                slot = _slot("_on_screen_saver_changed(bool)")
                if bus.connect("", "", interface, "ActiveChanged", self, slot):
                    heard.append(interface)
        if SYSTEM_BUS.exists():
            bus = QDBusConnection.systemBus()
            slot = _slot("_on_sleep_prepared(bool)")
            if bus.connect("", LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", self, slot):
                heard.append(f"{LOGIN}.Manager")
            session = session_path(os.environ.get("XDG_SESSION_ID", ""))
            slot = _slot("_on_session_locked()")
            if session and bus.connect("", session, f"{LOGIN}.Session", "Lock", self, slot):
                heard.append(f"{LOGIN}.Session")
        self.hears = tuple(heard)

    @Slot(bool)
    def _on_screen_saver_changed(self, active: bool) -> None:  # noqa: FBT001 - the bus sends it
        if active:
            self.went_away.emit()

    @Slot(bool)
    def _on_sleep_prepared(self, begins: bool) -> None:  # noqa: FBT001 - the bus sends it
        if begins:
            self.went_away.emit()

    @Slot()
    def _on_session_locked(self) -> None:
        self.went_away.emit()


def _slot(signature: str) -> bytes:
    """Name a slot for the bus; it takes text, though Qt's annotations say bytes."""
    return cast("bytes", SLOT(signature))


def has_session_bus() -> bool:
    """Tell whether there is a bus already; asking for one that is not there would start it."""
    if address := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address.startswith("unix:")
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return bool(folder) and Path(folder or "", "bus").exists()


def session_path(session: str) -> str:
    """Return where on the bus a login session is; "" = nowhere.

    Args:
        session: Its name, such as "2" or "c1"; "" = there is none.
    """
    if not session:
        return ""
    signs = [
        sign if sign.isascii() and sign.isalnum() and (at or not sign.isdigit()) else code
        for at, sign in enumerate(session)
        for code in ("".join(f"_{byte:02x}" for byte in sign.encode()),)
    ]
    return f"{LOGIN_PATH}/session/{''.join(signs)}"
