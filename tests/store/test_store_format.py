"""docs/transcript-format.md tells the truth: every kind, every field, and nothing that is not there."""

import json
import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from inspector.record import codec
from inspector.record.events import KINDS, BodyChunk, Event, Outcome, Phase, RequestSent, SseEvent
from inspector.record.problem import Fault, Kind, Problem
from inspector.record.transcript import Transcript
from inspector.store.transcripts import save_copy

DOCUMENT = (Path(__file__).parents[2] / "docs" / "transcript-format.md").read_text(encoding="utf-8")
COMMON = {field.name for field in fields(Event)}


def section(title: str) -> str:
    return re.split(r"^#{2,3} ", DOCUMENT.split(f"# {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def fields_told(title: str) -> set[str]:
    rows = re.findall(r"^\| (`.*?) \|", section(title), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_kind_has_a_heading_and_no_other_does():
    told = re.findall(r"^### (\w+)$", DOCUMENT, re.MULTILINE)
    assert told == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_told_and_no_other_is(kind):
    assert fields_told(kind) == {field.name for field in fields(KINDS[kind])} - COMMON


def test_what_all_events_have_is_told():
    assert fields_told("Events") == COMMON | {"kind"}


def test_the_header_and_problems_are_told():
    assert fields_told("The first line") == set(json.loads(codec.header(inspector="1", secrets_kept=False)))
    assert fields_told("Problems") == {field.name for field in fields(Problem)}
    assert f"version {codec.VERSION}\n" in DOCUMENT
    assert codec.FORMAT in DOCUMENT


@pytest.mark.parametrize(
    ("title", "literal"), [("PhaseTimed", Phase), ("CallEnded", Outcome), ("Problems", Fault), ("Problems", Kind)]
)
def test_every_value_that_a_field_may_have_is_told(title, literal):
    assert all(f"`{value}`" in section(title) for value in get_args(literal))


def test_the_example_of_bytes_is_read():
    [line] = re.findall(r'^\{"kind".*\}$', DOCUMENT, re.MULTILINE)
    assert codec.decode(line) == BodyChunk(seq=7, at=1795536000.25, exchange=2, data=b"\x89PNG\r\n\x1a\n")


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize("command", re.findall(r"^jq .*$", DOCUMENT, re.MULTILINE))
def test_the_examples_with_jq_work(tmp_path, command):
    transcript = Transcript()
    transcript.append(
        RequestSent(exchange=3, purpose="p", method="POST", url="http://x", headers=(), body=b'{"jsonrpc":"2.0"}')
    )
    transcript.append(BodyChunk(exchange=3, data=b"\xff\x00"))
    transcript.append(SseEvent(exchange=3, event="message", data='{"jsonrpc":"2.0"}'))
    save_copy(transcript, tmp_path / "session.jsonl")
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
