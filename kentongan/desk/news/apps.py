"""The package as a Django application."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Names the package."""

    name = "kentongan.desk.news"
