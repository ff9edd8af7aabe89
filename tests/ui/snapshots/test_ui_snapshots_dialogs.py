"""What lies over a screen looks like: dialogs, the definition of an entry, the command palette."""

from pathlib import Path

from looks import SMALL, both_sizes, entry, keys, post
from staged import before_its_end, offline, until

from inspector.record.events import SseEvent
from inspector.store.places import Place
from inspector.ui.messages import LinkWanted

NAMES = ("handshake-1.jsonl", "handshake.jsonl", "handshakes/")


@both_sizes
def test_definition(same, handshake, size):
    assert same(offline(handshake), size, entry("tool", "plan_trip", "d"))


def test_save(same, handshake, monkeypatch):
    there = Place(Path("/home/ada/handshake.jsonl"), "file", 48_213, names=NAMES)
    monkeypatch.setattr("inspector.ui.dialogs.save.look", lambda text: there)
    assert same(offline(handshake), SMALL, keys("s", "enter"))


def test_leave_with_a_call_in_flight(same, handshake):
    def running(event):
        return isinstance(event, SseEvent) and '"progress":3' in event.data

    assert same(until(handshake, running), SMALL, keys("q"))


def test_link(same, handshake):
    wanted = LinkWanted("https://xn--80ak6aa92e.example:8443/login?next=%2Fadmin&token=abc")
    assert same(offline(handshake), SMALL, post(wanted))


@both_sizes
def test_keys(same, handshake, size):
    assert same(before_its_end(handshake), size, keys("question_mark"))


@both_sizes
def test_command_palette(same, handshake, size):
    assert same(before_its_end(handshake), size, keys("ctrl+p"))


def test_command_palette_finds_entries(same, handshake):
    assert same(offline(handshake), SMALL, keys("ctrl+p", *"weather"))
