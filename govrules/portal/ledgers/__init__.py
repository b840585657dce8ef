"""The pages of the ledgers (台账)."""
