"""What a file of our own is called by its media type: never by a name that a server gives."""

from __future__ import annotations

_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "image/avif": ".avif",
    "image/svg+xml": ".svg",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/flac": ".flac",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/json": ".json",
    "text/markdown": ".md",
    "text/html": ".html",
    "text/csv": ".csv",
}


def suffix_of(mime: str, fallback: str = ".bin") -> str:
    """Return the suffix for a media type, whose parameters do not matter; `fallback` for one that is not known."""
    return _SUFFIXES.get(mime.partition(";")[0].strip().lower(), fallback)
