"""The front-end files that the program serves itself: fetched at set-up by pinned versions and picked.

python -m govrules.launch.assets
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

from govrules import env
from govrules.launch import places, shell
from govrules.launch.problem import Problem, say

SOURCES = ("package.json", "package-lock.json", ".npmrc")
PICKED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "quill/dist/quill.core.js": "quill.core.js",
}
STAMP = "stamp.txt"


def ensure(static: Path, build: Path, log: Path) -> None:
    """Fetch and pick, unless what is there was picked from the same lock file by the same list."""
    vendor = static / "vendor"
    if is_current(static):
        return
    say("· 安装界面组件 …")
    fetch(static, build, log)
    pick(build / "node_modules", vendor)
    (vendor / STAMP).write_text(mark(static))


def is_current(static: Path) -> bool:
    vendor = static / "vendor"
    stamp = vendor / STAMP
    whole = all((vendor / name).exists() for name in PICKED.values())
    return whole and stamp.exists() and stamp.read_text() == mark(static)


def mark(static: Path) -> str:
    lock = (static / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + json.dumps(PICKED).encode()).hexdigest()


def fetch(static: Path, build: Path, log: Path) -> None:
    build.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        shutil.copyfile(static / name, build / name)
    npm = shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")
    if npm is None:
        raise Problem("找不到 npm：请删除 .venv 后重新运行，或先安装 Node.js。")
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    try:
        shell.run([npm, "ci", *quiet], log, folder=build)
    except Problem as problem:
        raise Problem(f"安装界面组件失败；请看网络或 npm 源的设置，然后重新运行。\n{problem}") from problem


def pick(modules: Path, vendor: Path) -> None:
    """Copy what is served, without the links to source maps that are not, and say whose work it is."""
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for source, target in PICKED.items():
        (vendor / target).write_text(without_map((modules / source).read_text()))
    (vendor / "LICENCES.txt").write_text("\n\n".join(licences(modules)))


def without_map(code: str) -> str:
    return "\n".join(line for line in code.splitlines() if "sourceMappingURL=" not in line) + "\n"


def licences(modules: Path) -> list[str]:
    """One entry for each package fetched: name, version, licence, and its text where the package has it."""
    entries = []
    for described in sorted([*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")]):
        about = json.loads(described.read_text())
        texts = [path.read_text() for path in sorted(described.parent.glob("LICENSE*"))]
        title = f"{about['name']} {about['version']}: {about.get('license', '?')}"
        entries.append("\n".join([title, *texts]))
    return entries


def main() -> int:
    here = places.here()
    try:
        ensure(env.ROOT / "static", here.build / "assets", here.log / "setup.log")
    except Problem as problem:
        say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
