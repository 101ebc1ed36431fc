"""Addresses of promises."""

from django.urls import path

from kentongan.doors.console.follow_ups import views

app_name = "follow_ups"
urlpatterns = [
    path("", views.board, name="board"),
    path("<uuid:follow_up_id>/", views.promise, name="promise"),
    path("<uuid:follow_up_id>/jawab/", views.answer, name="answer"),
    path("<uuid:follow_up_id>/selesai/", views.declare_done, name="declare_done"),
    path("<uuid:follow_up_id>/tegaskan/", views.confirm, name="confirm"),
    path("<uuid:follow_up_id>/buka-lagi/", views.reopen, name="reopen"),
    path("<uuid:follow_up_id>/tunda/", views.postpone, name="postpone"),
    path("<uuid:follow_up_id>/tak-bisa/", views.give_up, name="give_up"),
]
