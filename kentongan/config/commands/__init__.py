"""The commands of `kentongan`, one file each; see `kentongan.config.commandline`."""

from kentongan.config.commandline import cli, main

__all__ = ["cli", "main"]
