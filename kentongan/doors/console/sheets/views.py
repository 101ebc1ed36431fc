"""What a Polres sets for its visits: the inspection sheet and the words of reports."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.beat.visits import selectors, services
from kentongan.doors.console.sheets.forms import HeadingForm, SheetEditor
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotAllowed
from kentongan.ground.units.selectors import unit as unit_at

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@gate(Permission.SHEET_EDIT)
def sheet(request: GatedRequest) -> HttpResponse:
    """Read the sheet in force, and put a new version in force."""
    unit = unit_at(_own_unit(request, Permission.SHEET_EDIT))
    versions = selectors.sheet_versions(unit.path)
    current = next((one for one in versions if one.in_force), None)
    in_force = selectors.sheet_in_force(unit.path)
    form = SheetEditor(
        request.POST or None,
        plan=in_force.plan,
        initial={
            "name": in_force.name or _("Our sheet"),
            "was": current.version if current else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        sections, where = form.sections()
        try:
            services.edit_sheet(
                unit.path,
                form.cleaned_data["name"],
                sections,
                by=request.actor,
                at=request.at,
                was=form.cleaned_data["was"],
            )
        except Invalid as refusal:
            for path, sentence in refusal.problems.items():
                name = where.get(path, path)
                form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(request, _("The new sheet holds from now on."))
            return redirect("console:sheets:sheet")
    context = {"form": form, "unit": unit, "versions": versions, "in_force": in_force}
    status = 422 if form.is_bound else 200
    return render(request, "console/sheets/sheet.html", context, status=status)


@require_http_methods(GET_AND_POST)
@gate(Permission.OUT_HEADINGS_EDIT)
def heading(request: GatedRequest) -> HttpResponse:
    """Set how reports begin and end."""
    unit = unit_at(_own_unit(request, Permission.OUT_HEADINGS_EDIT))
    known = selectors.heading_for(unit.path)
    names = ("greeting", "basis", "closing")
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = HeadingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_heading(
                unit.path, **form.cleaned_data, by=request.actor, at=request.at
            )
        except Invalid as refusal:
            for name, sentence in refusal.problems.items():
                form.add_error(name, sentence)
        else:
            messages.success(request, _("Reports say it so from now on."))
            return redirect("console:sheets:heading")
    context = {"form": form, "unit": unit}
    status = 422 if form.is_bound else 200
    return render(request, "console/sheets/heading.html", context, status=status)


def _own_unit(request: GatedRequest, permission: Permission) -> str:
    """The unit for which somebody decides this.

    Raises:
        NotAllowed: None: the permission was given for a place alone.
    """
    units = request.actor.reach(permission).units
    if not units:
        raise NotAllowed(_("Your office decides this for no unit."))
    return min(units, key=len)
