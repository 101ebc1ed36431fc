"""What a record says of units and officers, before anybody has looked them up."""

from dataclasses import dataclass

from kentongan.ground.units.rules.ranks import Service


@dataclass(frozen=True)
class UnitMention:
    """Unit names as written in a record, with or without their level words.

    Attributes:
        polres_kind: ``polres``, ``polresta``, ``polrestabes`` or ``polres_metro``;
            empty where the record does not say.
    """

    polda: str = ""
    polres: str = ""
    polsek: str = ""
    polres_kind: str = ""


@dataclass(frozen=True)
class OfficerMention:
    """A person in service as written in a record or in a file of the organisation.

    Attributes:
        rank: As written; kept only where it is a rank of the service's list.
        unit_path: A unit of ours to which the person belongs; for the military, the
            police unit in whose area the record was made.
        corps: The military unit as written, "Koramil Firdaus".
        reference: How a file of the organisation names the person.
    """

    name: str
    rank: str = ""
    degrees: tuple[str, ...] = ()
    service: Service = Service.POLRI
    unit_path: str = ""
    corps: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Claim:
    """A place for which a unit answers, how sure that is, and by what evidence."""

    place: str
    confidence: str = "high"
    evidence: str = ""
