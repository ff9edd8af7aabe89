"""The choices of a person: found again, private, and never lost when broken."""

import json
import stat

import pytest

from inspector.store import choices
from inspector.store.paths import state_folder

FILE = "choices.json"


def test_nothing_was_chosen_at_first():
    assert choices.read() == choices.Choices(theme="", problem="")


def test_the_theme_chosen_last_is_found_again():
    assert choices.remember_theme("paper") == ""
    assert choices.remember_theme("dusk") == ""
    assert choices.read() == choices.Choices(theme="dusk")
    assert stat.S_IMODE((state_folder() / FILE).stat().st_mode) == 0o600


def test_choices_of_a_newer_program_are_kept():
    state_folder().mkdir(parents=True)
    rows = [{"name": "layout", "value": "wide"}, {"name": "theme", "value": "light"}]
    (state_folder() / FILE).write_text(json.dumps({"version": 1, "choices": rows}))
    choices.remember_theme("dark")
    kept = json.loads((state_folder() / FILE).read_text())["choices"]
    assert kept == [{"name": "theme", "value": "dark"}, {"name": "layout", "value": "wide"}]


@pytest.mark.parametrize("value", [5, None, ["dark"], {}])
def test_a_value_of_another_kind_is_no_choice(value):
    state_folder().mkdir(parents=True)
    text = json.dumps({"version": 1, "choices": [{"name": "theme", "value": value}, {"name": "theme"}, 3]})
    (state_folder() / FILE).write_text(text)
    assert choices.read() == choices.Choices()


def test_a_broken_file_is_kept_aside_and_said():
    state_folder().mkdir(parents=True)
    (state_folder() / FILE).write_text("{oops")
    found = choices.read()
    assert found.theme == ""
    assert ".broken-" in found.problem
    assert choices.remember_theme("dark") == ""
    assert choices.read().theme == "dark"
