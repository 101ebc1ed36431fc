"""Tests reach this machine and nothing else."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

ELSEWHERE = ("192.0.2.1", 80)
"""An address that documents use and nobody has."""


def test_a_connection_to_elsewhere_is_refused() -> None:
    with pytest.raises((SocketConnectBlockedError, UserWarning)):
        socket.create_connection(ELSEWHERE, timeout=1)


def test_this_machine_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        socket.create_connection(door.getsockname(), timeout=1).close()
