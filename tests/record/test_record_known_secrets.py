"""Secrets are found wherever they are in long texts, at the cuts between the pieces too."""

import random

import pytest

from inspector.record import known_secrets
from inspector.record.known_secrets import KnownSecrets, pieces
from inspector.record.redact import Redactor


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch):
    monkeypatch.setattr(known_secrets, "_PIECE", 16)


@pytest.mark.parametrize("offset", range(40))
def test_a_secret_is_found_at_every_place(offset):
    known = KnownSecrets(["longer-than-a-piece-is", "longer", "é-secret"])
    text = "." * offset + "longer-than-a-piece-is" + "." * 20 + "é-secret" + "longer" + "." * 30
    replaced = text.replace("longer-than-a-piece-is", "1").replace("longer", "2").replace("é-secret", "3")
    stand_in = dict(zip(known.forms, "123", strict=True)).__getitem__
    assert known.replace_in_text(text, stand_in) == replaced
    assert known.replace_in_data(text.encode(), stand_in) == replaced.encode()


def test_nothing_known_changes_nothing():
    assert KnownSecrets().replace_in_text("text", str) == "text"
    assert KnownSecrets().replace_in_data(b"data", str) == b"data"


@pytest.mark.parametrize("seed", range(20))
def test_parameters_of_urls_are_found_in_pieces_as_in_the_whole(monkeypatch, seed):
    choose = random.Random(seed)
    parts = ("?token=", "&my.api_key=", ";", "&", " ", "\n", "value-of-some-length", "x", "=", "#", "&code=", "é")
    text = "".join(choose.choice(parts) for _ in range(300))
    in_pieces = Redactor().text(text)
    assert "".join(pieces(text)) == text
    monkeypatch.setattr(known_secrets, "_PIECE", 10**6)
    assert Redactor().text(text) == in_pieces
