"""What follows for readers when a promise is kept, or is not after all."""

from uuid import UUID

from django.db import transaction

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.desk.news.services import retell_promise
from kentongan.ground.ledger.relay import reacts_to
from kentongan.ground.ledger.rules import SealedLine


@reacts_to("follow-up.kept", "follow-up.reopened")
@transaction.atomic
def tell_readers(line: SealedLine) -> None:
    """Say on the public pages how a promise stands now."""
    follow_up_id = UUID(line.subject.partition(":")[2])
    rows = FollowUp.objects.everywhere(because="the clock tells every reader alike")
    if (row := rows.filter(pk=follow_up_id).first()) is not None:
        retell_promise(row, at=line.at)
