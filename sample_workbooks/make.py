"""Makes the sample shops beside this file: `python sample_workbooks/make.py`.

One believable shop in each language, as it stands in the morning before the day's run: good rows,
every usual mistake, and an export in the inbox. The same on every run.
"""

import shutil
import tempfile
from datetime import date
from pathlib import Path

from sheetops.adapters.demo import make_demo_shop
from sheetops.records.text import LANGUAGES

SEED = 7
DAY = date(2026, 11, 23)
CASES = 40


def make(folder: Path) -> None:
    """Make the sample shops in `folder`, in place of those that are there."""
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as name:
            # whole, before the one that is there goes
            shop = Path(name) / language
            make_demo_shop(shop, language, SEED, DAY, CASES, shop_id=f"sample-{language.lower()}")
            shutil.rmtree(folder / language, ignore_errors=True)
            shutil.copytree(shop, folder / language)


if __name__ == "__main__":
    make(Path(__file__).resolve().parent)
