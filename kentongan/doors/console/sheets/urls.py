"""Addresses of what a Polres words and weighs itself."""

from django.urls import path

from kentongan.doors.console.sheets import views

app_name = "sheets"
urlpatterns = [
    path("lembar/", views.sheet, name="sheet"),
    path("kepala/", views.heading, name="heading"),
]
