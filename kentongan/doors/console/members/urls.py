"""Addresses of a post's list."""

from django.urls import path

from kentongan.doors.console.members import views

app_name = "members"
urlpatterns = [
    path("<uuid:post_id>/anggota/", views.members, name="list"),
    path("<uuid:post_id>/anggota/<uuid:account_id>/kartu/", views.card, name="card"),
    path("<uuid:post_id>/anggota/<uuid:member_id>/selesai/", views.end, name="end"),
]
