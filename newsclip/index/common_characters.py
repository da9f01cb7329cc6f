"""The commonest characters of scripts without spaces: three quarters of what is written in Chinese. Data only.

Each script's in about the order of their frequency in running text; `newsclip.index.runs` says what for. They are part
of the index's format: whoever changes them raises its version.
"""

HAN = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行"
    "所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力"
    "它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产"
    "或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口"
    "认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区"
    "保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张"
    "该交规万取拉格望"
)
TRADITIONAL = "這個們來為國說時會對發後過還學經當沒動點現實與開長業東問見關機體無進種樣從間將應話電報員變場"
KANA = (
    "のいるたしてにはをとがなかれでうらこりもっすんあくさきけつそまえよどおめみせわちだじばーンスイルトラリク"
    "アドフレシタロッマ"
)
HANGUL = "이다는의에을가고지로사하기한도서어그자은대를시나인리정스"
THAI = "นรกอเงมยลวดทตสบพคหาิีัุ่้"

COMMON = f"{HAN}{TRADITIONAL}{KANA}{HANGUL}{THAI}"
