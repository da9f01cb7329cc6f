"""Tables of extraction: tags, roles and class-name words by habit of the web, in several languages. Data only.

Class and id names are matched as words: `relatedPosts`, `related-posts` and `related_posts` all read `related posts`.
"""

from __future__ import annotations

import re

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s "
    "samp small span strike strong sub sup time tt u var wbr math".split()
)
"""Elements that run on with the text around them; everything else begins a block."""

OPAQUE = frozenset(
    "script style noscript template svg math head title link meta base img iframe object embed video audio canvas map "
    "select option datalist textarea input button progress meter".split()
)
"""Elements whose inside is never running text of the page."""

MEDIA = frozenset("img iframe object embed video audio".split())
"""Elements that show something without text."""

CHROME_TAGS = frozenset("nav menu dialog button select input textarea datalist".split())
"""Elements that are page furniture wherever they stand."""

NEVER_FURNITURE = frozenset("html body main".split())
"""Elements whose names tell of the page, not of themselves."""

SOFT_TAGS = frozenset("aside footer form".split())
"""Elements that are usually page furniture, yet hold prose on some pages."""

CHROME_ROLES = frozenset(
    "navigation contentinfo search banner dialog alertdialog menu menubar toolbar tablist button "
    "complementary form tooltip".split()
)

_BODY_WORDS = (
    r"article ?(?:body|content|text|copy|main|detail|inner|paragraphs?)|articlebody|articlecontent|articletext"
    r"|(?:post|entry|story|news|blog|page|main|text|rich|single|field name|td post|blogpost|storytext) ?(?:body|content|text|copy)"
    r"|body ?(?:content|copy|text)|content ?(?:body|text|article|main)|markdown(?: body)?|prose|mw parser output"
    r"|rich ?text|wysiwyg|richtext|rte|hentry|e content|instapaper body|text ?body|texto|nota ?(?:body|cuerpo|texto)?|cuerpo"
    r"|artikel ?(?:text|body|inhalt)|artikeltext|corps|zhengwen|zw|js content|readme"
)
# matches: "article-body", "entry-content", "post_content", "articleBody"; not: "content-list"
BODY = re.compile(rf"(?<![a-z])(?:{_BODY_WORDS})(?![a-z])")

_CUT_WORDS = (
    r"comments?|kommentare?|comentarios?|commentaires?|disqus|respond|comment ?(?:list|form|area|section|box|thread)"
    r"|share|shares|sharing|share ?(?:bar|box|tools?|buttons?|links?|this)|social|socials|social ?\w*|addthis|addtoany|sharedaddy|teilen|compartir|partage"
    r"|follow ?us|related|related ?\w+|\w+ related|recommend(?:ed|ations?|s)?|recirc\w*|similar|you may|read ?(?:more|next|also)|more ?(?:from|on|stories|news|like)|see ?also|also ?(?:read|like)"
    r"|relacionad[oa]s?|verwandt\w*|aehnlich\w*|weiterlesen|lire ?aussi|a lire|leia ?mais|mais ?lidas|xiangguan|tuijian"
    r"|promo|promos|promoted?|promotion|promo ?\w+|sponsor\w*|advert\w*|ads?|ad ?(?:slot|unit|box|wrapper|container|banner)|adsense|adsbygoogle|werbung|anzeige|publicidad|publicite|reklama?|guanggao"
    r"|newsletter\w*|sign ?up|subscribe\w*|subscription|abonn?e\w*|regwall|cookies?|consent|gdpr|optin|opt in"
    r"|modal|popup|pop up|overlay|lightbox ?\w*|drawer|snackbar|toast|tooltip"
    r"|breadcrumbs?|bread ?crumbs?|pagination|pager|page ?nav\w*|nav|navi|navbar|navigation|menu|menus|submenu|toolbar|topbar|skip ?(?:link|to)?\w*|site ?nav"
    r"|sidebar\w*|side ?bar|side ?nav|rail|right ?rail|masthead|site ?(?:header|footer)|page ?(?:footer)|footer|colophon"
    r"|outbrain|taboola|trending|trends|popular|most ?(?:read|popular|viewed|shared|recent|emailed)|latest ?(?:news|posts?|stories)?|top ?(?:stories|news)|teaser ?(?:list|box)?|teasers"
    r"|tags?|tag ?(?:list|cloud|links?)|taglist|tagcloud|keywords|topics ?list|categories|schlagworte|etiquetas"
    r"|author ?(?:bio|box|info|card|profile|about|description|details?)|about ?(?:the )?author|authorbox|bio|post ?author|autor ?box"
    r"|print|printer|tools|article ?tools|log ?in|register|rating|ratings|vote|votes|voting|survey|poll|donat\w+|feedback|report ?error"
    r"|copyright|copyrights|disclaimer|legal|impressum|qr ?code|qrcode|erweima|app ?(?:download|banner|promo)|download ?app"
    r"|jp relatedposts|wp ?block ?latest ?posts|yarpp\w*|zemanta|nrelate|shariff|heateor\w*|essb\w*|addthis\w*|likes?|like ?button|reactions?|emoji ?reactions"
    r"|noprint|no print|not? ?printable|hidden ?print|post ?nav\w*|nav ?(?:links?|below|above|single|previous|next)|prev ?next|next ?prev|jump ?link|back ?to ?top|scroll ?to ?top"
)
# matches: "related-posts", "comments", "shareBar"; not: "commentary", "adsorb"
CUT = re.compile(rf"(?<![a-z])(?:{_CUT_WORDS})(?![a-z])")

_SOFT_WORDS = (
    r"meta|widget|widgets|paywall|byline|by ?line|dateline|date|time|timestamp|published|updated|author|authors|avatar|header|caption ?toggle|info|infos|post ?info|entry ?(?:meta|footer|utility)|post ?(?:meta|footer|data)"
    r"|kicker|eyebrow|category|rubric|rubrik|ressort|section ?(?:name|label)|reading ?time|read ?time|source|credits?|extra|aside|hidden|foot|bottom|actions?|controls?|buttons?|btn|cta|callout ?action|banner|links|list ?links|archive ?list|hatom extra|editor|notice|alert|message"
)
SOFT = re.compile(rf"(?<![a-z])(?:{_SOFT_WORDS})(?![a-z])")

_LEAD_WORDS = (
    r"lead|lede|leadtext|standfirst|stand ?first|sub ?title|sub ?head(?:line|ing)?|sub ?hed|dek|deck|summary|article ?summary|excerpt|intro|introduction"
    r"|teaser ?text|chapeau|chapo|sapo|perex|vorspann|vorspan|abstract|ingress|manchet|underrubrik|bajada|copete|entradilla|sommaire|sommario|occhiello|synopsis|blurb|preamble|zhaiyao|daoyu|daodu|description|tagline|strap ?line"
)
# matches: "article-standfirst", "chapo"; not: "leader-board"
LEAD = re.compile(rf"(?<![a-z])(?:{_LEAD_WORDS})(?![a-z])")

HIDDEN = re.compile(
    r"(?<![a-z])(?:sr only|visually ?hidden|screen ?reader ?(?:text|only)?|a11y ?hidden|assistive ?text|offscreen)(?![a-z])"
)

# matches the end of a sentence or a clause in any script: . , ; : ! ? and their full-width, Arabic, Devanagari kin
PUNCTUATION = re.compile(r"[.,;:!?…،؛؟।。、，！？；：·]")
SENTENCE_END = re.compile(r"[.!?…؟।。！？][\"'”’»›)\]」』）]*\s*$")

CREDIT_BLOCKS = frozenset("p div span section li center h6".split())
"""Elements that may hold one credit line."""

# matches a whole line: "责任编辑：李昂", "原标题：…", "来源：新华社", "作者：张三", "记者 李四"
CREDITS = re.compile(
    r"(?:(?:责任编辑|責任編輯|责编|責編|编辑|編輯|文字编辑|本文编辑|网络编辑|值班编辑|校对|審核|审核)\s*[:：]\s*(?P<editor>\S.{0,40})"
    r"|(?:原标题|原標題|原题|原題)\s*[:：]\s*(?P<title>\S.*)"
    r"|(?:文章来源|稿件来源|信息来源|新闻来源|来源|來源|出处|出處|資料來源)\s*[:：]\s*(?P<source>\S.{0,40})"
    r"|(?:作者|撰文|文|记者|記者|本报记者|撰稿)\s*[:：/|丨｜]\s*(?P<author>\S.{0,40}))"
)
