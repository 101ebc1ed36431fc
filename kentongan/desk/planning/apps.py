"""The package as a Django application."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Names the package."""

    name = "kentongan.desk.planning"
