"""Addresses of units and jurisdictions."""

from django.urls import path

from kentongan.doors.console.units import views

app_name = "units"
urlpatterns = [
    path("", views.tree, name="tree"),
    path("<tree:path>/", views.unit, name="unit"),
]
