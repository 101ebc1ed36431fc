"""Addresses for whoever tells. None of them says what was told."""

from django.urls import path

from kentongan.doors.public.tell import views

app_name = "tell"
urlpatterns = [
    path("sampaikan/", views.tell, name="tell"),
    path("sampaikan/khusus/", views.special, name="special"),
    path("jawaban/", views.hear, name="hear"),
]
