"""Numbers of turns that are to be made even, and the bounds worth asking for."""

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from kentongan.desk.planning.fairness import least_spread


@dataclass(frozen=True)
class Counts:
    """Numbers of turns to be made even: one expression a member, and what they sum to.

    Attributes:
        had: What each member brings along.
        room: Turns that each can take at most, by nights away and by the gap.
        turns: How many are handed out.
    """

    of: tuple[cp_model.LinearExprT, ...]
    had: tuple[int, ...]
    room: tuple[int, ...]
    turns: int

    def bounds(self) -> Iterable[tuple[int, int]]:
        """The lowest and the highest allowed, from the evenest on.

        What arithmetic alone forbids is left out: too few or too many turns for so
        many people take the solver long to see.
        """
        total = self.turns + sum(self.had)
        level = total // max(1, len(self.of))
        for width in range(least_spread(self.had, self.turns), total + 1):
            # Within a spread the fewest lies at most that far below the mean.
            for low in range(level, level - width - 1, -1):
                if self._adds_up(low, low + width):
                    yield low, low + width

    def _adds_up(self, low: int, high: int) -> bool:
        least = most = 0
        for had, room in zip(self.had, self.room, strict=True):
            needs, takes = max(0, low - had), min(room, high - had)
            if takes < needs:
                return False
            least, most = least + needs, most + takes
        return least <= self.turns <= most
