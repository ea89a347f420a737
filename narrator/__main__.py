"""`python -m narrator` is the command line."""

from narrator.cli import main

main()
