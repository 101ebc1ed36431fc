"""Telling a living process from a later one that was given the same number."""

import subprocess
from pathlib import Path


def started(pid: int) -> str | None:
    """When a process started, as text to compare; None if it is gone."""
    if Path("/proc/self/stat").exists():
        return _started_by_proc(pid)
    return _ask_ps(pid, "lstart=")


def command(pid: int) -> str | None:
    """The command line of a process; None if it is gone."""
    if Path("/proc/self/stat").exists():
        try:
            raw = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return None
        return raw.replace(b"\0", b" ").decode(errors="replace")
    return _ask_ps(pid, "command=")


def _started_by_proc(pid: int) -> str | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The program's name stands in brackets and may itself hold spaces.
    fields = text.rpartition(")")[2].split()
    if fields[0] in "ZX":  # dead, only not yet collected by its parent
        return None
    return fields[19]  # field 22: ticks since the machine started


def _ask_ps(pid: int, column: str) -> str | None:
    asked = subprocess.run(  # noqa: S603
        ["ps", "-o", column, "-p", str(pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() or None
