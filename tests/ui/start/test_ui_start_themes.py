"""Themes: each shipped one can be read by eye, and one that somebody wrote wrong never stops the program."""

import itertools

import pytest
from textual.app import App
from textual.color import Color, rgb_to_lab
from textual.widgets import Button, Input, OptionList, Static, TextArea

from inspector.store import themes as files
from inspector.ui import themes

SHIPPED = {file.name: file for file in files.find().files}
COLOURED = ["text-primary", "text-secondary", "text-accent", "text-success", "text-warning", "text-error"]
BELOW = ["background", "surface", "panel", "footer-background", "block-cursor-blurred-background"]
BELOW += ["block-hover-background"]


class Everything(App):
    CSS = """
    Static { color: $text-muted; background: $block-hover-background; border: round $border-blurred; }
    """

    def compose(self):
        yield Static("text")
        yield Input("field")
        yield Button("button", variant="primary")
        yield OptionList("a", "b")
        yield TextArea("text")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = files.own_folder()
    folder.mkdir(parents=True)
    return folder


def colours(name):
    theme = themes.theme_of(SHIPPED[name].values)
    return theme.to_color_system().generate() | theme.variables


def luminance(colour):
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The ratio of WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def distance(one, other):
    """How far apart two colours look (CIE76; 2.3 is just noticeable)."""
    a, b = rgb_to_lab(Color.parse(one)), rgb_to_lab(Color.parse(other))
    return ((a.L - b.L) ** 2 + (a.a - b.a) ** 2 + (a.b - b.b) ** 2) ** 0.5


@pytest.mark.parametrize("name", SHIPPED)
def test_text_can_be_read_on_everything_it_stands_on(name):
    shade, enough = colours(name), 7.0 if name == "high-contrast" else 4.5
    pairs = [(text, below) for text in ["foreground", "text-muted", *COLOURED] for below in BELOW]
    pairs += [("block-cursor-foreground", "block-cursor-background"), ("footer-key-foreground", "footer-background")]
    pairs += [("button-color-foreground", kind) for kind in ("primary", "success", "warning", "error")]
    pairs += [("foreground", "input-selection-background")]
    faint = {pair: round(contrast(shade[pair[0]], shade[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < enough} == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_focused_and_what_is_wrong_can_be_told_apart(name):
    shade = colours(name)
    assert contrast(shade["border"], shade["surface"]) >= 3
    assert distance(shade["border"], shade["border-blurred"]) >= 30
    for one, other in itertools.combinations(("text-success", "text-warning", "text-error"), 2):
        assert distance(shade[one], shade[other]) >= 30, (one, other)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_theme_has_its_file_name_and_no_transparent_colours(name):
    assert SHIPPED[name].path.stem == name
    assert {
        key: value
        for key, value in colours(name).items()
        if key in themes.theme_of(SHIPPED[name].values).variables and Color.parse(value).a < 1
    } == {}


@pytest.mark.parametrize("name", SHIPPED)
async def test_every_shipped_theme_can_be_put_on(name):
    app = Everything()
    assert themes.install(app, name) == []
    async with app.run_test() as pilot:
        assert app.theme == name
        other = themes.DEFAULT if name != themes.DEFAULT else "light"
        app.theme = other
        await pilot.pause()
        assert app.query_one(Static).styles.color == Color.parse(colours(other)["text-muted"])


def test_without_a_choice_it_is_the_default_and_no_other_programs_themes_are_offered():
    app = App()
    assert themes.install(app, "") == []
    assert app.theme == themes.DEFAULT
    assert set(app.available_themes) == set(SHIPPED)


def test_a_theme_that_is_gone_is_said():
    app = App()
    (problem,) = themes.install(app, "gone[/x]\x1b")
    assert "gone[/x]" in problem
    assert "\x1b" not in problem
    assert app.theme == themes.DEFAULT


def test_without_any_theme_the_program_has_colours(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "none")
    app = App()
    (problem,) = themes.install(app, "")
    assert "missing" in problem
    assert app.current_theme is not None


async def test_an_own_theme_takes_the_place_of_one_with_its_name(own_folder):
    (own_folder / "dark.toml").write_text('name = "dark"\nprimary = "#ff0000"\n[variables]\nborder = "#00ff00 50%"\n')
    app = Everything()
    assert themes.install(app, "dark") == []
    async with app.run_test():
        assert app.current_theme.primary == "#ff0000"
        # What the file leaves out is opaque all the same: lines that are drawn as segments have no background.
        assert Color.parse(app.theme_variables["text-muted"]).a == 1


WRONG = {
    "unknown key": ('colour = "#fff"', "'colour' is no key"),
    "bad colour": ('accent = "[/x]"', "accent is '[/x]'"),
    "number for a colour": ("accent = 5", "accent is 5"),
    "bad flag": ('dark = "yes"', "dark is 'yes'"),
    "bad number": ("text_alpha = 7", "text_alpha is 7"),
    "variables of another kind": ('variables = "x"', "variables is 'x'"),
    "unknown variable": ('[variables]\n"[@click=app.quit]" = "#fff"', "no variable '[@click=app.quit]'"),
    "bad variable": ('[variables]\nborder = "red; } Screen { display: none"', "the variable border is 'red; }"),
    "auto where it cannot be": ('[variables]\nborder = "auto 50%"', "the variable border is 'auto 50%'"),
    "bad style": ('[variables]\nlink-style = "blinking"', "the variable link-style is 'blinking'"),
    "colours of the terminal": ("ansi = true", "ansi is True"),
    "one colour of the terminal": ('background = "ansi_red"', "background is 'ansi_red'"),
    "colour of no colour": ('background = "auto"', "background is 'auto'"),
    "too much opacity": ('[variables]\nborder = "red 5000%"', "the variable border is 'red 5000%'"),
    "empty style": ('[variables]\nlink-style = ""', "the variable link-style is ''"),
    "list in a variable": ('[variables]\nborder = ["red"]', "the variable border is ['red']"),
}


@pytest.mark.parametrize(("lines", "seen"), WRONG.values(), ids=WRONG)
async def test_a_theme_that_is_wrong_is_a_sentence(own_folder, lines, seen):
    (own_folder / "mine.toml").write_text(f'name = "mine"\nprimary = "#336699"\n{lines}\n')
    app = Everything()
    first, second = themes.install(app, "mine")
    assert seen in first
    assert str(own_folder / "mine.toml") in first
    assert "mine" in second
    async with app.run_test():
        assert app.theme == themes.DEFAULT


@pytest.mark.parametrize("name", ["[/x]", "a b", "x\\u001b[31m", "a.b", "5", "x" * 41])
def test_a_name_that_is_more_than_a_name_is_not_taken(own_folder, name):
    (own_folder / "mine.toml").write_text(f'name = "{name}"\nprimary = "#336699"\n')
    app = App()
    (problem,) = themes.install(app, "")
    assert "name is" in problem
    assert "\x1b" not in problem
    assert set(app.available_themes) == set(SHIPPED)


def test_a_theme_without_its_one_needed_colour_is_said(own_folder):
    (own_folder / "mine.toml").write_text('name = "mine"\n')
    (problem,) = themes.install(App(), "")
    assert "'primary' is missing" in problem


async def test_the_styles_and_colours_that_a_theme_may_use_do_no_harm(own_folder):
    """Every variable with an unusual value of each kind that is taken: the style sheets must read them all."""
    lines = []
    for name, usual in themes._usual_variables().items():
        value = "bold not underline" if "style" in name else "auto 50%" if usual.startswith("auto") else "#336699 30%"
        lines.append(f'{name} = "{value}"')
    (own_folder / "mine.toml").write_text('name = "mine"\nprimary = "#336699"\n[variables]\n' + "\n".join(lines))
    app = Everything()
    assert themes.install(app, "mine") == []
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == "mine"
