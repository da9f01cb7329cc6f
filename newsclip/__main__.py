"""`python -m newsclip`."""

from newsclip.cli import main

main()
