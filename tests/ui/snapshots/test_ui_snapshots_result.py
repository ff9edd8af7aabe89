"""What results look like, one of each kind."""

import pytest
from looks import LARGE, SMALL, both_sizes, entry, result
from staged import offline

PLACED = {
    "text": ("tool", "greet"),
    "markdown": ("tool", "write_guide"),
    "picture": ("tool", "draw_landscape"),
    "sound": ("tool", "play_chime"),
    "links": ("tool", "link_resources"),
    "embedded": ("tool", "embed_resources"),
    "is-error": ("tool", "fail"),
    "refused": ("tool", "refuse"),
    "cancelled": ("tool", "count_slowly"),
    "messages": ("prompt", "explain_guide"),
    "binary": ("resource", "demo://data/bytes.bin"),
}


@both_sizes
@pytest.mark.parametrize("kind", PLACED)
def test_result(same, stateless, size, kind):
    assert same(offline(stateless), size, entry(*PLACED[kind]))


@both_sizes
def test_structured(same, stateless, size):
    assert same(offline(stateless), size, result("get_weather", "v"))


@both_sizes
def test_structured_that_breaks_its_schema(same, stateless, size):
    assert same(offline(stateless), size, result("get_wrong_weather", "v"))


def test_json(same, stateless):
    assert same(offline(stateless), SMALL, result("get_weather", "v", "v"))


def test_no_result_yet(same, stateless):
    assert same(offline(stateless), SMALL, entry("tool", "take_photo"))


def test_zoomed(same, stateless):
    assert same(offline(stateless), LARGE, result("draw_landscape", "z"))
