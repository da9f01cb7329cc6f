"""What pages say of themselves inside their texts: labels of links to other articles, calls to follow. Data only.

Kept to wordings that hardly begin a line of an article: what names and places tell is not repeated here.
"""

from __future__ import annotations

import re

from newsclip.patterns import on_demand

SEE_ALSO = on_demand(
    r"""[\W_]*(?:
    (?:read|watch)[ ](?:also|more|next)\b | see[ ](?:also|more)\s*[:：] | also[ ]read\b
    | (?:you[ ]may[ ]also[ ]like|more[ ]on[ ]this)
    | related(?:[ ](?:articles?|stor(?:y|ies)|posts?|news|content|links?|coverage|reading))?\s*(?:[:：]|\W*$)
    | recommended(?:[ ](?:articles?|stories|reading|for[ ]you))?\s*(?:[:：]|$)
    | lesen[ ]sie[ ](?:auch|mehr|dazu|hier)\b | auch[ ]interessant\b | mehr[ ]zum[ ]thema\b | zum[ ]thema\s*:
    | das[ ]könnte[ ](?:sie|dich)[ ]auch[ ]interessieren
    | (?:à[ ])?lire[ ](?:aussi|également)\b | voir[ ]aussi\s*[:：] | sur[ ]le[ ]même[ ](?:sujet|thème)
    | le[ae][ ]también\b | lee(?:r)?[ ](?:también|más)\b | te[ ]puede[ ]interesar | más[ ]información\s*[:：]?$
    | ver[ ]también\s*[:：] | leia[ ](?:também|mais)\b | veja[ ](?:também|mais)\b | saiba[ ]mais\b
    | leggi[ ](?:anche|tutto)\b | approfondisci\b | lees[ ](?:ook|meer|verder)\b | les[ ](?:også|mer)\b
    | læs[ ](?:også|mere)\b
    | läs[ ](?:också|även|mer)\b | lue[ ](?:myös|lisää)\b
    | (?:czytaj|zobacz|przeczytaj)[ ](?:też|także|również|więcej)\b
    | čtěte[ ](?:také|též|více)\b | mohlo[ ]by[ ]vás[ ]zajímat | citește[ ]și\b | olvasd[ ]el[ ]ezt[ ]is
    | читайте[ ](?:также|ещё|еще|також)\b | материалы[ ]по[ ]теме | ilgili[ ]haber(?:ler)?\b
    | διαβάστε[ ](?:επίσης|ακόμη)
    | اقرأ[ ](?:أيضا|أيضًا|أيضاً|المزيد) | قد[ ]يهمك | קראו[ ](?:גם|עוד) | כתבות[ ]קשורות
    | (?:यह|ये|इसे)[ ]भी[ ]पढ़ें
    | baca[ ]juga\b | xem[ ]thêm\b | đọc[ ]thêm\b | อ่านเพิ่มเติม | อ่านต่อ
    | 関連記事 | 【関連 | あわせて読みたい | 合わせて読みたい | おすすめ記事 | 관련[ ]?기사 | 함께[ ]읽기
    | (?:往期|精彩|更多)(?:推荐|回顾|精彩|内容|文章) | (?:推荐|延伸|相关|扩展|拓展)(?:阅读|文章|新闻|链接) | 猜你喜欢
    | (?:推薦|延伸|相關)(?:閱讀|文章|新聞) | 更多.{0,8}(?:報導|报道)\s*[:：]?$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""The beginning of a line that leads to other articles: "Read also: …", "Lesen Sie auch …", "往期推荐"."""

CALLS = on_demand(
    r"""[\W_]*(?:
    (?<=[-—–])\s*(?:the[ ])?end\s*[-—–]+\W*$ | (?:全文|正文|本文)完\W*$ |
    (?:请)?点击.{0,8}(?:蓝字|蓝色字|卡片|名片|关注|公众号|阅读原文|订阅)
    | (?:请)?(?:长按|長按|扫码|扫一扫|扫描|掃描|识别|識別|微信扫).{0,12}
      (?:关注|加入|入群|进群|添加|领取|订阅|读者群|公众号)
    | (?:请)?(?:长按|長按).{0,6}二维码 | 关注(?:我们|公众号|本公众号)(?=\W|$) | 设为?星标
    | (?:欢迎|记得|快来|请|觉得|喜欢|如果喜欢).{0,14}(?:关注(?:我们|公众号|本号)|星标|在看|点赞|分享(?:到|给)?朋友圈)
    | 点(?:个|亮|击)?\W?(?:在看|小星星) | 点个\W?赞 | 点赞\W?(?:在看|转发|收藏|关注)
    | (?:图片|图文|文章|内容|素材|本文).{0,12}(?:侵权|版权).{0,12}(?:删|联系) | (?:如有|如涉|若有)侵权
    | 侵权(?:必究|删|请)
    | (?:未经|如需|转载).{0,10}(?:授权|许可|请(?:联系|注明)|须经)
    | (?:商务|广告|投稿|转载|合作)(?:合作|投放|邮箱|联系|请联系)\s*[:：]
    | (?:特别|免责|版权|郑重)声明\s*[:：] | (?:下载|打开).{0,10}(?:客户端|APP\b) | .{0,8}APP[:：]?海量
    | (?:以上内容|本文)(?:仅代表|不代表|系).{0,16}(?:观点|立场)
    | この記事は有料 | 残り\s?\d+\s?文字 | 有料会員(?:になると|限定|登録) | 今すぐ登録
    | (?:記事|画像|写真).{0,8}無断転載
    | 무단[ ]?전재 | .{0,24}무단[ ]?전재.{0,6}재배포[ ]?금지 | 저작권자[ ]?[(ⓒ©] | 기사[ ]?제보
    | (?:empfohlener[ ]redaktioneller[ ]inhalt|externer[ ]inhalt)\W*$ | an[ ]dieser[ ]stelle[ ]finden[ ]sie.{0,80}extern
    | ich[ ]bin[ ](?:damit[ ])?einverstanden,[ ]dass[ ]mir.{0,20}extern | pozostało[ ]jeszcze[ ]\d+[ ]?%[ ]artykułu
    | il[ ]vous[ ]reste[ ]\d+([.,]\d+)?[ ]?%[ ]de[ ]cet[ ]article
    | (?:la[ ]suite[ ]est|cet[ ]article[ ]est|article)[ ]réservée?[ ]aux[ ]abonnés
    | view[ ]this[ ](?:e-?mail|message|newsletter)[ ]in[ ](?:your|a)[ ]browser | (?:to[ ])?unsubscribe\b.{0,40}$
    | you(?:'re|’re|[ ]are)[ ]receiving[ ]this[ ](?:e-?mail|newsletter|message)
    | was[ ]this[ ](?:e-?mail[ ])?forwarded[ ]to[ ]you
    | (?:©|\(c\)|copyright\b)?\W*.{0,60}(?:all[ ]rights[ ]reserved|alle[ ]rechte[ ]vorbehalten|tous[ ]droits[ ]réservés
      |todos[ ]los[ ]derechos[ ]reservados|riproduzione[ ]riservata|版权所有|版權所有)\W*$
    | (?:story|article)[ ]continues[ ](?:below|after)\b
    | this[ ](?:post|article|page)[ ](?:may[ ])?contains?[ ]affiliate[ ]links
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""A line that asks the reader for something or tells of rights: "点击上方蓝字", "View this email in your browser"."""
