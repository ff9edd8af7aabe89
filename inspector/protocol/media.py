"""Say what an image or a sound is, from its first bytes alone; nothing is decoded."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from typing import Any

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF")
"""The image formats that are read; Pillow's own list has some that start other programs."""

MOST_PIXELS = 50_000_000
"""An image of more pixels than this is described and not decoded: it would take 200 MB of memory and more."""

_SOUNDS = (
    (0, b"ID3", "MP3"),
    (0, b"\xff\xfb", "MP3"),
    (0, b"\xff\xf3", "MP3"),
    (0, b"OggS", "Ogg"),
    (0, b"fLaC", "FLAC"),
    (4, b"ftyp", "MP4"),
    (0, b"\x1aE\xdf\xa3", "WebM"),
    (0, b"FORM", "AIFF"),
)
_SOUND_TYPES = {
    "WAV": ("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
    "MP3": ("audio/mpeg", "audio/mp3"),
    "Ogg": ("audio/ogg", "audio/opus", "audio/vorbis"),
    "FLAC": ("audio/flac", "audio/x-flac"),
    "MP4": ("audio/mp4", "audio/aac", "audio/x-m4a", "audio/m4a"),
    "WebM": ("audio/webm",),
    "AIFF": ("audio/aiff", "audio/x-aiff"),
}


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """An image as its header tells it: `format` as in FORMATS, its size in pixels."""

    format: str
    width: int
    height: int

    @property
    def mime(self) -> str:
        return f"image/{self.format.lower()}"

    @property
    def too_large(self) -> str:
        """A sentence where the image has too many pixels to be decoded; else empty."""
        if self.width * self.height <= MOST_PIXELS:
            return ""
        return (
            f"The image claims {self.width:,} × {self.height:,} pixels; "
            f"more than {MOST_PIXELS // 1_000_000} million are not decoded."
        )


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """A sound as its header tells it; `seconds`, `channels` and `rate` (samples a second) only where it is WAV."""

    format: str
    seconds: float | None = None
    channels: int = 0
    rate: int = 0

    @property
    def types(self) -> tuple[str, ...]:
        """The media types that say this format, the usual one first."""
        return _SOUND_TYPES[self.format]


def open_image(data: bytes) -> Any:
    """Return a Pillow image of which only the header has been read. Raises ValueError with a sentence."""
    from PIL import Image, UnidentifiedImageError

    # Pillow warns from 89 million pixels on and gives up at twice that, both without telling the size.
    Image.MAX_IMAGE_PIXELS = None
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise ValueError(_no_image(data)) from None
    except Exception as error:  # Pillow's readers raise whatever a broken header leads them into
        raise ValueError(f"The image cannot be read: {error}.") from error


def describe_image(data: bytes) -> ImageFacts:
    """Return what the header of an image says. Raises ValueError with a sentence where it is none that is read."""
    image = open_image(data)
    return ImageFacts(str(image.format), int(image.width), int(image.height))


def describe_audio(data: bytes) -> AudioFacts:
    """Return what the header of a sound says. Raises ValueError with a sentence where it is none that is known."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return _wave(data)
    for offset, magic, name in _SOUNDS:
        if data[offset : offset + len(magic)] == magic:
            return AudioFacts(name)
    raise ValueError(f"No audio format known here; {_beginning(data)}.")


def _wave(data: bytes) -> AudioFacts:
    try:
        with wave.open(io.BytesIO(data)) as sound:
            channels, rate = sound.getnchannels(), sound.getframerate()
            # A header may claim any number of frames; there are no more than the bytes that came.
            frames = min(sound.getnframes(), len(data) // (channels * sound.getsampwidth()))
            return AudioFacts("WAV", frames / rate, channels, rate)
    except (wave.Error, EOFError, ZeroDivisionError):
        return AudioFacts("WAV")


def _no_image(data: bytes) -> str:
    if data.lstrip()[:5].lower() in (b"<?xml", b"<svg ", b"<svg>"):
        return "An SVG image is text here: it is not drawn."
    return f"Not an image that is read here ({', '.join(FORMATS)}); {_beginning(data)}."


def _beginning(data: bytes) -> str:
    return f"it begins with {data[:8].hex(' ')}" if data else "it is empty"
