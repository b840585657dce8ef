"""The features of meetings: how long one speaks, who speaks last, what a decision's effect is, who may stand in."""

from typing import Literal, Self

from pydantic import Field, model_validator

from govrules.rulebook.feature import Feature
from govrules.rulebook.fields import BodyKey, Positive, PostKey, When, wrong
from govrules.rulebook.schema import Frozen


class BodiesParams(Frozen):
    """The bodies for whose meetings it holds."""

    bodies: tuple[BodyKey, ...] = Field(min_length=1)


class BodiesFeature(Feature):
    params: BodiesParams


class SpeakingParams(Frozen):
    """Minutes of a report, of a whole meeting, of one exchange speech; how many organs may give one. None: no limit."""

    report_minutes: Positive | None = None
    meeting_minutes: Positive | None = None
    speakers: Positive | None = None
    speech_minutes: Positive | None = None
    report_bodies: tuple[BodyKey, ...] = ()
    important_exempt: bool = False


class SpeakingFeature(Feature):
    """How long is spoken; `report_bodies`: whose reports are limited (empty: all), `important_exempt`: the whole
    meeting's length is not limited for important ones."""

    params: SpeakingParams

    @model_validator(mode="after")
    def some_limit(self) -> Self:
        limits = ("report_minutes", "meeting_minutes", "speakers", "speech_minutes")
        if not any(getattr(self.params, name) for name in limits):
            raise wrong("params", "至少写明一项时间或人数", limits)
        return self


class LastSpeakerParams(Frozen):
    """The matters on which the head speaks last, and the bodies in which he does (empty: in all)."""

    when: When = {}
    bodies: tuple[BodyKey, ...] = ()


class LastSpeakerFeature(Feature):
    params: LastSpeakerParams


class EffectParams(Frozen):
    """From when a decision holds: the end of the meeting, or the issue of its minutes."""

    begins: Literal["meeting_end", "minutes_issued"]
    bodies: tuple[BodyKey, ...] = Field(min_length=1)


class EffectFeature(Feature):
    params: EffectParams


class StandInAtMeetingParams(Frozen):
    """Who comes for an organ's head who is excused: whom he names, or the organ's deputy in charge."""

    who: Literal["named", "deputy"]
    speaks_for_organ: bool = False
    bodies: tuple[BodyKey, ...] = ()


class StandInAtMeetingFeature(Feature):
    """Who comes in somebody's place. He is no member of the body and counts for no quorum."""

    params: StandInAtMeetingParams


class MinutesBeforeParams(Frozen):
    minutes: Positive


class MinutesBeforeFeature(Feature):
    params: MinutesBeforeParams


class ExcusedParams(Frozen):
    """Whose view before the meeting is asked for: of those excused (of these posts; empty: anybody's), or of all."""

    posts: tuple[PostKey, ...] = ()
    excused_only: bool = False


class ExcusedFeature(Feature):
    params: ExcusedParams


class SupervisedParams(Frozen):
    """Who takes decided matters in hand: a post of the office, or the office's supervision unit without one.

    `every`: none of the decisions is left out without a reason; `assigned`: what the head assigns is taken in hand
    too; `staged`: what is demanded is put when deciding, fixed when deploying, looked at after it is carried out.
    """

    by: Literal["office_director", "supervision_office", "departments"]
    every: bool = False
    assigned: bool = False
    staged: bool = False


class SupervisedFeature(Feature):
    params: SupervisedParams


class FeedbackParams(Frozen):
    """The kinds of organs that must feed back how a decision is carried out."""

    organs: tuple[Literal["department", "township", "institution"], ...] = Field(min_length=1)


class FeedbackFeature(Feature):
    params: FeedbackParams


class ListApprovedParams(Frozen):
    """For which bodies a list of who is to come is put to whom."""

    bodies: tuple[BodyKey, ...] = Field(min_length=1)
    approver: PostKey


class ListApprovedFeature(Feature):
    params: ListApprovedParams


class OrganizerParams(Frozen):
    """Who does the work of a meeting: under whom, with whom as the main organ."""

    leader: PostKey
    main: Literal["office", "host"]


class OrganizerFeature(Feature):
    params: OrganizerParams


MEETING_FEATURES: dict[str, type[Feature]] = {
    "speaking_limits": SpeakingFeature,
    "head_speaks_last": LastSpeakerFeature,
    "effect_of_decisions": EffectFeature,
    "publication_of_decisions": BodiesFeature,
    "optional_minutes": BodiesFeature,
    "extra_meetings": BodiesFeature,
    "papers_in_advance": BodiesFeature,
    "leaders_confer": BodiesFeature,
    "stand_in_at_meeting": StandInAtMeetingFeature,
    "opinion_in_advance": ExcusedFeature,
    "arrive_before": MinutesBeforeFeature,
    "decision_supervision": SupervisedFeature,
    "decision_feedback": FeedbackFeature,
    "attendee_list": ListApprovedFeature,
    "event_organizer": OrganizerFeature,
}
