"""What the form of a rich schema looks like."""

from looks import LARGE, SMALL, both_sizes, entry
from staged import until

from inspector.record.events import CallEnded


def connected(handshake):
    return until(handshake, lambda event: isinstance(event, CallEnded) and event.call == 12)


def asked(handshake):
    return until(handshake, lambda event: isinstance(event, CallEnded) and event.call == 19)


@both_sizes
def test_form(same, handshake, size):
    assert same(connected(handshake), size, entry("tool", "plan_trip", "enter"))


@both_sizes
def test_values_of_the_last_call(same, handshake, size):
    assert same(asked(handshake), size, entry("tool", "plan_trip", "enter"))


@both_sizes
def test_errors(same, handshake, size):
    assert same(connected(handshake), size, entry("tool", "plan_trip", "enter", "f5"))


@both_sizes
def test_raw_json(same, handshake, size):
    assert same(asked(handshake), size, entry("tool", "plan_trip", "enter", "ctrl+j"))


def test_prompt(same, handshake):
    assert same(connected(handshake), SMALL, entry("prompt", "write_haiku", "enter"))


def test_template(same, handshake):
    assert same(connected(handshake), LARGE, entry("template", "demo://numbered/{number}", "enter", "4"))
