"""Room of meetings: organs that disagree, brought together by the leader in charge (分歧的协调)."""
