"""Where one may go from here: only doors that would open."""

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kentongan.doors.look.navigation import NavItem
from kentongan.ground.access.permissions import Permission as P

MENU: Final = "console/account/menu.html"


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The ``nav`` of whoever passed a gate, as the base page draws it."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"menu_template": MENU}
    items = [
        (P.VISIT_VIEW, "today", "console:today:today", "sun", _("Today")),
        (
            P.VISIT_REVIEW,
            "situation",
            "console:situation:situation",
            "eye",
            _("Situation"),
        ),
        (P.POST_VIEW, "posts", "console:posts:list", "hut", _("Posts")),
        (
            P.VISIT_VIEW,
            "visits",
            "console:visits:list",
            "book",
            pgettext("nav", "Visits"),
        ),
        (
            P.FOLLOW_UP_VIEW,
            "follow_ups",
            "console:follow_ups:board",
            "promise",
            _("Promises"),
        ),
        (
            P.REPORT_VIEW_SHARED,
            "reports",
            "console:reports:list",
            "reply",
            pgettext("nav", "Reports"),
        ),
        (
            P.CONTACT_VIEW,
            "community",
            "console:community:villages",
            "place",
            _("Villages"),
        ),
        (P.NEWS_VIEW, "news", "console:news:list", "share", _("Releases")),
        (P.PEOPLE_VIEW, "people", "console:people:list", "people", _("People")),
        (P.UNIT_VIEW, "units", "console:units:tree", "tree", _("Units")),
        (P.PLACE_VIEW, "places", "console:places:search", "map", _("Territory")),
        (P.LEDGER_READ, "ledger", "console:ledger:lines", "ledger", _("Ledger")),
    ]
    return {
        "actor": actor,
        "menu_template": MENU,
        "nav": [
            NavItem(key=key, url=reverse(name), icon=icon, label=label)
            for permission, key, name, icon, label in items
            if actor.reach(permission)
        ],
    }
