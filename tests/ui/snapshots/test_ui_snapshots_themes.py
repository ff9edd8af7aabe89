"""What each theme looks like, on a screen that has every colour."""

from pathlib import Path

import pytest
from looks import LARGE, result
from staged import offline

from inspector.store import choices

THEMES = sorted(path.stem for path in (Path(__file__).parents[3] / "themes").glob("*.toml"))


@pytest.mark.parametrize("theme", THEMES)
def test_theme(same, handshake, theme):
    choices.remember_theme(theme)
    assert same(offline(handshake), LARGE, result("get_wrong_weather", "v"))
