"""Commands for a machine that looks after itself: install-service, uninstall-service, alive."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sheetops.adapters.service import Definition, install, planned, this_system, uninstall
from sheetops.cli.options import HERE, DryRun, ShopFolder, example, open_shop
from sheetops.cli.speech import Speech, print_json
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.shop import Shop

ModeOption = Annotated[
    Literal["serve", "timer"],
    typer.Option(help="timer: look every 15 minutes what is due; serve: one process that stays."),
]
SystemOption = Annotated[
    Literal["systemd", "windows"] | None, typer.Option(help="For which system; default: this one.")
]
Account = Annotated[str | None, typer.Option(help="Account it runs as; default: yours.")]


@example("sheetops install-service --shop my-shop --mode timer --dry-run")
def install_service(
    shop: ShopFolder = HERE,
    mode: ModeOption = "timer",
    system: SystemOption = None,
    account: Account = None,
    dry_run: DryRun = False,
) -> int:
    """Write what makes this machine run the shop by itself, and say how to switch it on."""
    opened, speech = open_shop(shop)
    definition = _planned(opened, mode, system, account)
    if dry_run:
        for path, data in definition.files:
            speech.say(f"# {path}", style="bold")
            speech.say(_readable(data))
    else:
        install(definition)
        for path, _ in definition.files:
            speech.say(Text(f"已写入 {path}", f"Written: {path}"))
    _say_steps(speech, definition)
    return 0


@example("sheetops uninstall-service --shop my-shop")
def uninstall_service(
    shop: ShopFolder = HERE, system: SystemOption = None, dry_run: DryRun = False
) -> int:
    """Remove what install-service wrote; first say how to switch it off."""
    opened, speech = open_shop(shop)
    found = [_planned(opened, mode, system, None) for mode in ("timer", "serve")]
    there = [one for one in found if any(path.exists() for path, _ in one.files)]
    if not there:
        speech.say(Text("没有安装过。", "Nothing is installed."))
        return 0
    definition = next((d for d in there if all(path.exists() for path, _ in d.files)), there[0])
    speech.say(Text("先停止并关闭：", "Switch it off first:"))
    for step in definition.disable:
        speech.say(f"  {step}")
    if dry_run:
        for path, _ in definition.files:
            speech.say(Text(f"会删除 {path}", f"Would remove {path}"))
        return 0
    for path in dict.fromkeys(path for one in there for path in uninstall(one)):
        speech.say(Text(f"已删除 {path}", f"Removed: {path}"))
    for step in definition.after_removal:
        speech.say(f"  {step}")
    return 0


def alive(shop: Path, within: int, as_json: bool) -> int:
    """Say when the timetable last came to its end; 1 when that is over `within` minutes ago."""
    from sheetops.adapters.heartbeat import last_beat

    opened, speech = open_shop(shop)
    sign = last_beat(opened.state_folder, opened.folder)
    is_alive = sign is not None and sign.is_alive(opened.now, timedelta(minutes=within))
    if as_json:
        facts = {"at": sign.at, "host": sign.host, "trouble": sign.trouble} if sign else {}
        print_json({"alive": is_alive, "within_minutes": within, **facts})
        return int(not is_alive)
    if sign is None:
        message = Text("任务还没有运行过。", "The jobs never ran.")
    else:
        at = sign.at.replace("T", " ")
        message = Text(f"最近一次运行：{at}（{sign.host}）。", f"Last run: {at} ({sign.host}).")
    if is_alive:
        speech.say(message)
    else:
        speech.complain(message, _STANDS_STILL)
    if sign and sign.trouble:
        speech.say(sign.trouble)
    return int(not is_alive)


_STANDS_STILL = Text(
    "请看负责的机器是否开着，再看服务或计划任务是否在运行；sheetops doctor 会检查其余的。",
    "See whether the job machine is on and its service or task runs; `sheetops doctor` looks at "
    "the rest.",
)


def _planned(
    shop: "Shop",
    mode: Literal["serve", "timer"],
    system: Literal["systemd", "windows"] | None,
    account: str | None,
) -> Definition:
    return planned(
        shop.folder,
        shop.settings.id,
        shop.settings.name,
        shop.state_folder,
        mode,
        system or this_system(),
        account,
    )


def _say_steps(speech: Speech, definition: Definition) -> None:
    speech.say(Text("用这些命令启用：", "Switch it on with:"))
    for step in definition.enable:
        speech.say(f"  {step}")
    for advice in definition.advice:
        speech.say(advice)
    speech.say(
        Text(
            "以后可用 sheetops check --alive 查看任务是否还在运行。",
            "`sheetops check --alive` tells later whether the jobs still run.",
        )
    )


def _readable(data: bytes) -> str:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if is_wide else "utf-8")
