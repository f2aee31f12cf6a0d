"""`python -m ui.pictures --out DIR [screen …]`."""

import sys

from ui.pictures.camera import main

if __name__ == "__main__":
    sys.exit(main())
