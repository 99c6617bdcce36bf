"""Write the golden mails anew, to be looked at before they are committed: run with `python -m`."""

from collections.abc import Iterator
from pathlib import Path

from sheetops.adapters.reports import Rendered, render_mail
from sheetops.records.text import LANGUAGES
from tests.report.sample_mails import MAILS

GOLDEN = Path(__file__).parent / "golden"


def parts(mail: Rendered) -> Iterator[tuple[str, str]]:
    """Yield file name and content of each part of a mail."""
    yield "subject.txt", mail.subject + "\n"
    yield "body.txt", mail.text
    yield "body.html", mail.html


def main() -> None:
    for name in MAILS:
        for language in LANGUAGES:
            folder = GOLDEN / name / language
            folder.mkdir(parents=True, exist_ok=True)
            mail = render_mail(name, MAILS[name](language), language)
            for part, content in parts(mail):
                (folder / part).write_text(content, "utf-8")


if __name__ == "__main__":
    main()
