"""What the organisation says in public: editions of the activity report and how they are drawn.

This package knows editions, their section tree and texts, the check before publishing, and the press that turns a
finished `Document` into PDF, Word and HTML (`press`, with `fonts` and `outlines` as its data). It does not know
testimony, protected people or evidence, and never imports the packages that hold them; content reaches it as blocks.
"""
