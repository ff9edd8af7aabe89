"""However bytes are cut into chunks, the same lines come out, as soon as they are whole."""

import pytest

from inspector.wire.lines import whole_lines


async def chunks(*pieces):
    for piece in pieces:
        yield piece


async def read(*pieces):
    return [text async for text in whole_lines(chunks(*pieces))]


@pytest.mark.parametrize(
    ("pieces", "texts"),
    [
        ((b"a\nb\n", b"c\n"), ["a\nb\n", "c\n"]),
        ((b"a", b"b", b"c\nd", b"e"), ["abc\n", "de"]),
        ((b"a\r", b"\nb"), ["a\r", "\n", "b"]),
        ((b"a\r\rb\r",), ["a\r\rb\r"]),
        ((b"caf\xc3", b"\xa9\n"), ["café\n"]),
        ((b"\xff\n", b"\xc3"), ["�\n", "�"]),
        ((b"\xef\xbb", b"\xbfa\n", b"\xef\xbb\xbfb\n"), ["a\n", "\ufeffb\n"]),
        ((b"\xef\xbb\xbf",), [""]),
        ((), []),
    ],
)
async def test_lines_come_when_they_are_whole(pieces, texts):
    assert await read(*pieces) == texts


async def test_every_cut_gives_the_same_text():
    data = "\ufeffid: 1\r\ndata: é😀\r\rdata: x\n\n: rest".encode()
    for cut in range(len(data) + 1):
        assert "".join(await read(data[:cut], data[cut:])) == data.decode()[1:]
