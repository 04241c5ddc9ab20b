"""Advocacy: letters, submissions, what later documents took up of them, publications, and our appearances in the media.

Knows activities, people and organisations below it; nothing of its siblings. Deadlines, engagements and the
citation finder come with another issue.
"""
