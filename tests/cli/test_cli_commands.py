"""Each command against the demo server: stdout has what the server said and nothing else, the exit code says how."""

import hashlib
import json
import signal
import stat
import subprocess

import pytest

from inspector.store.transcripts import load


def test_list_is_a_table_for_people(inspector, demo_url):
    ran = inspector("list", demo_url)
    assert ran.code == 0
    assert ran.err == ""
    lines = ran.text.splitlines()
    heads = [line.partition(" (")[0] for line in lines if line and not line.startswith(" ")]
    assert heads == ["Tools", "Prompts", "Resources", "Templates"]
    assert any(line.split() == ["greet", "Greet", "somebody", "Say", "hello:", "plain", "text."] for line in lines)
    assert sum("demo://numbered/" in line for line in lines) == 121
    assert max(map(len, lines)) <= 160


def test_list_as_json_is_what_the_server_sent(inspector, demo_url):
    ran = inspector("list", demo_url, "--json")
    listed = json.loads(ran.out)
    assert list(listed) == ["tools", "prompts", "resources", "resourceTemplates"]
    assert len(listed["resources"]) >= 129
    greet = next(tool for tool in listed["tools"] if tool["name"] == "greet")
    assert greet["inputSchema"]["required"] == ["name"]
    assert greet["annotations"]["readOnlyHint"] is True


def test_list_of_one_kind_is_bare_rows(inspector, demo_url):
    ran = inspector("list", demo_url, "prompts")
    assert [line.split()[0] for line in ran.text.splitlines()] == [
        "write_haiku",
        "review_code",
        "describe_picture",
        "explain_guide",
    ]
    assert list(json.loads(inspector("list", demo_url, "templates", "--json").out)) == ["resourceTemplates"]


def test_a_kind_that_is_not_declared_is_asked_for_all_the_same(inspector, mcp1_url):
    ran = inspector("list", mcp1_url, "tools", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["tools"]


@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"])
def test_a_revision_can_be_insisted_on(inspector, demo_url, state, protocol):
    ran = inspector("call", demo_url, "greet", "name=Ada", "--protocol", protocol)
    assert (ran.code, ran.out) == (0, b"Hello, Ada!\n")
    [path] = state.iterdir()
    lifecycle = load(path).transcript.lifecycle
    assert (lifecycle.revision, lifecycle.state) == (protocol, "closed")


def test_call_prints_structured_content_once_and_the_verdict_aside(inspector, demo_url):
    ran = inspector("call", demo_url, "get_weather", "city=Paris")
    assert ran.code == 0
    assert json.loads(ran.out)["city"] == "Paris"
    assert ran.err == "The structured content fits the output schema.\n"


def test_a_broken_output_schema_is_a_warning(inspector, demo_url):
    ran = inspector("call", demo_url, "get_wrong_weather", "city=Paris")
    assert ran.code == 0
    assert "/celsius" in ran.err
    assert json.loads(ran.out)["conditions"] == "frogs"


def test_arguments_as_json_and_as_pairs_are_one(inspector, demo_url, tmp_path):
    trip = {
        "title": "A trip",
        "departs": "2026-12-01",
        "from": {"city": "Paris", "country": "FR"},
        "travellers": [{"name": "Ada"}],
    }
    (tmp_path / "trip.json").write_text(json.dumps(trip))
    ran = inspector("call", demo_url, "plan_trip", "to.city=Rome", "to.country=IT", f"--args=@{tmp_path / 'trip.json'}",
                    "--json")  # fmt: skip
    understood = json.loads(ran.out)["structuredContent"]["understood"]
    assert understood["to"] == {"city": "Rome", "country": "IT"}
    assert understood["travellers"] == [{"name": "Ada"}]


def test_arguments_that_do_not_fit_are_told_and_sent(inspector, demo_url, state):
    ran = inspector("call", demo_url, "greet", "nam=Ada")
    assert "sent all the same" in ran.err
    assert ran.code == 1
    [path] = state.iterdir()
    calls = [call for call in load(path).transcript.calls.all if call.method == "tools/call"]
    assert calls[0].params["arguments"] == {"nam": "Ada"}


def test_images_are_one_line_and_saved_under_our_own_names(inspector, demo_url, tmp_path):
    ran = inspector("call", demo_url, "show_everything", "--output", tmp_path / "out")
    assert "image/png 160×100, 6,065 bytes, saved as " in ran.text
    assert "audio/wav 1.0 s" in ran.text
    saved = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert sorted(saved) == ["result-1.png", "result-2.wav"]
    assert saved["result-1.png"].startswith(b"\x89PNG")
    again = inspector("call", demo_url, "draw_landscape", "--output", tmp_path / "out")
    assert "result-1.png" in again.text or "result-2.png" in again.text
    assert (tmp_path / "out" / "result-1.png").read_bytes() == saved["result-1.png"]


@pytest.mark.parametrize(
    ("tool", "code", "out"),
    [
        ("fail", 1, {"content": [{"type": "text", "text": "It did not work: the tank is empty"}], "isError": True}),
        ("refuse", 1, {"error": {"code": -32000, "data": {"tool": "refuse"}}}),
    ],
)
def test_json_of_a_refusal_is_the_servers(inspector, demo_url, tool, code, out):
    ran = inspector("call", demo_url, tool, "--json")
    said = json.loads(ran.out)
    assert ran.code == code
    assert said.get("isError") == out.get("isError")
    assert said.get("content") == out.get("content")
    assert said.get("error", {}).get("data") == out.get("error", {}).get("data")


def test_an_error_is_one_line_with_exchange_and_transcript(inspector, demo_url, state):
    ran = inspector("call", demo_url, "refuse")
    [line] = ran.err.splitlines()
    [path] = state.iterdir()
    assert line.startswith("inspector: The server answered tools/call with an error")
    assert "(exchange 3)" in line
    assert line.endswith(f"Transcript: {path}")
    assert ran.out == b""


def test_a_misspelt_tool_is_called_all_the_same(inspector, demo_url):
    ran = inspector("call", demo_url, "grete", "name=x")
    assert ran.code == 1
    assert "Did you mean greet?" in ran.err


def test_progress_goes_to_stderr(inspector, demo_url):
    ran = inspector("call", demo_url, "count_slowly", "seconds=0.8", "steps=2")
    assert ran.err.splitlines() == ["Progress: 1 of 2, Step 1 of 2", "Progress: 2 of 2, Step 2 of 2"]
    assert ran.out == b"Counted to 2 in 0.8 seconds.\n"


def test_prompt_prints_roles_and_text(inspector, demo_url):
    ran = inspector("prompt", demo_url, "review_code", "code=x=1", "language=python", "tone=terse")
    assert ran.code == 0
    assert ran.text.startswith("user:\n")
    assert "x=1" in ran.text
    said = json.loads(inspector("prompt", demo_url, "write_haiku", "--json").out)
    assert said["messages"][0]["role"] == "user"


@pytest.mark.parametrize("pairs", [["code"], ["code=1", "code=2"], ["=1"]])
def test_pairs_that_are_none_are_a_matter_of_usage(inspector, demo_url, pairs):
    assert inspector("prompt", demo_url, "review_code", *pairs).code == 2


def test_read_gives_text_and_bytes_as_they_are(inspector, demo_url, tmp_path):
    text = inspector("read", demo_url, "demo://text/haiku")
    assert text.text.splitlines()[0] == "one byte, then the next"
    octets = bytes(range(256)) * 4
    assert inspector("read", demo_url, "demo://data/bytes.bin").out == octets
    ran = inspector("read", demo_url, "demo://data/bytes.bin", "--output", tmp_path / "b.bin")
    assert (ran.out, (tmp_path / "b.bin").read_bytes()) == (b"", octets)
    said = json.loads(inspector("read", demo_url, "demo://picture/dawn.png", "--json").out)
    assert said["contents"][0]["mimeType"] == "image/png"


def test_a_resource_that_is_not_there_is_refused(inspector, demo_url):
    assert inspector("read", demo_url, "demo://nothing/here").code == 1


def test_the_plain_run_of_the_demo_shows_each_kind_and_saves(inspector, state):
    ran = inspector("demo")
    assert ran.code == 0
    assert ran.err == ""
    for words in ("19 tools", "tool greet: Hello, Ada!", "tool draw_landscape: image/png 320×200", "one byte, then",
                  "application/octet-stream, 1,024 bytes", "prompt write_haiku:"):  # fmt: skip
        assert words in ran.text
    [path] = state.iterdir()
    assert f"Transcript: {path}" in ran.text
    transcript = load(path).transcript
    assert transcript.lifecycle.state == "closed"
    # The server has ended with the program.
    assert inspector("list", transcript.lifecycle.url).code == 3


def test_the_demo_server_alone_says_where_it_is(command, state, inspector):
    process = subprocess.Popen([*command, "demo", "--serve"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        url = process.stdout.readline().decode().split()[1]
        assert inspector("call", url, "greet", "name=Ada").out == b"Hello, Ada!\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert b"Traceback" not in err
    assert process.returncode in (0, 130)


def test_transcripts_are_private_and_whole(inspector, demo_url, state):
    inspector("list", demo_url)
    [path] = state.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    loaded = load(path)
    assert loaded.cut == ""
    assert {call.method for call in loaded.transcript.calls.all} >= {"tools/list", "resources/list"}


def test_saving_can_be_moved_and_turned_off(inspector, demo_url, state, tmp_path):
    assert inspector("list", demo_url, "--no-save").code == 0
    assert inspector("list", demo_url, "--save", tmp_path / "mine.jsonl").code == 0
    assert not state.exists()
    assert load(tmp_path / "mine.jsonl").transcript.lifecycle.url == demo_url
    (tmp_path / "file").touch()
    ran = inspector("list", demo_url, "--save", tmp_path / "file" / "t.jsonl")
    assert ran.code == 2
    assert "--save" in ran.err


def test_a_state_folder_that_cannot_be_written_is_a_warning(inspector, demo_url, tmp_path):
    (tmp_path / "no-folder").touch()
    ran = inspector("call", demo_url, "greet", "name=Ada", XDG_STATE_HOME=str(tmp_path / "no-folder"))
    assert (ran.code, ran.out) == (0, b"Hello, Ada!\n")
    assert ran.err.count("Warning: The transcript is not saved") == 1


def test_the_wire_can_be_followed_on_stderr(inspector, demo_url):
    ran = inspector("call", demo_url, "greet", "name=Ada", "--protocol-log", "--json")
    json.loads(ran.out)
    assert "> POST " in ran.err
    assert "< HTTP/1.1 200" in ran.err
    assert '"name":"greet"' in ran.err
    assert "Hello, Ada!" in ran.err


def test_without_a_terminal_the_screens_name_the_way_out(inspector, demo_url, tmp_path):
    ran = inspector(demo_url)
    assert ran.code == 2
    assert f"inspector list {demo_url}" in ran.err
    assert inspector().code == 2
    assert inspector("open", tmp_path / "t.jsonl").code == 2


def test_a_reader_that_has_enough_is_no_failure(command, state, demo_url):
    process = subprocess.Popen([*command, "list", demo_url, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert err == b""


def test_an_interrupt_ends_quietly_and_reaches_the_server(command, state, demo_url, inspector):
    def cancelled() -> int:
        return json.loads(inspector("read", demo_url, "demo://data/calls.json").out)["cancelled"]

    before = cancelled()
    process = subprocess.Popen(
        [*command, "call", demo_url, "count_slowly", "seconds=60", "steps=200"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stderr.readline().startswith(b"Progress: 1")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == b""
    assert all(line.startswith(b"Progress") for line in err.splitlines())
    assert cancelled() == before + 1


def test_a_killed_process_loses_one_line_at_the_most(command, state, demo_url):
    process = subprocess.Popen(
        [*command, "call", demo_url, "count_slowly", "seconds=60", "steps=600"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        told = [process.stderr.readline() for _ in range(3)]
        process.kill()
    last = int(told[-1].split()[1])
    [path] = state.iterdir()
    transcript = load(path).transcript
    [call] = [call for call in transcript.calls.all if call.method == "tools/call"]
    assert call.running
    assert len(call.progress) >= last
    lines = path.read_bytes().splitlines()
    for line in lines[:-1]:
        json.loads(line)


def test_json_has_no_raw_characters_that_stdout_cannot_write(inspector, demo_url):
    ran = inspector("call", demo_url, "greet", "name=Zoë ☃", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(ran.out)["content"][0]["text"] == "Hello, Zoë ☃!"
    assert inspector("call", demo_url, "greet", "name=☃", PYTHONIOENCODING="ascii").out == b"Hello, \\u2603!\n"


def test_bytes_to_a_file_are_the_same_as_through_a_pipe(inspector, demo_url, tmp_path):
    inspector("read", demo_url, "demo://picture/dusk.png", "--output", tmp_path / "p.png")
    piped = inspector("read", demo_url, "demo://picture/dusk.png").out
    assert hashlib.sha256((tmp_path / "p.png").read_bytes()).digest() == hashlib.sha256(piped).digest()
    assert stat.S_IMODE((tmp_path / "p.png").stat().st_mode) == 0o600
