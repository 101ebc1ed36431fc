"""Addresses of officers and hand-overs."""

from django.urls import path

from kentongan.doors.console.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="list"),
    path("<uuid:officer_id>/", views.person, name="person"),
    path("jabatan/<uuid:office_id>/", views.seat, name="seat"),
    path("jabatan/<uuid:office_id>/serah-terima/", views.hand_over, name="hand_over"),
    path("serah-terima/<uuid:handover_id>/", views.handover, name="handover"),
]
