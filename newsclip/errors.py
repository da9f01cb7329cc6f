"""Every way in which newsclip can fail, as one tree.

    NewsclipError                       exit 1  something went wrong with one input
    ├── UsageError                      exit 2  the command or a setting makes no sense
    │   └── QueryError                  exit 2  a search query that cannot be understood
    ├── SourceError                     exit 1  an input cannot be read
    │   ├── SourceNotFound                      no such file
    │   ├── UnsupportedSource                   a picture, a PDF, a folder without articles...
    │   ├── FrontMatterError                    the front matter is broken
    │   └── HostileInput                        beyond a cap on size, depth or nesting
    ├── NoArticle                       exit 3  the page holds no article (login, consent wall, soft 404...)
    ├── FetchError                      exit 1  a URL cannot be fetched
    │   ├── FetchRefused                        the address, scheme or robots.txt forbids it
    │   ├── FetchTimeout                        over the deadline
    │   ├── FetchTooLarge                       over the cap on size
    │   ├── FetchIncomplete                     the body ended early or its compression is broken
    │   └── HttpStatusError                     an answer of 4xx or 5xx
    ├── Interrupted                     exit 130  Ctrl-C, where there is more to say than that
    ├── ArchiveError                    exit 1  the archive cannot be read or written
    │   ├── NotInArchive                        no such article
    │   ├── EditedByHand                exit 4  a person has edited the file: refused without --force
    │   └── ArchiveLocked                       another newsclip is writing
    └── InternalError                   exit 70 a defect of newsclip met one input; the others go on

An error says which input, what was wrong and what to do next; the command line prints it on one line.
When several inputs fail for different reasons the exit code is 1. Ctrl-C exits with 130.
"""

from __future__ import annotations


class NewsclipError(Exception):
    """Root of the tree.

    `source` names the input (a path, a URL, an id), `reason` what was wrong with it, `hint` the way out.
    """

    exit_code = 1

    def __init__(self, reason: str, *, source: str = "", hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.source = source
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.source}: {self.reason}" if self.source else self.reason
        line = f"{head}; {self.hint}" if self.hint else head
        return " ".join(line.split())

    def __reduce__(self) -> tuple[object, ...]:
        # An error made in a worker process must arrive whole: Exception's own pickling drops keyword arguments.
        return _rebuild, (type(self), self.reason, self.source, self.hint, self.__dict__)


def _rebuild(cls: type[NewsclipError], reason: str, source: str, hint: str, state: dict[str, object]) -> NewsclipError:
    error = cls.__new__(cls)
    NewsclipError.__init__(error, reason, source=source, hint=hint)
    error.__dict__.update(state)
    return error


class UsageError(NewsclipError):
    """The command, an option or a setting makes no sense."""

    exit_code = 2


class QueryError(UsageError):
    """A search query that cannot be understood; the reason says where understanding stopped."""


class SourceError(NewsclipError):
    """An input cannot be read."""


class SourceNotFound(SourceError):
    """There is no such file."""


class UnsupportedSource(SourceError):
    """The input is not something that can hold an article."""


class FrontMatterError(SourceError):
    """The front matter of a post is broken."""


class HostileInput(SourceError):
    """The input is beyond a cap on size, depth or nesting."""


class NoArticle(NewsclipError):
    """The page holds no article; `reason` says why, and `looks_like` what it is instead, where that is known."""

    exit_code = 3

    def __init__(self, reason: str, *, source: str = "", hint: str = "", looks_like: str = "") -> None:
        super().__init__(reason, source=source, hint=hint)
        self.looks_like = looks_like


class FetchError(NewsclipError):
    """A URL cannot be fetched."""


class FetchRefused(FetchError):
    """The address, the scheme or robots.txt forbids the fetch."""


class FetchTimeout(FetchError):
    """The fetch went over its deadline."""


class FetchTooLarge(FetchError):
    """The answer is over the cap on size."""


class FetchIncomplete(FetchError):
    """The body ended early, or its compression is broken."""


class HttpStatusError(FetchError):
    """The server answered with a status of 4xx or 5xx; `retry_after` is how many seconds it asks to wait."""

    def __init__(
        self, reason: str, *, status: int, source: str = "", hint: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(reason, source=source, hint=hint)
        self.status = status
        self.retry_after = retry_after


class Interrupted(NewsclipError):
    """Ctrl-C came; the reason says what was done until then."""

    exit_code = 130


class ArchiveError(NewsclipError):
    """The archive cannot be read or written."""


class NotInArchive(ArchiveError):
    """The archive holds no such article."""


class EditedByHand(ArchiveError):
    """A person has edited the file, so it is not overwritten."""

    exit_code = 4


class ArchiveLocked(ArchiveError):
    """Another newsclip is writing to the archive."""


class InternalError(NewsclipError):
    """A defect of newsclip that one input brought out."""

    exit_code = 70  # sysexits.h: EX_SOFTWARE

    @classmethod
    def of(cls, error: Exception) -> InternalError:
        """Wrap an exception that nobody expected."""
        return cls(
            f"internal error: {type(error).__name__}: {error}",
            hint="please report it, with the input and the traceback that NEWSCLIP_DEBUG=1 shows",
        )
