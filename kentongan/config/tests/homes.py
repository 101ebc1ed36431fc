"""Short-lived homes for tests that start a database of their own."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kentongan.config.postgres.cluster import Cluster


@contextmanager
def short_home(like: Path | None = None) -> Iterator[Path]:
    """A home whose path is short enough for a socket and open to the database's user.

    New, or a copy of a world that is not running.

    pytest's own folders are neither: they are long, and closed to all but us.
    """
    with tempfile.TemporaryDirectory(prefix="kt") as folder:
        place = Path(folder)
        place.chmod(0o711)  # ours, made a moment ago: no parent is loosened
        home = place / "h"
        if like is not None:
            # `cp`, since the files belong to several users and must stay theirs.
            copy = ["cp", "--archive", str(like), str(home)]
            subprocess.run(copy, check=True)  # noqa: S603
        try:
            yield home
        finally:
            cluster = Cluster(home)
            if cluster.data.exists() and cluster.is_running():
                cluster.stop()
