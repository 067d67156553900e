"""Ring 1, the technical core: problem, theory, inquiry, measurement."""
