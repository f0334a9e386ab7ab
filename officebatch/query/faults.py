"""What may be wrong with an expression, as messages; `query` raises them, the rule book and the checks show them."""

from __future__ import annotations

from officebatch.wording import marked

EMPTY = marked("There is nothing here but blanks or a remark.")
TOO_LONG = marked("This is {n} letters long; {most} are allowed. Make several lines of it.")
TOO_DEEP = marked("This has too many brackets within brackets. Make several lines of it.")
UNPARSED = marked(
    "This cannot be read from “{near}” on. Write a sentence such as “{example}”, or one SQL expression; put texts "
    "between ' '."
)
NOT_ONE = marked("This must be one single expression, without ; and without a second statement.")
NO_SENTENCE = marked("“{text}” is no sentence the program knows. The nearest is: {example}")
SEVERAL_TRUTHS = marked("This mixes 且 and 或. Write it as two lines, so that everybody reads it alike.")
UNKNOWN_FIELD = marked(
    "“{text}” is no field of register {register} in sheet 字段. Correct it, or add the field there. A text stands "
    "between ' '."
)
UNKNOWN_TABLE = marked("“{text}” is not in sheet 台账. Correct it, or add the register there.")
TWO_TABLES = marked("“{text}” is a field of several registers here. Write the register in front: {example}")
REFUSED = marked("“{text}” cannot be used here. Possible are: {known}.")
NO_FUNCTION = marked("“{text}” is no function that can be used here. They are listed by: officebatch help own")
CLOCK = marked("“{text}” cannot be used: a run of the same day must always say the same. Write 今天 for its day.")
CHANCE = marked("“{text}” cannot be used: a run of the same day must always say the same.")
CONSTRUCT = marked(
    "“{text}” cannot be used here. Beside fields, values and functions there may be (SELECT … FROM … WHERE …) over "
    "registers of sheet 台账."
)
OVER_ROWS = marked("“{text}” is reckoned over several records. Write it as (SELECT {text}(…) FROM … WHERE …).")
KINDS = marked("“{one}” is {first} and “{other}” is {second}: the two cannot be compared.")
NO_SUM = marked("{first} and {second} cannot be reckoned with “{text}”.")
NO_DAY = marked("“{text}” is no day. Write it as 2026-11-20.")
NO_NUMBER = marked("“{text}” is no number.")
UNKNOWN_WORD = marked("“{text}” is none of the words of field {field}, so this could never be. Possible are: {known}.")
WHOLE_NUMBER = marked("“{text}” needs a day and a whole number of working days, as 工作日后(收文日期, 5).")
NO_TRUTH = marked("This gives {first}, but a check needs something that holds or does not hold.")
UNRECKONED = marked("This cannot be reckoned: {reason}")
NOT_STARTED = marked("the part of the program that reckons expressions did not start; install the program anew")
LIMIT = marked("it takes too much time or memory; make it simpler")
CONVERSION = marked("a value cannot be turned into what the expression makes of it")
SEVERAL_VALUES = marked("a SELECT in brackets gives several values for one record; ask for one, as with max(…)")
ENDED = marked("it could not be reckoned ({reason})")

KINDS_OF = {
    "text": marked("a text"),
    "number": marked("a number"),
    "day": marked("a day"),
    "moment": marked("a day with a time"),
    "truth": marked("something that holds or does not"),
    "span": marked("a length of time"),
    "any": marked("nothing certain"),
}
