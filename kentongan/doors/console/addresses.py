"""What may stand in an address for a place or a unit."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class PathConverter(StringConverter):
    """A path of the territory or of the police: "12.18.04", "sumut.x.firdaus"."""

    regex = "[0-9a-z]+(?:[._][0-9a-z]+)*"


register_converter(PathConverter, "tree")
