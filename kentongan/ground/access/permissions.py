"""What can be done at all."""

from enum import StrEnum, auto


class Permission(StrEnum):
    """One act on one kind of thing, named THING_ACT."""

    PLACE_VIEW = auto()
    PLACE_MANAGE = auto()
    UNIT_VIEW = auto()
    UNIT_MANAGE = auto()
    PEOPLE_VIEW = auto()

    ACCOUNT_MANAGE = auto()
    ACCOUNT_RESET = auto()
    HANDOVER_MAKE = auto()
    LEDGER_READ = auto()

    POST_VIEW = auto()
    POST_REGISTER = auto()
    POST_UPDATE = auto()
    POST_MEMBERS_MANAGE = auto()
    CARD_ISSUE = auto()

    ROSTER_VIEW = auto()
    ROSTER_MAKE = auto()
    NIGHT_VIEW = auto()
    NIGHT_KEEP = auto()
    NIGHT_ANSWER = auto()
    BOOK_VIEW = auto()
    BOOK_WRITE = auto()
    BOOK_KEEP = auto()
    MONEY_VIEW = auto()
    MONEY_KEEP = auto()

    VISIT_VIEW = auto()
    VISIT_RECORD = auto()
    VISIT_CORRECT = auto()
    VISIT_REVIEW = auto()
    VISIT_EXPORT = auto()
    SHEET_EDIT = auto()
    OUT_HEADINGS_EDIT = auto()

    REPORT_VIEW = auto()
    REPORT_VIEW_SENSITIVE = auto()
    REPORT_VIEW_SHARED = auto()
    REPORT_RECORD = auto()
    REPORT_ANSWER = auto()

    FOLLOW_UP_VIEW = auto()
    FOLLOW_UP_PROMISE = auto()
    FOLLOW_UP_ANSWER = auto()
    FOLLOW_UP_CONFIRM = auto()

    CONTACT_VIEW = auto()
    CONTACT_EDIT = auto()
    SEAL_OPEN = auto()

    NEWS_VIEW = auto()
    NEWS_WRITE = auto()
    NEWS_APPROVE = auto()
    NEWS_HOLD = auto()
