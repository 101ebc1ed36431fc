"""Addresses of a post's own residents."""

from django.urls import path

from kentongan.doors.public.ours import views

app_name = "ours"
urlpatterns = [
    path("", views.start, name="start"),
    path("<uuid:post_id>/", views.ours, name="post"),
    path("<uuid:post_id>/aturan/", views.agreement, name="agreement"),
    path("<uuid:post_id>/jadwal/", views.roster, name="roster"),
    path("<uuid:post_id>/jadwal.pdf", views.poster, name="poster"),
    path("<uuid:post_id>/kalender/", views.give_calendar, name="give_calendar"),
    path("<uuid:post_id>/jadwal/susun/", views.plan, name="plan"),
    path(
        "<uuid:post_id>/jadwal/<uuid:roster_id>/umumkan/", views.publish, name="publish"
    ),
    path("<uuid:post_id>/giliran/<uuid:turn_id>/lepas/", views.ill, name="ill"),
    path("<uuid:post_id>/giliran/<uuid:turn_id>/tawarkan/", views.offer, name="offer"),
    path("<uuid:post_id>/tawaran/<uuid:offer_id>/ambil/", views.accept, name="accept"),
]
