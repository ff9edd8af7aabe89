"""What stands in a form without its widgets: every shape both ways, nothing lost, nothing confused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from inspector.demo.data_tools import TRIP_SCHEMA
from inspector.protocol.schema.draft import initial, sample
from inspector.protocol.schema.kinds import ABSENT, Object
from inspector.protocol.schema.shape import shape_of
from inspector.ui.form.branches import Deferred, Either, Group, Items
from inspector.ui.form.jsontext import json_text
from inspector.ui.form.picked import Picked, Several
from inspector.ui.form.raw import Raw
from inspector.ui.form.slot import Effect, Slot, problems
from inspector.ui.form.typed import Typed

NODE: dict[str, Any] = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "next": {"$ref": "#"}},
    "required": ["name"],
}


def slot(schema: Any, draft: Any = ABSENT, *, required: bool = True) -> Slot:
    return Slot(shape_of(schema), "it", required=required).put(draft)


def offered(body: Any) -> list[str]:
    return [offer.label for offer in body.offers()]


def take(body: Any, label: str) -> Effect:
    return body.take(offered(body).index(label))


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string"}, ""),
        ({"type": "string"}, " null "),
        ({"type": "string"}, "a\x1b[31mb"),
        ({"type": "string"}, "a\nb"),
        ({"type": "string"}, "x" * 30_000),
        ({"type": ["string", "null"]}, None),
        ({"type": ["string", "null"]}, "null"),
        ({"type": "string"}, None),
        ({"type": "integer"}, 3),
        ({"type": "integer"}, 3.5),
        ({"type": "integer"}, "3"),
        ({"type": ["number", "null"]}, None),
        ({"type": "number"}, 1e300),
        ({"type": "boolean"}, False),
        ({"type": ["boolean", "null"]}, None),
        ({"type": "boolean"}, "yes"),
        ({"type": "null"}, None),
        ({"const": {"a": 1}}, {"a": 1}),
        ({"const": {"a": 1}}, {"a": 2}),
        ({"enum": ["a", 1, True, None, "null", "", "1"]}, "1"),
        ({"enum": ["a", 1, True, None, "null", "", "1"]}, 1),
        ({"enum": ["a", 1, True, None, "null", "", "1"]}, True),
        ({"enum": ["a", 1, True, None, "null", "", "1"]}, "null"),
        ({"enum": ["a", 1, True, None, "null", "", "1"]}, None),
        ({"enum": ["a", 1, True, None, "null", "", "1"]}, ""),
        ({"enum": ["a"]}, "b"),
        ({"type": "array", "items": {"enum": ["a", "b", "c"]}}, ["c", "a"]),
        ({"type": "array", "items": {"enum": ["a", "b", "c"]}}, []),
        ({"type": "array", "items": {"enum": ["a", "b", "c"]}}, ["a", "a"]),
        ({"type": "array", "items": {"type": "string"}}, ["", "x", "x"]),
        ({"type": "array", "items": {"type": "string"}}, [1, None, {"a": []}]),
        ({"type": "array"}, [[[1]], {}, None]),
        ({"type": "array", "prefixItems": [{"type": "integer"}], "items": False}, [1, 2, 3]),
        ({"type": "array"}, list(range(5_000))),
        ({"type": ["array", "null"]}, None),
        ({"type": "object"}, {"a": {"b": [None]}, "": 1}),
        ({"type": "object", "properties": {"a": {"type": "object"}}}, {}),
        ({"type": "object", "properties": {"a": {"type": "object"}}, "required": ["a"]}, {}),
        ({"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": False}, {"b": 1}),
        ({"type": ["object", "null"]}, None),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, 5),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}, None),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, []),
        (NODE, {"name": "a", "next": {"name": "b", "next": {"name": "c", "extra": 1}}}),
        (True, {"any": ["thing"]}),
        (False, 1),
        (TRIP_SCHEMA, sample(shape_of(TRIP_SCHEMA))),
    ],
)
def test_every_value_comes_back_as_it_was(schema: Any, value: Any) -> None:
    back = slot(schema, value).value()
    assert json.dumps(back) == json.dumps(value) or (back == value and isinstance(value, dict))
    assert type(back) is type(value)


def test_texts_left_alone_empty_and_null_are_kept_apart() -> None:
    body = slot({"type": ["string", "null"]}).body
    assert isinstance(body, Typed)
    seen = []
    for _ in range(4):
        seen.append(body.value())
        body.next_empty()
    assert seen == [ABSENT, "", None, ABSENT]


@pytest.mark.parametrize(
    ("schema", "text", "value", "problem"),
    [
        ({"type": "integer", "minimum": 2}, "1", 1, "Must be at least 2."),
        ({"type": "integer"}, "1.5", 1.5, "Must be a whole number."),
        ({"type": "number"}, "abc", "abc", "Must be a number, such as 3 or 3.5."),
        ({"type": "number"}, "", ABSENT, "Required."),
        ({"type": "string", "minLength": 3}, "ab", "ab", "Must be at least 3 characters long."),
        ({"type": "string", "maxLength": 3}, "abcd", "abcd", "Must be at most 3 characters long."),
        ({"type": "number"}, "1e999", "1e999", "Must be a number that a 64-bit float can hold."),
    ],
)
def test_what_is_typed_is_judged_and_kept(schema: Any, text: str, value: Any, problem: str) -> None:
    it = slot(schema)
    assert isinstance(it.body, Typed)
    it.body.text = text
    assert it.value() == value
    assert problems(it) == {it: problem}


def test_an_empty_text_is_judged_when_it_is_to_be_sent() -> None:
    it = slot({"type": "string", "minLength": 1}, "", required=False)
    assert it.value() == ""
    assert problems(it) == {it: "Must be at least 1 characters long."}


def test_raw_json_is_judged_and_what_is_no_json_is_kept_as_text() -> None:
    it = slot(True)
    assert isinstance(it.body, Raw)
    it.body.text = "{oops"
    assert it.value() == "{oops"
    assert next(iter(problems(it).values())).startswith("Must be JSON")


def test_a_value_that_fits_no_field_stands_as_json_until_one_starts_over() -> None:
    it = slot({"type": "integer"}, "three")
    assert isinstance(it.body, Raw)
    assert it.body.text == '"three"'
    assert problems(it) == {it: "This is not of the type integer."}
    assert take(it.body, "× start over") is Effect.WHOLE
    assert isinstance(it.body, Typed)
    assert it.value() is ABSENT


def test_values_that_are_too_large_or_too_deep_are_held() -> None:
    deep: Any = []
    for _ in range(5_000):
        deep = [deep]
    it = slot(True, deep)
    assert isinstance(it.body, Raw)
    assert it.body.held is not ABSENT
    assert it.value() is it.body.held
    assert problems(it) == {}
    assert slot(True, ["x" * 30_000]).value() == ["x" * 30_000]


def test_picking_puts_back_what_is_picked() -> None:
    body = slot({"type": "boolean"}).body
    assert isinstance(body, Picked)
    body.take(1)
    assert body.value() is False
    body.take(1)
    assert body.value() is ABSENT


def test_options_that_look_alike_have_labels_of_their_own() -> None:
    body = slot({"enum": ["1", 1, "a\x1b", "a\u241b", " ", ""]}).body
    assert isinstance(body, Picked)
    assert len(set(body.options.labels)) == 6
    assert all(label.isprintable() and label.strip() for label in body.options.labels)
    for index, value in enumerate(body.shape.values):
        body.text = body.options.labels[index]
        assert body.value() == value


def test_none_of_several_is_not_sent_or_an_empty_list() -> None:
    body = slot({"type": "array", "items": {"enum": ["a", "b"]}}, required=False).body
    assert isinstance(body, Several)
    assert body.value() is ABSENT
    take(body, "[] none of them")
    assert body.value() == []
    take(body, "b")
    take(body, "a")
    assert body.value() == ["b", "a"]


def test_an_object_is_sent_only_when_it_is_given() -> None:
    it = slot({"type": "object", "properties": {"n": {"type": "integer", "default": 3}}}, required=False)
    assert isinstance(it.body, Group)
    assert it.value() is ABSENT
    take(it.body, "sent")
    assert it.value() == {"n": 3}
    take(it.body, "sent")
    assert it.value() is ABSENT


def test_fields_that_the_schema_does_not_name_can_be_added_once() -> None:
    it = slot({"type": "object", "additionalProperties": {"type": "integer"}}, {})
    assert isinstance(it.body, Group)
    added = it.body.add("n")
    assert isinstance(added, Slot)
    added.put(5)
    assert it.body.add("n") == "There is a field n already."
    assert it.body.add("") == "A field needs a name."
    assert it.value() == {"n": 5}
    it.body.remove(added)
    assert it.value() == {}


def test_items_are_added_moved_and_removed() -> None:
    it = slot({"type": "array", "items": {"type": "integer"}, "maxItems": 3}, [1, 2])
    body = it.body
    assert isinstance(body, Items)
    take(body, "+ add")
    body.items[2].put(3)
    assert offered(body) == []
    assert body.move(body.items[2], -1)
    assert not body.move(body.items[0], -1)
    assert it.value() == [1, 3, 2]
    body.remove(body.items[0])
    assert it.value() == [3, 2]


def test_a_list_without_items_is_empty_or_not_sent() -> None:
    it = slot({"type": "array", "items": {"type": "integer"}}, required=False)
    assert it.value() is ABSENT
    take(it.body, "[] empty")
    assert it.value() == []
    take(it.body, "[] empty")
    assert it.value() is ABSENT


def test_a_choice_keeps_what_was_filled_in_for_the_others() -> None:
    it = slot(TRIP_SCHEMA["properties"]["payment"], {"kind": "invoice", "days": 14})
    body = it.body
    assert isinstance(body, Either)
    assert body.at == 1
    take(body, "Card")
    assert it.value() == {"kind": "card"}
    take(body, "Invoice")
    assert it.value() == {"kind": "invoice", "days": 14}
    take(body, "Invoice")
    assert it.value() is ABSENT
    assert problems(it) == {it: "Required: choose one."}


def test_a_shape_that_refers_to_itself_opens_level_by_level() -> None:
    it = slot(NODE, {"name": "a", "next": {"name": "b", "next": {"name": "c"}}})
    following = it.locate("/next")
    for name in ("b", "c"):
        assert isinstance(following.body, Deferred)
        assert following.body.take(0) is Effect.WHOLE
        assert following.locate("/name").value() == name
        following = following.locate("/next")
    assert it.value() == {"name": "a", "next": {"name": "b", "next": {"name": "c"}}}


def test_a_pointer_leads_to_the_nearest_slot() -> None:
    it = slot(TRIP_SCHEMA, sample(shape_of(TRIP_SCHEMA)))
    assert it.locate("/travellers/0/age").name == "age"
    assert it.locate("/payment/last_digits").name == "last_digits"
    assert it.locate("/travellers/7/age").name == "travellers"
    assert it.locate("/nowhere") is it
    assert it.locate("") is it


def test_items_that_are_not_given_do_not_shift_the_pointers() -> None:
    it = slot({"type": "array", "items": {"type": "integer"}}, [1, ABSENT, 3])
    assert isinstance(it.body, Items)
    assert it.value() == [1, 3]
    assert it.locate("/1") is it.body.items[2]


def test_problems_are_told_in_the_order_they_are_seen() -> None:
    it = Slot(shape_of(TRIP_SCHEMA), required=True)
    it.put(initial(it.shape))
    assert [found.name for found in problems(it)] == ["title", "city", "city", "departs", "name"]


@pytest.mark.parametrize(
    "value", ["\x1b]52;c;x\x07", "\x9b31m", "\u202e", "\u2066", "\x7f", "\ud800", "\U000e0041", "é😀"]
)
def test_json_shows_no_character_that_acts_and_reads_back_the_same(value: str) -> None:
    text = json_text({value: [value]}, indent=2)
    assert json.loads(text) == {value: [value]}
    assert not any(letter in text for letter in value if letter not in "é😀]52;cx31m")


def test_json_nested_too_deep_says_so() -> None:
    deep: Any = []
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(ValueError, match="nested too deep"):
        json_text(deep)


def test_a_form_of_thousands_of_properties_is_filled_at_once() -> None:
    schema = {"type": "object", "properties": {f"p{at}": {"type": "integer"} for at in range(5_000)}}
    it = Slot(shape_of(schema), required=True)
    it.put({f"p{at}": at for at in range(900)})
    assert isinstance(it.shape, Object)
    assert len(it.value()) == 900
