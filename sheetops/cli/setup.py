"""Commands that set a shop up: demo, init, doctor."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from sheetops.cli.options import HERE, AsJson, ShopFolder, example, open_shop, progress
from sheetops.cli.speech import print_json, speak, spoken_here
from sheetops.records.text import Language, Text

Tongue = Annotated[
    Literal["zh-CN", "en"] | None, typer.Option("--language", "-l", help="Language of the shop.")
]


@example("sheetops init my-shop --language zh-CN --name 晴山旗舰店")
def init(
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.")],
    language: Tongue = "zh-CN",
    name: Annotated[str, typer.Option(help="The shop's name.")] = "",
) -> int:
    """Make a new shop: its workbooks, handbook, folders and settings."""
    from sheetops.adapters.workbook.build.new_shop import init_shop

    tongue: Language = language or "zh-CN"
    speech = speak(tongue)
    init_shop(folder, tongue, name or Text("我的店铺", "My shop").to(tongue))
    for line in (
        Text(f"店铺已建好：{folder}", f"The shop is ready: {folder}"),
        Text(
            "1. 在 sheetops.toml 填写店名、退货地址和邮件。",
            "1. Fill in sheetops.toml: name, return address, mail.",
        ),
        Text(
            "2. 打开 handbook.xlsx，核对政策、客服和库存。",
            "2. Open handbook.xlsx: policy, agents, inventory.",
        ),
        Text(
            "3. 在 applications.xlsx 登记，或把平台导出文件放进 inbox。",
            "3. Write into applications.xlsx, or drop exports into inbox/.",
        ),
        Text(f"4. 运行：sheetops run --shop {folder}", f"4. Run: sheetops run --shop {folder}"),
    ):
        speech.say(line)
    return 0


@example("sheetops demo --seed 7 --language en")
def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="A new folder for the demo shop.", show_default="demo-shop, or the next one free"
        ),
    ] = None,
    language: Tongue = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same shop.")] = 1,
) -> int:
    """Make a believable shop, run its day, and say what happened and where to look.

    Exit code as for `run`: not 0 when a job of the day did not work.
    """
    from sheetops.cli.showcase import free_folder, show_a_day

    speech = speak(language or spoken_here())
    with progress(speech) as show:
        day = show_a_day(folder or free_folder(), speech.language, seed, show)
    for line in day.told:
        speech.say(line)
    for error in day.errors:
        speech.complain(error.message, error.remedy)
    return max((error.exit_code for error in day.errors), default=0)


@example("sheetops doctor")
def doctor(shop: ShopFolder = HERE, as_json: AsJson = False) -> int:
    """Say what is missing on this machine or in this shop, and how to get it.

    Outside a shop it looks at the machine alone. Exit code 1 when jobs cannot run as it is.
    """
    from sheetops.adapters.settings import FILE
    from sheetops.cli.programs import programs

    if shop == HERE and not (shop / FILE).exists():
        speech, findings = speak(spoken_here()), list(programs())
    else:
        from sheetops.cli.examination import examine

        opened, speech = open_shop(shop)
        with progress(speech) as show:
            show(speech.word(Text("检查", "looking")), 0, 1)
            findings = examine(opened)
    if as_json:
        print_json([finding.as_json(speech.language) for finding in findings])
    else:
        headings = (Text("项目", "What"), Text("结果", "Result"), Text("怎么办", "What to do"))
        speech.table(headings, (finding.cells() for finding in findings))
    return int(any(finding.is_error for finding in findings))
