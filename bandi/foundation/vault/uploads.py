"""Uploads: sealed as they arrive. Django's own handler would write files of more than 2.5 MB to the disk in plaintext.

Guards against: plaintext in temporary files, and an upload without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from bandi.foundation.vault.blobs import Incoming


class SealedUpload(UploadedFile):
    """An uploaded file as it stands sealed on the disk. `chunks` opens it for this request; `incoming.keep` keeps it.

    What is neither kept nor dropped is unreadable when the request ends, for its key is nowhere else, and is swept away.
    """

    def __init__(self, incoming: Incoming, name: str, content_type: str | None, size: int) -> None:
        super().__init__(file=None, name=name, content_type=content_type, size=size)
        self.incoming = incoming

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the plaintext piece by piece."""
        return self.incoming.opened()

    def read(self, size: int = -1) -> bytes:
        """Return the whole plaintext; only for what is small. Sizes other than all are not offered."""
        if size is not None and size >= 0:
            raise ValueError("a sealed upload is read whole or in chunks")
        return b"".join(self.chunks())

    def multiple_chunks(self, chunk_size: int | None = None) -> bool:
        return True

    def close(self) -> None:
        """Forget what was not kept."""
        if not self.incoming.is_kept:
            self.incoming.drop()


class SealingHandler(FileUploadHandler):
    """Receives every upload of the house."""

    chunk_size = 256 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._incoming: Incoming | None = None
        self._total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._incoming = Incoming()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._total += len(raw_data)
        if self._total > settings.LARGEST_UPLOAD or self._incoming is None:
            self._drop()
            raise StopUpload(connection_reset=True)
        self._incoming.write(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload | None:
        if self._incoming is None:
            return None
        incoming, self._incoming = self._incoming, None
        incoming.finish()
        return SealedUpload(incoming, self.file_name, self.content_type, file_size)

    def upload_interrupted(self) -> None:
        self._drop()

    def _drop(self) -> None:
        if self._incoming is not None:
            self._incoming.drop()
            self._incoming = None
