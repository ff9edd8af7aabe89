"""What is asked of an entry: its form, its request, its completions, its calls."""

import pytest

from inspector.protocol.asking import completion_for, concerns, request_for, shape_for
from inspector.protocol.catalog import entry_of
from inspector.protocol.schema.kinds import Number, Object, Text
from inspector.record.calls import Call
from inspector.record.messages import Message

TOOL = entry_of("tool", {"name": "add", "inputSchema": {"type": "object", "properties": {"a": {"type": "number"}}}}, {})
PROMPT = entry_of("prompt", {"name": "p", "arguments": [{"name": "who", "required": True}, {"name": 3}, "odd"]}, {})
RESOURCE = entry_of("resource", {"name": "r", "uri": "note://a"}, {})
TEMPLATE = entry_of("template", {"name": "t", "uriTemplate": "note://{who}/text{?page}"}, {})
BROKEN = entry_of("template", {"name": "t", "uriTemplate": "note://{who"}, {})


def call(method, **params):
    return Call(
        Message(0, 0.0, 1, "out", "request", {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}, 1)
    )


def names(entry):
    shape = shape_for(entry)
    assert isinstance(shape, Object)
    return [(entry.name, type(entry.shape), entry.required) for entry in shape.properties]


def test_each_kind_has_its_form():
    assert names(TOOL) == [("a", Number, False)]
    assert names(PROMPT) == [("who", Text, True)]
    assert names(RESOURCE) == []
    assert names(TEMPLATE) == [("who", Text, False), ("page", Text, False)]
    assert names(BROKEN) == [("uri", Text, False)]


def test_each_kind_has_its_request():
    assert request_for(TOOL, {"a": 1}) == ("tools/call", {"name": "add", "arguments": {"a": 1}})
    assert request_for(TOOL, {}) == ("tools/call", {"name": "add", "arguments": {}})
    assert request_for(PROMPT, {}) == ("prompts/get", {"name": "p"})
    assert request_for(RESOURCE, {}) == ("resources/read", {"uri": "note://a"})
    assert request_for(TEMPLATE, {"who": "a b"}) == ("resources/read", {"uri": "note://a%20b/text"})
    assert request_for(BROKEN, {"uri": "note://x"}) == ("resources/read", {"uri": "note://x"})


def test_a_template_of_one_variable_called_uri_is_no_broken_one():
    template = entry_of("template", {"name": "t", "uriTemplate": "proxy://{uri}"}, {})
    assert request_for(template, {"uri": "a"}) == ("resources/read", {"uri": "proxy://a"})


def test_a_value_that_no_uri_can_hold_is_said():
    with pytest.raises(ValueError, match="surrogate"):
        request_for(TEMPLATE, {"who": "\ud800"})


def test_completions_name_the_reference_and_the_other_arguments():
    assert completion_for(PROMPT, "who", "A", {"who": "A"}) == {
        "ref": {"type": "ref/prompt", "name": "p"},
        "argument": {"name": "who", "value": "A"},
    }
    assert completion_for(TEMPLATE, "page", "", {"who": "Ada"}) == {
        "ref": {"type": "ref/resource", "uri": "note://{who}/text{?page}"},
        "argument": {"name": "page", "value": ""},
        "context": {"arguments": {"who": "Ada"}},
    }
    assert completion_for(TOOL, "a", "", {}) is None


@pytest.mark.parametrize(
    ("entry", "made", "expected"),
    [
        (TOOL, call("tools/call", name="add"), True),
        (TOOL, call("tools/call", name="sub"), False),
        (TOOL, call("prompts/get", name="add"), False),
        (RESOURCE, call("resources/read", uri="note://a"), True),
        (RESOURCE, call("resources/read", uri="note://b"), False),
        (TEMPLATE, call("resources/read", uri="note://x/text"), True),
        (TEMPLATE, call("resources/read", uri="other://x/text"), False),
        (TEMPLATE, call("resources/read", uri=5), False),
    ],
)
def test_which_calls_were_about_an_entry(entry, made, expected):
    assert concerns(entry, made) is expected
