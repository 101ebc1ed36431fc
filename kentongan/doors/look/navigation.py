"""What stands in the bar of a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavItem:
    """One place to go; four or five of them fill a phone's bar.

    Attributes:
        key: What a page names in ``{% nav "key" %}``.
        url: Where it leads.
        icon: A name from the sprite.
        label: One short word, already in the reader's language.
        count: What waits there; 0 shows nothing.
    """

    key: str
    url: str
    icon: str
    label: str
    count: int = 0
