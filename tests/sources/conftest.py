"""What the tests of readers share: an input of any kind, given as text or bytes under a name that says nothing."""

import pytest

from newsclip.sources import open_source
from newsclip.sources.detect import detect
from newsclip.sources.handle import file_source


class Inputs:
    def __init__(self, folder):
        self.folder = folder

    def file(self, content, name="export.dat"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def kind(self, content, name="export.dat"):
        return detect(file_source(self.file(content, name)))

    def read(self, content, name="export.dat", kind=""):
        """The items of an input whose format is found by its content alone."""
        return list(open_source(self.file(content, name), kind))


@pytest.fixture
def inputs(tmp_path):
    return Inputs(tmp_path)
