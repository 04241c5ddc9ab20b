"""What a file carries that its page does not show: comments, tracked changes, hidden text, rows, columns and sheets, notes of a speaker, properties,
texts beside pictures, what charts keep of the tables behind them, and what a camera wrote.

For the release gate: each piece with where it stands. Kinds that hold nothing unseen (plain text, tables of plain text) answer nothing.
Source: ECMA-376 part 1, 17.13 (changes), 17.3.2.41 (vanish), 18.3.1 (sheets), 19.3 (slides); OpenDocument 1.3 part 3; ISO 32000-1, 12.5 (annotations); EXIF 2.32.
"""
