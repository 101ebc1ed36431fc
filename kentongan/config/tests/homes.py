"""Short-lived homes for tests that start a database of their own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kentongan.config.postgres.cluster import Cluster


@contextmanager
def short_home() -> Iterator[Path]:
    """A home whose path is short enough for a socket and open to the database's user.

    pytest's own folders are neither: they are long, and closed to all but us.
    """
    with tempfile.TemporaryDirectory(prefix="kt") as folder:
        place = Path(folder)
        place.chmod(0o711)  # ours, made a moment ago: no parent is loosened
        home = place / "h"
        try:
            yield home
        finally:
            cluster = Cluster(home)
            if cluster.data.exists() and cluster.is_running():
                cluster.stop()
