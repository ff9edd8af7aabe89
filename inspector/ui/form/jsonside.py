"""The other side of a form: all its arguments as one JSON text."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from inspector.protocol.schema.typed import Problem, parse_json
from inspector.ui.form.jsontext import json_text
from inspector.ui.form.textfields import JsonField

TOO_LARGE = "This is too large to be edited as JSON here. It is sent as it is."
NO_OBJECT = "Arguments are one JSON object: { … }. Nothing else can be sent."
_EDITABLE = 300_000


class JsonSide(JsonField):
    """Shows arguments, or holds them where they are too large (or nested too deep) to be edited."""

    def __init__(self) -> None:
        super().__init__("", Content("{ }"), whole=True)
        self._before = ""
        self._held: Any = None

    def show(self, value: Any) -> bool:
        """Show arguments to be edited; False, and nothing else, if they are too large for it."""
        try:
            text = json_text(value, indent=2)
        except ValueError:
            return False
        if len(text) > _EDITABLE:
            return False
        self._load(text)
        return True

    def hold(self, value: Any) -> None:
        """Keep arguments that cannot be edited."""
        self._load(TOO_LARGE)
        self._held, self.read_only = value, True

    def _load(self, text: str) -> None:
        self._held, self.read_only = None, False
        self.load_text(text)
        self._before = self.text

    @property
    def edited(self) -> bool:
        """Whether somebody changed the text."""
        return self.text != self._before

    def read(self) -> Any:
        """Return the arguments that the text says, or a Problem; no text is no arguments."""
        if self.read_only:
            return self._held
        read = parse_json(self.text) if self.text.strip() else {}
        return read if isinstance(read, dict | Problem) else Problem(NO_OBJECT)
