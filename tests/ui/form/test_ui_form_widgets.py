"""The form on a screen: typing, picking, errors, sending, the JSON side, completions, and hostile schemas."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button

from inspector.demo.data_tools import TRIP_SCHEMA
from inspector.protocol.schema.draft import sample
from inspector.protocol.schema.kinds import Object, Property, Text
from inspector.protocol.schema.shape import shape_of
from inspector.record.showable import showable
from inspector.ui.form.choices import Choices
from inspector.ui.form.dropdown import DropDown
from inspector.ui.form.form import Form
from inspector.ui.form.jsonside import JsonSide
from inspector.ui.form.linefield import LineField
from inspector.ui.form.row import Row

HOSTILE = "[/x][@click=app.quit]\x1b]52;c;aGk=\x07\u202e\x9b31m\n&"


class Stage(App[None]):
    CSS = "Form { height: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[dict[str, Any]] = []
        self.asked: list[Form.CompletionWanted] = []
        self.asking = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Form()

    def on_form_submitted(self, event: Form.Submitted) -> None:
        self.sent.append(event.values)

    def on_form_completion_wanted(self, event: Form.CompletionWanted) -> None:
        self.asked.append(event)
        self.asking.set()


class Hand:
    """What a person does with a form."""

    def __init__(self, app: Stage, pilot: Pilot[None]) -> None:
        self.app, self.pilot, self.form = app, pilot, app.query_one(Form)

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def show(self, schema: Any, values: Any = None) -> None:
        self.form.show(shape_of(schema), values, schema=schema)
        self.form.focus_first()
        await self.settle()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    def row(self, name: str, nth: int = 0) -> Row:
        return [row for row in self.form.query(Row) if row.called == name][nth]

    async def focus(self, name: str, nth: int = 0) -> None:
        self.row(name, nth).focus_editor()
        await self.settle()

    def said(self, name: str, nth: int = 0) -> str:
        return str(self.row(name, nth).query_one(".form-about").render())

    def button(self, name: str) -> Button:
        return self.form.query_one(f".-{name}", Button)

    def screen(self) -> str:
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())


@asynccontextmanager
async def hand(size: tuple[int, int] = (100, 40)) -> AsyncIterator[Hand]:
    app = Stage()
    async with app.run_test(size=size) as pilot:
        yield Hand(app, pilot)


def of(**properties: Any) -> dict[str, Any]:
    names = [name for name, part in properties.items() if part.pop("!", False)]
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


async def test_it_starts_from_defaults_and_sends_what_is_typed() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "integer", "!": True}, b={"type": "string", "default": "x"}, c={"type": "string"}))
        await it.press("4", "2", "enter")
        assert it.app.sent == [{"a": 42, "b": "x"}]


@pytest.mark.parametrize("key", ["f5", "ctrl+enter", "enter"])
async def test_every_way_to_send(key: str) -> None:
    async with hand() as it:
        await it.show(of(a={"type": "string"}))
        await it.press("h", "i", key)
        assert it.app.sent == [{"a": "hi"}]


async def test_the_button_sends_and_says_what_it_does() -> None:
    async with hand() as it:
        it.form.verb = "Read"
        await it.show(of(a={"type": "string"}))
        assert "Read" in str(it.button("send").label)
        await it.pilot.click(it.button("send"))
        await it.settle()
        assert it.app.sent == [{}]


async def test_offline_nothing_can_be_sent() -> None:
    async with hand() as it:
        it.form.sendable = False
        await it.show(of(a={"type": "string"}))
        await it.press("x", "enter", "f5")
        assert not it.button("send").display
        assert it.app.sent == []
        it.form.show(Object())
        it.form.focus_first()
        await it.settle()
        assert it.app.focused is it.button("swap")


async def test_problems_are_shown_beside_the_fields_and_can_be_sent_anyway() -> None:
    async with hand() as it:
        schema = of(
            a={"type": "string"},
            b={"type": "integer", "minimum": 2, "!": True},
            c={"type": "string", "pattern": "^x$"},
        )
        await it.show(schema, {"a": "", "b": 1, "c": "y"})
        await it.press("f5")
        assert it.app.sent == []
        assert it.said("b") == "✗ Must be at least 2."
        assert "does not match" in it.said("c")
        assert it.app.focused in it.row("b").query("*")
        assert it.button("anyway").display
        await it.press("f6")
        assert it.app.sent == [{"a": "", "b": 1, "c": "y"}]
        assert not it.button("anyway").display


async def test_nothing_is_sent_anyway_before_problems_were_shown() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "string", "!": True}))
        await it.press("f6")
        assert it.app.sent == []


async def test_only_fields_that_were_touched_complain_while_one_types() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "integer", "!": True}, b={"type": "string", "!": True}))
        await it.press("x")
        await it.form._look()
        assert it.said("a") == "✗ Must be a whole number."
        assert it.said("b") == ""


async def test_a_problem_goes_when_it_is_mended() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "integer", "!": True}))
        await it.press("f5")
        assert it.said("a") == "✗ Required."
        await it.press("7")
        await it.form._look()
        assert it.said("a") == ""
        assert not it.button("anyway").display


async def test_a_number_that_is_none_is_sent_as_it_was_typed() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "integer"}))
        await it.press(*"abc", "enter", "f6")
        assert it.app.sent == [{"a": "abc"}]


async def test_what_is_clicked_is_picked_in_the_second_line_too() -> None:
    async with hand((60, 20)) as it:
        await it.show(of(a={"enum": ["first", "second", "third", "fourth"], "description": "one"}))
        choices = it.row("a").query_one(Choices)
        assert choices.size.height > 1
        await it.pilot.click(choices, offset=(3, 1))
        await it.settle()
        assert it.form.values() != {}
        assert it.form.values()["a"] != "first"
        await it.pilot.click(choices, offset=(3, 0))
        await it.settle()
        assert it.form.values() == {"a": "first"}


async def test_signs_are_typed_not_taken_for_keys() -> None:
    async with hand() as it:
        assert it.form.values() == {}
        await it.show(of(a={"type": "number"}, b={"type": "string"}))
        await it.press(*"-5", "down", *"+=-?/w")
        assert it.form.values() == {"a": -5, "b": "+=-?/w"}


async def test_not_sent_empty_and_null_are_chosen_by_a_key() -> None:
    async with hand() as it:
        await it.show(of(a={"type": ["string", "null"]}))
        seen = []
        for _ in range(3):
            seen.append(it.form.values())
            await it.press("ctrl+t")
        assert seen == [{}, {"a": ""}, {"a": None}]
        await it.press("ctrl+t")
        assert 'empty text ""' in it.screen()
        await it.press("x", "backspace")
        assert it.form.values() == {}


async def test_both_sides_say_the_same_and_nothing_is_lost() -> None:
    value = {"a": "three", "b": {"c": [1, None, {"d": "\x1b"}]}, "zzz": [True]}
    schema = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "object"}}}
    async with hand() as it:
        await it.show(schema, value)
        await it.press("ctrl+j")
        area = it.form.query_one(JsonSide)
        assert it.app.focused is area
        assert json.loads(area.text) == value
        assert it.form.values() == value
        area.text = json.dumps({**value, "a": 3, "new": None})
        await it.press("ctrl+j")
        assert not area.display
        assert it.form.values() == {**value, "a": 3, "new": None}


async def test_json_that_cannot_be_read_stays_in_its_editor() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "integer"}), {"a": 1})
        await it.press("ctrl+j")
        area = it.form.query_one(JsonSide)
        for text, said in (('{"a": ', "Must be JSON"), ("[1]", "one JSON object"), ('{"a":1,"a":2}', "comes twice")):
            area.text = text
            await it.press("ctrl+j")
            assert area.display
            assert said in it.screen()
            await it.press("f5", "f6")
        assert it.app.sent == []
        area.text = '{"a": "x"}'
        await it.press("f5")
        assert "/a" in it.screen()
        await it.press("f6")
        assert it.app.sent == [{"a": "x"}]


async def test_swapping_without_an_edit_keeps_what_is_not_sent() -> None:
    async with hand() as it:
        await it.show(of(a=TRIP_SCHEMA["properties"]["payment"]), {"a": {"kind": "card", "last_digits": "1"}})
        await it.focus("a")
        await it.press("right", "enter", "ctrl+j", "ctrl+j")
        await it.focus("a")
        await it.press("left", "left", "enter")
        assert it.form.values() == {"a": {"kind": "card", "last_digits": "1"}}


@pytest.mark.parametrize("schema", [True, {}, {"type": "string"}, {"oneOf": []}, {"$ref": "https://x/y"}])
async def test_what_is_no_object_is_edited_as_json_only(schema: Any) -> None:
    async with hand() as it:
        await it.show(schema, {"a": 1})
        area = it.form.query_one(JsonSide)
        assert area.display
        assert not it.button("swap").display
        assert it.form.values() == {"a": 1}
        area.text = '{"b": 2}'
        assert it.form.values() == {"b": 2}


async def test_a_choice_of_objects_at_the_top_is_a_form() -> None:
    async with hand() as it:
        await it.show({"oneOf": [of(a={"type": "string"}), of(b={"type": "integer"})]})
        await it.press("right", "space")
        await it.focus("b")
        await it.press("5", "f5")
        assert it.app.sent == [{"b": 5}]


async def test_the_rich_schema_is_filled_with_a_sample_cleared_and_sent() -> None:
    async with hand() as it:
        await it.show(TRIP_SCHEMA)
        await it.pilot.click(it.button("sample"))
        await it.settle()
        assert it.form.values() == sample(shape_of(TRIP_SCHEMA))
        await it.press("f5")
        assert "does not match" in it.said("country")
        await it.pilot.click(it.button("clear"))
        await it.settle()
        assert "title" not in it.form.values()
        assert it.form.values()["seats"] == 1


async def test_lists_grow_move_and_shrink_by_keys() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "array", "items": {"type": "string"}}))
        await it.press("enter", "x")
        await it.focus("a")
        await it.press("enter", "y")
        assert it.form.values() == {"a": ["x", "y"]}
        await it.press("ctrl+up")
        assert it.form.values() == {"a": ["y", "x"]}
        assert [row.slot.value() for row in it.form.query(Row) if row.called in "12"] == ["y", "x"]
        await it.press("z")
        assert it.form.values() == {"a": ["yz", "x"]}
        it.row("1").query_one(".-moves", Choices).focus()
        await it.press("right", "right", "enter")
        assert it.form.values() == {"a": ["x"]}
        assert len([row for row in it.form.query(Row) if row.called == "1"]) == 1


async def test_a_field_that_the_schema_does_not_name_can_be_added_and_taken_away() -> None:
    async with hand() as it:
        await it.show({"type": "object", "additionalProperties": {"type": "integer"}})
        await it.press("enter", *"n[/x]", "enter", "5")
        assert it.form.values() == {"n[/x]": 5}
        assert it.app.sent == []
        it.row("n[/x]").query_one(".-moves", Choices).focus()
        await it.press("enter")
        assert it.form.values() == {}


async def test_a_schema_that_refers_to_itself_opens_level_by_level() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "string"}, "sub": {"$ref": "#"}}}
    async with hand() as it:
        await it.show(schema)
        for level in range(3):
            await it.focus("sub", level)
            await it.press("enter")
        await it.focus("n", 3)
        await it.press("x")
        assert it.form.values() == {"sub": {"sub": {"sub": {"n": "x"}}}}


async def test_a_schema_a_thousand_deep_is_shown() -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(1_000):
        schema = {"type": "object", "properties": {"in": schema}, "required": ["in"]}
    async with hand() as it:
        await it.show(schema)
        assert it.form.query(Row)
        await it.press("f5")
        assert it.app.sent == []


async def test_hundreds_of_fields_are_drawn_a_part_at_a_time_and_found_where_they_are_wrong() -> None:
    schema = of(**{f"p{at}": {"type": "integer"} for at in range(500)}, last={"type": "string", "!": True})
    async with hand() as it:
        await it.show(schema)
        assert "… 471 more" in str([str(choices.render()) for choices in it.form.query(".-more").results(Choices)])
        assert len(it.form.query(Row)) < 50
        await it.press("f5")
        assert it.said("last") == "✗ Required."
        assert it.app.focused in it.row("last").query("*")


async def test_a_long_enum_is_found_by_typing() -> None:
    values = [f"value {at}" for at in range(50_000)]
    async with hand() as it:
        await it.show(of(a={"enum": values}))
        await it.press(*"49999")
        assert it.form.query_one(DropDown).display
        await it.press("enter")
        assert it.form.values() == {"a": "value 49999"}
        assert it.app.sent == []
        await it.press("enter")
        assert it.app.sent == [{"a": "value 49999"}]


async def test_what_is_none_of_a_long_enum_is_said() -> None:
    async with hand() as it:
        await it.show(of(a={"enum": [f"value {at}" for at in range(50)]}))
        await it.press(*"nope", "enter")
        assert it.said("a").startswith("✗ Must be one of value 0")


async def test_several_of_many_are_picked_one_by_one() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "array", "items": {"enum": [f"value {at}" for at in range(50)]}}))
        await it.press(*"e 41", "enter", *"e 7", "enter")
        assert it.form.values() == {"a": ["value 41", "value 7"]}


async def test_completions_are_asked_for_and_picked() -> None:
    async with hand() as it:
        it.form.completes = True
        shape = Object(properties=(Property(name="city", shape=Text()), Property(name="land", shape=Text())))
        it.form.show(shape, {"land": "fr"})
        it.form.focus_first()
        await it.settle()
        await it.pilot.press("p", "a")
        await asyncio.wait_for(it.app.asking.wait(), 5)
        asked = it.app.asked[-1]
        assert (asked.field, asked.text, asked.values) == ("city", "pa", {"land": "fr", "city": "pa"})
        it.form.suggest("city", "p", ["too late"])
        assert not it.form.query_one(DropDown).display
        it.form.suggest("city", "pa", ["paris", HOSTILE, "palermo"])
        await it.settle()
        assert "palermo" in it.screen()
        await it.press("down", "enter")
        assert it.form.values()["city"] == "paris"
        assert not it.form.query_one(DropDown).display
        assert it.app.sent == []


async def test_a_completion_can_be_picked_with_the_mouse_and_escape_closes_the_list() -> None:
    async with hand() as it:
        it.form.completes = True
        it.form.show(Object(properties=(Property(name="city", shape=Text()),)))
        it.form.focus_first()
        await it.settle()
        await it.press("p")
        drop, field = it.form.query_one(DropDown), it.form.query_one(LineField)
        it.form.suggest("city", "p", ["paris", "porto"])
        await it.settle()
        await it.press("escape")
        assert not drop.display
        it.form.suggest("city", "p", ["paris", "porto"])
        await it.settle()
        await it.pilot.click(drop, offset=(2, 1))
        await it.settle()
        assert field.value == "porto"
        assert it.app.focused is field
        assert it.form.values() == {"city": "porto"}


async def test_a_completion_with_control_characters_becomes_json_that_shows_them() -> None:
    async with hand() as it:
        it.form.completes = True
        it.form.show(Object(properties=(Property(name="city", shape=Text()),)))
        it.form.focus_first()
        await it.settle()
        await it.press("p")
        it.form.suggest("city", "p", [HOSTILE])
        await it.settle()
        await it.press("down", "enter")
        assert it.form.values() == {"city": HOSTILE}
        assert "\\u001b" in it.screen()


def hostile_schema() -> dict[str, Any]:
    parts: list[dict[str, Any]] = [
        {"type": "string", "format": HOSTILE, "pattern": HOSTILE, "examples": [HOSTILE]},
        {"type": "string", "default": HOSTILE},
        {"type": "string", "maxLength": 500, "default": HOSTILE, "examples": [HOSTILE]},
        {"enum": [HOSTILE, "b", HOSTILE + "2"], "enumNames": [HOSTILE, HOSTILE, HOSTILE]},
        {"enum": [f"{HOSTILE} {at}" for at in range(40)]},
        {"const": HOSTILE},
        {"type": "array", "items": {"enum": [HOSTILE, "b"]}},
        {"type": "array", "items": {"type": "object", "properties": {HOSTILE: {"type": "string"}}}, "minItems": 1},
        {"oneOf": [{"type": "object", "title": HOSTILE}, {"type": "string", "title": HOSTILE}]},
        {"oneOf": [{"type": "object", "title": f"{HOSTILE}{at}"} for at in range(20)]},
        {"$ref": "https://x/" + HOSTILE},
        {"type": HOSTILE},
        {"type": "object", "properties": {HOSTILE: {"type": "integer"}}, "required": [HOSTILE]},
    ]
    for part in parts:
        part |= {"title": HOSTILE, "description": HOSTILE}
    properties = {f"{HOSTILE}{at}": part for at, part in enumerate(parts)}
    return {"type": "object", "properties": properties, "required": [*properties, HOSTILE], "description": HOSTILE}


@pytest.mark.parametrize("size", [(100, 60), (50, 60)])
async def test_nothing_in_a_schema_acts(size: tuple[int, int]) -> None:
    async with hand(size) as it:
        schema = hostile_schema()
        await it.show(schema)
        await it.press("f5")
        for _ in range(12):
            await it.pilot.press("tab")
        await it.settle()
        shown = it.screen()
        await it.press("ctrl+j")
        shown += it.screen()
        await it.press("ctrl+j")
        it.form.show(shape_of(schema), {f"{HOSTILE}{at}": HOSTILE for at in range(13)}, schema=schema)
        await it.settle()
        await it.press("f5")
        shown += it.screen()
        assert it.app.is_running
        assert "[/x]" in shown
        assert showable(shown) == shown


async def test_forms_shown_one_after_another_end_with_the_last() -> None:
    async with hand() as it:
        for at in range(25):
            it.form.show(shape_of(of(**{f"field{at}": {"type": "string"}})), {f"field{at}": str(at)})
            await asyncio.sleep(0)
            assert it.form.values() == {f"field{at}": str(at)}
        await it.settle()
        assert [row.called for row in it.form.query(Row) if row.display] == ["field24"]
        assert it.form.query_one(LineField).value == "24"


async def test_the_verdict_on_a_form_that_is_gone_sends_nothing() -> None:
    async with hand() as it:
        await it.show(of(a={"type": "string"}), {"a": "x"})
        it.form.action_submit()
        it.form.show(shape_of(of(b={"type": "string"})), {"b": "y"})
        await it.settle()
        assert it.app.sent == []


async def test_a_form_without_fields_says_so_and_is_sent() -> None:
    async with hand() as it:
        it.form.show(Object())
        it.form.focus_first()
        await it.settle()
        assert "No arguments." in it.screen()
        assert it.app.focused is it.button("send")
        await it.press("enter")
        assert it.app.sent == [{}]


async def test_a_schema_that_gives_no_verdict_says_why_and_does_not_hold_one_up() -> None:
    async with hand() as it:
        await it.show({"type": "object", "properties": {"a": {"$ref": "https://example.com/x"}}}, {"a": 1})
        await it.press("f5")
        assert it.app.sent == [{"a": 1}]


async def test_a_value_too_large_to_be_edited_is_sent_as_it_is() -> None:
    async with hand() as it:
        value = {"a": "x" * 400_000}
        await it.show(of(a={"type": "string"}), value)
        assert "too large" in it.screen()
        before = it.app.focused
        await it.press("ctrl+j")
        assert not it.form.query_one(JsonSide).display
        assert it.app.focused is before
        await it.press("f5")
        assert it.app.sent == [value]


async def test_objects_fold() -> None:
    async with hand() as it:
        await it.show(TRIP_SCHEMA)
        before = len([row for row in it.form.query(Row) if row.region.height])
        await it.pilot.click(it.row("from").query_one(".form-name"))
        await it.settle()
        assert len([row for row in it.form.query(Row) if row.region.height]) == before - 2
        await it.press("f5")
        assert it.said("city") == "✗ Required."


@pytest.mark.parametrize("size", [(50, 10), (100, 20), (30, 6)])
async def test_small_screens_are_usable(size: tuple[int, int]) -> None:
    async with hand(size) as it:
        await it.show(TRIP_SCHEMA)
        await it.press(*"Trip", "f5")
        focused = it.app.focused
        assert focused is not None
        assert focused in it.row("city").query("*")
        assert it.form.region.contains_region(focused.region)
        assert it.form.values()["title"] == "Trip"
