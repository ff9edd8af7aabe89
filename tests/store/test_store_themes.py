"""Theme files: found in the package or the checkout and in the person's folder, and never a reason to stop."""

import pytest

from inspector.store import themes

GOOD = 'name = "mine"\nprimary = "#336699"\n'


def own(name, content):
    folder = themes.own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_themes_of_the_program_are_found():
    found = themes.find()
    assert {"dark", "light", "high-contrast"} <= {file.name for file in found.files}
    assert found.problems == []
    assert all(file.values["primary"].startswith("#") for file in found.files)


def test_in_a_wheel_they_are_in_the_package(tmp_path, monkeypatch):
    (tmp_path / "inspector" / "themes").mkdir(parents=True)
    (tmp_path / "inspector" / "themes" / "x.toml").write_text(GOOD)
    monkeypatch.setattr(themes, "_PACKAGE", tmp_path / "inspector")
    assert [file.name for file in themes.find().files] == ["mine"]


def test_a_program_without_themes_says_where_they_belong(tmp_path, monkeypatch):
    monkeypatch.setattr(themes, "_PACKAGE", tmp_path / "inspector")
    found = themes.find()
    assert found.files == []
    assert str(tmp_path / "themes") in found.problems[0]


def test_own_themes_come_after_those_of_the_program():
    path = own("dark.toml", GOOD.replace("mine", "dark"))
    own("notes.txt", "no theme")
    found = themes.find()
    assert found.files[-1].path == path
    assert [file.name for file in found.files].count("dark") == 2
    assert found.problems == []


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ("name = ", "no TOML"),
        (b"\xff\xfe", "no TOML"),
        ("", "has no name"),
        ("name = 5", "has no name"),
        ('name = ""', "has no name"),
        ("a = " + "[" * 20_000, "no TOML"),
        ("#" * (themes.MOST_BYTES + 1), "larger than 64 KB"),
    ],
)
def test_a_broken_file_is_a_sentence_and_the_others_are_there(content, seen):
    path = own("broken.toml", content)
    own("fine.toml", GOOD)
    found = themes.find()
    assert found.files[-1].name == "mine"
    assert len(found.problems) == 1
    assert str(path) in found.problems[0]
    assert seen in found.problems[0]


def test_what_is_no_file_is_a_sentence():
    themes.own_folder().mkdir(parents=True)
    (themes.own_folder() / "folder.toml").mkdir()
    (themes.own_folder() / "gone.toml").symlink_to("nowhere")
    problems = themes.find().problems
    assert len(problems) == 2
    assert all("cannot be read" in problem for problem in problems)
