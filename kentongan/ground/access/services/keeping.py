"""Whose accounts one may keep."""

from datetime import datetime

from django.utils.translation import gettext as _

from kentongan.ground.access.models import Account
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.selectors import is_under
from kentongan.ground.basics.errors import NotAllowed
from kentongan.ground.wall.actors import Actor


def require(account: Account, by: Actor, permission: Permission, at: datetime) -> None:
    """Refuse where `by` may not use `permission` on `account`.

    Raises:
        NotAllowed: It stands, wholly or in part, outside the reach of `by`.
    """
    if not is_under(account, by, permission, at):
        raise NotAllowed(_("This account is kept by another office."))
