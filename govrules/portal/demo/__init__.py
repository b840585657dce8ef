"""Room of the portal: the demo bar: switch person, move the clock, load a notice marked 演示."""
