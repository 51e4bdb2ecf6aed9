# The record of a conference: recommendations, sessions, following up, topics, calls.
conference-title = Conference
conference-over = Conference of the Parties · what was recommended, and what is done about it
conference-room = In this room
conference-beside = About the record
conference-recommendations = Recommendations
conference-recommendation = Recommendation
conference-kind-recommendation = Recommendation { $name }
conference-kind-decision = Decision { $name }
conference-kind-resolution = Resolution { $name }
conference-kind-conclusion = Conclusion { $name }
conference-draft-act = draft for another body
conference-what = What meetings recommended, of whom it is asked and how strongly, across all reports kept here.
conference-found = { $n ->
    [one] { $n } found
   *[other] { $n } found
}
conference-none = No report yet
conference-none-next = Put in the report of a meeting, as text, PDF or DOCX. Its recommendations then stand here.
conference-none-wait = A national coordinator or a secretariat puts reports in.
conference-none-found = No recommendation like that
conference-none-found-next = Every part of the search must fit one and the same recommendation. Leave one out.
conference-search = Find a recommendation
conference-search-go = Find
conference-search-anew = Show all
conference-words = Words
conference-addressee = Asked of
conference-strength = How strongly
conference-theme = About
conference-themes = About
conference-article = Article
conference-articles = Articles
conference-article-hint = For example 18, or Protocol 11
conference-any = any
conference-recommendations-foot = Addressee, strength, subject and articles are read from the words of the report. What stands on the page of the recommendation is the text itself.
conference-addressee-states-parties = States parties
conference-addressee-states = States
conference-addressee-conference = the Conference
conference-addressee-secretariat = the secretariat
conference-addressee-secretary-general = the Secretary-General
conference-addressee-unodc = UNODC
conference-addressee-united-nations = United Nations bodies
conference-addressee-organ = a body of the meeting
conference-addressee-others = others concerned
conference-addressee-unclear = addressee not clear
conference-strength-shall = shall
conference-strength-decided = decided
conference-strength-urged = urged
conference-strength-called-upon = called upon
conference-strength-requested = requested
conference-strength-should = should
conference-strength-should-endeavour = should endeavour
conference-strength-should-consider = should consider
conference-strength-recommended = recommended
conference-strength-encouraged = encouraged
conference-strength-invited = invited
conference-strength-may-wish = may wish to
conference-strength-may = may
conference-strength-noted = noted
conference-strength-unclear = strength not clear
conference-theme-capacity-building = training and technical assistance
conference-theme-technology = technology
conference-theme-sea = the sea
conference-theme-private-sector = the private sector
conference-theme-civil-society = civil society
conference-theme-national-strategies = national strategies
conference-theme-international-cooperation = international cooperation
conference-theme-mutual-legal-assistance = mutual legal assistance
conference-theme-joint-investigations = joint investigations
conference-theme-contact-points = contact points
conference-theme-information-sharing = sharing of information
conference-theme-borders-documents = borders and documents
conference-theme-protection = protection of people
conference-theme-children = children
conference-theme-gender = women and gender
conference-theme-deaths-injuries = deaths and injuries
conference-theme-money = money
conference-theme-corruption = corruption
conference-theme-trafficking = trafficking in persons
conference-theme-prevention = prevention
conference-theme-legislation = legislation
conference-theme-review = review of implementation
conference-theme-future-work = future work
conference-text = Text
conference-footnotes = Footnotes
conference-changed = What later sessions changed
conference-changed-count = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
conference-not-changed = Nobody recorded that another recommendation repeats or changes this one.
conference-changed-foot = A person records it. Proposals by the same words change nothing.
conference-proposed = Perhaps earlier
conference-proposed-text = These use many of the same words. Whether this one repeats or changes them, somebody has to read.
conference-same-words = { $n ->
    [one] { $n } % of the words
   *[other] { $n } % of the words
}
conference-relate = Record a change
conference-change = This one
conference-earlier = The earlier one
conference-why = Why
conference-change-does-repeats = repeats
conference-change-done-repeats = is repeated by
conference-change-does-extends = goes further than
conference-change-done-extends = is taken further by
conference-change-does-replaces = replaces
conference-change-done-replaces = is replaced by
conference-change-does-closes = says that it is done:
conference-change-done-closes = is said to be done by
conference-where = Where it stands
conference-session = Session
conference-report = Report
conference-reports = Reports
conference-to-report = Open the report
conference-to-session = Open the session
conference-follow = Follow for our State
conference-published = Published
conference-nobody-published = Nobody published anything about it that is known here.
conference-published-foot = Each authority speaks for itself, on a page of its own. Nothing here compares States.
conference-needed = Fill this in.
conference-too-long = { $n ->
    [one] At most { $n } character.
   *[other] At most { $n } characters.
}
conference-day-needed = Give a day.
conference-day-over = This day is over. Give a later one.
conference-file-needed = Choose a file.
conference-days = { $from } to { $to }
conference-sessions = Sessions
conference-sessions-what = Bodies, their sessions, agendas and documents.
conference-no-session = No session yet
conference-no-session-next = A report that is put in brings its session with it; a session that is to come can be set down here.
conference-session-count = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
}
conference-when = When
conference-place = Place
conference-body = Body
conference-add-session = Add a session
conference-session-hint = For example ninth meeting
conference-first-day = First day
conference-last-day = Last day
conference-agenda = Agenda and organization of work
conference-item-count = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
conference-no-agenda = No agenda yet
conference-no-agenda-next = Add its items, each with the meetings that take it.
conference-number = Number
conference-item = Item
conference-taken = Taken
conference-taken-hint = For example 27 June, morning
conference-add-item = Add an item
conference-no-item = no item
conference-items = item { $items }
conference-statements = Statements
conference-statement-count = { $n ->
    [one] { $n } published
   *[other] { $n } published
}
conference-no-statement = No statement is published.
conference-waiting = Handed in, not published yet
conference-receipt = Receipt
conference-statements-foot = The receipt names the SHA-256 digest of the file as it came. All statements that were handed in are published by the secretariat.
conference-published-on = published { $day } by { $who }
conference-sha = SHA-256 digest
conference-publish = Publish
conference-documents = Documents
conference-document-count = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
conference-no-document = No document yet.
conference-symbol = Symbol
conference-title-of = Title
conference-add-document = Add a document
conference-submit = Hand in a statement
conference-submit-text = You get a receipt with the digest of the file. The secretariat publishes it.
conference-submitter = On behalf of
conference-language = Language
conference-file = File
conference-language-en = English
conference-language-fr = French
conference-language-ar = Arabic
conference-language-es = Spanish
conference-language-ru = Russian
conference-language-zh = Chinese
conference-language-other = another language
conference-put-in = Put in a report
conference-put-in-what = A report of a meeting becomes sections, paragraphs and recommendations that can be searched and followed.
conference-put-in-text = Nothing of the text is lost and nothing is added to it. What the reading does not understand is listed with its place.
conference-report-file = Report
conference-report-file-hint = { $n ->
    [one] Text, PDF or DOCX, at most { $n } MiB
   *[other] Text, PDF or DOCX, at most { $n } MiB
}
conference-read-it = Read and keep
conference-put-in-foot = The record is public to everyone who works on this node.
conference-unread-no-text = This file has no text. A scan has to be put through text recognition first.
conference-unread-format = This is no text, PDF or DOCX. Choose the report itself.
conference-unread-too-large = This file needs more room or time than a report may take. Put it in part by part.
conference-unread-broken = This file is damaged, or the reading broke off. Nothing was kept.
conference-adopted = adopted by the meeting
conference-summary = summary by the Chair
conference-said = The report says:
conference-before = Before the first section
conference-findings = Not understood
conference-findings-count = { $n ->
    [one] { $n } place was not understood, or is wrong in the file.
   *[other] { $n } places were not understood, or are wrong in the file.
}
conference-findings-see = See them
conference-finding-no-text = no text
conference-finding-breaks-off = the text breaks off
conference-finding-two-columns = two columns, read one after the other
conference-finding-no-layout = a layout that is not known
conference-finding-number-missing = a number is missing
conference-finding-number-twice = a number stands twice
conference-finding-name-not-known = a name that is no State known here
conference-finding-footnote-alone = a footnote without its reference
conference-finding-count-differs = a list of another length than it says
conference-finding-not-taken = taken for nothing in particular
conference-lines = lines { $from }–{ $to }
conference-spoke = Who spoke
conference-attended = Who attended
conference-name-count = { $n ->
    [one] { $n } name
   *[other] { $n } names
}
conference-attended-party = parties
conference-attended-signatory = signatories
conference-attended-neither = other States
conference-attended-member = members
conference-attended-observer = observer States
conference-attended-observer-entity = observer entities
conference-attended-organisation = organisations
conference-attended-not-said = status not said
conference-paragraphs = Paragraphs
conference-kept = Put in
conference-contents = Sections
conference-panellists = Panellists
conference-attendance = Attendance and treaty status
conference-differences = Where report and depositary differ
conference-same-count = { $n ->
    [one] { $n } name is the same in both
   *[other] { $n } names are the same in both
}
conference-no-difference = Report and table say the same of every State.
conference-state = State
conference-report-says = The report says
conference-table-says = The table says for that day
conference-paragraph = paragraph { $number }
conference-unknown-names = Names that are no State known here:
conference-attendance-foot = Report: { $symbol }. Table: { $source }, as of { $as_of }, put in by { $who }. A party is whoever had deposited by the first day of the session. Neither source is corrected.
conference-older = The table is older than the session.
conference-older-text = It shows { $as_of }; the session began on { $on }. Whoever joined in between is missing in it.
conference-no-status = No treaty status yet
conference-no-status-next = Nothing is shipped and nothing inferred: somebody pastes the depositary’s table, with its source and day.
conference-instrument = Instrument
conference-instrument-untoc = Convention against Transnational Organized Crime
conference-instrument-smuggling = Protocol against the Smuggling of Migrants
conference-compare = Compare
conference-standing-party = party
conference-standing-signatory = signatory, no party
conference-standing-neither = neither signatory nor party
conference-status = Treaty status
conference-state-count = { $n ->
    [one] { $n } State
   *[other] { $n } States
}
conference-signed = Signed
conference-deposited = Deposited
conference-status-foot = { $source }, as of { $as_of }, put in by { $who }. Verify against the depositary.
conference-put-status = Put in a table
conference-put-status-text = It takes the place of the one before.
conference-source = Source
conference-source-hint = Where the table comes from
conference-as-of = As of
conference-lines-field = State, signature, deposit
conference-lines-hint = One State on a line: NE, 2000-08-21, 2009-03-18
conference-lines-not-understood = { $n ->
    [one] { $n } line is not understood. Correct it, or take it out.
   *[other] { $n } lines are not understood. Correct them, or take them out.
}
conference-not-understood = Lines that were not understood.
conference-nothing-changed = Nothing was changed.
conference-following = Following up
conference-following-what = What your State does about what was recommended. It is your authority’s alone until you publish.
conference-following-count = { $n ->
    [one] { $n } followed
   *[other] { $n } followed
}
conference-not-following = Nothing is followed yet
conference-not-following-next = Open a recommendation and follow it for your State.
conference-following-foot = Only your own State stands here. No page of this program compares States.
conference-next-action = Next
conference-own-word = State’s own word
conference-follow-title = Following { $name }
conference-the-record = The recommendation
conference-answer = Answer of the State
conference-answer-accepted = accepted
conference-answer-in-part = accepted in part
conference-answer-not-accepted = not accepted
conference-no-answer = no answer yet
conference-no-answer-text = The State has not said whether it takes this on.
conference-set-answer = Set the answer
conference-reason = Reason
conference-who-does = Who does it
conference-lead = Lead institution
conference-set-lead = Set the lead institution
conference-partner = Partner
conference-partners = Partners
conference-partner-sort = What they are
conference-add-partner = Add a partner
conference-partner-public = public institution
conference-partner-private-sector = private sector
conference-partner-civil-society = civil society
conference-partner-international = international organisation
conference-actions = Actions
conference-action-count = { $n ->
    [one] { $n } action
   *[other] { $n } actions
}
conference-no-action = No action yet.
conference-add-action = Add an action
conference-what-to-do = What is to be done
conference-owner = By whom
conference-due = Until
conference-due-hint = From a month before, it stands on the coordinator’s desk.
conference-due-on = until { $day }
conference-done-on = done { $day }
conference-done = done
conference-overdue = overdue
conference-to-do = to do
conference-set-done = Done
conference-done-note = What came of it
conference-figures = Figures of this node
conference-figure = Figure
conference-value = Value
conference-query = What is counted
conference-no-figure = None was read yet.
conference-read-figures = Read the figures now
conference-figures-foot = Of cases only figures that two people released are told, as they were released.
conference-figure-of = { $n } of { $of }
conference-figure-below = fewer than { $n }, or none
conference-figure-band = { $from } to { $to }
conference-figure-released-query = Released by two people.
conference-figure-contacts-confirmed = Contact points confirmed
conference-figure-contacts-confirmed-query = Own contact points in the directory that are not withdrawn; those whose last confirmation is no older than 90 days.
conference-figure-liaison-officers = Liaison officers posted abroad
conference-figure-liaison-officers-query = Own contact points whose entry names the State they are posted to.
conference-figure-border-pairs = Paired border posts
conference-figure-border-pairs-query = Pairs with a post across the border, in the entries of own contact points.
conference-figure-test-calls-answered = Test calls answered in time
conference-figure-test-calls-answered-query = The last test calls of other nodes to own desks whose time is over or that were answered; those answered before their time was over. At most twenty of each desk.
conference-indicators = Indicators
conference-indicator-count = { $n ->
    [one] { $n } indicator
   *[other] { $n } indicators
}
conference-add-indicator = Add an indicator
conference-measure = What is measured
conference-unit = Unit
conference-baseline = Baseline
conference-target = Target
conference-measured-by = Where the value comes from
conference-from-to = from { $from } to { $to }
conference-set-value = Record the value
conference-evidence = Evidence
conference-evidence-count = { $n ->
    [one] { $n } piece
   *[other] { $n } pieces
}
conference-add-evidence = Add evidence
conference-evidence-title = What it is
conference-reference = Where it is: an address, a file number
conference-may-be-public = Others may see it once this is published
conference-public = public
conference-internal = internal
conference-make-public = Make public
conference-make-internal = Keep internal
conference-views = How far it is, as each says
conference-view-count = { $n ->
    [one] { $n } view
   *[other] { $n } views
}
conference-no-view = Nobody has said how far it is.
conference-add-view = Record what somebody says
conference-views-foot = They stand side by side and are never made into one.
conference-view = What they are
conference-view-state = the State
conference-view-peer = reviewing State
conference-view-stakeholder = others concerned
conference-who-says = Who says so
conference-how-far = How far
conference-status-not-started = not started
conference-status-planned = planned
conference-status-in-progress = in progress
conference-status-implemented = implemented
conference-status-sustained = sustained
conference-status-not-applicable = not applicable
conference-status-not-accepted = not accepted
conference-others-read = What others read
conference-nothing-published = Nothing of this is published.
conference-published-since = Published on { $day }, as it stood then.
conference-moved-on = Things have changed since. Publish again to show it.
conference-will-read = They will read
conference-will-read-text = everything on this page but internal evidence: everyone who works on this node, of any authority.
conference-stays-internal = { $n ->
    [one] { $n } piece of evidence stays internal.
   *[other] { $n } pieces of evidence stay internal.
}
conference-withdraw = Take it back
conference-published-title = What { $who } publishes
conference-published-as-of = as of { $day }
conference-own-words = In their own words
conference-own-words-text = This is what the authority chose to publish. The program adds no judgement and compares it with nobody.
conference-work-action = Action of a recommendation
conference-work-next = Open
conference-draft-pdf = Draft report, PDF
conference-draft-docx = Draft report, DOCX
conference-draft-title = Draft national report on recommendations followed
conference-draft-over = Draft, not certified
conference-draft-day = Date
conference-draft-count = Recommendations
conference-draft-note = About this draft
conference-draft-note-text = Written from what the authority recorded. It becomes a report of the State only when the State adopts it.
conference-draft-internal = Left out
conference-draft-internal-text = { $n ->
    [one] { $n } piece of evidence is internal and is not in this draft.
   *[other] { $n } pieces of evidence are internal and are not in this draft.
}
conference-draft-text = Text
conference-draft-recommendation = Recommendation { $number }. { $heading }
conference-draft-code = Code
conference-draft-square = The code of this document as a square
conference-draft-page = Page
conference-topics = Topics
conference-topic = Topic
conference-topics-what = Proposals for future agendas, with reasons and supporters.
conference-topic-count = { $n ->
    [one] { $n } topic
   *[other] { $n } topics
}
conference-no-topic = No topic is proposed
conference-no-topic-next = A national coordinator proposes one, with the reason.
conference-proposed-by = { $who }, { $day }
conference-supported-by = Supported by { $who }.
conference-support = Support
conference-topics-foot = In the order they came. Support is no vote; bodies decide their agendas.
conference-propose = Propose a topic
conference-calls = Calls for input
conference-call = Call
conference-calls-what = A secretariat asks, all answer in one form, a digest is published.
conference-call-count = { $n ->
    [one] { $n } call
   *[other] { $n } calls
}
conference-no-call = No call for input
conference-no-call-next = The secretariat on this node opens one.
conference-caller = Caller
conference-state-of = Stands
conference-deadline = Deadline
conference-open-call = Open a call
conference-call-title = What it is about
conference-call-reason = Why it is asked
conference-questions = Questions
conference-questions-hint = One on each line
conference-questions-many = { $n ->
    [one] At most { $n } question, each of one line.
   *[other] At most { $n } questions, each of one line.
}
conference-call-open = open
conference-call-over = over
conference-digest-published = digest published
conference-answers = Answers
conference-answer-count = { $n ->
    [one] { $n } answer
   *[other] { $n } answers
}
conference-in-digest = in the digest
conference-not-in-digest = not in the digest
conference-take-in = Take into the digest
conference-take-out = Take out of the digest
conference-your-answer = Your answer
conference-answered = You have answered.
conference-answered-text = Until the deadline another answer takes its place.
conference-give-answer = Send the answer
conference-answer-something = Answer at least one question.
conference-digest = Digest
conference-digest-text = Answers that you take in are published with these words, under the name of whoever gave them. Who did not answer is not named.
conference-digest-words = Words before the answers
conference-publish-digest = Publish the digest
conference-digest-pdf = Digest, PDF
conference-digest-docx = Digest, DOCX

# Between nodes: what is published goes to others, what they publish comes here.
conference-goes-to-nodes = { $n ->
    [0] This node trusts no other yet; nothing leaves.
    [one] It also goes, signed, to the { $n } node that this one trusts. So does what takes it back.
   *[other] It also goes, signed, to the { $n } nodes that this one trusts. So does what takes it back.
}
conference-other-nodes = For other nodes
conference-others-since = Other nodes read this session since { $day }.
conference-session-stays = Only this node reads this session.
conference-session-learn = The agenda, the documents and the statements that are published. States can then hand in statements from their own nodes.
conference-from-nodes = From other nodes
conference-from-nodes-foot = Published by secretariats elsewhere, signed by their nodes.
conference-statement = Statement
conference-taken-back = Taken back
conference-taken-back-text = Whoever published this took it back. What it said is not kept here.
conference-not-known = Of a newer kind
conference-published-by = published by { $who }, { $day }
conference-signed-by = Signed by the node { $node } for { $who }; edition { $number }.
conference-save-file = Save the file
conference-hand-in-text = It goes, sealed, to the secretariat at its node. The receipt that comes back is signed there and names the digest of what was taken.
conference-you-handed = What your authority handed in
conference-you-handed-foot = A receipt means that it was taken, with this digest. The secretariat decides what it publishes.
conference-handed-statement = Statement
conference-handed-answer = Answer
conference-handed-signed = taken and signed for
conference-handed-refused = not taken
conference-handed-there = arrived, no receipt yet
conference-handed-waits = on its way
conference-receipt-of = Receipt { $number }, signed { $when }
conference-handed-topic = Topic
conference-handed-support = Support
conference-handed-back = Taking it back: { $state }
conference-save-receipt = Save the receipt
conference-withdraw-ours = Take our statement back
conference-withdrawn = taken back by its State
conference-withdrawn-on = taken back by its State, { $day }
conference-withdrawn-text = Its State took this statement back on { $day }. No node keeps its file any more; a copy that somebody saved before may remain.
conference-topics-since = Other nodes read this list since { $day }.
conference-topics-stay = Only this node reads these topics.
conference-topics-learn = Each topic with its reason, who proposes and who supports it. States can then propose and support topics from their own nodes; what they send shows to others once you publish again.
conference-propose-elsewhere = Here you propose to everyone on this node. To a secretariat elsewhere you propose on the page of its list.

# The receipt as files, for people without this program.
conference-verify-title = HOW TO CHECK THIS RECEIPT
conference-verify-what = A secretariat signed that it took what lies beside this file. Unpack everything into one folder and open a terminal there. You need OpenSSL 1.1.1 or newer and sha256sum, which Linux has and which can be had for macOS and Windows; no other program and no network.
conference-verify-file = 1. What was handed in. Both lines must show the same 64 digits:
conference-verify-signature = 2. The signature. The answers must be: Signature Verified Successfully, and: same. The second says that receipt.json is what was signed.
conference-verify-key = 3. The key. Call the secretariat on a number that you already have and let them read the words of the key that their node signed with on the day of the receipt. They must be the same, every one:
conference-verify-limits = This shows that this very file, or this very text, was taken, under which number and when by the clock of the node that took it ("at", milliseconds since 1970 in UTC). It does not show that anybody agrees with it, or that it was published.

# Trainings, and what is counted of them.
conference-trainings = Trainings
conference-trainings-what = Trainings that your authority held. What you report of them is counted from here.
conference-trainings-foot = Only your authority’s coordinators read this. Reports tell people in bands, since a count of few could name them.
conference-training-count = { $n ->
    [one] { $n } training
   *[other] { $n } trainings
}
conference-no-training = No training yet
conference-no-training-next = Set one down with its day, topic, audience and how many took part.
conference-training-day = Day
conference-audience = For whom
conference-audience-hint = A group, never a name: for example border officers of the north.
conference-people = How many took part
conference-people-needed = Write a number from 1 to { $n }.
conference-training-ahead = A training that is still to come cannot be counted.
conference-add-training = Set down a training
conference-figure-trainings = Trainings held
conference-figure-trainings-query = Trainings that this authority set down with a day within the last 365 days.
conference-figure-people-trained = People who took part in trainings
conference-figure-people-trained-query = The sum of those who took part in these trainings, in bands of five and never below ten. Whoever took part twice is counted twice.
conference-figure-assistance-requests = Requests under UNTOC article 18
conference-figure-assistance-requests-query = Dossiers of kinds whose definition rests on UNTOC article 18; 18(4) is not meant, which is information that nobody asked for. No kind of dossier on this node does yet, so there are none. Once one does, the figures that two people released tell them by the quarter.
conference-elsewhere = Published elsewhere, about reports that are not here
