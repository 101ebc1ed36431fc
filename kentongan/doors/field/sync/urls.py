"""Addresses that only the app itself asks."""

from django.urls import path

from kentongan.doors.field.sync import views

urlpatterns = [
    path("acts", views.acts, name="acts"),
    path("csrf", views.csrf, name="csrf"),
    path("devices", views.devices, name="devices"),
    path("devices/<uuid:device_id>/revoke", views.revoke, name="revoke"),
]
