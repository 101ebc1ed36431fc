"""Why the embedded database does not run, in one sentence for the operator."""


class ServerRefused(Exception):
    """The embedded server can not run here; the message says why and what helps."""
