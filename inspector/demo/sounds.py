"""Make the sound the demo server plays: three falling notes."""

import io
import math
import struct
import wave

RATE = 11_025
NOTES = (659.26, 523.25, 392.00)
NOTE_SECONDS = 0.35


def chime() -> bytes:
    """Return a WAV file: mono, 16 bits, about one second."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        for note in NOTES:
            samples = [_sample(note, index / RATE) for index in range(int(RATE * NOTE_SECONDS))]
            sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return out.getvalue()


def _sample(hertz: float, seconds: float) -> int:
    fading = math.exp(-6 * seconds)
    return int(14_000 * fading * math.sin(math.tau * hertz * seconds))
