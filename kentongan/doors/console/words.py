"""The words, tones and icons in which the console shows what the beat calls by codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kentongan.beat.community.rules import Consent, FigureKind
from kentongan.beat.follow_ups import documents as follow_ups
from kentongan.beat.follow_ups.rules import Answerer
from kentongan.beat.follow_ups.rules import State as Promised
from kentongan.beat.reports import documents as reports
from kentongan.beat.reports.rules import Category
from kentongan.beat.reports.rules.threads import Closing
from kentongan.beat.reports.rules.threads import State as Reported
from kentongan.beat.visits.rules import Flag, ItemState, Kind, Review
from kentongan.beat.watch.rules.boards import Stand
from kentongan.beat.watch.rules.posts import Hearing
from kentongan.desk.news.rules.states import State as Released
from kentongan.ground.access.roles import ROLES
from kentongan.ground.units.rules.positions import POSITION_LABELS

Label = str | Promise


@dataclass(frozen=True)
class Word:
    """How one code is shown."""

    label: Label
    tone: str = "info"
    icon: str = ""


_PROMISE_TONES: Final = {
    Promised.OPEN: ("wait", "clock"),
    Promised.DECLARED_DONE: ("info", "question"),
    Promised.KEPT: ("good", "check"),
    Promised.NOT_POSSIBLE: ("off", "cross"),
    Promised.WITHDRAWN: ("off", "cross"),
}
PROMISES: Final[Mapping[str, Word]] = {
    code: Word(label, *_PROMISE_TONES[Promised(code)])
    for code, label in follow_ups.STATES.items()
}
REPORTS: Final[Mapping[str, Word]] = {
    Reported.RECEIVED: Word(_("Not answered"), "wait", "clock"),
    Reported.IN_HAND: Word(_("In hand"), "info", "edit"),
    Reported.CLOSED: Word(pgettext_lazy("report", "Closed"), "off", "check"),
}
_TONES: Final = {Closing.DONE: ("good", "check"), Closing.PASSED_ON: ("info", "share")}
CLOSINGS: Final[Mapping[str, Word]] = {
    code: Word(label, *_TONES.get(Closing(code), ("off", "cross")))
    for code, label in reports.CLOSINGS.items()
}
SAYINGS: Final[Mapping[str, Label]] = reports.SAYINGS
RELEASES: Final[Mapping[str, Word]] = {
    Released.DRAFT: Word(_("Draft"), "wait", "edit"),
    Released.CHECKED: Word(_("Checked"), "info", "eye"),
    Released.APPROVED: Word(_("Approved"), "info", "check"),
    Released.PUBLISHED: Word(_("Published"), "good", "check"),
    Released.CORRECTED: Word(_("Published, corrected"), "warn", "edit"),
    Released.WITHDRAWN: Word(_("Withdrawn"), "off", "cross"),
}
ANSWERERS: Final[Mapping[str, Label]] = {
    Answerer.RESIDENT: _("residents"),
    Answerer.POST: _("the post"),
    Answerer.VILLAGE: _("the village"),
    Answerer.POLICE: _("the police"),
    Answerer.PARTNER: _("a partner"),
}
KINDS: Final[Mapping[str, Label]] = {
    Kind.POST_INSPECTION: _("Post inspection"),
    Kind.DOOR_TO_DOOR: _("Door to door"),
    Kind.FRIDAY_FORUM: _("Friday forum"),
    Kind.SUNDAY_SERVICE: _("Sunday service"),
    Kind.WATCH_COACHING: _("Watch coaching"),
    Kind.DIALOGUE_PATROL: _("Patrol with dialogue"),
    Kind.PILLARS_COORDINATION: _("Three pillars meeting"),
    Kind.PROBLEM_SOLVING: _("Problem solving"),
    Kind.COMMUNITY_COACHING: _("Community coaching"),
    Kind.VILLAGE_EVENT: _("Village event"),
    Kind.POLICE_SERVICE: _("Police service"),
    Kind.OTHER: _("Other visit"),
}
REVIEWS: Final[Mapping[str, Word]] = {
    Review.COUNTED: Word(pgettext_lazy("visit", "Counts"), "good", "check"),
    Review.FLAGGED: Word(_("To be looked at"), "wait", "eye"),
    Review.ASKED: Word(_("Asked"), "warn", "question"),
    Review.ANSWERED: Word(_("Answered"), "info", "reply"),
    Review.APPROVED: Word(_("Approved"), "good", "check"),
    Review.SET_ASIDE: Word(_("Not counted"), "off", "cross"),
}
FLAGS: Final[Mapping[str, Label]] = {
    Flag.FAR_FROM_POST: _("Recorded far from the post. Where were you?"),
    Flag.TOO_QUICK: _("Very quick for a full sheet. Was everything looked at?"),
    Flag.TOO_CLOSE: _("Very close to another visit. How did it fit?"),
    Flag.SAME_WORDS: _("The same words at another post. Was it the same matter?"),
    Flag.CLOCK_OFF: _("The phone's clock was far off. When was it really?"),
    Flag.SAME_PHOTO: _("The same photo with another visit. Is it the right one?"),
}
STATES: Final[Mapping[str, Word]] = {
    ItemState.PRESENT: Word(_("Present"), "good", "check"),
    ItemState.BROKEN: Word(_("Broken"), "warn", "warning"),
    ItemState.ABSENT: Word(_("Absent"), "bad", "cross"),
    ItemState.NOT_ASSESSED: Word(_("Not assessed"), "off"),
}
CATEGORIES: Final[Mapping[str, Label]] = {
    Category.CRIME: _("Crime"),
    Category.DRUGS: _("Drugs and drink"),
    Category.YOUTH_AND_STREET: _("Youth and street"),
    Category.VIOLENCE_AND_CHILDREN: _("Violence at home, children"),
    Category.DISPUTE: _("Dispute"),
    Category.DISASTER_AND_SAFETY: _("Disaster and safety"),
    Category.WORRYING_ACT: _("Worrying act"),
    Category.FACILITY: _("Facility"),
    Category.STATE_AND_TRANSNATIONAL: _("State and transnational"),
    Category.OTHER: pgettext_lazy("category", "Other"),
}
HEARINGS: Final[Mapping[str, Label]] = {
    Hearing.ONLINE: _("online"),
    Hearing.WEAK_SIGNAL: _("weak signal"),
    Hearing.PAPER: _("on paper"),
}
FIGURES: Final[Mapping[str, Label]] = {
    FigureKind.VILLAGE_HEAD: _("Village head"),
    FigureKind.HAMLET_HEAD: _("Hamlet head"),
    FigureKind.NEIGHBOURHOOD_HEAD: _("Neighbourhood head"),
    FigureKind.BABINSA: _("Babinsa"),
    FigureKind.COMMUNITY_FIGURE: _("Community figure"),
    FigureKind.YOUTH_FIGURE: _("Youth figure"),
    FigureKind.WOMENS_FIGURE: _("Women's figure"),
    FigureKind.EDUCATOR: _("Educator"),
    FigureKind.HEALTH_WORKER: _("Health worker"),
    FigureKind.BUSINESS: _("Business"),
    FigureKind.PARTNER: _("Partner"),
    FigureKind.RESIDENT: _("Resident"),
}
EQUIPMENT: Final[Mapping[str, Label]] = {
    "kentongan": _("Kentongan"),
    "torch": _("Torch"),
    "whistle": _("Whistle"),
    "radio_or_phone": _("Radio or telephone"),
    "raincoat": _("Raincoat"),
    "first_aid": _("First-aid kit"),
    "fire_extinguisher": _("Fire extinguisher"),
    "wall_clock": _("Wall clock"),
}
SIGNALS: Final[Mapping[str, Label]] = {
    "murder": _("Killing"),
    "theft": _("Theft"),
    "fire": _("Fire"),
    "disaster": _("Disaster"),
    "livestock_theft": _("Theft of livestock"),
    "safe": _("All is safe"),
    "gathering": _("Come together"),
    "death": _("A death"),
}
CONSENTS: Final[Mapping[str, Label]] = {
    Consent.PUBLIC_ROLE: _("A public role"),
    Consent.AGREED: _("The person agreed"),
    Consent.PUBLISHED: _("Already published"),
}
ACTS: Final[Mapping[str, Label]] = {
    "visit.recorded": _("Visit recorded"),
    "visit.corrected": _("Visit corrected"),
    "visit.asked": _("Visit returned with a question"),
    "visit.answered": _("Question answered"),
    "visit.approved": _("Visit approved"),
    "visit.set-aside": _("Visit not counted"),
    "visit.photo-added": _("Photo added"),
    "visit.exported": _("Visit handed out"),
    "report.taken-in": _("Information taken in"),
    "follow-up.promised": _("Promise written down"),
    "follow-up.answered": _("Promise: a word said"),
    "follow-up.declared-done": _("Promise declared done"),
    "follow-up.kept": _("Promise kept"),
    "follow-up.given-up": _("Promise not possible"),
    "follow-up.postponed": _("Promise postponed"),
    "follow-up.reopened": _("Promise opened again"),
    "follow-up.withdrawn": _("Promise withdrawn"),
    "post.registered": _("Post registered"),
    "post.mentioned": _("Post mentioned"),
    "post.visited": _("Post visited"),
    "post.verified": _("Post verified"),
    "post.updated": _("Post changed"),
    "post.equipment-noted": _("Equipment noted"),
    "post.signals-set": _("Kentongan codes written"),
    "contact.met": _("Contact met"),
    "place.named": _("Place named"),
    "unit.mentioned": _("Unit mentioned"),
    "officer.mentioned": _("Officer mentioned"),
    "seal.opened": _("Seal opened"),
}
CAPACITIES: Final[Mapping[str, Label]] = {
    "operator": _("operator of the machine"),
    "system": _("the system itself"),
    "none": _("without an office"),
}


def offices() -> dict[str, str]:
    """Positions and roles in words, by the code that stands in a capacity."""
    spoken = "en" if (get_language() or "id").startswith("en") else "id"
    roles = {str(role): entry.label[spoken] for role, entry in ROLES.items()}
    return roles | {str(code): label for code, label in POSITION_LABELS.items()}


STANDS: Final[Mapping[str, Word]] = {
    Stand.SILENT: Word(_("No word yet"), "warn", "question"),
    Stand.LATE: Word(_("Asked, not answered yet"), "wait", "clock"),
    Stand.OUTAGE: Word(_("Signal lost, it seems"), "info", "offline"),
    Stand.WAITING: Word(_("Not begun yet"), "off", "clock"),
    Stand.AWAKE: Word(_("Awake"), "good", "lamp"),
    Stand.OVER: Word(_("Watch over"), "off", "moon"),
    Stand.ANSWERED: Word(_("Said why"), "info", "reply"),
    Stand.PAPER: Word(_("On paper"), "off", "sheet"),
    Stand.NOT_DUE: Word(_("Not due"), "off", "moon"),
}
