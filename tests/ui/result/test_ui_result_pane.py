"""The result pane shows each kind of answer, and every way a call can end."""

import base64
import io
import itertools

import pytest
from PIL import Image
from recorded_calls import Recorded, text
from textual.app import App
from textual.message import Message
from textual.widgets import Button, Static

from inspector.demo.sounds import chime
from inspector.record.problem import Problem
from inspector.record.redact import Redactor
from inspector.ui.messages import CancelWanted, CopyWanted, ExchangeWanted, LinkWanted, SaveWanted
from inspector.ui.result.block import ContentBlock
from inspector.ui.result.pane import ResultPane
from inspector.ui.result.rendered import Rendered
from inspector.ui.result.running import bar
from inspector.ui.result.views import Views
from inspector.ui.view.hexlines import HexLines
from inspector.ui.view.jsontree import JsonTree
from inspector.ui.view.markdownlines import MarkdownLines
from inspector.ui.view.picture import Picture
from inspector.ui.view.textlines import TextLines

HOSTILE = "[/x] [@click=app.quit]q[/] \x1b]52;c;eA==\x07 \u202e \x9b02J"
SCHEMA = {"type": "object", "properties": {"t": {"type": "number"}}, "required": ["t"]}


class Desk(App[None]):
    def __init__(self, recorded: Recorded, redactor: Redactor | None = None) -> None:
        super().__init__()
        self.pane = ResultPane(recorded.transcript, redactor or Redactor())
        self.wanted: list[Message] = []

    def compose(self):
        yield self.pane

    def on_copy_wanted(self, event: CopyWanted) -> None:
        self.wanted.append(event)

    def on_save_wanted(self, event: SaveWanted) -> None:
        self.wanted.append(event)

    def on_exchange_wanted(self, event: ExchangeWanted) -> None:
        self.wanted.append(event)

    def on_link_wanted(self, event: LinkWanted) -> None:
        self.wanted.append(event)

    def on_cancel_wanted(self, event: CancelWanted) -> None:
        self.wanted.append(event)

    def seen(self) -> str:
        """Return what stands on the screen, a line a row."""
        lines = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in lines)


async def settle(app: Desk, pilot) -> str:
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()
    return app.seen()


async def look_at(call, size=(80, 24), **shown) -> str:
    """Show one call and return what stands on the screen."""
    app = Desk(Recorded())
    async with app.run_test(size=size) as pilot:
        app.pane.show(call, **shown)
        return await settle(app, pilot)


def a_picture() -> str:
    file = io.BytesIO()
    Image.new("RGB", (32, 16), (200, 30, 30)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


async def test_without_a_call_it_says_how_to_get_a_result():
    assert "No result yet." in await look_at(None)


async def test_a_text_is_shown_with_how_long_it_took_and_how_much_came():
    seen = await look_at(Recorded().with_contents(text("The sum is 5.")), place="2 of 3")
    assert "✓ ok  18 ms" in seen
    assert "The sum is 5." in seen
    assert "2 of 3" in seen


async def test_an_error_of_the_tool_cannot_be_missed():
    seen = await look_at(Recorded().with_contents(text("No such file"), isError=True))
    assert "✗ isError" in seen
    assert "The tool reports an error (isError)" in seen
    assert "No such file" in seen


async def test_a_json_rpc_error_tells_the_problem_and_its_data():
    recorded = Recorded()
    problem = Problem(fault="server", what="Unknown tool", seen="-32602", advice="check the name", exchange=1)
    call = recorded.refuse(recorded.call(), {"code": -32602, "message": "m", "data": {"known": ["a"]}}, problem)
    seen = await look_at(call)
    assert "✗ JSON-RPC error -32602" in seen
    assert "on the server's side" in seen
    assert "check the name" in seen
    assert "known: [1]" in seen


@pytest.mark.parametrize("error", [{"code": [1], "message": {}}, "text", None, 7, {"message": HOSTILE}])
async def test_a_broken_error_is_shown_all_the_same(error):
    recorded = Recorded()
    assert "✗ JSON-RPC error" in await look_at(recorded.refuse(recorded.call(), error))


@pytest.mark.parametrize(
    ("outcome", "words"), [("cancelled", "■ cancelled"), ("timed out", "✗ timed out"), ("failed", "✗ failed")]
)
async def test_an_end_without_an_answer_is_named(outcome, words):
    recorded = Recorded()
    call = recorded.call()
    recorded.end(call, outcome, Problem(fault="you", what="It ended", advice="try again"))
    seen = await look_at(call)
    assert words in seen
    assert "It ended" in seen


async def test_an_answer_after_the_cancel_is_shown_as_such():
    recorded = Recorded()
    call = recorded.call()
    recorded.end(call, "cancelled")
    recorded.say(call, id=call.id, result={"content": [text("too late")]})
    seen = await look_at(call)
    assert "■ cancelled" in seen
    assert "although the call is cancelled" in seen
    assert "too late" in seen


@pytest.mark.parametrize("result", [[1], "x", None, 3])
async def test_a_result_that_is_no_object_is_told(result):
    seen = await look_at(Recorded().answered(result))
    assert "✗ the result is no object" in seen
    assert "neither a result object nor an error" in seen


async def test_a_running_call_shows_its_progress_and_can_be_cancelled():
    recorded = Recorded()
    app = Desk(recorded)
    async with app.run_test(size=(80, 24)) as pilot:
        call = recorded.call(name="slow")
        app.pane.show(call)
        assert "Waiting for the answer." in await settle(app, pilot)
        recorded.now += 2.1
        recorded.progress(call, progress=3, total=10, message=f"step {HOSTILE}")
        app.pane.sync()
        seen = await settle(app, pilot)
        assert "◌ running  2.10 s" in seen
        assert "30%  3 of 10" in seen
        assert "step [/x] [@click=app.quit]q[/] ␛]52" in seen
        app.query_one("#running-cancel", Button).focus()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert app.wanted == [CancelWanted(call.id), CancelWanted(call.id)]
        recorded.answer(call, {"content": [text("done")]})
        app.pane.sync()
        seen = await settle(app, pilot)
        assert "done" in seen
        assert not app.query("#running-cancel")
        assert app.pane.has_focus_within


async def test_where_nothing_more_can_come_no_time_runs_and_nothing_is_cancelled():
    recorded = Recorded()
    app = Desk(recorded)
    app.pane.stoppable = False
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(recorded.call())
        seen = await settle(app, pilot)
        assert "■ no answer recorded" in seen
        assert not app.query(Button)


@pytest.mark.parametrize(
    ("params", "drawn"),
    [
        ({"progress": 5, "total": 10}, "━" * 15 + "─" * 15 + " 50%  5 of 10"),
        ({"progress": 50, "total": 10}, "━" * 30 + " 100%  50 of 10"),
        ({"progress": -5, "total": 10}, "─" * 30 + " 0%  -5 of 10"),
        ({"progress": 5}, "5 so far"),
        ({"progress": 5, "total": 0}, "5 so far"),
        ({"progress": 0.25, "total": "x"}, "0.25 so far"),
        ({"progress": 10**400, "total": 1}, "(no number)"),
        ({"progress": True}, "(no number)"),
        ({}, "(no number)"),
    ],
)
def test_progress_of_every_kind_is_drawn(params, drawn):
    assert bar(params).plain == drawn


async def test_every_kind_of_content_has_its_viewer():
    call = Recorded().with_contents(
        text("plain"),
        text('{"a": [1, 2]}'),
        text("# Title\n\n- one\n- two"),
        text("x " * 20_000),
        {"type": "image", "data": a_picture(), "mimeType": "image/png"},
        {"type": "audio", "data": base64.b64encode(chime()).decode(), "mimeType": "audio/wav"},
        {"type": "resource_link", "uri": "demo://guide", "name": "guide", "size": 12},
        {"type": "resource", "resource": {"uri": "demo://t", "text": "embedded"}},
        {"type": "resource", "resource": {"uri": "demo://b", "blob": "AAEC", "mimeType": "application/x"}},
        {"type": "wat"},
        7,
    )
    app = Desk(Recorded())
    async with app.run_test(size=(80, 140)) as pilot:
        app.pane.show(call)
        seen = await settle(app, pilot)
        kinds = (
            Static,
            JsonTree,
            MarkdownLines,
            TextLines,
            Picture,
            Static,
            Static,
            Static,
            HexLines,
            JsonTree,
            JsonTree,
        )
        blocks = app.query_one(Rendered).blocks()
        for block, kind in itertools.zip_longest(blocks, kinds):
            assert isinstance(block.children[-1], kind), block.content.shape
        for words in ("32 × 16 px", "♪ WAV", "mono", "→ guide", "embedded", "00000000 00 01 02", "'wat' is not known"):
            assert words in seen


async def test_a_prompt_says_who_speaks():
    result = {
        "description": "A talk",
        "messages": [
            {"role": "user", "content": text("Hello?")},
            {"role": "assistant", "content": text("Hi!", annotations={"audience": ["user"], "priority": 0.5})},
        ],
    }
    seen = await look_at(Recorded().answered(result, "prompts/get"))
    for words in ("A talk", "user  1 Text", "assistant  2 Text  for user  priority 0.5", "Hi!"):
        assert words in seen


async def test_what_is_read_is_shown_with_its_uri_and_type():
    result = {"contents": [{"uri": "demo://haiku", "mimeType": "text/plain", "text": "old pond"}]}
    seen = await look_at(Recorded().answered(result, "resources/read"))
    assert "demo://haiku  text/plain" in seen
    assert "old pond" in seen


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({"content": []}, "The result has no contents."),
        ({"content": [], "structuredContent": {}}, "It has structured content"),
        ({"content": {"a": 1}}, "content is no list"),
        ({"content": [text("")]}, "(empty text)"),
        ({"content": [{"type": "image", "data": "%%%", "mimeType": "image/png"}]}, "base64 is broken"),
        ({"content": [{"type": "image", "data": "AAAA"}]}, "mimeType is missing"),
        ({"content": [{"type": "audio", "data": "AAAA", "mimeType": HOSTILE}]}, "No audio format known here"),
    ],
)
async def test_what_is_odd_is_told(result, words):
    assert words in await look_at(Recorded().answered(result))


async def test_only_so_many_contents_are_drawn():
    call = Recorded().with_contents(*(text(f"text {n}") for n in range(1_000)))
    app = Desk(Recorded())
    async with app.run_test(size=(80, 200)) as pilot:
        app.pane.show(call)
        seen = await settle(app, pilot)
        assert len(app.query(ContentBlock)) == 40
        assert "and 960 contents more" in seen


async def test_hostile_text_is_harmless_everywhere():
    link = {"type": "resource_link", "uri": HOSTILE, "name": HOSTILE, "title": HOSTILE, "description": HOSTILE}
    notes = {"audience": [HOSTILE], "priority": HOSTILE, "lastModified": HOSTILE}
    call = Recorded().with_contents(
        text(HOSTILE, annotations=notes),
        text(f"# {HOSTILE}\n\n- [{HOSTILE}](javascript:alert(1))"),
        text('{"' + "[/x]" + '": "[@click=app.quit]"}'),
        link | {"mimeType": HOSTILE},
        {"type": "resource", "resource": {"uri": HOSTILE, "mimeType": HOSTILE, "text": HOSTILE}},
        {"type": HOSTILE, HOSTILE: HOSTILE},
        structuredContent={HOSTILE: HOSTILE},
    )
    app = Desk(Recorded())
    async with app.run_test(size=(100, 80)) as pilot:
        app.pane.show(call, output_schema={"type": "object", "required": [HOSTILE + "!"]}, place=HOSTILE)
        seen = await settle(app, pilot)
        app.pane.focus_result()
        for _ in range(2):
            await pilot.press("v")
            seen += await settle(app, pilot)
        assert not set(seen) & set("\x1b\x07\x9b\u202e")
        assert "[@click=app.quit]" in seen
        assert app.is_running


@pytest.mark.parametrize(
    ("members", "schema", "mark", "words"),
    [
        ({"structuredContent": {"t": 1}}, SCHEMA, "✓", "✓ It fits the output schema."),
        ({"structuredContent": {"t": "x"}}, SCHEMA, "✗", "/t"),
        ({"structuredContent": {}}, SCHEMA, "✗", "1 violation"),
        ({"structuredContent": {"t": 1}}, {"$ref": "https://evil.example/x"}, "⚠", "never fetched"),
        ({"structuredContent": {"t": 1}}, None, "", "No output schema is declared"),
        ({}, SCHEMA, "✗", "the result has no structured content"),
        ({"isError": True}, SCHEMA, "", "needs none"),
        ({}, None, "", "declares no output schema"),
    ],
)
async def test_structured_content_comes_with_a_verdict(members, schema, mark, words):
    app = Desk(Recorded())
    async with app.run_test(size=(120, 24)) as pilot:
        app.pane.show(Recorded().with_contents(text("x"), **members), output_schema=schema)
        await settle(app, pilot)
        assert app.query_one(Views).verdict == mark
        app.pane.focus_result()
        await pilot.press("v")
        assert words in await settle(app, pilot)


async def test_the_chosen_view_stays_when_a_result_comes():
    recorded = Recorded()
    app = Desk(recorded)
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(recorded.with_contents(text("one")))
        await settle(app, pilot)
        await pilot.click(Views, offset=(26, 0))
        assert 'text: "one"' in await settle(app, pilot)
        call = recorded.call()
        app.pane.show(call)
        await settle(app, pilot)
        recorded.answer(call, {"content": [text("two")]})
        app.pane.sync()
        assert 'text: "two"' in await settle(app, pilot)
        assert app.query_one(Views).view == "json"


async def test_the_exchange_is_a_key_and_a_click_away():
    recorded = Recorded()
    recorded.call()
    app = Desk(recorded)
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(recorded.with_contents(text("one")))
        await settle(app, pilot)
        app.pane.focus_result()
        await pilot.press("e")
        await pilot.click(Views, offset=(34, 0))
        assert app.wanted == [ExchangeWanted(2), ExchangeWanted(2)]


async def test_a_link_opens_by_key_and_mouse():
    app = Desk(Recorded())
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(Recorded().with_contents({"type": "resource_link", "uri": "demo://x", "name": "n"}))
        await settle(app, pilot)
        app.pane.focus_result()
        await pilot.press("enter", "c")
        await pilot.click(ContentBlock)
        assert app.wanted == [LinkWanted("demo://x"), CopyWanted("demo://x", "the URI"), LinkWanted("demo://x")]


@pytest.mark.parametrize(
    ("content", "name", "data"),
    [
        (text("héllo"), "result-1.txt", "héllo".encode()),
        (text("# T", mimeType="text/markdown; charset=utf-8"), "result-1.md", b"# T"),
        ({"type": "image", "data": "AAEC", "mimeType": "image/PNG"}, "result-1.png", b"\0\1\2"),
        ({"type": "audio", "data": "AAEC", "mimeType": "../../x"}, "result-1.bin", b"\0\1\2"),
        ({"type": "resource", "resource": {"uri": "../../etc/x", "blob": "AAEC"}}, "result-1.bin", b"\0\1\2"),
    ],
)
async def test_a_content_is_saved_under_a_name_of_our_own(content, name, data):
    app = Desk(Recorded())
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(Recorded().with_contents(content))
        await settle(app, pilot)
        app.pane.focus_result()
        await pilot.press("S")
        (wanted,) = app.wanted
        assert isinstance(wanted, SaveWanted)
        assert (wanted.name, wanted.data()) == (name, data)


async def test_secrets_are_hidden_on_screen_in_copies_and_in_files():
    redactor = Redactor()
    stand_in = redactor.learn("s3cr3t-t0ken")
    app = Desk(Recorded(), redactor)
    async with app.run_test(size=(80, 24)) as pilot:
        app.pane.show(Recorded().with_contents(text("you sent s3cr3t-t0ken"), structuredContent={"t": "s3cr3t-t0ken"}))
        seen = await settle(app, pilot)
        app.pane.focus_result()
        await pilot.press("c", "S", "v")
        seen += await settle(app, pilot)
        await pilot.press("v", "c")
        seen += await settle(app, pilot)
        assert stand_in in seen
        assert "s3cr3t" not in seen
        assert "s3cr3t" not in "".join(wanted.text for wanted in app.wanted if isinstance(wanted, CopyWanted))
        assert (
            next(wanted.data() for wanted in app.wanted if isinstance(wanted, SaveWanted))
            == f"you sent {stand_in}".encode()
        )


async def test_another_call_replaces_what_was_shown():
    recorded = Recorded()
    app = Desk(recorded)
    async with app.run_test(size=(80, 24)) as pilot:
        for n in range(5):
            app.pane.show(recorded.with_contents(text(f"number {n}")))
        await pilot.pause()
        app.pane.show(None)
        app.pane.show(recorded.with_contents(text("the last")))
        await pilot.pause()
        seen = app.seen()
        assert "the last" in seen
        assert "number" not in seen
