"""What a workstation remembers."""

import pytest

from console.settings import Density, Language, Settings, Theme


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vigie" / "console.ini"


def test_a_new_workstation_speaks_french_and_follows_the_desktop(qtbot, path):
    settings = Settings(path)

    assert settings.language is Language.FRENCH
    assert settings.theme is Theme.SYSTEM
    assert settings.density is Density.COMFORT
    assert settings.text_scale_percent == 100
    assert settings.server_url == ""


def test_what_was_chosen_is_there_at_the_next_start(qtbot, path):
    first = Settings(path)
    first.language = Language.ENGLISH
    first.theme = Theme.DARK
    first.density = Density.COMPACT
    first.text_scale_percent = 150
    first.server_url = "https://vigie.example.org/"
    first.remember_pane_width("list", 600)
    first.remember_column_order("patients", (2, 0, 1))
    del first

    second = Settings(path)
    assert second.language is Language.ENGLISH
    assert second.theme is Theme.DARK
    assert second.density is Density.COMPACT
    assert second.text_scale_percent == 150
    assert second.server_url == "https://vigie.example.org"
    assert second.pane_width_px("list", 544) == 600
    assert second.column_order("patients") == (2, 0, 1)
    assert second.column_order("others") == ()


def test_a_change_is_told_once_and_no_change_is_not_told(qtbot, path):
    settings = Settings(path)
    told: list[str] = []
    settings.changed.connect(told.append)

    settings.theme = Theme.DARK
    settings.theme = Theme.DARK

    assert told == ["theme"]


@pytest.mark.parametrize(
    ("written", "name", "read"),
    [
        ("theme=purple", "theme", Theme.SYSTEM),
        ("language=", "language", Language.FRENCH),
        ("density=huge", "density", Density.COMFORT),
        ("text_scale_percent=many", "text_scale_percent", 100),
        ("text_scale_percent=5", "text_scale_percent", 90),
        ("text_scale_percent=900", "text_scale_percent", 200),
    ],
)
def test_what_cannot_be_read_counts_as_the_default(qtbot, path, written, name, read):
    path.parent.mkdir()
    path.write_text(f"[General]\n{written}\n")

    assert getattr(Settings(path), name) == read


def test_a_file_of_noise_counts_as_no_file(qtbot, path):
    path.parent.mkdir()
    path.write_bytes(bytes(range(256)) * 8)

    assert Settings(path).language is Language.FRENCH
