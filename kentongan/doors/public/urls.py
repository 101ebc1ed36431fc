"""Addresses for residents and the public."""

from django.urls import include, path

from kentongan.doors.public.front import views as front
from kentongan.doors.public.ours import calendar
from kentongan.doors.public.post import views as post

app_name = "public"
urlpatterns = [
    path("", front.front, name="front"),
    path("mulai/", front.start, name="start"),
    path("kartu/", include("kentongan.doors.public.card.urls")),
    path("p/<str:token>/", post.post, name="post"),
    path("kalender/<str:secret>.ics", calendar.calendar, name="calendar"),
    path("", include("kentongan.doors.public.news.urls")),
    path("kutipan/", include("kentongan.doors.public.quotes.urls")),
    path("", include("kentongan.doors.public.tell.urls")),
    path("pos-kami/", include("kentongan.doors.public.ours.urls")),
]
