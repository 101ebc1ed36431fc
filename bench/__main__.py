"""Run the figures: `python -m bench [module …]`."""

import json
import logging
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from time import perf_counter

import structlog
from structlog import make_filtering_bound_logger

from kentongan.config.commandline import database_as_found, set_up_django

FOLDER = Path(__file__).parent
UNITS = {"__init__", "__main__", "frame"}


def main(names: list[str]) -> int:
    """Measure, print a table, write `bench/results.json`."""
    with database_as_found("owner"):
        set_up_django()
        # A line for each of thousands of requests would bury the table.
        structlog.configure(wrapper_class=make_filtering_bound_logger(logging.WARNING))
        # Only now can modules that know models be loaded.
        frame = import_module("bench.frame")
        found = []
        for name in names or modules():
            module = import_module(f"bench.{name}")
            if not hasattr(module, "figures"):
                continue
            started = perf_counter()
            with frame.scratch_database():
                for figure in module.figures():
                    found.append(figure)
                    print(row(figure), flush=True)
            print(f"  {name}: {perf_counter() - started:.0f} s", flush=True)
    results = FOLDER / "results.json"
    results.write_text(json.dumps([asdict(f) for f in found], indent=1) + "\n")
    print(f"{len(found)} figures in {results.name}")
    return 0


def modules() -> list[str]:
    """Every module of this folder that may hold figures."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in UNITS)


def row(figure: object) -> str:
    """One line of the table."""
    f = asdict(figure)  # type: ignore[call-overload]
    spread = (
        f"{f['median']:>12,.3f} {f['unit']:<6} ({f['min']:,.3f} to {f['max']:,.3f})"
    )
    beside = f"  {f['beside']}: {f['ratio']}" if f["beside"] else ""
    return f"{f['name']:<72}{spread}{beside}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
