"""A result is read as contents, whatever a server puts where contents belong."""

import pytest

from inspector.protocol.contents import contents_of, decode_base64


def call(*content):
    return contents_of("tools/call", {"content": list(content)})


def test_each_shape_of_content_is_known():
    found = call(
        {"type": "text", "text": "hi", "annotations": {"audience": ["user"]}},
        {"type": "image", "data": "AAAA", "mimeType": "image/png"},
        {"type": "audio", "data": "AAAA", "mimeType": "audio/wav"},
        {"type": "resource_link", "uri": "a:b", "name": "b"},
        {"type": "resource", "resource": {"uri": "a:t", "text": "t", "mimeType": "text/plain"}},
        {"type": "resource", "resource": {"uri": "a:b", "blob": "AAAA"}},
    )
    assert [content.shape for content in found] == ["text", "image", "audio", "link", "text", "bytes"]
    assert not any(content.oddities for content in found)
    assert found[0].annotations == {"audience": ["user"]}
    assert found[5].data() == b"\0\0\0"


def test_the_messages_of_a_prompt_keep_their_roles():
    messages = [
        {"role": "user", "content": {"type": "text", "text": "a"}},
        {"role": "assistant", "content": [{"type": "text", "text": "b"}, {"type": "text", "text": "c"}]},
        {"content": {"type": "text", "text": "d"}},
    ]
    found = contents_of("prompts/get", {"messages": messages})
    assert [(content.role, content.text) for content in found] == [
        ("user", "a"),
        ("assistant", "b"),
        ("assistant", "c"),
        ("(no role)", "d"),
    ]


def test_a_binary_resource_is_shown_as_what_its_type_says():
    items = [{"uri": "a:i", "blob": "AA==", "mimeType": "image/png"}, {"uri": "a:x", "blob": "AA=="}, {"text": "t"}]
    found = contents_of("resources/read", {"contents": items})
    assert [content.shape for content in found] == ["image", "bytes", "text"]
    assert found[2].oddities == ("uri is missing",)


@pytest.mark.parametrize(
    "item",
    [
        None,
        7,
        "text",
        [],
        {},
        {"type": "text"},
        {"type": "text", "text": 3},
        {"type": "image", "data": {}},
        {"type": "resource_link"},
        {"type": "resource", "resource": None},
        {"type": "resource", "resource": {"uri": 1}},
        {"type": "hologram"},
        {"type": ["text"]},
    ],
)
def test_what_is_no_content_is_kept_and_said(item):
    (found,) = call(item)
    assert found.shape == "unknown"
    assert found.raw == item
    assert len(found.oddities) == 1
    assert contents_of("prompts/get", {"messages": [item]})
    assert contents_of("resources/read", {"contents": [item]})


def test_results_without_contents_are_said_apart():
    assert contents_of("completion/complete", {"content": []}) is None
    assert contents_of("tools/call", {}) == []
    (found,) = contents_of("tools/call", {"content": "text"})
    assert found.oddities == ("content is no list",)


def test_base64_is_read_with_line_ends_and_its_faults_are_said():
    assert decode_base64("AAEC\r\nAwQF") == bytes(range(6))
    with pytest.raises(ValueError, match="URL-safe"):
        decode_base64("A-_A")
    with pytest.raises(ValueError, match="The base64 is broken"):
        decode_base64("AAA")
    with pytest.raises(ValueError, match="The base64 is broken"):
        decode_base64("é!")
