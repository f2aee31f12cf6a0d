"""Renders every widget in light and dark to pictures, to be looked at: `python -m widgets.gallery
--out DIR`.
"""

import argparse
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from widgets.gallery_scenes import SCENES
from widgets.theme import Density, Theme, ThemeMode


def render(theme: Theme, out: Path, suffix: str) -> list[Path]:
    """Write one picture a scene and return their paths."""
    written = []
    for name, make in SCENES.items():
        scene = make(theme)
        scene.show()
        scene.resize(scene.sizeHint().expandedTo(scene.minimumSize()))
        path = out / f"{name}_{suffix}.png"
        scene.grab().save(str(path))
        scene.close()
        scene.deleteLater()
        written.append(path)
    return written


def main(arguments: list[str] | None = None) -> int:
    """Render the gallery and print where each picture is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--text-scale", type=int, default=100)
    parser.add_argument("--density", choices=list(Density), default=Density.COMFORT)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("a gallery needs a QApplication")
    theme = Theme(app, ThemeMode.LIGHT, Density(options.density), options.text_scale)
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        theme.set_mode(mode)
        for path in render(theme, options.out, mode):
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
