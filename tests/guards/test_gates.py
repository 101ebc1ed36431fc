"""Every address has a gate, or says why it has none."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from kentongan.ground.access.gates import for_oneself, gate, open_to_all
from kentongan.ground.access.permissions import Permission

OPEN = {
    "": "the first page: what this is, and the ways in",
    "kalender/<str:secret>.ics": "whoever holds the secret address was given it",
    "p/<str:token>/": "the page behind the QR code on a post's wall",
    "healthz": "says only whether we answer",
    "masuk/": "the way in",
    "masuk/tertutup/": "told to who cannot come in",
    "masuk/langkah-kedua/": "the second half of the way in",
    "masuk/kunci/": "the way in by passkey",
    "masuk/kode/": "the way in by a code from a superior",
    "masuk/undangan/<str:token>/": "the way in by an invitation",
    "keluar/": "the way out",
    "kartu/<str:token>/": "the way in by card and PIN",
    "field/": "the empty shell of the field app",
    "field/worker.js": "which files that shell is made of",
    "field/app.webmanifest": "the app's name and icons",
    "berita/": "what is published is for everybody",
    "berita/umpan.<str:kind>": "what is published is for everybody",
    "berita/satuan/<str:unit>/": "what is published is for everybody",
    "berita/satuan/<str:unit>/umpan.<str:kind>": "what is published is for everybody",
    "berita/desa/<str:place>/": "what is published is for everybody",
    "berita/desa/<str:place>/umpan.<str:kind>": "what is published is for everybody",
    "berita/<uuid:edition_id>/": "what is published is for everybody",
    "berita/<uuid:edition_id>/<slug:slug>/": "what is published is for everybody",
    "berita/<uuid:edition_id>/kartu.png": "what is published is for everybody",
    "berita/<uuid:edition_id>/gambar/<int:index>-<int:width>.webp": "likewise its pictures",
    "sitemap.xml": "addresses of what is published",
    "kutipan/<str:secret>/": "the secret address was sent to the one person quoted",
    "kutipan/<str:secret>/setuju/": "likewise: they stand by their words",
    "kutipan/<str:secret>/tidak/": "likewise: they do not",
    "sampaikan/": "whoever has something to tell needs no account",
    "sampaikan/khusus/": "likewise, by the sealed road",
    "jawaban/": "whoever holds the receipt reads the answer",
    "look/bahasa/": "language of this device",
    "look/tema/": "colours of this device",
    "look/": "the parts of a page, without anybody's data",
}
"""Addresses that nobody has to sign in for. Whoever adds one, adds it here."""

THIRD_PARTY = {"allauth.account", "allauth.mfa", "django.views"}
"""Packages whose views we route, one by one, each behind a gate of ours."""

MARKS = ("gate", "for_oneself", "open_to_all")


def addresses(
    patterns: list[URLPattern | URLResolver], above: str = ""
) -> Iterator[tuple[str, Callable[..., object]]]:
    """Every address below, with its view."""
    for entry in patterns:
        here = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, here)
        else:
            yield here, entry.callback


def ungated(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """Addresses whose view has none of our marks."""
    return [
        address
        for address, view in addresses(patterns)
        if not any(hasattr(view, mark) for mark in MARKS)
    ]


def every() -> list[tuple[str, Callable[..., object]]]:
    return list(addresses(get_resolver().url_patterns))


def test_every_address_has_a_gate_or_says_why_not() -> None:
    assert ungated(get_resolver().url_patterns) == []


def test_every_gate_names_one_permission() -> None:
    named = [view.gate for _, view in every() if hasattr(view, "gate")]
    assert named
    assert [p for p in named if not isinstance(p, Permission)] == []


def test_whoever_opens_an_address_to_all_says_why_twice() -> None:
    found = {a: v.open_to_all for a, v in every() if hasattr(v, "open_to_all")}
    assert set(found) == set(OPEN)
    assert all(len(str(because)) > 10 for because in found.values())


def test_views_of_others_are_routed_one_by_one() -> None:
    others = {
        ".".join(view.__module__.split(".")[:2])
        for _, view in every()
        if not view.__module__.startswith("kentongan.")
    }
    assert others <= THIRD_PARTY


def test_no_address_is_routed_twice() -> None:
    seen = [address for address, _ in every()]
    assert len(seen) == len(set(seen))


def test_an_address_without_a_gate_would_be_seen() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    marked = [
        gate(Permission.POST_VIEW)(view),
        for_oneself(because="a test")(view),
        open_to_all(because="a test")(view),
    ]
    patterns: list[URLPattern | URLResolver] = [path("bare/", view)]
    patterns += [path(f"{n}/", one) for n, one in enumerate(marked)]
    nested = SimpleNamespace(urlpatterns=patterns)
    assert ungated(patterns) == ["bare/"]
    assert ungated([path("in/", (nested.urlpatterns, None, None))]) == ["in/bare/"]
