"""Where things lie: the project's root, and the atlases of the tests."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
ATLASES = ROOT / "tests" / "atlases"
