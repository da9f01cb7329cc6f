"""Names of months in the languages of the world's news, folded by `newsclip.extract.dates`. Data, no logic."""

from __future__ import annotations

import unicodedata

# Twelve words a language, from January on; variants and abbreviations separated by `|`, blanks written `_`. Lower
# case, dots left out.
_MONTHS = """
january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct
november|nov december|dec
januar|jänner|jan|jän februar|feber|feb märz|maerz|mär|mrz april|apr mai juni|jun juli|jul august|aug
september|sept|sep oktober|okt november|nov dezember|dez
janvier|janv février|févr|fév|fevrier|fevr mars avril|avr mai juin juillet|juil août|aout septembre|sept octobre|oct
novembre|nov décembre|déc|decembre
enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago|ag septiembre|setiembre|sept|sep|set
octubre|oct noviembre|nov diciembre|dic
janeiro|jan fevereiro|fev março|mar|marco abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out
novembro|nov dezembro|dez
gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|sett|set
ottobre|ott novembre|nov dicembre|dic
januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep oktober|okt november|nov
december|dec
января|январь|янв февраля|февраль|февр|фев марта|март|мар апреля|апрель|апр мая|май июня|июнь|июн июля|июль|июл
августа|август|авг сентября|сентябрь|сент|сен октября|октябрь|окт ноября|ноябрь|нояб|ноя декабря|декабрь|дек
січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|квіт травня|травень|трав червня|червень|черв
липня|липень|лип серпня|серпень|серп вересня|вересень|вер жовтня|жовтень|жовт листопада|листопад|лист
грудня|грудень|груд
يناير|كانون_الثاني|جانفي فبراير|شباط|فيفري مارس|آذار أبريل|ابريل|إبريل|نيسان|أفريل مايو|أيار|ماي
يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية أغسطس|اغسطس|آب|أوت سبتمبر|أيلول أكتوبر|اكتوبر|تشرين_الأول
نوفمبر|تشرين_الثاني ديسمبر|كانون_الأول
ocak|oca şubat|şub mart nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara
januari|jan februari|feb|febr mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sept|sep oktober|okt
november|nov december|dec
januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sep oktober|okt november|nov
desember|des
januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep oktober|okt november|nov
december|dec
tammikuuta|tammikuu|tammi helmikuuta|helmikuu|helmi maaliskuuta|maaliskuu|maalis huhtikuuta|huhtikuu|huhti
toukokuuta|toukokuu|touko kesäkuuta|kesäkuu|kesä heinäkuuta|heinäkuu|heinä elokuuta|elokuu|elo syyskuuta|syyskuu|syys
lokakuuta|lokakuu|loka marraskuuta|marraskuu|marras joulukuuta|joulukuu|joulu
janúar|jan febrúar|feb mars apríl maí júní júlí ágúst september október nóvember desember
stycznia|styczeń|sty lutego|luty|lut marca|marzec|mar kwietnia|kwiecień|kwi maja|maj czerwca|czerwiec|cze
lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz października|październik|paź listopada|listopad|lis
grudnia|grudzień|gru
ledna|leden|led února|únor|úno března|březen|bře dubna|duben|dub května|květen|kvě června|červen|čvn
července|červenec|čvc srpna|srpen|srp září|zář října|říjen|říj listopadu|listopad|lis prosince|prosinec|pro
januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl augusta|august septembra|september
októbra|október novembra|november decembra|december
január|jan február|febr március|márc április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept
október|okt november|nov december|dec
ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept octombrie|oct
noiembrie|noi|noiem decembrie|dec
siječnja|siječanj veljače|veljača ožujka|ožujak travnja|travanj svibnja|svibanj lipnja|lipanj srpnja|srpanj
kolovoza|kolovoz rujna|rujan listopada|listopad studenoga|studeni prosinca|prosinac
јануар|јан фебруар|феб март|мар април|апр мај јун јул август|авг септембар|сеп октобар|окт новембар|нов децембар|дец
януари|яну февруари|фев март април|апр май юни юли август|авг септември|септ октомври|окт ноември|ноем декември|дек
ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ μαΐου|μάιος|μαϊ
ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ σεπτεμβρίου|σεπτέμβριος|σεπ οκτωβρίου|οκτώβριος|οκτ
νοεμβρίου|νοέμβριος|νοε δεκεμβρίου|δεκέμβριος|δεκ
ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי
אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר
जनवरी|जन फरवरी|फ़रवरी|फर मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर
জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট|আগষ্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
januari|jan februari|feb|peb maret|mar april|apr mei juni|jun juli|jul agustus|agt|agu|ags september|sep oktober|okt
november|nov|nop desember|des
januari februari mac april mei jun julai ogos|ogo september oktober november disember|dis
มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย กรกฎาคม|กค สิงหาคม|สค กันยายน|กย ตุลาคม|ตค
พฤศจิกายน|พย ธันวาคม|ธค
gener|gen febrer|febr març abril|abr maig juny juliol|jul agost|ag setembre|set octubre|oct novembre|nov desembre|des
urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua
sausio|sausis vasario|vasaris kovo|kovas balandžio|balandis gegužės|gegužė birželio|birželis liepos|liepa
rugpjūčio|rugpjūtis rugsėjo|rugsėjis spalio|spalis lapkričio|lapkritis gruodžio|gruodis
janvārī|janvāris februārī|februāris martā|marts aprīlī|aprīlis maijā|maijs jūnijā|jūnijs jūlijā|jūlijs augustā|augusts
septembrī|septembris oktobrī|oktobris novembrī|novembris decembrī|decembris
jaanuar|jaan veebruar|veebr märts aprill|apr mai juuni juuli august|aug september|sept oktoober|okt november|nov
detsember|dets
januarja|januar februarja|februar marca|marec aprila|april maja|maj junija|junij julija|julij avgusta|avgust
septembra|september oktobra|oktober novembra|november decembra|december
janar|jan shkurt|shk mars prill|pri maj|maji qershor|qer korrik|korr gusht|gush shtator|sht tetor|tet nëntor|nën
dhjetor|dhj
januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre
студзеня|студзень лютага|люты сакавіка|сакавік красавіка|красавік мая|май чэрвеня|чэрвень ліпеня|ліпень жніўня|жнівень
верасня|верасень кастрычніка|кастрычнік лістапада|лістапад снежня|снежань
јануари февруари март април мај јуни јули август септември октомври ноември декември
janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
xaneiro|xan febreiro|feb marzo|mar abril|abr maio|mai xuño|xuñ xullo|xul agosto|ago setembro|set outubro|out
novembro|nov decembro|dec
yanvar|yan fevral|fev mart aprel|apr may iyun iyul avqust|avq sentyabr|sen oktyabr|okt noyabr|noy dekabr|dek
yanvar fevral mart aprel may iyun iyul avgust sentabr|sentyabr oktabr|oktyabr noyabr dekabr
қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
იანვარი|იანვარს|იან თებერვალი|თებერვალს|თებ მარტი|მარტს|მარ აპრილი|აპრილს|აპრ მაისი|მაისს|მაი ივნისი|ივნისს|ივნ
ივლისი|ივლისს|ივლ აგვისტო|აგვისტოს|აგვ სექტემბერი|სექტემბერს|სექ ოქტომბერი|ოქტომბერს|ოქტ ნოემბერი|ნოემბერს|ნოე
დეკემბერი|დეკემბერს|დეკ
հունվարի|հունվար փետրվարի|փետրվար մարտի|մարտ ապրիլի|ապրիլ մայիսի|մայիս հունիսի|հունիս հուլիսի|հուլիս օգոստոսի|օգոստոս
սեպտեմբերի|սեպտեմբեր հոկտեմբերի|հոկտեմբեր նոյեմբերի|նոյեմբեր դեկտեմբերի|դեկտեմբեր
ஜனவரி|ஜன பிப்ரவரி|பிப் மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட்|ஆகஸ்டு செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై|జూలై ఆగస్టు|ఆగస్ట్ సెప్టెంబర్|సెప్టెంబరు అక్టోబర్|అక్టోబరు నవంబర్|నవంబరు
డిసెంబర్|డిసెంబరు
ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ്|മെയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്|ആഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ
ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್
जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर
જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઓગસ્ટ સપ્ટેમ્બર ઓક્ટોબર નવેમ્બર ડિસેમ્બર
ਜਨਵਰੀ ਫ਼ਰਵਰੀ|ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ
"""


def _read(table: str) -> dict[str, int]:
    months: dict[str, int] = {}
    for position, names in enumerate(table.split()):
        for name in names.split("|"):
            months.setdefault(unicodedata.normalize("NFKC", name.replace("_", " ")), position % 12 + 1)
    return months


MONTHS = _read(_MONTHS)
# RFC 5322 section 4.3 for the American ones; the others mean one offset to everybody who writes them.
# Left out as ambiguous: CST (also written for China), IST, AST, and the season-less ET, CT, MT, PT.
ZONES: dict[str, int] = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "est": -300,
    "edt": -240,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    "bst": 60,
    "cet": 60,
    "mez": 60,
    "cest": 120,
    "mesz": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "мск": 180,
    "jst": 540,
    "kst": 540,
    "hkt": 480,
    "sgt": 480,
    "wib": 420,
    "aest": 600,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
}
