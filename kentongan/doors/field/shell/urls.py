"""Addresses of the app itself; nobody has to be signed in to get an empty shell."""

from django.urls import path

from kentongan.doors.field.shell import views

urlpatterns = [
    path("", views.page, name="app"),
    path("worker.js", views.worker, name="worker"),
    path("app.webmanifest", views.manifest, name="manifest"),
]
