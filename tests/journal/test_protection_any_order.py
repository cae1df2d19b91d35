"""Setting, changing, removing and recovering in any order, against three plain variables."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from fibrojournal.domain.recovery_code import new_code
from fibrojournal.errors import JournalError, WrongPassphraseError
from fibrojournal.journal.protection import EmptyPassphraseError, ProtectionReport
from fibrojournal.journal.unlocking import state_of, unlock, unlock_with_code
from fibrojournal.storage.backup import list_backups
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.journal.protected_journals import cheap_keys, opened

passphrases = st.one_of(st.text(max_size=12), st.sampled_from(["é", "e\u0301", "it's", "🙂", " "]))


class AnyOrder(RuleBasedStateMachine):
    """A journal, and what it should be.

    Attributes:
        passphrase: In force; None = none.
        code: In force; None = none.
        note: Written last.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cheap = cheap_keys()
        self.cheap.__enter__()
        self.folder = Path(tempfile.mkdtemp())
        self.passphrase: str | None = None
        self.code: str | None = None
        self.note = ""

    @initialize()
    def make(self) -> None:
        self.path = self.folder / "place" / "journal.fibro"
        self.folders = (self.folder / "backups",)
        self.journal = opened(Store.create(self.path), self.folders)

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
        shutil.rmtree(self.folder)
        self.cheap.__exit__(None, None, None)

    @rule(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
    def write(self, text: str) -> None:
        self.journal.set_note(TODAY, text)
        self.note = text

    @rule(new=passphrases)
    def set_passphrase(self, new: str) -> None:
        protection = self.journal.protection
        if not new:
            with pytest.raises(EmptyPassphraseError):
                protection.set_passphrase(new, current=self.passphrase, step=1)
            return
        report = protection.set_passphrase(new, current=self.passphrase, step=1)
        assert report == ProtectionReport()
        self.passphrase = new

    @rule(new=passphrases, wrong=passphrases)
    @precondition(lambda self: self.passphrase is not None)
    def set_with_a_wrong_one(self, new: str, wrong: str) -> None:
        if not new or is_same(wrong, self.passphrase):
            return
        with pytest.raises(WrongPassphraseError):
            self.journal.protection.set_passphrase(new, current=wrong, step=1)

    @rule()
    @precondition(lambda self: self.passphrase is not None)
    def remove_passphrase(self) -> None:
        assert self.passphrase is not None
        assert self.journal.protection.remove_passphrase(self.passphrase) == ProtectionReport()
        self.passphrase = self.code = None

    @rule(is_right=st.booleans())
    def make_a_code(self, is_right: bool) -> None:  # noqa: FBT001 - drawn
        code = self.journal.protection.new_recovery_code()
        typed = code if is_right else new_code()
        confirmed = self.journal.protection.confirm_recovery_code(code, typed)
        assert confirmed == (is_right and self.passphrase is not None)
        self.code = code if confirmed else self.code

    @rule()
    def remove_the_code(self) -> None:
        assert self.journal.protection.remove_recovery_code() == ()
        self.code = None

    @rule()
    def close_and_unlock(self) -> None:
        self.journal.close()
        self.journal = opened(unlock(self.path, self.passphrase, self.folders), self.folders)

    @rule(wrong=passphrases)
    @precondition(lambda self: self.passphrase is not None)
    def close_and_try_a_wrong_one(self, wrong: str) -> None:
        if not is_same(wrong, self.passphrase):
            self.journal.close()
            with pytest.raises(WrongPassphraseError):
                unlock(self.path, wrong, self.folders)
            self.close_and_unlock()

    @rule(new=passphrases.filter(bool))
    @precondition(lambda self: self.code is not None)
    def forget_and_recover(self, new: str) -> None:
        assert self.code is not None
        self.journal.close()
        store = unlock_with_code(self.path, self.code.lower(), self.folders)
        self.journal = opened(store, self.folders)
        self.journal.protection.set_passphrase(new, recovery_code=self.code, step=1)
        self.passphrase = new

    @rule()
    @precondition(lambda self: self.code is None)
    def try_a_code_where_there_is_none(self) -> None:
        self.journal.close()
        with pytest.raises(JournalError):
            unlock_with_code(self.path, new_code(), self.folders)
        self.close_and_unlock()

    @rule()
    def make_a_backup(self) -> None:
        self.journal.backups.make(even_if_unchanged=True)

    @invariant()
    def holds_what_was_written(self) -> None:
        if hasattr(self, "journal"):
            entry = self.journal.day_entry(TODAY)
            assert (entry.note if entry else "") == self.note

    @invariant()
    def says_what_protects_it(self) -> None:
        if hasattr(self, "journal"):
            assert self.journal.protection.is_protected == (self.passphrase is not None)
            assert self.journal.protection.has_recovery_code == (self.code is not None)

    @invariant()
    def has_slots_only_for_a_code_in_force(self) -> None:
        if hasattr(self, "journal"):
            beside = len(list(self.path.parent.glob("*.recovery")))
            assert beside == (self.code is not None)
            assert len(list(self.folders[0].glob("*.recovery"))) <= beside

    @invariant()
    def has_backups_that_open_as_it_does(self) -> None:
        if hasattr(self, "journal"):
            states = {state_of(backup.path) for backup in list_backups(self.folders[0])}
            assert states <= {"open" if self.passphrase is None else "locked"}


def is_same(one: str, other: str | None) -> bool:
    """Tell whether two passphrases are one, written on two keyboards."""
    return other is not None and unicodedata.normalize("NFKC", one) == unicodedata.normalize(
        "NFKC", other
    )


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(deadline=None, max_examples=12, stateful_step_count=14)
