"""What all rows of a form share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from inspector.ui.form.dropdown import DropDown
from inspector.ui.form.slot import Slot


@dataclass
class Desk:
    """What rows share.

    `drop` is the drop-down list, `names` the width of the column of names in cells, `errors` what is wrong with which
    slot, `completes` whether texts have completions. `over` says that another form is to be drawn now, and `drawn` is
    called each time some rows are there.
    """

    drop: DropDown
    names: int = 16
    completes: bool = False
    errors: dict[Slot, str] = field(default_factory=dict)
    over: bool = False
    drawn: Callable[[], None] = lambda: None
