"""Write the pin files beside this script: one plain `name==version` a line, no registry, no hashes.

Runs in a throw-away environment (`make pins`). Each file is what a fresh installation resolves to, so that a clone
years later gets the versions the tests were passed with.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
MCP1 = "mcp>=1.30,<2"


def pip(*arguments: str) -> str:
    """Run pip of this environment in the project's root and return what it printed."""
    command = [sys.executable, "-m", "pip", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def write(name: str, frozen: str) -> None:
    """Write one pin file, sorted without regard to case."""
    lines = sorted(set(frozen.split()), key=str.lower)
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Install step by step, and note what is there after each step."""
    pip("install", "-q", "hatchling>=1.27,<2", "editables")
    write("build.txt", pip("freeze", "--all", "--exclude", "setuptools"))
    pip("install", "-q", "--no-build-isolation", "-e", ".[demo]")
    write("demo.txt", pip("freeze", "--exclude-editable"))
    pip("install", "-q", "--group", "dev")
    write("dev.txt", pip("freeze", "--exclude-editable"))
    pip("uninstall", "-q", "-y", "remote-mcp-inspector")
    pip("uninstall", "-q", "-y", *(line.split("==")[0] for line in pip("freeze", "--exclude-editable").split()))
    pip("install", "-q", MCP1)
    write("mcp1.txt", pip("freeze", "--exclude-editable"))


if __name__ == "__main__":
    main()
