"""The demo office of 阳高."""
