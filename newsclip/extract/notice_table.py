"""What pages say of themselves inside their texts: labels of links, calls to follow, words of players. Data only.

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
    | (?:更多)?相关(?:资讯|内容|新闻)请(?:关注|查看|点击)
    | (?:推薦|延伸|相關)(?:閱讀|文章|新聞) | 更多.{0,8}(?:報導|报道)\s*[:：]?$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""The beginning of a line that leads to other articles: "Read also: …", "Lesen Sie auch …", "往期推荐"."""

CALLS = on_demand(
    r"""[\W_]*(?:
    (?<=[-—–])\s*(?:the[ ])?end\s*[-—–]+\W*$
    | notice:[ ]the[ ]content[ ]above.{0,80}(?:uploaded|posted)
    | (?:empfohlener[ ]redaktioneller[ ]inhalt|externer[ ]inhalt)\W*$ | an[ ]dieser[ ]stelle[ ]finden[ ]sie.{0,80}extern
    | ich[ ]bin[ ](?:damit[ ])?einverstanden,[ ]dass[ ]mir.{0,20}extern | pozostało[ ]jeszcze[ ]\d+[ ]?%[ ]artykułu
    | il[ ]vous[ ]reste[ ]\d+([.,]\d+)?[ ]?%[ ]de[ ]cet[ ]article
    | (?:la[ ]suite[ ]est|cet[ ]article[ ]est|article)[ ]réservée?[ ]aux[ ]abonnés
    | view[ ]this[ ](?:e-?mail|message|newsletter)[ ]in[ ](?:your|a)[ ]browser | (?:to[ ])?unsubscribe\b.{0,40}$
    | you(?:'re|’re|[ ]are)[ ]receiving[ ]this[ ](?:e-?mail|newsletter|message)
    | was[ ]this[ ](?:e-?mail[ ])?forwarded[ ]to[ ]you
    | (?:story|article)[ ]continues[ ](?:below|after)\b
    | (?:this|the|some)\b.{0,60}\bcontains?[ ](?:affiliate|sponsored)[ ]links
    | (?:anzeige\W{1,3})?(?:(?:dieser|der|unser)[ ](?:artikel|beitrag|text|post)[ ])?
      enthält[ ].{0,20}affiliate-?[ ]?links
    | (?:(?:die[ ])?mit[ ].{0,40}(?:affiliate|provisions)-?links)
    | (?:cet[ ]article|ce[ ]contenu)\b.{0,30}liens?[ ](?:d['’])?affili | este[ ]art[ií](?:culo|go)\b.{0,30}\bafiliad
    | this[ ]is[ ]an[ ]open[ -]access[ ](?:article|paper)\b
    | (?:this|except[ ]where[ ]otherwise[ ]noted,?)\b.{0,40}[ ]is[ ](?:licen[sc]ed|distributed|made[ ]available)[ ]
      under\b.{0,40}creative[ ]commons
    | (?:copyright[ ])?(?:©|\(c\))\W*(?:19|20)\d\d[ ](?:the[ ])?authors?\b
    | (?:estimated[ ])?(?:reading[ ]time|lesezeit|lesedauer|temps[ ]de[ ]lecture|tiempo[ ]de[ ]lectura|leestijd
      |tempo[ ]d[ei][ ](?:leitura|lettura)|預?预?[计計]?[阅閱][读讀][时時][间間]|読了(?:目安)?時間)
      \W{1,3}(?:ca\.?[ ]|about[ ]|约|約)?\d+[ ]?\w+\W*$
    | (?:ca\.?[ ]|about[ ]|约|約)?\d+[ -]?(?:min(?:ute[ns]?|utos?|uti|uut|uten)?\.?|分钟|分鐘)[ ]?
      (?:read|lesezeit|lesedauer|de[ ]lecture|de[ ]lectura|di[ ]lettura|de[ ]leitura|leestijd|lästid|lesetid
      |czytania|чтения|阅读|閱讀)\W*$
    | (?:in|out)[ ]?\[[\s\d*]*\]:$
    | (?:main[ ]content|hauptinhalt|conten[ui](?:do|to)?[ ]principale?|conteúdo[ ]principal)\W*$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""A line that asks the reader for something or tells of circumstances: "View this email in your browser"."""

CALLS_INSIDE = on_demand(
    r"""[\W_]*(?:
    (?:©|\(c\)|copyright\b)?\W*.{0,60}(?:all[ ]rights[ ]reserved|alle[ ]rechte[ ]vorbehalten|tous[ ]droits[ ]réservés
      |todos[ ]los[ ]derechos[ ]reservados|riproduzione[ ]riservata|版权所有|版權所有)\W*$
    | .{0,24}무단[ ]?전재.{0,6}재배포[ ]?금지 | .{0,140}【点击.{1,8}】
    | .{0,8}APP[:：]?海量 | .{0,120}下载.{0,6}(?:客户端|APP\b).{0,24}[！!哦~～]\W*$ | .{0,24}请关注.{0,20}公众号\W*$
    | .{0,300}(?:ICP[备備证證]|公网安备|公網安備)\s?(?:字|第|\d)
    | .{0,160}\b(?:may|might|will|could|can)[ ](?:also[ ])?(?:earn|receive|get|make)[ ](?:us[ ])?
      an?[ ](?:small[ ]|affiliate[ ]|referral[ ])*commission\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""The same, told by words further inside: "© 2025 Example News. All rights reserved."."""
WORDS_INSIDE = (
    *("reserv", "réserv", "riserv", "vorbehalten", "commission", "版权所有", "版權所有", "재배포", "【点击"),
    *("app", "客户端", "公众号", "icp", "网安备", "網安備"),
)
"""Every one of these lines has one of these words."""

CALLS_CJK = on_demand(
    r"""[\W_]*(?:
    (?:全文|正文|本文)完\W*$ |
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
    | (?:特别|免责|版权|郑重)声明\s*[:：】] | 声明\s*[:：].{0,60}(?:仅供参考|投资建议|仅代表|不代表|自担)
    | (?:安装|下载|打开).{0,10}(?:客户端|APP\b) | 微信扫一扫
    | (?:请)?点击(?:进入|查看|观看|阅读).{0,24}(?:>>|》|→)\W*$
    | (?:您|你)?(?:现在|当前|所在)?(?:的)?位置\s*[:：]
    | (?:(?:打印|关闭|收藏|返回)(?:本页|窗口|页面|本文|顶部|列表|首页)[\W_]*){1,4}$
    | (?:以上内容|本文)(?:仅代表|不代表|系).{0,16}(?:观点|立场)
    | この記事は有料 | 残り\s?\d+\s?文字 | 有料会員(?:になると|限定|登録) | 今すぐ登録
    | (?:記事|画像|写真).{0,8}無断転載
    | 무단[ ]?전재 | 저작권자[ ]?[(ⓒ©] | 기사[ ]?제보
    | (?:本|当|この)(?:記事|ページ|サイト).{0,24}(?:広告|プロモーション|アフィリエイト).{0,24}(?:含|利用|掲載)
    | (?:この記事は|約)*\d+分で読め(?:ます|る)\W*$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""The same in Chinese, Japanese and Korean: "点击上方蓝字"."""

PLAYERS = on_demand(
    r"""[\W_]*(?:
    media[ ]playback[ ]is[ ](?:unsupported|not[ ]supported)\b.{0,40}
    | (?:unfortunately,?[ ]|sorry,?[ ])?(?:this|the)[ ](?:video|audio|media|content|file|player|stream)\b.{0,30}
      (?:can(?:not|['’]t|[ ]not)|could[ ]not)[ ]be[ ](?:played|loaded|shown|displayed)\b.{0,60}
    | (?:unfortunately,?[ ]|sorry,?[ ])?(?:(?:this|the)[ ])?(?:video|audio)[ ](?:is[ ])?(?:currently[ ])?
      (?:not[ ]available|unavailable|not[ ]supported)\b.{0,40}
    | (?:sorry,?[ ])?your[ ](?:web[ ])?browser[ ](?:does[ ]not|doesn['’]t|can(?:not|['’]t))[ ]
      (?:currently[ ])?(?:support|play|display|show)\b.{0,80}
    | (?:please[ ]|you[ ](?:must|need[ ]to)[ ])?(?:enable|turn[ ]on|activate)[ ](?:javascript|cookies)\b.{0,80}
    | to[ ](?:view|watch|play|listen[ ]to)[ ]this[ ](?:video|content|audio),?[ ]please\b.{0,100}
    | (?:ihr|dein)[ ]browser[ ](?:unterstützt|kann)\b.{0,80}
    | (?:dieses|das)[ ](?:video|audio)[ ](?:kann|konnte|ist)\b.{0,30}(?:abgespielt|geladen|verfügbar)\b.{0,20}
    | bitte[ ]aktivieren[ ]sie[ ](?:javascript|cookies)\b.{0,60}
    | votre[ ]navigateur[ ]ne[ ](?:supporte|prend|permet|peut)\b.{0,80}
    | cette[ ]vidéo[ ](?:ne[ ]peut|n['’]est)\b.{0,50}
    | (?:tu|su)[ ]navegador[ ]no[ ](?:soporta|admite|es[ ]compatible|permite|puede)\b.{0,80}
    | (?:(?:o[ ])?seu[ ])?navegador[ ]não[ ](?:suporta|é[ ]compatível|permite)\b.{0,80}
    | il[ ](?:tuo|suo)[ ]browser[ ]non[ ]supporta\b.{0,80} | (?:je|uw)[ ]browser[ ]ondersteunt\b.{0,80}
    | ваш[ ]браузер[ ]не[ ]поддерживает\b.{0,80} | twoja[ ]przeglądarka[ ]nie[ ](?:obsługuje|wspiera)\b.{0,80}
    | (?:您|你)的(?:浏览器|瀏覽器)(?:版本)?(?:不支持|不支援|暂不支持).{0,40} | (?:该|此|本)?视频(?:暂时)?无法播放.{0,20}
    | (?:お使い|ご利用)の(?:ブラウザ|端末|環境)(?:で|は|に).{0,30}(?:対応|再生|サポート).{0,20}
    | この動画は再生できません.{0,20}
    | .{0,16}브라우저(?:가|는|에서는?)[ ].{0,20}지원하지.{0,20} | (?:이[ ])?동영상을[ ]재생할[ ]수[ ]없습니다.{0,10}
    )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What a player says, as a whole line, where it does not play: "Your browser does not support the audio element."."""

TOOLS = on_demand(
    r"""[\W_]*(?:
    (?:(?:click|tap)[ ](?:here[ ])?(?:on[ ](?:the[ ])?(?:image|photo|picture)[ ])?to[ ])?
      (?:enlarge|expand|zoom|magnify|play|view[ ](?:larger|full[ ]?size))
      (?:[ ](?:the[ ]|this[ ])?(?:image|photo|picture|video|gallery|in))?
    | (?:open|view|show)[ ](?:the[ ]|this[ ])?(?:image|photo|picture|gallery)
      (?:[ ]in[ ](?:a[ ]new[ ]window|fullscreen|gallery))?
    | (?:full|original)[ ]?size[ ]image | (?:hide|show|toggle|view)[ ]caption | full[ ]?screen | watch[ ]video
    | (?:bild[ ])?vergrö(?:ß|ss)ern | zum[ ]vergrö(?:ß|ss)ern[ ](?:bitte[ ])?(?:an)?klicken
    | (?:bild|foto)[ ]in[ ](?:groß|vollbild)ansicht | zur[ ](?:bilder)?galerie
    | video[ ]abspielen | bildunterschrift[ ]anzeigen
    | agrandir(?:[ ](?:l['’]image|la[ ]photo))? | voir[ ]l['’]image[ ]en[ ]grand | lire[ ]la[ ]vidéo
    | ampliar(?:[ ](?:la[ ]|a[ ])?(?:imagen|imagem|foto))? | reproducir[ ]vídeo
    | ingrandisci(?:[ ](?:l['’]immagine|la[ ]foto))? | (?:afbeelding[ ])?vergroten | vergroot[ ](?:afbeelding|foto)
    | увеличить(?:[ ]изображение)? | powiększ(?:[ ]zdjęcie)? | zobacz[ ]zdjęcie
    | (?:点击|點擊)?(?:查看|放大)(?:大图|大圖|图片|圖片|原图)? | 点击播放 | 播放视频
    | (?:画像|写真|図)を?拡大(?:する|表示)? | 拡大(?:する|画像|写真)? | 動画を再生(?:する)?
    | (?:이미지|사진)[ ]?크게[ ]?보기
    | (?:(?:image|photo|slide|picture|bild|foto)[ ])?\d{1,3}[ ]?(?:/|of|von|de|sur)[ ]?\d{1,3}
    | \d{1,2}:\d\d(?:[ ](?:min|sec|h)\w*)?
    )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What stands by a picture or a player, as a whole line or link, only to work it: "Enlarge image", "1/12", "01:48"."""

COMMENTS = frozenset((
    "comment", "comments", "comentario", "comentarios", "comentário", "comentários", "commentaire", "commentaires",
    "kommentar", "kommentare", "kommentarer", "kommentit", "kommentid", "commenti", "reacties", "komentarze",
    "komentáře", "komentáre", "komentari", "comentarii", "hozzászólások", "yorumlar", "komentar", "bìnhluận",
    "комментарии", "коментарі", "коментари", "σχόλια", "تعليقات", "التعليقات", "نظرات", "תגובות", "टिप्पणियाँ",
    "ความคิดเห็น", "评论", "評論", "网友评论", "网友跟帖", "留言", "コメント", "댓글",
))  # fmt: skip
"""What stands over the comments of readers, without blanks and counts."""
