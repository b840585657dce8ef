"""What stops a start, said in one sentence to whoever typed the command."""


class Problem(Exception):
    """The sentence says what is wrong and what to do."""


def say(line: str = "") -> None:
    print(line, flush=True)
