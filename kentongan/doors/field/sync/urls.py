"""Addresses that only the app itself asks."""

from django.urls import path

from kentongan.doors.field.sync import views

urlpatterns = [
    path("acts", views.acts, name="acts"),
    path("csrf", views.csrf, name="csrf"),
    path("devices", views.devices, name="devices"),
    path("devices/<uuid:device_id>/revoke", views.revoke, name="revoke"),
    path("bootstrap", views.bootstrap, name="bootstrap"),
    path("changes", views.changes, name="changes"),
    path("uploads", views.uploads, name="uploads"),
    path("uploads/<uuid:upload_id>", views.upload, name="upload"),
]
