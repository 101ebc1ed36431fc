"""`python -m kentongan`: the command line, for who has no console script."""

from kentongan.config.commands import main

main()
