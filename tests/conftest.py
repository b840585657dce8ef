"""What every test has at hand."""

from pathlib import Path

pytest_plugins = ["tests.proves"] if Path(__file__).with_name("proves.py").exists() else []
