"""The features of a rulebook: behaviours that are no gate, deadline, route, cadence or register."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from govrules.rulebook import vocabulary as words
from govrules.rulebook.feature import Feature
from govrules.rulebook.fields import (
    BodyKey,
    FiledWith,
    Ground,
    LeaveKind,
    Occasion,
    Positive,
    PostKey,
    StepAct,
    Strength,
    Text,
    Told,
    Whose,
    wrong,
)
from govrules.rulebook.meeting_features import MEETING_FEATURES
from govrules.rulebook.schema import Frozen
from govrules.rulebook.seal_features import SEAL_FEATURES


class StandIn(Frozen):
    """One ground on which someone acts for the holder of a post; acts = [] means all of them."""

    ground: Ground
    on: tuple[Occasion, ...] = Field(min_length=1)
    candidates: tuple[PostKey, ...] = Field(min_length=1)
    acts: tuple[StepAct, ...] = ()
    article: Positive
    strength: Strength = "must"
    note: str = ""


class StandInParams(Frozen):
    post: PostKey
    grounds: tuple[StandIn, ...] = ()


class StandInFeature(Feature):
    """Who acts while a post's holder is away or the post is empty; silent: nobody, it is held."""

    params: StandInParams

    @property
    def articles(self) -> tuple[int, ...]:
        return (*super().articles, *(ground.article for ground in self.params.grounds))

    @model_validator(mode="after")
    def grounds_or_silence(self) -> Self:
        if self.silent == bool(self.params.grounds):
            raise wrong("params.grounds", "要么写明代行的依据，要么写 silent = true")
        return self


class PostsParams(Frozen):
    posts: tuple[PostKey, ...] = Field(min_length=1)


class PostsFeature(Feature):
    params: PostsParams


Paper = Literal["submission", "agenda_item"]


class CoordinationParams(Frozen):
    """Who brings together the organs that disagree on a paper of these kinds, and who helps him.

    `instead`: who may do it in his place of his own right; `inconclusive`: what he gives where no agreement is reached
    (主导意见), `signed`: whether all that took part sign, `meeting`: the body at whose meeting an agreement is made.
    """

    coordinator: PostKey
    whose: Whose
    assistant: PostKey | None = None
    kinds: tuple[Paper, ...] = ("submission",)
    instead: PostKey | None = None
    inconclusive: Text | None = None
    signed: bool = False
    meeting: BodyKey | None = None


class CoordinationFeature(Feature):
    params: CoordinationParams


class NoteParams(Frozen):
    """On papers of which kinds the heads concerned countersign what divides them."""

    kinds: tuple[Paper, ...] = Field(min_length=1)


class NoteFeature(Feature):
    params: NoteParams


class ToPartyParams(Frozen):
    """The classes of matters that the rules list, in their order, and who puts such a matter forward in general."""

    classes: tuple[Text, ...] = ()
    submitter: PostKey | None = None


class ToPartyFeature(Feature):
    params: ToPartyParams = ToPartyParams()


class CirclingParams(Frozen):
    """What a leader's circled name means; `explicit`: a request needs his opinion in words, name and date."""

    request: Literal["agree"] | None = None
    report: Literal["read"] | None = None
    explicit: bool = False


class CirclingFeature(Feature):
    params: CirclingParams


class StudyParams(Frozen):
    body: BodyKey
    position: Positive
    chair: PostKey
    theme_by: PostKey
    joined_by: tuple[PostKey, ...] = ()


class StudyFeature(Feature):
    params: StudyParams


class DutyParams(Frozen):
    """Hours of duty a day, the kinds of organs that keep it, who may lead it, who must take his turn in leading."""

    hours: Annotated[int, Field(ge=1, le=24, strict=True)]
    organs: tuple[Literal["office", "department", "township", "institution"], ...] = Field(min_length=1)
    leaders: tuple[PostKey, ...] = Field(min_length=1)
    main_heads: tuple[PostKey, ...] = ()


class DutyFeature(Feature):
    params: DutyParams


class LeaveFormParams(Frozen):
    """The printed form of asking leave: its name, and the reasons for being away that the rules list."""

    name: Text
    kinds: tuple[LeaveKind, ...] = Field(min_length=1)


class LeaveFormFeature(Feature):
    params: LeaveFormParams


class LeaveFilingParams(Frozen):
    """With whom, and what this county calls them (县委办公室) where the general word would sound strange."""

    to: tuple[FiledWith, ...] = Field(min_length=1)
    names: dict[FiledWith, Text] = {}


class LeaveFilingFeature(Feature):
    """With whom a leave is filed for the record."""

    params: LeaveFilingParams


class LeaveToldParams(Frozen):
    who: tuple[Told, ...] = Field(min_length=1)


class LeaveToldFeature(Feature):
    """Who is told of a leave once it is granted."""

    params: LeaveToldParams


class TripReportParams(Frozen):
    body: BodyKey


class TripReportFeature(Feature):
    """To which meeting a trip is reported after the return."""

    params: TripReportParams


FEATURES: dict[str, type[Feature]] = {
    **dict.fromkeys(words.FEATURES, Feature),
    **MEETING_FEATURES,
    **SEAL_FEATURES,
    "stand_in": StandInFeature,
    "composition": PostsFeature,
    "head_responsibility": PostsFeature,
    "department_head_responsibility": PostsFeature,
    "portfolios": PostsFeature,
    "task_entrustment": PostsFeature,
    "ab_roles": PostsFeature,
    "meeting_organizer": PostsFeature,
    "no_meeting_leave": PostsFeature,
    "first_responsible": PostsFeature,
    "implementation_report": PostsFeature,
    "disagreement_coordination": CoordinationFeature,
    "disagreement_note": NoteFeature,
    "to_party_committee": ToPartyFeature,
    "first_topic_study": StudyFeature,
    "circling": CirclingFeature,
    "duty_roster": DutyFeature,
    "leave_form": LeaveFormFeature,
    "leave_filing": LeaveFilingFeature,
    "leave_told": LeaveToldFeature,
    "trip_report": TripReportFeature,
}
