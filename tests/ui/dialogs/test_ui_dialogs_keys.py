"""The keys of a place: those that act there, from the focus outwards, each once."""

from textual.app import App
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from inspector.ui.dialogs.keygroups import key_groups
from inspector.ui.dialogs.keys import KeysDialog


class WirePane(Vertical):
    BINDINGS = [Binding("f", "filter", "Filter the wire")]  # noqa: RUF012


class Lines(Widget, can_focus=True):
    BINDINGS = [  # noqa: RUF012
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("enter", "open", "Open [/x]"),
        Binding("f", "own", "The same key, nearer"),
        Binding("n", "nothing", ""),
        Binding("u", "unusable", "Not now"),
    ]

    def check_action(self, action, parameters):
        return action != "unusable"


class Place(Screen):
    BINDINGS = [Binding("s", "save", "Save")]  # noqa: RUF012

    def compose(self):
        with WirePane():
            yield Lines()
        yield Input()


class Program(App):
    BINDINGS = [Binding("question_mark", "keys", "Keys")]  # noqa: RUF012

    def get_default_screen(self):
        return Place()

    def action_keys(self):
        self.push_screen(KeysDialog(self.screen))


async def test_groups_go_from_the_focus_outwards():
    app = Program()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        groups = key_groups(app.screen)
        assert [group.title for group in groups] == ["Lines", "Place", "Everywhere"]
        lines = dict(groups[0].rows)
        assert lines["↑ k"] == "Up"
        assert [row[1] for row in groups[0].rows][-1] == "Up"
        assert lines["f"] == "The same key, nearer"
        assert "Not now" not in lines.values()
        assert "" not in lines.values()
        assert ("s", "Save") in groups[1].rows
        assert ("?", "Keys") in groups[2].rows


async def test_the_keys_of_a_text_field_come_last():
    app = Program()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(Input).focus()
        await pilot.pause()
        assert [group.title for group in key_groups(app.screen)] == ["Place", "Everywhere", "Input"]


async def test_they_are_shown_and_go_away():
    app = Program()
    async with app.run_test(size=(80, 24)) as pilot:
        for close in ("escape", "q", "question_mark"):
            await pilot.press("question_mark")
            await pilot.pause()
            assert isinstance(app.screen, KeysDialog)
            shown = "\n".join(str(static.visual) for static in app.screen.query(Static))
            assert "Open [/x]" in shown
            assert "Save" in shown
            await pilot.press(close)
            await pilot.pause()
            assert isinstance(app.screen, Place)
