"""What the app says by script; the rest stands in its page."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """The app's sentences by key, in the language of the page; `{n}` is filled in."""
    return {
        "hello": _("Good to see you, {name}"),
        "quiet": _("{n} days without a visit"),
        "full-due": _("The full sheet is due"),
        "due": _("Promised for {date}"),
        "no-due": _("Without a date"),
        "waits": _("{n} acts wait on this phone"),
        "waits-none": _("Everything is on the server."),
        "since": _("The oldest is from {date}."),
        "refused": _("{n} were refused and wait for you"),
        "photos": _("{n} photos wait ({size} kB)"),
        "as-of": _("As of {date}"),
        "kept": _("Kept on this phone. It is sent as soon as there is signal."),
        "photo-kept": _("{n} photos kept ({size} kB)"),
        "photo-unread": _("This file could not be read as a photo."),
        "full": _("This phone has no room left. Free some, then save again."),
        "act-visit.record": _("Visit"),
        "act-visit.correct": _("Correction of a visit"),
        "act-follow_up.answer": _("Answer to a promise"),
        "act-follow_up.declare_done": _("Promise kept"),
        "state-waiting": _("Waits for signal"),
        "state-held": _("The server keeps it for later"),
        "state-refused": _("Refused"),
        "sync-idle": _("Not sent yet"),
        "sync-sending": _("Sending …"),
        "sync-done": _("Sent"),
        "sync-offline": _("No signal. Everything stays here."),
        "sync-portal": _("This Wi-Fi wants a sign-in of its own first."),
        "sync-signed-out": _("Sign in again; nothing is lost meanwhile."),
        "sync-somebody-else": _("Somebody else is signed in on this phone."),
        "sync-revoked": _("This phone was taken off your account."),
        "sync-server": _("The server does not answer well. We try again."),
        "sync-refused": _("The server did not want this. We try again."),
        "sync-failed": _("Something went wrong here. Nothing was deleted."),
        "brief-idle": _("Not sent yet"),
        "brief-sending": _("Sending …"),
        "brief-done": _("Sent"),
        "brief-offline": _("No signal"),
        "brief-signed-out": _("Sign in again"),
        "pin-short": _("Six characters or more."),
        "pin-differs": _("The two are not the same."),
        "pin-wrong": _("That is not the PIN."),
        "pin-pause": _("Wait {n} seconds, then try again."),
        "pin-wiped": _(
            "Too many wrong PINs. What came from the server was removed; what you "
            "did not send yet is still here, locked."
        ),
        "nothing-said": _("Write what you found, or tap the checks."),
        "no-position": _("No position to be had here."),
        "position": _("Position within {n} m"),
        "leave-refused": _("{n} acts would be lost. Send or save them first."),
        "evicted": _("This phone may delete what you keep when it runs out of room."),
        "yours": _("Yours: {text}"),
        "theirs": _("On the server: {text}"),
    }
