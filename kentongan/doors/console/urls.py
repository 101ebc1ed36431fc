"""Addresses of the console, in the users' words."""

from django.urls import include, path

from kentongan.doors.console import addresses

__all__ = ["addresses", "urlpatterns"]

app_name = "console"
urlpatterns = [
    path("", include("kentongan.doors.console.account.urls")),
    path("hari-ini/", include("kentongan.doors.console.today.urls")),
    path("situasi/", include("kentongan.doors.console.situation.urls")),
    path("pos/", include("kentongan.doors.console.posts.urls")),
    path("pos/", include("kentongan.doors.console.members.urls")),
    path("kunjungan/", include("kentongan.doors.console.sheets.urls")),
    path("kunjungan/", include("kentongan.doors.console.visits.urls")),
    path("warga-mitra/", include("kentongan.doors.console.community.urls")),
    path("siaran/", include("kentongan.doors.console.news.urls")),
    path("tindak-lanjut/", include("kentongan.doors.console.follow_ups.urls")),
    path("laporan/", include("kentongan.doors.console.reports.urls")),
    path("orang/", include("kentongan.doors.console.people.urls")),
    path("satuan/", include("kentongan.doors.console.units.urls")),
    path("wilayah/", include("kentongan.doors.console.places.urls")),
    path("buku-besar/", include("kentongan.doors.console.ledger.urls")),
]
