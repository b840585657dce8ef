"""The demo tells of a note that the heads countersign before a disputed request is sent."""

from types import SimpleNamespace

from govrules.demo.players import Submitted
from tests.core.cast import in_county
from tests.meetings.coordination.talks import QUESTION, Talks


@in_county("toksun-2021")
def test_the_heads_note_of_the_demo_lets_it_be_sent(talks: Talks) -> None:
    made = talks.disputed()
    player = SimpleNamespace(
        plan={"proposal": "建议由财政安排。"}, clerk=talks.cast.education_clerk, matter=made.matter
    )
    Submitted.hear_note(player, talks.papers.asked(made, "finance"), "note", QUESTION, "学位不足。")
    talks.papers.submit(made)
    assert talks.state(made) == "signing"
