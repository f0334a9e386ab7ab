"""The methods indicators are counted by, one file a method or two; loaded by name, found by code."""
