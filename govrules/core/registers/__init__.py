"""Ledgers (台账): what the rules want on record, its columns written in the rulebook."""
