"""What a wheel holds: a program without its themes or style sheets would not start."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_wheel_holds_every_module_style_sheet_and_theme(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    [wheel] = tmp_path.glob("remote_mcp_inspector-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("*.py", "*.tcss"):
        files = {file.relative_to(ROOT).as_posix() for file in (ROOT / "inspector").rglob(kind)}
        assert files
        assert files <= held
    themes = {f"inspector/themes/{file.name}" for file in (ROOT / "themes").glob("*.toml")}
    assert len(themes) >= 3
    assert themes <= held
    assert any(name.endswith("dist-info/entry_points.txt") for name in held)
