"""Room of the core: the published texts of the rules, as an office loads them. None is kept in the repository."""
