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
ANG; Ascension; CAR; Albion; Angora; Aquaserbia; Best Korea; Cipro; Columbia; Confederate States of America; Dagestani
Domingo; Dominique; Faroese; Fuji; Genf; Geneve; Granada; Groenlandia; Island; Laws; Leeward Islands; Mann; McDonald
NETH; NSW; NY; NYC; P R China; Para; QLD; Reunion; Salvador; Salvadora; Shina; Tanga; Tristan; Tunis
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
Abnaki; Afghani; Afrikaans; Akwa'ala; Angeleno; Anglo-Indian; Argive; Athenian; Basque; Bechuana; Bengali; Bisayan
Bordelais; Bruxellois; Burundi; Cambrian; Carioca; Cewa; Cheremis; Cheremiss; Chewa; Chichewa; Chiluba; Columbian
Corinthian; Cymry; Cyprian; Down Easter; English person; Ewe; French person; Gallic; Herero; Hindoo; Hindu; Hindustani
Hispaniolan; Hutu; Indic; Inger; Ingerman; Ingrian; Irish person; Israelite; Jugoslav; Jugoslavian; Katari; Komi; Latin
Levantine; Londoner; Luba; Lusitanian; Malto; Mansi; Mari; Maroc; Mongoloid; Mordva; Mordvin; Mordvinian; Muscovite
Neopolitan; Norse; Norseman; Parisian; Parisienne; Philistine; Romani; Sabine; Sami; Sherpa; Sorbian; Sotho; Spartan
Tagalog; Tai; Theban; Thessalonian; Tswana; Turki; Tutsi; Vatican; Venetian; Veps; Vepse; Vepsian; Viennese; Visayan
Vogul; Watusi; Watutsi; Xhosa
"""

# -- given names: gender, then names that faker's lists lack or give to one gender only ---------------------

GIVEN_NAMES = """
m Eddie Willie Hassan José Jose
f María Maria Frances Clare Simone
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
Add Ah Al An Author Ba Baby Can Carry Case Christ Con Council De Del Der Di Do Early El Essence Fella Floor General Gun
He Her Him His I In Infant Is It Job Joke La Lawyer Le Les Less Line Lo Los Lot Made Male Mate Me Messiah Mile Mister My
Nazi Ninja No None Not On Or Our Reason Roar San Saint Santa Server She Sister So Sole Son Te The Their There They Tone
Unknown Us Van Vi Von Was We Were What Who With You Your Miss Missy Kike Poof
America Africa Asia China India Ireland Alaska Missouri Nevada Tennessee Texas Arizona Dakota Montana Cuba Kenya Wales
Holland Persia Baghdad Europe Sunday Monday Tuesday Wednesday Thursday Friday Saturday January March July September
October November December
"""

# -- nouns for persons -------------------------------------------------------------------------------------

PERSONS = """
f queen
f airwoman alderwoman anchorwoman assemblywoman barmaid businesswoman councilwoman first_lady frontwoman girl gunwoman
f headmistress horsewoman lady laywoman newswoman noblewoman schoolgirl servicewoman spokeswoman stateswoman woman
m airman anchorman bloke boy businessman chap councilman gentleman gunman guy headmaster lad layman man schoolboy
m serviceman spokesman sportsman statesman
u adjutant admiral agent ally commuter emperor envoy exile fan founder fundraiser proconsul raider underwriter viceroy
u ensign lumberjack poacher smoker neighbour neighbor goalkeeper
u abductee activist adviser advisor asylum-seeker billionaire blogger broadcaster campaigner caregiver chairperson
u co-author co-founder cosmonaut councillor councilor deportee detainee dissident evacuee filmmaker firefighter
u frontrunner hostage human individual influencer internee jihadist lawmaker migrant mourner negotiator newcomer
u newsreader paramedic peacekeeper person podcaster policymaker pollster protester rapper refugee rescuer returnee
u schoolchild schoolteacher separatist spokesperson stakeholder strategist survivor teenager translator vlogger
u whistle-blower whistleblower chief_executive chief_justice chief_of_staff commander-in-chief attorney_general
u defence_minister defense_minister finance_minister foreign_minister foreign_secretary governor-general head_of_state
u head_teacher lieutenant_colonel major_general police_officer prime_minister prisoner_of_war rear_admiral
u secretary_general secretary-general secretary_of_state vice_admiral vice_president vice-chancellor vice-president
"""

NOT_PERSONS = """
abomination adapter adder anathema antique apotheosis ass authority automaton bacchanal backstop bagger balancer
ball-breaker ball-buster baster battle-axe beast beater better blade bombshell booster bore breaker brownie browser
buff bugbear bugger bull bunny buster butterball carrier changer charger chaser checker chit choker chum clapper
classic clod coaster cognate comber compiler conveyor courser crammer crank creep cub cunt cutter decoder distributor
doormat doughboy ex extra eyeful fantasm fate fighter finder firebug florist forward fucker fuckup gainer gazetteer
golem griffon growler hag hammerhead hanger harrier hob hog honey hotdog hulk ideal idol import jerk juicer knockout
lifesaver loon mainstay manufacturer mime monstrosity mummy mutation mute nag natural nature operator oracle outlier
phantasma phantom picket pinhead pisser pivot placeholder powerhouse preserver prey prickteaser primitive printer
psyche publisher putz quad qualifier quarry receiver reincarnation repeater replacement repository rigger rip sage
screw self setter sewer songster sphinx spillover spirit spook stemmer stiff straight stunner suer talent target
theurgy throwback tilter torpedo transient transmitter tribade tumbler twat vermin voucher warbler warrantee weasel
wildcat worm yearling
"""

POSITION_ROOTS = """
administrator#1 administrator#3 aristocrat#1 head#4 head_of_state#1 judge#1 legislator#1 military_officer#1 official#1
politician#1 presiding_officer#1 ruler#1 spiritual_leader#1
"""

POSITIONS = """
abbess abbot adviser advisor attaché attorney_general bailiff boatswain bosun chair chairperson chancellor chargé
chief_executive chief_justice chief_of_staff co-chair commander-in-chief comptroller constable consort cornet councillor
councilman councilor councilwoman daimyo defence_minister defense_minister deputy empress envoy finance_minister
first_lady foreign_minister foreign_secretary foreman governor-general grandmaster head_of_state head_teacher headmaster
headmistress headteacher inspector khedive leader lieutenant_colonel maharajah major_general mufti mullah ombudsman
pasha petty_officer premier prime_minister principal prior prioress procurator prosecutor purser queen rear_admiral
rector representative schoolmaster secretary secretary-general secretary_general secretary_of_state sergeant-major
sheikha sheriff skipper spokesman spokesperson spokeswoman sultana superintendent treasurer vice-chancellor
vice-president vice_admiral vice_president vicereine viceroy vizier warden
"""

NOT_POSITIONS = """
absolver acolyte administrator aide amora anagnost apparatchik appointee aristocrat armiger assessor autocrat
bacchante bachelor bachelor-at-arms backbencher basileus brahman brahmin bureaucrat campaigner candidate capo
caretaker cavalier celebrant censor chevalier churchman clergyman cleric collectivist commie communist confessor
crossbencher decision-maker demagog demagogue despot dictator diplomat diplomatist divine domine dominie dominus
doorkeeper dynast ecclesiastic enumerator evangelist exciseman executive filibuster filibusterer flamen frontbencher
functionary gospeler gospeller grandee hack hakim hangover hierarch holdover hoodoo hosteller hotelier hotelkeeper
hotelman incumbent independent insider invalidator jurist knight-errant lady-in-waiting lawgiver lector left-winger
leftist legislator liberal licenser liege lister mace macebearer macer magus master mate materfamilias matriarch
metropolitan milord ministrant moderate monarch mugwump nabob noble nobleman noblewoman nominee noncandidate noncom
notary noticer nullifier office-bearer officeholder official officiant oligarch ordainer ordinand ordinary ostiarius
ostiary overlord paper-pusher pardoner paterfamilias patrician peer pinko placeman placeseeker pluralist pol
politician politico potentate preacher prexy priest-doctor primus princeling provincial rabble-rouser radical
rainmaker ranger ranker record-keeper recruiter recruiting-sergeant regulator rep reverend revisionist revivalist
ruler sealer searcher sermoniser sermonizer sexton shaman shepherd sire socialist solon sovereign spoiler
stalking-horse standard-bearer statesman stateswoman statist stipendiary strongman swayer taxer taxman televangelist
teller thurifer trier trustbuster tyrant usher verger voider votary ward-heeler weigher write-in
"""

# -- nouns for places --------------------------------------------------------------------------------------

PLACE_ROOTS = """
building#1 room#1 geological_formation#1 body_of_water#1 region#3 land#4 facility#1
"""

PLACES = """
airport alley avenue backyard barracks base beach border boulevard bridge bus-stop checkpoint clinic coast continent
corner crossroads dam dock embassy farm ferry forest frontier garden gate harbor harbour headquarters highway homeland
island jungle junction kindergarten lane mall market marketplace mine motorway office park path pier plaza port
promenade quay railway ranch residence road roadside route seaport seaside settlement shipyard shore shop site square
station street track trail village vineyard ward wharf bar laboratory workshop town city county kingdom republic nation
country capital metropolis suburb neighbourhood neighborhood campus compound bunker trench trenches prison jail camp
refuge shelter hideout convent monastery cemetery graveyard battlefield front aerodrome airfield helipad terminal
orphanage nursing-home old-age-home hospice university college school academy museum gallery theatre theater arena
stadium pavilion summerhouse lighthouse outpost townhouse penthouse flat apartment ballroom courtroom chamber
"""

NOT_PLACE_NOUNS = """
acclivity alp archive area ben bench bonanza booth box bush cab cascade chuckhole climb cockpit common commons
compartment confluent coop corncrib cubby cuddy curtilage darkness den diapir dig divot doghouse dollhouse domain
downhill draw drive-in drome earth-closet facility fiefdom flat flies floe flowerbed flume folium garner gate grill
grounds habitation hammock hangout hatchery haunt hencoop heronry hollow hotspot hub-and-spoke iceberg imperium
incline installation irredenta john jurisdiction landscape ley links locus lost-and-found lot maildrop main medium
mere midden middle monocline mull narrow ness nook occident open orient outpouring outskirt parts patch pit plot
plumbing postbox quarter rapid repertory roads rockery rookery roomette rough runnel safety saltbox sampler scrapheap
seat see setting shadow shallow short silva snug soddy sprawl stall stalls state steep surround swell sylva talus tee
telferage telpherage tenderloin tope trail transportation trusteeship unknown upgrade uphill volary walk-up wallow
warren wormhole
"""
