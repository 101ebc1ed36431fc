"""Addresses of visits."""

from django.urls import path

from kentongan.doors.console.visits import handouts, views

app_name = "visits"
urlpatterns = [
    path("", views.visits, name="list"),
    path("baru/", views.record, name="record"),
    path("tempel/", views.paste, name="paste"),
    path("periksa/", views.to_review, name="to_review"),
    path("bos.csv", handouts.bos, name="bos"),
    path("linmas.csv", handouts.linmas, name="linmas"),
    path("<uuid:visit_id>/", views.visit, name="visit"),
    path("<uuid:visit_id>/ubah/", views.correct, name="correct"),
    path("<uuid:visit_id>/tanya/", views.ask, name="ask"),
    path("<uuid:visit_id>/jawab/", views.answer, name="answer"),
    path("<uuid:visit_id>/setujui/", views.approve, name="approve"),
    path("<uuid:visit_id>/sisihkan/", views.set_aside, name="set_aside"),
    path("<uuid:visit_id>/nama/", views.names, name="names"),
    path("<uuid:visit_id>/foto/", views.add_photos, name="add_photos"),
    path("<uuid:visit_id>/foto/<uuid:photo_id>/", views.photo, name="photo"),
    path("<uuid:visit_id>/whatsapp/", handouts.whatsapp, name="whatsapp"),
    path("<uuid:visit_id>/laporan.pdf", handouts.pdf, name="pdf"),
    path("<uuid:visit_id>/bos.csv", handouts.table, name="table"),
]
