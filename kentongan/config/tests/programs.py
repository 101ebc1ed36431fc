"""Our own program as others see it: another process, with a world of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

REPO: Final = Path(__file__).resolve().parents[3]


def environ(home: Path) -> dict[str, str]:
    """The environment of somebody who only named a home."""
    ours = ("KENTONGAN_", "DATABASE_URL", "DJANGO_", "PYTEST_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    return kept | {"KENTONGAN_HOME": str(home), "PYTHONPATH": str(REPO)}


def kentongan(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "kentongan", *words],
        env=environ(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def started(home: Path, *words: str) -> "subprocess.Popen[str]":
    """Start a command that runs until it is told to stop."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "kentongan", *words],
        env=environ(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
