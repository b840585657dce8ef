"""Room of the core: the append-only, hash-chained record of official acts."""
