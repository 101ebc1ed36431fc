"""Addresses of posts."""

from django.urls import path

from kentongan.doors.console.posts import views

app_name = "posts"
urlpatterns = [
    path("", views.posts, name="list"),
    path("peta.geojson", views.geojson, name="geojson"),
    path("malam/", views.tonight, name="tonight"),
    path("belum-ada-kabar/", views.silences, name="silences"),
    path("belum-ada-kabar/<uuid:silence_id>/", views.answer, name="answer"),
    path("baru/", views.register, name="register"),
    path("<uuid:post_id>/", views.post, name="post"),
    path("<uuid:post_id>/ubah/", views.update, name="update"),
    path("<uuid:post_id>/perlengkapan/", views.equipment, name="equipment"),
    path("<uuid:post_id>/sandi/", views.signals, name="signals"),
    path("<uuid:post_id>/sahkan/", views.verify, name="verify"),
    path("<uuid:post_id>/ketua/", views.head, name="head"),
    path("<uuid:post_id>/poster.pdf", views.poster, name="poster"),
]
