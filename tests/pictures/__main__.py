"""`python -m tests.pictures --out DIR [screen …]`."""

import sys

from tests.pictures.camera import main

if __name__ == "__main__":
    sys.exit(main())
