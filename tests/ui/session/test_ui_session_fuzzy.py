"""How well typed letters fit a name."""

import time

import pytest

from inspector.ui.session.fuzzy import score


@pytest.mark.parametrize(
    ("better", "worse"),
    [("sum", "summary"), ("summary", "get-sum"), ("get-sum", "assumed"), ("assumed", "s-u-m"), ("s-u-m", "s--u--m")],
)
def test_nearer_names_come_first(better, worse):
    assert score("sum", better) > 0
    assert score("sum", better) >= score("sum", worse) > 0


def test_order_matters_and_case_does_not():
    assert score("ba", "ab") == 0
    assert score("get", "GET_Weather") == 90
    assert score("gw", "get_weather") > 0
    assert score("x", "") == 0


def test_a_hostile_name_takes_no_longer_than_its_length():
    began = time.perf_counter()
    assert score("ab" * 20 + "c", "a" * 50_000 + "b" * 50_000) == 0
    assert time.perf_counter() - began < 1
