"""Ring 3, norms and identities: identity, evidence-based culture, narrative."""
