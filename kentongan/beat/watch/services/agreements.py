"""What the residents agree about their own watch. Each change is a new version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import Agreement, Member
from kentongan.beat.watch.rules.agreements import (
    NightRules,
    RuleFault,
    rule_faults,
    without,
)
from kentongan.beat.watch.rules.stored_agreements import to_json
from kentongan.beat.watch.services.own import own_post
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, Overtaken, refuse_faults
from kentongan.ground.basics.zones import night_of
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    RuleFault.NEVER_HELD: gettext_lazy("Choose at least one night."),
    RuleFault.BAD_WEEKDAY: gettext_lazy("This is not a day of the week."),
    RuleFault.BAD_HOURS: gettext_lazy(
        "The watch ends after it begins, and by noon of the next day."
    ),
    RuleFault.BAD_SEASON: gettext_lazy("These other hours cannot be right."),
    RuleFault.BAD_COUNT: gettext_lazy("This number cannot be right."),
    RuleFault.BAD_PAIR: gettext_lazy(
        "A pair is two people, and they are either together or apart."
    ),
    RuleFault.BAD_AMOUNT: gettext_lazy("This sum cannot be right."),
    RuleFault.NOT_A_MEMBER: gettext_lazy("Somebody here is not a member of this post."),
    RuleFault.TOO_LONG: gettext_lazy("Shorter, please."),
    RuleFault.TOO_MANY: gettext_lazy("These are too many."),
}


@transaction.atomic
def agree(
    post_id: UUID,
    rules: NightRules,
    *,
    by: Actor,
    at: datetime,
    from_date: date | None = None,
) -> Agreement:
    """Write down what the residents agreed, for the nights from `from_date` on.

    Without a date it holds from tonight. Nights that are over stay as they were
    agreed then. Whoever left the post is no longer named.

    Raises:
        NotAllowed: `by` is not the post's own head.
        Invalid: Something in it cannot be.
        Overtaken: Somebody else agreed something at this very moment.
    """
    row = own_post(post_id, by, Permission.ROSTER_MAKE)
    tonight = night_of(at, row.place)
    if from_date is not None and from_date < tonight:
        raise Invalid(
            _("What is over stays as it was agreed."),
            {"from_date": _("Choose tonight or a later night.")},
        )
    people = dict(Member.objects.filter(post=row).values_list("id", "left_at"))
    gone = frozenset(one for one, left_at in people.items() if left_at is not None)
    rules = without(rules, gone)
    _refuse(rule_faults(rules, frozenset(people) - gone))
    versions = Agreement.objects.visible_to(by, Permission.ROSTER_MAKE)
    last = versions.filter(post=row).aggregate(last=Max("version"))["last"] or 0
    made = Agreement(
        post=row,
        version=last + 1,
        rules=to_json(rules),
        from_date=from_date or tonight,
        made_at=at,
        made_by_id=by.id,
    )
    try:
        with transaction.atomic():
            Agreement.objects.bulk_create([made])
    except IntegrityError as error:
        raise Overtaken(
            _("Somebody else just changed what was agreed. Look again.")
        ) from error
    record(
        "agreement.made",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"version": made.version, "from": made.from_date.isoformat()},
    )
    return made


def _refuse(faults: Mapping[str, RuleFault]) -> None:
    sentence = _("Something in this entry needs another look.")
    refuse_faults(sentence, faults, _SENTENCES)
