"""Addresses of what is one's own, and of the ways in that are ours."""

from django.urls import path

from kentongan.doors.console.account import views

app_name = "account"
urlpatterns = [
    path("masuk/kode/", views.code, name="code"),
    path("masuk/undangan/<str:token>/", views.invitation, name="invitation"),
    path("akun/", views.home, name="home"),
    path("orang/<uuid:officer_id>/kode/", views.give_code, name="give_code"),
    path("akun/perangkat/", views.sessions, name="sessions"),
]
