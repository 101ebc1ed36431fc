"""The lowest door as a Django application."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Names the package that draws every page."""

    name = "kentongan.doors.look"
