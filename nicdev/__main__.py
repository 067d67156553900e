"""``python -m nicdev`` is ``nicdev``."""

from nicdev.cli import main

if __name__ == "__main__":
    main()
