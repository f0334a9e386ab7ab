"""The methods indicators are counted by: one function in one file each. A new file here is a new method."""
