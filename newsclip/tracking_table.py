"""Tables for `newsclip.urls`: parameters that only track, and the words of redirect wrappers. Data, no logic."""

from __future__ import annotations

# Whole names that mean "where the reader came from" wherever they are seen. Compared in lower case.
TRACKING_NAMES = frozenset(
    {
        # click ids of advertisers and networks
        *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "msclkid"),
        *("twclid", "ttclid", "yclid", "ysclid", "igshid", "igsh", "li_fat_id", "epik", "wickedid", "rb_clickid"),
        *("irclickid", "irgwc", "zanpid", "tduid", "bd_vid", "gdt_vid", "qz_gdt", "srsltid", "_openstat"),
        # analytics and mail campaigns
        *("_ga", "_gl", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "mkt_tok", "mc_cid"),
        *("mc_eid", "ml_subscriber", "ml_subscriber_hash", "oly_anon_id", "oly_enc_id", "vero_conv", "vero_id"),
        *("s_cid", "s_kwcid", "ef_id", "dm_i", "cmpid", "cmp_id", "icid", "ncid", "ocid", "smid", "smtyp", "xtor"),
        *("wt_mc", "wt_zmc", "wtrid", "trk", "trkinfo", "trackingid", "ito", "ftag", "sc_cid", "sc_campaign"),
        *("sc_channel", "sc_content", "sc_medium", "sc_outcome", "sc_geo", "sc_country", "mibextid", "rdid"),
        *("ref_src", "ref_url", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "action_object_map"),
        *("action_type_map", "action_ref_map", "__twitter_impression", "guccounter", "guce_referrer"),
        *("guce_referrer_sig", "at_medium", "at_campaign", "at_campaign_type", "at_link_id", "at_link_origin"),
        *("at_link_type", "at_format", "at_ptr_name", "at_bbc_team", "maca"),
        # Matomo, Google Analytics; `pk_` and `ga_` before anything else may name a record
        *("pk_campaign", "pk_kwd", "pk_keyword", "pk_source", "pk_medium", "pk_content", "pk_cid", "pk_cpn", "pk_vid"),
        *("ga_source", "ga_medium", "ga_term", "ga_content", "ga_campaign", "ga_place"),
        # Chinese portals and apps
        *("spm", "scm", "spm_id_from", "vd_source", "unique_k", "buvid", "from_spmid", "from_source", "hmsr", "hmpl"),
        *("hmcu", "hmkw", "hmci", "isappinstalled", "nsukey", "wxshare_count", "wx_share", "tt_from"),
        *("share_source", "share_medium", "share_plat", "share_tag", "share_from", "share_session_id", "share_app_id"),
        *("share_did", "share_uid", "weixin_share_count", "depth_1-utm_source", "depth_1-utm_medium"),
        # sessions
        *("phpsessid", "jsessionid", "aspsessionid"),
    }
)

# Beginnings of names with the same meaning.
TRACKING_PREFIXES = (
    "utm_",
    "utm-",
    "mtm_",
    "piwik_",
    "matomo_",
    "itm_",
    "otm_",
    "hsa_",
    "ns_mchannel",
    "dpg_",
)

# Names with an honest meaning elsewhere (?from=10&to=20, GitHub's ?ref=main): they go only with one of these values.
TRACKING_VALUES: dict[str, frozenset[str]] = {
    name: frozenset(
        {
            *(
                "rss",
                "feed",
                "atom",
                "newsletter",
                "email",
                "mail",
                "twitter",
                "facebook",
                "fb",
                "linkedin",
                "whatsapp",
            ),
            *("telegram", "reddit", "hn", "hackernews", "producthunt", "social", "share", "share_link", "copy", "app"),
            *("wechat", "weixin", "weibo", "qq", "qzone", "douban", "zhihu", "toutiao", "singlemessage"),
            *("groupmessage", "timeline", "search", "home", "homepage", "hp", "frontpage", "topnav", "sidebar"),
            *("related", "recommend", "recommended", "flipboard", "googlenews", "google", "bing", "baidu", "pocket"),
        }
    )
    for name in ("from", "ref", "source", "src", "cmp", "cid", "via", "referrer", "referer", "origin", "channel")
}

# Parameters that say nothing about the article on one well-known host (and its subdomains).
TRACKING_BY_HOST: dict[str, frozenset[str]] = {
    "mp.weixin.qq.com": frozenset(
        {
            *("chksm", "scene", "subscene", "sessionid", "clicktime", "enterid", "ascene", "devicetype", "version"),
            *("nettype", "abtest_cookie", "lang", "exportkey", "pass_ticket", "wx_header", "from", "srcid", "mpshare"),
            *("sharer_sharetime", "sharer_shareid", "sharer_shareinfo", "sharer_shareinfo_first", "key", "uin"),
            *("poc_token", "session_us", "fasttmpl_type", "fasttmpl_fullversion"),
        }
    ),
    "youtube.com": frozenset({"si", "feature", "pp", "ab_channel"}),
    "youtu.be": frozenset({"si", "feature"}),
    "open.spotify.com": frozenset({"si"}),
    "twitter.com": frozenset({"s", "t", "cxt"}),
    "x.com": frozenset({"s", "t", "cxt"}),
    "reddit.com": frozenset({"rdt", "share_id"}),
    "instagram.com": frozenset({"img_index"}),
    "medium.com": frozenset({"source"}),
    "nytimes.com": frozenset({"referringsource", "campaign_id"}),
    "thetimes.com": frozenset({"sharetoken"}),
    "thetimes.co.uk": frozenset({"sharetoken"}),
    "toutiao.com": frozenset({"share_token"}),
    "bilibili.com": frozenset({"bbid", "ts", "plat_id", "is_story_h5", "p_from", "timestamp", "mid"}),
}

# Parameters in which a redirect wrapper carries its target. Never `next`, `return`, `continue`, `redirect_uri`:
# those name the page to come back to after a login.
TARGET_NAMES = (
    *("url", "u", "q", "target", "to", "goto", "link", "href", "dest", "destination", "redirect", "redirect_url"),
    *(
        "redirecturl",
        "redir",
        "r",
        "t",
        "out",
        "uddg",
        "toasturl",
        "gotourl",
        "targeturl",
        "target_url",
        "jumpurl",
        "pfurl",
    ),
    *("murl", "lp", "ued", "desturl", "dest_url", "ext_url", "external_url"),
)

# Last or first words of the path of a wrapper, compared without `.php`, `.aspx`, `.html`: /l.php, /action/GoToLink.
REDIRECT_PATHS = frozenset(
    {
        *("url", "redirect", "redir", "redirector", "link", "links", "link2", "linkfilter", "goto", "gotolink"),
        *("go", "out", "outlink", "outgoing", "away", "jump", "jumpto", "transfer", "exit", "leave", "leaving"),
        *("external", "externallink", "click", "l", "r", "sinaurl", "safelink", "safelinks", "safecheck", "to"),
        *("gourl", "tourl", "linkout", "extlink", "checkurl", "track", "clk", "ck"),
    }
)

# First label of a host that does nothing else: l.facebook.com, link.zhihu.com, out.reddit.com.
REDIRECT_LABELS = frozenset(
    {"l", "lm", "link", "links", "out", "away", "go", "redirect", "redir", "exit", "jump", "click", "slack-redir"}
)

# Words in a path or a host that make the same parameters mean something else: the page shares, stores, translates,
# checks or shows the target, or asks to log in first.
NOT_REDIRECTS = frozenset(
    {
        *("share", "sharer", "sharing", "sharearticle", "intent", "submit", "login", "signin", "signup", "register"),
        *("auth", "oauth", "oauth2", "authorize", "sso", "account", "accounts", "session", "logout", "translate"),
        *("archive", "web", "save", "proxy", "embed", "oembed", "iframe", "player", "preview", "image", "images"),
        *("img", "imgres", "thumb", "resize", "validator", "check", "cache", "print", "pdf", "add", "post", "bookmark"),
        *("dialog", "search", "api", "subscribe", "feed", "download", "qrcode", "qr", "whois", "pin"),
    }
)
