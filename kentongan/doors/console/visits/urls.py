"""Addresses of visits."""

from django.urls import path

from kentongan.doors.console.visits import views

app_name = "visits"
urlpatterns = [
    path("", views.visits, name="list"),
    path("baru/", views.record, name="record"),
    path("periksa/", views.to_review, name="to_review"),
    path("<uuid:visit_id>/", views.visit, name="visit"),
    path("<uuid:visit_id>/tanya/", views.ask, name="ask"),
    path("<uuid:visit_id>/jawab/", views.answer, name="answer"),
    path("<uuid:visit_id>/setujui/", views.approve, name="approve"),
    path("<uuid:visit_id>/sisihkan/", views.set_aside, name="set_aside"),
    path("<uuid:visit_id>/foto/<uuid:photo_id>/", views.photo, name="photo"),
    path("<uuid:visit_id>/whatsapp/", views.whatsapp, name="whatsapp"),
    path("<uuid:visit_id>/laporan.pdf", views.pdf, name="pdf"),
    path("bos.csv", views.bos, name="bos"),
]
