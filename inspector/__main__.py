"""The command `inspector`: chooses between screens and commands, and imports only what is chosen."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

_WITHOUT_SCREEN = ("list", "call", "prompt", "read")
_USAGE, _FAILED, _INTERRUPTED = 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code. Never ends in a traceback."""
    from inspector.cli.arguments import UsageError, parse

    try:
        code = _run(parse(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except UsageError as error:
        _say(str(error))
        return _USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; without this, the interpreter complains at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # a fault of this program: one line like every other, and no secrets out of locals
        _say(f"this is a fault of the inspector itself: {_innermost(error)}; please report it")
        return _FAILED
    return code


def _run(options: Namespace) -> int:
    terminal = on_terminal()
    if options.command in _WITHOUT_SCREEN or (options.command == "demo" and (options.serve or not terminal)):
        return _run_command(options)
    if not terminal:
        return _no_terminal(options)
    return _run_screens(options)


def on_terminal() -> bool:
    """Whether a person sits at both ends, who can be shown screens."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _run_command(options: Namespace) -> int:
    match options.command:
        case "list":
            from inspector.cli.listing import main as command
        case "call":
            from inspector.cli.call import main as command
        case "prompt":
            from inspector.cli.prompt import main as command
        case "read":
            from inspector.cli.read import main as command
        case _:
            from inspector.cli.demo import main as command
    return command(options)


def _run_screens(options: Namespace) -> int:
    from inspector.cli.report import report
    from inspector.record.problem import InspectorError

    try:
        if options.command == "open":
            from inspector.store.transcripts import load
            from inspector.ui.app import run_file

            return run_file(load(options.file))
        if options.command == "demo":
            from inspector.cli.demo import serving

            with serving(options.port) as url:
                return _run_session(options, url)
        return _run_session(options, options.url or "")
    except InspectorError as error:
        return report(error)


def _run_session(options: Namespace, url: str) -> int:
    # Measured: a collector that finds nothing among modules that are being imported delays the first paint by a tenth.
    gc.disable()
    from inspector.cli.target import saving_of, target_of

    target, saving = target_of(options, url), saving_of(options)
    if not url:
        from inspector.ui.app import run_start

        return run_start(target, saving)
    from inspector.ui.app import run_url

    return run_url(target, saving)


def _no_terminal(options: Namespace) -> int:
    from inspector.cli.arguments import UsageError

    if options.command == "open":
        raise UsageError("the screens need a terminal; a transcript is JSON Lines, read it with any tool, such as jq")
    instead = "`inspector list URL`" if options.url is None else f"`inspector list {options.url}`"
    raise UsageError(f"the screens need a terminal; without one try {instead}, or call, prompt and read")


def _say(words: str) -> None:
    from inspector.cli.output import note

    note(f"inspector: {words}")


def _innermost(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" at {trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
    return f"{type(error).__name__}{place}: {error}"


if __name__ == "__main__":
    sys.exit(main())
