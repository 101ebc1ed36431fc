"""The sync's addresses: JSON in, JSON out."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.doors.field.sync import reading, replica
from kentongan.doors.field.sync import uploads as tus
from kentongan.doors.field.sync.acts import Answer, Post, take_in, unreadable
from kentongan.doors.field.sync.answers import (
    MOST_BYTES,
    document,
    for_machines,
    told,
    uuid_of,
)
from kentongan.doors.field.sync.devices import devices_of, enroll, mark_seen
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
    outcomes = [answer or next(taken) for answer in answers]
    return JsonResponse(
        {
            "received_at": request.at.isoformat(),
            "acts": [answer.as_json() for answer in outcomes],
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


MARK = "field-reach"
"""Where a session keeps as whom its replica was made."""


@require_safe
@for_machines
@for_oneself(because="what one's own phone holds; the wall decides what that is")
def bootstrap(request: GatedRequest) -> HttpResponse:
    """All that the phone needs for a day without signal."""
    mark_seen(request.headers.get("X-Device"), by=request.actor, at=request.at)
    request.session[MARK] = replica.reach_mark(request.actor)
    return JsonResponse(replica.bootstrap(request.actor, at=request.at))


@require_safe
@for_machines
@for_oneself(because="what one's own phone holds; the wall decides what that is")
def changes(request: GatedRequest) -> HttpResponse:
    """What changed since; all of it anew where the reach itself changed."""
    mark_seen(request.headers.get("X-Device"), by=request.actor, at=request.at)
    after = _number(request.GET.get("after", ""))
    if request.session.get(MARK) != replica.reach_mark(request.actor):
        return JsonResponse({"cursor": after, "reset": True})
    return JsonResponse(replica.changes(request.actor, after, at=request.at))


@require_http_methods(["OPTIONS", "POST"])
@for_machines
@for_oneself(because="photos of visits that the service lets one add to")
def uploads(request: GatedRequest) -> HttpResponse:
    """Begin a photo (tus creation), or say what this server can."""
    if request.method == "OPTIONS":
        return _tus(204)
    size = request.headers.get("Upload-Length", "")
    row = tus.begin(
        tus.beside(request.headers.get("Upload-Metadata", "")),
        _number(size),
        by=request.actor,
        at=request.at,
    )
    answer = _tus(201, row.offset)
    answer["Location"] = reverse("field:upload", args=[row.pk])
    return answer


@require_http_methods(["HEAD", "PATCH"])
@for_machines
@for_oneself(because="photos of visits that the service lets one add to")
def upload(request: GatedRequest, upload_id: UUID) -> HttpResponse:
    """How far a photo is, or its next bytes."""
    if request.method == "HEAD":
        row = tus.upload(upload_id, by=request.actor)
        answer = _tus(200, row.offset)
        answer["Upload-Length"] = str(row.size)
        answer["Cache-Control"] = "no-store"
        return answer
    offset = _number(request.headers.get("Upload-Offset", ""))
    try:
        row = tus.go_on(
            upload_id, offset, request.body, by=request.actor, at=request.at
        )
    except tus.BadSum as refusal:
        tus.discard(upload_id, by=request.actor)
        return JsonResponse(told(refusal), status=refusal.http_status)
    return _tus(204, row.offset)


def _tus(status: int, offset: int | None = None) -> HttpResponse:
    headers = {
        "Tus-Resumable": "1.0.0",
        "Tus-Version": "1.0.0",
        "Tus-Extension": "creation",
        "Tus-Max-Size": str(MOST_BYTES),
    }
    if offset is not None:
        headers["Upload-Offset"] = str(offset)
    return HttpResponse(status=status, headers=headers)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Invalid(_("This is not a number."))
    return int(text[:12])
