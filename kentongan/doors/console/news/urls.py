"""Addresses of the press office."""

from django.urls import path

from kentongan.doors.console.news import views

app_name = "news"
urlpatterns = [
    path("", views.releases, name="list"),
    path("pilih/", views.choose, name="choose"),
    path("tulis/", views.write, name="write"),
    path("gaya/", views.style, name="style"),
    path("<uuid:release_id>/", views.release, name="release"),
    path("<uuid:release_id>/ubah/", views.edit, name="edit"),
    path("<uuid:release_id>/periksa/", views.check, name="check"),
    path("<uuid:release_id>/setujui/", views.approve, name="approve"),
    path("<uuid:release_id>/terbitkan/", views.publish, name="publish"),
    path("<uuid:release_id>/ralat/", views.correct, name="correct"),
    path("<uuid:release_id>/tarik/", views.withdraw, name="withdraw"),
    path("<uuid:release_id>/tahan/", views.hold, name="hold"),
    path("<uuid:release_id>/lepas/", views.lift_hold, name="lift_hold"),
    path("<uuid:release_id>/kutipan/", views.ask_quote, name="ask_quote"),
    path("<uuid:release_id>/gambar/", views.add_picture, name="add_picture"),
    path(
        "<uuid:release_id>/gambar/<uuid:picture_id>/",
        views.describe_picture,
        name="describe_picture",
    ),
    path(
        "<uuid:release_id>/gambar/<uuid:picture_id>/hapus/",
        views.remove_picture,
        name="remove_picture",
    ),
    path(
        "<uuid:release_id>/gambar/<uuid:picture_id>/lihat.webp",
        views.picture,
        name="picture",
    ),
]
