"""Undo and redo: what each step wrote, to take it back or do it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fibrojournal.storage.rows import RowChange

TYPING_PAUSE: Final = timedelta(minutes=10)
"""Text saved again within this time is the same step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One use case as it was carried out.

    Attributes:
        words: What it was, such as "score".
        at: When it was carried out, aware.
        rows: What it wrote, in order.
        joins: Steps that name the same thing here, one after the other, are one step (typing);
            "" = never joined.
    """

    words: str
    at: datetime
    rows: tuple[RowChange, ...]
    joins: str = ""


class UndoStack:
    """The steps of this session; nothing is undone across a restart."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, step: Step) -> None:
        """Remember a step; what had been undone before it is gone."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if (
            last is not None
            and step.joins
            and last.joins == step.joins
            and timedelta(0) <= step.at - last.at < TYPING_PAUSE
        ):
            self._done[-1] = Step(last.words, step.at, last.rows + step.rows, last.joins)
        else:
            self._done.append(step)

    @property
    def next_undo(self) -> Step | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Step | None:
        """The step that redo would do again."""
        return self._undone[-1] if self._undone else None

    def forget(self) -> None:
        """Forget every step: the journal is another now."""
        self._done.clear()
        self._undone.clear()

    def drop(self, concerns: Callable[[RowChange], bool]) -> None:
        """Forget some rows, and the steps that altered nothing else."""
        for steps in (self._done, self._undone):
            kept = [_without(step, concerns) for step in steps]
            steps[:] = [step for step in kept if step.rows]

    def undone(self) -> None:
        """The newest step has been taken back."""
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        """The step undone last has been done again."""
        self._done.append(self._undone.pop())


def _without(step: Step, concerns: Callable[[RowChange], bool]) -> Step:
    return replace(step, rows=tuple(change for change in step.rows if not concerns(change)))
