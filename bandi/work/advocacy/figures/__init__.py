"""The figures of advocacy: letters, citations, publications, appearances in the media."""

from bandi.work.advocacy.figures import documents, media

FIGURES = (*documents.FIGURES, *media.FIGURES)
