"""An image or a sound is described from its header, and a hostile header costs nothing."""

import io
import struct
import wave
import zlib

import pytest
from PIL import Image

from inspector.protocol.media import FORMATS, describe_audio, describe_image


def encoded(kind, size=(7, 5)):
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind)
    return out.getvalue()


def png_that_claims(width, height):
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + header + struct.pack(">I", zlib.crc32(header)) + b"\0\0\0\0IDAT"


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_known_by_its_bytes(kind):
    facts = describe_image(encoded(kind))
    assert (facts.format, facts.width, facts.height) == (kind, 7, 5)
    assert facts.mime == f"image/{kind.lower()}"
    assert facts.too_large == ""


def test_an_image_that_claims_too_much_is_described_and_refused():
    facts = describe_image(png_that_claims(60_000, 60_000))
    assert facts.too_large == "The image claims 60,000 × 60,000 pixels; more than 50 million are not decoded."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is empty"),
        (b"hello, world", "it begins with 68 65 6c 6c 6f 2c 20 77"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "Not an image"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (encoded("GIF")[:8], "image"),
    ],
)
def test_what_is_no_image_is_said_in_a_sentence(data, says):
    with pytest.raises(ValueError, match=r"[.]$") as caught:
        describe_image(data)
    assert says in str(caught.value)


def a_wave(frames, claimed=None):
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(4 * frames))
    data = bytearray(out.getvalue())
    if claimed is not None:
        data[40:44] = struct.pack("<I", claimed)
    return bytes(data)


def test_a_wave_file_tells_its_length():
    facts = describe_audio(a_wave(4000))
    assert (facts.format, facts.seconds, facts.channels, facts.rate) == ("WAV", 0.5, 2, 8000)


def test_a_wave_file_is_no_longer_than_its_bytes():
    assert describe_audio(a_wave(4000, claimed=0xFFFFFFF0)).seconds == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("cut", [12, 20, 30, 43])
def test_a_cut_wave_file_is_still_a_wave_file(cut):
    assert describe_audio(a_wave(10)[:cut]).format == "WAV"


def test_other_sounds_are_known_by_their_first_bytes():
    assert describe_audio(b"ID3\x04rest").format == "MP3"
    assert describe_audio(b"\0\0\0\x20ftypM4A ").types[0] == "audio/mp4"
    with pytest.raises(ValueError, match="it begins with 6e 6f"):
        describe_audio(b"no sound")
