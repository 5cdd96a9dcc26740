"""How large may a file be?"""

MEGABYTE = 1_000_000

MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED_BYTES = 200 * MEGABYTE
MOST_ROWS = 50_000
MOST_COLUMNS = 300

# Titles, blank rows and notes come on top of the rows of answers.
MOST_SPARE_ROWS = MOST_ROWS + 1_000
