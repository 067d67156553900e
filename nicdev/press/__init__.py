"""The press: plans, runs notebooks, exports briefs, keeps the ledger. Knows no statistics."""
