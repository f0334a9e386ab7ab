"""The conditions of sheet 名目: one function each, registered under the word the sheet uses."""
