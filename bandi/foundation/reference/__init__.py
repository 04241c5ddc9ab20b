"""Reference: what the other packages refer to. Dates as exact as they are known, places, terms of
vocabularies that users extend, money, texts in two languages. Knows no record of any work.
"""
