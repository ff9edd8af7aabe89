"""Read the command line: which command, with which options; nothing else is imported for that."""

from __future__ import annotations

import argparse
import difflib
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from inspector import __version__
from inspector.protocol.revisions import SPOKEN

KINDS = ("tools", "prompts", "resources", "templates")
_ABOUT = "A terminal inspector for remote MCP servers."
_COMMANDS_HELP = """\
commands:
  inspector                     start screen: known servers and recent transcripts
  inspector URL                 connect, and look around in the terminal
  inspector demo                the same on a built-in demo server (without a terminal: a plain run)
  inspector open FILE           a saved transcript, offline
  inspector list URL [KIND]     what the server offers: tools, prompts, resources, templates
  inspector call URL TOOL …     call a tool
  inspector prompt URL NAME …   get a prompt
  inspector read URL URI        read a resource
`inspector COMMAND --help` says more. Exit codes: 0 done, 1 the server said no, 2 usage, 3 could not connect or did not
finish, 4 authorization refused, 5 an answer could not be understood."""


class UsageError(Exception):
    """The command line cannot be followed; the message says why and what to try."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message if message.endswith("?") else f"{message}; see {self.prog} --help")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options, with `command` among them (empty for the terminal's screens). Raises UsageError.

    `--help` and `--version` print and raise SystemExit(0), as argparse does.
    """
    place = _first_word(arguments)
    word = None if place is None else arguments[place]
    if word in _COMMANDS:
        parser = _COMMANDS[word](_parser(word))
        rest = [*arguments[:place], *arguments[place + 1 :]] if place is not None else []
    else:
        if word is not None and not _like_url(word):
            raise UsageError(_unknown_word(word))
        parser, rest = _session(_parser("")), list(arguments)
    options, unknown = parser.parse_known_intermixed_args(rest)
    if unknown:
        raise UsageError(_unknown_option(unknown[0], parser))
    options.command = word if word in _COMMANDS else ""
    _check(options)
    return options


def _first_word(arguments: Sequence[str]) -> int | None:
    valued = {
        option for action in _connection(_Parser())._actions if action.nargs is None for option in action.option_strings
    }
    skip = False
    for place, argument in enumerate(arguments):
        if skip or argument.startswith("-"):
            skip = not skip and argument in valued
        else:
            return place
    return None


def _like_url(word: str) -> bool:
    return any(mark in word for mark in ":/.[") or word == "localhost"


def _unknown_word(word: str) -> str:
    near = difflib.get_close_matches(word, _COMMANDS, 1)
    hint = f"did you mean `inspector {near[0]}`?" if near else f"commands are {', '.join(_COMMANDS)}"
    return f"{word!r} is neither a command nor a URL; {hint}"


def _unknown_option(argument: str, parser: argparse.ArgumentParser) -> str:
    if not argument.startswith("-"):
        return f"{argument!r} is one argument too many; see {parser.prog} --help"
    name = argument.partition("=")[0]
    known = [option for action in parser._actions for option in action.option_strings]
    near = difflib.get_close_matches(name, known, 1)
    return f"there is no option {name}; " + (f"did you mean {near[0]}?" if near else f"see {parser.prog} --help")


def _parser(command: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"inspector {command}".strip(),
        description=_ABOUT if not command else None,
        epilog=None if command else _COMMANDS_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"inspector {__version__}")
    return parser


def _session(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("url", metavar="URL", nargs="?", help="the server's endpoint; without it, the start screen")
    return _connection(parser)


def _demo(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.description = "The built-in demo server and the screens on it; without a terminal a plain run."
    parser.add_argument("--serve", action="store_true", help="the server alone, until interrupted")
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="the server's port (default: any free one)")
    return _connection(parser)


def _open(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.description = "Look at a saved transcript, offline."
    parser.add_argument("file", metavar="FILE", type=Path)
    return parser


def _list(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.description = "List what the server offers, all pages of it."
    _url(parser)
    parser.add_argument("kind", metavar="KIND", nargs="?", type=_kind, help="tools, prompts, resources or templates")
    return _connection(_json(parser))


def _call(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.description = "Call a tool. Values are read as the tool's schema says: n=1 is a number where one is wanted."
    _url(parser)
    parser.add_argument("tool", metavar="TOOL")
    parser.add_argument("pairs", metavar="name=value", nargs="*", help="a.b=1 reaches into an object")
    parser.add_argument("--args", metavar="JSON|@FILE", help="the arguments as a JSON object")
    parser.add_argument("--output", metavar="DIR", type=Path, help="save images, sounds and other bytes in this folder")
    return _connection(_json(parser))


def _prompt(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.description = "Get a prompt."
    _url(parser)
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("pairs", metavar="name=value", nargs="*")
    return _connection(_json(parser))


def _read(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.description = "Read a resource. Bytes go to a pipe as they are, and to a terminal never."
    _url(parser)
    parser.add_argument("uri", metavar="URI")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write the contents into this file")
    return _connection(_json(parser))


_COMMANDS: dict[str, Callable[[argparse.ArgumentParser], argparse.ArgumentParser]] = {
    "demo": _demo,
    "open": _open,
    "list": _list,
    "call": _call,
    "prompt": _prompt,
    "read": _read,
}


def _url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL")


def _json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="print what the server said as JSON")
    return parser


def _connection(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    group = parser.add_argument_group("connection")
    add = group.add_argument
    add("--protocol", metavar="REVISION", default="auto", type=_protocol, help=f"auto, {', '.join(SPOKEN)}")
    add("--header", metavar="'Name: value'", action="append", default=[], type=_header, help="may be given often")
    add("--bearer", metavar="TOKEN", help="a token, @FILE that holds one, or env:NAME of a variable")
    add("--timeout", metavar="SECONDS", type=_seconds, help="how long to wait without a sign of life (default: 60)")
    add("--proxy", metavar="URL", help="proxy for every request (default: as the environment says)")
    add("--ca", metavar="FILE", help="PEM file with more certificate authorities to trust")
    add("--cert", metavar="FILE[:KEY]", help="client certificate, and its key where that is another file")
    add("--insecure", action="store_true", help="do not check the server's certificate")
    group = parser.add_argument_group("transcript")
    add = group.add_argument
    add("--save", metavar="FILE", type=Path, help="save the transcript there (a new file)")
    add("--no-save", action="store_true", help="save no transcript")
    add("--keep-secrets", action="store_true", help="leave tokens in the saved transcript as they are")
    add("--protocol-log", action="store_true", help="the wire on stderr as it happens")
    return parser


def _check(options: argparse.Namespace) -> None:
    save = getattr(options, "save", None)
    if save is None:
        return
    if options.no_save:
        raise UsageError("--save and --no-save contradict each other; give one of them")
    if save.exists():
        raise UsageError(f"--save: {save} exists, and a transcript is never written over; choose another name")


def _protocol(text: str) -> str:
    if text == "2024-11-05":
        raise argparse.ArgumentTypeError("2024-11-05 is the HTTP+SSE transport, which is not supported yet")
    if text != "auto" and text not in SPOKEN:
        raise argparse.ArgumentTypeError(f"{text!r} is none of auto, {', '.join(SPOKEN)}")
    return text


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    # A field name is a token (RFC 9110 §5.1); a value has no control characters but tab (§5.5).
    token = bool(name) and name.isascii() and all(letter.isalnum() or letter in "!#$%&'*+-.^_`|~" for letter in name)
    if not colon or not token or any(ord(letter) < 32 and letter != "\t" for letter in value):
        # Not quoted: what stands here is often a secret.
        raise argparse.ArgumentTypeError("a header is written 'Name: value', on one line")
    return name, value.strip()


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return int(text)


def _kind(text: str) -> str:
    if text in KINDS:
        return text
    near = difflib.get_close_matches(text, KINDS, 1)
    hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(KINDS)}"
    raise argparse.ArgumentTypeError(f"{text!r} is no kind of thing to list; {hint}")
