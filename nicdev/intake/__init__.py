"""Intake: one reader for each thing an evaluator holds; each ends in raw tables and a report."""
