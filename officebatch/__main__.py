"""`python -m officebatch` is the command `officebatch`."""

from officebatch.cli import main

if __name__ == "__main__":
    main()
