"""Makes the demo shop: a month at a believable desk, the same for the same seed and day."""

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from sheetops.adapters.demo import words
from sheetops.adapters.demo.desk import Desk
from sheetops.adapters.demo.export import export
from sheetops.adapters.demo.faults import spoil
from sheetops.adapters.demo.lives import Life, lives
from sheetops.adapters.demo.pictures import picture
from sheetops.adapters.demo.rows import Cells, application, feedback
from sheetops.adapters.demo.slip_rows import slips
from sheetops.adapters.workbook.build.new_shop import write_shop
from sheetops.records.seed import Row, example_handbook
from sheetops.records.settings import ReturnAddress, Settings
from sheetops.records.text import Language

OPENING = time(9, 30)
"""When the demo's day begins: nothing in the shop is later than this on the day of its making."""

A_MONTH = 72


def make_demo_shop(
    folder: Path,
    language: Language,
    seed: int,
    today: date,
    cases: int = A_MONTH,
    shop_id: str | None = None,
) -> None:
    """Make a shop in `folder` as it stands at `OPENING` on `today`, with about `cases` cases.

    `shop_id` names its local state: two shops that are worked on need two. Same arguments, same
    bytes. FolderNotEmpty and StorageError as for any new shop.
    """
    rng = Random(f"{seed}")  # noqa: S311 - a demo, no secret
    settings = _settings(language, seed, shop_id)
    starting = example_handbook(language, today)
    month = lives(rng, datetime.combine(today, OPENING), starting["inventory"], cases)
    desk = _open_desk(rng, month, settings, starting, today)
    spoil(desk)
    name, data = export(desk.cases, starting["inventory"], rng, desk.now, language)
    extra = {f"inbox/{name}": data, **_pictures(month, desk, rng)}
    write_shop(folder, settings, desk.tables(), extra)


def _open_desk(
    rng: Random,
    month: list[Life],
    settings: Settings,
    starting: Mapping[str, tuple[Row, ...]],
    today: date,
) -> Desk:
    """Return the desk as a careful team would have kept it."""
    now, language = datetime.combine(today, OPENING), settings.language
    said = {str(row["code"]): _first_word(row["platform_words"]) for row in starting["reasons"]}
    rows = [application(life, rng, settings, said[life.reason]) for life in month]
    _link_converted(month, rows)
    return Desk(
        cases=rows,
        slips=slips(month, rows, rng, now, settings),
        feedback=feedback(month, rng, now, language),
        handbook={key: [dict(row) for row in found] for key, found in starting.items()},
        now=now,
        language=language,
        # just approved: the next run gives these their slips
        spoilt={
            id(row) for life, row in zip(month, rows, strict=True) if life.story.name == "fresh"
        },
    )


def _link_converted(month: list[Life], rows: list[Cells]) -> None:
    """An exchange that became a refund is followed by a return of the same order."""
    for place, life in enumerate(month):
        if life.status == "converted":
            later = (n for n in range(place + 1, len(month)) if month[n].sku == life.sku)
            follower = next(later, min(place + 1, len(month) - 1))
            rows[place]["linked_case"] = month[follower].case_id
            rows[follower] |= {key: rows[place][key] for key in ("order_no", "sub_order_no")}


def _settings(language: Language, seed: int, shop_id: str | None) -> Settings:
    return Settings(
        id=shop_id or f"demo-{seed}-{language}".lower(),
        name=words.SHOP.to(language),
        language=language,
        return_address=ReturnAddress(
            name=words.CONSIGNEE.to(language),
            phone="0571-86880000",
            address=words.ADDRESS.to(language),
            postcode="311113",
        ),
    )


def _first_word(names: object) -> str:
    return str(names).split(";", 1)[0]


def _pictures(month: list[Life], desk: Desk, rng: Random) -> Mapping[str, bytes]:
    """Return a picture for each path that a row names, where the path leads into `evidence/`."""
    goods = {life.case_id: life.sku for life in month}
    found: dict[str, bytes] = {}
    for row in desk.cases:
        path = str(row.get("evidence") or "")
        if path.startswith("evidence/"):
            found[path] = picture(goods.get(path.split("/")[1], ""), rng)
    for row in desk.slips:
        path = str(row.get("inspect_photos") or "")
        if path:
            found[path] = picture(str(row["items"]), rng)
    return found
