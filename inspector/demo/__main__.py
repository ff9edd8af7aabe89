"""`python -m inspector.demo [--port N]`: the demo server alone, in the foreground."""

import argparse
import sys

from inspector.demo.child import HOW_TO_INSTALL, sdk_installed


def main() -> int:
    """Serve until interrupted; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m inspector.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="TCP port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--until-stdin-ends", action="store_true", help="stop when standard input ends")
    options = parser.parse_args()
    if not sdk_installed():
        print(HOW_TO_INSTALL, file=sys.stderr)
        return 2
    from inspector.demo.serve import serve

    try:
        serve(options.port, until_stdin_ends=options.until_stdin_ends)
    except OSError as error:
        print(f"Cannot listen on 127.0.0.1:{options.port}: {error.strerror}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
