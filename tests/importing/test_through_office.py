"""An export that went through LibreOffice is the same export: as a real .xls and as a page."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sheetops.adapters.exports import read_export
from sheetops.rules.importing.export import Export
from tests.importing.export_files import as_xlsx, exported

FORMS = {"xls": "xls:MS Excel 97", "html": "html:HTML (StarCalc)"}


@pytest.mark.office
def test_an_export_survives_libreoffice_in_every_format(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    rows = [exported(退货物流单号="0075312345678901"), exported(退款编号="106206407540811")]
    source = tmp_path / "退款管理.xlsx"
    source.write_bytes(as_xlsx(rows))
    before = read_export(source.read_bytes(), source.name)
    assert isinstance(before, Export)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for name, form in FORMS.items():
        command = [soffice, profile, "--headless", "--convert-to", form, "--outdir"]
        target = tmp_path / name
        subprocess.run(
            [*command, str(target), str(source)], check=True, capture_output=True, timeout=120
        )
        (made,) = target.iterdir()
        after = read_export(made.read_bytes(), made.name)
        assert isinstance(after, Export), (name, after)
        assert [row.facts for row in after.rows] == [row.facts for row in before.rows], name
