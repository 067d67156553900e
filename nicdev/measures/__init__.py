"""Statistics that have never heard of the framework: plain arrays in, numbers out."""
