# Personnes et connexion.
access-sign-in = Se connecter
access-name = Nom
access-passphrase = Phrase secrète
access-code = Code
access-code-hint = Six chiffres affichés par votre application d’authentification.
access-wrong = Le nom, la phrase secrète ou le code est inexact. Vérifiez les trois et réessayez.
access-no-account = Pas encore d’accès ? Votre administrateur vous remet un lien à usage unique.
access-welcome = Bienvenue
access-welcome-you = Ce lien est destiné à { $name }.
access-visit = Ceci est une démonstration. Les personnes sont inventées : vous pouvez entrer sans phrase secrète.
access-come-in = Entrer
access-sign-in-as = Nom de connexion
access-passphrase-new = Choisissez une phrase secrète
access-passphrase-hint = Au moins 12 caractères. Quelques mots sans rapport se retiennent bien et se devinent mal.
access-passphrase-short = La phrase secrète est trop courte : au moins 12 caractères.
access-passphrase-long = La phrase secrète est trop longue.
access-passphrase-obvious = La phrase secrète est trop facile à deviner. Choisissez d’autres mots.
access-again = La phrase secrète encore une fois
access-again-differs = Les deux phrases secrètes diffèrent.
access-second = Second facteur
access-second-how = Scannez l’image avec une application d’authentification, puis saisissez le code affiché.
access-second-alt = Image à lire par une application d’authentification
access-second-typed = Ou saisissez cette clé dans l’application :
access-code-wrong = Le code ne convient pas. Attendez le suivant et réessayez ; vérifiez l’heure de votre téléphone.
access-enrol = Enregistrer et entrer
access-link-left = Le lien fonctionne une fois, pendant encore { $left }.
access-link-expired = Ce lien a expiré ou a déjà servi.
access-link-kept = Rien n’a été modifié. Demandez un nouveau lien à votre administrateur.
access-account = Votre compte
access-authority = Autorité
access-roles = Rôles
access-people = Personnes
access-people-what = Qui travaille sur ce nœud pour votre autorité. Les administrateurs font fonctionner le nœud et ne lisent aucun contenu.
access-people-count = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
access-state = État
access-shut-out = exclu
access-enrolled = peut se connecter
access-not-enrolled = attend sa première connexion
access-change = Modifier
access-own-kept = Vous restez administrateur et pouvez vous connecter : une autre personne doit changer cela.
access-may-sign-in = Peut se connecter
access-save = Enregistrer
access-new-link = Créer un lien à usage unique
access-link-made = Lien à usage unique pour { $name } :
access-link-once = Il est affiché une seule fois et fonctionne dix minutes. Remettez-le par une voie sûre.
access-add = Ajouter une personne
access-sign-in-shape = De 2 à 64 lettres minuscules, chiffres, points ou traits d’union.
access-sign-in-taken = Ce nom de connexion est pris. Choisissez-en un autre.
access-name-needed = Saisissez un nom d’au plus 120 caractères.
access-roles-needed = Choisissez au moins un rôle.
access-role-administrator = administrateur
access-role-administrator-may = Fait fonctionner le nœud, ajoute des personnes, accorde la confiance à d’autres nœuds. Ne lit aucun contenu.
access-role-investigator = enquêteur
access-role-investigator-may = Travaille sur les dossiers d’enquête, libère des valeurs, vérifie auprès d’autres autorités, demande.
access-role-duty-officer = officier de permanence
access-role-duty-officer-may = Tient la permanence : accuse réception, répond, refuse, confirme les points de contact.
access-role-prosecutor = procureur
access-role-prosecutor-may = Travaille sur les dossiers d’enquête et sollicite d’autres autorités.
access-role-protection-officer = responsable de la protection
access-role-protection-officer-may = Enregistre et tranche les demandes de protection ; voit ce que d’autres ne doivent pas voir.
access-role-auditor = auditeur
access-role-auditor-may = Lit le journal. Ne lit aucun contenu.
access-role-data-protection-officer = délégué à la protection des données
access-role-data-protection-officer-may = Lit le journal et contrôle des vérifications par sondage.
access-role-national-coordinator = coordinateur national
access-role-national-coordinator-may = Suit pour l’État ce que la Conférence a recommandé.
access-role-secretariat = secrétariat
access-role-secretariat-may = Tient le dossier de la Conférence, lance les appels à contributions, publie ce qui a été remis.

# Shifts handed over, and acts that need a second person.
access-on-duty = De service pour { $who } jusqu’à { $until }
access-shifts = Services transmis
access-shift-given = { $who } tient vos fonctions ({ $roles }) jusqu’au { $until }
access-shift-taken = Vous tenez des fonctions pour { $who } ({ $roles }) jusqu’au { $until }
access-shift-end = Y mettre fin maintenant
access-shift-hand-over = Transmettre un service
access-shift-what = Votre collègue tient ces fonctions jusqu’à la fin du délai. Cela prend fin de soi-même ; chacun de vous peut y mettre fin plus tôt. Le journal vous nomme tous les deux.
access-shift-nobody = Aucun collègue de votre autorité ne peut prendre le service.
access-shift-to = À
access-shift-to-needed = Choisissez un collègue.
access-shift-roles = Vos fonctions
access-shift-length = Pour combien de temps
access-shift-hours-needed = Choisissez la durée : 24 heures au plus.
access-shift-reason = Motif
access-shift-reason-needed = Donnez un motif de { $n } caractères au plus.
access-waits-second = En attente d’un second administrateur.
access-made-alone = Fait seul.
access-made-alone-what = Personne d’autre ici ne pouvait le confirmer ; le journal le dit.
access-second-person = Seconde personne
access-second-person-what = Ce qu’une personne a demandé et qu’une autre doit confirmer.
access-act-waits-for-you = Vous attend
access-act-nothing = Rien ne vous attend. Quand un collègue demande un acte qui exige une seconde personne et que vous pouvez le confirmer, il figure ici.
access-act-asked = demandé par { $who }, { $when }
access-act-left = pour décider
access-act-time-left = Temps restant
access-act-reason = Motif donné
access-act-look = Voir de quoi il s’agit
access-act-if-you-confirm = Si vous confirmez :
access-act-why = Votre motif (exigé pour refuser)
access-act-confirm = Confirmer
access-act-refuse = Refuser
access-act-withdraw = Retirer
access-act-yours = Demandé ou décidé par vous
access-act-what = Acte
access-act-asked-by = Demandé
access-act-decision = Décision
access-act-decided-by = { $who }, { $when }
access-act-until = jusqu’au
access-act-how = Fonctionnement
access-act-how-what = Vous ne confirmez jamais ce que vous avez demandé, ni avec des fonctions que le demandeur vous a transmises. Ce que personne ne décide en sept jours expire et rien ne se passe. Les deux noms figurent au journal.
access-act-not-done = Rien n’a été fait.
access-act-own = Vous l’avez demandé vous-même. Une autre personne doit le confirmer.
access-act-not-yours = C’est à une autre personne de le confirmer.
access-act-decided = Cela a déjà été décidé.
access-act-ran-out = Le délai pour décider est écoulé. Il faut le redemander.
access-act-changed = L’objet a changé depuis ; l’acte ne peut plus être fait tel que demandé. Refusez-le et redemandez-le.
access-act-no-reason = Pour refuser, donnez un motif de { $n } caractères au plus.
access-act-state-waits = en attente
access-act-state-permitted = confirmé, pas encore utilisé
access-act-state-done = fait
access-act-state-refused = refusé
access-act-state-withdrawn = retiré
access-act-state-alone = fait seul
access-act-state-ran-out = expiré
access-act-give-roles = Fonctions pour { $name }
access-act-give-roles-effect = La personne tient ces fonctions dès sa prochaine page.
access-act-renew = Nouveau lien à usage unique pour { $name }
access-act-renew-effect = Le demandeur peut créer un lien. Il sert à fixer une nouvelle phrase de passe et un second facteur ; qui le détient entre en tant que cette personne.
access-shift-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
access-rule-case-operational = Dossier d’enquête
access-rule-case-operational-from = la dernière déclaration ajoutée
access-rule-case-protection = Dossier du compartiment protection
access-rule-case-protection-from = la dernière déclaration ajoutée
access-rule-case-integrity = Dossier du compartiment intégrité
access-rule-case-integrity-from = la dernière déclaration ajoutée
access-rule-protection-claim = Demande de protection
access-rule-protection-claim-from = le dernier événement la concernant
access-rule-dossier = Échange avec une autre autorité
access-rule-dossier-from = le dernier acte
access-rule-check = Vérification et ses correspondances
access-rule-check-from = le jour où elle a été faite
access-rule-subject-request = Demande d’une personne concernée
access-rule-subject-request-from = la dernière étape
access-rule-second-act = Acte décidé par une seconde personne
access-rule-second-act-from = le jour de son échéance
access-rule-quarantine = Message mis à l’écart
access-rule-quarantine-from = le jour de son arrivée
access-rule-held-value = Empreinte à clé d’une valeur bloquée
access-rule-held-value-from = le jour où elle a été bloquée
access-rule-default = Valeur par défaut du programme ; aucune loi n’a été indiquée
access-rule-source = Où cela figure en droit
access-kept = Durée de conservation
access-kept-look = Voir ou décider
access-kept-until = Conservé jusqu’au
access-kept-rule = Règle
access-kept-record = Enregistrement
access-kept-over = le délai est écoulé
access-kept-reviewed = Réexaminé
access-kept-reviewed-by = { $by }, { $when }
access-kept-held = Retenu
access-kept-stays = Reste en raison de
access-kept-needed = Il reste pour l’instant, même si son délai est écoulé :
access-kept-from = { $days } jours depuis { $from } : { $since }
access-kept-law = R-19 · tout enregistrement sur une personne prend fin
access-kept-what = Le jour venu, l’enregistrement est effacé. Ce qui reste dit qu’il a existé, et rien de son contenu.
access-kept-back = L’enregistrement
access-kept-decide = Décider
access-kept-review = Fixer une autre date
access-kept-reason = Motif
access-kept-set = Fixer la date
access-kept-last = Une date de fin va jusqu’au { $date } au plus, pour qu’on réexamine. Un maintien est réexaminé au plus tard le { $hold }.
access-kept-date-needed = Choisissez un jour entre demain et le { $last }.
access-kept-not-yours = Vous voyez la date ; d’autres en décident.
access-ends-soon = Prend fin bientôt
access-ends-soon-foot = Examinez ce qui reste nécessaire et donnez un motif. Ce que personne ne décide est effacé le jour venu.
access-holds = Maintiens légaux
access-holds-none = Aucun sur cet enregistrement.
access-hold = Maintien légal
access-hold-line = { $reference }, { $by } ; à réexaminer le { $review }
access-hold-place = Placer un maintien légal
access-hold-what = Un enregistrement sous maintien n’est pas effacé, quelle que soit sa date. Il dure jusqu’à ce qu’on le lève.
access-hold-reference = Référence du tribunal ou de la demande
access-hold-ground = Motif en droit
access-hold-review = À réexaminer le
access-hold-lift = Lever le maintien
access-hold-lift-why = Motif de la levée
access-retention-due = Fin de conservation
access-retention-rules = Règles
access-retention-nothing = Rien ne prend fin dans les 30 jours.
access-retention-foot = Ce qui prend fin dans les 30 jours ou est échu. Les enregistrements réservés à des personnes nommées n’apparaissent pas ici ; ils prennent fin de même.
access-retention-held = Sous maintien
access-retention-gone = Effacé
access-erased-when = Quand
access-erased-why = Selon quelle règle
access-erased-for = demande { $request }
access-erased-rows = Lignes
access-erased-by = Par
access-kept-case = Dossier d’enquête
access-kept-entity = Entité
access-kept-dossier = Échange
access-kept-check = Vérification
access-kept-protection-claim = Demande de protection
access-kept-subject-request = Demande
access-kept-second-act = Acte
access-kept-count = { $n ->
    [one] { $n } enregistrement
   *[other] { $n } enregistrements
}
access-kept-holds = { $n ->
    [one] { $n } maintien légal
   *[other] { $n } maintiens légaux
}
access-kept-text-needed = { $n ->
    [one] Écrivez quelque chose, un caractère au plus.
   *[other] Écrivez quelque chose, { $n } caractères au plus.
}
access-need-open-dossier = { $n ->
    [one] { $n } demande en cours
   *[other] { $n } demandes en cours
}
access-need-untold-correction = { $n ->
    [one] { $n } rectification non communiquée à son destinataire
   *[other] { $n } rectifications non communiquées à leurs destinataires
}
access-need-open-claim = { $n ->
    [one] { $n } demande de protection non close
   *[other] { $n } demandes de protection non closes
}
access-need-open-request = { $n ->
    [one] { $n } demande non décidée
   *[other] { $n } demandes non décidées
}
access-need-held-check = { $n ->
    [one] { $n } vérification sous maintien légal
   *[other] { $n } vérifications sous maintien légal
}
access-need-held-dossier = { $n ->
    [one] { $n } échange sous maintien légal
   *[other] { $n } échanges sous maintien légal
}

# Le bureau : ce qui attend, qui s’en charge, services, avis, touches.
access-work-nobody = Personne ne s’en charge
access-work-yours = Vous vous en chargez
access-work-yours-until = Vous vous en chargez, jusqu’à la fin de votre service { $when }
access-work-theirs = { $who } s’en charge
access-work-returned = De retour au bureau : { $who } a quitté son service { $when }
access-work-given-back = De retour au bureau : { $who } l’a rendu { $when }
access-work-escalated = Remonté à { $who } { $when } : personne n’en avait accusé réception
access-work-waits = d’attente
access-work-due = échéance { $when }
access-work-late = { $span } de retard
access-work-take = Je m’en charge
access-work-take-over = Reprendre
access-work-over = Au bureau
access-work-itself = Ce qui attend
access-work-history = Ce qui s’est passé
access-work-no-history = Personne ne s’en est encore chargé.
access-work-whose = Qui s’en charge
access-work-to = Confier à
access-work-to-needed = Choisissez à qui le confier.
access-work-not-to = Ceci ne peut pas être confié à cette personne. Choisissez quelqu’un d’autre.
access-work-nobody-above = Personne au-dessus ne peut s’en charger maintenant. Votre administrateur désigne l’adjoint et le chef du bureau.
access-work-note = Un mot à ce sujet
access-work-note-hint = Lu seulement par ceux qui peuvent voir ce dont il s’agit, et effacé avec lui.
access-work-note-needed = Écrivez quelque chose, { $n } caractères au plus.
access-work-assign = Confier
access-work-back = Rendre au bureau
access-work-up = Faire remonter
access-work-seen = J’en ai pris connaissance
access-work-only-note = Noter seulement
access-work-by-node = Le nœud
access-work-did-taken = { $who } s’en est chargé
access-work-did-assigned = { $by } l’a confié à { $who }
access-work-did-handed-over = { $who } l’a repris avec le service
access-work-did-escalated = Personne n’en a accusé réception à temps : remonté à { $who }
access-work-did-escalated-to-nobody = Personne n’en a accusé réception à temps, et personne n’était désigné au-dessus du bureau
access-work-did-passed-up = { $by } l’a fait remonter à { $who }
access-work-did-given-back = { $by } l’a rendu au bureau
access-work-did-returned = Le service était terminé : de retour au bureau
access-work-did-seen = { $by } en a pris connaissance
access-work-did-noted = { $by } a noté
access-desk-due = À faire, dans l’ordre
access-desk-meta = { $n } en attente · { $mine } à vous
access-desk-hand-over = Transmettre le bureau
access-desk-whose = À qui revient ce qui est affiché
access-desk-all = Tout
access-desk-mine = À moi
access-desk-free = À personne
access-desk-nothing = Rien n’attend ici
access-desk-nothing-next = Ce qui arrive se place ici de soi-même, le plus pressant d’abord.
access-desk-until = Votre service se termine { $when }.
access-duty = Services
access-duty-what = Qui est au bureau, et qui vient ensuite
access-duty-now = En service maintenant
access-duty-nobody-now = Personne n’est en service selon le tableau. Les avis vont à ceux qui ne tiennent pas de service.
access-duty-coming = À venir
access-duty-none-coming = Aucun service n’est prévu.
access-duty-from-until = { $since } – { $until }
access-duty-add = Ajouter un service
access-duty-person = Qui
access-duty-person-needed = Choisissez qui.
access-duty-since = À partir de
access-duty-since-hint = { $zone } ; maintenant, si vide
access-duty-since-needed = Donnez un jour et une heure dans les 60 prochains jours.
access-duty-taken = Cette personne est déjà en service à ce moment, ou le tableau est plein.
access-duty-take-out = Retirer
access-duty-heads = Au-dessus du bureau
access-duty-heads-what = Une alerte dont personne n’accuse réception va à l’adjoint après 15 minutes si une vie est en danger, après une heure sinon ; après le même délai encore, au chef. Tous deux tiennent le tableau.
access-duty-deputy = Adjoint
access-duty-head = Chef du bureau
access-duty-nobody = Personne
access-duty-heads-save = Enregistrer
access-handover-what = La personne suivante voit tout ce qui est ouvert et l’accepte. D’ici là, cela reste à vous ; si personne n’accepte, tout revient au bureau à la fin de votre service.
access-handover-for-you = { $who } vous transmet le bureau
access-handover-offered = Vous avez proposé le bureau à { $who }
access-handover-look = Voir et accepter
access-handover-until-then = Rien ne change de mains avant l’acceptation.
access-handover-yours = Ce dont vous vous chargez
access-handover-nothing-yours = Vous n’avez rien en ce moment.
access-handover-open = Ce dont personne ne se charge : cela reste au bureau
access-handover-next = Qui vient ensuite
access-handover-to = La personne suivante
access-handover-to-needed = Choisissez qui vient ensuite.
access-handover-offer = Proposer le bureau
access-handover-pieces = Ce qui vient avec
access-handover-empty = Rien n’est transmis : ce qui est ouvert est au bureau.
access-handover-notes = Notes
access-handover-decide = La transmission
access-handover-accept = Accepter le bureau
access-handover-decline = Pas maintenant
access-handover-take-back = Retirer la proposition
access-notices = Avis
access-notices-what = Un avis dit que quelque chose attend à votre bureau et rien d’autre, quoi que ce soit. Les avis ordinaires viennent au plus tous les quarts d’heure ; un danger pour la vie est annoncé aussitôt, même la nuit.
access-notices-off = Ce nœud n’envoie pas d’avis. Votre administrateur peut les activer.
access-notice-text = Liaison : quelque chose attend à votre bureau.
access-notice-address = Adresse électronique
access-notice-address-needed = Donnez une adresse électronique, { $n } caractères au plus.
access-notice-quiet-from = Silence à partir de
access-notice-quiet-until = Silence jusqu’à
access-notice-no-quiet = Pas d’heures de silence
access-notice-quiet-what = Pendant les heures de silence, seul un danger pour la vie est annoncé.
access-notice-save = Enregistrer
access-notice-none = Pas d’avis : oublier l’adresse et les navigateurs
access-notice-failed = Le dernier courriel n’a pas pu être envoyé. Vérifiez l’adresse.
access-browsers = Avis dans un navigateur
access-browsers-what = Un navigateur que vous ajoutez ici affiche la même phrase, même quand Liaison est fermé. Un clic ouvre votre bureau.
access-browsers-learn = L’avis lui-même est vide. L’éditeur du navigateur apprend que ce nœud l’a réveillé, quand, et si c’était urgent. N’ajoutez que des navigateurs où d’autres peuvent voir cette phrase à l’écran.
access-browser-script = Pour ajouter un navigateur, les scripts doivent être autorisés sur cette page : c’est le navigateur lui-même qui vous pose la question.
access-browser-unable = Ce navigateur ne reçoit pas d’avis.
access-browser-unable-what = Il ne sait pas le faire, ou cette page n’est pas venue par une connexion sûre. D’autres navigateurs le peuvent ; les avis par courriel n’en demandent aucun.
access-browser-denied = Ce navigateur refuse les avis de cette page.
access-browser-denied-what = Autorisez-les pour cette page dans les réglages du navigateur, puis réessayez.
access-browser-unreachable = Le service d’avis de ce navigateur est injoignable.
access-browser-unreachable-what = Rien n’a été ajouté. Le réseau ne le laisse peut-être pas passer, ou le navigateur l’a désactivé, comme dans une fenêtre privée. Réessayez, ou demandez à votre administrateur.
access-browser-asking = Le navigateur et son service sont interrogés…
access-browser-here = Ce navigateur est dans la liste.
access-browser-this = Ce navigateur
access-browser-added = Ajouté le { $n }
access-browser-failed = Le dernier avis n’est pas arrivé : { $n }
access-browser-name = Comment vous appelez ce navigateur
access-browser-name-what = Vous le reconnaîtrez ainsi dans la liste : salle de permanence, téléphone personnel.
access-browser-name-needed = Donnez un nom au navigateur, { $n } caractères au plus.
access-browser-not-allowed = Le service d’avis de ce navigateur n’est pas de ceux que ce nœud autorise. Votre administrateur peut l’ajouter.
access-browser-too-many = Vous avez { $n } navigateurs, autant qu’il est permis. Retirez-en un d’abord.
access-browser-add = Ajouter ce navigateur
access-browser-remove = Retirer
access-keys = Touches rapides
access-keys-what = Chacune mène quelque part et ne change rien. Les pages où des touches jugent donnent les leurs
access-key-search = Rechercher
access-key-next = Ligne suivante
access-key-previous = Ligne précédente
access-key-open = Ouvrir la ligne
access-key-desk = Le bureau
access-key-finder = Qui joindre
access-key-shift = Services
access-key-help = Cette page
access-work-count = { $n ->
    [one] { $n } affaire
   *[other] { $n } affaires
}
access-desk-more = { $n ->
    [one] { $n } autre se trouve plus bas : traitez d’abord ce qui précède.
   *[other] { $n } autres se trouvent plus bas : traitez d’abord ce qui précède.
}
access-handover-stay = { $n ->
    [one] { $n } affaire n’est pas disponible pour vous, ou a été traitée ; elle reste au bureau.
   *[other] { $n } affaires ne sont pas disponibles pour vous, ou ont été traitées ; elles restent au bureau.
}

# La deuxième personne au bureau.
access-work-act-needed = Choisissez quoi en faire.
access-work-second = { $who } l’a demandé et ne peut le confirmer seul
access-work-decide = Décider
