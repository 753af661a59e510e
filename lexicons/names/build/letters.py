"""Letter tables for matching a native spelling with an English-style Latin one.

A table maps a native letter or group to the ways English writes it: the usual one first, then those that are also met. `^` before a
key ties it to the start of the word, `$` after it to the end. The tables only decide which of the Latin forms that a source lists for
a name is the English one; they are no convention tables for reading text, those stand in `lexicons/names/tables/`.
"""


def parse(text):
    """Reads lines of `key: alternative alternative …`; `-` is nothing."""
    table = {}
    for line in text.strip().splitlines():
        for item in line.split(";"):
            if not item.strip():
                continue
            key, alternatives = item.split(":")
            table[key.strip()] = ["" if a == "-" else a for a in alternatives.split()]
    return table


# English readings of Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, and the added Turkic and Iranian letters.
CYRILLIC_EN = parse("""
а:a; б:b; в:v; г:g h; ґ:g; д:d; е:e ye; ё:yo e io; є:ie ye e; ж:zh; з:z; и:i y; і:i; ї:i yi; й:y i; к:k; л:l; м:m; н:n; о:o; п:p
р:r; с:s; т:t; у:u; ф:f; х:kh h; ц:ts c; ч:ch; ш:sh; щ:shch sht; ъ:- a; ы:y; ь:-; э:e; ю:yu iu; я:ya ia; ў:u w
’:-; ':-; ʼ:-; -:-
ий$:y i iy yi yy ii; ый$:y yy iy; ій$:iy ii y; ия$:ia iya; ія$:ia iya; кс:ks x; дж:dzh j; ье:ye ie e; ьё:yo io; ьо:yo io o
зг:zgh; ея:eya ea eia; ие:ie iye; ия:ia iya; ае:ae aye ai; ой$:oy oi; ей$:ey ei; ай$:ay ai; цьк:tsk; я$:ya ia a
^е:ye e; ^є:ye ie e; ^ю:yu iu; ^я:ya ia; ^ї:yi i; ^й:y; йо:yo io
ј:j y; љ:lj; њ:nj; ћ:c; ђ:dj đ d; џ:dz dzh; ќ:kj k; ѓ:gj g; ѕ:dz; жд:zhd
қ:q k; ғ:gh g; ң:ng n; ө:o u; ү:u; ұ:u; һ:h; ә:a ae; ҳ:h kh; ҷ:j; ӣ:i; ӯ:u
""")
# Serbian and Macedonian people are written in English as they write themselves in Latin letters.
SERBIAN = parse("""
а:a; б:b; в:v; г:g; д:d; ђ:đ dj d; е:e; ж:ž z; з:z; и:i; ј:j; к:k; л:l; љ:lj; м:m; н:n; њ:nj; о:o; п:p; р:r; с:s; т:t; ћ:ć c; у:u
ф:f; х:h; ц:c; ч:č c; џ:dž dz; ш:š s; ќ:kj ḱ; ѓ:gj ǵ; ѕ:dz; -:- 
""")
# All press conventions at once. What a name's Latin form has beyond these letters did not come through Cyrillic.
CYRILLIC_ANY = parse("""
а:a á ă; б:b; в:v w f ff; г:g h gu gh; ґ:g; д:d ď; е:e ye ie je é ě je ë ė ié ïe; ё:yo e io jo o ë ié ie ö; є:ie ye e je ïe ě; ж:zh j sch ž zj ż zs sh z x g
з:z s; и:i y ī ï í ji; і:i y ï ij; ї:i yi ï ji; й:y i j ï ij -; к:k c q ch; л:l ł ll; м:m; н:n ń ne ň nn; о:o ó a ô; п:p; р:r rr; с:s ss ś sz c ç
т:t ť th; у:u ou oe ú oo w; ф:f ph ff; х:kh ch h j x k; ц:ts c z tz ț ţ cz tc; ч:ch tch tsch č tj cz cs ç tš tsj c ci tx; ш:sh ch sch š sj sz s ş ș x
щ:shch chtch schtsch šč sjtj szcz scs şç șci sch sjtsj sht štš chtch stsch xtx chch šť; ъ:- a ă ŭ; ы:y i ı î; ь:- ' j y i; э:e è é ė; ю:yu iu ju iou ioe joe u ïou u; я:ya ia ja ïa ea a iá yá ea
':-; ’:-; ʼ:-; -:-; ў:u w v ŭ
ий$:y i iy yi yy ii ij yj ý iі î ıy ï; ый$:y yy iy yj yi i ij; ій$:iy y ii i ij; кс:ks x ksz; дж:dzh j dj dsch dž dż c dzj; оу:ou oou
ј:j y i; љ:lj ly l; њ:nj ny n gn; ћ:c ć ch tch ć; ђ:dj đ d gj dž; џ:dz dž dzh dj; ќ:kj ḱ k ć; ѓ:gj ǵ g đ; ѕ:dz
қ:q k kh; ғ:gh g ğ; ң:ng n ñ ŋ; ө:o ö u; ү:u ü; ұ:u ū; һ:h; ә:a ae ä ə e; ҳ:h kh; ҷ:j dj; ӣ:i ī; ӯ:u ū
""")

GREEK_EN = parse("""
α:a; ά:a; β:v b; γ:g y gh; δ:d; ε:e; έ:e; ζ:z; η:i e; ή:i e; θ:th; ι:i; ί:i; ϊ:i; ΐ:i; κ:k c; λ:l; μ:m; ν:n; ξ:x ks; ο:o; ό:o; π:p; ρ:r rh
σ:s; ς:s; τ:t; υ:y i u; ύ:y i u; ϋ:y i; ΰ:y i; φ:f ph; χ:ch h kh; ψ:ps; ω:o; ώ:o; ου:ou u; ού:ou u; αι:ai e ae; αί:ai e ae; ει:ei i; εί:ei i; οι:oi i; οί:oi i
αυ:av af au; αύ:av af; ευ:ev ef eu; εύ:ev ef eu; μπ:b mp mb; ^μπ:b; ντ:nt d nd; ^ντ:d; γκ:g gk ng; γγ:ng gg; γχ:nch; τζ:tz j; τσ:ts; σσ:ss s; λλ:ll l; νν:nn n; ιά:ia ya; ιώ:io; γι:gi yi y; γιώ:gio yo; -:-
""")
GEORGIAN_EN = parse("""
ა:a; ბ:b; გ:g; დ:d; ე:e; ვ:v; ზ:z; თ:t; ი:i; კ:k; ლ:l; მ:m; ნ:n; ო:o; პ:p; ჟ:zh; რ:r; ს:s; ტ:t; უ:u; ფ:p; ქ:k; ღ:gh; ყ:q k; შ:sh; ჩ:ch; ც:ts; ძ:dz; წ:ts; ჭ:ch; ხ:kh; ჯ:j; ჰ:h; -:-
""")
ARMENIAN_EN = parse("""
ա:a; բ:b; գ:g; դ:d; ե:e ye; ^ե:ye e; զ:z; է:e; ը:y e; թ:t; ժ:zh; ի:i; լ:l; խ:kh; ծ:ts; կ:k; հ:h; ձ:dz; ղ:gh; ճ:ch; մ:m; յ:y; ն:n; շ:sh; ո:o vo; ^ո:vo o; ու:u; չ:ch; պ:p; ջ:j
ռ:r; ս:s; վ:v; տ:t; ր:r; ց:ts; ւ:v; փ:p; ք:k; և:ev; օ:o; ֆ:f; յան$:yan ian; իա:ia iya; -:-
""")
HEBREW_EN = parse("""
א:- a e o i u; ב:b v; ג:g; ד:d; ה:h; ה$:a ah eh h e; ו:v w o u; ז:z; ח:h ch kh; ט:t; י:i y - e; ך:k ch kh; כ:k ch kh; ל:l; ם:m; מ:m; ן:n; נ:n; ס:s; ע:- a e o i; ף:f; פ:p f; ץ:tz ts; צ:tz ts z
ק:k; ר:r; ש:sh s; ת:t; וו:v w; יי:ai ay ei y i; ג':j g; צ':ch; ץ':ch; ז':zh; -:-
""")
ARABIC_EN = parse("""
ا:a e - i u o; أ:a e i o u; إ:i e; آ:a; ب:b; ت:t; ث:th; ج:j g; ح:h; خ:kh; د:d; ذ:dh th d; ر:r; ز:z; س:s; ش:sh; ص:s; ض:d z dh; ط:t; ظ:z dh; ع:a e i o u - '; غ:gh g; ف:f; ق:q k g; ك:k; ل:l; م:m; ن:n; ه:h; ه$:h -
ة:a ah eh at; و:w u o ou v; ؤ:- u o w; ي:y i e ee; ى:a i y; ئ:- i e; ء:- '; ی:y i e ee; ک:k; گ:g; چ:ch; پ:p; ژ:zh j; ڤ:v; ال:al- el- al el; عبد:abd abdel abdul abdal; يّ:yy; -:-; اي:ai ay ei ey; وي:wi oui oi; ية$:iya iyah ia ieh; ي$:i y; ی$:i y
""")
HINDI_EN = parse("""
अ:a; आ:a aa; इ:i; ई:i ee; उ:u; ऊ:u oo; ऋ:ri; ए:e; ऐ:ai; ओ:o; औ:au; ा:a aa; ि:i; ी:i ee; ु:u; ू:u oo; ृ:ri; े:e; ै:ai; ो:o; ौ:au ou; ं:n m; ँ:n m -; ः:h; ्:-; ़:-
क:k; ख:kh; ग:g; घ:gh; ङ:n; च:ch; छ:chh ch; ज:j; झ:jh; ञ:n; ट:t; ठ:th; ड:d r; ढ:dh rh; ण:n; त:t; थ:th; द:d; ध:dh; न:n; प:p; फ:ph f; ब:b; भ:bh; म:m; य:y; र:r; ल:l; व:v w; श:sh; ष:sh; स:s; ह:h; क्ष:ksh; ज्ञ:gy jn gn; च्च:chch cch; -:-
""")

# The commonest Chinese surnames: the corpus lists dialect and Wade-Giles spellings without order.
CHINESE_SURNAMES = dict(pair.split(":") for pair in """
王:Wang 李:Li 张:Zhang 張:Zhang 刘:Liu 劉:Liu 陈:Chen 陳:Chen 杨:Yang 楊:Yang 黄:Huang 黃:Huang 赵:Zhao 趙:Zhao 吴:Wu 吳:Wu 周:Zhou 徐:Xu 孙:Sun 孫:Sun 马:Ma 馬:Ma 朱:Zhu 胡:Hu 郭:Guo 何:He 林:Lin 高:Gao 罗:Luo 羅:Luo
郑:Zheng 鄭:Zheng 梁:Liang 谢:Xie 謝:Xie 宋:Song 唐:Tang 许:Xu 許:Xu 邓:Deng 鄧:Deng 韩:Han 韓:Han 冯:Feng 馮:Feng 曹:Cao 彭:Peng 曾:Zeng 肖:Xiao 蕭:Xiao 田:Tian 董:Dong 潘:Pan 袁:Yuan 蔡:Cai 蒋:Jiang 蔣:Jiang 余:Yu 于:Yu 杜:Du
叶:Ye 葉:Ye 程:Cheng 魏:Wei 苏:Su 蘇:Su 吕:Lu 呂:Lu 丁:Ding 任:Ren 卢:Lu 盧:Lu 姚:Yao 沈:Shen 钟:Zhong 鍾:Zhong 姜:Jiang 崔:Cui 谭:Tan 譚:Tan 陆:Lu 陸:Lu 范:Fan 汪:Wang 廖:Liao 石:Shi 金:Jin 韦:Wei 韋:Wei 贾:Jia 賈:Jia 夏:Xia 付:Fu 方:Fang
邹:Zou 鄒:Zou 熊:Xiong 白:Bai 孟:Meng 秦:Qin 邱:Qiu 侯:Hou 江:Jiang 尹:Yin 薛:Xue 闫:Yan 段:Duan 雷:Lei 龙:Long 龍:Long 黎:Li 史:Shi 陶:Tao 贺:He 賀:He 毛:Mao 郝:Hao 顾:Gu 顧:Gu 龚:Gong 龔:Gong 邵:Shao 万:Wan 萬:Wan 覃:Qin 武:Wu 钱:Qian 錢:Qian
戴:Dai 严:Yan 嚴:Yan 莫:Mo 孔:Kong 向:Xiang 常:Chang 汤:Tang 湯:Tang 华:Hua 華:Hua 习:Xi 習:Xi 温:Wen 溫:Wen 乔:Qiao 喬:Qiao 赖:Lai 賴:Lai 樊:Fan 殷:Yin 施:Shi 洪:Hong 翟:Zhai 安:An 颜:Yan 顏:Yan 倪:Ni 牛:Niu 章:Zhang 鲁:Lu 魯:Lu 葛:Ge 伍:Wu
韋:Wei 申:Shen 尤:You 毕:Bi 畢:Bi 聂:Nie 聶:Nie 丛:Cong 焦:Jiao 柳:Liu 邢:Xing 路:Lu 岳:Yue 齐:Qi 齊:Qi 梅:Mei 莊:Zhuang 庄:Zhuang 辛:Xin 管:Guan 祝:Zhu 左:Zuo 涂:Tu 谷:Gu 时:Shi 舒:Shu 耿:Geng 卜:Bu 肖:Xiao 詹:Zhan 关:Guan 關:Guan 单:Shan 苗:Miao
""".split())

# Korean surnames as their bearers write them, the commonest way first.
KOREAN_SURNAMES = """
김:Kim 이:Lee/Yi/Rhee 박:Park/Pak 최:Choi/Choe 정:Jung/Jeong/Chung 강:Kang/Gang 조:Cho/Jo 윤:Yoon/Yun 장:Jang/Chang 임:Lim/Im 한:Han 오:Oh 서:Seo/Suh 신:Shin/Sin 권:Kwon 황:Hwang 안:Ahn/An 송:Song 전:Jeon/Jun/Chun 홍:Hong 유:Yoo/Yu
고:Ko/Go 문:Moon/Mun 양:Yang 손:Son/Sohn 배:Bae 백:Baek/Paik 허:Heo/Hur 남:Nam 심:Shim/Sim 노:Roh/Noh 하:Ha 곽:Kwak 성:Sung/Seong 차:Cha 주:Joo/Ju 우:Woo/U 구:Koo/Gu 민:Min 류:Ryu 나:Na 진:Jin 지:Ji 엄:Um/Eom 채:Chae 원:Won 천:Chun/Cheon
방:Bang 공:Kong/Gong 현:Hyun/Hyeon 반:Ban 리:Ri 림:Rim 로:Ro 마:Ma 변:Byun/Byeon 염:Yeom 여:Yeo 추:Choo/Chu 도:Do 소:So 석:Seok 선:Sun/Seon 설:Seol 길:Gil/Kil 연:Yeon 위:Wi 표:Pyo 명:Myung 기:Ki 왕:Wang 옥:Ok 육:Yook 인:In 맹:Maeng 제:Je 탁:Tak 국:Kook
"""

VOWELS = set("aeiou")


class Matcher:
    """Compares a native word with a Latin one under one table."""

    def __init__(self, table, free_vowels=False, doubling=False):
        self.free_vowels = free_vowels  # the script leaves short vowels out
        self.doubling = doubling        # a Latin letter may be doubled (shadda)
        self.table = {}
        for key, alternatives in table.items():
            start, end = key.startswith("^"), key.endswith("$") and len(key) > 1
            core = key.strip("^$") if key not in "^$" else key
            self.table.setdefault(core, []).append((start, end, alternatives))
        self.longest = max(len(core) for core in self.table)

    def cost(self, native, latin):
        """Sum of the ranks of the alternatives used, or None if the two do not correspond."""
        n, m = len(native), len(latin)
        best = {(0, 0): 0}
        for i in range(n + 1):
            for j in range(m + 1):
                here = best.get((i, j))
                if here is None:
                    continue
                if self.free_vowels and 0 < i <= n and j < m and latin[j] in VOWELS:
                    self._better(best, (i, j + 1), here + 0.01)
                if self.doubling and 0 < j < m and latin[j] == latin[j - 1] and latin[j] not in VOWELS:
                    self._better(best, (i, j + 1), here + 0.01)
                if i == n:
                    continue
                for length in range(1, min(self.longest, n - i) + 1):
                    for start, end, alternatives in self.table.get(native[i:i + length], ()):
                        if start and i or end and i + length < n:
                            continue
                        for rank, alternative in enumerate(alternatives):
                            if latin.startswith(alternative, j):
                                key = (i + length, j + len(alternative))
                                # A longer group is the better reading of the same letters.
                                self._better(best, key, here + rank - 0.001 * (length - 1))
        return best.get((n, m))

    @staticmethod
    def _better(best, key, cost):
        if key not in best or cost < best[key]:
            best[key] = cost
