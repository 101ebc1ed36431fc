"""What the app says by script; the rest stands in its page."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """The app's sentences by key, in the language of the page; `{n}` is filled in."""
    return _day() | _outbox() | _telling() | _phone() | _codes() | _watch()


def _day() -> dict[str, str]:
    return {
        "hello-morning": _("Good morning, {name}"),
        "hello-noon": _("Good day, {name}"),
        "hello-afternoon": _("Good afternoon, {name}"),
        "hello-evening": _("Good evening, {name}"),
        "as-of": _("As of {date}"),
        "quiet": _("{n} days without a visit"),
        "visited-today": _("Visited today"),
        "never-visited": _("Not visited yet"),
        "full-due": _("The full sheet is due"),
        "due": _("Promised for {date}"),
        "overdue": _("Was promised for {date}"),
        "no-due": _("Without a date"),
        "begun": _("Kept as far as you told it"),
        "begun-visit": _("Go on with the visit: {name}"),
        "begun-answer": _("Go on with the answer"),
        "begun-correction": _("Go on with the correction"),
        "left-reach": _("That is no longer among what you look after."),
        "answer-waits": _("Answer waits"),
    }


def _outbox() -> dict[str, str]:
    return {
        "waits": _("{n} acts wait on this phone"),
        "waits-none": _("Everything is on the server."),
        "since": _("The oldest is from {date}."),
        "refused": _("{n} were refused and wait for you"),
        "photos": _("{n} photos wait ({size} kB)"),
        "photo-refused": _("The server did not want this photo: {why}"),
        "stake": _(
            "If this phone were lost now, {acts} acts and {photos} photos would be too."
        ),
        "locked-acts": _(
            "{n} acts lie here that only the server can still open. Save them as a "
            "file for your superior."
        ),
        "kept": _("Kept on this phone. It is sent as soon as there is signal."),
        "full": _("This phone has no room left. Free some, then save again."),
        "pledged": _("Promised: {text}"),
        "heads": _("{n} people noted"),
        "act-visit.record": _("Visit"),
        "act-visit.correct": _("Correction of a visit"),
        "act-follow_up.answer": _("Answer to a promise"),
        "act-follow_up.declare_done": _("Promise kept"),
        "act-night.check_in_many": _("Who came to the night"),
        "act-night.close": _("The night is over"),
        "act-logbook.write": _("Line for the logbook"),
        "state-waiting": _("Waits for signal"),
        "state-held": _("The server keeps it for later"),
        "state-refused": _("Refused"),
        "state-conflict": _("You decide"),
        "sync-idle": _("Not sent yet"),
        "sync-sending": _("Sending …"),
        "sync-done": _("Sent"),
        "sync-offline": _("No signal. Everything stays here."),
        "sync-portal": _("This Wi-Fi wants a sign-in of its own first."),
        "sync-signed-out": _("Sign in again; nothing is lost meanwhile."),
        "sync-change-password": _("Choose a password of your own first."),
        "sync-somebody-else": _("Somebody else is signed in on this phone."),
        "sync-revoked": _("This phone was taken off your account."),
        "sync-server": _("The server does not answer well. We try again."),
        "sync-refused": _("The server did not want this. We try again."),
        "sync-full": _("This phone has no room left. Free some, then save again."),
        "sync-failed": _("Something went wrong here. Nothing was deleted."),
        "brief-idle": _("Not sent yet"),
        "brief-sending": _("Sending …"),
        "brief-done": _("Sent"),
        "brief-offline": _("No signal"),
        "brief-signed-out": _("Sign in again"),
        "brief-portal": _("Wi-Fi is closed"),
        "brief-revoked": _("Taken off"),
        "brief-somebody-else": _("Somebody else"),
        "brief-refused": _("Not sent yet"),
        "choose-all": _("Decide each of them first."),
        "theirs-stay": _("What is on the server stays. Yours was given up."),
        "nothing-here": _("(nothing)"),
    }


def _telling() -> dict[str, str]:
    return {
        "photo-kept": _("{n} photos kept ({size} kB)"),
        "photo-unread": _("This file could not be read as a photo."),
        "nothing-said": _("Write what you found, or tap the checks."),
        "nothing-changed": _("Nothing is different yet."),
        "answer-empty": _("Write what became of it first."),
        "correction-of": _("Visit of {date}"),
        "no-position": _("No position to be had here."),
        "looking": _("Looking for your position …"),
        "position": _("Position within {n} m"),
        "code-read": _("Code of {name} read"),
        "code-other": _("This is the code of another post."),
        "spot-post": _("at the post"),
        "spot-home": _("at a house"),
        "spot-elsewhere": _("elsewhere"),
        "part-date": _("Date and time"),
        "part-kind": _("What was checked"),
        "part-inspection": _("What was checked"),
        "part-attendees": _("Who came"),
        "part-attendee_count": _("How many residents"),
        "part-outcome": _("What came of it"),
        "part-information": _("What residents told"),
        "part-follow_ups": _("Promises"),
        "part-place": _("Where"),
        "part-messages": _("Messages"),
        "part-photos": _("Photos"),
        "item-present": _("Present"),
        "item-broken": _("Broken"),
        "item-absent": _("Absent"),
        "item-not_assessed": _("Not assessed"),
    }


def _phone() -> dict[str, str]:
    return {
        "pin-short": _("Six characters or more."),
        "pin-differs": _("The two are not the same."),
        "pin-wrong": _("That is not the PIN."),
        "pin-left": _(
            "That is not the PIN. After {n} more, what came from the server is removed."
        ),
        "pin-pause": _("Wait {n} seconds, then try again."),
        "pin-wiped": _(
            "Too many wrong PINs. What came from the server was removed; what you "
            "did not send yet is still here, locked."
        ),
        "insecure": _("Without HTTPS nothing can be locked here. Ask your operator."),
        "leave-refused": _(
            "{acts} acts and {photos} photos would be lost. Send or save them first."
        ),
        "sizes": _("{used} kB kept here, {free} kB free"),
        "seen": _("Last seen {date}"),
        "persist-yes": _("This phone promised to keep everything."),
        "persist-no": _("It does not promise yet. Install the app, then ask again."),
        "lost-acts": _(
            "{acts} acts and {photos} photos that were not sent yet, the oldest of "
            "{date}, are gone. Tell your superior, and tell them again."
        ),
        "lost-nothing": _("Everything had been sent before. Begin again here."),
        "clock-ahead": _("This phone's clock is {off} ahead. Set it right first."),
        "clock-behind": _("This phone's clock is {off} behind. Set it right first."),
        "off-year": _("{n} years"),
        "off-month": _("{n} months"),
        "off-day": _("{n} days"),
        "off-hour": _("{n} hours"),
        "off-minute": _("{n} minutes"),
        "new-phone": _(
            "Another phone was given your name: {name}. If it is not yours, take it off."
        ),
        "newer": _("A newer app is ready: see Phone."),
    }


def _codes() -> dict[str, str]:
    return {
        "answerer-resident": _("Residents"),
        "answerer-post": _("The post"),
        "answerer-village": _("The village"),
        "answerer-police": _("The police"),
        "answerer-partner": _("A partner"),
        "signal-murder": _("Murder"),
        "signal-theft": _("Theft"),
        "signal-fire": _("Fire"),
        "signal-disaster": _("Disaster"),
        "signal-livestock_theft": _("Theft of livestock"),
        "signal-safe": _("All is safe"),
        "signal-gathering": _("Gathering"),
        "signal-death": _("A death"),
        "strokes-titir": _("titir: fast, without a pause"),
    }


def _watch() -> dict[str, str]:
    return {
        "tonight": _("Tonight"),
        "last-night": _("Last night"),
        "night-name": _("the night before {next} ({day})"),
        "night-hours": _("{from} to {to}"),
        "night-heads": _("{n} here, {due} on duty"),
        "night-early": _("Names can be tapped from {time}."),
        "night-after": _(
            "These hours are over. Whoever you tap now counts as there from the "
            "beginning."
        ),
        "night-closed": _("This night is closed. Rest well."),
        "came-at": _("here since {time}"),
        "came-waits": _("{time}, waits for signal"),
        "instead-none": _("Nobody, they came besides"),
        "nobody-due": _("Nobody on the roster"),
        "note-them": _("Keep {n} names"),
        "tap-names": _("Tap who is here"),
        "line-empty": _("Write what happened first."),
    }
