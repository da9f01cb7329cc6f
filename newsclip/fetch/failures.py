"""What went wrong on the way, as a person understands it: one line for each way in which a connection fails."""

from __future__ import annotations

import httpcore
import httpx

from newsclip.errors import FetchError, FetchIncomplete, FetchTimeout

NETWORK_ERRORS = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, httpcore.ProxyError)


def network_error(error: Exception, url: str) -> FetchError:
    host = httpx.URL(url).netloc.decode("ascii", "replace")
    causes = " ".join(str(cause) for cause in _causes(error))
    text = str(error) or type(error).__name__
    if isinstance(error, httpcore.TimeoutException):
        return FetchTimeout(f"{host} does not answer", hint="try again later")
    if "CERTIFICATE" in causes.upper() or "SSL" in causes.upper():
        reason = next((str(cause) for cause in _causes(error) if "certificate" in str(cause).lower()), text)
        return FetchError(
            f"no secure connection to {host}: {reason}", hint="check the address and this machine's clock"
        )
    if isinstance(error, httpcore.ProxyError):
        return FetchError(f"the proxy fails: {text}", hint="check the proxy setting")
    if any(isinstance(cause, ConnectionRefusedError) for cause in _causes(error)) or "Connect call failed" in causes:
        return FetchError(f"connection refused by {host}", hint="check the address and that the server runs")
    if "incomplete" in text or "peer closed connection without sending complete" in text:
        return FetchIncomplete("the connection closed before the whole body had come", hint="try again later")
    if "buffer too long" in text:
        return FetchError(f"{host} sends more than 100 kB of headers", hint="save the page's HTML from a browser")
    if isinstance(error, httpcore.ProtocolError) and "without sending a response" not in text:
        # "illegal status line: bytearray(b'...')": the bytes say nothing to a reader
        what = text.partition(": bytearray(")[0]
        return FetchError(f"{host} does not speak proper HTTP: {what}", hint="try again later")
    if isinstance(error, httpcore.ConnectError):
        return FetchError(f"{host} cannot be reached", hint="check the address and the network")
    return FetchError(f"{host} broke the connection off", hint="try again later")


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    queue: list[BaseException | None] = [error]
    while queue:
        cause = queue.pop()
        if cause is None or cause in found:
            continue
        found.append(cause)
        queue += [cause.__cause__, cause.__context__]
        if isinstance(cause, BaseExceptionGroup):
            queue += cause.exceptions
    return found


def connection_broke(error: BaseException) -> bool:
    """Whether the connection ended in the middle, which a new one may better; a refusal or bad TLS stays."""
    if isinstance(error, (httpcore.ReadError, httpcore.WriteError)):
        return True
    return isinstance(error, httpcore.RemoteProtocolError) and (
        "without sending" in str(error) or "incomplete" in str(error)
    )
