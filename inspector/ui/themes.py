"""Make Textual themes of theme files, and say in a sentence what is wrong with one that makes none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from textual.app import App
from textual.color import Color, ColorParseError
from textual.css.constants import VALID_STYLE_FLAGS
from textual.design import ColorSystem
from textual.theme import Theme

from inspector.record.showable import showable_line
from inspector.store import themes as files

DEFAULT = "dark"
_NUMBERS = ("luminosity_spread", "text_alpha")
# A name becomes a CSS class of the app.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_OVER_FOREGROUND = {"text-muted": 0.68, "text-disabled": 0.45, "foreground-muted": 0.68, "foreground-disabled": 0.45}
_OVER_PRIMARY = {"block-cursor-blurred-background": 0.25, "block-hover-background": 0.08}


class Unusable(Exception):
    """A theme file makes no theme; the message says why, without a full stop."""


def install(app: App[Any], wanted: str) -> list[str]:
    """Give the app the themes that are found, and no others, and put on `wanted`; returns what went wrong.

    Without a name, or where no theme has it, it is `DEFAULT`. The sentences are showable as they are.
    """
    found = files.find()
    problems = list(found.problems)
    usable: dict[str, Theme] = {}
    for file in found.files:
        try:
            usable[file.name] = theme_of(file.values)
        except Unusable as error:
            problems.append(f"The theme {file.path} cannot be used: {error}.")
    if wanted and wanted not in usable:
        problems.append(f"There is no theme {wanted!r} (any more): choose another in the command palette.")
    _put_on(app, usable, wanted if wanted in usable else DEFAULT)
    return [showable_line(problem) for problem in problems]


def theme_of(values: Mapping[str, Any]) -> Theme:
    """Return the theme that these arguments of `Theme` make. Raises Unusable."""
    values = dict(values)
    known = {field.name for field in fields(Theme)}
    for key, value in values.items():
        if key not in known:
            raise Unusable(f"{key!r} is no key of a theme; keys are {', '.join(sorted(known))}")
        _check_kind(key, value)
    if "primary" not in values:
        raise Unusable("the colour 'primary' is missing")
    theme = Theme(**values)
    theme.variables = _opaque(theme) | _checked_variables(theme.variables)
    return theme


def _put_on(app: App[Any], usable: Mapping[str, Theme], name: str) -> None:
    before = list(app.available_themes)
    for theme in usable.values():
        app.register_theme(theme)
    if name in usable:
        app.theme = name
    for other in before:
        if usable and other not in usable and other != app.theme:
            app.unregister_theme(other)


def _check_kind(key: str, value: Any) -> None:
    right: Callable[[Any], bool] = _is_colour
    wanted = "a colour such as '#3a6ea5'"
    if key == "name":
        right, wanted = lambda text: isinstance(text, str) and bool(_NAME.fullmatch(text)), "letters, digits, '-', '_'"
    elif key == "dark":
        right, wanted = lambda flag: isinstance(flag, bool), "true or false"
    elif key == "ansi":
        right, wanted = lambda flag: flag is False, "false: the inspector mixes colours"
    elif key in _NUMBERS:
        right, wanted = lambda number: type(number) in (int, float) and 0 <= number <= 1, "a number from 0 to 1"
    elif key == "variables":
        right, wanted = lambda table: isinstance(table, dict), "a table of names and values"
    if not right(value):
        raise Unusable(f"{key} is {_quoted(value)}, and should be {wanted}")


def _is_colour(value: Any) -> bool:
    try:
        colour = Color.parse(value) if isinstance(value, str) else None
    except ColorParseError:
        return False
    # The terminal's own colours cannot be mixed, and most shades are mixed.
    return colour is not None and colour.ansi is None and not colour.auto


def _checked_variables(variables: Mapping[str, Any]) -> dict[str, str]:
    """Return the variables, each of which the style sheets can read: one that they cannot would stop the program."""
    usual = _usual_variables()
    checked = {}
    for name, value in variables.items():
        if name not in usual:
            raise Unusable(f"there is no variable {_quoted(name)}")
        readable = _readable(value, name, usual[name]) if isinstance(value, str) else None
        if readable is None:
            kind = "text styles such as 'bold'" if "style" in name else "a colour such as '#3a6ea5'"
            raise Unusable(f"the variable {name} is {_quoted(value)}, and should be {kind}")
        checked[name] = readable
    return checked


@cache
def _usual_variables() -> dict[str, str]:
    """Return all variables that there are, with values of the kind that each takes."""
    return ColorSystem("#3a6ea5").generate()


def _readable(value: str, name: str, usual: str) -> str | None:
    """Return the value as every style sheet can read it; None where none can."""
    if value == usual:
        return value
    if "style" in name:
        return value if value.split() and set(value.split()) <= VALID_STYLE_FLAGS else None
    colour, _, share = value.partition(" ")
    if share and not re.fullmatch(r"\d{1,2}%|100%", share):
        return None
    if colour == "auto":
        return value if usual.startswith("auto") else None
    if not _is_colour(colour):
        return None
    # Textual reads a colour with its share of opacity in some places only, and one with eight digits everywhere.
    return Color.parse(colour).multiply_alpha(int(share[:-1]) / 100).hex if share else colour


def _opaque(theme: Theme) -> dict[str, str]:
    """Return opaque colours for variables that are see-through by default.

    A line drawn as segments has no background to mix them with: it would draw them in full.
    """
    below = Color.parse(theme.surface or theme.background or ("#1e1e1e" if theme.dark else "#f5f5f5"))
    text = Color.parse(theme.foreground) if theme.foreground else below.get_contrast_text(1.0)
    shares = [(text, _OVER_FOREGROUND), (Color.parse(theme.primary), _OVER_PRIMARY)]
    return {name: below.blend(colour, share, alpha=1.0).hex for colour, part in shares for name, share in part.items()}


def _quoted(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
