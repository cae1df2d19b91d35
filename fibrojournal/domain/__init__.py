"""What is written down: frozen values and the rules that hold for them, standard library only."""

from __future__ import annotations
