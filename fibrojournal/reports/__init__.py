"""What is printed for a visit: models without Qt, and their HTML."""

from __future__ import annotations
