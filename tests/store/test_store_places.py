"""Places to save to: what is there, what can be completed, and why a file cannot be written."""

import os

import pytest

from inspector.store import places
from inspector.store.places import look


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "report.json").write_text("12345")
    (tmp_path / "reports").mkdir()
    (tmp_path / ".hidden").touch()
    return tmp_path


def test_a_new_file(folder):
    place = look("new.jsonl")
    assert (place.path, place.there, place.problem, place.new_folder) == (folder / "new.jsonl", "nothing", "", False)


def test_the_home_folder_and_the_current_one(folder):
    assert look("~/x").path == look(" x ").path == look(str(folder / "x")).path == folder / "x"


def test_a_file_that_is_there(folder):
    place = look("report.json")
    assert (place.there, place.size, place.problem) == ("file", 5, "")


def test_a_folder_that_will_be_made(folder):
    place = look("a/b/c.json")
    assert place.new_folder
    assert place.problem == ""


def test_what_can_be_completed(folder):
    assert look("rep").names == ("report.json", "reports/")
    assert places.common_beginning(look("rep").names) == "report"
    assert look("./").names == ("report.json", "reports/")
    assert look(".h").names == (".hidden",)
    assert look("nothing-like-it").names == look("no/such/folder/").names == ()
    assert places.common_beginning(()) == ""


def test_a_folder_of_many_files_is_read_so_far(folder, monkeypatch):
    monkeypatch.setattr(places, "MOST_NAMES", 1)
    assert len(look("rep").names) == 1


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", "Give the name"),
        ("  ", "Give the name"),
        ("a\0b", "NUL"),
        ("reports", "is a folder"),
        ("~", "is a folder"),
        ("reports/new/", "behind the folder"),
        ("report.json/x", "report.json"),
        ("x" * 300, "cannot be looked at: File name too long"),
        ("~nobody-of-this-name/x", "no home folder"),
        ("/dev/null", "no ordinary file"),
    ],
)
def test_why_nothing_can_be_written_there(folder, text, seen):
    place = look(text)
    assert seen in place.problem


def test_a_folder_that_one_may_not_write_in(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "You may not write in" in look("new.json").problem
    assert "You may not write in" in look("report.json").problem
