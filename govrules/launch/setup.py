"""What stands beside the program: libraries, front-end files, fonts; each looks first whether it is there.

python -m govrules.launch.setup
"""

import sys

from govrules import env
from govrules.launch import assets, fonts, places, system
from govrules.launch.places import Places
from govrules.launch.problem import Problem, say


def set_up(here: Places) -> None:
    log = here.log / "setup.log"
    system.ensure(log)
    assets.ensure(env.ROOT / "static", here.build / "assets", log)
    if fonts.wanting(here.fonts):
        say("· 准备公文字体（首次约需一分钟）…")
        fonts.main(["--out", str(here.fonts)])


def main() -> int:
    try:
        set_up(places.here())
    except (Problem, env.EnvError) as problem:
        say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
