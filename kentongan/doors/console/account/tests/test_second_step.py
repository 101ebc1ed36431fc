"""Authenticator app, spare codes and passkeys, as a browser does it."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from os import urandom
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from kentongan.ground.access.actors import operator
from kentongan.ground.access.services.accounts import drop_second_step
from kentongan.ground.access.tests import makers
from kentongan.ground.access.tests.makers import NOON, PASSWORD

pytestmark = pytest.mark.django_db
HOST = "testserver"


class Device:
    """A phone that holds one passkey for our host."""

    def __init__(self) -> None:
        """Make the key; the phone was unlocked by its owner."""
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = urandom(16)
        self.uses = 0
        self.owner = b""

    def create(self, options: dict[str, Any], origin: str) -> str:
        """What the browser sends when a passkey is made."""
        self.owner = websafe_decode(options["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        made = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        client = self._client("webauthn.create", options, origin)
        attested = AttestationObject.create("none", self._data(made), {})
        return self._answer(client, {"attestationObject": websafe_encode(attested)})

    def get(self, options: dict[str, Any], origin: str) -> str:
        """What the browser sends when the passkey is used."""
        data = self._data(None)
        client = self._client("webauthn.get", options, origin)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            client,
            {
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(self.owner),
            },
        )

    def _data(self, made: AttestedCredentialData | None) -> Any:
        self.uses += 1
        flag = AuthenticatorData.FLAG
        flags = flag.UP | flag.UV | (flag.AT if made else 0)
        rp = sha256(HOST.encode()).digest()
        return AuthenticatorData.create(rp, flags, self.uses, made or b"")

    def _client(self, kind: str, options: dict[str, Any], origin: str) -> bytes:
        return CollectedClientData.create(kind, options["challenge"], origin)

    def _answer(self, client: bytes, response: dict[str, str]) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": {"clientDataJSON": websafe_encode(client)} | response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )


@pytest.fixture
def rina(client: Client) -> Client:
    makers.bhabin()
    client.defaults["wsgi.url_scheme"] = "https"
    sign_in(client)
    confirm(client)
    return client


def sign_in(client: Client) -> Any:
    return client.post("/masuk/", {"login": "rina", "password": PASSWORD})


def confirm(client: Client) -> None:
    client.post("/akun/pastikan/", {"password": PASSWORD})


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def digits(secret: str, step: int = 0) -> str:
    counter = next(totp.yield_hotp_counters_from_time()) + step
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def with_app(client: Client) -> str:
    page = client.get("/akun/langkah-kedua/aplikasi/")
    secret: str = page.context["form"].secret
    client.post("/akun/langkah-kedua/aplikasi/", {"code": digits(secret)})
    return secret


def options_of(page: Any, kind: str) -> dict[str, Any]:
    found = re.search(
        r'<script id="options"[^>]*>(.*?)</script>', page.content.decode()
    )
    assert found
    options: dict[str, Any] = json.loads(found[1])[kind]["publicKey"]
    return options


def with_passkey(
    client: Client, *, alone: bool, origin: str = f"https://{HOST}"
) -> Device:
    device = Device()
    address = "/akun/langkah-kedua/kunci/tambah/"
    options = options_of(client.get(address), "creation_options")
    given = {"name": "HP Rina", "credential": device.create(options, origin)}
    client.post(address, given | ({"passwordless": "on"} if alone else {}))
    return device


def by_passkey(client: Client, device: Device, origin: str = f"https://{HOST}") -> None:
    client.defaults["wsgi.url_scheme"] = "https"
    asked = client.get("/masuk/kunci/", headers={"Accept": "application/json"})
    options = asked.json()["request_options"]["publicKey"]
    client.post("/masuk/kunci/", {"credential": device.get(options, origin)})


def test_with_an_app_the_password_alone_does_not_open(rina: Client) -> None:
    secret = with_app(rina)
    elsewhere = Client()
    assert sign_in(elsewhere).headers["Location"] == "/masuk/langkah-kedua/"
    assert not is_in(elsewhere)
    elsewhere.post("/masuk/langkah-kedua/", {"code": "000000"})
    assert not is_in(elsewhere)
    elsewhere.post("/masuk/langkah-kedua/", {"code": digits(secret)})
    assert is_in(elsewhere)


def test_the_same_digits_do_not_open_twice(rina: Client) -> None:
    secret = with_app(rina)
    code = digits(secret)
    for expected in (True, False):
        elsewhere = Client()
        sign_in(elsewhere)
        elsewhere.post("/masuk/langkah-kedua/", {"code": code})
        assert is_in(elsewhere) is expected


def test_without_the_password_once_more_nothing_is_set_up() -> None:
    makers.bhabin()
    client = Client()
    sign_in(client)
    for thing in ("aplikasi", "kunci/tambah"):
        answer = client.get(f"/akun/langkah-kedua/{thing}/")
        assert answer.headers["Location"].startswith("/akun/pastikan/")
    client.post("/akun/pastikan/", {"password": "salah-sekali"})
    assert client.get("/akun/langkah-kedua/aplikasi/").status_code == 302


def test_wrong_digits_set_up_no_app(rina: Client) -> None:
    rina.get("/akun/langkah-kedua/aplikasi/")
    rina.post("/akun/langkah-kedua/aplikasi/", {"code": "000000"})
    assert not Authenticator.objects.exists()


def test_the_secret_of_an_app_is_not_in_the_database(rina: Client) -> None:
    secret = with_app(rina)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_spare_codes_are_shown_once_and_open_once(rina: Client) -> None:
    with_app(rina)
    page = rina.get("/akun/langkah-kedua/cadangan/")
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert "****" in rina.get("/akun/langkah-kedua/cadangan/").context["unused_codes"]
    for expected in (True, False):
        elsewhere = Client()
        sign_in(elsewhere)
        elsewhere.post("/masuk/langkah-kedua/", {"code": codes[0]})
        assert is_in(elsewhere) is expected


def test_who_keeps_accounts_takes_a_lost_second_step_off(rina: Client) -> None:
    with_app(rina)
    account = Authenticator.objects.all()[0].user
    assert drop_second_step(account, by=operator(), at=NOON) == 2
    assert not is_in(rina)
    sign_in(rina)
    assert is_in(rina)


def test_a_passkey_alone_opens_the_door(rina: Client) -> None:
    device = with_passkey(rina, alone=True)
    elsewhere = Client()
    by_passkey(elsewhere, device)
    assert is_in(elsewhere)


def test_a_passkey_as_second_step_does_not_open_alone(rina: Client) -> None:
    device = with_passkey(rina, alone=False)
    elsewhere = Client()
    elsewhere.defaults["wsgi.url_scheme"] = "https"
    assert sign_in(elsewhere).headers["Location"] == "/masuk/langkah-kedua/"
    page = elsewhere.get("/masuk/langkah-kedua/")
    options = options_of(page, "request_options")
    elsewhere.post(
        "/masuk/langkah-kedua/",
        {"credential": device.get(options, f"https://{HOST}")},
    )
    assert is_in(elsewhere)


def test_a_passkey_made_on_another_site_is_not_taken(rina: Client) -> None:
    with_passkey(rina, alone=True, origin="https://kentongan.example")
    assert not Authenticator.objects.exists()


def test_a_passkey_answered_for_another_site_opens_nothing(rina: Client) -> None:
    device = with_passkey(rina, alone=True)
    elsewhere = Client()
    by_passkey(elsewhere, device, "https://kentongan.example")
    assert not is_in(elsewhere)


def test_another_phone_does_not_open_the_door(rina: Client) -> None:
    device = with_passkey(rina, alone=True)
    thief = Device()
    thief.id, thief.owner = device.id, device.owner
    elsewhere = Client()
    by_passkey(elsewhere, thief)
    assert not is_in(elsewhere)


HOSTILE: list[Any] = [
    None, [], {}, 1, "x", "{", {"id": 1}, {"response": []}, {"id": "a", "response": {}},
    {"id": "%", "rawId": "%", "type": "public-key", "response": {"clientDataJSON": "%"}},
    {
        "id": "aaaa", "rawId": "aaaa", "type": "public-key",
        "response": {
            "clientDataJSON": "e30", "attestationObject": "_w", "signature": "YQ",
            "authenticatorData": "YQ", "userHandle": "ZZZZ",
        },
    },
    {
        "id": "aaaa", "rawId": "aaaa", "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(
                b'{"type":"webauthn.get","challenge":"YQ","origin":"x"}'
            ),
            "attestationObject": "oA", "signature": "YQ",
            "authenticatorData": websafe_encode(b"\x00" * 37),
            "userHandle": websafe_encode(b"00000000-0000-0000-0000-000000000000"),
        },
    },
]  # fmt: skip


@pytest.mark.parametrize("credential", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("page", ["masuk/kunci", "akun/langkah-kedua/kunci/tambah"])
def test_what_no_phone_sends_is_refused_without_a_stumble(
    rina: Client, credential: Any, page: str
) -> None:
    client = Client() if page == "masuk/kunci" else rina
    client.get(f"/{page}/", headers={"Accept": "application/json"})
    answer = client.post(
        f"/{page}/", {"name": "x", "credential": json.dumps(credential)}
    )
    assert answer.status_code in (200, 302)
    assert not Authenticator.objects.exists()


def test_passkeys_are_named_listed_and_taken_off(rina: Client) -> None:
    with_passkey(rina, alone=True)
    (one,) = Authenticator.objects.filter(type="webauthn")
    rina.post(f"/akun/langkah-kedua/kunci/{one.pk}/nama/", {"name": "HP <b>dinas</b>"})
    page = rina.get("/akun/langkah-kedua/kunci/").content.decode()
    assert "HP &lt;b&gt;dinas&lt;/b&gt;" in page
    rina.post(f"/akun/langkah-kedua/kunci/{one.pk}/lepas/")
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_nobody_touches_anothers_passkey(rina: Client) -> None:
    with_passkey(rina, alone=True)
    (one,) = Authenticator.objects.filter(type="webauthn")
    makers.kapolsek()
    togar = Client()
    togar.post("/masuk/", {"login": "togar", "password": PASSWORD})
    confirm(togar)
    for act in ("nama", "lepas"):
        answer = togar.post(
            f"/akun/langkah-kedua/kunci/{one.pk}/{act}/", {"name": "mine"}
        )
        assert answer.status_code == 404
    assert Authenticator.objects.filter(type="webauthn").exists()


def pages() -> dict[str, Callable[[Client], object]]:
    return {
        "/akun/langkah-kedua/": with_app,
        "/akun/langkah-kedua/aplikasi/lepas/": with_app,
        "/akun/langkah-kedua/cadangan/baru/": with_app,
        "/akun/langkah-kedua/kunci/": lambda c: with_passkey(c, alone=True),
        "/akun/langkah-kedua/kunci/tambah/": lambda c: None,
        "/akun/pastikan/": lambda c: None,
        "/akun/pastikan/kode/": with_app,
        "/akun/pastikan/kunci/": lambda c: with_passkey(c, alone=True),
        "/akun/kata-sandi/": lambda c: None,
        "/keluar/": lambda c: None,
    }


@pytest.mark.parametrize("address", pages())
def test_every_page_of_ones_own_is_ours(rina: Client, address: str) -> None:
    pages()[address](rina)
    answer = rina.get(address)
    assert answer.status_code == 200
    assert "look/base.html" in [t.name for t in answer.templates]
    assert Client().get(address).status_code == 302
