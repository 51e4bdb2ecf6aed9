# Le journal.
oversight-log = Journal
oversight-law = Contrôle · qui a vu et envoyé quoi, et pourquoi
oversight-what = Entrées de votre autorité, du nœud lui-même et de ses pairs. Les lire est aussi journalisé.
oversight-entries = Entrées
oversight-none = Rien n’est encore journalisé
oversight-none-next = Chaque consultation, chaque acte et chaque refus figurent ici.
oversight-none-found = Aucune entrée de ce type
oversight-none-found-next = Retirez une condition ou affichez tout.
oversight-show-all = Tout afficher
oversight-find = Afficher
oversight-any-action = Toute action
oversight-object-id = Identifiant d’un élément
oversight-object-hint = Tel qu’il figure dans la colonne des éléments, ou l’adresse de sa page.
oversight-col-when = Quand
oversight-col-who = Qui
oversight-col-what = Quoi
oversight-col-object = Élément
oversight-col-why = But
oversight-col-outcome = Issue
oversight-col-note = Note
oversight-col-place = Rang dans la chaîne
oversight-done = fait
oversight-refused = refusé
oversight-not-sealed = pas encore scellé
oversight-foot = Une entrée est scellée dans la chaîne en une seconde environ. Les noms sont ceux d’alors.
oversight-verify = Vérifier
oversight-verify-title = Le journal tient-il ?
oversight-back = Retour au journal
oversight-again = Vérifier de nouveau
oversight-holds = Le journal tient.
oversight-holds-what = Chaque entrée prolonge la précédente, chaque texte encore présent est celui qui a été écrit, et chaque signature est celle de ce nœud.
oversight-chain = Chaîne
oversight-chained = Scellées
oversight-waiting = En attente de scellement
oversight-erased = Texte effacé, preuve gardée
oversight-head = Dernière tête
oversight-no-head = aucune encore
oversight-what-now = Que faire maintenant
oversight-what-now-stop = Ne changez rien sur la machine et prévenez l’administrateur et le délégué à la protection des données. Les entrées précédentes restent valables.
oversight-what-now-backup = Comparez avec une sauvegarde ou avec une tête notée ailleurs.
oversight-beside = Ce que cela prouve
oversight-proves = Ce que cela prouve
oversight-proves-what = Personne n’a modifié, retiré ni inséré d’entrée depuis son scellement. Notez ailleurs la dernière tête pour le prouver plus tard.
oversight-proves-not = Cela ne prouve pas ce qui s’est passé dans la seconde avant le scellement, ni, après le dernier contreseing, que le détenteur de la clé du nœud n’a pas refait une chaîne.
oversight-actor-person = personne
oversight-actor-operator = opérateur local
oversight-actor-node = le nœud lui-même
oversight-actor-peer = pair
oversight-purpose-investigation = enquête
oversight-purpose-prosecution = poursuites
oversight-purpose-prevention = prévention
oversight-purpose-protection = protection des personnes
oversight-purpose-administration = gestion du nœud
oversight-purpose-oversight = contrôle
oversight-action-read = a consulté
oversight-action-search = a cherché
oversight-action-show-name = a vu le nom d’un enfant
oversight-action-list = a listé
oversight-action-import = a versé au dossier
oversight-action-accept = a admis au rapprochement
oversight-action-judge = a consigné une appréciation
oversight-action-record-protection = a enregistré une demande de protection
oversight-action-screen-protection = a statué sur une demande de protection
oversight-action-open-protection = a ouvert une partie d’une fiche de protection
oversight-action-assess-counterpart = a évalué un État
oversight-action-hand-over = a remis son service
oversight-action-confirm-act = a statué comme seconde personne
oversight-action-apply-correction = a appliqué la correction d’un expéditeur
oversight-action-pass-correction = a transmis une correction
oversight-action-send-acknowledgement = a accusé l’application d’une correction
oversight-action-restrict = a décidé qui peut voir une affaire
oversight-action-open-integrity = a ouvert une affaire d’intégrité
oversight-action-check = a vérifié auprès d’un autre nœud
oversight-action-match = a participé au rapprochement
oversight-action-publish-filter = a publié un filtre
oversight-action-answer-check = a répondu à une vérification
oversight-action-notify-hit = a signalé une concordance
oversight-action-open-dossier = a ouvert un échange
oversight-action-move = a fait un acte dans un échange
oversight-action-send = a envoyé
oversight-action-answer = a répondu
oversight-action-export = a exporté
oversight-action-print = a imprimé
oversight-action-send-receipt = a envoyé un accusé de réception
oversight-action-send-card = a envoyé la carte du nœud
oversight-action-send-head = a envoyé la tête d’une chaîne
oversight-action-send-prekeys = a envoyé des clés à usage unique
oversight-action-ping = a donné signe de vie
oversight-action-administer = a géré le nœud
oversight-action-trust-peer = a modifié la confiance envers un pair
oversight-action-confirm-contact = a confirmé un point de contact
oversight-action-read-directory = a consulté l’annuaire
oversight-action-read-log = a lu le journal
oversight-action-peer-deliver = a remis un pli
oversight-action-peer-card = a échangé des cartes
oversight-action-peer-check = a demandé une vérification
oversight-action-peer-filter = a pris un filtre
oversight-action-peer-notice = a envoyé un avis de concordance
oversight-action-sign-in = s’est connecté
oversight-action-use-link = a utilisé un lien à usage unique
oversight-object-case = dossier d’enquête
oversight-object-entity = fiche
oversight-object-statement = énoncé
oversight-object-selector = sélecteur
oversight-object-import = versement
oversight-object-check = vérification
oversight-object-notice = avis
oversight-object-filter = filtre
oversight-object-dossier = échange
oversight-object-dossier-news = ce que l’autre côté a fait dans un échange
oversight-object-dossier-overdue = un échange en retard
oversight-object-offered-files = des fichiers proposés
oversight-object-move = acte d’échange
oversight-object-envelope = pli
oversight-object-receipt = accusé de réception
oversight-object-card = carte
oversight-object-contact = point de contact
oversight-object-directory = annuaire
oversight-object-peer = pair
oversight-object-peers = pairs
oversight-object-person = personne du nœud
oversight-object-protection-claim = demande de protection
oversight-object-log = journal
oversight-object-node = nœud
oversight-object-preview = aperçu
oversight-object-list = liste
oversight-count = { $n ->
    [one] { $n } entrée
   *[other] { $n } entrées
}
oversight-question = Question
oversight-ask-all = Tout
oversight-ask-record = Qui a vu cet élément ?
oversight-ask-person = Qu’a consulté cette personne ?
oversight-ask-left = Qu’est-ce qui a quitté le nœud, vers qui, selon quelle règle ?
oversight-ask-refused = Qu’est-ce qui a été refusé ?
oversight-counted-all = Quoi
oversight-counted-record = Qui
oversight-counted-person = Quoi
oversight-counted-left = Vers qui
oversight-counted-refused = Quoi
oversight-lacks = Indiquez ci-dessus l’élément ou la personne pour obtenir une réponse.
oversight-person = Personne
oversight-anybody = N’importe qui
oversight-to = Transmis à
oversight-any-peer = Tout nœud
oversight-from = Du
oversight-until = Au
oversight-days-utc = Les jours commencent et finissent à minuit UTC. Les deux jours sont compris.
oversight-export = Tableau (CSV)
oversight-col-times = Combien de fois
oversight-col-first = Première fois
oversight-col-last = Dernière fois
oversight-col-rule = Règle
oversight-times = { $n ->
    [one] { $n } fois
   *[other] { $n } fois
}
oversight-listed = { $n ->
    [one] nomme { $n } élément
   *[other] nomme { $n } éléments
}
oversight-left = transmis
oversight-breaks = Le journal ne tient pas.
oversight-breaks-where = Ce qui ne s’accorde pas
oversight-more-breaks = { $n ->
    [one] { $n } autre n’est pas affiché.
   *[other] { $n } autres ne sont pas affichés.
}
oversight-col-entry = Entrée
oversight-col-break = Ce qui ne s’accorde pas
oversight-why-missing-entry = Une entrée manque dans la chaîne.
oversight-why-digest = Elle ne prolonge pas la précédente : elle a été modifiée, insérée ou déplacée.
oversight-why-missing-text = Son texte a disparu et aucune entrée ne dit qu’il a été effacé.
oversight-why-text = Son texte a été modifié.
oversight-why-columns = Ce qui sert à la retrouver a été modifié.
oversight-why-no-place = Son texte est sans rang dans la chaîne : elle en a été retirée, ou elle a été ajoutée.
oversight-why-signature = Le point de contrôle n’est pas la signature de ce nœud sur cette tête.
oversight-why-unsigned = La fin de la chaîne n’est pas signée.
oversight-why-cut-off = Un point de contrôle couvre plus d’entrées qu’il n’y en a : la fin a été coupée.
oversight-why-not-ours = Elle attend d’être scellée et ce nœud ne l’a pas écrite.
oversight-why-held-back = Elle attend alors que des entrées plus récentes sont scellées.
oversight-no-place = aucun
oversight-witness-rewritten = Ce témoin a contresigné ici une autre tête : la chaîne a été refaite.
oversight-witness-cut-off = Ce témoin a contresigné plus d’entrées qu’il n’y en a : la fin a été coupée.
oversight-witness-contradicted = Ce témoin présente un point de contrôle de ce nœud qui n’est pas dans son journal.
oversight-witness-refused = Ce témoin ne contresigne pas alors que son dernier point de contrôle est dans le journal. Demandez pourquoi.
oversight-witness-forged = Ce témoin n’a pas signé une réponse conservée ici comme la sienne.
oversight-counter-signed = Contresigné
oversight-no-peer = Aucun autre nœud n’est reconnu : personne ne contresigne.
oversight-no-peer-next = Le journal n’est prouvé que par la clé de ce nœud. Notez ailleurs sa dernière tête, à la main et régulièrement.
oversight-not-yet-signed = pas encore contresigné
oversight-old = vieux de plus de sept jours
oversight-proves-witness = Chaque nœud reconnu contresigne la tête une fois par heure. Il apprend combien d’entrées il y a et une empreinte, rien de leur contenu. Une chaîne refaite ne s’accorde plus avec ce qu’il a signé.
oversight-witnesses = Témoins
oversight-witnesses-what = Les nœuds qui contresignent ce journal, et ceux dont ce nœud contresigne le journal.
oversight-witnesses-foot = Un nœud ne contresigne que ce qui prolonge ce qu’il a déjà contresigné.
oversight-witness-count = { $n ->
    [one] { $n } nœud
   *[other] { $n } nœuds
}
oversight-witness-agrees = d’accord
oversight-witness-refuses = refuse
oversight-nothing-yet = rien encore
oversight-col-node = Nœud
oversight-col-ours = Notre journal, contresigné par lui
oversight-col-theirs = Son journal, contresigné par nous
oversight-alarms = Contradictions
oversight-alarm-count = { $n ->
    [one] { $n } contradiction
   *[other] { $n } contradictions
}
oversight-alarm-open = ouverte
oversight-alarm-settled = réglée
oversight-alarm-other-head = Son journal compte autant d’entrées qu’avant et une autre tête : quelque chose y a été modifié.
oversight-alarm-shorter = Son journal compte moins d’entrées qu’avant : la fin a été coupée, ou le nœud a été restauré d’une sauvegarde.
oversight-alarm-rewritten = Son journal a une autre tête au rang que nous avions contresigné : il a été refait.
oversight-alarm-not-continued = Son journal ne nomme pas la dernière tête que nous avons contresignée.
oversight-alarm-held = { $n ->
    [one] Nous avions contresigné { $n } entrée.
   *[other] Nous avions contresigné { $n } entrées.
}
oversight-alarm-again = { $n ->
    [one] Elle est revenue { $n } fois.
   *[other] Elle est revenue { $n } fois.
}
oversight-alarms-foot = Les deux points de contrôle sont conservés tels que l’autre nœud les a signés. Appelez son administrateur et son auditeur avant de régler une alerte.
oversight-settle-reason = Ce qui a été constaté
oversight-settle-hint = Avec qui vous avez parlé et ce qui a été dit. Ensuite, son prochain point de contrôle recommence à neuf.
oversight-settle = Régler et recommencer à neuf
oversight-reason-needed = Dites ce qui a été constaté, en 1 000 caractères au plus.
oversight-data-protection = Protection des données
oversight-data-protection-law = Droits des personnes concernées · accès, rectification, effacement, opposition
oversight-data-protection-what = Ce qui est à échéance, et ce que demandent les personnes concernées.
oversight-requests = Demandes des personnes concernées
oversight-request-count = { $n ->
    [one] { $n } demande
   *[other] { $n } demandes
}
oversight-no-request = Personne n’a encore rien demandé
oversight-no-request-next = Enregistrez une demande le jour où elle arrive, quelle qu’en soit la forme.
oversight-requests-foot = Noms, coordonnées et propos sont chiffrés par le programme. Le fait même de demander est confidentiel.
oversight-record-request = Enregistrer une demande
oversight-col-reference = Référence
oversight-col-subject = Qui demande
oversight-col-asks = Demande
oversight-col-received = Reçue
oversight-col-due = Échéance
oversight-col-state = État
oversight-contact = Comment joindre la personne
oversight-words = Ce qu’elle demande, dans ses mots
oversight-request-access = accès
oversight-request-correction = rectification
oversight-request-deletion = effacement
oversight-request-objection = opposition
oversight-open = ouverte
oversight-decided = décidée
oversight-late = en retard de { $by }
oversight-time = Délai de réponse
oversight-time-unset = Aucun délai n’est fixé, donc rien n’est à échéance. Fixez-le comme le prévoit votre droit.
oversight-time-set = Les demandes enregistrées désormais sont à échéance après ce délai. Les précédentes gardent le leur.
oversight-days = Jours
oversight-days-needed = Indiquez un nombre entier de jours, de 1 à { $n }.
oversight-source = Où cela figure
oversight-source-hint = Loi, article et version.
oversight-set-time = Fixer
oversight-field-needed = Remplissez ce champ.
oversight-field-long = { $n ->
    [one] Au plus { $n } caractère.
   *[other] Au plus { $n } caractères.
}
oversight-received-needed = Indiquez le jour de réception ; il ne peut être postérieur à aujourd’hui.
oversight-recorded = Enregistrée
oversight-steps = Ce qui a été fait
oversight-step-count = { $n ->
    [one] { $n } étape
   *[other] { $n } étapes
}
oversight-no-step = Rien encore
oversight-no-step-next = Commencez par établir qui demande.
oversight-next-step = Étape suivante
oversight-add-step = Enregistrer
oversight-step-what = En toutes lettres
oversight-step-hint = Comment l’identité a été vérifiée, ce qui a été fait, ou la décision et son motif.
oversight-identity-first = Enregistrez d’abord qu’il a été établi qui demande.
oversight-step-identity-confirmed = identité établie
oversight-step-identity-failed = identité non établie
oversight-step-done = une mesure a été prise
oversight-step-granted = décidé : accordé
oversight-step-granted-in-part = décidé : accordé en partie
oversight-step-refused = décidé : refusé
oversight-step-withdrawn = retirée par son auteur
oversight-action-send-checkpoint = a envoyé un point de contrôle du journal
oversight-action-counter-sign = a répondu à un point de contrôle
oversight-action-export-log = a exporté le journal
oversight-action-keep-requests = a traité des demandes de personnes concernées
oversight-action-erase-log-text = a effacé le texte d’une entrée
oversight-object-log-entry = entrée du journal
oversight-object-checkpoint = point de contrôle
oversight-object-counter-signature = contreseing
oversight-object-witness-alarm = contradiction d’un témoin
oversight-object-subject-request = demande d’une personne concernée
oversight-action-review-retention = a réexaminé une date de fin
oversight-action-hold-record = a placé ou levé un maintien légal
oversight-action-erase-record = a effacé un enregistrement
oversight-action-keep-retention = a supervisé les dates de fin
oversight-object-retention = règles de conservation
oversight-object-second-act = acte à deux personnes
oversight-erase = Effacer un enregistrement pour cette demande
oversight-erase-what = Une entité avec tout ce qui en est dit, ou un enregistrement entier. C’est sans retour. Les copies envoyées ne sont pas rappelées : faites-les d’abord retirer par un agent.
oversight-erase-why = Ce qui a été décidé, et pourquoi
oversight-erase-held = Il n’est pas effacé. Il est retenu : { $why }.
oversight-erase-not-here = Aucun enregistrement de ce nom que vous puissiez effacer.
oversight-rules = Règles de conservation
oversight-rules-what = Chaque règle donne à tout enregistrement qui en relève sa date de fin.
oversight-rules-foot = Un changement donne aussitôt une nouvelle date à tout enregistrement de la règle, sauf ceux dont quelqu’un a fixé la date. Les messages mis à l’écart, les actes et les empreintes relèvent du nœud et suivent sa première autorité.
oversight-rule-set = Fixer une règle
oversight-rule-long = Durée
oversight-rule-from = À partir de
oversight-rule-unset = non fixée
oversight-end-now = Effacer maintenant ce qui est échu
oversight-end-now-what = Cela se fait de soi-même chaque heure. Ce qui est retenu reste.
oversight-rule-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
# Chiffres.
oversight-figures = Chiffres
oversight-figures-law = Statistiques · ce que cette autorité a fait, sans qu’une personne y figure
oversight-figures-what = Chaque trimestre et chaque année sont comptés une fois, lorsqu’ils sont terminés. Les heures sont en UTC.
oversight-figures-none = Pas encore de chiffres
oversight-figures-none-next = Le nœud compte un trimestre dans l’heure qui suit sa fin. Revenez alors.
oversight-figures-open = Ouvrir la liste
oversight-figures-col-cell = Quoi
oversight-figures-col-count = Combien
oversight-figures-persons = personnes
oversight-figures-acts = actes
oversight-figures-below = moins de { $n }, ou aucun
oversight-figures-band = de { $from } à { $to }
oversight-figures-quarter = Trimestre { $quarter } de { $year }
oversight-figures-year = Année { $year }
oversight-figures-beside = Publication, périodes, et ce que disent les chiffres
oversight-figures-counted = Comptés
oversight-figures-digest = Empreinte
oversight-figures-release = Demander la publication de ces chiffres
oversight-figures-release-what = Ils deviennent publics et restent tels quels. Un délégué à la protection des données le confirme comme seconde personne.
oversight-figures-waits = Quelqu’un l’a demandé. Un délégué à la protection des données doit le confirmer.
oversight-figures-released-before = Ces chiffres ont déjà été publiés.
oversight-figures-released = publiés
oversight-figures-unreleased = non publiés
oversight-figures-csv = Tableau (CSV)
oversight-figures-json = Fichier (JSON)
oversight-figures-periods = Périodes
oversight-figures-period-count = { $n ->
    [one] { $n } période
   *[other] { $n } périodes
}
oversight-figures-promise = Ce que disent ces chiffres
oversight-figures-promise-bands = Chaque nombre se lit seul, par tranche de cinq. Un petit nombre est donné comme s’il n’y avait rien. Il n’y a pas de total : un total permettrait de calculer un petit nombre.
oversight-figures-promise-once = Chaque acte est compté dans un seul tableau d’une seule période. Une période n’est jamais recomptée : rien ne peut être soustrait.
oversight-figures-promise-kept = Les affaires d’intégrité, de protection, réservées à des personnes désignées ou fermées à quelqu’un ne sont pas comptées, ni ce qui s’y rattache.
oversight-figures-promise-not = Qui connaît tous les actes d’un nombre sauf un peut savoir s’il y en eut un de plus, là où il fait passer à la tranche suivante. D’autres autorités peuvent publier les mêmes actes de leur côté.
oversight-figures-subject-requests = Demandes des personnes concernées
oversight-figures-subject-requests-what = Demandes enregistrées dans l’année, selon leur objet.
oversight-figures-subject-requests-access = ce qui est conservé à leur sujet
oversight-figures-subject-requests-correction = rectification
oversight-figures-subject-requests-deletion = effacement
oversight-figures-subject-requests-objection = opposition
oversight-act-release = Publier les chiffres : { $period }
oversight-act-release-effect = Les tableaux deviennent publics tels qu’ils figurent à la page des chiffres. Ils ne changent plus ensuite.
oversight-action-read-figures = a consulté des chiffres
oversight-action-release-figures = a publié des chiffres
oversight-object-figures = chiffres

# Où une évaluation a servi de fondement.
oversight-relied = Où une évaluation a servi de fondement
oversight-relied-title = Ce qui est allé vers { $state } sur le fondement de son évaluation
oversight-relied-what = Chaque échange, vérification ou message que la porte a laissé partir vers cet État repose sur une évaluation, et le journal dit laquelle.
oversight-relied-assessment = L’évaluation
oversight-relied-count = { $n ->
    [one] { $n } envoi
   *[other] { $n } envois
}
oversight-relied-none = Rien n’y est allé sur le fondement d’une évaluation
oversight-relied-none-next = Quand quelque chose est envoyé à un nœud de cet État, cela figure ici, avec l’évaluation qui le fonde.
oversight-relied-when = Quand
oversight-relied-who = Qui
oversight-relied-kind = Quoi
oversight-relied-record = Enregistrement
oversight-relied-to = À
oversight-relied-under = Évaluation
oversight-relied-version = { $reference }, enregistrée le { $day }
oversight-relied-foot = Les { $n } plus récents sont montrés ; le fichier contient tout ce que le journal garde des entrées les plus récentes de chaque sorte.
oversight-object-child-name = nom d’un enfant
oversight-object-child-duty = ce qui est dû à un enfant
oversight-object-node-keys = clés du nœud
oversight-object-near-miss = mots ressemblant à une valeur bloquée
oversight-object-freed-text = mots qui peuvent partir
oversight-object-check-words = mots d’une vérification
oversight-object-authority = autorité
oversight-object-assessment = évaluation d’un État
oversight-object-shift = service
oversight-object-protection-opening = ouverture d’un dossier de protection
oversight-object-acknowledgement = accusé de correction
oversight-action-courier = a transporté des fichiers par courrier
oversight-object-courier-file = fichier de courrier
oversight-object-test-call = appel d’essai
oversight-object-authority-entry = fiche d’une autorité

oversight-action-save = a enregistré un fichier
oversight-action-send-parts = a envoyé des parties d’un fichier, ou un message sous une nouvelle clé
oversight-object-attachment = pièce jointe
oversight-object-hub = relais
oversight-object-hub-alarm = alerte sur un relais
oversight-object-hub-statement = déclaration dans le journal d’un relais
oversight-object-kept-authority = fiche d’une autorité sans nœud
oversight-object-letter = lettre
oversight-object-mailbox = boîte aux lettres
oversight-object-network = réseau
oversight-object-prekeys = clés à usage unique
oversight-object-transcribed-move = acte saisi d’après une lettre
oversight-action-read-conference = a consulté le dossier de la Conférence
oversight-action-keep-conference = a tenu le dossier de la Conférence
oversight-action-serve-conference = a servi la Conférence comme secrétariat
oversight-action-submit = a remis un texte au secrétariat
oversight-action-follow-up = a suivi une recommandation pour l’État
oversight-action-export-conference = a écrit un rapport dans un fichier
oversight-action-send-conference = a envoyé à d’autres nœuds ce qui est publié de la Conférence
oversight-object-conference = dossier de la Conférence
oversight-object-report = rapport de réunion
oversight-object-recommendation = recommandation
oversight-object-session = session
oversight-object-submission = déclaration remise
oversight-object-call = appel à contributions
oversight-object-topic = sujet proposé
oversight-object-follow-up-action = action qui suit une recommandation
oversight-object-exhibit = pièce
oversight-object-case-note = note d’une affaire
oversight-object-case-task = tâche d’une affaire
oversight-object-case-offence = infraction examinée dans une affaire
