"""Text that acts on terminals, on markup and on readers, with the trace each piece leaves if it reaches a terminal."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

MARK = "HOSTILE"
CLIPBOARD = "SE9TVElMRS1DTElQQk9BUkQ="  # base64 of HOSTILE-CLIPBOARD
HOST = "https://hostile.example"
TITLE = "HOSTILE-TITLE"


@dataclass(frozen=True)
class Planted:
    """A piece of hostile text, and the pattern of bytes that proves that it came through to the terminal.

    Patterns hold only bytes that no well-behaved terminal program writes by itself: the piece carries a marker, or an
    unusual spelling of a sequence (`CSI 02 J` acts as `CSI 2 J`), or characters that have no place in any output.
    """

    name: str
    text: str
    trace: re.Pattern[bytes]


def _exact(name: str, text: str) -> Planted:
    return Planted(name, text, re.compile(re.escape(text.encode())))


def _known_by(name: str, text: str, trace: bytes) -> Planted:
    """Plant a string sequence; its first bytes are trace enough, as a line may cut it short."""
    return Planted(name, text, re.compile(trace))


def _beside(name: str, control: str) -> Planted:
    """Plant one control character between two markers; either marker beside it is a trace."""
    after = name.upper().replace(" ", "-")
    byte = re.escape(control.encode())
    either = re.escape(MARK.encode()) + byte + b"|" + byte + re.escape(after.encode())
    return Planted(name, f"{MARK}{control}{after}", re.compile(either))


def _anywhere(name: str, character: str) -> Planted:
    return Planted(name, f"{MARK}{character}{name}", re.compile(re.escape(character.encode())))


SEQUENCES = (
    _known_by("clipboard", f"\x1b]52;c;{CLIPBOARD}\x07", rb"\x1b\]52;[a-z]*;SE9T"),
    _known_by("link", f"\x1b]8;;{HOST}\x1b\\LINK\x1b]8;;\x1b\\", rb"\x1b\]8;[^;]*;https://hos"),
    _known_by("title", f"\x1b]0;{TITLE}\x07", rb"\x1b\][01];[^\x07\x1b]*HOS"),
    _known_by("title in 2", f"\x1b]2;{TITLE}\x1b\\", rb"\x1b\]2;[^\x07\x1b]*HOS"),
    _known_by("notification", f"\x1b]9;{MARK}-NOTE\x07", rb"\x1b\]9;H"),
    _known_by("file transfer", f"\x1b]1337;File=inline=1:{MARK}\x07", rb"\x1b\]1337;"),
    _exact("clear screen", f"{MARK}\x1b[2J"),
    _exact("clear screen spelt oddly", "\x1b[02J"),
    _exact("leave the screen", f"{MARK}\x1b[?1049l"),
    _exact("leave the screen spelt oddly", "\x1b[?01049l"),
    _exact("reset", "\x1bc"),
    _exact("colour", "\x1b[0031m"),
    _exact("cursor", "\x1b[0099;0099H"),
    _exact("erase line", f"{MARK}\x1b[2K"),
    _exact("ask where the cursor is", "\x1b[06n"),
    _known_by("device control", f"\x1bP{MARK}-DCS\x1b\\", rb"\x1bPHOS"),
    _known_by("graphics", f"\x1b_Gi=31337,a=q;{MARK}\x1b\\", rb"\x1b_Gi=31337"),
    _known_by("privacy message", f"\x1b^{MARK}-PM\x1b\\", rb"\x1b\^"),
    _exact("character set", f"{MARK}\x1b(0"),
    _known_by("bare escape", f"{MARK}\x1b ~ESCAPE", rb"\x1b ~"),
)
C1 = (
    _exact("CSI in C1", "\x9b02J"),
    _known_by("OSC in C1", f"\x9d52;c;{CLIPBOARD}\x9c", rb"\xc2\x9d52;"),
    _known_by("DCS in C1", f"\x90{MARK}\x9c", rb"\xc2\x90HOS"),
    _anywhere("next line", "\x85"),
    _anywhere("string terminator", "\x9c"),
)
SINGLE = (
    _beside("bell", "\x07"),
    _beside("backspace", "\x08"),
    Planted("return", f"{MARK}\rRETURN", re.compile(re.escape(MARK.encode()) + rb"\rRETURN")),
    _beside("vertical tab", "\x0b"),
    _beside("form feed", "\x0c"),
    _beside("shift out", "\x0e"),
    _beside("shift in", "\x0f"),
    _beside("enquiry", "\x05"),
    _beside("substitute", "\x1a"),
    _beside("null", "\x00"),
    _beside("delete", "\x7f"),
)
READING = (
    *(
        _anywhere(f"bidi {ord(mark):04X}", mark)
        for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c"
    ),
    *(_beside(f"invisible {ord(mark):04X}", mark) for mark in "\u200b\u2060\ufeff\u00ad\u2028\u2029\U000e0041"),
)
PLANTED = (*SEQUENCES, *C1, *SINGLE, *READING)

# Each must be shown as it is written here.
MARKUP = (
    "[/x]",
    "[@click=app.quit]click[/]",
    f"[link={HOST}]link[/link]",
    "[bold",
    "[on red]red[/on red]",
    "[$error]theme[/]",
    "[[",
    "[/]",
    "\\[b]",
    "{0}{name!r}",
    "%s%n",
    ":warning:",
)
# Text that no control character makes hostile.
ODD = (
    "two\nlines\tand a tab\r\n",
    f"[md link]({HOST}) ![md image]({HOST}/x.png) [script](javascript:alert(1))",
    "<script>alert(1)</script>",
    "\ud800",
    "a" + "\u0301" * 50,
    "👩‍👩‍👧‍👦 漢字 עברית",
    "../../../../tmp/HOSTILE-FILE",
)
PIECES = (*(planted.text for planted in PLANTED), *MARKUP, *ODD)
# Bytes that are no UTF-8: C1 controls as they are in Latin-1.
RAW_C1 = b"\x9b02J\x9d52;c;" + CLIPBOARD.encode() + b"\x9c\x85"


def poison(label: str) -> str:
    """Return every piece, beginning with another one for each label, so that cut texts show different pieces first."""
    start = zlib.crc32(label.encode()) % len(PIECES)
    head, *rest = PIECES[start:] + PIECES[:start]
    return " ".join((head, label, *rest))


def header_poison(label: str) -> str:
    """Return what of `poison` can stand in a header value or reason phrase: no NUL, CR, LF, VT or FF."""
    return re.sub("[\x00\r\n\x0b\x0c\ud800]", "", poison(label)) + RAW_C1.decode("ascii", "surrogateescape")
