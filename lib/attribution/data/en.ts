/** English cue words. Data, not logic. Folded: lower case, no accents. */
import type { CueLists } from '../cue-types.ts';
import { phrases, words } from './lists.ts';

/** Regular forms of verbs given by their base form; doubled consonants are listed apart. */
function inflect(bases: string): { finite: string[]; ing: string[] } {
  const finite: string[] = [];
  const ing: string[] = [];
  for (const base of words(bases)) {
    const stem = base.endsWith('e') ? base.slice(0, -1) : base;
    if (/[^aeiou]y$/.test(base)) {
      finite.push(base, `${base.slice(0, -1)}ies`, `${base.slice(0, -1)}ied`);
      ing.push(`${base}ing`);
    } else {
      finite.push(base, /(s|sh|ch|x|z)$/.test(base) ? `${base}es` : `${base}s`, `${stem}ed`);
      ing.push(`${stem}ing`);
    }
  }
  return { finite, ing };
}

const strong = inflect(
  `add warn argue insist claim note stress announce acknowledge concede explain describe declare assert contend
   maintain allege caution recall reply answer respond quip joke reckon vow pledge reiterate emphasize emphasise
   underscore conclude observe testify tweet remark complain concur confide whisper mutter shrug boast brag counter
   volunteer grumble murmur lament marvel muse fume sniff snort bark intone chime opine recount relate retort
   hazard venture deadpan thunder sigh shout cry exclaim affirm profess intimate protest gloat bristle scoff snap rasp drawl gripe grouse howl purr crow hiss growl plead warn lecture preach rant vent muse
   text surmise opine editorialize moan whine wail wince protest elaborate clarify specify rejoin demur scold taunt tease`,
);
const weak = inflect(
  `report confirm suggest believe predict estimate deny offer allow promise urge demand call show indicate count list
   mention point reject repeat condemn refuse think ask expect worry hint signal figure guess propose doubt want
   accuse brief agree question quote cite relay reveal disclose detail record express voice echo dismiss
   assure inform advise remind promise wonder ponder suspect fear hope recommend find rule judge assess project
   calculate tally portray depict outline label characterize brand denounce decry rail hail praise welcome dispute
   challenge press pledge offer post publish print ring mouth snarl crow purr beg plead pray
   credit blame cast frame liken compare play stick hew insist scoop break demur imagine figure sense foresee forecast envisage anticipate care
   concern conclude discover document detect log map trace tabulate tot chalk total post pitch sell market read
   decline laugh smile brush wave shoot rule bring raise lay leave look bet wager argue appeal apologize thank
   honour honor salute blast slam lash rip knock hit swipe bash skewer deplore regret oppose back favor favour`,
);

export const english: CueLists = {
  RV: [
    ...strong.finite,
    ...words(
      `stated said says say sez told tells tell wrote writes admitted admits admit swore swears quipped saith spat goes`,
    ),
    ...phrases(
      `has said | have said | had said | was quoted as saying | pointed out | points out | made clear | made plain | makes clear | make clear | has it that | have it that | had it that | went further | let slip | spelled out | laid out | lays out | shot back | put it | puts it | would have you know | would only say | will tell you | 'll tell you | is telling | are telling | was telling | let it be known | let on | made it plain | made it clear | was adamant | is adamant | are adamant | is certain | is sure`,
    ),
  ],
  RW: [
    ...weak.finite,
    ...words(
      `gave gives held holds hold found finds put puts got gets read reads thought thinks knew knows saw sees
       sought came broke drew draws took takes made makes lets went go stuck sticks spoke speaks talked talks heard hears
       understood understands planned let means meant sets set has had have is are was were`,
    ),
  ].filter((word) => !words('has had have is are was were let means meant set sets went go').includes(word)),
  RG: [...strong.ing, ...weak.ing, ...words('saying telling writing admitting swearing reading')],
  ACC: phrases(
    `according to | per | in the words of | in the view of | in the telling of | by the account of | as told by | in the opinion of | on the word of | attributed to | quoting | citing | courtesy of | by its own count | by the count of | by the reckoning of | as reported by | reported by | first reported by | if you believe | in his view | in her view | in their view | in his telling | in her telling | in his words | in her words | in their words | in his opinion | in her opinion | by his account | by her account | by their account | by his count | by her count | by his reckoning | by her reckoning | as he sees it | as she sees it | as he tells it | as she tells it | as he puts it | as she puts it | on the evidence of | going by | to go by | judging by | to hear | data from | figures from | numbers from | if the | , for one`,
  ).filter((phrase) => !['if the', ', for one'].includes(phrase)),
  PN: [
    ...words(
      `official officials source sources insider insiders aide aides adviser advisers advisor advisors staffer staffers
       diplomat diplomats people person persons officer officers veteran veterans operative operatives planner planners
       strategist strategists envoy envoys bureaucrat bureaucrats leaker leakers informant informants underling
       underlings higher-ups contact contacts hawks individual individuals someone somebody functionary functionaries
       briefer briefers whisperer whisperers mandarins appointee appointees interviewee interviewees servants feds
       interlocutor interlocutors lieutenants minders bigwigs higher-up old-timers insiders regulars pals buddies staff staffers confidants confidantes associates defenders loyalists handlers others participant participants attendees brass
       top-brass guy guys folks fella fellas bloke blokes chaps chap anonymous unnamed generals spooks spook`,
    ),
    ...phrases(
      `civil servant | civil servants | the people | one of them | two of them | some of them | the same officials | the brass | the suits | top brass | a former official | congressional aides | white house aide | white house aides | of the people | of the officials | we are told | i am told | we're told | i'm told | i was told | we were told | it is said | word is | word has it | we hear | i hear | they say | they tell me | they are saying | they're saying | the talk | the word going around | the word around | people say | people here | those who | everyone says | everybody says | a third party | half my inbox | the talk is | the word in | the word from | sources say | sources said`,
    ),
  ],
  CR: [
    ...words(
      `critics lawmakers legislators senators congressmen members analysts analyst experts expert scholars specialists
       specialist economists economist lawyers lawyer opponents supporters republicans democrats skeptics sceptics
       observers historians residents locals villagers neighbors neighbours activists campaigners advocates prosecutors
       investigators researchers academics doctors physicians traders brokers investors executives commenters commenter
       commentators pundits readers callers voters families relatives witnesses fishermen scientists backers allies
       parliamentarians politicians leaders academics partisans deputies ministers governors mayors agents cops
       detectives survivors neighbours jurists underwriters insurers shippers growers ranchers farmers shopkeepers
       professors colleagues teachers students workers owners drivers councillors councilmen aldermen mps meps msps underwriters shrimpers fishers fishermen merchants bankers bishops priests pastors officers smugglers migrants parents mothers neighbours townspeople customers passengers unions employers firefighters nurses engineers diplomats generals veterans pilots soldiers troops guards rivals defenders foes scholars bloggers posters users commentariat doubters believers importers exporters producers operators guests panelists panellists witnesses colleague professor consultant lobbyist lobbyists publicist senator congressman lawmaker legislator deputy`,
    ),
    ...phrases(
      `both parties | members of congress | members of both | both sides of the aisle | either party | of both parties | both chambers | both sides | republicans and democrats | democrats and republicans | on the hill | on capitol hill`,
    ),
  ],
  PM: words(
    `senior current former serving retired unnamed unidentified anonymous top high-ranking ranking administration u.s. u.s us
     american mexican western european intelligence defense defence military congressional pentagon junior mid-level
     well-placed seasoned ex two three four five six several multiple various another certain one some many few`,
  ),
  KN: phrases(
    `familiar with | briefed on | knowledge of | close to | involved in | with direct knowledge | aware of | privy to | in the room | in the know | who have been briefed | walked through | who sat through | who has seen | who have seen | who was told | near the talks | part of the talks | read in`,
  ),
  IN: [
    ...words(
      `pentagon ministry department embassy office agency police government administration washington army navy military
       command bank council committee party union chamber association church foundation congress senate house court
       presidency palace palacio secretariat consulate bureau commission university institute centre center company firm
       league federation coalition caucus cartel ministry's treasury cdc dea cia fbi nsc un unicef nato centcom southcom
       northcom jsoc un's dhs fda who imf oecd dod dhs state kremlin brussels london beijing moscow caracas bogota havana
       parliament cabinet authority authorities regime capital capitals directorate brigade force forces hospital clinic
       school chancellery ngo charity group groups organization organisation organizations alliance network's watchdog
       observatory think-tank brokerage insurer patrol protection guard corps fund society trust directorate division unit battalion regiment headquarters base county council municipality township prosecution syndicate exchange regulator supervisor airline operator carrier employer employers secretariat synod diocese archdiocese tribunal legislature assembly plenary delegations delegation governments consul-general consulate-general delegation mission morena pan pri prd coparmex fifa citi moody's
       nigeria israel iran china russia cuba venezuela colombia mexico canada britain france germany spain ecuador
       honduras haiti guatemala brazil argentina chile peru panama ukraine japan india pakistan turkey qatar egypt italy poland portugal greece sweden norway finland denmark netherlands belgium austria switzerland ireland hungary romania serbia georgia armenia azerbaijan lithuania latvia estonia moldova belarus kazakhstan taiwan korea vietnam thailand indonesia malaysia philippines singapore australia bangladesh myanmar afghanistan iraq syria lebanon jordan yemen kuwait emirates libya sudan ethiopia kenya somalia rwanda congo senegal mali niger ghana morocco algeria tunisia bolivia paraguay uruguay nicaragua salvador belize jamaica trinidad guyana rome paris berlin ottawa tokyo delhi seoul kyiv tehran jerusalem cairo ankara athens lisbon vienna warsaw budapest nairobi riyadh canberra wellington lima santiago brasilia europol interpol nasa frontex opec acled houthis hamas hezbollah kremlin canaco inegi sedena semar fgr uif`,
    ),
    ...phrases(
      `white house | state department | justice department | defense department | war department | department of defense | department of war | national security council | foreign ministry | press office | press secretary's office | southern command | northern command | mexico city | national palace | united states | united nations | human rights watch | amnesty international | treasury department | attorney general's office | prosecutor's office | coast guard | national guard | supreme court | central bank | mexican government | u.s. government | american government | the administration | the government | foreign office | number 10 | downing street | house of representatives | the embassy`,
    ),
  ],
  SP: [
    ...words('spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen spox flack mouthpiece'),
    ...phrases(
      'press officer | press secretary | press aide | press desk | in a statement | statement from | said in a statement',
    ),
  ],
  ON: [
    ...words(
      `nbc cnn cbs abc msnbc fox reuters afp ap bloomberg politico axios proceso reforma milenio excelsior televisa
       guardian economist npr pbs bbc univision telemundo newsmax breitbart intercept atlantic newsweek vice propublica
       semafor times post herald tribune gazette journal courier chronicle dispatch examiner sentinel ledger express-news
       telegraph news independent jornada figaro monde spiegel efe ansa dpa xinhua cbc itv globo jornada proceso tass al-jazeera`,
    ),
    ...phrases(
      `new york times | washington post | wall street journal | los angeles times | the times | the post | the journal | the guardian | the herald | the tribune | the gazette | the courier | the star | the sun | the mail | the telegraph | the mirror | the independent | the economist | the atlantic | the intercept | the ledger | the dispatch | the record | the chronicle | the globe | the sentinel | the bulletin | the observer | the standard | the examiner | the hill | associated press | fox news | nbc news | cbs news | abc news | sky news | daily caller | financial times | usa today | al jazeera | el universal | la jornada | el pais | el financiero | rolling stone | daily mail | miami herald | el mundo`,
    ),
  ],
  OU: [
    ...words(
      `newspaper newspapers paper papers network networks magazine magazines daily dailies weekly broadcaster broadcasters
       tabloid tabloids outlet outlets reporter reporters correspondent correspondents columnist columnists journalist
       journalists podcast blog website station channel wire newsroom press media anchor program programme host bulletin
       newscast radio television tv headline headlines scoop exclusive reporting coverage story article piece column
       editorial broadcast account accounts`,
    ),
    ...phrases(
      `the story | the article | the piece | news report | news reports | press reports | press accounts | media reports | press accounts | news site | news agency | cable channel | cable news | front page | morning paper | american media | us media | u.s. media | the report | rival network | the network's | the paper's`,
    ),
  ],
  DN: [
    ...words(
      `memo memorandum document documents draft drafts slide slides survey surveys poll polls filing filings statute
       dossier database data figures record records ledger indictment complaint notice notification resolution
       communique transcript transcripts study studies treaty opinion audit appendix annex table tables minutes brief
       briefs log logs chart charts map manual handbook worksheet spreadsheet statistics census presentation powerpoint
       email emails cable cables paperwork file files affidavit contract order orders bill amendment letter letters text
       texts page pages paragraph clause footnote summary proposal plan blueprint checklist schedule timetable bulletin
       factsheet readout pamphlet leaflet directive finding findings guidance photographs image images video manifest roster rosters primer rota spreadsheet charter decree solicitation agreement plea docket dossiers flyer flyers leaflets banner placard poster postcard certificate invoice receipt ballot tally-sheet scoreboard graphic diagram deck covenant motion inventory catalog catalogue calendar diary diaries memoir memoirs transcript sign-up sheet sheets paragraphs clauses bullet appendices addendum annexes statutes constitution code margin box indicator tender registry register newsletter tabulation graph infographic inscription plaque audit audits inquiry roll worksheet worksheets census archive archives index indices`,
    ),
    ...phrases(
      `fact sheet | briefing paper | white paper | position paper | talking points | court papers | court filing | court record | court records | research note | two-page | one-page | working paper | talking-points | news release | press release | satellite images | satellite imagery | flight data | tracking data | official figures | official data | internal memo | planning document | discussion paper | roll call | by the numbers | policy paper | issue paper | research paper | the paper's | budget request | budget papers | client note | sign-up sheet | public records | voting record | fine print | small print | survey data | polling data | margin of error | of respondents | of those surveyed | of those polled | percent of | registered voters | likely voters | work order | purchase order | travel advisory | fact-sheet | own numbers | own tables | own figures | own data | newest numbers | latest numbers | latest figures | numbers show | figures show | data show | flight logs | court order`,
    ),
  ],
  DA: words('report reports account accounts statement note notes review assessment dispatch version list count tally'),
  TI: [
    ...words(
      `president mr mrs ms miss dr senator sen rep representative congressman congresswoman gen general col colonel lt
       lieutenant capt captain maj major adm admiral sgt sergeant cmdr commander secretary minister ambassador governor
       mayor judge justice chairman chairwoman chair director chief attorney professor prof father fr bishop archbishop
       cardinal pastor rev reverend sister brother don dona deputy undersecretary premier chancellor king queen sir lord
       lady analyst columnist author editor counsel coach sheriff inspector commissioner trooper deputy historian
       economist researcher fellow novelist rancher farmer`,
    ),
    ...phrases(
      'prime minister | vice president | attorney general | foreign minister | foreign secretary | defense secretary | secretary of state | secretary of war | press secretary | majority leader | minority leader',
    ),
  ],
  PE: [
    ...words(
      `man woman farmer shopkeeper driver neighbour neighbor nurse doctor teacher waiter waitress barber baker butcher
       mechanic widow mother father sister brother son daughter wife husband grandmother grandfather aunt uncle cousin
       vendor seller fisherman rancher grower trader broker student retiree friend colleague boss bartender cabbie
       taxi-driver resident caller listener reader viewer passer-by owner soldier marine pilot captain ex-soldier
       hairdresser undertaker landlord tenant parishioner villager pastor priest girl boy kid lady gentleman fellow`,
    ),
  ],
  QT: words(
    'one two three four five six seven eight nine ten both several some many multiple a another most few dozen half-dozen',
  ),
  P3: words("he she him her his hers he's he'd he'll she's she'd she'll"),
  IT: words('it its'),
  TH: words("they them their they'd they've they're they'll"),
  FI: words("i we my our me us i'm we're i've we've i'll i'd we'll we'd"),
  ANON: phrases(
    `condition of anonymity | asked not to be named | asked not to be identified | asked to remain anonymous | not authorized to | not authorised to | declined to be named | who would not be named | on background | anonymously | i won't name | who would not give | asked that their names | not for attribution | off the record | speaking anonymously | refused to be named | without giving his name | without his name | did not want his name | did not want her name | wouldn't be named | would not be identified`,
  ),
  RU: phrases(
    `rumor | rumour | rumors | rumours | rumored | rumoured | reportedly | allegedly | supposedly | purportedly | gossip | word on the street | unconfirmed | scuttlebutt | it is understood | is said to | are said to | was said to | were said to | reported to | is believed to | are believed to | is thought to | is understood to | are understood to | said to be`,
  ),
  NE: [
    ...words(
      `not no never none nobody nothing neither nor without cannot hardly barely scarcely n't nowhere no-one nay
       isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't ain't mustn't`,
    ),
    ...phrases('no one | no longer | yet to | far from | anything but | has yet | have yet | stopped short'),
  ],
  HD: [
    ...words(
      `would could may might plan plans planned planning proposed proposal proposals potential potentially possible possibly
       alleged allegedly suspected suspect considering considered contemplated contemplating mulling weighing envisions
       envisioned envisages envisaged draft drafts prospective hypothetical perhaps maybe probably likely unlikely
       seemingly apparently reportedly supposedly purported purportedly presumably conceivably accused i'd you'd he'd
       she'd it'd they'd we'd who'd that'd wouldn't couldn't mightn't should if unless whether contingency tentative
       intends intended proposes suggests suggested seem seems seemed appear appears appeared fear feared risk risks
       risking threatens could've would've might've exploring options option eyeing drawing sketch sketches blueprint
       rehearsing rehearsal rehearsals supposed unconfirmed rumored rumoured rumor rumour prospect prospects scenario scenarios
       would-be mooted floated floating toying pondering plotting hatching notional provisional preliminary speculation
       speculative conceivable feasible theoretically theoretical hypothetically lest envisage envisaging contemplates
       considers weighs mulls mulled plots plotted readies preps prepping eyes eyed contemplate preferred prefer prefers preference openness tentatively ostensibly ostensible`,
    ),
    ...phrases(
      `has begun planning | begun planning | drawn up | drawing up | drawing board | not ruled out | rule out | ruled out | ruling out | on the table | off the table | not decided | under consideration | under discussion | up for discussion | in the works | looking at | working on | early stages | talk of | said to be | is meant to | are meant to | meant to | supposed to | scheduled to | due to | set to | poised to | ready to | hopes to | wants to | aims to | in case | as if | gaming out | working up | mapping out | laying plans | begun work | readying | preparing for | prepares for | preparing to | is preparing | getting ready | gearing up | gears up | gear up | draws up | draw up | maps out | map out | games out | game out | lays plans | drafts plans | sizes up | believed to | thought to | understood to | expected to | putting together | cooking up | shaping up | looks set | looks like | look like | looked like | sounds like | as though | so far as | on paper | toying with | what if | open to | left open | leaves open | leave open | door open | door ajar | remains possible | a possibility | reserves the right | reserved the right | reserve the right | not excluded | not exclude | would rather | would sooner | in store | in mind | war game | war games | war-gaming | if need be | if it comes | may yet | might yet | for now | has in mind | have in mind | think about | thinking about | thinking of | tends to suggest | points to | point to | is likely | are likely | stands to | could well`,
    ),
  ],
  HW: words(
    'will shall going can must plan believe think guess reckon expect expects expected preparing prepare prepares hope hopes wants want wish wishes seeks seek aims aim worry worries worried worrying warn warns warned danger threat predicts predicted predict forecast forecasts anticipate anticipates believes believed doubts doubt doubtful uncertain unclear unknown ready readies imagine imagines imagined suppose pending eventually someday imminent looming looms soon next contingent conditional depends depending',
  ),
  MO: words(
    `january february march april may june july august september october november december monday tuesday wednesday
     thursday friday saturday sunday jan feb mar apr aug sept oct nov dec spring summer autumn fall winter`,
  ),
  UN: [
    ...words(
      'every all any each always only entire whole everybody everyone everything everywhere anything completely totally entirely fully confirmed proven certain certainly certainty definitely guaranteed sure surely inevitable inevitably solely exclusively single nowhere zero ever undoubtedly doubt whole full forever permanently outright flatly categorically absolutely utterly wholly alone unanimous unanimously invariably bound foregone last corner countless biggest greatest largest worst unprecedented first guarantees guarantee guarantee promised swore swears vowed vows',
    ),
    ...phrases(
      'every last | every single | not one | not a single | no shred | without exception | to a man | a shred | the whole of | each and every | nothing but | no matter | for certain | for sure | all of | bound to | certain to | full stop | for good | once and for all | not a | nobody can | no version | no doubt | without question | no question | a foregone conclusion | only a matter of | at all | in history | of all time | any more | is settled | a done deal | done deal | no ifs | or nothing | no two ways | the entire | all over | top to bottom | in every | not any | on every | to the last | to a person | by far | of them all',
    ),
  ],
  DC: [
    ...words(
      'approved approves approve authorized authorised authorizes authorised signed signs sign ordered order decided greenlit okayed cleared sanctioned ratified dispatched deployed sent sends landed crossed invaded invading fighting go-ahead stamped',
    ),
    ...phrases(
      'signed off | green light | gave the go-ahead | given the go-ahead | been cut | put his signature | put his name | gave his consent | given his blessing | got the order | get the order | gave the word | given the word | past the whiteboard | already there | already across | green lit | given the nod | gave the nod | made up his mind | pulled the trigger | on their way | already on the ground | already in |  signed an order | has decided | gave the order | been approved | thumbs up | the go-ahead | has ordered | have been sent | is a go | all systems go | the order',
    ),
  ],
  RE: [
    ...words(
      'ended ends stopped stops halted halts cancelled canceled scrapped shelved dropped abandoned suspended withdrew withdrawn pulled refused denied rejects rejected ruled banned blocked grounded reversed cut shut closed quit ceased finished over welcome welcomed welcomes agreed agrees accepts accepted unlikely wrong baseless nonsense contrary instead decreased fallen shrunk falling decline declined declining fewer lower slower less lapsed froze frozen stalled revoked rescinded lifted barred forbade forbidden forbids prohibited expelled excluded exempt rebuffed spurned vetoed thwarted repealed undone undid calm peaceful quiet tranquil stable placid safe recovered recovering unharmed unscathed intact untouched shrug shrugged shrugging cheer cheered applaud thank thanked embrace embraced invite invited inviting consented permits routine ordinary usual normal same continuity continue continues keeping precedent plenty ample abundant sufficient enough conclusive complete satisfied satisfactory works worked effective succeeded success beaten broken crippled public openly open announce announced transparent',
    ),
    ...phrases(
      'ruled out | off the table | no longer | called off | turned down | drew the line | shut off | said no | said yes | has ended | to the contrary | rather than | instead of | pulled back | sent home | gone home | went back | in favor of | in favour of | out of it | kept out | keep out | stay out | stays out | left out | no part | no role | nothing to do with | business as usual | more of the same | as always | as ever | nothing new | in keeping | in line with | at peace | under control | in retreat | on the run | dried up | cut off | wound down | stood down | backed off | backed away | walked back | the reverse | the opposite | the other way | for anyone to | for all to | in the open | open arms | no objection | no harm | no sign | nobody is | nobody will | no such | no wish | no interest | no intention | no plan | no plans | not aimed | last resort',
    ),
  ],
  DI: [
    ...words(
      'disagreed disagrees disagree disputed disputes dispute denied denies deny denial contradicted contradicts contrary myth exaggerated exaggeration exaggerates overdone overblown overstated nonsense fiction invention invented rubbish bunk baseless unfounded groundless demurred demurs bristled dissent dissenting objected objects rebutted refuted rejected dismissed scoffed mistaken wrong misreading falsehood debatable imaginary supposed so-called opposite reverse optimist',
    ),
    ...phrases(
      "begged to differ | begs to differ | on the contrary | to the contrary | took issue | takes issue | far from | not so | other way | quite the opposite | just the opposite | the reverse | the opposite | is not true | not the case | no truth | push back | pushed back | pushes back | don't buy | doesn't buy | nothing of the kind | nothing of the sort | by contrast | contrary to | not really | hardly a | nor is | says otherwise | say otherwise | said otherwise | different story | another version | other hand | doubts that | would have you believe",
    ),
  ],
  DO: words(
    'completed complete finished wrapped over done ended concluded graduated already underway yesterday tonight tomorrow soon next month week imminent now today',
  ),
};
