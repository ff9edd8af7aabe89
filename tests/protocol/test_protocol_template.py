"""URI templates are read strictly and expanded as RFC 6570 shows."""

from typing import Any

import pytest

from inspector.protocol.template import expand, variables

# RFC 6570 §3.2: the values of its own examples.
VALUES: dict[str, Any] = {
    "count": ["one", "two", "three"],
    "dub": "me/too",
    "hello": "Hello World!",
    "half": "50%",
    "var": "value",
    "path": "/foo/bar",
    "list": ["red", "green", "blue"],
    "keys": {"semi": ";", "dot": ".", "comma": ","},
    "v": 6,
    "x": "1024",
    "y": "768",
    "empty": "",
    "empty_keys": [],
    "undef": None,
}


@pytest.mark.parametrize(
    ("template", "uri"),
    [
        ("plain", "plain"),
        ("{hello}", "Hello%20World%21"),
        ("{+path}/here", "/foo/bar/here"),
        ("{#x,hello,y}", "#1024,Hello%20World!,768"),
        ("X{.var:3}", "X.val"),
        ("{/list*,path:4}", "/red/green/blue/%2Ffoo"),
        ("{;x,y,empty}", ";x=1024;y=768;empty"),
        ("{?x,y,undef}", "?x=1024&y=768"),
        ("{?keys*}", "?semi=%3B&dot=.&comma=%2C"),
        ("?fixed=yes{&x,empty}", "?fixed=yes&x=1024&empty="),
        ("{?empty_keys}", ""),
        ("{nobody}", ""),
    ],
)
def test_templates_expand(template: str, uri: str) -> None:
    assert expand(template, VALUES) == uri


def test_values_are_written_as_json_would() -> None:
    assert expand("{a,b,c}", {"a": True, "b": [1, None, False], "c": 1.5}) == "true,1,false,1.5"


def test_variables_come_once_and_in_order() -> None:
    assert variables("db://{host}/{+table}{?q*,host,n:3,a.b,%41}") == ("host", "table", "q", "n", "a.b", "%41")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a{b", "never closes the brace at character 2"),
        ("a}b", "never opened, at character 2"),
        ("{{a}}", "brace inside a brace, at character 2"),
        ("{}", "no variable name"),
        ("{+}", "no variable name"),
        ("{a,,b}", "no variable name"),
        ("{ a}", "no variable name"),
        ("{é}", "no variable name"),
        ("{a b}", "malformed at “ b”"),
        ("{user-id}", "malformed at “-id”"),
        ("{a:x}", "from :1 to :9999"),
        ("{a:0}", "from :1 to :9999"),
        ("{a:99999}", "from :1 to :9999"),
        ("{=a}", "keeps for later use"),
        ("{" * 100_000, "brace inside a brace"),
    ],
)
def test_malformed_templates_say_what_is_wrong(template: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        variables(template)
    with pytest.raises(ValueError, match=said):
        expand(template, {})


@pytest.mark.parametrize("value", [{"a": {"b": 1}}, [[1]], object(), "\ud800"])
def test_values_that_no_uri_can_hold_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"neither text|surrogate"):
        expand("{v}", {"v": value})
