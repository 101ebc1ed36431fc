"""The embedded server: starts, is shared, stops, recovers, refuses."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from kentongan.config.postgres import (
    ROLES,
    Server,
    ServerRefused,
    database_url,
    processes,
    roles,
)
from kentongan.config.postgres.addresses import OWNER
from kentongan.config.postgres.cluster import Cluster, require_short
from kentongan.config.postgres.configuration import SUPERUSER
from kentongan.config.postgres.leases import Lease, new_lease
from kentongan.config.postgres.upgrade import upgrade
from kentongan.config.tests.homes import short_home

REPO = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with short_home() as home:
        yield home


def server(home: Path) -> Server:
    return Server(home, is_durable=False)


HOLDER = """
import sys, time
from pathlib import Path
from kentongan.config.postgres import Server
server = Server(Path(sys.argv[1]), is_durable=False)
server.acquire()
sys.stdout.write("held\\n"); sys.stdout.flush()
time.sleep(120)
"""


def holder(home: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLDER, str(home)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPO,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_a_server_found_off_is_off_again_afterwards(home: Path) -> None:
    with server(home).leased() as running:
        assert running.is_running()
    assert not server(home).is_running()


def test_a_server_found_running_is_left_running(home: Path) -> None:
    with server(home).leased():
        with server(home).leased():
            pass
        assert server(home).is_running()


def test_the_second_start_takes_less_than_a_second(home: Path) -> None:
    with server(home).leased():
        pass
    began = time.perf_counter()
    with server(home).leased():
        assert time.perf_counter() - began < 1


@pytest.mark.parametrize("role", ROLES.values())
def test_no_role_of_ours_has_power_over_the_server(home: Path, role: str) -> None:
    with (
        server(home).leased() as running,
        psycopg.connect(running.url(role=role)) as connection,
    ):
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb "
            "FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row == (False, False, False, role == OWNER)


def test_what_the_owner_makes_the_others_use_but_do_not_change(home: Path) -> None:
    with server(home).leased() as running:
        with psycopg.connect(running.url(role=OWNER)) as connection:
            connection.execute("CREATE TABLE drums (id int PRIMARY KEY)")
        for role in ("kentongan_app", "kentongan_system"):
            with psycopg.connect(running.url(role=role)) as connection:
                connection.execute("INSERT INTO drums VALUES (1)")
                connection.execute("UPDATE drums SET id = 2")
                connection.execute("DELETE FROM drums")
                with pytest.raises(errors.InsufficientPrivilege):
                    connection.execute("DROP TABLE drums")
        with psycopg.connect(running.url(role=OWNER)) as connection:
            connection.execute("DROP TABLE drums")


def test_a_database_made_by_the_owner_hands_out_the_same_rights(home: Path) -> None:
    with server(home).leased() as running:
        with psycopg.connect(running.url(role=OWNER), autocommit=True) as connection:
            connection.execute("CREATE DATABASE test_rights")
        url = running.url(role=OWNER, database="test_rights")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE drums (id int)")
        url = running.url(database="test_rights")
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO drums VALUES (1)")
        with psycopg.connect(running.url(role=OWNER), autocommit=True) as connection:
            connection.execute("DROP DATABASE test_rights")


def test_roles_are_made_twice_without_harm(home: Path) -> None:
    with server(home).leased():
        roles.establish(home)


def test_nobody_else_enters_the_data_or_the_socket(home: Path) -> None:
    with server(home).leased() as running:
        for folder in (running.cluster.folder, running.cluster.socket_folder):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert (running.cluster.data / "pg_hba.conf").read_text() == (
            "local all all peer map=ours\n"
        )


def test_pages_on_disk_carry_checksums_and_sort_by_code_point(home: Path) -> None:
    with (
        server(home).leased() as running,
        psycopg.connect(running.url()) as connection,
    ):
        row = connection.execute(
            "SELECT current_setting('data_checksums'), current_setting('server_encoding'),"
            " datcollate FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert row == ("on", "UTF8", "C")


def test_a_killed_process_does_not_keep_the_server_running(home: Path) -> None:
    process = holder(home)
    assert server(home).is_running()
    kill(process)
    with server(home).leased():
        pass
    assert not server(home).is_running()


def test_a_living_process_keeps_the_server_after_another_has_left(home: Path) -> None:
    process = holder(home)
    with server(home).leased():
        pass
    assert server(home).is_running()
    kill(process)
    with server(home).leased():
        pass


def test_a_later_process_with_the_same_number_is_not_the_one_that_leased() -> None:
    assert new_lease().is_alive
    assert not replace(new_lease(), started="1").is_alive
    assert not Lease(pid=2**22 + 1, started="1", token="").is_alive


def test_a_torn_lease_file_stops_nobody(home: Path) -> None:
    with server(home).leased() as running:
        running.leases.path.write_text('[{"pid": 1')
        with server(home).leased():
            pass
    assert not server(home).is_running()


FORKER = """
import os, sys
from pathlib import Path
from kentongan.config.postgres import Server
server = Server(Path(sys.argv[1]), is_durable=False)
server.acquire()
child = os.fork()
if child == 0:
    server.release()
    os._exit(0)
os.waitpid(child, 0)
sys.stdout.write(f"{server.is_running()}\\n")
server.release()
sys.stdout.write(f"{server.is_running()}\\n")
"""


def test_a_child_that_ends_does_not_give_back_its_parents_lease(home: Path) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", FORKER, str(home)],
        capture_output=True,
        text=True,
        cwd=REPO,
        check=True,
    )
    assert done.stdout == "True\nFalse\n"


def test_twenty_who_come_at_once_share_one_server(home: Path) -> None:
    answers: list[bool] = []

    def work() -> None:
        with (
            server(home).leased() as running,
            psycopg.connect(running.url()) as connection,
        ):
            answers.append(connection.execute("SELECT true").fetchone() == (True,))

    threads = [threading.Thread(target=work) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 20
    assert not server(home).is_running()


def postmaster(home: Path) -> int:
    text = (Cluster(home).data / "postmaster.pid").read_text()
    return int(text.split("\n", 1)[0])


def test_a_killed_server_comes_back_with_all_it_had_promised() -> None:
    with short_home() as home:
        durable = Server(home)
        durable.acquire()
        with psycopg.connect(durable.url(role=OWNER)) as connection:
            connection.execute("CREATE TABLE drums AS SELECT generate_series(1, 1000)")
        os.kill(pid := postmaster(home), signal.SIGKILL)
        while processes.started(pid):
            time.sleep(0.001)
        with (
            Server(home).leased() as again,
            psycopg.connect(again.url(role=OWNER)) as connection,
        ):
            row = connection.execute("SELECT count(*) FROM drums").fetchone()
        durable.release()
    assert row == (1000,)


def test_a_pid_file_that_names_another_program_is_no_obstacle(home: Path) -> None:
    with server(home).leased():
        pass
    path = Cluster(home).data / "postmaster.pid"
    path.write_text(f"{os.getpid()}\n{Cluster(home).data}\n0\n5432\n\n\n")
    with server(home).leased() as running:
        assert running.is_running()


def test_a_path_too_long_for_a_socket_is_refused_in_a_sentence(tmp_path: Path) -> None:
    far = tmp_path / ("drum" * 30)
    with pytest.raises(ServerRefused, match="set KENTONGAN_HOME to a shorter path"):
        server(far).acquire()
    assert not far.exists()


def test_the_longest_path_that_fits_is_not_refused() -> None:
    require_short(Path("/" + "x" * (102 if sys.platform == "darwin" else 106)))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another user")
def test_in_a_place_closed_to_all_but_root_the_server_stands_apart() -> None:
    with short_home() as home:
        home.parent.chmod(0o700)
        with (
            server(home).leased() as running,
            psycopg.connect(running.url(role=OWNER)) as connection,
        ):
            row = connection.execute("SELECT current_user").fetchone()
            assert row == (OWNER,)
            pid = int((running.cluster.data / "postmaster.pid").read_text().split()[0])
            inside = Path(f"/proc/{pid}/uid_map").read_text().split()
        assert inside[0] != "0", "to itself the server is not root"
        assert stat.S_IMODE(home.parent.stat().st_mode) == 0o700
        with server(home).leased():
            assert running.cluster.is_running(), "it starts again where it was"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another user")
def test_where_it_can_not_stand_apart_a_closed_place_is_refused_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no `unshare` is found there
    tmp_path.chmod(0o700)
    with pytest.raises(ServerRefused, match=r"may not enter .* set KENTONGAN_HOME"):
        server(tmp_path / "h").acquire()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_data_of_another_major_are_refused_until_upgraded() -> None:
    with short_home() as home:
        old = Cluster(home, is_durable=False, major=16)
        old.prepare()
        old.create()
        old.start()
        roles.establish(home)
        with psycopg.connect(server(home).url(role=OWNER)) as connection:
            connection.execute("CREATE TABLE drums AS SELECT generate_series(1, 1000)")
        old.stop()

        with pytest.raises(ServerRefused, match=r"PostgreSQL 16.*`kentongan upgrade`"):
            server(home).acquire()

        kept = upgrade(home)

        assert kept == old.folder / "data.16"
        assert (kept / "PG_VERSION").read_text() == "16\n"
        with (
            server(home).leased() as running,
            psycopg.connect(running.url(role=OWNER)) as connection,
        ):
            row = connection.execute("SELECT count(*) FROM drums").fetchone()
            assert connection.info.server_version // 10000 == 18
        assert row == (1000,)
        assert upgrade(home) is None


def test_an_upgrade_cut_off_at_the_last_step_is_finished_not_begun_anew() -> None:
    with short_home() as home:
        with server(home).leased() as running:
            cluster = running.cluster
        cluster.data.rename(cluster.folder / "data.new")
        (cluster.folder / "data.16").mkdir()

        with pytest.raises(ServerRefused, match="`kentongan upgrade` again"):
            server(home).acquire()

        assert upgrade(home) == cluster.folder / "data.16"
        with server(home).leased() as running:
            assert running.is_running()


def test_an_upgrade_waits_until_nobody_uses_the_data(home: Path) -> None:
    version = Cluster(home).data / "PG_VERSION"
    with server(home).leased():
        version.write_text("16\n")
        try:
            with pytest.raises(ServerRefused, match="stop `kentongan up`"):
                upgrade(home)
        finally:
            version.write_text("18\n")


def test_the_log_repeats_no_value_that_somebody_wrote(home: Path) -> None:
    with server(home).leased() as running:
        with psycopg.connect(running.url(role=OWNER)) as connection:
            connection.execute("CREATE TABLE secrets (name text PRIMARY KEY)")
            connection.execute("INSERT INTO secrets VALUES ('Siti Rahasia')")
            connection.commit()
            with pytest.raises(errors.UniqueViolation):
                connection.execute("INSERT INTO secrets VALUES (%s)", ["Siti Rahasia"])
            connection.rollback()
            connection.execute("DROP TABLE secrets")
        log = (running.cluster.folder / "log").read_text()
    assert "duplicate key" in log
    assert "Siti" not in log


def test_an_address_of_your_own_is_taken_before_ours(home: Path) -> None:
    yours = {"DATABASE_URL": "postgresql://db.example/k"}
    owner = {"KENTONGAN_OWNER_DATABASE_URL": "postgresql://owner@db.example/k"}
    assert database_url(home, "app", yours) == yours["DATABASE_URL"]
    assert database_url(home, "owner", yours | owner) == (
        "postgresql://owner@db.example/k"
    )
    assert database_url(home, "app", {}).endswith("&user=kentongan_app")
    with pytest.raises(ValueError, match="none of the roles"):
        database_url(home, SUPERUSER, {})
