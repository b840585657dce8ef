"""`make run`: get ready, start everything, watch over it, and leave nothing behind.

python -m govrules.launch
"""

import os
import sys
import time

from govrules import env
from govrules.launch import places, preflight, programs, shell
from govrules.launch.places import Places
from govrules.launch.preflight import Address
from govrules.launch.problem import Problem, say
from govrules.launch.setup import set_up
from govrules.launch.supervisor import Supervisor


def main() -> int:
    began = time.monotonic()
    try:
        here, address = places.here(), Address.wanted()
        with preflight.alone(here, address):
            preflight.port_is_free(address)
            supervisor = Supervisor(programs.all_of(here, address), here.log, env.ROOT)
            os.environ.update(programs.environment(here, address))
            set_up(here)
            fill(here)
            supervise(supervisor, here, address, began)
    except (Problem, env.EnvError) as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("\n已停止。")
        return 130
    return 0


def fill(here: Places) -> None:
    """The tables, and in demo mode the demo where there is no data yet."""
    if not here.database.exists() and not env.text("DATABASE_URL"):
        demo = "，装入演示数据" if env.boolean("GOVRULES_DEMO", False) else ""
        say(f"· 建立数据库{demo} …")
    day = env.text("AS_OF")
    command = [sys.executable, "manage.py", "prepare", *(["--as-of", day] if day else [])]
    shell.run(command, here.log / "setup.log", folder=env.ROOT)


def supervise(supervisor: Supervisor, here: Places, address: Address, began: float) -> None:
    supervisor.listen()
    try:
        supervisor.start()
        if not supervisor.told.is_set():
            welcome(here, address, time.monotonic() - began)
        supervisor.watch()
    finally:
        say("\n正在停止 …")
        supervisor.stop()
        say("已停止，数据保存在 " + str(here.data))


def welcome(here: Places, address: Address, seconds: float) -> None:
    say(f"\nGovRules 已启动（{seconds:.0f} 秒）：{address.url}")
    logins = here.data / "demo_logins.txt"
    if env.boolean("GOVRULES_DEMO", False) and logins.exists():
        say(logins.read_text().rstrip())
    if address.public:
        say("注意：网页对其他机器开放；演示模式下任何人都可以切换成任何干部。")
    say("按 Ctrl-C 停止。")


if __name__ == "__main__":
    sys.exit(main())
