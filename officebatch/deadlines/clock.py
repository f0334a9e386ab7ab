"""What the office's clock says: the as-of day, the day table, and what the settings want to know of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.workdays import Workdays

if TYPE_CHECKING:
    from datetime import date

    from officebatch.model.workdays import Days
    from officebatch.rulebook.rules import RuleBook

NAT = np.datetime64("NaT", "s")


@dataclass(frozen=True, eq=False)
class Clock:
    """as_of, start_day: arrays of no dimension, start_day NaT where the office named none. soon: working days ahead
    that count as due soon."""

    workdays: Workdays
    as_of: Days
    start_day: Days
    soon: int

    @classmethod
    def of(cls, rules: RuleBook, as_of: date) -> Clock:
        """The clock of an office on a day."""
        chosen = rules.settings
        begins = np.array(chosen.start_day or NAT, dtype="datetime64[s]")
        workdays = Workdays.of(rules.calendar, chosen.hours)
        return cls(workdays, np.array(as_of, dtype="datetime64[s]"), begins, chosen.due_soon_days)

    def known(self, days: Days) -> Days:
        """The days up to as-of; what lies after it is not known yet: NaT."""
        return np.where(days < self.as_of + np.timedelta64(1, "D"), days, NAT)
