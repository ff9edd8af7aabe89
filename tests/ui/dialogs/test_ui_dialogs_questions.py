"""Confirming and links: what is answered, and that nothing a stranger wrote acts."""

import pytest
from textual.app import App
from textual.widgets import Button, Static

from inspector.ui.dialogs.confirm import ConfirmDialog
from inspector.ui.dialogs.link import LinkDialog
from inspector.ui.dialogs.linkjudge import judge

HOSTILE = "[/x][@click=app.quit]go[/]\x1b]52;c;eA==\x07\u202e\n"
UNANSWERED = "unanswered"


class Asking(App):
    answer = UNANSWERED
    opened = ()

    async def ask(self, pilot, dialog):
        self.push_screen(dialog, lambda answer: setattr(self, "answer", answer))
        await pilot.pause()
        return dialog

    def open_url(self, url, *, new_tab=True):
        self.opened = (*self.opened, url)


def words(dialog):
    return "\n".join(str(static.visual) for static in dialog.query(Static))


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["y"], True),
        (["n"], False),
        (["escape"], False),
        (["enter"], False),
        (["left", "enter"], True),
        (["tab", "enter"], True),
        (["left", "right", "enter"], False),
        (["x"], UNANSWERED),
    ],
)
async def test_every_way_to_answer(keys, answer):
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ask(pilot, ConfirmDialog("Forget it?", "It is gone then."))
        await pilot.press(*keys)
        await pilot.pause()
        assert app.answer == answer


@pytest.mark.parametrize(("target", "answer"), [("#yes", True), ("#no", False)])
async def test_the_mouse_answers_too(target, answer):
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ask(pilot, ConfirmDialog("Forget it?", "It is gone then."))
        await pilot.click(target)
        await pilot.pause()
        assert app.answer is answer


async def test_a_click_beside_the_box_is_no():
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ask(pilot, ConfirmDialog("Forget it?", "It is gone then."))
        await pilot.click(offset=(1, 1))
        await pilot.pause()
        assert app.answer is False


async def test_hostile_words_are_only_shown():
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await app.ask(pilot, ConfirmDialog(HOSTILE, HOSTILE, yes=HOSTILE, no=HOSTILE))
        picture = app.export_screenshot()
        await pilot.click("Static")
        assert "\x1b" not in words(dialog)
        assert "[/x][@click=app.quit]go[/]␛]52" in words(dialog)
        assert "[@click=app.quit]" in picture.replace("&#160;", " ")
        assert app.is_running


async def test_a_sentence_longer_than_the_screen_leaves_the_buttons_in_reach():
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ask(pilot, ConfirmDialog("Title " * 100, "word " * 5000))
        assert app.screen.query_one("#yes").region.bottom <= 24
        await pilot.press("y")
        assert app.answer is True


ADDRESS = "https://example.com/authorize?x=1"


async def test_a_link_is_shown_whole_and_opened_when_asked():
    app = Asking()
    address = ADDRESS + "&state=" + "a" * 600
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await app.ask(pilot, LinkDialog(address))
        assert address in words(dialog)
        assert app.opened == ()
        await pilot.press("o")
        assert app.opened == (address,)
        assert "was asked to open it" in words(dialog)
        await pilot.press("escape")
        await pilot.pause()
        assert app.answer is None


async def test_a_link_can_be_copied():
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ask(pilot, LinkDialog(ADDRESS))
        await pilot.press("enter")
        assert app.clipboard == ADDRESS
        assert app.opened == ()


async def test_what_is_copied_from_a_stranger_does_not_run_in_a_shell():
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ask(pilot, LinkDialog("https://a/\nrm -rf ~\n\x1b[2J"))
        await pilot.press("c")
        assert app.clipboard == "https://a/␊rm -rf ~␊␛[2J"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "ui://x", "", HOSTILE, "https://a/\x1b[2J", "x" * 100_000]
)
async def test_what_is_no_web_address_is_never_opened_and_it_is_said_why(address):
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await app.ask(pilot, LinkDialog(address))
        await pilot.press("o")
        assert app.opened == ()
        assert app.screen.query_one("#open", Button).disabled
        assert "✗ " in words(dialog)
        assert "\x1b" not in words(dialog)


@pytest.mark.parametrize(
    ("address", "host", "refusal"),
    [
        ("https://example.com/x", "example.com", ""),
        ("HTTPS://EXAMPLE.com:8443", "example.com:8443", ""),
        ("http://[::1]:3000/mcp", "::1:3000", ""),
        ("https://exämple.com", "xn--exmple-cua.com", ""),
        ("https://", "", "no host"),
        ("https://[::1", "", "no valid address"),
        ("https://a:99999/", "", "no valid address"),
        ("https://a b/", "", "spaces"),
        ("https://good.example\\@evil.example/", "", "backslashes"),
        ("https://a/\u202e", "", "cannot be seen"),
        ("mailto:a@b", "", "only http and https"),
        ("example.com", "", "without http:// or https://"),
        ("https://a/" + "x" * 9000, "", "longer than"),
    ],
)
def test_where_an_address_leads(address, host, refusal):
    judgement = judge(address)
    assert judgement.host == host
    assert refusal in judgement.refusal
    assert bool(judgement.refusal) == bool(refusal)


def test_what_should_be_looked_at():
    def warned(address):
        return " ".join(judge(address).warnings)

    assert "leads to evil.example" in warned("https://good.example@evil.example/")
    assert "look like others" in warned("https://gооd.example/")
    assert "not encrypted" in warned("http://example.com/")
    assert warned("http://localhost:3000/") == warned("https://example.com/") == ""
