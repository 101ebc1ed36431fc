"""Addresses of a post's own residents."""

from django.urls import path

from kentongan.doors.public.ours import (
    absences,
    books,
    messages,
    money,
    nights,
    rules,
    views,
)

app_name = "ours"
urlpatterns = [
    path("", views.start, name="start"),
    path("<uuid:post_id>/", views.ours, name="post"),
    path("<uuid:post_id>/aturan/", views.agreement, name="agreement"),
    path("<uuid:post_id>/aturan/warga/", rules.people, name="people"),
    path("<uuid:post_id>/aturan/pasangan/", rules.pairs, name="pairs"),
    path(
        "<uuid:post_id>/aturan/pasangan/<uuid:one>/<uuid:other>/hapus/",
        rules.drop_pair,
        name="drop_pair",
    ),
    path("<uuid:post_id>/aturan/tanggal/", rules.dates, name="dates"),
    path(
        "<uuid:post_id>/aturan/tanggal/<slug:kind>/<str:first>/hapus/",
        rules.drop_dates,
        name="drop_dates",
    ),
    path("<uuid:post_id>/jadwal/", views.roster, name="roster"),
    path("<uuid:post_id>/jadwal/pesan/", messages.messages, name="messages"),
    path("<uuid:post_id>/jadwal.pdf", views.poster, name="poster"),
    path("<uuid:post_id>/kalender/", views.give_calendar, name="give_calendar"),
    path("<uuid:post_id>/jadwal/susun/", views.plan, name="plan"),
    path("<uuid:post_id>/jadwal/perbaiki/", views.mend, name="mend"),
    path(
        "<uuid:post_id>/jadwal/usulan/<uuid:planning_id>/pakai/",
        views.take,
        name="take",
    ),
    path(
        "<uuid:post_id>/jadwal/<uuid:roster_id>/umumkan/", views.publish, name="publish"
    ),
    path("<uuid:post_id>/giliran/<uuid:turn_id>/lepas/", views.ill, name="ill"),
    path("<uuid:post_id>/giliran/<uuid:turn_id>/tawarkan/", views.offer, name="offer"),
    path("<uuid:post_id>/tawaran/<uuid:offer_id>/ambil/", views.accept, name="accept"),
    path("<uuid:post_id>/halangan/", absences.absences, name="absences"),
    path(
        "<uuid:post_id>/halangan/<uuid:absence_id>/batal/",
        absences.take_back,
        name="take_absence_back",
    ),
    path("<uuid:post_id>/malam/", nights.night, name="night"),
    path("<uuid:post_id>/malam/tutup/", nights.close, name="close_night"),
    path("<uuid:post_id>/malam/ronde/", nights.walk, name="walk"),
    path("<uuid:post_id>/malam/daftar-hadir.pdf", nights.sheet, name="night_sheet"),
    path("<uuid:post_id>/malam/kode.pdf", nights.codes, name="night_codes"),
    path("<uuid:post_id>/malam/kabar/<uuid:silence_id>/", nights.answer, name="answer"),
    path("<uuid:post_id>/buku/", books.logbook, name="logbook"),
    path("<uuid:post_id>/buku.pdf", books.sheets, name="logbook_sheets"),
    path("<uuid:post_id>/buku/<uuid:line_id>/luruskan/", books.correct, name="correct"),
    path("<uuid:post_id>/buku/<uuid:line_id>/hapus/", books.erase, name="erase"),
    path("<uuid:post_id>/tamu/", books.guests, name="guests"),
    path(
        "<uuid:post_id>/tamu/<uuid:guest_id>/hapus/",
        books.remove_guest,
        name="remove_guest",
    ),
    path("<uuid:post_id>/tamu/<uuid:guest_id>/surat/", books.letter, name="letter"),
    path("<uuid:post_id>/kas/", money.money, name="money"),
    path("<uuid:post_id>/kas/buku/", money.till, name="till"),
    path("<uuid:post_id>/kas/jimpitan/", money.evening, name="evening"),
    path("<uuid:post_id>/kas/catat/", money.entry, name="entry"),
    path(
        "<uuid:post_id>/kas/<uuid:entry_id>/batal/",
        money.reverse_entry,
        name="reverse_entry",
    ),
    path("<uuid:post_id>/kas/rumah/", money.house, name="house"),
    path("<uuid:post_id>/kas/penghuni/", money.dweller, name="dweller"),
]
