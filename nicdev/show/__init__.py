"""Disclosed -> figure, table, sentence, alt text; and the gate that makes Disclosed."""
