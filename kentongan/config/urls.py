"""Every address in the system."""

from django.urls import URLPattern, URLResolver, include, path

from kentongan.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("kentongan.doors.console.account.ways_in")),
    path("", include("kentongan.doors.console.urls")),
    path("", include("kentongan.doors.public.urls")),
    path("field/", include("kentongan.doors.field.urls")),
    path("look/", include("kentongan.doors.look.urls")),
]
handler403 = "kentongan.ground.access.refusals.forbidden"
handler404 = "kentongan.ground.access.refusals.not_found"
handler429 = "kentongan.ground.access.refusals.too_many"  # called by allauth
