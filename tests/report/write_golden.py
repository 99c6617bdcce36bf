"""Write the golden mails anew, to be looked at before they are committed: run with `python -m`."""

from sheetops.adapters.reports import render_mail
from sheetops.records.text import LANGUAGES
from sheetops.rules.reporting.daily import daily
from tests.report.test_daily import GOLDEN, a_day


def main() -> None:
    for language in LANGUAGES:
        mail = render_mail("daily", daily(a_day(language), language), language)
        folder = GOLDEN / language
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "subject.txt").write_text(mail.subject + "\n", "utf-8")
        (folder / "body.txt").write_text(mail.text, "utf-8")
        (folder / "body.html").write_text(mail.html, "utf-8")


if __name__ == "__main__":
    main()
