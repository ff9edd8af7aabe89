"""However bytes are cut into chunks, the same events come out, as soon as they are whole."""

import pytest

from inspector.wire.blocks import event_blocks


async def chunks(*pieces):
    for piece in pieces:
        yield piece


async def blocks(*pieces):
    return [b"".join(parts) async for parts in event_blocks(chunks(*pieces))]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ((b"a\n\nb\n\n", b"c\n\n"), [b"a\n\nb\n\n", b"c\n\n"]),
        ((b"a", b"b", b"c\n\nd", b"e\n"), [b"abc\n\n"]),
        ((b"a\r\n", b"\r\nb"), [b"a\r\n\r\n"]),
        ((b"a\r", b"\n", b"\r", b"\nb"), [b"a\r\n\r"]),
        ((b"a\r\rb\r",), [b"a\r\r"]),
        ((b"a\n", b"\n"), [b"a\n\n"]),
        ((b"a\r\nb\r\n",), []),
        ((b"a\n\r\n",), [b"a\n\r\n"]),
        ((b"", b"a\n\n", b""), [b"a\n\n"]),
        ((b"\xef", b"\xbb\xbfa\n\n\xef\xbb\xbfb\n\n"), [b"a\n\n\xef\xbb\xbfb\n\n"]),
        ((), []),
    ],
)
async def test_events_come_when_they_are_whole(pieces, whole):
    assert await blocks(*pieces) == whole


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
async def test_every_cut_gives_the_same_events(end):
    data = end.join((b": hello", b"", b"id: 1", b"data: x", b"", b"data: y", b"", b"", b"data: cut", b""))
    whole = b"".join(await blocks(data))
    assert whole.endswith(b"y" + 2 * end)
    for cut in range(len(data) + 1):
        # A line end cut in two may leave its second half behind, which is no event.
        assert whole.startswith(b"".join(await blocks(data[:cut], data[cut:])).rstrip(b"\r\n"))
        assert b"y" in b"".join(await blocks(data[:cut], data[cut:]))
