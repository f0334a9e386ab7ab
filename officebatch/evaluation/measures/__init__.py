"""The measures: one function in one file each. A new file here is a new measure."""
