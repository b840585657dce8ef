"""The health check of the web container: is there an answer, and is it that all is well?

python -m govrules.launch.probe http://127.0.0.1:8000/healthz
"""

import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from govrules import env
from govrules.launch.problem import say

PATIENCE = 8  # seconds


def status(url: str) -> int | None:
    """The answer's status, asked under the name that the program answers to; None without one."""
    target = urlsplit(url)
    line = HTTPConnection(target.hostname or "", target.port, timeout=PATIENCE)
    try:
        line.request("GET", target.path or "/", headers={"Host": own_name()})
        return line.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        line.close()


def own_name() -> str:
    first = env.words("ALLOWED_HOSTS", ("localhost",))[0]
    return "localhost" if first == "*" else first.removeprefix(".")


def main(arguments: list[str]) -> int:
    answer = status(arguments[0])
    say(f"{arguments[0]}: {answer or 'no answer'}")
    return 0 if answer == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
