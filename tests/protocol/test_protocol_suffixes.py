"""Names of our own for what a server sends."""

import pytest

from inspector.protocol.suffixes import suffix_of


@pytest.mark.parametrize(
    ("mime", "suffix"),
    [
        ("image/png", ".png"),
        ("Image/JPEG", ".jpg"),
        ("application/json; charset=utf-8", ".json"),
        ("", ".bin"),
        ("../../etc/passwd", ".bin"),
        ("x/y", ".bin"),
    ],
)
def test_a_suffix_comes_out_of_our_own_table(mime, suffix):
    assert suffix_of(mime) == suffix


def test_what_is_not_known_has_the_fallback():
    assert suffix_of("x/y", ".txt") == ".txt"
