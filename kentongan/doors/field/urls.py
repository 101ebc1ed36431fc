"""Addresses of the field app."""

from django.urls import include, path

app_name = "field"
urlpatterns = [
    path("", include("kentongan.doors.field.shell.urls")),
    path("", include("kentongan.doors.field.sync.urls")),
]
