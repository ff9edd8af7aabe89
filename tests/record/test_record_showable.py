"""Nothing of a stranger's text may act on a terminal or reorder what is read."""

import pytest

from inspector.record.showable import showable, showable_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain äöü 漢字 👩‍💻", "plain äöü 漢字 👩‍💻"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b2J", "‹U+009B›2J"),
        ("a\x00b\x7f", "a␀b␡"),
        ("a\u202eb\u2066c\u200bd", "a‹U+202E›b‹U+2066›c‹U+200B›d"),
        ("\U000e0041", "‹U+E0041›"),
        ("lone \ud800", "lone ‹U+D800›"),
        ("tab\tand\nline\r\nend\r", "tab\tand\nline\nend␍"),
        ("\u2028\u2029\ufeff", "‹U+2028›‹U+2029›‹U+FEFF›"),
    ],
)
def test_controls_become_visible_in_a_block(text, shown):
    assert showable(text) == shown


def test_a_line_has_no_line_ends():
    assert showable_line("a\nb\tc\r") == "a␊b␉c␍"


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0)])
def test_no_control_character_is_left_in_a_line(code):
    assert chr(code) not in showable_line(chr(code))
