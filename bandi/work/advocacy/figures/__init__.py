"""The figures of advocacy: letters, submissions, requests and answers, citations, recommendations, publications, the media."""

from bandi.work.advocacy.figures import advice, documents, media, media_parts, requests

FIGURES = (*documents.FIGURES, *advice.FIGURES, *requests.FIGURES, *media.FIGURES, *media_parts.FIGURES)
