"""What all rows of a form share."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspector.ui.form.dropdown import DropDown
from inspector.ui.form.slot import Slot

ROWS = 60


@dataclass
class Desk:
    """What rows share.

    `drop` is the drop-down list, `names` the width of the column of names in cells, `completes` whether texts have
    completions, `errors` what is wrong with which slot. `over` says that another form is to be drawn now, and `left`
    how many rows may still be drawn unasked: what is inside the ones after that is folded away.
    """

    drop: DropDown
    names: int = 16
    completes: bool = False
    errors: dict[Slot, str] = field(default_factory=dict)
    over: bool = False
    left: int = ROWS
