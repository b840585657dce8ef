"""A picked fact (who signs) is the office's choice among those that fit: one way for some pick is enough."""

import pytest

from govrules.rulebook import RouteError, RulebookError
from tests.rulebook import samples

ROUTE = """
[routes.{key}]
kind = "dispatch"
article = 7
strength = "must"
when = {{ {when} }}
[[routes.{key}.steps]]
act = "sign"
post = "{post}"
group = 1
article = 7
strength = "must"
"""


def book(*ways):
    """The sample with these ways of signing: (conditions, who signs)."""
    routes = [ROUTE.format(key=f"way_{number}", when=when, post=post) for number, (when, post) in enumerate(ways)]
    return samples.book(samples.RULES + "".join(routes))


MAJOR_HEAD = ('major = true, signer = "head"', "head")
MAJOR_DEPUTY = ('major = true, signer = "executive_deputy"', "deputy")
MINOR_DIRECTOR = ('major = false, signer = "office_director"', "office_director")


def test_each_matter_may_have_its_own_choice_of_signers():
    found = book(MAJOR_HEAD, MAJOR_DEPUTY, MINOR_DIRECTOR)
    assert found.route("dispatch", {"major": True, "signer": "executive_deputy"}).steps[0].post == "deputy"
    with pytest.raises(RouteError):
        found.route("dispatch", {"major": True, "signer": "office_director"})


def test_a_matter_that_no_pick_fits_is_a_gap():
    with pytest.raises(RulebookError, match="没有一条符合（major=False"):
        book(MAJOR_HEAD, MAJOR_DEPUTY)


def test_two_ways_for_one_pick_are_still_one_too_many():
    with pytest.raises(RulebookError, match="同时符合的不止一条"):
        book(MAJOR_HEAD, ("major = true", "head"), MINOR_DIRECTOR)
