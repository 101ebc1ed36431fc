"""Address of the first page."""

from django.urls import path

from kentongan.doors.console.today import views

app_name = "today"
urlpatterns = [path("", views.today, name="today")]
