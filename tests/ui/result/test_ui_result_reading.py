"""Texts are read as what they are, and never as more."""

import pytest

from inspector.protocol.contents import Content
from inspector.ui.result.reading import reading_of


@pytest.mark.parametrize(
    ("text", "mime", "read_as"),
    [
        ("plain", "", "text"),
        ("", "application/json", "text"),
        ('{"a": 1}', "", "json"),
        ("  [1, 2]\n", "text/plain", "json"),
        ("{not json}", "", "text"),
        ("[1, 2", "application/json", "text"),
        ("3", "application/json", "text"),
        ('{"a": 1}', "text/html", "text"),
        ('{"a": 1}', "application/problem+json; charset=utf-8", "json"),
        ("[" * 5_000 + "]" * 5_000, "", "text"),
        ("# Title\n\n- one", "", "markdown"),
        ("# only a comment", "", "text"),
        ("- a list\n- alone", "", "text"),
        ("plain", "text/markdown", "markdown"),
        ("# Title\n\n- one", "text/x-python", "text"),
        ("# Title\n\n- one\n" + "x" * 100_000, "text/markdown", "text"),
        ("[" + "1," * 600_000 + "1]", "application/json", "text"),
    ],
)
def test_a_text_is_read_as_what_it_is(text, mime, read_as):
    assert reading_of(Content("text", {}, text=text, mime=mime)).read_as == read_as
