"""The door as a Django application."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Names the door."""

    name = "kentongan.doors.public"
