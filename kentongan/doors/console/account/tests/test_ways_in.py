"""Signing in by name, password, code and invitation, as a browser does it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from kentongan.ground.access.actors import operator
from kentongan.ground.access.models import Account
from kentongan.ground.access.services import tickets
from kentongan.ground.access.services.accounts import deactivate, set_first_password
from kentongan.ground.access.tests import makers
from kentongan.ground.access.tests.makers import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "pos-melati-terang"


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> bool:
    answer = client.post("/masuk/", {"login": name, "password": password} | more)
    assert answer.status_code in (200, 302)
    return "_auth_user_id" in client.session


class HashCount:
    """Counts how often Argon2 runs: the slow part of any answer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        for name in ("encode", "verify"):
            monkeypatch.setattr(
                Argon2PasswordHasher, name, self.counted(getattr(_PLAIN, name))
            )

    def counted(self, plain: Callable[..., object]) -> Callable[..., object]:
        def run(hasher: object, *args: object) -> object:
            self.count += 1
            return plain(*args)

        return run


_PLAIN = Argon2PasswordHasher()


def now() -> datetime:
    return datetime.now(UTC)


def test_a_name_and_its_password_open_the_door(client: Client) -> None:
    rina = makers.bhabin()
    assert sign_in(client, "  RINA ")
    assert makers.acts(rina)[-1] == "account.signed-in"


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(
    client: Client,
) -> None:
    rina = makers.bhabin()
    wrong = client.post("/masuk/", {"login": "rina", "password": "salah-sekali"})
    unknown = client.post("/masuk/", {"login": "siapa", "password": "salah-sekali"})
    errors = [list(a.context["form"].non_field_errors()) for a in (wrong, unknown)]
    assert errors[0] == errors[1]
    assert errors[0]
    assert makers.acts(rina)[-1] == "account.sign-in-failed"


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers.bhabin()
    counts = []
    for name in ("rina", "siapa"):
        hashed = HashCount(monkeypatch)
        client.post("/masuk/", {"login": name, "password": "salah-sekali"})
        counts.append(hashed.count)
    assert counts[0] == counts[1] == 1


@pytest.mark.parametrize(
    "name", ["\x00", "a" * 5000, "<script>alert(1)</script>", "' or 1=1 --", "\u202e"]
)
def test_a_hostile_name_opens_nothing(client: Client, name: str) -> None:
    assert not sign_in(client, name)


def test_the_sixth_try_is_not_looked_at(client: Client) -> None:
    makers.bhabin()
    for _try in range(5):
        assert not sign_in(client, "rina", "salah-sekali")
    assert not sign_in(client, "Ｒina")
    assert not sign_in(Client(), " rina ", REMOTE_ADDR="10.9.9.9")


def test_right_passwords_never_use_up_the_tries(client: Client) -> None:
    makers.bhabin()
    for _try in range(7):
        assert sign_in(Client(), "rina")


def test_a_closed_account_does_not_open(client: Client) -> None:
    deactivate(makers.bhabin(), by=operator(), at=now())
    assert not sign_in(client, "rina")


def test_closing_an_account_ends_the_session_it_has(client: Client) -> None:
    rina = makers.bhabin()
    assert sign_in(client, "rina")
    deactivate(rina, by=operator(), at=now())
    assert client.get("/akun/").status_code == 302


def test_a_new_password_ends_every_other_session(client: Client) -> None:
    makers.bhabin()
    elsewhere = Client()
    assert sign_in(client, "rina")
    assert sign_in(elsewhere, "rina")
    answer = client.post(
        "/akun/kata-sandi/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )
    assert answer.status_code == 302
    assert client.get("/akun/").status_code == 200
    assert elsewhere.get("/akun/").status_code == 302
    assert sign_in(elsewhere, "rina", NEW)


def test_a_wrong_old_password_changes_nothing(client: Client) -> None:
    rina = makers.bhabin()
    sign_in(client, "rina")
    client.post(
        "/akun/kata-sandi/", {"oldpassword": "x", "password1": NEW, "password2": NEW}
    )
    rina.refresh_from_db()
    assert rina.check_password(PASSWORD)


def test_a_given_password_leads_to_the_page_that_changes_it(client: Client) -> None:
    rina = makers.bhabin()
    set_first_password(rina, "sementara-dahulu", by=operator(), at=now())
    sign_in(client, "rina", "sementara-dahulu")
    answer = client.get("/akun/")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/akun/kata-sandi/",
    )
    client.post(
        "/akun/kata-sandi/",
        {"oldpassword": "sementara-dahulu", "password1": NEW, "password2": NEW},
    )
    assert client.get("/akun/").status_code == 200


def test_a_code_from_the_kapolsek_sets_a_new_password(client: Client) -> None:
    rina, togar = makers.bhabin(), makers.kapolsek()
    code = tickets.issue_reset_code(rina, by=makers.now(togar), at=now())
    given = {"name": "Rina", "code": code, "password": NEW, "again": NEW}
    mistyped = client.post("/masuk/kode/", given | {"again": "lain-sama-sekali"})
    assert mistyped.status_code == 422
    wrong = client.post("/masuk/kode/", given | {"code": "AAAAA-AAAAA"})
    assert wrong.status_code == 422
    assert client.post("/masuk/kode/", given).headers["Location"] == "/masuk/"
    assert sign_in(client, "rina", NEW)
    assert client.post("/masuk/kode/", given).status_code == 422


def test_a_code_ends_the_sessions_of_whoever_knew_the_old_password(
    client: Client,
) -> None:
    rina = makers.bhabin()
    sign_in(client, "rina")
    code = tickets.issue_reset_code(rina, by=operator(), at=now())
    Client().post(
        "/masuk/kode/", {"name": "rina", "code": code, "password": NEW, "again": NEW}
    )
    assert client.get("/akun/").status_code == 302


def test_an_invitation_makes_the_first_administrator(client: Client) -> None:
    made = makers.account("pengelola", opened=False)
    address = f"/masuk/undangan/{tickets.invite(made, by=operator(), at=now())}/"
    page = client.get(address)
    assert "pengelola" in page.content.decode()
    assert page.headers["Cache-Control"].count("no-store")
    weak = client.post(address, {"password": "pendek", "again": "pendek"})
    assert weak.status_code == 422
    assert client.post(address, {"password": NEW, "again": NEW}).status_code == 302
    assert client.get(address).status_code == 404
    assert sign_in(client, "pengelola", NEW)


@pytest.mark.parametrize("token", ["x", "..%2f..", "%00", "a" * 2000, "%F0%28"])
def test_a_hostile_link_is_a_page_that_says_so(client: Client, token: str) -> None:
    answer = client.get(f"/masuk/undangan/{token}/")
    assert answer.status_code == 404


def test_nobody_signs_up_or_resets_by_mail(client: Client) -> None:
    for address in ("daftar", "signup", "email", "password/reset"):
        assert client.get(f"/masuk/{address}/").status_code == 404


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client) -> None:
    makers.bhabin()
    answer = client.get("/akun/perangkat/")
    assert answer.headers["Location"] == "/masuk/?next=/akun/perangkat/"
    answer = client.post(
        answer.headers["Location"],
        {"login": "rina", "password": PASSWORD, "next": "/akun/perangkat/"},
    )
    assert answer.headers["Location"] == "/akun/perangkat/"


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    makers.bhabin()
    answer = client.post(
        "/masuk/",
        {"login": "rina", "password": PASSWORD, "next": "https://example.org/"},
    )
    assert answer.headers["Location"] == "/mulai/"


def test_a_machine_is_told_401_and_htmx_is_led(client: Client) -> None:
    as_json = client.get("/akun/", headers={"Accept": "application/json"})
    assert (as_json.status_code, as_json.json()) == (401, {"code": "signed-out"})
    as_part = client.get("/akun/", headers={"HX-Request": "true"})
    assert as_part.headers["HX-Redirect"].startswith("/masuk/")


def test_signing_in_brings_language_and_look_along(client: Client) -> None:
    rina = makers.bhabin()
    Account.objects.filter(pk=rina.pk).update(language="en", theme="dark")
    sign_in(client, "rina")
    assert client.cookies["bahasa"].value == "en"
    assert client.cookies["tema"].value == "dark"
    assert 'lang="en"' in client.get("/akun/").content.decode()


def test_pages_speak_indonesian_whatever_the_browser_prefers(client: Client) -> None:
    page = client.get("/masuk/", headers={"Accept-Language": "en"})
    assert 'lang="id"' in page.content.decode()


def test_one_chooses_language_and_look(client: Client) -> None:
    rina = makers.bhabin()
    sign_in(client, "rina")
    assert (
        client.post("/akun/", {"language": "xx", "theme": "light"}).status_code == 422
    )
    client.post("/akun/", {"language": "en", "theme": "light"})
    rina.refresh_from_db()
    assert (rina.language, rina.theme) == ("en", "light")
    assert client.cookies["bahasa"].value == "en"


def test_one_sees_and_ends_the_own_sessions_and_no_others(client: Client) -> None:
    rina, togar = makers.bhabin(), makers.kapolsek()
    phone, stranger = Client(HTTP_USER_AGENT="Old phone"), Client()
    assert sign_in(client, "rina")
    assert sign_in(phone, "rina")
    assert sign_in(stranger, "togar")
    page = client.get("/akun/perangkat/")
    assert "Old phone" in page.content.decode()
    mine = {s.session_key: s.pk for s, _device in page.context["sessions"]}
    assert len(mine) == 2
    theirs, _device = stranger.get("/akun/perangkat/").context["sessions"][0]
    client.post("/akun/perangkat/", {"end": theirs.pk})
    assert stranger.get("/akun/").status_code == 200
    client.post("/akun/perangkat/", {"end": mine[phone.session.session_key]})
    assert phone.get("/akun/").status_code == 302
    assert makers.acts(rina)[-1] == "account.session-ended"
    assert makers.acts(togar)[-1] == "account.signed-in"


def test_one_signs_out_everywhere_else_at_once(client: Client) -> None:
    makers.bhabin()
    others = [Client(), Client()]
    for each in (client, *others):
        assert sign_in(each, "rina")
    client.post("/akun/perangkat/", {"end": "others"})
    assert client.get("/akun/").status_code == 200
    assert [each.get("/akun/").status_code for each in others] == [302, 302]


@pytest.mark.parametrize("end", ["", "x", "-1", "9" * 40, "٣", "²"])
def test_a_hostile_number_ends_nothing(client: Client, end: str) -> None:
    makers.bhabin()
    sign_in(client, "rina")
    client.post("/akun/perangkat/", {"end": end})
    assert client.get("/akun/").status_code == 200


def test_signing_out_takes_a_button(client: Client) -> None:
    makers.bhabin()
    sign_in(client, "rina")
    client.get("/keluar/")
    assert client.get("/akun/").status_code == 200
    client.post("/keluar/")
    assert client.get("/akun/").status_code == 302


def test_a_form_from_elsewhere_is_refused() -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post("/masuk/", {"login": "rina", "password": PASSWORD})
    assert answer.status_code == 403
    assert "look/refusal.html" in [t.name for t in answer.templates]


def test_a_kapolsek_gives_a_code_on_the_page_of_the_officer(client: Client) -> None:
    rina, togar = makers.bhabin(), makers.kapolsek()
    client.force_login(togar)
    address = f"/orang/{rina.officer_id}/kode/"
    assert not client.get(address).context["code"]
    code = client.post(address).context["code"]
    given = {"name": "rina", "code": code, "password": NEW, "again": NEW}
    assert Client().post("/masuk/kode/", given).status_code == 302


def test_nobody_else_gives_a_code_there(client: Client) -> None:
    rina, stranger = makers.bhabin(), makers.kapolsek("jauh", makers.OTHER_POLSEK)
    address = f"/orang/{rina.officer_id}/kode/"
    for account in (stranger, rina):
        client.force_login(account)
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    client.force_login(makers.administrator())
    assert client.get(f"/orang/{makers.POST}/kode/").status_code == 404
