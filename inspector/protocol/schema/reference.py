"""Finds what a `$ref` inside one schema document points at, and never looks outside that document."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

# An anchor is searched for; a hostile schema must not make that search long.
_SEARCHED = 20_000
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a reference, or a combination of schemas, cannot be followed."""

    reason: str


def resolve(root: Any, ref: Any) -> Any:
    """The part of the document `root` that `ref` names (RFC 6901 pointer in a fragment, or an anchor), or Refused."""
    if not isinstance(ref, str):
        return Refused("has a $ref that is not text")
    base, _, fragment = ref.partition("#")
    own = root.get("$id") if isinstance(root, dict) else None
    if base and not (isinstance(own, str) and base == own.partition("#")[0]):
        return Refused(f"refers to {_short(ref)}, which is never fetched")
    fragment = unquote(fragment)
    if not fragment:
        return root
    found = _pointed(root, fragment) if fragment.startswith("/") else _anchored(root, fragment)
    return Refused(f"refers to {_short(ref)}, which is not in the schema") if found is _MISSING else found


_MISSING = object()


def _pointed(root: Any, pointer: str) -> Any:
    here = root
    for step in pointer[1:].split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(here, dict) and key in here:
            here = here[key]
        elif isinstance(here, list) and key.isascii() and key.isdigit() and len(key) < 10 and int(key) < len(here):
            here = here[int(key)]
        else:
            return _MISSING
    return here


def _anchored(root: Any, name: str) -> Any:
    waiting, looked = [root], 0
    while waiting and looked < _SEARCHED:
        here = waiting.pop()
        looked += 1
        if isinstance(here, dict):
            if name in (here.get("$anchor"), here.get("$dynamicAnchor")) or here.get("$id") == f"#{name}":
                return here
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return _MISSING


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
