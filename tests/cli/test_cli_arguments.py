"""The command line is read, mistakes are named with what was probably meant, and nothing heavy is imported for it."""

import subprocess
import sys

import pytest

from inspector.cli.arguments import UsageError, parse
from inspector.cli.target import target_of
from inspector.record.problem import LocalError

URL = "https://example.com/mcp"
HEAVY = {"httpx", "textual", "rich", "pydantic", "jsonschema_rs", "PIL", "mcp", "mcp_types"}


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", ""),
        (URL, ""),
        ("localhost", ""),
        ("localhost:8000/mcp", ""),
        ("example.com", ""),
        ("demo --port 1", "demo"),
        ("open x.jsonl", "open"),
        (f"list {URL}", "list"),
        (f"--timeout 5 --insecure list {URL} tools", "list"),
        (f"--header=A:b list {URL}", "list"),
        (f"call {URL} t a=1 --json b=2", "call"),
        (f"prompt {URL} n", "prompt"),
        (f"read {URL} x://y", "read"),
    ],
)
def test_the_first_word_is_the_command(line, command):
    assert parse(line.split()).command == command


def test_options_may_stand_between_pairs():
    options = parse(["call", URL, "t", "a=1", "--json", "b=2", "--timeout", "3", "c=--x"])
    assert options.pairs == ["a=1", "b=2", "c=--x"]
    assert (options.json, options.timeout) == (True, 3.0)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lst", "did you mean `inspector list`?"),
        ("halp", "neither a command nor a URL"),
        (f"list {URL} --jsn", "did you mean --json?"),
        (f"{URL} --beerer x", "did you mean --bearer?"),
        (f"list {URL} tols", "did you mean tools?"),
        (f"list {URL} tools more", "'more' is one argument too many"),
        (f"list {URL} --protocol 2024-11-05", "HTTP+SSE transport, which is not supported yet"),
        (f"list {URL} --protocol 2024-11-06", "is none of auto, 2026-07-28"),
        (f"list {URL} --timeout soon", "'soon' is no number of seconds"),
        (f"list {URL} --timeout -1", "--timeout"),
        (f"list {URL} --timeout inf", "no number of seconds"),
        ("demo --port 99999", "is no port"),
        ("list", "required: URL"),
        (f"call {URL}", "required: TOOL"),
        (f"list {URL} --save a --no-save", "contradict"),
        (f"list {URL} --transport http", "no option --transport"),
        ("login https://x/mcp", "neither a command nor a URL"),
    ],
)
def test_mistakes_are_named(line, said):
    with pytest.raises(UsageError) as raised:
        parse(line.split())
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("header", ["canary-1", ": canary-1", "A b: canary-1", "A: canary-1\r\nB: c", "Ä: canary-1"])
def test_a_header_that_is_none_is_refused_and_not_repeated(header):
    with pytest.raises(UsageError, match="'Name: value'") as raised:
        parse(["list", URL, "--header", header])
    assert "canary-1" not in str(raised.value)


def test_a_file_that_exists_is_not_written_over(tmp_path):
    (tmp_path / "t.jsonl").touch()
    with pytest.raises(UsageError, match="never written over"):
        parse(["list", URL, "--save", str(tmp_path / "t.jsonl")])


def test_the_options_become_a_target(tmp_path):
    certificate = tmp_path / "c.pem"
    certificate.touch()
    line = ["list", "example.com/mcp", "--header", "X-A:  b ", "--header", "X-A: c", "--bearer", "tok", "--proxy", "p",
            "--ca", "f", "--cert", f"{certificate}:k.pem", "--insecure", "--protocol", "2025-06-18"]  # fmt: skip
    options = parse(line)
    target = target_of(options, options.url)
    assert target.url == "https://example.com/mcp"
    assert target.headers == (("Authorization", "Bearer tok"), ("X-A", "b"), ("X-A", "c"))
    assert (target.network.proxy, target.network.ca, target.network.insecure) == ("p", "f", True)
    assert (target.network.cert, target.network.key) == (str(certificate), "k.pem")
    assert (target.protocol, target.timeout) == ("2025-06-18", 60.0)


def test_a_token_may_come_from_a_file_or_a_variable(tmp_path, monkeypatch):
    (tmp_path / "token").write_text("from-file\n")
    monkeypatch.setenv("MY_TOKEN", "from-env")
    for given, token in ((f"@{tmp_path / 'token'}", "from-file"), ("env:MY_TOKEN", "from-env"), ("plain", "plain")):
        assert target_of(parse([URL, "--bearer", given]), URL).headers == (("Authorization", f"Bearer {token}"),)


@pytest.mark.parametrize("given", ["@/nowhere/token", "env:NOT_SET_ANYWHERE", "", "two words", "tökën"])
def test_a_token_that_is_none_is_refused(given):
    with pytest.raises(UsageError, match="--bearer") as raised:
        target_of(parse([URL, "--bearer", given]), URL)
    assert "two words" not in str(raised.value)


def test_two_authorizations_contradict():
    with pytest.raises(UsageError, match="contradict"):
        target_of(parse([URL, "--bearer", "t", "--header", "authorization: Basic x"]), URL)


@pytest.mark.parametrize("url", ["ftp://x/", "https://", "http://x:99999/", "http://[::1/"])
def test_what_is_no_url_is_said(url):
    with pytest.raises(LocalError) as raised:
        target_of(parse([URL]), url)
    assert raised.value.problem.kind == "usage"


@pytest.mark.parametrize(
    "line",
    [
        "from inspector.__main__ import main; from inspector.cli.arguments import parse; parse(['https://x/mcp'])",
        "from inspector.cli.arguments import parse; from inspector.cli.target import target_of, saving_of\n"
        "options = parse(['https://x/mcp']); target_of(options, options.url); saving_of(options)",
        "from inspector.store import arguments, known, transcripts",
    ],
)
def test_before_the_first_paint_nothing_heavy_is_imported(line):
    code = f"import sys\n{line}\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY.isdisjoint(loaded)


def test_the_help_names_every_command_and_exit_code(capsys):
    with pytest.raises(SystemExit) as ended:
        parse(["--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"inspector {name}" in text for name in ("demo", "open", "list", "call", "prompt", "read"))
    assert "5 an answer could not be understood" in text
