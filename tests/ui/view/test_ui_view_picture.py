"""Images are drawn as half-blocks where nobody knows better, and what is none is shown as bytes."""

import io
import sys
import zlib

import pytest
from PIL import Image
from textual.app import App
from textual.containers import VerticalScroll

from inspector.protocol.media import ImageFacts
from inspector.ui.view import drawing, pixels
from inspector.ui.view.hexlines import HexLines
from inspector.ui.view.picture import Picture, PixelArea


def image(width: int, height: int, form: str = "PNG", colour: object = (255, 0, 0)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, form)
    return file.getvalue()


class Viewer(App[None]):
    def compose(self):
        with VerticalScroll():
            yield Picture()

    @property
    def picture(self) -> Picture:
        return self.query_one(Picture)

    def facts(self) -> str:
        return str(self.query_one(".picture--facts").render())


async def shown(app: Viewer, pilot, data: bytes, mime: str) -> None:
    app.picture.show(data, mime)
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()


@pytest.mark.parametrize(
    ("size", "room", "cells"),
    [
        ((320, 200), (80, 40), (80, 25)),
        ((320, 200), (80, 10), (32, 10)),
        ((16, 16), (80, 40), (16, 8)),
        ((1, 1), (80, 40), (1, 1)),
        ((10_000, 1), (80, 40), (80, 1)),
        ((1, 10_000), (80, 40), (1, 40)),
        ((0, 0), (80, 40), (1, 1)),
    ],
)
def test_an_image_fits_the_room_and_keeps_its_shape(size, room, cells):
    assert drawing.cells_of(ImageFacts("PNG", *size), *room) == cells


def test_half_blocks_are_two_pixels_a_cell():
    picture = Image.new("RGB", (2, 2), (0, 0, 255))
    picture.putpixel((0, 0), (255, 0, 0))
    file = io.BytesIO()
    picture.save(file, "PNG")
    (strip,) = drawing.drawn(file.getvalue(), 2, 1, "halves", (0, 0, 0)).strips
    colours = [(s.text, s.style.color.triplet, s.style.bgcolor.triplet) for s in strip]
    assert colours == [("▀", (255, 0, 0), (0, 0, 255)), ("▀", (0, 0, 255), (0, 0, 255))]


def test_what_is_transparent_shows_the_background():
    file = io.BytesIO()
    Image.new("RGBA", (1, 2), (255, 255, 255, 0)).save(file, "PNG")
    (strip,) = drawing.drawn(file.getvalue(), 1, 1, "halves", (1, 2, 3)).strips
    assert next(iter(strip)).style.color.triplet == (1, 2, 3)


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({}, "halves"),
        ({"TERM": "xterm-256color"}, "halves"),
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, "halves"),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, "halves"),
    ],
)
def test_the_terminal_is_known_by_its_environment(environ, way):
    assert pixels.way_of(environ) == way


def test_without_a_terminal_that_tells_its_size_half_blocks_are_used(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.setattr(sys, "__stdout__", None)
    assert pixels.detect() == "halves"


def test_kitty_gets_the_image_and_placeholders_without_being_asked(monkeypatch):
    terminal = io.StringIO()
    monkeypatch.setattr(sys, "__stdout__", terminal)
    monkeypatch.setattr(terminal, "isatty", lambda: False, raising=False)
    made = drawing.drawn(image(8, 8), 4, 2, "kitty", (0, 0, 0))
    written = terminal.getvalue()
    assert written.startswith("\x1b_Gi=")
    assert ",c=4,r=2,U=1" in written
    assert "a=q" not in written
    assert "\x1b[c" not in written
    assert [strip.text.count("\U0010eeee") for strip in made.strips] == [4, 4]
    made.free()
    assert "a=d" in terminal.getvalue()


def test_sixels_come_with_half_blocks_for_where_they_cannot_be_drawn():
    made = drawing.drawn(image(8, 8), 4, 2, "sixel", (0, 0, 0))
    assert made.sixels.startswith("\x1bP")
    assert made.sixels.endswith("\x1b\\")
    assert len(made.strips) == 2


async def test_an_image_is_drawn_with_its_facts():
    app = Viewer()
    async with app.run_test(size=(40, 20)) as pilot:
        await shown(app, pilot, image(320, 200), "image/png")
        assert app.facts().startswith("image/png  320 × 200 px")
        area = app.query_one(PixelArea)
        assert area.size == (40, 13)
        assert [area.render_line(y).text for y in range(13)] == ["▀" * 40] * 13


async def test_headless_is_half_blocks_whatever_was_detected(monkeypatch):
    monkeypatch.setattr(pixels, "_way", "kitty")
    app = Viewer()
    async with app.run_test(size=(40, 20)) as pilot:
        await shown(app, pilot, image(10, 10), "image/png")
        assert "▀" in app.query_one(PixelArea).render_line(0).text


async def test_another_type_than_told_is_said():
    app = Viewer()
    async with app.run_test(size=(60, 20)) as pilot:
        await shown(app, pilot, image(4, 4, "JPEG"), "image/png[/x]")
        assert "⚠ sent as image/png[/x]" in app.facts()
        await shown(app, pilot, image(4, 4, "JPEG"), "image/jpeg; q=1")
        assert "⚠" not in app.facts()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "it is empty"),
        (b"\x1b]52;c;eA==\x07[/x]", "Not an image"),
        (b"<svg xmlns='x'/>", "SVG"),
        (image(320, 200, colour="red")[:-60], "cannot be decoded"),
    ],
)
async def test_what_is_no_image_is_a_sentence_and_its_bytes(data, sentence):
    app = Viewer()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(app, pilot, data, "image/png")
        assert sentence in app.facts()
        assert not app.query_one(PixelArea).display
        dump = app.query_one(HexLines).render_line(0).text
        assert dump.startswith("00000000 " + data[:4].hex(" ") if data else "(no bytes)")


async def test_a_bomb_is_described_and_not_decoded(monkeypatch):
    header = bytearray(image(1, 1))
    header[16:24] = (60_000).to_bytes(4, "big") * 2
    header[29:33] = zlib.crc32(bytes(header[12:29])).to_bytes(4, "big")
    monkeypatch.setattr(drawing, "drawn", lambda *_: pytest.fail("decoded"))
    app = Viewer()
    async with app.run_test(size=(80, 20)) as pilot:
        await shown(app, pilot, bytes(header), "image/png")
        assert "60,000 × 60,000 pixels" in app.facts()
        assert app.query_one(HexLines).display


async def test_bytes_are_dumped_in_hex_and_ascii():
    class Dump(App[None]):
        def compose(self):
            yield HexLines()

    app = Dump()
    async with app.run_test(size=(80, 5)) as pilot:
        lines = app.query_one(HexLines)
        lines.show(bytes(range(0x30, 0x48)) + b"\x1b[2J")
        await pilot.pause()
        first = "00000000 30 31 32 33 34 35 36 37  38 39 3a 3b 3c 3d 3e 3f 0123456789:;<=>?"
        assert lines.render_line(0).text.rstrip() == first
        assert lines.render_line(1).text.rstrip().endswith("@ABCDEFG.[2J")
        await pilot.resize_terminal(50, 5)
        assert lines.render_line(0).text.rstrip() == "00000000 30 31 32 33  34 35 36 37 01234567"
        lines.show(bytes(10_000_000))
        await pilot.pause()
        assert lines.virtual_size.height == 1_250_000
