"""The sync's addresses: JSON in, JSON out."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.doors.field.sync import reading
from kentongan.doors.field.sync.acts import Answer, Post, take_in, unreadable
from kentongan.doors.field.sync.answers import document, for_machines, uuid_of
from kentongan.doors.field.sync.devices import devices_of, enroll
from kentongan.doors.field.sync.devices import revoke as revoke_device
from kentongan.ground.access.gates import GatedRequest, for_oneself
from kentongan.ground.basics.errors import Invalid


@require_POST
@for_machines
@for_oneself(because="one's own outbox; each act asks for its own permission")
def acts(request: GatedRequest) -> HttpResponse:
    """Take a batch of acts in, and say of each what became of it."""
    sent = document(request)
    given = sent.get("acts")
    if not isinstance(given, list) or len(given) > reading.MOST_ACTS:
        raise Invalid(_("Send at most %(most)d acts.") % {"most": reading.MOST_ACTS})
    post = Post(
        account=request.user,
        at=request.at,
        device_id=uuid_of(sent.get("device")),
        sent_at=reading.moment(sent.get("sent_at")),
    )
    answers: list[Answer | None] = []
    read = []
    for one in given:
        try:
            read.append(reading.act(one))
            answers.append(None)
        except Invalid as refusal:
            answers.append(unreadable(one, refusal))
    taken = iter(take_in(read, post))
    told = [answer or next(taken) for answer in answers]
    return JsonResponse(
        {
            "received_at": request.at.isoformat(),
            "acts": [answer.as_json() for answer in told],
        }
    )


@require_safe
@for_machines
@for_oneself(because="a token for one's own session")
def csrf(request: GatedRequest) -> HttpResponse:
    """The token that every POST of this session carries."""
    return JsonResponse({"token": get_token(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_machines
@for_oneself(because="one's own phones")
def devices(request: GatedRequest) -> HttpResponse:
    """One's own phones; a POST enrolls one."""
    if request.method != "POST":
        return JsonResponse({"devices": devices_of(request.user)})
    sent = document(request)
    label = sent.get("label")
    row = enroll(
        label if isinstance(label, str) else "",
        sent.get("public_key"),
        by=request.actor,
        at=request.at,
    )
    return JsonResponse({"id": str(row.pk)}, status=201)


@require_POST
@for_machines
@for_oneself(because="one's own phones")
def revoke(request: GatedRequest, device_id: UUID) -> HttpResponse:
    """Take one's own lost phone off the account."""
    revoke_device(device_id, by=request.actor, at=request.at)
    return HttpResponse(status=204)
