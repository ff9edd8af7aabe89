"""Saving: a path is completed, checked, and never replaces a file without being asked."""

from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Button, Static

from inspector.ui.dialogs.save import PathInput, SaveDialog

UNANSWERED = "unanswered"


class Saving(App):
    answer = UNANSWERED

    def __init__(self, proposed):
        super().__init__()
        self.proposed = proposed

    def on_mount(self):
        self.push_screen(SaveDialog(self.proposed), lambda answer: setattr(self, "answer", answer))

    async def settle(self, pilot):
        await pilot.pause()
        await self.workers.wait_for_complete()
        await pilot.pause()

    async def press(self, pilot, *keys):
        await pilot.press(*keys)
        await self.settle(pilot)

    @property
    def note(self):
        return str(self.screen.query_one("#note", Static).visual)

    @property
    def names(self):
        return str(self.screen.query_one("#names", Static).visual)

    @property
    def field(self):
        return self.screen.query_one(PathInput)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.json").write_text("12345")
    (tmp_path / "reports").mkdir()
    return tmp_path


async def test_the_proposed_path_is_taken_with_enter(folder):
    app = Saving(Path("session.jsonl"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        assert "A new file in" in app.note
        await app.press(pilot, "enter")
        assert app.answer == folder / "session.jsonl"


async def test_a_file_that_is_there_is_replaced_only_at_the_second_enter(folder):
    app = Saving(Path("report.json"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        assert "report.json is there already (5 B)" in app.note
        await app.press(pilot, "enter")
        assert app.answer == UNANSWERED
        assert "Enter again replaces it" in app.note
        assert str(app.screen.query_one("#save", Button).label) == "Replace"
        await app.press(pilot, "enter")
        assert app.answer == folder / "report.json"


async def test_another_name_needs_a_confirmation_of_its_own(folder):
    (folder / "report.json2").touch()
    app = Saving(Path("report.json"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.press(pilot, "enter")
        await app.press(pilot, "2")
        assert str(app.screen.query_one("#save", Button).label) == "Save"
        await app.press(pilot, "enter")
        assert app.answer == UNANSWERED


@pytest.mark.parametrize(
    ("keys", "seen"), [([*"reports"], "is a folder"), ([], "Give the name"), ([*"report.json/x"], "report.json")]
)
async def test_what_is_wrong_stands_beside_the_field(folder, keys, seen):
    app = Saving(Path("x"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.field.value = ""
        await app.press(
            pilot,
            *(key if len(key) == 1 and key.isalnum() else {".": "full_stop", "/": "slash"}[key] for key in keys),
            "enter",
        )
        assert app.answer == UNANSWERED
        assert app.note.startswith("✗ ")
        assert seen in app.note
        assert app.field.has_focus


async def test_tab_completes_as_far_as_it_is_clear_and_shows_the_rest(folder):
    app = Saving(Path("r"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.press(pilot, "tab")
        assert app.field.value == "report"
        assert "report.json" in app.names
        assert "reports/" in app.names
        await app.press(pilot, "s", "tab")
        assert app.field.value == "reports/"
        assert app.field.has_focus
        await app.press(pilot, "tab")
        assert not app.field.has_focus


async def test_escape_and_cancel_answer_nothing(folder):
    for act in ("escape", "#cancel"):
        app = Saving(Path("x"))
        async with app.run_test(size=(80, 24)) as pilot:
            await app.settle(pilot)
            await (pilot.press(act) if act == "escape" else pilot.click(act))
            await pilot.pause()
            assert app.answer is None


async def test_hostile_names_in_a_folder_are_only_shown(folder):
    for name in ("[bold]", "[@click=app.quit]go", "\x1b]52;c;eA==\x07", "a\nb", "\u202e"):
        (folder / name).touch()
    app = Saving(Path("[/x][bold]"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.field.value = "./"
        await app.settle(pilot)
        assert "[@click=app.quit]go" in app.names
        assert "␛]52;c;eA==" in app.names
        assert "\x1b" not in app.names
        app.field.value = "[bold]"
        await app.settle(pilot)
        assert "[bold] is there already" in app.note


async def test_a_folder_of_many_files_leaves_the_buttons_on_the_screen(folder):
    for number in range(300):
        (folder / f"file-{number:03}").touch()
    app = Saving(Path("file"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        assert "more" in app.names
        assert app.screen.query_one("#cancel").region.bottom <= 24
