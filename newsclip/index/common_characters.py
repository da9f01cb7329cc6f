"""The commonest characters of scripts without spaces: two thirds of what is written in Chinese. Data only.

Each script's in about the order of their frequency in running text; `newsclip.index.runs` says what for. They are part
of the index's format: whoever changes them raises its version.
"""

HAN = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行"
    "所然家事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日月新公市长高"
    "业工机民者意与体全电力合水三二十外明见点问最"
)
TRADITIONAL = "這個們來為國說時會對發後過還學經當沒動點現實與開長業"
KANA = "のいるたしてにはをとがなかれでうらこりもっすんあくさきけつそまえよどおめーンスイルトラリクアドフ"
HANGUL = "이다는의에을가고지로사하기한도서어그자은"
THAI = "นรกอเงมยลวดทตสบพคหาิีัุ่้"

COMMON = f"{HAN}{TRADITIONAL}{KANA}{HANGUL}{THAI}"
"""At most 253 of them."""
