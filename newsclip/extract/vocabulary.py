"""Tables of extraction: tags, roles and class-name words by habit of the web, in several languages. Data only.

Class and id names are matched as words: `relatedPosts`, `related-posts` and `related_posts` all read `related_posts`.
How their vocabularies are written: `class_names`.
"""

from __future__ import annotations

import re

from newsclip.patterns import on_demand

INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "math",
))  # fmt: skip
"""Elements that run on with the text around them; everything else begins a block."""

MEDIA = frozenset(("img", "iframe", "object", "embed", "video", "audio"))
"""Elements that show something without text."""

OPAQUE = MEDIA | frozenset((
    "script", "style", "noscript", "template", "svg", "math", "title", "link", "meta", "base", "canvas", "map",
    "select", "option", "datalist", "textarea", "input", "button", "progress", "meter", "rt", "rp", "rtc",
))  # fmt: skip
"""Elements whose inside is never running text of the page."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

CONTAINERS = frozenset((
    "html", "body", "main", "article", "section", "div", "td", "th", "center", "form", "fieldset", "details", "dd",
    "figure", "pre",
))  # fmt: skip
"""Elements that can hold a whole article."""

CHROME_TAGS = frozenset(("nav", "menu", "dialog", "button", "select", "input", "textarea", "datalist"))
"""Elements that are page furniture wherever they stand."""

NEVER_FURNITURE = frozenset(("html", "body", "main"))
"""Elements whose names tell of the page, not of themselves."""

SOFT_TAGS = frozenset(("aside", "footer", "form"))
"""Elements that are usually page furniture, yet hold prose on some pages."""

CHROME_ROLES = frozenset((
    "navigation", "contentinfo", "search", "banner", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist",
    "button", "complementary", "form", "tooltip",
))  # fmt: skip


BODY = r"""
    article_?(?:body|content|text|copy|main|detail|inner|paragraphs?)
    | (?:post|entry|story|news|blog|page|main|text|rich|single|field_name|td_post|blogpost)_?(?:body|content|text|copy)
    | body_?(?:content|copy|text) | content_?(?:body|text|article|main) | markdown(?:_body)? | prose | mw_parser_output
    | rich_?text | wysiwyg | rte | hentry | e_content | text_?body | texto | nota_?(?:body|cuerpo|texto)? | cuerpo
    | (?:article|post|news|entry|story|blog)_?(?:single|details?|full|view)
    | single_?(?:article|post|news|entry|content)
    | artikel_?(?:text|body|inhalt|detail) | corps | contenu | contenido | tresc | brodtext | brodtekst | honbun
    | detail_?(?:content|body|text) | article_?txt | zhengwen | neirong | zw | js_content | readme
"""
"""Names of an article's body: "article-body", "entry-content", "post_content", "articleBody"; not "content-list"."""

NAMES = {
    "comments": r"""
        comments? | kommentare? | comentarios? | commentaires? | disqus | respond | replies | responses | discussion
        | comment_?(?:list|form|area|section|box|thread) | pinglun | talkbacks? | kommentarer | commenti | reacties
        | yorum(?:lar)? | komentarze
    """,
    "related": r"""
        related | related_?\w+ | recommend(?:ed|ations?|s)? | recirc\w* | similar | you_may
        | read_?(?:more|next|also) | more_?(?:from|on|stories|news|like) | see_?also | also_?(?:read|like)
        | relacionad(?:o|a)s? | verwandt\w* | aehnlich\w* | weiterlesen | lire_?aussi | a_lire | leia_?mais
        | mais_?lidas | xiangguan | tuijian | outbrain | taboola | trending | trends | popular
        | most_?(?:read|popular|viewed|shared|recent|emailed) | latest_?(?:news|posts?|stories)? | top_?(?:stories|news)
        | teasers? | teaser_?(?:list|box) | jp_relatedposts | wp_?block_?latest_?posts | yarpp\w* | zemanta | nrelate
        | post_?nav\w* | nav_?(?:below|above|single|previous|next) | prev_?next | next_?prev | up_?next | carousel
        | recent_?(?:posts|news) | next_?(?:post|article)s? | story_?list | article_?list | newslist
        | read_?on | keep_?reading | more_?articles | zum_?thema | auch_?interessant | meistgelesen | lees_?(?:ook|meer)
        | les_?(?:ogsa|mer) | las_?(?:mer|ocksa) | leer_?tambien | te_?puede_?interesar
        | mas_?(?:leidas|vistas|noticias|informacion) | veja_?(?:tambem|mais) | saiba_?mais | articles?_?lies
        | plus_?lus | leggi_?anche | correlati | polecane | polecamy | czytaj_?(?:tez|takze|wiecej) | zobacz_?tez
        | ilgili_?\w* | kanren
    """,
    "share": r"""
        share | shares | sharing | share_?(?:bar|box|tools?|buttons?|links?|this)
        | socials? | social_?\w* | sns\w* | sosyal\w* | paylas\w* | condividi | udostepnij
        | addthis\w* | addtoany | sharedaddy | teilen | compartir | partage | follow_?us | shariff | heateor\w*
        | essb\w* | likes? | like_?button | reactions? | emoji_?reactions | fenxiang | print | printer | tools
        | article_?tools
        | ratings? | votes? | voting | feedback | report_?error
    """,
    "nav": r"""
        bread_?crumbs? | pagination | pager | page_?nav\w* | nav | navi | navbar | navigation | menus? | submenu
        | toolbar | topbar | skip_?(?:link|to)?\w* | site_?nav | sidebar\w* | side_?bar | side_?nav | rail | right_?rail
        | masthead | site_?(?:header|footer) | page_?footer | footer | rodape | fusszeile | colophon | jump_?link
        | back_?to_?top | scroll_?to_?top | tags? | tag_?(?:list|cloud|links?) | taglist | tagcloud
        | keywords | topics_?list | categories | schlagworte | etiquetas | etiketler | tagi | mots_?cles
        | toc | table_?of_?contents | inhaltsverzeichnis | jump_?(?:to|links?)
    """,
    "ads": r"""
        promo | promos | promoted? | promotion | promo_?\w+ | sponsor\w* | advert\w* | ads?
        | ad_?(?:slot|unit|box|wrapper|container|banner) | adsense | adsbygoogle | werbung | anzeige | publicidad
        | publicite | reklam(?:a|y)? | annons(?:e|er)? | guanggao | affiliate | disclosure | buy_?(?:box|button|links?)
        | donat\w+ | survey | poll
    """,
    "subscribe": r"""
        newsletter\w* | nieuwsbrief | nyhetsbrev | sign_?up | subscribe | subscription | abonn?e\w* | regwall
        | cookies? | consent | gdpr | opt_?in
        | modal | pop_?up | overlay | lightbox_?\w* | drawer | snackbar | toast | tooltip | log_?in | register
        | app_?(?:download|banner|promo) | download_?app | qr(?:_?code)? | erweima | ewm
    """,
    "author": r"""
        author_?(?:bio|box|info|card|profile|about|description|details?) | about_?(?:the_?)?author | bio
        | post_?author | post_?profile | autor_?box | about_?me | sobre_?(?:el_?|la_?|o_?|a_?)?autora? | signature
    """,
    "legal": r"copyrights? | disclaimers? | legal | impressum | no_?print | not?_?printable | hidden_?print",
}
"""Names of page furniture by category: "related-posts", "commentList", "shareBar"; not "commentary", "adsorb"."""

SOFT = r"""
    meta | widgets? | paywall | by_?line | dateline | date | time | timestamp | published | updated | authors?
    | avatar | header | infos? | post_?info | entry_?(?:meta|footer|utility) | post_?(?:meta|footer|data) | kicker
    | eyebrow | category | rubric | rubrik | ressort | section_?(?:name|label) | reading_?time | read_?time | source
    | extra | aside | hidden | foot | bottom | actions? | controls? | buttons? | btn | cta | banner | links
    | editor | notice | alert | message
"""
"""Names that furniture often has and articles sometimes have: "entry-meta", "widget"."""

CAPTION = r"""
    captions? | credits? | (?:image|photo|img|media|figure|picture|thumb)_?(?:caption|credit|desc\w*|text|info|legend)
    | cutline | bijschrift | bild_?(?:text|tekst|unterschrift|info) | legende? | leyenda | pie_?(?:de_?)?foto
    | didascalia | copyright_?holder
"""
"""Names of a caption: "photo-caption", "img_descr", "Bildunterschrift"."""

GALLERY = r"""
    (?:image|photo|full|picture|media)?_?galler(?:y|ies) | slide_?shows? | bildergalerie | fotostrecke | diaporama
    | galeria | swiper | slick_?slider | photo_?set
"""
"""Names of a series of pictures: "full-gallery", "slideshow", "Fotostrecke"."""

LEAD = r"""
    lead | lede | leadtext | stand_?first | sub_?title | sub_?head(?:line|ing)? | sub_?hed | dek | deck | summary
    | article_?summary | excerpt | intro | introduction | teaser_?text | chapeau | chapo | sapo | perex | vorspann?
    | abstract | ingress | manchet | underrubrik | bajada | copete | entradilla | sommaire | sommario | occhiello
    | (?:article|story|news|post)_?desc(?:ription)? | spot | subtitulo | sous_?titre | einleitung | untertitel
    | unterzeile | zajawka | synopsis | blurb | preamble | zhaiyao | daoyu | daodu | description | tagline | strap_?line
"""
"""Names of a lead: "article-standfirst", "chapo"; not "leader-board"."""

HIDDEN = r"""
    sr_only | visually_?hidden | screen_?reader_?(?:text|only)? | a_y_?hidden | assistive_?text | off_?screen
"""
"""Names of what only a screen reader reads: "sr-only", "a11y-hidden"."""

INLINE_FURNITURE = r"""
    edit_?section | edit_?link | noprint | header_?link | heading_?anchor | anchor_?link | hash_?link | permalink
    | visually_?hidden | sr_only | screen_?reader_?(?:text|only)? | a_y_?hidden | assistive_?text | off_?screen
    | share_?(?:button|link|count|icon)? | back_?ref
"""
"""Names of what stands inside a line and is not of it: "mw-editsection", "headerlink", "sr-only"."""

AD_LABELS = frozenset((
    "ad", "ads", "advert", "advertisement", "advertisements", "advertising", "sponsored",
    "story continues below advertisement", "article continues below advertisement",
    "anzeige", "werbung", "publicité", "publicidad", "pubblicità",
    "publicidade", "anúncio", "advertentie", "annons", "annonse", "annonce", "mainos", "reklama", "reklam", "reklám",
    "reklaam", "реклама", "διαφήμιση", "quảng cáo", "iklan", "โฆษณา", "विज्ञापन", "إعلان", "اعلان", "פרסומת", "广告",
    "hirdetés", "廣告", "広告", "広告の後に続きます", "スポンサーリンク", "광고",
))  # fmt: skip
"""What stands alone over a place for advertisements, whatever signs are around it: "– Anzeige –", "广告"."""

EMBEDS = frozenset((
    "twitter-tweet", "instagram-media", "bluesky-embed", "mastodon-embed", "tiktok-embed", "reddit-embed-bq",
    "reddit-card", "text-post-media", "fb-post", "imgur-embed-pub",
))  # fmt: skip
"""Classes of the quotes that networks' own code makes of a post, for pages to show."""

PUNCTUATION = ".,;:!?…،؛؟।。、，！？；：·"
"""Punctuation of a sentence or a clause in any script."""

SENTENCE_ENDS = frozenset(".!?…؟।。！？")
"""What a sentence ends with in any script."""

SENTENCE_CLOSERS = "\"'”’»›)]」』）"
"""What may stand behind the end of a sentence: `he said.”`."""

SIDENOTE = re.compile(r"(?<![a-z])(?:side[-_]?note|margin[-_]?note|foot[-_]?ref)s?(?![-_\w])", re.IGNORECASE)
"""Names of a note beside the text, and of the label that shows it: "sidenote", "marginnote", "footref"."""

NOTE_MARK = re.compile(
    r"[\s\[\](){}（【^]*"
    r"(?:\d{1,4}|[a-z]{1,2}|[ivx]+|[*†‡§¶⁎]{1,3}|[¹²³⁰-⁹]+|[①-⑳]|(?:注|note|fn|n\.?)\s*\d{1,3})"
    r"[\s\])）】:.]*",
    re.IGNORECASE,
)
"""What refers to a note: "1", "[12]", "(a)", "*", "†", "¹", "[注1]", "note 3"."""

NOTE_RETURN = re.compile(r"[\s\[\](){}]*[↩↵⏎↑^⬆⤴⮥⮌←#\ufe0e\ufe0f]{0,4}[\s\[\](){}.:]*")
"""What leads back from a note: "↩", "^", "[↑]", or nothing."""

CREDIT_BLOCKS = ("p", "div", "span", "section", "li", "center", "h6")
"""Elements that may hold one credit line."""

CREDITS = on_demand(
    r"""
    (?:责任编辑|責任編輯|责编|責編|编辑|編輯|文字编辑|本文编辑|网络编辑|值班编辑|校对|審核|审核)
      (?:\s*[:：/|丨｜]\s*|\s+(?=[\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4})*$))(?P<editor>\S.{0,40})
    | (?:本文|文章)?(?:原标题|原標題|原题|原題)(?:\s*[:：]|为|為)\s*(?P<title>\S.*)
    | (?:文章来源|稿件来源|信息来源|新闻来源|来源|來源|出处|出處|資料來源)\s*[:：]\s*(?P<source>\S.{0,40})
    | (?:作者|撰文|文|记者|記者|本报记者|撰稿)\s*[:：/|丨｜]\s*(?P<author>\S.{0,40})
    """,
    re.VERBOSE,
)
"""A whole line of credit: "责任编辑：李昂", "原标题：…", "来源：新华社", "作者：张三"."""

BODY_KEYS = frozenset((
    "articlebody", "article_body", "body", "bodyhtml", "body_html", "bodytext", "body_text", "content", "contenthtml",
    "content_html", "html", "text", "fulltext", "full_text", "story", "storybody", "paragraphs", "description_html",
    "rendered", "richtext", "rich_text", "markup",
))  # fmt: skip
"""Keys that hold an article in the data of script applications, in lower case."""

_NOT_FOUND = r"""
    \b404\b | not[ ]found | no[ ]longer[ ](?:available|exists)
    | does(?:n['’]t|[ ]not)[ ]exist | page[ ]unavailable
    | nicht[ ]gefunden | nicht[ ]mehr[ ]verfügbar | introuvable | n['’]existe[ ](?:pas|plus)
    | no[ ](?:se[ ]ha[ ])?encontrad[ao]
    | não[ ]encontrad[ao] | non[ ]trovat[ao] | niet[ ]gevonden | ikke[ ]funnet | hittades[ ]inte | ei[ ]löytynyt
    | не[ ]найден[ао]? | nie[ ]znaleziono
    | 页面不存在 | 頁面不存在 | 找不到 | 已删除 | 已被删除 | 見つかりません | 찾을[ ]수[ ]없
"""
_ROBOT = r"""
    just[ ]a[ ]moment | attention[ ]required
    | verify(?:ing)?[ ](?:that[ ])?you[ ](?:are|'re)[ ](?:a[ ])?human | are[ ]you[ ](?:a[ ])?(?:human|robot)
    | checking[ ]your[ ]browser | access[ ]denied | security[ ]check | captcha | unusual[ ]traffic | ddos
    | pardon[ ]our[ ]interruption | request[ ]blocked | 安全验证 | 验证码 | 访问验证
"""
_LOGIN = r"""
    \b(?:log|sign)[ -]?in\b | \blogin\b | einloggen | anmelden | anmeldung | se[ ]connecter | connexion
    | iniciar[ ]sesión | accedi
    | entrar | inloggen | logga[ ]in | войти | вход | 登录 | 登入 | ログイン | 로그인
"""
_CONSENT = r"""
    cookies? | consent | zustimm | datenschutz | einwillig | privacy | confidentialité | privacidad
    | before[ ]you[ ]continue
    | we[ ]value[ ]your | 隐私 | 同意
"""
_SCRIPT = r"""
    (?:enable|activate|requires?|need)[ ](?:to[ ]enable[ ])?javascript
    | javascript[ ](?:is[ ])?(?:disabled|required|must)
    | javascript[ ](?:aktivieren|einschalten) | activer[ ]javascript | habilit\w+[ ]javascript
"""
STUBS = {
    "a page that was not found": on_demand(_NOT_FOUND, re.VERBOSE | re.IGNORECASE),
    "a check for robots": on_demand(_ROBOT, re.VERBOSE | re.IGNORECASE),
    "a login page": on_demand(_LOGIN, re.VERBOSE | re.IGNORECASE),
    "a consent wall": on_demand(_CONSENT, re.VERBOSE | re.IGNORECASE),
    "a page that needs JavaScript": on_demand(_SCRIPT, re.VERBOSE | re.IGNORECASE),
}
"""What the title or the little text of a page without an article says, by what such a page is."""
