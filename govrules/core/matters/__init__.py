"""Room of the core: matters and the sign-off steps they go through."""
