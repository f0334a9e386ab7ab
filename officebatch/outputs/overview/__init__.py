"""总览: the state of the office on one page, a file of its own for any browser, without a network.

`sections` tell what the first screen and the parts below it say, `findings` and `open_matters` are the two long
tables, `links` the ways into papers and registers, `document` puts all of it into one HTML file. What a reader sees is
drawn in the browser from JSON by `assets/*.js`, text by text: nothing a cell holds is ever read as HTML.
"""
