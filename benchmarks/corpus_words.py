"""What the words of the synthetic corpus are made of. Data only: words between blanks, or characters."""

ENGLISH_COMMON = """
the of and to in a is that for it was on with as be by at this have from or had not are but which you were her
all she there would their we him been has when who will more no if out so said what up its about into than them
can only other new some could time these two may then do first any my now such like our over man me even most
made after also did many before must through back years where much your way well down should because each just
those people how too little state good very make world still own see men work long get here between both life
being under never day same another know while last might us great old year off come since against go came right
used take three
"""

MIXED = """
iPhone15 C++ C# node.js VK_EXT_multi_draw GPT-4 5G 4K COVID-19 HTTP/2 UTF-8 x86_64 Python3.11 Wi-Fi 11.4万 99.9%
2021年 3月15日 USB-C e-mail info@example.com https://example.com/docs/guide?page=2 v1.2.182 A股 K线 T恤 AI芯片 NBA
"""

ONSETS = "b c d f g h j k l m n p r s t v w z br cr dr fl gr pl pr sk sl sp st str th tr ch sh qu"
VOWELS = "a e i o u ai ea ee ie oa oo ou io"
CODAS = "n r s t l m d ck ng nt rd st x"
ENDINGS = "ing ed er ly tion ment ness ity al ous s"

# The commonest characters of Chinese, roughly in the order of their frequency.
HAN_COMMON = """
的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家
种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十
民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯
月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女
变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基
眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今
切院让识候带导争运笔网络诈骗电信案件法院新闻
"""

JAPANESE_PARTICLES = (
    "の は が を に で と も から まで より へ や など です ます した して いる ある という ため こと もの"
)

KATAKANA = """
アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダ
デドバビブベボパピプペポー
"""

HANGUL_COMMON = """
가나다라마바사아자차카타파하이기지시도고구나리스인자정사대부한국제경전수주장동상성원일공정보시장회의연구개발기술
정책교육
"""

HANGUL_PARTICLES = "은 는 이 가 을 를 의 에 에서 으로 와 과 도 만 까지 부터"
