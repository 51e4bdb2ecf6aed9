# Le dossier d’une conférence : recommandations, sessions, suivi, sujets, appels.
conference-title = Conférence
conference-over = Conférence des Parties · ce qui a été recommandé et ce qui en est fait
conference-room = Dans cette salle
conference-beside = À propos du dossier
conference-recommendations = Recommandations
conference-recommendation = Recommandation
conference-kind-recommendation = Recommandation { $name }
conference-kind-decision = Décision { $name }
conference-kind-resolution = Résolution { $name }
conference-kind-conclusion = Conclusion { $name }
conference-draft-act = projet pour un autre organe
conference-what = Ce que les réunions ont recommandé, à qui et avec quelle force, dans tous les rapports tenus ici.
conference-found = { $n ->
    [one] { $n } trouvée
   *[other] { $n } trouvées
}
conference-none = Aucun rapport encore
conference-none-next = Versez le rapport d’une réunion, en texte, PDF ou DOCX. Ses recommandations figureront ici.
conference-none-wait = Un coordinateur national ou un secrétariat verse les rapports.
conference-none-found = Aucune recommandation de ce genre
conference-none-found-next = Chaque élément de la recherche doit convenir à une même recommandation. Retirez-en un.
conference-search = Trouver une recommandation
conference-search-go = Trouver
conference-search-anew = Tout afficher
conference-words = Mots
conference-addressee = Adressée à
conference-strength = Force
conference-theme = Sujet
conference-themes = Sujets
conference-article = Article
conference-articles = Articles
conference-article-hint = Par exemple 18, ou Protocole 11
conference-any = peu importe
conference-recommendations-foot = Destinataire, force, sujet et articles sont lus dans les mots du rapport. La page de la recommandation montre le texte même.
conference-addressee-states-parties = États parties
conference-addressee-states = États
conference-addressee-conference = la Conférence
conference-addressee-secretariat = le secrétariat
conference-addressee-secretary-general = le Secrétaire général
conference-addressee-unodc = l’ONUDC
conference-addressee-united-nations = organes de l’ONU
conference-addressee-organ = un organe de la réunion
conference-addressee-others = autres intéressés
conference-addressee-unclear = destinataire incertain
conference-strength-shall = doit
conference-strength-decided = décidé
conference-strength-urged = instamment priés
conference-strength-called-upon = appelés à
conference-strength-requested = priés
conference-strength-should = devraient
conference-strength-should-endeavour = devraient s’efforcer
conference-strength-should-consider = devraient envisager
conference-strength-recommended = recommandé
conference-strength-encouraged = encouragés
conference-strength-invited = invités
conference-strength-may-wish = peuvent souhaiter
conference-strength-may = peuvent
conference-strength-noted = pris note
conference-strength-unclear = force incertaine
conference-theme-capacity-building = formation et assistance technique
conference-theme-technology = technologies
conference-theme-sea = la mer
conference-theme-private-sector = le secteur privé
conference-theme-civil-society = la société civile
conference-theme-national-strategies = stratégies nationales
conference-theme-international-cooperation = coopération internationale
conference-theme-mutual-legal-assistance = entraide judiciaire
conference-theme-joint-investigations = enquêtes conjointes
conference-theme-contact-points = points de contact
conference-theme-information-sharing = échange d’informations
conference-theme-borders-documents = frontières et documents
conference-theme-protection = protection des personnes
conference-theme-children = enfants
conference-theme-gender = femmes et genre
conference-theme-deaths-injuries = décès et blessures
conference-theme-money = flux financiers
conference-theme-corruption = corruption
conference-theme-trafficking = traite des personnes
conference-theme-prevention = prévention
conference-theme-legislation = législation
conference-theme-review = examen de l’application
conference-theme-future-work = travaux futurs
conference-text = Texte
conference-footnotes = Notes de bas de page
conference-changed = Ce que des sessions ultérieures ont changé
conference-changed-count = { $n ->
    [one] { $n } changement
   *[other] { $n } changements
}
conference-not-changed = Personne n’a noté qu’une autre recommandation répète ou change celle-ci.
conference-changed-foot = Une personne le note. Les rapprochements par les mots ne changent rien.
conference-proposed = Peut-être antérieures
conference-proposed-text = Celles-ci emploient beaucoup des mêmes mots. Quelqu’un doit lire si celle-ci les répète ou les change.
conference-same-words = { $n ->
    [one] { $n } % des mots
   *[other] { $n } % des mots
}
conference-relate = Noter un changement
conference-change = Celle-ci
conference-earlier = La recommandation antérieure
conference-why = Pourquoi
conference-change-does-repeats = répète
conference-change-done-repeats = est répétée par
conference-change-does-extends = va plus loin que
conference-change-done-extends = est étendue par
conference-change-does-replaces = remplace
conference-change-done-replaces = est remplacée par
conference-change-does-closes = déclare achevée
conference-change-done-closes = est déclarée achevée par
conference-where = Où elle figure
conference-session = Session
conference-report = Rapport
conference-reports = Rapports
conference-to-report = Ouvrir le rapport
conference-to-session = Ouvrir la session
conference-follow = Suivre pour notre État
conference-published = Publié
conference-nobody-published = Rien de publié à ce sujet n’est connu ici.
conference-published-foot = Chaque autorité parle pour elle-même, sur une page à elle. Rien ici ne compare les États.
conference-needed = Remplissez ce champ.
conference-too-long = { $n ->
    [one] Au plus { $n } caractère.
   *[other] Au plus { $n } caractères.
}
conference-day-needed = Indiquez un jour.
conference-day-over = Ce jour est passé. Indiquez-en un autre.
conference-file-needed = Choisissez un fichier.
conference-days = du { $from } au { $to }
conference-sessions = Sessions
conference-sessions-what = Organes, sessions, ordres du jour et documents.
conference-no-session = Aucune session encore
conference-no-session-next = Un rapport versé apporte sa session ; une session à venir peut être notée ici.
conference-session-count = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
}
conference-when = Dates
conference-place = Lieu
conference-body = Organe
conference-add-session = Ajouter une session
conference-session-hint = Par exemple neuvième réunion
conference-first-day = Premier jour
conference-last-day = Dernier jour
conference-agenda = Ordre du jour et organisation des travaux
conference-item-count = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
conference-no-agenda = Aucun ordre du jour encore
conference-no-agenda-next = Ajoutez ses points, chacun avec les séances qui l’examinent.
conference-number = Numéro
conference-item = Point
conference-taken = Examen
conference-taken-hint = Par exemple 27 juin, matin
conference-add-item = Ajouter un point
conference-no-item = aucun point
conference-items = point { $items }
conference-statements = Déclarations
conference-statement-count = { $n ->
    [one] { $n } publiée
   *[other] { $n } publiées
}
conference-no-statement = Aucune déclaration n’est publiée.
conference-waiting = Remises, pas encore publiées
conference-receipt = Reçu
conference-statements-foot = Le reçu indique l’empreinte SHA-256 du fichier tel qu’il est arrivé. Toutes les déclarations remises sont publiées par le secrétariat.
conference-published-on = publiée le { $day } par { $who }
conference-sha = empreinte SHA-256
conference-publish = Publier
conference-documents = Documents
conference-document-count = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
conference-no-document = Aucun document encore.
conference-symbol = Cote
conference-title-of = Titre
conference-add-document = Ajouter un document
conference-submit = Remettre une déclaration
conference-submit-text = Vous recevez un reçu avec l’empreinte du fichier. Le secrétariat la publie.
conference-submitter = Au nom de
conference-language = Langue
conference-file = Fichier
conference-language-en = anglais
conference-language-fr = français
conference-language-ar = arabe
conference-language-es = espagnol
conference-language-ru = russe
conference-language-zh = chinois
conference-language-other = une autre langue
conference-put-in = Verser un rapport
conference-put-in-what = Un rapport de réunion devient sections, paragraphes et recommandations que l’on peut chercher et suivre.
conference-put-in-text = Rien du texte n’est perdu et rien n’y est ajouté. Ce que la lecture ne comprend pas est listé avec sa place.
conference-report-file = Rapport
conference-report-file-hint = { $n ->
    [one] Texte, PDF ou DOCX, au plus { $n } Mio
   *[other] Texte, PDF ou DOCX, au plus { $n } Mio
}
conference-read-it = Lire et conserver
conference-put-in-foot = Le dossier est ouvert à tous ceux qui travaillent sur ce nœud.
conference-unread-no-text = Ce fichier ne contient pas de texte. Une numérisation doit d’abord passer par une reconnaissance de caractères.
conference-unread-format = Ce n’est ni un texte, ni un PDF, ni un DOCX. Choisissez le rapport même.
conference-unread-too-large = Ce fichier demande plus de place ou de temps qu’un rapport ne peut en prendre. Versez-le par parties.
conference-unread-broken = Ce fichier est endommagé, ou la lecture s’est interrompue. Rien n’a été conservé.
conference-adopted = adopté par la réunion
conference-summary = résumé de la présidence
conference-said = Le rapport dit :
conference-before = Avant la première section
conference-findings = Non compris
conference-findings-count = { $n ->
    [one] { $n } endroit n’a pas été compris ou est fautif dans le fichier.
   *[other] { $n } endroits n’ont pas été compris ou sont fautifs dans le fichier.
}
conference-findings-see = Les voir
conference-finding-no-text = pas de texte
conference-finding-breaks-off = le texte s’interrompt
conference-finding-two-columns = deux colonnes, lues l’une après l’autre
conference-finding-no-layout = une mise en page inconnue
conference-finding-number-missing = un numéro manque
conference-finding-number-twice = un numéro figure deux fois
conference-finding-name-not-known = un nom qui n’est pas un État connu ici
conference-finding-footnote-alone = une note sans renvoi
conference-finding-count-differs = une liste d’une autre longueur qu’annoncée
conference-finding-not-taken = sans rôle reconnu
conference-lines = lignes { $from }–{ $to }
conference-spoke = Qui a pris la parole
conference-attended = Qui a participé
conference-name-count = { $n ->
    [one] { $n } nom
   *[other] { $n } noms
}
conference-attended-party = parties
conference-attended-signatory = signataires
conference-attended-neither = autres États
conference-attended-member = membres
conference-attended-observer = États observateurs
conference-attended-observer-entity = entités observatrices
conference-attended-organisation = organisations
conference-attended-not-said = statut non précisé
conference-paragraphs = Paragraphes
conference-kept = Versé
conference-contents = Sections
conference-panellists = Intervenants
conference-attendance = Participation et état du traité
conference-differences = Où le rapport et le dépositaire diffèrent
conference-same-count = { $n ->
    [one] { $n } nom est identique dans les deux
   *[other] { $n } noms sont identiques dans les deux
}
conference-no-difference = Le rapport et le tableau disent la même chose de chaque État.
conference-state = État
conference-report-says = Le rapport dit
conference-table-says = Le tableau dit pour ce jour
conference-paragraph = paragraphe { $number }
conference-unknown-names = Noms qui ne sont pas des États connus ici :
conference-attendance-foot = Rapport : { $symbol }. Tableau : { $source }, au { $as_of }, versé par { $who }. Est partie qui avait déposé au premier jour de la session. Aucune source n’est corrigée.
conference-older = Le tableau est antérieur à la session.
conference-older-text = Il montre l’état au { $as_of } ; la session a commencé le { $on }. Qui a adhéré entre-temps y manque.
conference-no-status = Aucun état du traité encore
conference-no-status-next = Rien n’est fourni ni déduit : quelqu’un colle le tableau du dépositaire, avec sa source et son jour.
conference-instrument = Instrument
conference-instrument-untoc = Convention contre la criminalité transnationale organisée
conference-instrument-smuggling = Protocole contre le trafic illicite de migrants
conference-compare = Comparer
conference-standing-party = partie
conference-standing-signatory = signataire, non partie
conference-standing-neither = ni signataire ni partie
conference-status = État du traité
conference-state-count = { $n ->
    [one] { $n } État
   *[other] { $n } États
}
conference-signed = Signature
conference-deposited = Dépôt
conference-status-foot = { $source }, au { $as_of }, versé par { $who }. À vérifier auprès du dépositaire.
conference-put-status = Verser un tableau
conference-put-status-text = Il remplace le précédent.
conference-source = Source
conference-source-hint = D’où vient le tableau
conference-as-of = Au
conference-lines-field = État, signature, dépôt
conference-lines-hint = Un État par ligne : NE, 2000-08-21, 2009-03-18
conference-lines-not-understood = { $n ->
    [one] { $n } ligne n’est pas comprise. Corrigez-la ou retirez-la.
   *[other] { $n } lignes ne sont pas comprises. Corrigez-les ou retirez-les.
}
conference-not-understood = Lignes non comprises.
conference-nothing-changed = Rien n’a été changé.
conference-following = Suivi
conference-following-what = Ce que votre État fait de ce qui a été recommandé. Cela reste à votre autorité jusqu’à publication.
conference-following-count = { $n ->
    [one] { $n } suivie
   *[other] { $n } suivies
}
conference-not-following = Rien n’est suivi encore
conference-not-following-next = Ouvrez une recommandation et suivez-la pour votre État.
conference-following-foot = Seul votre État figure ici. Aucune page de ce programme ne compare les États.
conference-next-action = Prochaine action
conference-own-word = Parole de l’État
conference-follow-title = Suivi de { $name }
conference-the-record = La recommandation
conference-answer = Réponse de l’État
conference-answer-accepted = acceptée
conference-answer-in-part = acceptée en partie
conference-answer-not-accepted = non acceptée
conference-no-answer = pas de réponse encore
conference-no-answer-text = L’État n’a pas dit s’il accepte cette recommandation.
conference-set-answer = Fixer la réponse
conference-reason = Motif
conference-who-does = Qui s’en charge
conference-lead = Institution chef de file
conference-set-lead = Désigner l’institution chef de file
conference-partner = Partenaire
conference-partners = Partenaires
conference-partner-sort = Nature
conference-add-partner = Ajouter un partenaire
conference-partner-public = institution publique
conference-partner-private-sector = secteur privé
conference-partner-civil-society = société civile
conference-partner-international = organisation internationale
conference-actions = Actions
conference-action-count = { $n ->
    [one] { $n } action
   *[other] { $n } actions
}
conference-no-action = Aucune action encore.
conference-add-action = Ajouter une action
conference-what-to-do = Ce qui est à faire
conference-owner = Par qui
conference-due = Échéance
conference-due-hint = Un mois avant, elle figure au bureau du coordinateur.
conference-due-on = pour le { $day }
conference-done-on = faite le { $day }
conference-done = faite
conference-overdue = en retard
conference-to-do = à faire
conference-set-done = Faite
conference-done-note = Résultat
conference-figures = Chiffres de ce nœud
conference-figure = Chiffre
conference-value = Valeur
conference-query = Ce qui est compté
conference-no-figure = Aucun n’a encore été lu.
conference-read-figures = Lire les chiffres maintenant
conference-figures-foot = Des dossiers, seuls figurent les chiffres que deux personnes ont publiés, tels que publiés.
conference-figure-of = { $n } sur { $of }
conference-figure-below = moins de { $n }, ou aucun
conference-figure-band = { $from } à { $to }
conference-figure-released-query = Publié par deux personnes.
conference-figure-contacts-confirmed = Points de contact confirmés
conference-figure-contacts-confirmed-query = Points de contact propres non retirés de l’annuaire ; ceux dont la dernière confirmation date de 90 jours au plus.
conference-figure-liaison-officers = Officiers de liaison en poste à l’étranger
conference-figure-liaison-officers-query = Points de contact propres dont la fiche nomme l’État d’affectation.
conference-figure-border-pairs = Postes frontière jumelés
conference-figure-border-pairs-query = Jumelages avec un poste de l’autre côté de la frontière, dans les fiches des points de contact propres.
conference-figure-test-calls-answered = Appels d’essai auxquels il a été répondu à temps
conference-figure-test-calls-answered-query = Les derniers appels d’essai d’autres nœuds aux bureaux propres, échus ou répondus ; ceux répondus avant l’échéance. Vingt au plus par bureau.
conference-indicators = Indicateurs
conference-indicator-count = { $n ->
    [one] { $n } indicateur
   *[other] { $n } indicateurs
}
conference-add-indicator = Ajouter un indicateur
conference-measure = Ce qui est mesuré
conference-unit = Unité
conference-baseline = Valeur de départ
conference-target = Cible
conference-measured-by = D’où vient la valeur
conference-from-to = de { $from } à { $to }
conference-set-value = Noter la valeur
conference-evidence = Éléments de preuve
conference-evidence-count = { $n ->
    [one] { $n } élément
   *[other] { $n } éléments
}
conference-add-evidence = Ajouter un élément
conference-evidence-title = Ce que c’est
conference-reference = Où il se trouve : une adresse, un numéro de dossier
conference-may-be-public = D’autres peuvent le voir après publication
conference-public = public
conference-internal = interne
conference-make-public = Rendre public
conference-make-internal = Garder interne
conference-views = Où en est-on, selon chacun
conference-view-count = { $n ->
    [one] { $n } point de vue
   *[other] { $n } points de vue
}
conference-no-view = Personne n’a dit où l’on en est.
conference-add-view = Noter ce que quelqu’un dit
conference-views-foot = Ils figurent côte à côte et ne sont jamais fondus en un seul.
conference-view = Qualité
conference-view-state = l’État
conference-view-peer = État examinateur
conference-view-stakeholder = autres intéressés
conference-who-says = Qui le dit
conference-how-far = Avancement
conference-status-not-started = non commencée
conference-status-planned = planifiée
conference-status-in-progress = en cours
conference-status-implemented = appliquée
conference-status-sustained = maintenue
conference-status-not-applicable = sans objet
conference-status-not-accepted = non acceptée
conference-others-read = Ce que d’autres lisent
conference-nothing-published = Rien de ceci n’est publié.
conference-published-since = Publié le { $day }, tel qu’alors.
conference-moved-on = Les choses ont changé depuis. Publiez de nouveau pour le montrer.
conference-will-read = Ils liront
conference-will-read-text = tout ce qui est sur cette page sauf les éléments internes : tous ceux qui travaillent sur ce nœud, de toute autorité.
conference-stays-internal = { $n ->
    [one] { $n } élément reste interne.
   *[other] { $n } éléments restent internes.
}
conference-withdraw = Retirer
conference-published-title = Ce que publie { $who }
conference-published-as-of = au { $day }
conference-own-words = Dans leurs propres mots
conference-own-words-text = Voici ce que l’autorité a choisi de publier. Le programme n’y ajoute aucun jugement et ne le compare à personne.
conference-work-action = Action d’une recommandation
conference-work-next = Ouvrir
conference-draft-pdf = Projet de rapport, PDF
conference-draft-docx = Projet de rapport, DOCX
conference-draft-title = Projet de rapport national sur les recommandations suivies
conference-draft-over = Projet, non certifié
conference-draft-day = Date
conference-draft-count = Recommandations
conference-draft-note = À propos de ce projet
conference-draft-note-text = Établi d’après ce que l’autorité a noté. Il ne devient un rapport de l’État que si l’État l’adopte.
conference-draft-internal = Laissé de côté
conference-draft-internal-text = { $n ->
    [one] { $n } élément est interne et ne figure pas dans ce projet.
   *[other] { $n } éléments sont internes et ne figurent pas dans ce projet.
}
conference-draft-text = Texte
conference-draft-recommendation = Recommandation { $number }. { $heading }
conference-draft-code = Code
conference-draft-square = Le code de ce document sous forme de carré
conference-draft-page = Page
conference-topics = Sujets proposés
conference-topic = Sujet
conference-topics-what = Propositions pour de futurs ordres du jour, avec motifs et appuis.
conference-topic-count = { $n ->
    [one] { $n } sujet
   *[other] { $n } sujets
}
conference-no-topic = Aucun sujet n’est proposé
conference-no-topic-next = Un coordinateur national en propose un, avec le motif.
conference-proposed-by = { $who }, le { $day }
conference-supported-by = Appuyé par { $who }.
conference-support = Appuyer
conference-topics-foot = Dans l’ordre d’arrivée. Un appui n’est pas un vote ; les organes décident de leur ordre du jour.
conference-propose = Proposer un sujet
conference-calls = Appels à contributions
conference-call = Appel
conference-calls-what = Un secrétariat demande, tous répondent par un même formulaire, un condensé est publié.
conference-call-count = { $n ->
    [one] { $n } appel
   *[other] { $n } appels
}
conference-no-call = Aucun appel à contributions
conference-no-call-next = Le secrétariat sur ce nœud en ouvre un.
conference-caller = Auteur
conference-state-of = Situation
conference-deadline = Date limite
conference-open-call = Ouvrir un appel
conference-call-title = Objet
conference-call-reason = Pourquoi la question est posée
conference-questions = Questions
conference-questions-hint = Une par ligne
conference-questions-many = { $n ->
    [one] Au plus { $n } question, d’une ligne.
   *[other] Au plus { $n } questions, d’une ligne chacune.
}
conference-call-open = ouvert
conference-call-over = clos
conference-digest-published = condensé publié
conference-answers = Réponses
conference-answer-count = { $n ->
    [one] { $n } réponse
   *[other] { $n } réponses
}
conference-in-digest = dans le condensé
conference-not-in-digest = hors du condensé
conference-take-in = Inclure dans le condensé
conference-take-out = Retirer du condensé
conference-your-answer = Votre réponse
conference-answered = Vous avez répondu.
conference-answered-text = Jusqu’à la date limite, une autre réponse la remplace.
conference-give-answer = Envoyer la réponse
conference-answer-something = Répondez à une question au moins.
conference-digest = Condensé
conference-digest-text = Les réponses que vous incluez sont publiées avec ces mots, sous le nom de leur auteur. Qui n’a pas répondu n’est pas nommé.
conference-digest-words = Mots avant les réponses
conference-publish-digest = Publier le condensé
conference-digest-pdf = Condensé, PDF
conference-digest-docx = Condensé, DOCX

# Entre nœuds : ce qui est publié va aux autres, ce qu’ils publient vient ici.
conference-goes-to-nodes = { $n ->
    [0] Ce nœud ne fait encore confiance à aucun autre ; rien ne sort.
    [one] Le texte signé part aussi vers le { $n } nœud auquel celui-ci fait confiance. Son retrait aussi.
   *[other] Le texte signé part aussi vers les { $n } nœuds auxquels celui-ci fait confiance. Son retrait aussi.
}
conference-other-nodes = Pour les autres nœuds
conference-others-since = D’autres nœuds lisent cette session depuis le { $day }.
conference-session-stays = Seul ce nœud lit cette session.
conference-session-learn = L’ordre du jour, les documents et les déclarations publiées. Les États peuvent ensuite remettre des déclarations depuis leur propre nœud.
conference-from-nodes = D’autres nœuds
conference-from-nodes-foot = Publié par des secrétariats ailleurs, signé par leurs nœuds.
conference-statement = Déclaration
conference-taken-back = Retiré
conference-taken-back-text = L’auteur de cette publication l’a retirée. Son contenu n’est pas gardé ici.
conference-not-known = D’un type plus récent
conference-published-by = publié par { $who }, { $day }
conference-signed-by = Signé par le nœud { $node } pour { $who } ; édition { $number }.
conference-save-file = Enregistrer le fichier
conference-hand-in-text = L’envoi part scellé vers le secrétariat, à son nœud. Le reçu qui revient y est signé et porte l’empreinte de ce qui a été pris.
conference-you-handed = Ce que votre autorité a remis
conference-you-handed-foot = Un reçu signifie que cela a été pris, avec cette empreinte. Le secrétariat décide de ce qu’il publie.
conference-handed-statement = Déclaration
conference-handed-answer = Réponse
conference-handed-signed = pris, reçu signé
conference-handed-refused = non pris
conference-handed-there = arrivé, pas encore de reçu
conference-handed-waits = en route
conference-receipt-of = Reçu { $number }, signé { $when }
conference-handed-topic = Sujet
conference-handed-support = Appui
conference-handed-back = Retrait : { $state }
conference-save-receipt = Enregistrer le reçu
conference-withdraw-ours = Retirer notre déclaration
conference-withdrawn = retirée par son État
conference-withdrawn-on = retirée par son État, { $day }
conference-withdrawn-text = Son État a retiré cette déclaration le { $day }. Plus aucun nœud n’en conserve le fichier ; une copie enregistrée auparavant peut subsister.
conference-topics-since = D’autres nœuds lisent cette liste depuis le { $day }.
conference-topics-stay = Seul ce nœud lit ces sujets.
conference-topics-learn = Chaque sujet avec son motif, qui le propose et qui l’appuie. Les États peuvent ensuite proposer et appuyer des sujets depuis leurs propres nœuds ; ce qu’ils envoient se montre aux autres quand vous publiez de nouveau.
conference-propose-elsewhere = Ici, vous proposez à toutes les personnes de ce nœud. À un secrétariat d’ailleurs, vous proposez sur la page de sa liste.

# Le reçu en fichiers, pour qui n’a pas ce programme.
conference-verify-title = COMMENT VÉRIFIER CE REÇU
conference-verify-what = Un secrétariat a signé qu’il a pris ce qui se trouve à côté de ce fichier. Décompressez le tout dans un même dossier et ouvrez-y un terminal. Il faut OpenSSL 1.1.1 ou plus récent et sha256sum, présent sous Linux et disponible pour macOS et Windows ; aucun autre programme et aucun réseau.
conference-verify-file = 1. Ce qui a été remis. Les deux lignes doivent montrer les mêmes 64 chiffres :
conference-verify-signature = 2. La signature. Les réponses doivent être : Signature Verified Successfully, et : same. La seconde dit que receipt.json est ce qui a été signé.
conference-verify-key = 3. La clé. Appelez le secrétariat à un numéro que vous avez déjà et faites-vous lire les mots de la clé avec laquelle son nœud signait le jour du reçu. Ils doivent être les mêmes, tous :
conference-verify-limits = Cela montre que ce fichier même, ou ce texte même, a été pris, sous quel numéro et quand, à l’horloge du nœud qui l’a pris (« at », millisecondes depuis 1970 en UTC). Cela ne montre pas que quelqu’un l’approuve, ni qu’il a été publié.

# Les formations, et ce qui en est compté.
conference-trainings = Formations
conference-trainings-what = Les formations que votre autorité a tenues. Ce que vous en rapportez est compté d’ici.
conference-trainings-foot = Seuls les coordonnateurs de votre autorité lisent ceci. Les rapports donnent les personnes par tranches, car un petit nombre pourrait les nommer.
conference-training-count = { $n ->
    [one] { $n } formation
   *[other] { $n } formations
}
conference-no-training = Pas encore de formation
conference-no-training-next = Inscrivez-en une avec son jour, son sujet, son public et le nombre de participants.
conference-training-day = Jour
conference-audience = Pour qui
conference-audience-hint = Un groupe, jamais un nom : par exemple les agents aux frontières du nord.
conference-people = Nombre de participants
conference-people-needed = Écrivez un nombre de 1 à { $n }.
conference-training-ahead = Une formation à venir ne peut pas être comptée.
conference-add-training = Inscrire une formation
conference-figure-trainings = Formations tenues
conference-figure-trainings-query = Formations inscrites par cette autorité avec un jour compris dans les 365 derniers jours.
conference-figure-people-trained = Participants aux formations
conference-figure-people-trained-query = Somme des participants à ces formations, par tranches de cinq et jamais au-dessous de dix. Qui a participé deux fois compte deux fois.
conference-figure-assistance-requests = Demandes au titre de l’article 18 de la Convention
conference-figure-assistance-requests-query = Dossiers des types dont la définition repose sur l’article 18 de la Convention ; le paragraphe 18(4), information que personne n’a demandée, n’est pas visé. Aucun type de dossier de ce nœud ne le fait encore : il n’y en a donc pas. Dès qu’un type le fera, les chiffres libérés par deux personnes les donneront par trimestre.
conference-elsewhere = Publié ailleurs, sur des rapports qui ne sont pas ici
