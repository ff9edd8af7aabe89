"""The fields inside an object, a list or a choice, one under another, drawn a few at a time and when they are seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from inspector.ui.form.branches import Either, Group, Items
from inspector.ui.form.choices import Choices
from inspector.ui.form.desk import Desk
from inspector.ui.form.namer import Namer
from inspector.ui.form.row import Row
from inspector.ui.form.slot import Effect, Offer, Slot

_FIRST = 30
_MORE = 25
_SLICE = 5
_PAUSE_SECONDS = 0.001
_FOLDED_DEPTH = 4
_UNFOLDED = 20


def inner(slot: Slot) -> Sequence[Slot]:
    """Return the slots to be drawn under one; those of the object that a choice chose stand for that object."""
    body = slot.body
    if isinstance(body, Either) and body.group is not None:
        return body.group.parts()
    return body.parts()


def group_of(slot: Slot) -> Group | None:
    """Return the object that fields can be added to here."""
    body = slot.body
    return body.group if isinstance(body, Either) else body if isinstance(body, Group) else None


def row_of(view: Row | Branch) -> Row:
    """Return the row of a view by itself."""
    return view.row if isinstance(view, Branch) else view


class Parts(Vertical):
    """Rows for the slots that `slots()` returns now; after they have changed, call `sync`."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self, slots: Callable[[], Sequence[Slot]], desk: Desk, depth: int) -> None:
        super().__init__()
        self._slots, self._desk, self._depth = slots, desk, depth
        self._limit = _FIRST
        self._sought: set[Slot] = set()
        self._more: Choices | None = None
        self._one_by_one = asyncio.Lock()
        self.views: dict[Slot, Row | Branch] = {}

    async def sync(self) -> None:
        """Draw what is new and all that is in it, take away what is gone, put all in its order."""
        async with self._one_by_one:
            wanted = list(self._slots())
            places = {slot: at for at, slot in enumerate(wanted)}
            for slot in [slot for slot in self.views if slot not in places]:
                # Whoever waits for a removal must not be cancelled meanwhile, so nobody waits.
                self.views.pop(slot).remove()
            shown = wanted[: self._limit] + [slot for slot in wanted[self._limit :] if slot in self._sought]
            for at in range(0, len(shown), _SLICE):
                if self.is_over:
                    return
                await self._draw(shown[at : at + _SLICE], places)
            if not self.is_over:
                self._order(shown)
                await self._offer_more(len(wanted) - len(shown))

    async def _draw(self, slots: list[Slot], places: dict[Slot, int]) -> None:
        new: list[Widget] = []
        for slot in slots:
            at = places[slot]
            called = slot.name or str(at + 1)
            if slot not in self.views:
                self.views[slot] = self._view(slot, called)
                new.append(self.views[slot])
            row = row_of(self.views[slot])
            row.call(called)
            # Fields that stand right under each other would look like one.
            row.set_class((at + self._depth) % 2 == 1, "-odd")
        if not new:
            return
        await self.mount(*new, before=self._more)
        # The keys and the screen have their turn between two slices.
        await asyncio.sleep(_PAUSE_SECONDS)
        for view in new:
            if isinstance(view, Branch) and not view.folded and not self.is_over:
                await view.parts.sync()

    @property
    def is_over(self) -> bool:
        """Whether nobody wants to see this any more."""
        return self._desk.over or not self.is_attached

    def _view(self, slot: Slot, called: str) -> Row | Branch:
        self._desk.left -= 1
        if isinstance(slot.body, Group | Items | Either):
            return Branch(slot, self._desk, self._depth, called)
        return Row(slot, self._desk, self._depth, called)

    def _order(self, shown: list[Slot]) -> None:
        views: list[Widget] = [self.views[slot] for slot in shown]
        known = set(views)
        if [child for child in self.children if child in known] != views:
            for before, view in pairwise(views):
                self.move_child(view, after=before)

    async def _offer_more(self, left: int) -> None:
        offers = [Offer(f"… {left:,} more")] if left > 0 else []
        if offers and self._more is None:
            self._more = Choices([], classes="-more")
            await self.mount(self._more)
        if self._more is not None:
            self._more.display = bool(offers)
            self._more.show(offers)

    async def show(self, slot: Slot) -> Row | Branch | None:
        """Draw a slot, wherever it stands, and return its view."""
        if slot not in self.views:
            self._sought.add(slot)
            await self.sync()
        return self.views.get(slot)

    @on(Choices.Taken, ".-more")
    async def _grow(self, event: Choices.Taken) -> None:
        event.stop()
        self._limit += _MORE
        await self.sync()

    @on(Row.Changed)
    async def _replace(self, event: Row.Changed) -> None:
        """Draw a slot anew, because another kind of field stands there now."""
        slot = event.row.slot
        if event.effect is not Effect.WHOLE or slot not in self.views:
            return
        event.stop()
        async with self._one_by_one:
            old = self.views[slot]
            new = self.views[slot] = self._view(slot, row_of(old).called)
            await self.mount(new, after=old)
            old.remove()
            if isinstance(new, Branch):
                await new.parts.sync()
        row_of(new).focus_editor()


class Branch(Vertical):
    """A field that has fields inside, indented under it. The outermost one has its own row last, and no name."""

    DEFAULT_CSS = Path(__file__).with_name("branch.tcss").read_text()

    def __init__(self, slot: Slot, desk: Desk, depth: int, called: str) -> None:
        super().__init__()
        self.slot = slot
        self.row = Row(slot, desk, depth, called)
        self.parts = Parts(lambda: inner(slot), desk, depth + 1)
        self._is_root = slot.parent is None and isinstance(slot.body, Group)
        self._desk = desk
        self.folded = depth >= _FOLDED_DEPTH or desk.left < 0
        self._namer: Namer | None = None

    def compose(self) -> ComposeResult:
        if self._is_root:
            self.row.add_class("-root")
            yield self.parts
            yield self.row
        else:
            yield self.row
            if not self.folded:
                yield self.parts

    def on_mount(self) -> None:
        self._mark()

    def _mark(self) -> None:
        self.row.mark("" if self._is_root or not inner(self.slot) else "▸ " if self.folded else "▾ ")
        if self._is_root:
            self.row.display = bool(self.slot.body.offers())

    async def fold(self, folded: bool) -> None:
        """Fold the fields inside away, or show them as they are now."""
        self.folded = folded
        self._desk.left = max(self._desk.left, _UNFOLDED)
        if not folded and not self.parts.is_attached:
            await self.mount(self.parts, after=self.row)
        self.parts.display = not folded
        if not folded:
            await self.parts.sync()
        self._mark()

    @on(Row.FoldWanted)
    async def _fold(self, event: Row.FoldWanted) -> None:
        if event.row is self.row:
            event.stop()
            if not self._is_root:
                await self.fold(not self.folded if event.folded is None else event.folded)

    @on(Row.Changed)
    async def _changed(self, event: Row.Changed) -> None:
        if event.row is not self.row or event.effect is Effect.WHOLE:
            return
        event.stop()
        if event.effect is Effect.NAME:
            await self.ask_name()
            return
        await self.fold(False)
        slots = inner(self.slot)
        view = await self.parts.show(slots[-1]) if isinstance(self.slot.body, Items) and slots else None
        if view is not None:
            row_of(view).focus_editor()

    @on(Row.MoveWanted)
    async def _move(self, event: Row.MoveWanted) -> None:
        slot, body, group = event.row.slot, self.slot.body, group_of(self.slot)
        if event.row is self.row or slot not in inner(self.slot):
            return
        event.stop()
        if isinstance(body, Items) and event.by:
            body.move(slot, event.by)
        elif isinstance(body, Items):
            body.remove(slot)
        elif group is not None and not event.by:
            group.remove(slot)
        await self.fold(False)
        self.row.refresh_offers()
        self.row.tell()
        view = await self.parts.show(slot) if slot in inner(self.slot) else None
        row_of(view or self.row).focus_editor()

    async def ask_name(self) -> None:
        """Ask for the name of a field that the schema does not know."""
        group = group_of(self.slot)
        if group is not None and self._namer is None:
            self._namer = Namer(group)
            await self.mount(self._namer, before=self.row if self._is_root else None)
            self._namer.start()

    @on(Namer.Named)
    async def _named(self, event: Namer.Named) -> None:
        event.stop()
        if self._namer is not None:
            self._namer.remove()
            self._namer = None
        if event.slot is None:
            self.row.focus_editor()
            return
        await self.fold(False)
        view = await self.parts.show(event.slot)
        self.row.tell()
        if view is not None:
            row_of(view).focus_editor()
