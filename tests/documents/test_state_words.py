"""A state's key alone says what the pages call it: no two kinds of documents share one."""

import pytest

from documents.departmental.states import State as OwnState
from documents.dispatch.states import State as DispatchState
from documents.listing import WORDS
from documents.seals.states import State as SealState
from documents.submission.states import State as SubmissionState


def test_no_state_of_one_kind_has_the_key_of_another() -> None:
    assert len({*SubmissionState, *DispatchState, *OwnState, *SealState}) == len(WORDS)
    assert len(WORDS) == len(SubmissionState) + len(DispatchState) + len(OwnState) + len(SealState)


@pytest.mark.parametrize("states", [SubmissionState, DispatchState, OwnState, SealState])
def test_every_state_is_called_by_its_own_word(states: type[SubmissionState] | type[DispatchState]) -> None:
    assert {state: WORDS[state] for state in states} == dict(states.choices)
