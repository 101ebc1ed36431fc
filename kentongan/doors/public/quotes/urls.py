"""Addresses for whoever is quoted."""

from django.urls import path

from kentongan.doors.public.quotes import views

app_name = "quotes"
urlpatterns = [
    path("<str:secret>/", views.quote, name="quote"),
    path("<str:secret>/setuju/", views.approve, name="approve"),
    path("<str:secret>/tidak/", views.decline, name="decline"),
]
