"""Which field a name means: the registers in sight, those of the innermost SELECT first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officebatch.query import faults
from officebatch.query.asked import QueryFault

if TYPE_CHECKING:
    from officebatch.query.asked import Field, Schema


@dataclass(frozen=True)
class Seen:
    """A register in sight. alias: its name in the SQL that is run. name: what the expression calls it."""

    alias: str
    name: str
    register: str


@dataclass
class Names:
    """Everything an expression names. frames: the registers in sight, one list a SELECT, the outermost first."""

    schema: Schema
    register: str
    frames: list[list[Seen]] = field(default_factory=list)
    fields: dict[str, None] = field(default_factory=dict)
    uses: dict[str, dict[str, None]] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        self.frames.append([Seen("t0", self.register, self.register)])
        self.uses[self.register] = {}

    def table(self, register: str, called: str) -> Seen:
        """A register of a FROM, now in sight. Raises QueryFault where sheet 台账 has none of that name."""
        if register not in self.schema:
            raise QueryFault(faults.UNKNOWN_TABLE, self.schema, text=register)
        self.count += 1
        seen = Seen(f"t{self.count}", called or register, register)
        self.frames[-1].append(seen)
        self.uses.setdefault(register, {})
        return seen

    def find(self, parts: list[str]) -> tuple[str, str, Field] | None:
        """The field a name (`字段`, `台账.字段`) means: SQL, id and facts, None where no register in sight has it.

        Raises QueryFault where two have it.
        """
        *before, name = parts
        for frame in reversed(self.frames):
            having = [s for s in frame if name in self.schema[s.register] and (not before or before == [s.name])]
            if len(having) > 1:
                raise QueryFault(faults.TWO_TABLES, text=name, example=f"{having[0].name}.{name}")
            if having:
                seen = having[0]
                self.uses[seen.register][name] = None
                if seen.alias == "t0":
                    self.fields[name] = None
                return f"{seen.alias}.{quoted(name)}", name, self.schema[seen.register][name]
        return None

    def unknown(self, parts: list[str]) -> QueryFault:
        """What to say of a name nothing in sight has."""
        *before, name = parts
        sight = [s for frame in reversed(self.frames) for s in frame]
        if before and before not in [[s.name] for s in sight]:
            return QueryFault(faults.UNKNOWN_TABLE, [s.name for s in sight], text=".".join(before))
        asked = [s for s in sight if not before or before == [s.name]]
        known = [field_id for s in asked for field_id in self.schema[s.register]]
        return QueryFault(faults.UNKNOWN_FIELD, known, text=name, register=asked[0].register)


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
