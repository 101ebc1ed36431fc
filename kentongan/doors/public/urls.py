"""Addresses for residents and the public."""

from django.urls import include, path

app_name = "public"
urlpatterns = [
    path("kartu/", include("kentongan.doors.public.card.urls")),
]
