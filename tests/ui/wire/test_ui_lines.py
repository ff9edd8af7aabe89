"""Rows that are drawn only in view: the cursor, following, the mouse, and widths."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from handmade import Hall, seen
from rich.cells import cell_len
from rich.segment import Segment
from textual.pilot import Pilot

from inspector.ui.lines import Lines, fit


class Rows(Lines):
    empty = "Nothing here."

    def __init__(self, count: int, *, follows: bool = True) -> None:
        self.follows = follows
        super().__init__()
        self.count = count
        self.drawn: set[int] = set()

    def on_mount(self) -> None:
        self.rows_changed()

    def row_count(self) -> int:
        return self.count

    def draw(self, row: int, width: int) -> list[Segment]:
        self.drawn.add(row)
        return [Segment(fit(f"row {row}", width - 1) + "|")]


@asynccontextmanager
async def on_stage(rows: Rows) -> AsyncIterator[tuple[Hall, Pilot[None]]]:
    app = Hall(rows, wanted=(Lines.Opened, Lines.Moved))
    async with app.run_test(size=(30, 10), message_hook=app.hears()) as pilot:
        rows.focus()
        await pilot.pause()
        yield app, pilot


async def test_it_begins_at_the_end_and_follows() -> None:
    rows = Rows(100)
    async with on_stage(rows) as (app, pilot):
        assert (rows.cursor, rows.following) == (99, True)
        assert "row 99" in seen(app)
        rows.count = 150
        rows.rows_changed()
        await pilot.pause()
        assert "row 149" in seen(app)
        assert rows.cursor == 149


async def test_moving_away_stops_following_and_the_end_follows_again() -> None:
    rows = Rows(100)
    async with on_stage(rows) as (app, pilot):
        await pilot.press("up")
        rows.count = 120
        rows.rows_changed()
        await pilot.pause()
        assert (rows.cursor, rows.following) == (98, False)
        assert "row 119" not in seen(app)
        await pilot.press("end")
        await pilot.pause()
        assert (rows.cursor, rows.following) == (119, True)
        assert "row 119" in seen(app)


async def test_the_wheel_stops_following_and_follows_again() -> None:
    rows = Rows(100)
    async with on_stage(rows) as (app, pilot):
        rows.scroll_to(y=50, animate=False)
        await pilot.pause()
        assert not rows.following
        rows.count = 101
        rows.rows_changed()
        await pilot.pause()
        assert "row 50" in seen(app)
        rows.scroll_to(y=rows.max_scroll_y, animate=False)
        await pilot.pause()
        assert (rows.cursor, rows.following) == (100, True)


async def test_a_wheel_that_has_nowhere_to_go_follows() -> None:
    rows = Rows(5)
    async with on_stage(rows) as (_, pilot):
        await pilot.press("up")
        assert not rows.following
        rows.on_mouse_scroll_down()
        assert (rows.cursor, rows.following) == (4, True)


async def test_keys_move_by_rows_and_pages_and_stay_inside() -> None:
    rows = Rows(100)
    async with on_stage(rows) as (app, pilot):
        for key, cursor in [("home", 0), ("up", 0), ("down", 1), ("pagedown", 10), ("pageup", 1), ("G", 99), ("j", 99)]:
            await pilot.press(key)
            await pilot.pause()
            assert rows.cursor == cursor, key
        assert "row 99" in seen(app)


async def test_fewer_rows_than_before_still_follow() -> None:
    rows = Rows(1000)
    async with on_stage(rows) as (app, pilot):
        rows.count = 3
        rows.rows_changed()
        await pilot.pause()
        await pilot.pause()
        assert (rows.cursor, rows.following) == (2, True)
        rows.count = 1000
        rows.rows_changed()
        await pilot.pause()
        assert "row 999" in seen(app)


async def test_a_click_goes_to_the_row_and_opens_it() -> None:
    rows = Rows(100)
    async with on_stage(rows) as (app, pilot):
        await pilot.click(rows, offset=(3, 2))
        await pilot.pause()
        assert [(type(m).__name__, m.row) for m in app.posted] == [("Moved", 92), ("Opened", 92)]


async def test_a_click_below_the_rows_and_keys_without_rows_do_nothing() -> None:
    rows = Rows(0)
    async with on_stage(rows) as (app, pilot):
        assert "Nothing here." in seen(app)
        await pilot.click(rows, offset=(3, 5))
        await pilot.press("down", "up", "home", "end", "pageup", "enter")
        assert (app.posted, rows.cursor) == ([], -1)


async def test_a_list_that_does_not_follow_stays_where_it_is_put() -> None:
    rows = Rows(100, follows=False)
    async with on_stage(rows) as (app, pilot):
        rows.rows_changed(keep=40)
        await pilot.pause()
        assert (rows.cursor, rows.following) == (40, False)
        assert "row 40" in seen(app)
        await pilot.press("end")
        assert not rows.following


async def test_a_hundred_thousand_rows_draw_what_is_in_view() -> None:
    rows = Rows(100_000)
    async with on_stage(rows) as (_, pilot):
        await pilot.press("home")
        await pilot.pause()
        assert len(rows.drawn) < 60


async def test_the_scrollbar_covers_nothing() -> None:
    rows = Rows(5)
    async with on_stage(rows) as (app, pilot):
        assert seen(app).splitlines()[0].endswith("|")
        rows.count = 50
        rows.rows_changed()
        await pilot.pause()
        await pilot.pause()
        assert all(line[28] == "|" for line in seen(app).splitlines())


@pytest.mark.parametrize("text", ["", "abc", "日本語テキスト", "🎉🎉🎉", "e\u0301" * 9, "a" * 50, "日" * 10_000])
@pytest.mark.parametrize("width", [0, 1, 2, 5, 8])
@pytest.mark.parametrize("right", [False, True])
def test_fit_fills_the_cells_exactly(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right=right)) == width
