"""Texts of any size are wrapped, searched and scrolled, and nothing in them acts."""

import pytest
from textual import on
from textual.app import App

from inspector.ui.messages import CopyWanted, LinkWanted
from inspector.ui.view.blocks import Blocks
from inspector.ui.view.markdownlines import MarkdownLines
from inspector.ui.view.textlines import TextLines
from inspector.ui.view.wrapping import rows_of

HOSTILE = "[/x] [@click=app.quit]q[/] \x1b]52;c;eA==\x07 \u202eabc \x9b02J\ud800"


class Reader(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.copied: list[CopyWanted] = []

    def compose(self):
        yield TextLines()

    @property
    def lines(self) -> TextLines:
        return self.query_one(TextLines)

    @on(CopyWanted)
    def _keep(self, event: CopyWanted) -> None:
        self.copied.append(event)

    def seen(self) -> list[str]:
        return [self.lines.render_line(y).text.rstrip() for y in range(self.lines.size.height)]


def wrapped(text: str, width: int) -> list[str]:
    rows = rows_of(text, width)
    return [text[begin:end] for begin, end in zip(rows.begins, rows.ends, strict=True)]


def all_rows(blocks: Blocks) -> list[str]:
    while not blocks.done:
        blocks.read_on()
    found = []
    for number in range(blocks.counted):
        block, place = blocks.row(number)
        found.append(block.row(place))
    return found


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 5, []),
        ("\n", 5, [""]),
        ("ab\n\ncd", 5, ["ab", "", "cd"]),
        ("ab\ncd\n", 5, ["ab", "cd"]),
        ("one two three", 8, ["one two ", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("exactly8 more", 8, ["exactly8 ", "more"]),
        ("漢字かな", 5, ["漢字", "かな"]),
        ("漢字", 1, ["漢", "字"]),
    ],
)
def test_lines_break_at_spaces_or_where_the_width_ends(text, width, rows):
    assert wrapped(text, width) == rows


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "x" * 50_000,
        "a\n" * 20_000,
        ("é" * 99 + "\n") * 400,
        "x" * 8_192 + "\n" + "y" * 8_192,
        "漢" * 9_000,
    ],
)
def test_blocks_lose_and_double_nothing(text):
    blocks = Blocks(text, 37)
    assert "".join(all_rows(blocks)).replace("\n", "") == text.replace("\n", "")


def test_no_row_in_the_middle_of_a_line_is_short():
    rows = all_rows(Blocks("x" * 100_000, 37))
    assert {len(row) for row in rows[:-1]} == {37}


def test_an_offset_is_found_in_its_row():
    text = "word " * 20_000 + "\x1b\x1b needle"
    blocks = Blocks(text, 37)
    all_rows(blocks)
    row, block, place = blocks.find(text.index("needle"))
    assert block.shown[place:].startswith("needle")
    assert row == blocks.counted - 1


async def test_a_text_is_shown_wrapped_and_harmless():
    app = Reader()
    async with app.run_test(size=(40, 10)) as pilot:
        app.lines.show("first\n" + HOSTILE + "\n" + "word " * 20)
        await pilot.pause()
        seen = "\n".join(app.seen())
        assert seen.startswith("first\n[/x] [@click=app.quit]q[/] ␛]52;c;eA==␇")
        assert not set(seen) & set("\x1b\x07\x9b\u202e\ud800")
        assert "‹U+202E›" in seen
        assert max(map(len, app.seen())) <= 39


async def test_an_empty_text_says_so():
    app = Reader()
    async with app.run_test(size=(40, 5)) as pilot:
        app.lines.show("")
        await pilot.pause()
        assert app.seen()[0] == "(no text)"


async def test_the_end_of_a_large_text_is_reached():
    app = Reader()
    async with app.run_test(size=(80, 10)) as pilot:
        app.lines.show("x" * 3_000_000 + "END")
        app.lines.focus()
        await pilot.press("G")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "".join(app.seen()).endswith("xEND")


async def test_search_counts_goes_round_and_ends():
    app = Reader()
    async with app.run_test(size=(60, 10)) as pilot:
        app.lines.show("\n".join(f"line {n} {'Needle' if n % 40 == 0 else ''}" for n in range(1, 201)))
        app.lines.focus()
        await pilot.press("slash", *"needle")
        assert app.seen()[-1].startswith("/needle▏")
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "1 of 5" in app.seen()[-1]
        assert any("line 40 Needle" in line for line in app.seen())
        await pilot.press("N")
        assert "5 of 5" in app.seen()[-1]
        assert any("line 200 Needle" in line for line in app.seen())
        await pilot.press("escape")
        assert "of 5" not in app.seen()[-1]


async def test_search_says_where_nothing_is_found_and_keys_are_typed_not_done():
    app = Reader()
    async with app.run_test(size=(60, 10)) as pilot:
        app.lines.show("abc\n" * 100)
        app.lines.focus()
        await pilot.press("slash", "G", "c", "n", "enter")
        await app.workers.wait_for_complete()
        assert "/Gcn" in app.seen()[-1]
        assert "nothing found" in app.seen()[-1]
        assert app.lines.scroll_y == 0
        assert not app.copied


async def test_a_narrower_window_keeps_the_place():
    app = Reader()
    async with app.run_test(size=(80, 10)) as pilot:
        app.lines.show("\n".join(f"{n:05} " + "word " * 30 for n in range(2_000)))
        app.lines.focus()
        await app.workers.wait_for_complete()
        app.lines.scroll_to(y=3_000, animate=False, force=True)
        await pilot.pause()
        top = next(line[:5] for line in app.seen() if line[:5].isdigit())
        await pilot.resize_terminal(40, 10)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert abs(int(next(line[:5] for line in app.seen() if line[:5].isdigit())) - int(top)) <= 1


async def test_what_goes_through_is_changed_on_screen_and_in_copies():
    app = Reader()
    async with app.run_test(size=(60, 10)) as pilot:
        app.lines.show("the secret word", lambda text: text.replace("secret", "‹token›"))
        app.lines.focus()
        await pilot.press("c")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.seen()[0] == "the ‹token› word"
        assert app.copied[0].text == "the ‹token› word"


async def test_markdown_is_drawn_and_its_links_are_asked_for():
    asked = []

    class Page(App[None]):
        def compose(self):
            yield MarkdownLines()

        @on(LinkWanted)
        def _keep(self, event: LinkWanted) -> None:
            asked.append(event.uri)

    app = Page()
    async with app.run_test(size=(40, 12)) as pilot:
        page = app.query_one(MarkdownLines)
        page.show(f"# Title\n\n**bold** and [a link](demo://docs/guide.md)\n\n<b>{HOSTILE}</b>\n\n- one\n- two")
        await app.workers.wait_for_complete()
        await pilot.pause()
        seen = [page.render_line(y) for y in range(12)]
        text = "\n".join(strip.text for strip in seen)
        assert "Title" in text
        assert "**" not in text
        assert "• one" in text
        assert not set(text) & set("\x1b\x07\x9b\u202e")
        assert not any(segment.style and segment.style.link for strip in seen for segment in strip)
        row = next(y for y, strip in enumerate(seen) if "a link" in strip.text)
        await pilot.click(MarkdownLines, offset=(seen[row].text.index("a link") + 2, row))
        await pilot.pause()
        assert asked == ["demo://docs/guide.md"]
