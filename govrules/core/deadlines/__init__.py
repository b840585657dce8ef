"""Room of the core: deadlines as rows, and the sweep that fires them."""
