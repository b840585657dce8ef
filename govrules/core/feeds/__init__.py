"""Room of the core: a person's calendar for programs that cannot log in (日程订阅)."""
