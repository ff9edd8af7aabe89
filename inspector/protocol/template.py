"""URI templates (RFC 6570): which variables they ask for, and the URI that values make of them.

The library expands, but takes any text for a template; the grammar of RFC 6570 §2 is checked here first.
"""

import re
from collections.abc import Mapping
from typing import Any

import uritemplate

_BRACES = re.compile(r"[{}]")
_NAME = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*")
_MODIFIER = re.compile(r"\*|:[1-9][0-9]{0,3}")


def variables(template: str) -> tuple[str, ...]:
    """The variable names of a template, each once, in their order. ValueError, with a sentence, if it is malformed."""
    names: dict[str, None] = {}
    for expression in _expressions(template):
        for part in _parts(expression):
            names[_name(part, expression)] = None
    return tuple(names)


def expand(template: str, values: Mapping[str, Any]) -> str:
    """The URI of a template; a variable without a value, or with None, is left out (RFC 6570 §3.2.1).

    Values are texts, numbers, booleans, or flat lists and mappings of them. ValueError, with a sentence, if the
    template is malformed or a value cannot stand in a URI.
    """
    wanted = variables(template)
    given = {name: _value(name, values[name]) for name in wanted if values.get(name) is not None}
    try:
        return uritemplate.expand(template, given)
    except UnicodeEncodeError:
        raise ValueError("A value has half a surrogate pair in it, which a URI cannot hold.") from None


def _expressions(template: str) -> list[str]:
    """What stands between each pair of braces."""
    expressions, opened = [], None
    for brace in _BRACES.finditer(template):
        if brace[0] == "{":
            if opened is not None:
                raise ValueError(f"The template opens a brace inside a brace, at character {brace.start() + 1}.")
            opened = brace.end()
        elif opened is None:
            raise ValueError(f"The template closes a brace it never opened, at character {brace.start() + 1}.")
        else:
            expressions.append(template[opened : brace.start()])
            opened = None
    if opened is not None:
        raise ValueError(f"The template never closes the brace at character {opened}.")
    return expressions


def _parts(expression: str) -> list[str]:
    if expression[:1] and expression[0] in "=,!@|":
        raise ValueError(f"“{{{expression}}}” begins with “{expression[0]}”, which RFC 6570 keeps for later use.")
    return re.sub(r"^[+#./;?&]", "", expression).split(",")


def _name(part: str, expression: str) -> str:
    found = _NAME.match(part)
    rest = part[found.end() :] if found else part
    if not part or not found:
        raise ValueError(f"“{{{expression}}}” has no variable name where one should be.")
    if rest and not _MODIFIER.fullmatch(rest):
        what = "a length from :1 to :9999" if rest[0] == ":" else "letters, digits, “_”, “.” and %XX"
        raise ValueError(f"“{{{expression}}}” is malformed at “{rest}”: allowed are {what}.")
    return found[0]


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        # The library sorts the names of a mapping, but keeps the order of pairs.
        pairs = [(str(key), _scalar(name, inner)) for key, inner in value.items() if inner is not None]
        return pairs or None
    if isinstance(value, list | tuple):
        return [_scalar(name, inner) for inner in value if inner is not None]
    return _scalar(name, value)


def _scalar(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"“{name}” is neither text nor a number, nor a flat list or mapping of them.")
