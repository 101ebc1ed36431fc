"""Doors for the tests of gates."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from kentongan.ground.access.gates import (
    GatedRequest,
    for_oneself,
    gate,
    open_to_all,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound


def reach_in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('kentongan.reach', true), current_user")
        reach, role = cursor.fetchone()
    return f"{reach} as {role}"


@gate(Permission.VISIT_VIEW)
def visits(request: GatedRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.display_name} {reach_in_database()}")


@gate(Permission.VISIT_VIEW)
def hidden(request: GatedRequest, thing: str) -> HttpResponse:
    raise NotFound(f"post {thing} is in another district")


@gate(Permission.VISIT_VIEW)
def forbidden(request: GatedRequest) -> HttpResponse:
    raise NotAllowed("Only the kanit approves.")


@gate(Permission.VISIT_VIEW)
def unreadable(request: GatedRequest) -> HttpResponse:
    raise Invalid("This cannot be read.", {"date": "no such day"})


class Late(TemplateResponse):
    """A page that reads when it is rendered."""

    @property
    def rendered_content(self) -> str:
        return reach_in_database()


@gate(Permission.VISIT_VIEW)
def late(request: GatedRequest) -> HttpResponse:
    return Late(request, "none")


@for_oneself(because="a test")
def own(request: GatedRequest) -> HttpResponse:
    return HttpResponse(request.actor.office)


@open_to_all(because="a test")
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [
    path("visits/", visits),
    path("hidden/<str:thing>/", hidden),
    path("forbidden/", forbidden),
    path("unreadable/", unreadable),
    path("late/", late),
    path("own/", own),
    path("masuk/", public, name="account_login"),
    path("sandi/", public, name="account_change_password"),
    path("bahasa/", public, name="language"),
]
handler404 = "kentongan.ground.access.refusals.not_found"
