"""Loads what workers need, so that a new worker starts warm. Imported only by the server that workers are copies of."""

import newsclip.body
import newsclip.conversion
import newsclip.decode
import newsclip.extract
import newsclip.frontmatter
import newsclip.importing.conversion
import newsclip.markdown
import newsclip.paged
import newsclip.parse
import newsclip.post

__all__ = ["newsclip"]
