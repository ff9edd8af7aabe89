"""JSON values fold, are searched and copied, and only what is open is looked at."""

import json
import re

from textual import on
from textual.app import App

from inspector.ui.messages import CopyWanted
from inspector.ui.view.jsonrows import JsonRows, matches, pieces
from inspector.ui.view.jsontree import JsonTree


class Reader(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.copied: list[str] = []

    def compose(self):
        yield JsonTree()

    @property
    def tree(self) -> JsonTree:
        return self.query_one(JsonTree)

    @on(CopyWanted)
    def _keep(self, event: CopyWanted) -> None:
        self.copied.append(event.text)

    def seen(self) -> list[str]:
        return [self.tree.render_line(y).text.rstrip() for y in range(self.tree.size.height)]


def test_rows_are_found_in_both_directions_whatever_is_open():
    rows = JsonRows({"a": [1, {"x": [1, 2, 3]}, 3], "b": {}, "c": {"d": {"e": 1}}})
    rows.open_all(*rows.locate(0), 1_000)
    names = []
    for row in range(rows.count):
        node, at = rows.locate(row)
        assert rows.row_of(node, at) == row
        assert rows.reveal(rows.path_of(row)) == row
        names.append(at if node.keys is None else node.keys[at])
    assert names == [0, "a", 0, 1, "x", 0, 1, 2, 2, "b", "c", "d", "e"]


def test_closing_takes_the_rows_away():
    rows = JsonRows([[1, 2], [3, 4], [5, 6]])
    rows.open_all(*rows.locate(0), 1_000)
    assert rows.count == 10
    rows.close(*rows.locate(4))
    assert rows.count == 8
    node, at = rows.locate(6)
    assert node.member(at) == 5


def test_opening_all_stops_at_its_bound():
    rows = JsonRows([list(range(10)) for _ in range(100)])
    assert not rows.open_all(*rows.locate(0), 300)
    assert 100 < rows.count <= 301
    assert rows.open_all(*rows.locate(0), 10_000)
    assert rows.count == 1_101


def test_a_hundred_thousand_members_are_not_looked_at():
    class Watched(list):
        looked = 0

        def __getitem__(self, at):
            Watched.looked += 1
            return super().__getitem__(at)

    rows = JsonRows(Watched(range(100_000)))
    rows.open(*rows.locate(0))
    assert rows.count == 100_001
    assert rows.locate(99_999)[1] == 99_998
    assert Watched.looked == 0


def test_deep_values_are_walked_without_recursion():
    value: list = []
    for _ in range(20_000):
        value = [value]
    rows = JsonRows(value)
    assert rows.open_all(*rows.locate(0), 30_000)
    assert rows.count == 20_001
    assert sum(1 for _ in matches(value, re.compile("x"))) == 20_001


def test_matches_are_names_and_scalars():
    value = {"needle": {"a": "no", "b": "a Needle"}, "c": [1, True, None, 12.5]}
    assert [path for path in matches(value, re.compile("needle", re.IGNORECASE)) if path] == [(0, 0), (0, 0, 1)]
    assert [path for path in matches(value, re.compile("true|null|12")) if path] == [(0, 1, 1), (0, 1, 2), (0, 1, 3)]


def test_long_texts_come_in_pieces():
    assert pieces("a\nb\n\nc") == ["a", "b", "", "c"]
    assert "".join(pieces("x" * 250)) == "x" * 250
    assert pieces("\n" * 10_000)[-1] == "… and 5,000 characters more"


async def test_a_value_folds_by_keys_and_mouse():
    app = Reader()
    async with app.run_test(size=(60, 12)) as pilot:
        app.tree.show({"name": "x", "tags": ["a", "b"], "none": None, "yes": True})
        app.tree.focus()
        await pilot.pause()
        assert [line for line in app.seen() if line] == [
            "▼ {4}",
            '    name: "x"',
            "  ▼ tags: [2]",
            '      0: "a"',
            '      1: "b"',
            "    none: null",
            "    yes: true",
        ]
        await pilot.press("down", "down", "left")
        assert app.seen()[2] == "  ▶ tags: [2]"
        await pilot.press("left")
        await pilot.press("enter")
        assert app.seen()[0].startswith("▶ {4}  name, tags")
        await pilot.click(JsonTree, offset=(3, 0))
        assert app.seen()[0] == "▼ {4}"


async def test_hostile_names_and_values_are_harmless():
    app = Reader()
    async with app.run_test(size=(80, 12)) as pilot:
        app.tree.show({"[/x]\x1b[2J": "[@click=app.quit]\nq\x9b\u202e", "n": "\ud800" * 3})
        await pilot.pause()
        seen = "\n".join(app.seen())
        assert "[/x]␛[2J" in seen
        assert "[@click=app.quit]␊q‹U+009B›‹U+202E›" in seen
        assert "\x1b" not in seen


async def test_search_opens_the_way_to_what_it_finds():
    app = Reader()
    async with app.run_test(size=(60, 12)) as pilot:
        app.tree.show({"big": [{"n": n} for n in range(500)], "end": {"far": {"needle": 1}}})
        app.tree.focus()
        await pilot.press("slash", *"needle", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any("needle: 1" in line for line in app.seen())
        assert "1 of 1" in app.seen()[-1]


async def test_the_value_under_the_cursor_is_copied_as_json():
    app = Reader()
    async with app.run_test(size=(60, 12)) as pilot:
        app.tree.show({"a": {"token": "s3cret"}})
        app.tree.focus()
        await pilot.press("down", "c")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert json.loads(app.copied[0]) == {"token": "s3cret"}


async def test_texts_go_through_what_hides_secrets():
    app = Reader()
    async with app.run_test(size=(60, 12)) as pilot:
        app.tree.show({"a": "s3cret"}, lambda text: text.replace("s3cret", "‹token›"))
        app.tree.focus()
        await pilot.press("c")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert '    a: "‹token›"' in app.seen()
        assert "s3cret" not in app.copied[0]


async def test_a_long_text_opens_into_its_lines():
    app = Reader()
    async with app.run_test(size=(60, 12)) as pilot:
        app.tree.show(["one\ntwo"])
        app.tree.focus()
        await pilot.press("down")
        assert app.seen()[1] == '  ▶ 0: "one␊two"'
        await pilot.press("space")
        await pilot.pause()
        assert [line.strip() for line in app.seen()[2:4]] == ["one", "two"]


async def test_scalars_and_empty_values_are_one_row():
    app = Reader()
    async with app.run_test(size=(60, 12)) as pilot:
        for value, row in ((None, "null"), (1.5, "1.5"), ("", '""'), ({}, "{}"), ([], "[]")):
            app.tree.show(value)
            await pilot.pause()
            assert [line.strip() for line in app.seen() if line] == [row]
