"""Addresses of the territory."""

from django.urls import path

from kentongan.doors.console.places import views

app_name = "places"
urlpatterns = [
    path("", views.search, name="search"),
    path("<str:path>/", views.place, name="place"),
]
