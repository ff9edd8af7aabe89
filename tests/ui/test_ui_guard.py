"""The last guard before the terminal."""

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from inspector.ui.guard import NoControlCodes

BLACK = Color(0, 0, 0)


@pytest.mark.parametrize(
    "text", ["\x1b]52;c;aGk=\x07", "\x9b2J", "a\u202eb", "a\x00b", "a\x7fb", "a\rb", "a\u2066b", "\x1bc"]
)
def test_what_acts_on_a_terminal_is_dropped(text):
    [segment] = NoControlCodes().apply([Segment(text, Style(bold=True))], BLACK)
    assert segment.text.isprintable()
    assert segment.style == Style(bold=True)


def test_text_stays_and_so_do_pictures_of_our_own():
    segments = [
        Segment("plain"),
        Segment("漢字 ▀ é"),
        Segment("\x1bPq#0\x1b\\", None, [(ControlType.CURSOR_FORWARD, 0)]),
    ]
    assert NoControlCodes().apply(segments, BLACK) == segments
