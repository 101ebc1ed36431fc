"""The address in the QR code of a card."""

from django.urls import path

from kentongan.doors.public.card import views

app_name = "card"
urlpatterns = [path("<str:token>/", views.enter, name="enter")]
