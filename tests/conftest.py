"""What every test has at hand."""

pytest_plugins = ["tests.proves", "tests.core.cast"]
