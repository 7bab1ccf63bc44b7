"""What was decided by hand for `make_gazetteers.py`: what its sources lack, and what of theirs does harm.

Every table is text, one line a group, so that a change shows as a change of words.
"""

from __future__ import annotations

from collections.abc import Iterator


def groups(text: str, separator: str = ":") -> Iterator[tuple[str, str]]:
    """Yield what stands before and after the separator in each line of a table of choices."""
    for line in text.strip().splitlines():
        key, _, rest = line.partition(separator)
        yield key.strip(), rest.strip()


# -- countries ---------------------------------------------------------------------------------------------

NOT_PLACES = {"eu", "ip", "un", "zz"}  # codes of rigour's list that are no territory

ENGLISH_NAME = {  # where an English text writes another name than the source's own
    "az-nk": "Nagorno-Karabakh", "cd": "Democratic Republic of the Congo", "cg": "Republic of the Congo",
    "hk": "Hong Kong", "mo": "Macao", "nr": "Nauru", "tr": "Turkey", "us-ga": "Georgia (US state)",
}  # fmt: skip

COUNTRY_ALIASES = """
ae: UAE; U.A.E.; Emirates
ba: Bosnia
cd: DRC; DR Congo; Congo-Kinshasa; Congo
cg: Congo-Brazzaville
ci: Ivory Coast
cn: PRC; mainland China
cw: Curacao
cz: Czech Republic
dd: GDR
de: West Germany
gb: UK; U.K.; Great Britain; Britain
hk: Hongkong; Hong Kong SAR
ir: Persia
kp: DPRK
kr: ROK; Korea
lk: Ceylon
mk: Macedonia; FYROM
mm: Burma
mo: Macau
nl: Holland
ps: Gaza; Gaza Strip; West Bank; Occupied Palestinian Territories
ru: Soviet Russia
suhh: USSR; U.S.S.R.
sz: Swaziland
th: Siam
tl: East Timor
tr: Türkiye; Turkiye
us: US; USA; U.S.; U.S.A.; America; the States
us-dc: Washington, D.C.; Washington D.C.; Washington, DC; Washington DC
va: Vatican; Vatican City
"""

NOT_COUNTRY_NAMES = """
ANG; Albion; Angora; Ascension; Best Korea; CAR; Cipro; Columbia; Confederate States of America; Dagestani; Domingo
Dominique; Faroese; Fuji; Geneve; Genf; Granada; Groenlandia; Island; Laws; Leeward Islands; Mann; NSW; NY
P R China; Salvador; Salvadora; Shina; Tanga; Tristan; Tunis
"""

DEMONYMS = """
Antigua and Barbuda: Antiguan, Barbudan
Aruba: Aruban
Belize: Belizean
Benin: Beninese, Beninois
Bermuda: Bermudian
Bhutan: Bhutanese
Bosnia and Herzegovina: Bosnian, Herzegovinian, Bosniak
Botswana: Motswana, Batswana
Brunei: Bruneian
Burkina Faso: Burkinabe, Burkinabé
Cape Verde: Cape Verdean
Cayman Islands: Caymanian
Central African Republic: Central African
Chad: Chadian
Chechnya: Chechen
Comoros: Comoran, Comorian
Cook Islands: Cook Islander
Crimea: Crimean
Croatia: Croat, Croatian
Czechia: Czech
Czechoslovakia: Czechoslovak
Côte d'Ivoire: Ivorian
Dagestan: Dagestani
Democratic Republic of the Congo: Congolese
Denmark: Dane, Danish
Dominican Republic: Dominican
East Germany: East German
England: English, Englishman, Englishwoman
Equatorial Guinea: Equatorial Guinean, Equatoguinean
Eritrea: Eritrean
Falkland Islands: Falkland Islander
Faroe Islands: Faroese
Finland: Finn
France: Frenchman, Frenchwoman
Germany: West German
Greenland: Greenlander, Greenlandic
Guam: Guamanian
Guinea-Bissau: Bissau-Guinean
Hong Kong: Hongkonger, Hong Konger
Iceland: Icelander
Iran: Persian
Ireland: Irish, Irishman, Irishwoman
Kazakhstan: Kazakh
Kiribati: I-Kiribati
Kosovo: Kosovar, Kosovan
Kyrgyzstan: Kyrgyz
Laos: Lao, Laotian
Lesotho: Mosotho, Basotho
Luxembourg: Luxembourger, Luxembourgish
Maldives: Maldivian
Marshall Islands: Marshallese
Micronesia: Micronesian
Moldova: Moldovan
Monaco: Monégasque, Monegasque
Montenegro: Montenegrin
Nauru: Nauruan
Netherlands: Dutch, Dutchman, Dutchwoman
New Zealand: New Zealander, Kiwi
Niger: Nigerien
North Korea: North Korean
North Macedonia: Macedonian, North Macedonian
Northern Ireland: Northern Irish
Palau: Palauan
Palestine: Palestinian, Gazan
Papua New Guinea: Papua New Guinean
Philippines: Filipino, Filipina, Philippine
Puerto Rico: Puerto Rican
Russia: Russian
Saint Kitts and Nevis: Kittitian, Nevisian
Saint Lucia: Saint Lucian, St. Lucian
Saint Vincent and the Grenadines: Vincentian
Samoa: Samoan
San Marino: Sammarinese
Scotland: Scot, Scottish, Scots, Scotsman, Scotswoman, Scotch
Serbia: Serb, Serbian
Solomon Islands: Solomon Islander
South Korea: South Korean, Korean
South Sudan: South Sudanese
Soviet Union: Soviet
Spain: Spaniard
Sudan: Sudanese
Suriname: Surinamese
São Tomé and Príncipe: São Toméan, Sao Tomean
Thailand: Siamese
Timor-Leste: East Timorese, Timorese
Trinidad and Tobago: Trinidadian, Tobagonian
Turkey: Turk
Tuvalu: Tuvaluan
United Arab Emirates: Emirati
United Kingdom: Briton, Brit, Britisher
Vanuatu: Ni-Vanuatu, Vanuatuan
Wales: Welsh, Welshman, Welshwoman
Western Sahara: Sahrawi
Yugoslavia: Yugoslav, Yugoslavian
"""

NOT_DEMONYMS = """
Afghani; Afrikaans; Anglo-Indian; Basque; Bechuana; Bengali; Bisayan; Burundi; Cambrian; Carioca; Cewa; Cheremis
Cheremiss; Chewa; Chichewa; Chiluba; Columbian; Cymry; Cyprian; Down Easter; English person; Ewe; French person
Gallic; Herero; Hindoo; Hindu; Hindustani; Hispaniolan; Hutu; Inger; Ingerman; Ingrian; Irish person; Israelite
Jugoslav; Jugoslavian; Katari; Komi; Luba; Lusitanian; Malto; Mansi; Mari; Maroc; Mongoloid; Mordva; Mordvin
Mordvinian; Norse; Norseman; Parisienne; Romani; Sabine; Sherpa; Sorbian; Sotho; Tagalog; Tai; Tswana; Turki; Tutsi
Veps; Vepse; Vepsian; Visayan; Vogul; Watusi; Watutsi; Xhosa
"""

# -- places that are linked: only names that mean one place ----------------------------------------------------

COUNTRY_SYNONYMS = """
ae: UAE; U.A.E.
cd: DRC; DR Congo
ci: Ivory Coast
cn: PRC; People's Republic of China
cz: Czech Republic
dd: GDR; German Democratic Republic
de: Federal Republic of Germany
gb: UK; U.K.; United Kingdom of Great Britain and Northern Ireland
kp: DPRK
kr: Republic of Korea
lk: Ceylon
mm: Burma
ru: Russian Federation
suhh: USSR; U.S.S.R.; Union of Soviet Socialist Republics
sz: Swaziland
th: Siam
tl: East Timor
tr: Türkiye
us: US; USA; U.S.; U.S.A.; United States of America
"""

ONE_PLACE = (  # WordNet's second place is the island, continent, archipelago or city that the country is
    "au", "bb", "bh", "cu", "cy", "dm", "fo", "is", "jm", "lc", "mg", "mh", "mt", "mu", "mv", "nr", "nz", "ph", "pw",
    "qa", "sc", "sg", "tv",
)  # fmt: skip

NEARLY = (  # another state bore the name before, or the item is the realm or the state beside the land
    "cn", "de", "dk", "eg", "eh", "gr", "il", "jp", "mn", "nl", "ru", "tw", "va", "vn", "ye", "yucs",
)  # fmt: skip

CITIES = (  # territories that are a city, and whose item is the city's
    "cn-bj", "cn-cq", "cn-sh", "cn-tj", "de-be", "de-hh", "hk", "ru-mow", "ru-spe", "sg", "ua-30",
)  # fmt: skip

# -- given names: gender, then names that faker's lists lack or give to one gender only ---------------------

GIVEN_NAMES = """
m Eddie Willie Hassan José Jose
f María Maria Frances Clare Simone
f Prudence Temperance Mercy Felicity Verity Honor Clemency Comfort Blessing Amity Precious Loveday Melody Harmony Poppy
m Innocent Prosper
m Art Bud Chip Chuck Clay Cliff Dean Drew Earl Grant Herb Ken Lance Max Prince Rich Rod Skip Wade Will
m Andriy Bohdan Dmitri Dmitry Dmytro Evgeny Gennady Hryhoriy Ihor Maksym Mikhail Mykola Nikolai Nikolay Oleh Oleksandr
m Petro Serhiy Sergey Taras Vasyl Vitaliy Volodymyr Vyacheslav Yaroslav Yevgeny Yevhen Yuri Yuriy Yury
m Andrzej Bogdan Bojan Boyko Branko Bronisław Dragan Franjo Jarosław Kiril Lech Miloš Milorad Miroslav Petr Radovan
m Slobodan Stanisław Tadeusz Václav Vojislav Wojciech Zbigniew Zoltán Zoran Giorgi Levan Mikheil Vakhtang Aram Vazgen
m Keir Rhodri Alasdair Hamish Lachlan Horatio Thaddeus Ebenezer Ezekiel Jens Olof Göran Håkan Sauli Trygve Bjarni
m Abdelfattah Ahmad Akbar Anwar Ashraf Bashar Ehud Faisal Gamal Habib Hafez Haider Hamad Hosni Hossein Hussein Javad
m Kemal Khalid Mahmoud Masoud Menachem Mohamed Mohammad Mohammed Mohsen Moshe Muammar Muhammad Mustafa Naftali Nouri
m Rafik Recep Ruhollah Saeed Salman Shimon Turgut Walid Yair Yasser Yitzhak Zayed Zviad Gulbuddin Hamid Najibullah
m Amitabh Ashok Atal Imran Jawaharlal Manmohan Mohandas Narendra Nawaz Pervez Pranab Rahul Rajesh Rajiv Ranil Rishi
m Sanjay Shehbaz Subhas Vijay Ziaur Mahinda Prachanda Jigme Ferdinand Joko Mahathir Norodom Prabowo
m Rodrigo Suharto Susilo Thaksin Chuan Prayut Fumio Hideki Hirohito Hiroshi Junichiro Kenji Naruhito Shigeru Shinzo
m Aung Takeshi Yoshihide Yoshiro Enlai Jinping Jintao Keqiang Xiaoping Zedong Zemin Il-sung Jong-il Jong-un Jae-in
m Min-ho Ji-hoon Syngman Minh Nguyen Abiy Bola Cyril Desmond Goodluck Haile Idi Jomo Kofi Kwame Macky Muhammadu
m Mwai Olusegun Patrice Raila Sani Sékou Thabo Uhuru Yoweri Chinua Wole Babatunde Ousmane Mamadou Sitiveni Feleti
m Tupou Manasseh
m Alberto Evo Getúlio Hugo Jair Javier Luiz Néstor Nicolás Raúl Salvador Álvaro João Vasco Leif Haakon Kyriakos Alexis
f Galina Iryna Kateryna Lyudmila Nadezhda Nataliya Oksana Olena Svetlana Sviatlana Tatiana Tatyana Yelena Yulia Zhanna
f Annalena Dalia Giorgia Jacinda Kaja Kersti Kolinda Maia Mette Sanna Salome Tarja Ursula Vaira Vigdís Vjosa Zuzana
f Angela Brigitte Ségolène Christine Anne-Marie Marie-Claire Marie-Thérèse Graça Inés Xiomara Dilma Rigoberta Violeta
f Ayesha Fatemeh Fatima Golda Hanan Khadija Layla Leila Maryam Narges Noor Nour Rania Shirin Tawakkol Zahra Zeinab
f Benazir Chandrika Droupadi Hasina Indira Khaleda Malala Mamata Nirmala Pratibha Priyanka Sirimavo Sonia Sushma
f Mei Keiko Björk
f Aiko Corazon Imelda Ing-wen Masako Megawati Meiling Michiko Naomi Sanae Suu Yingluck Yoko Yuriko Geun-hye Yo-jong
f Aminata Amina Chimamanda Ellen Fatou Folake Joyce Ngozi Nkosazana Sahle-Work Samia Wangari Winnie Fiame Leilani Moana
u Akira Andrea Ashley Casey Chris Dawa Gurpreet Harpreet Hikaru Jamie Jean Ji-young Jing Jordan Jun Kaoru Karma Kim
u Kiran Leslie Lesley Lin Manpreet Min Ming Morgan Nikita Pat Pema Robin Sasha Sonam Taylor Tenzin Wei Xi Yan Alex
"""

NOT_GIVEN_NAMES = """
Among
Africa Ah Al America An Arizona Asia Christ Cuba Dakota Del El Holland India Ireland January Job Kenya Kike Le Les
Line Lo Messiah Missouri Missy Montana My Nazi Nevada Santa Server Sunday Te Tennessee Texas Us Van Vi Von
"""

# -- nouns for persons -------------------------------------------------------------------------------------

PERSONS = """
f queen
f airwoman alderwoman anchorwoman assemblywoman barmaid businesswoman councilwoman first_lady frontwoman girl gunwoman
f headmistress horsewoman lady laywoman newswoman noblewoman schoolgirl servicewoman spokeswoman stateswoman woman
f earth-goddess games-mistress landlady laundress ogress pythoness seamstress sempstress
m airman anchorman bloke boy businessman chap councilman gentleman gunman guy headmaster lad layman man schoolboy
m serviceman spokesman sportsman statesman
u adjutant admiral agent ally commuter emperor envoy exile fan founder fundraiser proconsul raider underwriter viceroy
u ensign lumberjack poacher smoker neighbour neighbor goalkeeper
u tanner midfielder striker childminder whaler miller fullback bellringer medic baritone papermaker bowler scribe
u headteacher sherpa glover spinner lacemaker instrument-maker spectacle-maker charcoal-burner co-driver stablehand
m bushranger fireman oysterman stableman
u abductee activist adviser advisor asylum-seeker billionaire blogger broadcaster campaigner caregiver chairperson
u co-author co-founder cosmonaut councillor councilor deportee detainee dissident evacuee filmmaker firefighter
u frontrunner hostage human individual influencer internee jihadist lawmaker migrant mourner negotiator newcomer
u newsreader paramedic peacekeeper person podcaster policymaker pollster protester rapper refugee rescuer returnee
u schoolchild schoolteacher separatist spokesperson stakeholder strategist survivor teenager translator vlogger
u whistle-blower whistleblower chief_executive chief_justice chief_of_staff commander-in-chief attorney_general
u defence_minister defense_minister finance_minister foreign_minister foreign_secretary governor-general head_of_state
u head_teacher lieutenant_colonel major_general police_officer prime_minister prisoner_of_war rear_admiral
u secretary_general secretary-general secretary_of_state jesuit franciscan dominican benedictine carmelite capuchin
u cistercian trappist vice_admiral vice_president vice-chancellor vice-president
u cellmate penfriend penpal pen-pal stoker printer climber trainer cleaner florist clown beekeeper lighthouse-keeper
"""

NOT_PERSONS = """
abomination anathema apotheosis ass authority bacchanal balancer ball-breaker ball-buster beast better blade brownie
browser buff bugbear bugger bull bunny buster butterball carrier chaser chit classic clod cognate compiler conveyor
courser crammer cub cunt distributor doughboy ex eyeful fantasm fate fighter firebug florist forward fucker fuckup
gainer gazetteer griffon growler hag harrier hog honey hotdog hulk ideal idol import jerk knockout loon manufacturer
mime monstrosity mummy mutation nag natural nature operator outlier phantasma phantom picket pisser placeholder prey
prickteaser primitive psyche publisher putz qualifier receiver reincarnation replacement repository rigger rip sage
self setter sewer songster spirit spook stiff stunner suer talent target theurgy throwback transient tribade tumbler
twat vermin voucher warbler warrantee weasel wildcat worm yearling
"""

POSITION_ROOTS = """
administrator#1 administrator#3 aristocrat#1 head#4 head_of_state#1 judge#1 legislator#1 military_officer#1 official#1
politician#1 presiding_officer#1 ruler#1 spiritual_leader#1
"""

POSITIONS = """
abbess abbot adviser advisor attorney_general boatswain bosun chief_executive chief_justice chief_of_staff
commander-in-chief comptroller consort constable councillor councilman councilor councilwoman defence_minister
defense_minister deputy finance_minister first_lady foreign_minister foreign_secretary foreman governor-general
grandmaster head_of_state head_teacher headmaster headmistress inspector leader lieutenant_colonel major_general
ombudsman pasha prime_minister prior prioress procurator purser rear_admiral representative schoolmaster
secretary-general secretary_general secretary_of_state sheikha sheriff skipper spokesman spokesperson spokeswoman
superintendent treasurer vice-chancellor vice-president vice_admiral vice_president vicereine warden
"""

NOT_POSITIONS = """
absolver acolyte administrator aide amora anagnost appointee aristocrat assessor autocrat bacchante bachelor-at-arms
backbencher basileus brahman brahmin bureaucrat capo cavalier chevalier churchman clergyman cleric confessor
crossbencher despot diplomat diplomatist divine domine dominie dominus doorkeeper dynast ecclesiastic enumerator
evangelist exciseman executive filibuster filibusterer flamen frontbencher functionary gospeler gospeller grandee
hakim holdover hosteller hotelier hotelkeeper hotelman incumbent insider invalidator knight-errant lady-in-waiting
lector legislator licenser mace macebearer macer master materfamilias matriarch metropolitan milord ministrant
monarch nabob noble nobleman noblewoman noncom notary office-bearer officeholder official officiant oligarch
ordainer ordinand ordinary ostiarius ostiary overlord paper-pusher paterfamilias pluralist politician potentate
preacher prexy priest-doctor primus princeling provincial rainmaker ranger ranker record-keeper recruiting-sergeant
reverend revivalist ruler sermoniser sermonizer sexton shaman shepherd sire sovereign stipendiary swayer taxer
taxman televangelist teller thurifer trier trustbuster tyrant usher verger weigher
"""

# -- nouns for places --------------------------------------------------------------------------------------

PLACE_ROOTS = """
building#1 room#1 geological_formation#1 body_of_water#1 region#3 land#4 facility#1
"""

PLACES = """
academy aircraft airliner aisle alley altar apartment archway arena asylum attic auditorium avenue bakery balcony
bandstand barge barracks basement bay bazaar bedside bench bivouac boat border boulevard breakwater brewery bridge
bunker bus bus-stop café camp canteen capital caravan caravanserai carriage cell cellar chamber chancery checkpoint
churchyard cinema clinic club college colliery compound concourse conservatory corridor county court courtyard
creamery crossing crossroads crypt dairy dam deck dock door doorstep doorway dugout dungeon entrance estate factory
farm farmyard ferry flat footbridge forest forge fortress foundry fountain front gallery gallows gangplank gangway
gate gateway grandstand grave graveside hamlet hangar harbor harbour hearth helipad hideout highway home homestead
hospice houseboat hut islet jail jetty junction jungle kerb kindergarten kiosk laboratory landing landing-stage lane
laundry lay-by legation lifeboat lighthouse lodge loft lorry lounge mall mansion market marketplace marquee mausoleum
mill mine minibus ministry monument motorway nation nave nursing-home office old-age-home opera orphanage outpost
paddock parliament path pavement pavilion penthouse pier pitch pithead plane platform pool porch port portico prison
promenade pulpit quadrangle quarry quarterdeck quay railway ranch republic residence residency ringside road roadside
roof rooftop route sawmill school seaport serai settlement shack shelter ship shipyard shop showground sidewalk slipway
smithy square stadium staircase stairs steamer steps street streetcar studio surgery tannery taxi tent terrace
threshold tomb touchline tower townhall townhouse track trail train tram tramcar trench trenches turret university
veranda verandah vessel vestry village vineyard wardroom waterhole well wharf workhouse workshop yacht
trailer elevator stairwell doorstep doorway bedside booth
"""

NOT_PLACE_NOUNS = """
acclivity alp archive area ben bench bonanza booth box bush cab cascade chuckhole climb cockpit common commons
compartment confluent coop corncrib cubby cuddy curtilage darkness den diapir dig divot doghouse dollhouse domain
downhill draw drive-in drome earth-closet facility fiefdom flies floe flowerbed flume folium garner grill grounds
habitation hammock hangout hatchery haunt hencoop heronry hollow hotspot hub-and-spoke iceberg imperium incline
installation irredenta john jurisdiction landscape ley links locus lost-and-found lot maildrop main medium mere
midden middle monocline mull narrow ness nook occident open orient outpouring outskirt parts patch pit plot plumbing
postbox quarter rapid repertory roads rockery rookery roomette rough runnel safety saltbox sampler scrapheap seat
see setting shadow shallow short silva snug soddy sprawl stall stalls state steep surround swell sylva talus tee
telferage telpherage tenderloin tope transportation trusteeship unknown upgrade uphill volary walk-up wallow warren
wormhole
"""
