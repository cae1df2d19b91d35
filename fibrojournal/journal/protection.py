"""The passphrase and the recovery code of an open journal: set, changed, removed.

A new passphrase means a new file under a new key in the place of the old one, and the same for the
backups that can be reached. Until the new file takes the place, everything is as it was; from then
on, everything is new. Argon2id takes its time: run all of this in the background.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.domain.recovery_code import is_same, new_code, signs_of
from fibrojournal.errors import (
    JournalError,
    JournalUnreachableError,
    NotSavedError,
    RefusedError,
    WrongPassphraseError,
)
from fibrojournal.i18n import tr
from fibrojournal.journal.copies import take_along
from fibrojournal.journal.recovery_slots import put_slots_right, remove_slots, write_slots
from fibrojournal.storage.keys import (
    derive_key,
    fixed_key,
    new_salt,
    step_for_this_computer,
)
from fibrojournal.storage.recovery_slot import MARK, slot_of, write_slot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fibrojournal.storage.keys import Key
    from fibrojournal.storage.store import Store


class EmptyPassphraseError(RefusedError):
    """Nothing was typed."""

    def __init__(self) -> None:
        super().__init__(
            tr("A passphrase needs at least one character."),
            remedy=tr("Nothing was changed. A few words that only you put together are good."),
        )


class NotChangedError(JournalError):
    """The new file could not be written, so the old one stays."""

    def __init__(self) -> None:
        super().__init__(
            tr("The protection was not changed: the disk is full or cannot be written to."),
            remedy=tr(
                "Your journal is as it was, and opens as before. A new copy of it has to fit on "
                "the disk for a moment: free some space, then try again."
            ),
        )


class ChangedButClosedError(JournalError):
    """The new file has its place, but nothing can be read there for the moment."""

    def __init__(self) -> None:
        super().__init__(
            tr("The protection was changed, but the journal could not be opened again just now."),
            remedy=tr(
                "Nothing is lost. Close FibroJournal and start it again: the journal opens in "
                "the new way."
            ),
        )


@dataclass(frozen=True, slots=True)
class ProtectionReport:
    """What came along when the key of a journal changed, and what did not.

    Attributes:
        unreached: Backups that open as before: with an earlier passphrase, or without one.
        missing_folders: Folders for backups that were not there, such as a stick.
        backup_failed: No backup with the new key could be made yet.
    """

    unreached: tuple[Path, ...] = ()
    missing_folders: tuple[Path, ...] = ()
    backup_failed: bool = False


class Protection:
    """The passphrase and the recovery code of one open journal.

    Args:
        store: The open file.
        backup_folders: Where its backups are, the automatic folder first.
        make_backup: Makes one if something was written since the last, or, with
            `even_if_unchanged=True`, in any case.
    """

    def __init__(
        self, store: Store, backup_folders: tuple[Path, ...], make_backup: Callable[..., object]
    ) -> None:
        self._store = store
        self._folders = backup_folders
        self._make_backup = make_backup

    @property
    def is_protected(self) -> bool:
        """Whether a passphrase is needed to open the journal."""
        return self._store.key.is_protected

    @property
    def has_recovery_code(self) -> bool:
        """Whether a recovery code opens the journal too."""
        return self.is_protected and self._store.code_key is not None

    # The passphrase

    def set_passphrase(
        self,
        new: str,
        *,
        current: str | None = None,
        recovery_code: str | None = None,
        step: int | None = None,
    ) -> ProtectionReport:
        """Protect the journal by a passphrase, or by another one. A recovery code stays in force.

        Args:
            new: Any text but "".
            current: The present passphrase, where there is one.
            recovery_code: Instead of `current`, for who has forgotten it.
            step: Of the ladder, 1 to 3; None = what this computer derives in half a second.

        Raises:
            EmptyPassphraseError: `new` is "".
            WrongPassphraseError: `current` is not the present passphrase.
            MistypedCodeError: `recovery_code` cannot be a code.
            NotChangedError: No room, or no permission.
            ChangedButClosedError: It is done, and the journal has to be opened anew.
            JournalError: The journal is damaged, or can only be read. Nothing was changed.
        """
        if not new:
            raise EmptyPassphraseError
        self._check(current, recovery_code)
        return self._move_to(derive_key(new, new_salt(step or step_for_this_computer())))

    def remove_passphrase(self, current: str) -> ProtectionReport:
        """Let the journal and its backups open without a passphrase; no code is left either.

        Raises:
            WrongPassphraseError: `current` is not the present passphrase.
            NotChangedError: No room, or no permission.
            ChangedButClosedError: It is done, and the journal has to be opened anew.
            JournalError: The journal is damaged, or can only be read. Nothing was changed.
        """
        self._check(current, None)
        return self._move_to(fixed_key(new_salt()))

    def check(self, passphrase: str) -> None:
        """Make sure that it is the present passphrase.

        Raises:
            WrongPassphraseError: It is not.
        """
        self._check(passphrase, None)

    def _check(self, current: str | None, recovery_code: str | None) -> None:
        """Refuse to go on for somebody who only found the journal open.

        Raises:
            WrongPassphraseError: Neither is right.
        """
        if not self.is_protected:
            return
        expected, typed = self._store.key, current
        if current is None and recovery_code is not None:
            expected, typed = self._store.code_key or expected, signs_of(recovery_code)
        if typed is None:
            raise WrongPassphraseError
        if not hmac.compare_digest(derive_key(typed, expected.salt).raw, expected.raw):
            raise WrongPassphraseError

    def _move_to(self, key: Key) -> ProtectionReport:
        """Put the journal, its slots and its backups under another key."""
        self._make_backup()
        old, path = self._store.key, self._store.path
        code_key = self._store.code_key if key.is_protected else None

        def write_own_slot() -> None:
            if code_key is not None:
                write_slot(slot_of(path, key.salt), key, code_key)

        try:
            self._store.change_key(key, before=write_own_slot)
        except JournalError as error:
            if not self._store.is_open and self._store.key is key:
                raise ChangedButClosedError from error
            if not isinstance(error, (NotSavedError, JournalUnreachableError)):
                raise
            put_slots_right(self._store, self._places)  # the new one opens nothing
            raise NotChangedError from error
        return self._take_along(old, code_key)

    def _take_along(self, old: Key, code_key: Key | None) -> ProtectionReport:
        """Put the backups under the key of the journal."""
        key = self._store.key
        there = tuple(folder for folder in self._folders if folder.is_dir())
        if code_key is not None:
            write_slots(self._store.path, key, code_key, there)
        unreached = take_along(self._store.path, there, old, key)
        try:
            self._make_backup(even_if_unchanged=True)
        except JournalError:
            failed = True
        else:
            failed = False
        put_slots_right(self._store, self._places)
        missing = (folder for folder in self._folders if folder not in there)
        return ProtectionReport(unreached, tuple(missing), failed)

    # The recovery code

    def new_recovery_code(self) -> str:
        """Make a code; it opens nothing until `confirm_recovery_code`."""
        return new_code()

    def confirm_recovery_code(self, code: str, typed: str) -> bool:
        """Put a code in force, in the place of an earlier one, if it was typed back as it is.

        Args:
            code: From `new_recovery_code`.
            typed: What the person reads off the paper.

        Returns:
            Whether it was the same, and is in force now.

        Raises:
            NotSavedError: What was in force before still is.
            ReadOnlyError: The journal was opened for reading only.
        """
        if not self.is_protected or not is_same(code, typed):
            return False
        key, old = self._store.key, self._store.code_key
        salt = new_salt(key.salt[len(MARK)], MARK)
        code_key = derive_key(signs_of(code), salt)
        self._set_code_key(
            code_key, lambda: write_slot(slot_of(self._store.path, key.salt), key, code_key)
        )
        write_slots(self._store.path, key, code_key, self._folders)
        if old is not None:
            remove_slots(self._store.path, old, self._places)
        return True

    def remove_recovery_code(self) -> tuple[Path, ...]:
        """Let no recovery code open the journal any more.

        Returns:
            Folders where the code still opens backups: a stick that is not there, or cannot be
            written to. It opens the journal too, for who has both.

        Raises:
            NotSavedError: The code is still in force.
            ReadOnlyError: The journal was opened for reading only.
        """
        old = self._store.code_key
        if old is None:
            return ()
        left: list[Path] = [folder for folder in self._folders if not folder.is_dir()]
        self._set_code_key(
            None, lambda: left.extend(remove_slots(self._store.path, old, self._places))
        )
        return tuple(left)

    def _set_code_key(self, code_key: Key | None, before: Callable[[], object]) -> None:
        try:
            self._store.set_code_key(code_key, before=before)
        except JournalError:
            put_slots_right(self._store, self._places)
            raise

    @property
    def _places(self) -> tuple[Path, ...]:
        return (self._store.path.parent, *self._folders)
