"""Approval: what people wrote into the forms that came back, and the notice book.

`words` turns the word columns of lists and the batch sheet into rulings and judgements; `book` reads the clerk's half
of the notice book and adds to the program's half. What is unclear is asked with its cell, never guessed.
"""
