"""Addresses of the auditor."""

from django.urls import path

from kentongan.doors.console.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.lines, name="lines"),
    path("gagal/", views.parked, name="parked"),
]
