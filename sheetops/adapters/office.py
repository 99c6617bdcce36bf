"""The door to LibreOffice: turns workbooks into PDF, many in one start, never in the way of people.

Every call has a profile of its own in a temporary folder, so that neither a LibreOffice that a
person has open nor another run is disturbed, and works on copies, so that no lock file appears in
the shop folder.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sheetops.records.text import Text

START_SECONDS = 60
SECONDS_EACH = 10
MOST_AT_ONCE = 50
"""Files in one start: a command line on Windows holds 32,767 characters."""

ABSENT = Text(
    "这台电脑没有安装 LibreOffice。",
    "LibreOffice is not installed on this computer.",
)

NO_CHINESE_FONT = Text(
    "这台电脑没有中文字体，生成的 PDF 和图片里汉字会变成方框。",
    "This computer has no Chinese font; PDF and picture would show boxes.",
)

_WINDOWS = (r"LibreOffice\program\soffice.com", r"LibreOffice\program\soffice.exe")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="DefaultLocale_CJK"
 oor:op="fuse"><value>zh-CN</value></prop></item>
</oor:items>
"""
"""Chinese glyph forms where a font holds Japanese ones too."""

_STAND_INS = {
    "Microsoft YaHei": ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    "Arial": ("Liberation Sans", "Arimo", "Noto Sans CJK SC", "Source Han Sans SC"),
    "Calibri": ("Carlito", "Noto Sans CJK SC", "Source Han Sans SC"),
    "Consolas": ("Inconsolata", "Noto Sans Mono CJK SC", "Liberation Mono"),
}
"""Font → what stands in for it where it is missing, as on most Linux machines.

Their digits are as wide (0.555 em), so that columns keep the widths that Excel gives them; DejaVu,
which is taken otherwise, is a fifth wider.
"""


@dataclass(frozen=True)
class Conversion:
    """What came of a conversion: source → result, and for the rest the reason."""

    made: Mapping[Path, Path]
    reason: Text | None = None


def find() -> Path | None:
    """Return LibreOffice's program; None where there is none.

    The environment variable `SHEETOPS_SOFFICE` names another, or, empty, does without.
    """
    named = os.environ.get("SHEETOPS_SOFFICE")
    if named is not None:
        return Path(named) if named and Path(named).is_file() else None
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        return Path(on_path)
    return next((path for path in _usual_places() if path.is_file()), None)


def has_chinese_font() -> bool:
    """Return whether Chinese can be set. Only fontconfig is asked: other systems bring a font."""
    program = shutil.which("fc-list")
    if program is None:
        return True
    try:
        shown = subprocess.run(  # noqa: S603 - the program was looked up
            [program, ":lang=zh-cn", "family"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return bool(shown.stdout.strip())


def convert(paths: Sequence[Path], to: str, out_dir: Path) -> Conversion:
    """Convert files to `to` (such as `pdf`) in `out_dir`, under their own stems.

    File names must differ in their stems. A file that fails with the others is tried once alone.
    """
    if not paths:
        return Conversion({})
    program = find()
    if program is None:
        return Conversion({}, ABSENT)
    made: dict[Path, Path] = {}
    reason: Text | None = None
    with _profile() as profile:
        for batch in _batches(paths):
            reason = _run(program, profile, batch, to, out_dir) or reason
            made.update(_results(batch, to, out_dir))
        for path in paths if len(paths) > 1 else ():
            if path not in made:
                reason = _run(program, profile, [path], to, out_dir) or reason
                made.update(_results([path], to, out_dir))
    return Conversion(made, None if len(made) == len(paths) else reason or _no_result())


@contextmanager
def _profile() -> Iterator[Path]:
    # LibreOffice may still be writing into a profile that is cleared away: that is no error
    with tempfile.TemporaryDirectory(prefix="sheetops-office-", ignore_cleanup_errors=True) as name:
        user = Path(name) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        (Path(name) / "fonts.conf").write_text(_font_settings(), "utf-8")
        yield Path(name)


def _font_settings() -> str:
    """Return a fontconfig file: the system's own, and what stands in for fonts it lacks."""
    aliases = "".join(
        f'<alias binding="same"><family>{font}</family><accept>'
        f"{''.join(f'<family>{other}</family>' for other in others)}</accept></alias>"
        for font, others in _STAND_INS.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>'
    )


def _run(
    program: Path, profile: Path, paths: Sequence[Path], to: str, out_dir: Path
) -> Text | None:
    """Convert copies of the files; return what went wrong with the program, if anything did."""
    with tempfile.TemporaryDirectory(prefix="sheetops-office-") as name:
        try:
            copies = [shutil.copy(path, Path(name) / path.name) for path in paths]
        except OSError as error:
            why = error.strerror or str(error)
            return Text(f"无法复制到临时文件夹（{why}）。", f"No copy could be made ({why}).")
        command = [
            str(program),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nodefault", "--nolockcheck"),
            *("--convert-to", to, "--outdir", str(out_dir)),
            *map(str, copies),
        ]
        fonts = {"FONTCONFIG_FILE": str(profile / "fonts.conf")} if _has_fontconfig() else {}
        seconds = START_SECONDS + SECONDS_EACH * len(paths)
        return _wait(command, {**os.environ, **fonts}, seconds)


def _has_fontconfig() -> bool:
    return "FONTCONFIG_FILE" not in os.environ and Path("/etc/fonts/fonts.conf").is_file()


def _wait(command: Sequence[str], environment: Mapping[str, str], seconds: float) -> Text | None:
    # a group of its own: the program that starts is only a launcher of the one that works
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - the program was looked up, the rest are paths
            command,
            env=environment,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=os.name != "nt",
        )
    except OSError as error:
        why = error.strerror or str(error)
        return Text(f"LibreOffice 无法启动（{why}）。", f"LibreOffice does not start ({why}).")
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return Text(
            f"LibreOffice 在 {seconds:.0f} 秒内没有完成。",
            f"LibreOffice did not finish within {seconds:.0f} seconds.",
        )
    return None if process.returncode == 0 else _no_result()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program with everything that it started."""
    with suppress(OSError):
        if os.name == "nt":
            taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
            subprocess.run(  # noqa: S603 - the system's own program and a number
                [str(taskkill), "/PID", str(process.pid), "/T", "/F"], check=False
            )
        else:
            os.killpg(process.pid, 9)
    process.kill()
    process.wait()


def _results(paths: Sequence[Path], to: str, out_dir: Path) -> dict[Path, Path]:
    made = {path: out_dir / f"{path.stem}.{to}" for path in paths}
    return {path: out for path, out in made.items() if out.is_file() and out.stat().st_size}


def _batches(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(paths), MOST_AT_ONCE):
        yield paths[start : start + MOST_AT_ONCE]


def _usual_places() -> Iterator[Path]:
    yield Path(_MAC)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
        root = os.environ.get(variable)
        if root:
            yield from (Path(root) / place for place in _WINDOWS)


def _no_result() -> Text:
    return Text("LibreOffice 没有生成文件。", "LibreOffice made no file.")
