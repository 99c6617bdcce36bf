"""The editor is found where it is said to be, and costs nothing before it is asked for."""

import subprocess
import sys


def test_editor_is_named_by_the_package_and_loaded_when_asked_for() -> None:
    script = (
        "import sys, sheetops.adapters.workbook as w; "
        "before = 'sheetops.adapters.workbook.editing' in sys.modules; "
        "from sheetops.adapters.workbook import edit, SetCell, AppendRows, EditRefused, Formula; "
        "print(before, callable(edit), hasattr(w, 'nothing'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "False"]
