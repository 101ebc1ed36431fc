"""The door as a Django application."""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    """Names the door."""

    name = "kentongan.doors.field"
