"""Two sides, interleaved, each round in a process of its own: CPU seconds of the work, peak memory, how it splits.

Interpreter start and imports are left out on both sides: a side imports first and then measures. CPU includes the
children a side starts; what starting such a child costs by itself is measured beside it and taken off.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Sample:
    """One round of one side: CPU seconds, peak MB, seconds by part."""

    cpu: float
    peak: float
    parts: dict[str, float]


class Clock:
    """CPU of this process and its finished children since the start or the last look."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._at = cpu()

    def look(self, part: str) -> None:
        """What went by since the last look belongs to `part`."""
        now = cpu()
        self.parts[part] = self.parts.get(part, 0.0) + now - self._at
        self._at = now

    def print(self, factor: float = 1) -> None:
        """Hand the sample to the process that measures, its seconds times `factor`."""
        peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        parts = {name: seconds * factor for name, seconds in self.parts.items()}
        print(json.dumps({"cpu": sum(parts.values()), "peak": sum(peaks) / 1024, "parts": parts}))


def cpu() -> float:
    """CPU seconds of this process and its finished children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def side(*words: str, module: str = "tests.benchmarks.sides") -> Sample:
    """One round of a side, in a process of its own."""
    return told(sys.executable, "-m", module, *words)


def told(*command: str) -> Sample:
    """One round of a side that any program runs: it prints its sample last."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Sample(**json.loads(done.stdout.splitlines()[-1]))


def process(*command: str) -> Sample:
    """One whole process from outside."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Sample(used, after.ru_maxrss / 1024, {})


def report(name: str, sides: dict[str, list[Sample]], bar: str, unit: str = "s") -> float:
    """Print the table and the closing line; the ratio is the first side's median CPU over the second's."""
    print(f"{'side':28} {f'median {unit}':>9} {'min':>7} {'max':>7} {'peak MB':>8}")
    for label, samples in sides.items():
        used = [s.cpu for s in samples]
        peak = statistics.median(s.peak for s in samples)
        print(f"{label:28} {statistics.median(used):9.3f} {min(used):7.3f} {max(used):7.3f} {peak:8.0f}")
        for part in samples[0].parts:
            share = statistics.median(s.parts[part] for s in samples)
            print(f"    {part:24} {share:9.3f}")
    first, second = (statistics.median(s.cpu for s in samples) for samples in list(sides.values())[:2])
    ratio = first / second
    print(f"{name} ratio={ratio:.2f} bar={bar}")
    return ratio
