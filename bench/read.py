"""Reading: how much of a truth set is read, how fast, after how long a start."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bench.frame import Figure, spread
from kentongan.desk.news.reading import read
from kentongan.ground.units.rules.names import name_key

FOLDER: Final = Path(__file__).parent / "texts"
SPLITS: Final = tuple(
    name for name in ("development", "test") if (FOLDER / f"{name}.jsonl").is_file()
)
MICRO: Final = ("date", "place.code", "units", "officers", "attendees")
"""The fields over which the promised micro-F1 is taken; military is in `officers`."""
GOAL_F1: Final = 0.95
GOAL_TEXTS: Final = 150
_START: Final = """
import resource, time
started = time.perf_counter()
from kentongan.desk.news.reading import read
read("Sambang.")
print(time.perf_counter() - started)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def figures() -> Iterator[Figure]:
    """Each field on each split, then speed, start and memory."""
    for split in SPLITS:
        texts = truth(split)
        counts = score(texts)
        for name, one in sorted(counts.items()):
            precision, recall, f1 = ratios(one)
            label = f"reading {split}: {name} (P {precision:.3f}, R {recall:.3f})"
            yield spread(label, "F1", [f1])
        micro = sum((counts[name] for name in MICRO), Counter[str]())
        label = f"reading {split}: micro-F1 over {len(texts)} texts"
        yield spread(label, "F1", [ratios(micro)[2]], goal=GOAL_F1)
        right = [
            (read(t["text"]).visit["place"]["code"]) == t["visit"]["place"]["code"]
            for t in texts
        ]
        yield spread(
            f"reading {split}: place code accuracy", "share", [sum(right) / len(right)]
        )
    yield from _speed()


def truth(split: str) -> list[dict[str, Any]]:
    """The annotated texts of a split: style, text, visit."""
    lines = (FOLDER / f"{split}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score(texts: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Hits, misses and false finds of each field."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in texts:
        expected, got = items(one["visit"]), items(read(one["text"]).visit)
        for name in {name for name, _ in expected | got}:
            mine = {item for item in expected if item[0] == name}
            theirs = {item for item in got if item[0] == name}
            counts[name]["hit"] += len(mine & theirs)
            counts[name]["missed"] += len(mine - theirs)
            counts[name]["false"] += len(theirs - mine)
    return counts


def items(visit: dict[str, Any]) -> set[tuple[str, str]]:
    """What is counted: each fact by its field, names without case and dots."""
    found = {
        (name, str(visit[name]))
        for name in ("date", "time", "tz", "kind", "attendee_count")
        if visit.get(name) is not None
    }
    if visit["place"]["code"]:
        found.add(("place.code", visit["place"]["code"]))
    for level, name in visit["units"].items():
        if name:
            found.add(("units", f"{level} {name_key(name)}"))
    for one in visit["officers"] + visit["military"]:
        who = name_key(one["name"])
        found.add(("officers", f"{one['rank']} {who} {one['acting']}"))
        found.add(("positions", f"{who} {name_key(one['position'] or '')}"))
        found.add(("on_site", f"{who} {one['on_site']}"))
        found |= {("degrees", f"{who} {_letters(d)}") for d in one["degrees"]}
        if one["unit"]:
            found.add(("officers' units", f"{who} {name_key(one['unit'])}"))
    for one in visit["attendees"]:
        found.add(("attendees", f"{name_key(one['name'])} {name_key(one['role'])}"))
        found.add(("attendees' names", name_key(one["name"])))
    return found


def ratios(counts: Counter[str]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    hit = counts["hit"]
    found, wanted = hit + counts["false"], hit + counts["missed"]
    precision = hit / found if found else 1.0
    recall = hit / wanted if wanted else 1.0
    return precision, recall, 2 * hit / (found + wanted) if found + wanted else 1.0


def _letters(degree: str) -> str:
    return "".join(filter(str.isalnum, degree)).lower()


def _speed() -> Iterator[Figure]:
    texts = [one["text"] for split in SPLITS for one in truth(split)]
    rates = []
    for _ in range(3):
        started = perf_counter()
        for text in texts:
            read(text)
        rates.append(len(texts) / (perf_counter() - started))
    yield spread("reading: texts on one core", "1/s", rates, goal=GOAL_TEXTS)
    seconds, megabytes = _start()
    yield spread("reading: start, first text included", "s", [seconds], goal=2)
    yield spread("reading: memory after the start", "MB", [megabytes], goal=300)


@cache
def _start() -> tuple[float, float]:
    told = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", _START], capture_output=True, text=True, check=True
    )
    seconds, megabytes = map(float, told.stdout.split())
    return seconds, megabytes
