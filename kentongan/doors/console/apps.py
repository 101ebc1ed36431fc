"""The door as a Django application."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Names the door."""

    name = "kentongan.doors.console"
