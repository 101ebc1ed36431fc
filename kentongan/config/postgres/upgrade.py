"""Taking a data folder to the major version this release works with."""

from dataclasses import replace
from pathlib import Path

from kentongan.config.postgres.binaries import FOLDERS, MAJOR, program
from kentongan.config.postgres.cluster import Cluster
from kentongan.config.postgres.configuration import SUPERUSER
from kentongan.config.postgres.errors import ServerRefused
from kentongan.config.postgres.leases import Leases


def upgrade(home: Path) -> Path | None:
    """Rewrite the data for our version; the old folder stays beside it, as it was.

    Returns the old folder, the way back if anything is amiss; None if there was
    nothing to do.
    """
    new = Cluster(home)
    new.prepare()
    leases = Leases(new.folder)
    with leases.locked():
        if kept := new.half_upgraded():
            (new.folder / "data.new").rename(new.data)
            return kept
        found = new.found_major()
        if found in (None, MAJOR):
            return None
        if found not in FOLDERS:
            new.require_our_major()
        if leases.living() or new.is_running():
            raise ServerRefused(
                "The database is in use; stop `kentongan up` and other commands first."
            )
        return _rewrite(replace(new, major=found), new)


def _rewrite(old: Cluster, new: Cluster) -> Path:
    kept = new.folder / f"data.{old.major}"
    if kept.exists():
        raise ServerRefused(
            f"{kept} is in the way: it was kept by an earlier upgrade; "
            "move it elsewhere first."
        )
    # A server that was killed must first replay its journal; pg_upgrade refuses it.
    old.start()
    old.stop()
    draft = new.folder / "data.new"
    new.initialise(draft)
    new.owner.run(
        [
            program("pg_upgrade", new.major),
            f"--old-bindir={program('postgres', old.major).parent}",
            f"--new-bindir={program('postgres', new.major).parent}",
            f"--old-datadir={old.data}",
            f"--new-datadir={draft}",
            f"--socketdir={new.folder}",
            f"--username={SUPERUSER}",
        ],
        folder=new.folder,
        timeout_s=24 * 3600,
    )
    # pg_upgrade leaves a script that would now delete the new data.
    (new.folder / "delete_old_cluster.sh").unlink(missing_ok=True)
    old.data.rename(kept)
    draft.rename(new.data)
    return kept
