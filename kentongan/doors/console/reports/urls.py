"""Addresses of what residents told."""

from django.urls import path

from kentongan.doors.console.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("<uuid:report_id>/", views.report, name="report"),
    path("<uuid:report_id>/buka/", views.open_words, name="open"),
    path("<uuid:report_id>/penyampai/", views.open_teller, name="teller"),
    path("<uuid:report_id>/tanya/", views.ask, name="ask"),
    path("<uuid:report_id>/jawab/", views.answer, name="answer"),
    path("<uuid:report_id>/janji/", views.pledge, name="pledge"),
    path("<uuid:report_id>/tutup/", views.close, name="close"),
    path("<uuid:report_id>/satukan/", views.merge, name="merge"),
]
