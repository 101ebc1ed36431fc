"""Addresses of the look: its gallery and its two switches."""

from django.urls import path

from kentongan.doors.look import gallery, views

app_name = "look"
urlpatterns = [
    path("", gallery.page, name="gallery"),
    path("bahasa/", views.language, name="language"),
    path("tema/", views.theme, name="theme"),
]
