"""What the form of a rich schema looks like."""

from looks import LARGE, SMALL, both_sizes, entry
from staged import until_exchange

NEVER_ASKED, ASKED = 14, 21


@both_sizes
def test_form(same, handshake, size):
    assert same(until_exchange(handshake, NEVER_ASKED), size, entry("tool", "plan_trip", "enter"))


@both_sizes
def test_values_of_the_last_call(same, handshake, size):
    assert same(until_exchange(handshake, ASKED), size, entry("tool", "plan_trip", "enter"))


@both_sizes
def test_errors(same, handshake, size):
    assert same(until_exchange(handshake, NEVER_ASKED), size, entry("tool", "plan_trip", "enter", "f5"))


@both_sizes
def test_raw_json(same, handshake, size):
    assert same(until_exchange(handshake, ASKED), size, entry("tool", "plan_trip", "enter", "ctrl+j"))


def test_choice(same, handshake):
    assert same(until_exchange(handshake, NEVER_ASKED), SMALL, entry("tool", "draw_landscape", "enter", "right"))


def test_prompt(same, handshake):
    assert same(until_exchange(handshake, NEVER_ASKED), SMALL, entry("prompt", "write_haiku", "enter"))


def test_template(same, handshake):
    assert same(
        until_exchange(handshake, NEVER_ASKED), LARGE, entry("template", "demo://numbered/{number}", "enter", "4")
    )
