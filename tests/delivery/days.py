"""The days of these tests."""

from __future__ import annotations

from datetime import date, datetime

FRIDAY = date(2026, 11, 20)
MONDAY = datetime(2026, 11, 23, 9, 0)
