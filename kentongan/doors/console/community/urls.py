"""Addresses of villages with their contacts and pillars."""

from django.urls import path

from kentongan.doors.console.community import views

app_name = "community"
urlpatterns = [
    path("", views.villages, name="villages"),
    path("orang/<uuid:contact_id>/", views.contact, name="contact"),
    path("orang/<uuid:contact_id>/nama/", views.name, name="name"),
    path("orang/<uuid:contact_id>/bertemu/", views.met, name="met"),
    path("orang/<uuid:contact_id>/setuju/", views.renew, name="renew"),
    path("orang/<uuid:contact_id>/lepas/", views.end, name="end"),
    path("mitra/<uuid:partner_id>/lepas/", views.end_partner, name="end_partner"),
    path("<tree:place>/", views.village, name="village"),
    path("<tree:place>/baru/", views.add, name="add"),
    path("<tree:place>/mitra/", views.add_partner, name="add_partner"),
]
