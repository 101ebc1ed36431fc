"""The words of the genre: what heads a position, a role, a unit, and what is no name."""

from typing import Final


def words_of(words: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(words.split())


ACTING: Final = {
    "ps": "Ps", "pgs": "Ps", "pjs": "Pj", "plt": "Plt", "plh": "Plh", "pj": "Pj",
}  # fmt: skip

HEADS: Final = words_of(
    "kapolres kapolresta kapolrestabes kapolrestro kapolsek kapolsekta kapolda "
    "kapolri wakapolres wakapolresta wakapolrestabes wakapolsek wakapolda wakapolri waka "
    "kasat wakasat kasi kasie kabag kasubbag kasubag kasubbid kabid kabidhumas kasubsi "
    "kasium kasikum kasiwas kasihumas kanit panit kaur kbo ka kasubdit kasubnit "
    "kapolsubsektor kasubsektor kapospol katim kasatgas karo dir dirbinmas wadir "
    "wadirbinmas dirsamapta dirlantas direktur irwasda kasatbinmas kasatreskrim "
    "kasatintelkam kasatlantas kasatsamapta kanitbinmas kanitreskrim kanitintelkam "
    "bhabinkamtibmas babinkamtibmas bhabinkamtimas babhinkamtibmas bhabin babinkamtimas "
    "bhabinkantibmas banit bamin padal pawas perwira kspk kspkt kaspkt pamapta paur "
    "danramil wadanramil dandim kasdim danpos danposramil babinsa bati batituud "
    "babinpotmar danton danki danlanal danlanud komandan pasiter danyon danru "
    "personel personil anggota petugas patugas"
)
"""Words with which a position begins."""

WEAK_HEADS: Final = words_of("personel personil anggota petugas")
TAILS: Final = words_of(
    "binmas humas reskrim intelkam intel samapta sabhara lantas narkoba resnarkoba "
    "polairud bhabinkamtibmas babinkamtibmas provos propam spkt ops sdm ren log umum "
    "patroli pembinaan bintibmas polmas satpam tahti ppa tipikor dokkes tik kamsel "
    "regident gakkum turjawali opsnal binops dalops kum was keu trantib binkamsa "
    "tuud ter bhakti wanwil intelijen rw jaga piket pengawas bintibsos satbinmas mas "
    "bhabin desa-tidak polsubsektor bag sat si unit lalu lintas pemas penmas pid"
)
"""Words that go on with a position."""

BHABIN: Final = words_of(
    "babinkamtibmas bhabinkamtimas babhinkamtibmas bhabin babinkamtimas bhabinkantibmas"
)
MILITARY_HEADS: Final = words_of(
    "danramil wadanramil dandim kasdim danposramil babinsa bati batituud babinpotmar "
    "danlanal danlanud pasiter danyon"
)

UNIT_WORDS: Final = words_of(
    "polda polres polresta polrestabes polrestro polsek polsekta mapolda mapolres "
    "mapolresta mapolrestabes mapolsek makopolres makopolsek polsubsektor koramil kodim "
    "posramil makoramil makodim korem kodam lanal lanud satbinmas satsamapta mabes polri "
    "tni brimob kepolisian"
)
WEEKDAYS: Final = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jum": 4,
    "sabtu": 5, "minggu": 6, "ahad": 6,
}  # fmt: skip
MONTHS: Final = {
    "januari": 1, "jan": 1, "februari": 2, "pebruari": 2, "feb": 2, "maret": 3, "mar": 3,
    "april": 4, "apr": 4, "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7,
    "agustus": 8, "agust": 8, "agt": 8, "agu": 8, "ags": 8, "september": 9, "sept": 9,
    "sep": 9, "oktober": 10, "okt": 10, "november": 11, "nopember": 11, "nov": 11,
    "nop": 11, "desember": 12, "des": 12,
}  # fmt: skip

COURTESY: Final = words_of(
    "bapak bpk ibu pak bu sdr sdri saudara saudari sdra bpk-bpk an a.n"
)
BEFORE_NAMES: Final = words_of("drs dra dr ir prof")
"""Degrees that stand before a name."""
HONORIFICS: Final = words_of(
    "h hj kh tgk tgh tengku teungku ust ustad ustadz ustaz ustadzah pdt pendeta pastor "
    "romo kyai kiai habib datuk datok i ida ni a"
)
"""Titles that belong to a name as it is spoken."""
PARTICLES: Final = words_of("bin binti al de da van der dos la ibn")
JOINED: Final = words_of("m moh muh muhd muhammad abd st sy syaf tb rd rr gst")

SPEECH: Final = words_of(
    "mengatakan menyampaikan menjelaskan menuturkan mengungkapkan menegaskan menambahkan "
    "menyebutkan menerangkan memaparkan mengimbau menghimbau berpesan membenarkan "
    "menyebut mengajak berharap ujar ujarnya kata katanya jelas jelasnya ungkap "
    "ungkapnya tutur tuturnya tegas tegasnya papar paparnya imbuh imbuhnya tandas "
    "tandasnya pungkas pungkasnya terang terangnya ucap ucapnya tambah tambahnya beber "
    "sebut sebutnya tutup tutupnya lanjut lanjutnya harap harapnya mengaku menyatakan "
    "menilai mengapresiasi mengucapkan menekankan meminta"
)

NOT_NAMES: Final = words_of(
    "yang dan serta atau dengan dalam untuk guna pada di ke dari oleh saat ketika agar "
    "kami kita ia dia mereka ini itu tersebut selain bahwa juga sekaligus kepada para "
    "terhadap tentang terkait antara hingga sampai setelah sebelum sementara kemudian "
    "lalu selanjutnya adapun sedangkan namun karena sebagai selaku melalui bersama "
    "beserta didampingi turut hadir tampak dihadiri terpisah dijelaskan dikatakan "
    "menurut menurutnya lebih selama semoga dalam turun acara giat kegiatan situasi "
    "laporan lapor demikian dokumentasi hari tanggal tgl pukul pkl jam waktu tempat "
    "lokasi hasil tujuan sasaran pelaksana petugas peserta materi uraian rangka "
    "kapolri jenderal kepala ketua sekretaris bendahara wakil tokoh warga masyarakat "
    "kades lurah camat kadus kepling sekdes sekcam rt rw desa kelurahan kecamatan "
    "kabupaten kota provinsi dusun lingkungan kampung nagari jalan jln jl gang pos "
    "kamling poskamling satkamling siskamling balai masjid mushola gereja kantor aula "
    "rumah pasar sekolah wib wita wit nihil aman kondusif sambang patroli imbauan "
    "himbauan pesan program strategi silaturahmi selamat pagi siang sore malam mohon "
    "izin ijin yth terima kasih hormat tembusan dump catatan nb foto ist red humas "
    "editor penulis reporter sumber pewarta publish alhamdulillah assalamualaikum "
    "tni polri tni-polri bhayangkara presisi kamtibmas babinsa bhabinkamtibmas polisi "
    "melaksanakan laksanakan gelar ajak jaga jalin sambangi kunjungi hadiri pimpin "
    "tingkatkan ciptakan wujudkan cegah cek berikan beri sampaikan imbau himbau perkuat "
    "pererat dengarkan serap tampung bahas aktifkan dorong pantau monitor tinjau "
    "kawal dampingi bantu bagikan salurkan bangun hadir rutin intensif terus kembali "
    "optimalkan antisipasi sosialisasikan sosialisasi dialogis kunjungan curhat "
    "dds forum linmas karang taruna remaja pemuda ibu-ibu jamaah jemaah pengurus "
    "anggota perangkat staf pegawai siswa guru pedagang petani nelayan penjaga "
    "selasa senin rabu kamis jumat sabtu minggu januari februari maret april juni juli "
    "agustus september oktober november desember jum'at ahad "
    "usai sesuai seperti tak tidak bukan salah satu seorang beberapa sejumlah seluruh "
    "semua setiap adanya bila jika apabila maka pun sudah telah akan dapat bisa harus "
    "perlu diharapkan berharap harapan dirinya pihaknya pihak personel personil jajaran "
    "unsur instansi forkopimcam forkopimda muspika muspida dinas badan satgas "
    "mengetahui melaporkan menanggapi mengawali mengakhiri dikonfirmasi ditemui "
    "pelaksanaan keterangan kesimpulan penutup agenda notulen daftar nomor perihal "
    "kegiatannya bertempat dilaksanakan dipimpin berlangsung masing-masing "
    "baca berita foto komentar posting share bagikan klik ikuti"
)
"""Words that are written large at the start of a line and still name nobody."""

ROLE_WORDS: Final = words_of(
    "kades lurah camat kadus kasun kepling sekdes sekcam kaling pangulu keuchik geuchik "
    "gamot perbekel bendesa klian kelian peratin pambakal petinggi penghulu sangadi "
    "kuwu jogoboyo dukuh kadukuh geucik ondoafi linmas satpam security imam ustadz "
    "pendeta pastor mandor manajer manager asisten bidan perawat guru bpd lpm pkk fkpm "
    "ketua wakil sekretaris bendahara kepala tokoh tomas toga todat toda toma warga "
    "pemilik pengelola pengurus anggota pedagang petani nelayan danton koordinator "
    "kasatgas kordinator pengawas perwakilan penjaga staf kaur kasi"
)
