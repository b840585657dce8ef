"""A state's key alone says what the pages call it: no two kinds of documents share one."""

import pytest

from documents.departmental.states import State as OwnState
from documents.dispatch.states import State as DispatchState
from documents.listing import WORDS
from documents.publicity.states import State as PublicState
from documents.seals.states import State as SealState
from documents.submission.states import State as SubmissionState


def test_no_state_of_one_kind_has_the_key_of_another() -> None:
    kinds = (SubmissionState, DispatchState, OwnState, PublicState, SealState)
    assert len({state for kind in kinds for state in kind}) == len(WORDS) == sum(len(kind) for kind in kinds)


@pytest.mark.parametrize("states", [SubmissionState, DispatchState, OwnState, PublicState, SealState])
def test_every_state_is_called_by_its_own_word(states: type[SubmissionState] | type[DispatchState]) -> None:
    assert {state: WORDS[state] for state in states} == dict(states.choices)
