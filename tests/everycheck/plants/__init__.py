"""The plants, one file a family of checks."""
