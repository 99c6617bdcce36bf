"""systemd: a service that runs the timetable, or a timer that looks what is due; and a watchdog.

The watchdog is a unit of its own: it fails, and shows in `systemctl --failed`, when the jobs stand
still for whatever reason, a switched-off timer included.
"""

from pathlib import Path

from sheetops.adapters.service.definition import (
    EVERY_MINUTES,
    WATCH_MINUTES,
    Definition,
    Step,
    Work,
)
from sheetops.records.text import Text

SYSTEM_UNITS = Path("/etc/systemd/system")
_FINISH_SECONDS = 900
"""So long a run may take to finish the job in hand after SIGTERM; printing slips takes minutes."""


def define(work: Work, units: Path, is_system: bool) -> Definition:
    """Return the units for `work` in the folder `units`; `is_system` for root's, else a user's."""
    files = {f"{work.name}.service": _service(work, is_system)}
    started = f"{work.name}.service"
    if work.mode == "timer":
        started = f"{work.name}.timer"
        files[started] = _timer(work.shop_name, f"*:0/{EVERY_MINUTES}", is_caught_up=True)
    files[f"{work.name}-watch.service"] = _watch(work, is_system)
    files[f"{work.name}-watch.timer"] = _timer(
        f"{work.shop_name} (watchdog)", "*:7/30", is_caught_up=False
    )
    control = ("systemctl",) if is_system else ("systemctl", "--user")
    both = (started, f"{work.name}-watch.timer")
    reload = Step((*control, "daemon-reload"))
    linger = () if is_system else (Step(("loginctl", "enable-linger")),)
    return Definition(
        files=tuple((units / name, text.encode()) for name, text in files.items()),
        enable=(reload, Step((*control, "enable", "--now", *both)), *linger),
        disable=(Step((*control, "disable", "--now", *both)),),
        after_removal=(reload,),
        advice=() if is_system else (_LINGER,),
    )


_LINGER = Text(
    "enable-linger 让任务在没有人登录时也运行；没有它，注销后任务就停。",
    "enable-linger keeps the jobs running while nobody is logged in; without it they stop then.",
)


def _service(work: Work, is_system: bool) -> str:
    is_serving = work.mode == "serve"
    lines = [
        "[Unit]",
        f"Description=sheetops: {_plain(work.shop_name)}",
        *_where(work, is_system),
        # whatever keeps it from starting may be mended while nobody looks: never give up
        *(["StartLimitIntervalSec=0"] if is_serving else []),
        "",
        "[Service]",
        f"Type={'exec' if is_serving else 'oneshot'}",
        f"ExecStart={_command(work, 'serve' if is_serving else 'run')}",
        *_identity(work, is_system),
        "KillSignal=SIGTERM",
        "KillMode=mixed",
        f"TimeoutStopSec={_FINISH_SECONDS}",
        # 130: asked to stop, and the job in hand was finished
        "SuccessExitStatus=130",
        *(["Restart=always", "RestartSec=60"] if is_serving else []),
        *(["", "[Install]", f"WantedBy={_target(is_system)}"] if is_serving else []),
    ]
    return "\n".join(lines) + "\n"


def _watch(work: Work, is_system: bool) -> str:
    lines = [
        "[Unit]",
        f"Description=sheetops watchdog: {_plain(work.shop_name)}",
        *_where(work, is_system),
        "",
        "[Service]",
        "Type=oneshot",
        f"ExecStart={_command(work, 'check', '--alive', '--within', str(WATCH_MINUTES))}",
        *_identity(work, is_system),
    ]
    return "\n".join(lines) + "\n"


def _timer(name: str, calendar: str, is_caught_up: bool) -> str:
    lines = [
        "[Unit]",
        f"Description=sheetops: {_plain(name)}",
        "",
        "[Timer]",
        f"OnCalendar={calendar}",
        # a slot that passed while the machine was off is looked at as soon as it is on again
        *(["Persistent=true"] if is_caught_up else []),
        "AccuracySec=1s",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def _where(work: Work, is_system: bool) -> list[str]:
    mounts = [f"RequiresMountsFor={_escaped(str(work.folder))}"] if is_system else []
    return [*(["After=network-online.target", "Wants=network-online.target"] * is_system), *mounts]


def _identity(work: Work, is_system: bool) -> list[str]:
    user = [f"User={work.account}"] if is_system and work.account else []
    state = [f"Environment={_quoted('SHEETOPS_STATE=' + work.state)}"] if work.state else []
    return [*user, *state, "Environment=PYTHONUTF8=1", "UMask=0002"]


def _command(work: Work, *words: str) -> str:
    return " ".join(map(_quoted, (*work.program, *words, "--shop", str(work.folder))))


def _target(is_system: bool) -> str:
    return "multi-user.target" if is_system else "default.target"


def _quoted(word: str) -> str:
    """Return a word of a command line: quoted, `%` and `$` without their meaning to systemd."""
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"'


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace("%", "%%").replace(" ", "\\x20")


def _plain(name: str) -> str:
    return " ".join(name.replace("%", "%%").split())
