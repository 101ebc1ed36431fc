"""The front door, and what hangs on a post's wall."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.make import make_place, make_post

pytestmark = pytest.mark.django_db


def test_anybody_finds_the_emergency_number_and_the_way_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="tel:110"' in page
    assert 'href="/masuk/"' in page
    assert "DEMO" not in page


def test_a_demo_shows_its_sign_ins_and_says_that_it_is_invented(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    told = {
        "password": "x-demo",
        "sign_ins": [{"name": "rina", "display": "Rina"}],
        "residents": [],
    }
    (tmp_path / "demo").write_text(json.dumps(told))
    settings.KENTONGAN_HOME = tmp_path
    settings.KENTONGAN_DEMO = True

    page = client.get("/").content.decode()

    assert "x-demo" in page
    assert "rina" in page
    assert "DEMO: orang, kejadian, dan angka karangan" in page
    assert "noindex" in page


def test_the_wall_of_a_post_shows_its_name_and_nobody_else(client: Client) -> None:
    post = make_post(make_place("12.18.04.2024", "Simpang Empat"))
    post.head_name = "Ucok Ganjang"
    post.head_consent = "agreed"
    post.save(update_fields=["head_name", "head_consent"])

    page = client.get(f"/p/{post.qr_token}/").content.decode()

    assert post.name in page
    assert "Ucok" not in page


def test_a_guessed_code_opens_nothing(client: Client) -> None:
    assert client.get("/p/AAAAAAAAAAAAAAAA/").status_code == 404


def test_nobody_is_led_on_without_signing_in(client: Client) -> None:
    assert client.get("/mulai/").status_code == 302
