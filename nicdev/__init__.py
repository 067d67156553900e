"""nicdev: evidence about networked improvement communities, and briefs to reflect on."""

__version__ = "0.1.0"
