"""Seals and letters of introduction: who keeps them, who approves their use, what was sealed, where they are."""
