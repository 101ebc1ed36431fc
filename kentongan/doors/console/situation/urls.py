"""Address of the situation."""

from django.urls import path

from kentongan.doors.console.situation import views

app_name = "situation"
urlpatterns = [path("", views.situation, name="situation")]
