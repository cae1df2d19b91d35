"""What a person can do with their journal: the use cases."""

from __future__ import annotations
