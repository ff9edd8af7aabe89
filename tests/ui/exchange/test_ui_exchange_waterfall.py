"""Where the time went: bars on one axis, at any width and from any numbers."""

import math

import pytest
from handmade import HOSTILE, NOON, Hall, Handmade, seen

from inspector.record.events import PhaseTimed
from inspector.ui.exchange.waterfall import Waterfall, tiny_bar


def timed(*phases: tuple[str, float, float], detail: str = "") -> Handmade:
    made = Handmade()
    number = made.call(name="x")
    for phase, began, ended in phases:
        made.add(
            PhaseTimed(exchange=number, phase=phase, began=NOON + began, ended=NOON + ended, detail=detail)  # type: ignore[arg-type]
        )
    return made


async def drawn(made: Handmade, width: int = 100) -> list[str]:
    waterfall = Waterfall()
    app = Hall(waterfall)
    async with app.run_test(size=(width, 12)) as pilot:
        waterfall.show(made.transcript.exchanges[1])
        await pilot.pause()
        return [line.rstrip() for line in seen(app).splitlines() if line.strip()]


async def test_each_phase_has_a_line_and_the_bars_follow_each_other() -> None:
    made = timed(("wait", 0.01, 0.09), ("connect", 0.0, 0.01), ("receive", 0.09, 0.1), detail="127.0.0.1")
    made.now = NOON + 0.1
    made.end(1)
    connect, wait, receive, total = await drawn(made)
    assert "First byte" in wait
    assert "80 ms  127.0.0.1" in wait
    assert connect.rindex("╌") < wait.index("─") <= wait.rindex("─") <= receive.index("━")
    assert total.split() == ["Total", "102", "ms"]


async def test_an_open_connection_and_an_exchange_that_runs_are_said() -> None:
    lines = await drawn(timed(("send", 0.0, 0.001)))
    assert lines[-1].strip() == "The connection was open already."
    assert "So far" in lines[-2]


async def test_without_timings_it_says_so() -> None:
    assert await drawn(timed()) == [" No timings were recorded for this exchange."]


@pytest.mark.parametrize("width", [20, 40, 300])
async def test_any_width_will_do(width: int) -> None:
    assert await drawn(timed(("wait", 0.0, 1.0)), width)


async def test_numbers_and_words_of_a_stranger_do_no_harm() -> None:
    made = timed(
        ("wait", 5.0, -5.0), ("no phase", 0.0, 1.0), ("tls", math.inf, math.nan), ("dns", 0.0, 1e300), detail=HOSTILE
    )
    text = "".join(await drawn(made))
    assert "DNS" in text
    assert not set(text) & set("\x1b\x07\x9b\u202e")


def test_the_tiny_bar_is_longer_where_it_took_longer_and_never_too_long() -> None:
    widths = []
    for total in (0.0005, 0.01, 0.5, 20.0, 1e9):
        exchange = timed(("wait", 0.0, total * 0.7), ("receive", total * 0.7, total)).transcript.exchanges[1]
        widths.append(sum(len(piece) for _, piece in tiny_bar(exchange)))
    assert widths == sorted(widths)
    assert (widths[0], widths[-1]) == (1, 8)
    assert list(tiny_bar(timed().transcript.exchanges[1])) == []
