"""Leave floor: requests (请假), the board of who is away, the duty roster. It writes `core.Absence`; who acts in the
meantime is derived by `core.authority`. Only the portal sees this floor.
"""
