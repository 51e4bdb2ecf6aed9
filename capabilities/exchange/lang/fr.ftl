# Dossiers et bureau.
exchange-desk = Bureau
exchange-desk-under = { $day }, { $hour } à { $place } · { $utc } UTC
exchange-desk-under-utc = { $day }, { $hour } UTC
exchange-all-dossiers = Tous les dossiers
exchange-beside-desk = À côté du bureau
exchange-dossiers = Dossiers
exchange-dossiers-what = Les demandes envoyées et les demandes reçues. Les deux parties gardent le même historique signé.
exchange-count = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
}
exchange-none = Aucun dossier pour l’instant
exchange-none-next = Adressez-vous à une autre autorité, ou attendez qu’une autorité s’adresse à vous.
exchange-none-found = Aucun dossier de ce genre
exchange-none-found-next = Choisissez un autre état ou un autre côté.
exchange-show-all = Tout afficher
exchange-case-none = Aucune demande n’a encore été envoyée ni reçue pour cette affaire.
exchange-filter = Afficher
exchange-filter-go = Afficher
exchange-filter-state = État
exchange-filter-side = Côté
exchange-filter-all = Tous
exchange-filter-us = En attente de vous
exchange-filter-them = En attente de l’autre partie
exchange-filter-open = Ouverts
exchange-filter-ended = Terminés
exchange-filter-both = Les deux côtés
exchange-filter-asked = Vous avez demandé
exchange-filter-answering = On vous a demandé
exchange-col-answer-in = Répondre dans
exchange-col-asked = Ce qui est demandé
exchange-col-other = Autre partie
exchange-col-state = État
exchange-col-record = Fiche
exchange-col-says = Indique
exchange-col-source = Source et cotation
exchange-col-handling = Traitement
exchange-you-asked = vous avez demandé
exchange-they-ask = on vous demande
exchange-in-case = affaire { $case }
exchange-points-answered = { $n } points sur { $of } traités
exchange-subject-erased = Texte effacé

exchange-clock-none = rien n’est dû
exchange-clock-no-date = aucun délai dans le traité
exchange-clock-open = ouvert depuis { $span }
exchange-clock-late = { $span } de retard
exchange-clock-left = { $span } restants
exchange-clock-stands-still = suspendu jusqu’à la réponse aux précisions demandées
exchange-clock-promised = promis pour { $when }
exchange-clock-requested-by = souhaité pour { $when }
exchange-clock-eu-urgent-direct = sous 8 heures si directement accessible, pour { $when }
exchange-clock-eu-urgent-indirect = sous 3 jours, pour { $when }
exchange-clock-eu-other = sous 7 jours, pour { $when }
exchange-field-profile = Délais convenus
exchange-profile-none = Aucun délai convenu
exchange-profile-eu-2023-977 = Directive (UE) 2023/977, si les deux parties y sont tenues
exchange-clock-elapsed = depuis { $when }

exchange-frozen = À l’arrêt
exchange-frozen-next = Rien ne peut être ajouté. Parlez à l’autre bureau, puis ouvrez un nouveau dossier.
exchange-not-acknowledged = sans accusé
exchange-they-ask-back = précision demandée
exchange-waiting-for-them = en attente de l’autre partie
exchange-state-opened = Ouvert
exchange-state-acknowledged = Accusé de réception
exchange-state-asked-back = Précision demandée
exchange-state-answered-part = Réponse partielle
exchange-state-answered = Répondu
exchange-state-refused = Refusé
exchange-state-withdrawn = Retiré
exchange-state-closed = Clos
exchange-step-delivered = Remis
exchange-step-promised = promis pour { $when }

exchange-moved-open = { $desk } a demandé
exchange-moved-open-us = Vous avez demandé
exchange-moved-acknowledge = { $desk } a accusé réception
exchange-moved-acknowledge-us = Vous avez accusé réception
exchange-moved-ask-back = { $desk } a demandé une précision
exchange-moved-ask-back-us = Vous avez demandé une précision
exchange-moved-supplement = { $desk } a complété la demande
exchange-moved-supplement-us = Vous avez complété la demande
exchange-moved-answer = { $desk } a répondu
exchange-moved-answer-us = Vous avez répondu
exchange-moved-answer-part = { $desk } a répondu en partie
exchange-moved-answer-part-us = Vous avez répondu en partie
exchange-moved-answer-none = { $desk } a répondu : rien trouvé
exchange-moved-answer-none-us = Vous avez répondu : rien trouvé
exchange-moved-refuse = { $desk } a refusé
exchange-moved-refuse-us = Vous avez refusé
exchange-moved-withdraw = { $desk } a retiré la demande
exchange-moved-withdraw-us = Vous avez retiré la demande
exchange-moved-close = { $desk } a clos le dossier
exchange-moved-close-us = Vous avez clos le dossier
exchange-moved-unknown = { $desk } : { $code }
exchange-void = Sans effet
exchange-void-state = Arrivé quand le dossier ne le permettait plus, par exemple parce que l’autre partie s’était retirée.
exchange-void-side = Cette étape ne revenait pas à cette partie.
exchange-void-condition = Une condition de cette étape n’était pas remplie.
exchange-void-unknown = Fait par un programme plus récent. Affiché tel quel, sans effet.
exchange-kind-not-known = type inconnu ici
exchange-void-waits = Répond à un élément qui n’est pas encore arrivé ici.
exchange-erased = Le texte a été effacé. La trace signée de son existence est conservée.
exchange-receipt-durable = conservé chez { $desk } { $when } · signature et empreinte vérifiées
exchange-receipt-waiting = pas encore reçu par l’autre partie
exchange-receipt-again = pas encore reçu : l’autre partie ne répond pas ; l’envoi continue
exchange-receipt-expired = jamais reçu : abandonné après 30 jours, ou quand la confiance en ce nœud a pris fin
exchange-receipt-refused = non pris par l’autre partie : { $why }
exchange-receipt-false = le reçu ne se vérifie pas
exchange-reason-peer-not-trusted = ce nœud n’y est plus reconnu
exchange-reason-key-not-current = signé avec une clé absente de la carte la plus récente
exchange-reason-expired = arrivé trop tard
exchange-reason-unknown-kind = leur programme ne connaît pas ce genre
exchange-reason-number-used-twice = deux étapes différentes portent le même numéro
exchange-reason-chain-broken = une étape ne continue pas l’historique
exchange-reason-seen-unknown = l’autre partie a vu une étape absente d’ici ; ce nœud a peut-être été restauré d’une sauvegarde
exchange-reason-dossier-frozen = le dossier y est à l’arrêt
exchange-reason-not-agreed = il n’est pas convenu que vous interrogiez ce nœud
exchange-reason-designation = ce type n’est pas pour leur autorité, ou ne vient pas de la vôtre
exchange-reason-forged = falsifié, endommagé, ou signé avec une clé inconnue
exchange-reason-unknown-key = scellé pour une clé qui n’existe plus là-bas
exchange-reason-key-revoked = signé avec une clé que son propriétaire a révoquée
exchange-reason-kind-unreadable = leur programme ne sait pas lire ce type de demande

exchange-history = Historique
exchange-history-equal = identique des deux côtés
exchange-history-provisional = pas encore confirmé par l’autre partie
exchange-moves = { $n ->
    [one] { $n } étape
   *[other] { $n } étapes
}
exchange-verify = Vérifier
exchange-before = Avant d’agir
exchange-before-ask = Avant de demander
exchange-before-send = Avant d’envoyer
exchange-can-nothing = Rien à faire ici pour vous à présent.
exchange-act-acknowledge = Accuser réception
exchange-act-ask-back = Demander une précision
exchange-act-supplement = Compléter
exchange-act-answer = Répondre
exchange-act-refuse = Refuser…
exchange-act-withdraw = Retirer…
exchange-act-close = Clore
exchange-do-acknowledge = Accuser réception de la demande
exchange-do-ask-back = Demander une précision
exchange-do-supplement = Compléter la demande
exchange-do-answer = Répondre
exchange-do-refuse = Refuser
exchange-do-withdraw = Retirer la demande
exchange-do-close = Clore le dossier
exchange-other-desk = L’autre bureau
exchange-desk-name = Bureau
exchange-desk-contact = Contact
exchange-desk-hours = Ouverture
exchange-desk-open = ouvert à présent
exchange-desk-opens = ouvre { $when }
exchange-desk-confirmed = Confirmé
exchange-desk-unconfirmed = non confirmé
exchange-desk-none = aucun point de contact sur sa carte
exchange-own-case = Votre affaire
exchange-learn = Ils apprendront
exchange-learn-acknowledge = que la demande est arrivée et pour quand vous promettez une réponse.
exchange-learn-ask-back = ce que vous devez savoir avant de pouvoir répondre.
exchange-learn-supplement = ce que vous ajoutez à votre demande.
exchange-learn-answer = ce que vous écrivez ici. Aucun élément d’une affaire n’est joint.
exchange-learn-refuse = que vous refusez, pour quel motif et pourquoi.
exchange-learn-withdraw = que vous n’avez plus besoin de réponse, et pourquoi.
exchange-learn-close = que le sujet est clos pour vous.
exchange-learn-statements = { $n ->
    [one] ce que vous écrivez ici et { $n } élément avec sa source, sa cotation et son traitement.
   *[other] ce que vous écrivez ici et { $n } éléments avec leur source, leur cotation et leur traitement.
}
exchange-see = Ils voient de toute façon
exchange-see-text = votre autorité, votre État et l’heure à laquelle vous écrivez.
exchange-withheld = { $n ->
    [one] Un élément. Vous pouvez répondre sans lui.
   *[other] { $n } éléments. Vous pouvez répondre sans eux.
}
exchange-assessment = Évaluation
exchange-assessment-of = Évaluation de { $party } :
exchange-assessment-conditional = valable sous conditions jusqu’au { $day } ({ $reference }). Conditions : { $conditions }
exchange-assessment-minimal = valable jusqu’au { $day }, par simple référence ({ $reference }) : personne n’a encore répondu à ses questions.
exchange-assessment-valid = valable jusqu’au { $day } ({ $reference }).
exchange-assessment-none = personne n’en a enregistré. Rien ne peut être envoyé tant qu’un procureur ou un délégué à la protection des données ne l’a pas fait.
exchange-assessment-own = pas nécessaire : une autorité du même État, sur ce nœud.
exchange-assessment-not-valid = défavorable ou périmée. Rien ne peut être envoyé tant qu’un procureur ou un délégué à la protection des données n’en enregistre pas une nouvelle.

exchange-what-you-ask = Votre demande
exchange-what-you-say = Votre réponse
exchange-they-asked = Ce qui a été demandé
exchange-goes-to = destinataire : { $desk }
exchange-to-preview = Voir ce qui serait envoyé
exchange-preview = Voici ce qui serait envoyé
exchange-preview-what = Ce qu’ils liront
exchange-preview-first = Rien n’est envoyé avant que vous l’ayez vu tel qu’ils le verront.
exchange-send = Envoyer
exchange-send-once = Un envoi peut être corrigé, jamais annulé. Il est signé au nom de votre autorité.
exchange-change = Modifier
exchange-cancel = Annuler
exchange-new-request = Nouvelle demande
exchange-choose-desk = Choisissez une autorité
exchange-no-peer = Il n’y a encore personne à qui demander.
exchange-no-peer-next = Un administrateur compare et reconnaît d’abord la carte d’un autre nœud.
exchange-case-stays = Votre affaire { $case } n’est notée qu’ici ; l’autre partie ne la voit pas.
exchange-more-fields = Plus : dates, restrictions, détails
exchange-promised-for = Réponse promise pour
exchange-not-said = Non précisé
exchange-yes = oui
exchange-no = non
exchange-unnamed = sans nom
exchange-field-peer = À qui vous demandez
exchange-field-purpose = Finalité
exchange-field-subject = La question, en une ligne
exchange-field-points = Points
exchange-field-facts = Faits et infraction
exchange-field-offence = Infraction, article 6 du Protocole
exchange-field-reasons = Pourquoi vous pensez qu’ils l’ont
exchange-field-link = Lien entre la finalité et les personnes
exchange-field-urgency = Urgence
exchange-field-urgency-reason = Pourquoi c’est urgent
exchange-field-requested-by = Réponse souhaitée pour
exchange-field-requested-by-reason = Pourquoi à cette date
exchange-field-basis = Base juridique
exchange-field-category = Nature de l’information, Protocole 10(1)
exchange-field-handling = Traitement
exchange-field-restrictions = Autres restrictions
exchange-field-language = Langue de la demande
exchange-field-hit = Concordance
exchange-field-statements = Éléments
exchange-field-promised = Réponse promise avant
exchange-field-text = Texte
exchange-field-outcome = Résultat
exchange-field-answers = Réponses par point
exchange-field-conditions = Conditions
exchange-field-evidence = Peut servir de preuve en justice
exchange-field-ground = Motif
exchange-field-refuse-reasons = Raisons
exchange-field-withdraw-reasons = Pourquoi ce n’est plus nécessaire
exchange-field-ask-back-text = Ce que vous devez savoir
exchange-field-supplement-text = Ce que vous ajoutez
exchange-field-answer-text = Réponse
exchange-field-close-text = Était-ce utile ? Pour l’autre bureau
exchange-field-missing = { $field } : à remplir.
exchange-field-too-long = { $field } : à raccourcir.
exchange-field-wrong = { $field } : choisissez dans la liste ou corrigez la saisie.
exchange-hint-peer = Le nœud de cette autorité la reçoit ; son bureau la voit aussitôt.
exchange-hint-points = Une question par ligne, aussi précise que possible. On y répond une à une.
exchange-hint-facts = Ce qui s’est passé et l’infraction sur laquelle vous enquêtez. Ne nommez pas de personnes protégées.
exchange-hint-reasons = Une concordance, un lieu, un nom : ce qui vous fait les interroger plutôt que d’autres.
exchange-hit-reasons = Une vérification confidentielle entre nos nœuds a montré que vous détenez une valeur qui figure dans notre dossier (concordance { $reference }).
exchange-hint-restrictions = Avec vos mots. Le programme du destinataire les garde avec l’information.
exchange-hint-promised = Le traité ne fixe aucun nombre de jours. L’autre bureau voit l’heure que vous promettez.
exchange-hint-conditions = Par exemple : pas en justice sans notre accord. Cela reste attaché à chaque élément.
exchange-hint-requested-by = Un souhait motivé, non un délai du traité.
exchange-hint-evidence = Sinon, l’information ne sert qu’à l’enquête.
exchange-hint-urgency-reason = Seulement si l’urgence n’est pas normale.
exchange-point = { $n }. { $point }
exchange-point-n = Point { $n }
exchange-point-text = Réponse au point { $n }
exchange-point-not-now = Pas de réponse à présent
exchange-outcome-whole = En totalité
exchange-outcome-part = En partie
exchange-outcome-none = Rien trouvé
exchange-urgency-normal = Normale
exchange-urgency-urgent = Urgente
exchange-urgency-imminent-threat-to-life = Danger de mort
exchange-ground-not-available = L’information n’est pas disponible ici
exchange-ground-needs-judicial-authorisation = Un tribunal doit l’autoriser
exchange-ground-essential-interests = Elle nuirait à des intérêts essentiels de l’État
exchange-ground-ongoing-investigation = Elle nuirait à une enquête en cours
exchange-ground-safety-of-a-person = Elle mettrait une personne en danger
exchange-ground-other-proceedings-needed = Il faut une entraide judiciaire
exchange-ground-not-precise-enough = La demande n’est pas assez précise
exchange-offence-6-1-a = 6(1)(a) trafic illicite de migrants
exchange-offence-6-1-b-i = 6(1)(b)(i) fabrication d’un document frauduleux
exchange-offence-6-1-b-ii = 6(1)(b)(ii) obtention ou possession d’un document frauduleux
exchange-offence-6-1-c = 6(1)(c) aide au séjour illégal
exchange-category-a = (a) itinéraires, transporteurs, moyens de transport
exchange-category-b = (b) identité et méthodes des groupes
exchange-category-c = (c) documents de voyage et documents vierges
exchange-category-d = (d) dissimulation et usage abusif de documents
exchange-category-e = (e) législation et pratiques
exchange-category-f = (f) informations techniques
exchange-purpose-investigation = enquête
exchange-purpose-prosecution = poursuites
exchange-purpose-prevention = prévention
exchange-purpose-protection = protection
exchange-purpose-administration = administration
exchange-purpose-oversight = contrôle
exchange-basis-UNTOC-27 = Convention, 27 : coopération entre services de détection et de répression
exchange-basis-UNTOC-27-1-b = Convention, 27(1)(b) : enquêtes sur des personnes, des produits, des biens
exchange-basis-UNTOC-18-4 = Convention, 18(4) : information spontanée
exchange-basis-UNTOC-15-5 = Convention, 15(5) : enquêtes parallèles
exchange-basis-SOMP-10 = Protocole, 10 : information
exchange-basis-SOMP-10-1-a = Protocole, 10(1)(a) : itinéraires, transporteurs, moyens de transport
exchange-basis-SOMP-10-1-b = Protocole, 10(1)(b) : identité et méthodes des groupes
exchange-basis-SOMP-10-1-c = Protocole, 10(1)(c) : documents de voyage et documents vierges
exchange-basis-SOMP-10-1-d = Protocole, 10(1)(d) : dissimulation, usage abusif de documents
exchange-basis-SOMP-11-6 = Protocole, 11(6) : voies directes à la frontière
exchange-basis-SOMP-13 = Protocole, 13 : légitimité des documents
exchange-refused = Ceci ne peut être envoyé à cette autorité. Vous pouvez le modifier et réessayer.
exchange-refused-assessment = Il n’y a pas d’évaluation valable de cet État. Demandez à un administrateur d’en enregistrer une.
exchange-refused-handling = Ce qui a été reçu sous ce traitement n’est pas transmis à cette autorité.
exchange-refused-marking = Son marquage TLP ou PAP ne permet pas de l’y envoyer ainsi. Retirez cette partie ou choisissez un autre destinataire.
exchange-refused-restriction = Il porte une restriction que ce programme ne connaît pas. Retirez cette partie.
exchange-refused-role = Votre rôle ne le permet pas.
exchange-peer-unknown = Choisissez une autorité dans la liste.
exchange-authority-unknown = Cette autorité n’est pas sur la carte la plus récente de son nœud. Choisissez de nouveau.
exchange-not-agreed = Il n’est pas convenu que vous interrogiez ce nœud. Demandez à un administrateur de fixer les conditions.
exchange-not-designated = Ce type est réservé à des autorités d’une autre fonction. Choisissez-en une qui l’a.
exchange-too-many-statements = Choisissez au plus 200 éléments. Envoyez le reste dans une autre étape.
exchange-mixed-origin = Ces éléments viennent d’expéditeurs différents. Répondez avec ceux de chacun dans une étape à part.
exchange-nothing-to-take = Il n’y a rien dans cette étape à reprendre dans une affaire.
exchange-no-such-case = Aucune affaire de ce nom ne vous est ouverte ici. Vérifiez la référence.
exchange-pick = Éléments de vos affaires
exchange-pick-hint = Choisissez un à un ce qui est joint. Chacun est contrôlé séparément avant tout envoi.
exchange-pick-case = Affaire
exchange-pick-find = Chercher dans l’affaire
exchange-pick-go = Chercher
exchange-pick-statements = Choisir
exchange-pick-more = Il y en a d’autres. Cherchez un nom ou un numéro.
exchange-statements = Éléments
exchange-statements-n = { $n ->
    [one] { $n } élément
   *[other] { $n } éléments
}
exchange-unread = { $n ->
    [one] Un autre élément vient d’un programme plus récent et ne se lit pas ici. Il reste au dossier.
   *[other] { $n } autres éléments viennent d’un programme plus récent et ne se lisent pas ici. Ils restent au dossier.
}
exchange-take = Reprendre dans une affaire
exchange-take-what = Ce qui sera repris
exchange-take-case = Votre affaire
exchange-take-case-hint = Sa référence, par exemple AG-114.
exchange-take-keeps = Ce qui y reste attaché
exchange-take-keeps-text = Source, cotation, traitement et restrictions restent tels que l’expéditeur les a fixés, et il en reste le propriétaire. Une seconde reprise ne change rien.
exchange-verification = Vérification
exchange-verified = Tout concorde.
exchange-verified-text = Les deux chaînes sont intactes, chaque signature est d’une clé connue de l’annuaire, chaque texte correspond à ce qui a été signé.
exchange-not-verified = Ceci ne concorde pas :
exchange-fault = { $chain }, étape { $n } : { $what }
exchange-chain-asker = côté demandeur
exchange-chain-answerer = côté répondant
exchange-v-moves = Étapes
exchange-v-signatures = Signatures vérifiées
exchange-v-bodies = Textes conformes à ce qui a été signé
exchange-v-erased = Textes effacés
exchange-v-receipts = Reçus vérifiés
exchange-v-not-received = Encore sans reçu
exchange-v-history = Empreinte de l’historique
exchange-v-foot = Une fois chaque étape reçue, l’autre partie a la même empreinte. Lisez-la-vous l’un à l’autre pour en être sûrs.
exchange-to-dossier = Au dossier
exchange-download = Télécharger l’historique

# Corrections, consentement, divulgation.
exchange-state-granted = Accordée
exchange-state-granted-part = Accordée en partie
exchange-state-consent-withdrawn = Consentement retiré
exchange-moved-grant = { $desk } a consenti
exchange-moved-grant-us = Vous avez consenti
exchange-moved-grant-part = { $desk } a consenti en partie
exchange-moved-grant-part-us = Vous avez consenti en partie
exchange-moved-withdraw-consent = { $desk } a retiré son consentement
exchange-moved-withdraw-consent-us = Vous avez retiré votre consentement
exchange-moved-correct = { $desk } a corrigé ce qu’il avait envoyé
exchange-moved-correct-us = Vous avez corrigé ce que vous aviez envoyé
exchange-moved-correct-none = { $desk } a retiré des éléments qu’il avait envoyés
exchange-moved-correct-none-us = Vous avez retiré des éléments que vous aviez envoyés
exchange-moved-applied = { $desk } a appliqué la correction
exchange-moved-applied-us = Votre nœud a appliqué la correction
exchange-moved-disclose = { $desk } divulgue à la défense
exchange-moved-disclose-us = Vous divulguez à la défense
exchange-act-grant = Consentir
exchange-act-withdraw-consent = Retirer le consentement…
exchange-act-correct = Corriger ce qui a été envoyé
exchange-act-applied = Appliquée
exchange-act-disclose = Divulguer à la défense
exchange-do-grant = Consentir à la transmission
exchange-do-withdraw-consent = Retirer le consentement
exchange-do-correct = Corriger ce qui a été envoyé
exchange-do-applied = Correction appliquée
exchange-do-disclose = Divulguer à la défense
exchange-learn-grant = que vous consentez, à quels éléments et à quelles conditions.
exchange-learn-withdraw-consent = que vous ne consentez plus, et pourquoi. Ce qui a été transmis avant y reste jusqu’à ce que vous le corrigiez.
exchange-learn-correct = lesquels de vos éléments ne valent plus, pourquoi, et ce qui vaut à la place. Leurs copies changent aussitôt et leur nœud le confirme.
exchange-learn-applied = que la correction a été appliquée, et à combien de copies.
exchange-learn-disclose = ce que vous divulguez à la défense, pourquoi et quand.
exchange-field-references = Éléments
exchange-field-grant-references = Éléments auxquels vous consentez, si en partie seulement
exchange-field-reasons-correct = Pourquoi cela est corrigé
exchange-field-withdraw-consent-reasons = Pourquoi vous ne consentez plus
exchange-field-cause = Cause
exchange-field-correction = Correction
exchange-field-copies = Copies modifiées
exchange-field-move = Étape
exchange-field-what = Ce qui est divulgué
exchange-field-why = En quoi cela disculpe une personne accusée
exchange-field-notice = Avis
exchange-field-disclosed = Date de la divulgation
exchange-field-not-before = Pourquoi vous n’avez pas pu les aviser avant
exchange-field-use = Ce que vous demandez
exchange-field-recipient = Qui doit le recevoir
exchange-field-for-purpose = À quoi cela servira
exchange-field-about = Au sujet du dossier
exchange-hint-use = Consentir à transmettre n’est pas consentir à l’usage en justice.
exchange-hint-recipient = Le consentement ne vaut que pour ce destinataire.
exchange-hint-references = Le consentement vaut exactement pour ceux-ci.
exchange-hint-notice = La loi demande un avis préalable. Après coup seulement si ce n’était pas possible, et sans délai.
exchange-hint-not-before = Seulement si vous avisez après.
exchange-hint-reasons-correct = L’autre partie le lit, et cela reste à côté de chaque copie retirée.
exchange-use-onward = le transmettre
exchange-use-judicial = l’utiliser en justice
exchange-use-onward-judicial = le transmettre et l’utiliser en justice
exchange-notice-before = avant la divulgation
exchange-notice-after = après la divulgation, sans délai
exchange-cause-originator = corrigé par celui qui le leur avait envoyé
exchange-ground-recipient-not-assessed = Nous n’avons pas évalué le destinataire
exchange-own-courts = { $party } · vos propres tribunaux
exchange-later-replaced = corrigé depuis
exchange-later-withdrawn = retiré depuis
exchange-court-not = information, pas preuve
exchange-court-consent = utilisable en justice par consentement
exchange-court-part = { $n } sur { $of } utilisables en justice par consentement
exchange-consent-needed = Consentement de l’expéditeur
exchange-consent-needed-n = { $n ->
    [one] Un élément a été reçu sous une restriction qui l’interdit. Son expéditeur peut consentir.
   *[other] { $n } éléments ont été reçus sous une restriction qui l’interdit. Leur expéditeur peut consentir.
}
exchange-ask-permission = Demander l’autorisation de transmettre
exchange-consent-withdrawn = Le consentement à transmettre à { $party } a été retiré : c’est de nouveau bloqué
exchange-corrections = Corrections
exchange-corrections-sent = Corrections envoyées, et ce qui est revenu
exchange-record-exchanged = Envoyé et reçu
exchange-correct-what = Envoyé, et plus vrai ici
exchange-correct-none = Rien de ce qui a été envoyé de ce dossier n’a été retiré sans que l’autre partie le sache.
exchange-correct-outside = Les copies hors du programme ne peuvent être rappelées. Prévenez l’autre bureau si vous en connaissez.
exchange-instead-nothing = rien : c’est retiré
exchange-instead-hint = Envoyé à { $desks }. Retiré ici : { $why } Choisissez ce qui vaut à la place.
exchange-instead-withheld = { $n ->
    [one] Un remplacement ne peut aller à ce bureau. L’élément y est retiré.
   *[other] { $n } remplacements ne peuvent aller à ce bureau. Les éléments y sont retirés.
}
exchange-taken-back-n = { $n ->
    [one] { $n } élément retiré
   *[other] { $n } éléments retirés
}
exchange-untold = { $n ->
    [one] { $n } élément envoyé ne vaut plus ici
   *[other] { $n } éléments envoyés ne valent plus ici
}
exchange-untold-tag = envoyer la correction
exchange-told-tag = corrigé là-bas
exchange-correction-sent = envoyée, pas encore reçue
exchange-correction-delivered = reçue, pas encore appliquée
exchange-correction-not-taken = non prise : appelez l’autre bureau
exchange-correction-confirmed = envoyée par lettre ; ils ont dit l’avoir reçue
exchange-correction-applied = { $n ->
    [0] appliquée : aucune copie détenue
    [one] appliquée à { $n } copie
   *[other] appliquée à { $n } copies
}
exchange-correction-to = { $desk }, { $when } : { $n ->
    [one] { $n } élément corrigé
   *[other] { $n } éléments corrigés
}
exchange-correction-from = { $desk } a corrigé le { $when } : { $replaced } remplacés, { $withdrawn } retirés
exchange-passed-on = { $n ->
    [one] transmise à { $n } bureau
   *[other] transmise à { $n } bureaux
}
exchange-left-to-you = { $n ->
    [one] { $n } reste à votre charge : lisez la correction et décidez dans l’affaire
   *[other] { $n } restent à votre charge : lisez la correction et décidez dans l’affaire
}
exchange-went-to = { $what } : envoyé à { $desk } le { $when }
exchange-came-from = { $what } : de { $desk }
exchange-corrected-since = Corrigé depuis
exchange-corrected-since-n = { $n ->
    [one] L’expéditeur a corrigé ou retiré un élément. Vous voyez ce qui vaut maintenant.
   *[other] L’expéditeur a corrigé ou retiré { $n } éléments. Vous voyez ce qui vaut maintenant.
}
exchange-correct-cannot = Ne peut être envoyé à ce bureau maintenant
exchange-correct-cannot-next = Cela reste sur votre bureau. Voyez le dossier : il est figé, ou leur nœud n’est pas de confiance ou pas évalué.

# What children are called (R-26).
exchange-pick-names = Lister aussi le nom des enfants (le journal le garde)
exchange-pick-name = nom d’un enfant : le choisir le libère
exchange-refused-child = Ceci dit le nom d’un enfant. Choisissez-le comme tel, ou laissez-le.

# Les éléments d’une infraction de l’article 6 (R-02, R-03).
exchange-field-benefit = Avantage financier ou autre avantage matériel
exchange-field-benefit-facts = L’avantage : combien, de qui à qui, par quelle voie
exchange-field-endangers-life = Vies ou sécurité mises en danger, 6(3)(a)
exchange-field-inhuman-treatment = Traitement inhumain ou dégradant, 6(3)(b)
exchange-hint-benefit = Sans avantage, il n’y a pas d’infraction de l’article 6 : aider sa famille, ou par humanité, n’en est pas une.
exchange-hint-benefit-facts = Ce qu’on en sait, et ce qu’on n’en sait pas.
exchange-benefit-money = argent
exchange-benefit-goods = biens
exchange-benefit-labour = travail
exchange-benefit-sexual = sexuel
exchange-benefit-other = autre avantage matériel
exchange-benefit-none = aucun
exchange-benefit-unknown = inconnu
exchange-benefit-absent = Aucun avantage : pas d’infraction de l’article 6
exchange-benefit-unproven = Élément non établi : avantage
exchange-aggravation-misplaced = 6(3) n’aggrave pas 6(1)(b)(ii)
exchange-field-no-offence = Sans avantage, ce n’est pas une infraction de l’article 6 du Protocole. Demandez sans en nommer une, ou dites quel a été l’avantage.
exchange-field-not-aggravated = { $field } : 6(1)(b)(ii) seul n’est pas aggravé. Nommez l’infraction qui l’a été, ou laissez ceci.
exchange-distress-first = Ce que vous envoyez est en détresse. Demandez comme menace imminente pour la vie, afin que le sauvetage passe d’abord.
exchange-kind-choice = Type de dossier
# Chiffres.
exchange-figures-requests-received = Demandes reçues et terminées
exchange-figures-requests-received-what = Chaque demande compte une fois, dans le trimestre où elle a pris fin. Répondre qu’il n’y a rien est une réponse. Ni États ni régions ne sont indiqués.
exchange-figures-requests-received-answered-week = réponse dans les 7 jours
exchange-figures-requests-received-answered-month = réponse dans les 30 jours
exchange-figures-requests-received-answered-later = réponse plus tardive
exchange-figures-requests-received-refused-unclear = refus : rien de conservé, ou demande trop imprécise
exchange-figures-requests-received-refused-other-way = refus : un juge ou une autre procédure est nécessaire
exchange-figures-requests-received-refused-interests = refus : pour protéger un intérêt, une enquête ou une personne
exchange-figures-requests-received-ended-otherwise = terminée autrement
exchange-figures-requests-sent = Demandes envoyées et terminées
exchange-figures-requests-sent-what = Chaque demande compte une fois, dans le trimestre où elle a pris fin.
exchange-figures-requests-sent-answered = réponse reçue
exchange-figures-requests-sent-nothing-held = réponse reçue : rien de conservé
exchange-figures-requests-sent-refused = refus
exchange-figures-requests-sent-ended-otherwise = terminée autrement
exchange-figures-permissions-asked = Autorisations de transmettre qui nous ont été demandées
exchange-figures-permissions-asked-what = Chacune compte une fois, dans le trimestre où elle a été décidée. Un retrait ultérieur ne change pas le compte.
exchange-figures-permissions-asked-granted = accordée
exchange-figures-permissions-asked-granted-part = accordée en partie
exchange-figures-permissions-asked-refused = refusée
exchange-figures-permissions-asked-ended-otherwise = terminée autrement
exchange-figures-corrections-sent = Corrections envoyées
exchange-figures-corrections-sent-what = Corrections et retraits de ce qui a été envoyé, selon que le nœud de l’autre partie les a signés avant la fin du trimestre.
exchange-figures-corrections-sent-signed-for = signée par l’autre partie
exchange-figures-corrections-sent-open = non signée
exchange-figures-assistance-requests = Demandes d’entraide judiciaire terminées
exchange-figures-assistance-requests-what = Dossiers de tout type dont la définition repose sur l’article 18 de la Convention ; le paragraphe 18(4), information que personne n’a demandée, n’est pas visé. Chacun compte une fois, dans le trimestre où il a pris fin.
exchange-figures-assistance-requests-received = reçues
exchange-figures-assistance-requests-sent = envoyées

exchange-receipt-courier = pas encore reçu : remis au coursier { $when }
exchange-courier = Coursier
exchange-courier-what = Ce qui attend un nœud injoignable va dans un fichier. N’importe qui peut le porter par n’importe quel moyen : il est scellé et ne nomme ni son auteur ni son destinataire.
exchange-courier-outgoing = À remettre au coursier
exchange-courier-incoming = Un fichier de coursier est arrivé
exchange-courier-incoming-what = Il est lu comme si ses messages étaient venus par la ligne. Les reçus repartent dans votre prochain fichier pour ce nœud.
exchange-courier-col-peer = Pour
exchange-courier-col-waits = En attente
exchange-courier-col-given = Dernière remise
exchange-courier-col-file = Fichier
exchange-courier-col-place = Place
exchange-courier-col-what = Objet
exchange-courier-col-became = Ce qu’il en est advenu
exchange-courier-col-why = Pourquoi
exchange-courier-no-peer = Aucun nœud à qui écrire
exchange-courier-no-peer-next = Un administrateur échange d’abord les cartes avec l’autre nœud.
exchange-courier-messages = { $n ->
    [0] aucun message
    [one] { $n } message
   *[other] { $n } messages
}
exchange-courier-receipts = { $n ->
    [0] aucun reçu dû
    [one] { $n } reçu dû
   *[other] { $n } reçus dus
}
exchange-courier-since = depuis { $since } ; le plus ancien est abandonné le { $until }
exchange-courier-never = jamais
exchange-courier-last = fichier { $n }, { $when }
exchange-courier-write = Écrire pour le coursier
exchange-courier-foot = Un fichier porte toujours aussi votre carte : même sans message il est utile. Les messages attendent ici leurs reçus : un fichier perdu s’écrit à nouveau, et un fichier lu deux fois ne change rien.
exchange-courier-file = Fichier de coursier
exchange-courier-file-hint = Un seul fichier, tel que le coursier l’a apporté.
exchange-courier-file-needed = Choisissez le fichier que le coursier a apporté.
exchange-courier-settle = Pourquoi l’autre nœud recommence
exchange-courier-settle-hint = Seulement si un fichier a été arrêté comme ancien ou revenu en arrière, et après avoir parlé à l’autre administrateur.
exchange-courier-read = Lire un fichier de coursier
exchange-courier-back = Vers le coursier
exchange-courier-waits = { $n ->
    [one] { $n } message attend { $peer }
   *[other] { $n } messages attendent { $peer }
}
exchange-courier-given = remis au coursier le { $when }
exchange-courier-offered = envoyez par coursier
exchange-courier-unreached = Injoignable
exchange-courier-stopped = Pas lu jusqu’au bout.
exchange-courier-whole = Lu jusqu’au bout.
exchange-courier-whole-text = Ce qu’il est advenu de chaque ligne figure ci-dessous ; les reçus repartent dans votre prochain fichier pour ce nœud.
exchange-courier-more = L’autre nœud avait plus que ce fichier ne pouvait prendre : demandez le suivant.
exchange-courier-brought = Ce qu’il a apporté
exchange-courier-from = Écrit par
exchange-courier-number = Numéro du fichier
exchange-courier-hidden = { $n ->
    [one] { $n } autre ligne a été prise et n’est pas montrée.
   *[other] { $n } autres lignes ont été prises et ne sont pas montrées.
}
exchange-courier-card = carte
exchange-courier-receipt = reçu
exchange-courier-unknown = élément d’un programme plus récent
exchange-courier-shut = message qui ne s’ouvre pas
exchange-courier-kind-move = étape d’un dossier
exchange-courier-kind-hit-notice = avis de concordance
exchange-courier-kind-hit-claim = reconnaissance d’une concordance
exchange-courier-kind-hit-proof = preuve d’une concordance
exchange-courier-kind-checkpoint = point de contrôle du journal
exchange-courier-kind-counter-signature = contreseing
exchange-courier-taken = pris
exchange-courier-known-before = déjà là
exchange-courier-kept-apart = mis à part
exchange-courier-not-taken = non pris
exchange-courier-not-yet = reviendra : ce qu’il suit n’est pas ici
exchange-courier-reason-unknown-record = ce programme ne le connaît pas ; mettez à jour, puis relisez le fichier
exchange-courier-reason-card = la carte n’a pas été prise ; un administrateur la compare
exchange-courier-reason-not-sent-here = aucun message de ce genre n’est parti d’ici
exchange-courier-reason-receipt = le reçu ne se vérifie pas
exchange-courier-reason-quarantined = l’autre partie met le message à part
exchange-courier-reason-rejected = l’autre partie ne prend pas le message
exchange-courier-reason-truncated = il est tronqué
exchange-courier-reason-unknown-key = scellé à une clé effacée ; votre prochain fichier porte votre nouvelle carte
exchange-courier-reason-forged = falsifié ou abîmé
exchange-courier-reason-message-id-used = un autre message est déjà venu sous cet identifiant
exchange-courier-reason-not-available = non disponible
exchange-courier-stop-no-courier-file = Ce n’est pas un fichier de coursier. Rien n’a été pris.
exchange-courier-stop-version = Il a été écrit par un programme plus récent. Rien n’a été pris ; mettez ce nœud à jour, puis relisez-le.
exchange-courier-stop-not-for-us = Aucune clé de ce nœud ne l’ouvre. Il est pour un autre nœud, a été scellé à une clé effacée depuis, ou est abîmé au début. Rien n’a été pris ; s’il est pour vous, demandez-le à nouveau.
exchange-courier-stop-damaged = Il est abîmé, ou assemblé de plusieurs fichiers. Ce qui figure ci-dessous a été lu avant cet endroit ; le reste attend chez l’autre nœud : demandez son prochain fichier.
exchange-courier-stop-truncated = Il est tronqué. Ce qui figure ci-dessous a été lu ; le reste attend chez l’autre nœud : copiez le fichier à nouveau, ou demandez le suivant.
exchange-courier-stop-forged = Son en-tête n’est pas signé par le nœud qu’il nomme. Rien n’a été pris.
exchange-courier-stop-unknown-sender = Il a été écrit par un nœud inconnu ici. Rien n’a été pris ; comparez et reconnaissez d’abord sa carte, puis relisez-le.
exchange-courier-stop-peer-not-trusted = Il a été écrit par un nœud qui n’est pas reconnu ici. Rien n’a été pris.
exchange-courier-stop-key-not-current = Il est signé avec une clé que son auteur n’utilise plus. Rien n’a été pris ; demandez un nouveau fichier.
exchange-courier-stop-stale = Un fichier plus récent de ce nœud a déjà été lu ; ce qui n’avait pas de reçu alors s’y trouve aussi. Rien de celui-ci n’a été pris.
exchange-courier-stop-gone-back = Son auteur est revenu avant ce qu’il avait écrit, comme après une restauration. Rien n’a été pris. Un administrateur appelle l’autre, puis le lit avec le motif.
exchange-courier-stop-content = Son contenu ne suit pas le format. Ce qui figure ci-dessous a été lu avant cet endroit.

# Appels d’essai entre bureaux.
exchange-calls = Appels d’essai
exchange-calls-what = Si quelqu’un répond à un bureau, et en combien de temps. La recherche du bureau en tient compte.
exchange-calls-here = Appels à nos bureaux
exchange-calls-none-here = Personne n’a appelé nos bureaux
exchange-calls-none-here-next = L’appel d’un autre nœud attend ici et au bureau jusqu’à ce que quelqu’un y réponde.
exchange-calls-person = Seule une personne répond : le programme ne le fait pas de lui-même.
exchange-calls-placed = Appels d’ici
exchange-calls-none-placed = Aucun bureau n’a été appelé d’ici
exchange-calls-none-placed-next = Cherchez le bureau pour une affaire et passez-y un appel d’essai.
exchange-calls-find = Qui joindre
exchange-call-from = De
exchange-call-to = À
exchange-call-desk = Bureau
exchange-call-came = Arrivé
exchange-call-placed = Passé
exchange-call-due = Répondre avant
exchange-call-state = Réponse
exchange-call-answer = Je suis là : répondre
exchange-call-answered = répondu après { $time }
exchange-call-late = sans réponse dans le délai
exchange-call-waits = attend une réponse
exchange-call-silent = pas de réponse : contourné
exchange-call-under-way = en cours
exchange-call-not-delivered = pas encore remis

# Lettres : un interlocuteur sans nœud
exchange-unverified = Non vérifié par le système
exchange-letter = Lettre
exchange-letter-files = La lettre et ses fichiers
exchange-letter-files-what = Un paquet pour { $desk } : la lettre en PDF, sa signature et sa clé, la façon de la vérifier, et un formulaire de réponse. Envoyez-le par la poste, par courriel ou en main propre.
exchange-letter-download = Télécharger le paquet
exchange-letter-record = Ce qu’elle est devenue
exchange-letter-not-sent = l’envoi n’est pas encore noté
exchange-letter-sent = envoyée par { $way } le { $day } ; personne n’en a signé la réception
exchange-letter-sent-confirmed = envoyée par { $way } le { $day } ; ils ont dit au téléphone qu’ils l’ont
exchange-letter-confirmed = { $name } a dit au téléphone qu’ils l’ont, { $when }
exchange-letter-way = Comment elle a été envoyée
exchange-letter-day = Jour de l’envoi
exchange-letter-day-needed = Donnez le jour. Il ne peut pas être à venir.
exchange-letter-way-needed = Choisissez la voie.
exchange-entered-before = La même réponse a déjà été saisie et figure au dossier. Rien n’a été saisi cette fois.
exchange-entered-meanwhile = Une saisie a été faite pour eux depuis l’ouverture de ce formulaire. Voyez le dossier ; si ceci est autre chose, envoyez de nouveau.
exchange-letter-name-needed = Donnez le nom de qui l’a dit. Notez d’abord l’envoi.
exchange-letter-record-sent = Noter l’envoi
exchange-letter-spoken-to = Qui a dit au téléphone qu’elle est arrivée
exchange-letter-record-confirmed = Noter l’appel
exchange-letter-nobody-signs = Une lettre n’est jamais montrée comme remise : ce que vous notez ici est la parole d’un agent.
exchange-letter-call = Appelez-les à un numéro qui ne vient pas de cette lettre, lisez-vous le code, et les mots de la clé s’ils le demandent.
exchange-letter-code = Code
exchange-letter-square = Le code de cette lettre en carré pour appareils photo
exchange-letter-page = Page
exchange-letter-reference = Référence
exchange-letter-date = Date
exchange-letter-answer-by = Réponse demandée avant le
exchange-letter-urgency = Urgence
exchange-letter-handling = Ce que vous pouvez en faire
exchange-letter-text = L’affaire
exchange-letter-points = Ce qui est demandé
exchange-letter-answer-title = Comment répondre
exchange-letter-answer = Remplissez le fichier reply.xlsx et renvoyez-le à l’adresse ci-dessus par la voie en laquelle vous avez le plus confiance. Ne changez ni la référence ni le code. Vous pouvez aussi répondre par lettre ; nommez alors les deux.
exchange-letter-genuine-title = Comment savoir que cette lettre est authentique
exchange-letter-genuine = Appelez l’autorité à un numéro que vous avez déjà, pas à un numéro de cette lettre, et comparez le code. Le fichier VERIFY.txt dit comment vérifier la signature avec un outil que la plupart des ordinateurs ont.
exchange-way-post = la poste
exchange-way-email = courriel
exchange-way-hand = remise en main propre
exchange-way-stick = clé USB
exchange-way-telephone = téléphone
exchange-way-unknown = une voie inconnue ici
exchange-came = arrivé par { $way } le { $day }, saisi par { $name }
exchange-history-on-paper = un côté par lettre : saisi à la main, non vérifié par le système
exchange-received = Saisir une réponse…
exchange-received-what = Personne n’a vérifié ce qui vient par lettre. Tout ce que vous saisissez est montré comme non vérifié par le système, avec votre nom et la voie d’arrivée.
exchange-received-form = Le formulaire que { $desk } a renvoyé. Il est lu, vous est montré, et n’est pris que si vous le dites.
exchange-received-by-hand = Saisir à la main
exchange-received-by-hand-what = Qu’ont-ils dit ?
exchange-received-from = Ce que { $desk } a dit
exchange-received-way = Comment c’est arrivé
exchange-received-day = Jour de l’arrivée
exchange-received-take = Prendre comme non vérifié
exchange-asked-by-us = Ce qui a été demandé
exchange-form-title = Formulaire de réponse
exchange-form-intro = Remplissez seulement les cellules jaunes. Choisissez d’abord ce que vous répondez, puis remplissez la partie sous ce titre ; laissez les autres vides. Renvoyez le fichier tel quel, référence et code inchangés.
exchange-form-what = Que répondez-vous ?
exchange-form-what-hint = Choisissez dans la liste.
exchange-form-day = Année, mois, jour : 2026-11-26
exchange-form-lines = Un par ligne.
exchange-form-file = Formulaire de réponse (XLSX)
exchange-form-file-needed = Choisissez le fichier qui est revenu.
exchange-form-read = Lire le formulaire
exchange-form-unreadable = Ce fichier ne se lit pas comme un tableur (XLSX), ou dépasse les limites. Saisissez la réponse à la main.
exchange-form-foreign = Ce n’est pas un formulaire de réponse de ce programme. Demandez le fichier reply.xlsx tel qu’il accompagnait la lettre.
exchange-form-newer = Ce formulaire vient d’un programme plus récent. Saisissez la réponse à la main.
exchange-form-other-letter = La référence et le code de ce formulaire ne sont pas ceux d’une lettre de ce dossier. Rien n’a été lu.
exchange-form-changed = Les questions de ce formulaire ont été changées depuis l’envoi. Rien n’a été lu ; saisissez la réponse à la main et interrogez-les.
exchange-form-nothing-chosen = Le formulaire ne dit pas ce qui est répondu : la première question est vide. Demandez-leur, ou saisissez à la main.
exchange-form-not-now = Ce que répond le formulaire ne convient pas à l’état actuel du dossier. Regardez-le et saisissez à la main.
exchange-form-older = Un formulaire plus ancien
exchange-form-older-what = Une lettre plus récente est partie depuis celle à laquelle ce formulaire répond. Voyez s’il convient encore.
exchange-form-was-read = Ce qui a été lu
exchange-form-question = Question
exchange-form-stands = Ce qui est écrit
exchange-form-cell = Cellule
exchange-verify-letter-title = COMMENT VÉRIFIER CETTE LETTRE ({ $code })
exchange-verify-letter-what = Gardez letter.pdf, letter.sig et key.pem dans un même dossier. Ouvrez-y un terminal. Il faut OpenSSL 1.1.1 ou plus récent, présent sous Linux et macOS et disponible pour Windows ; aucun autre programme, aucun réseau.
exchange-verify-letter-run = Lancez :
exchange-verify-letter-expect = La réponse doit être : Signature Verified Successfully. Toute autre réponse signifie que la lettre a été changée ou n’est pas d’eux.
exchange-verify-letter-words = Cela montre que le détenteur de cette clé a signé la lettre. Pour savoir à qui est la clé, voici ses mots :
exchange-verify-letter-call = Appelez l’autorité à un numéro que vous avez déjà, pas à un numéro de la lettre. Faites-vous lire les mots, ou lisez-les-leur. Tous doivent être les mêmes. Comparez aussi le code de la lettre.
exchange-verify-letter-form = Pour répondre, remplissez reply.xlsx s’il est joint et renvoyez-le. Ne changez ni la référence ni le code.
exchange-by-letter = sans nœud : par lettre
# Ce qui attend au bureau.
exchange-work-why-opened = Ils demandent, et personne n’en a encore accusé réception
exchange-work-why-asked-back = Ils vous ont demandé des précisions et attendent votre réponse
exchange-work-why-open = La prochaine étape vous revient
exchange-work-why-frozen = Il est figé : les deux historiques diffèrent
exchange-work-why-overdue = Leur délai est écoulé : appelez-les
exchange-work-acknowledge = Accuser réception
exchange-work-supplement = Leur répondre
exchange-work-look = Ouvrir
exchange-work-seen = Vu…
exchange-work-call = Appel d’essai à { $desk }
exchange-work-call-what = Appel d’essai
exchange-work-call-why = Un bureau qui ne répond pas à temps est contourné
exchange-work-for-post = pour le poste { $post }
exchange-work-correction-why = Vos copies ont été modifiées par leur expéditeur ; dites que vous en avez pris connaissance
exchange-work-untold-why = Cela a été envoyé à d’autres, qui ne savent pas encore que ce n’est plus valable
exchange-work-late-why = Leur nœud n’a pas dit qu’il a modifié les copies
exchange-work-files = { $n ->
    [one] un fichier proposé
   *[other] { $n } fichiers proposés
 }
exchange-work-files-why = Ils le proposent ; rien n’en est transmis tant que vous ne l’acceptez pas
exchange-desk-theirs = La prochaine étape revient à l’autre côté
exchange-whom-to-reach = Qui joindre
exchange-desk-theirs-count = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
}
exchange-whom = À qui demander
exchange-whom-first = en premier
exchange-whom-sign = poste jumelé, indicatif { $sign }
exchange-whom-next = Sans réponse avant { $when }, passez au suivant.
# Pièces jointes.
exchange-moved-attach = { $desk } a joint un fichier
exchange-moved-attach-us = Vous avez joint un fichier
exchange-act-attach = Joindre des fichiers
exchange-do-attach = Joindre des fichiers
exchange-learn-attach = le nom, le type, la taille et le SHA-256 du fichier, et ce que vous en dites. Son contenu part lorsqu’ils l’acceptent.
exchange-field-attachments = Fichiers
exchange-attachment = Fichier
exchange-attachments = Pièces jointes
exchange-attachments-none = Aucun fichier n’est joint à ce dossier.
exchange-attachment-type = Type
exchange-attachment-size = Taille
exchange-attachment-sha256 = SHA-256
exchange-attachment-received = Reçu
exchange-attachment-sent = Envoyé
exchange-attachment-waits = attend une deuxième personne
exchange-attachment-withheld = non libéré
exchange-attachment-to-decide = à accepter ou refuser
exchange-attachment-offered = proposé, pas encore accepté
exchange-attachment-refused = refusé par eux
exchange-attachment-refused-us = vous l’avez refusé
exchange-attachment-coming = en cours de réception
exchange-attachment-going = en cours d’envoi
exchange-attachment-complete = complet et vérifié
exchange-attachment-delivered = remis et vérifié
exchange-attachment-differs = différent de ce qui était annoncé
exchange-attachment-damaged = endommagé sur le disque ici
exchange-attachment-so-far = { $n } sur { $of }
exchange-attachment-no-room-there = ils n’ont pas de place pour le moment ; l’envoi reprend de lui-même
exchange-attachment-not-available = indisponible pour le moment
exchange-attachment-unreachable = ils sont injoignables pour le moment ; l’envoi reprend de lui-même
exchange-attachment-again = interrompu ; l’envoi reprend de lui-même
exchange-attachment-being-verified = tout est arrivé ; ils vérifient
exchange-attachment-no-room = Il n’y a pas de place ici pour ce fichier : il lui faut { $n }. Demandez à un administrateur d’en libérer ou d’en accorder davantage, puis acceptez-le.
exchange-attachment-accept = Accepter
exchange-attachment-refuse = Refuser
exchange-attachment-give-up = Y renoncer
exchange-attachment-save = Enregistrer
exchange-act-release = Libérer le fichier { $name } pour { $desk }
exchange-act-release-effect = Le fichier leur est proposé aux conditions fixées ici par son expéditeur. Regardez-le d’abord : rien n’y a cherché des personnes protégées.
exchange-act-release-to = À
exchange-size-b = { $n } octets
exchange-size-kb = { $n } ko
exchange-size-mb = { $n } Mo
exchange-media-pdf = document PDF
exchange-media-text = texte
exchange-media-archive = archive
exchange-media-unknown = type inconnu
exchange-media-program = programme, ne l’exécutez pas
exchange-media-image = image
exchange-media-video = vidéo
exchange-media-audio = son
exchange-media-office = document bureautique
exchange-attach-text = De quoi il s’agit
exchange-attach-files = Fichiers
exchange-attach-files-hint = { $n } Gio au plus par fichier, dix à la fois. Rien de volumineux ne part avant que l’autre partie ne l’accepte.
exchange-attach-send = Joindre
exchange-attach-see = le nom, le type, la taille et le SHA-256 de chaque fichier, et ce que vous écrivez ici. Les noms de fichiers sont lus comme tout autre texte : n’y laissez pas ce qui ne doit pas partir.
exchange-attach-second = Vers un autre État, une deuxième personne regarde et libère chaque fichier dans lequel on ne peut rien chercher, comme une photographie ou un PDF. Un texte simple et court part aussitôt.
exchange-attach-needed = Choisissez un fichier ou une pièce.
exchange-attach-empty = Ce fichier est vide. Choisissez-en un autre.
exchange-attach-too-large = Un fichier peut avoir { $n } Gio au plus.
exchange-attach-no-room = Il n’y a plus de place pour des fichiers sur ce nœud. Demandez à un administrateur d’en libérer ou d’en accorder davantage.
exchange-attach-too-many = Aucun autre fichier ne peut être joint pour le moment. Décidez de ce qui attend ou ouvrez un autre dossier.
exchange-courier-kind-attachment = suite donnée à une pièce jointe
exchange-courier-reason-no-room = il n’y a pas de place ici
exchange-attach-exhibits = Pièces du dossier
exchange-attach-exhibits-hint = Une copie part ; la pièce reste telle qu’elle est venue. Ils apprennent son numéro, son SHA-256 et où s’arrête sa chaîne de possession, qui note qu’ils l’ont reçue.
exchange-attachment-exhibit = pièce { $number } de son expéditeur
exchange-attachment-custody = SHA-256 du dernier événement de sa chaîne de possession avant l’envoi, selon son expéditeur

exchange-not-taken = pas chez l’autre partie
exchange-not-taken-n = { $n ->
    [one] { $n } acte n’est pas chez l’autre partie
   *[other] { $n } actes ne sont pas chez l’autre partie
}
exchange-not-taken-next = Tant qu’ils ne sont pas renvoyés et reçus, aucun acte suivant de ce dossier ne part. Si le motif demeure, appelez d’abord l’autre service. Ce qui est renvoyé est le même acte signé.
exchange-not-taken-look = voir pourquoi, et renvoyer
exchange-send-again = Renvoyer
exchange-kept-apart = Mis à part de ce nœud
exchange-kept-apart-row = { $n ->
    [one] { $n } message : { $why }
   *[other] { $n } messages : { $why }
}
exchange-kept-apart-newest = le plus récent le { $day }
exchange-kept-apart-what = Rien n’en est montré ni suivi d’effet. Son expéditeur en a été averti et peut le renvoyer dès que le motif a disparu.

exchange-keys-revoked = Clés que ce nœud a révoquées
exchange-key-revoked = { $peer } a révoqué une clé de signature
exchange-key-revoked-why = { $key } : { $why }
exchange-key-revoked-next = Ce qui arrive signé avec elle est mis à part. Appelez-les si vous attendez un envoi de leur part.

exchange-suspension = Suspension
exchange-suspend = Suspendre
exchange-suspend-what = Rien ne lui est envoyé ni n’est accepté de lui jusqu’à ce que vous leviez la suspension. Ce qui attend d’un côté ou de l’autre continue d’attendre, et il n’en est pas averti. Ses clés à usage unique sont abandonnées.
exchange-suspend-reason = Ce qui semble anormal
exchange-suspend-reason-hint = Pour vos collègues et l’auditeur ; cela ne quitte pas ce nœud.
exchange-suspend-reason-needed = Dites ce qui semble anormal.
exchange-suspend-holds = Ce qu’il détient de nous
exchange-suspend-holds-nothing = Il ne détient rien de nous
exchange-suspend-holds-nothing-next = Aucune autorité de ce nœud ne partage de dossier avec lui.
exchange-suspend-holds-what = Les bureaux de chaque autorité voient de quoi il s’agit ; ce qu’ils retirent lui parvient une fois la suspension levée.
exchange-suspend-authority = Autorité
exchange-suspend-dossiers = Dossiers partagés
exchange-suspend-statements = Éléments envoyés
exchange-suspend-files = Fichiers qu’il a
exchange-suspend-size = Taille
exchange-suspend-compared = Nous nous sommes lu les mots de vive voix et ils sont les mêmes
exchange-suspend-withdrawn = La confiance a été retirée. Pour la rendre, collez sa carte la plus récente sous Nœuds de confiance.
exchange-suspend-over = La suspension est levée
exchange-suspend-waiting = { $n ->
    [0] rien ne l’attend
    [one] { $n } message l’attend
   *[other] { $n } messages l’attendent
}
exchange-suspend-go = { $n ->
    [0] Rien n’attendait.
    [one] { $n } message part maintenant.
   *[other] { $n } messages partent maintenant.
}
exchange-suspend-ended = { $n ->
    [one] { $n } n’a pu être scellé pour ses nouvelles clés ; son bureau peut le renvoyer.
   *[other] { $n } n’ont pu être scellés pour ses nouvelles clés ; leurs bureaux peuvent les renvoyer.
}
exchange-suspended-since = Suspendu depuis { $when }
exchange-suspended-tag = suspendu
exchange-suspend-way = Quelque chose semble anormal : le suspendre
exchange-lift-way = Lever la suspension
exchange-lift = Lever la suspension
exchange-lift-what = Demandez d’abord par téléphone ce qui s’est passé. Si ses clés peuvent être en d’autres mains, il doit d’abord en changer. Ce qui l’attend est scellé pour les nouvelles avant de partir, et ce qui arrive signé avec les anciennes est dès lors mis à part.
exchange-lift-words = Mots
exchange-lift-card = Sa nouvelle carte
exchange-lift-card-hint = Des administrateurs de là-bas, après qu’ils ont changé leurs clés.
exchange-lift-why = Ou pourquoi ses clés d’avant sont sûres
exchange-lift-why-hint = Ce qui s’est passé, et comment vous le savez.
exchange-held-dossiers = { $n ->
    [one] { $n } dossier est partagé avec lui
   *[other] { $n } dossiers sont partagés avec lui
}
exchange-held-statements = { $n ->
    [one] { $n } élément lui a été envoyé
   *[other] { $n } éléments lui ont été envoyés
}
exchange-held-files = { $n ->
    [one] { $n } fichier y est entier
   *[other] { $n } fichiers y sont entiers
}
exchange-peer-stopped = Rien ne part maintenant vers l’autre côté
exchange-peer-suspended = Son nœud est suspendu depuis { $when }. Ce qui attend partira lorsqu’un administrateur aura levé la suspension ; d’ici là rien ne peut être écrit ici et rien n’arrive. Parlez-leur par une autre voie.
exchange-peer-withdrawn = La confiance en son nœud a été retirée le { $when }. Rien ne peut être écrit ici ; ce qui a été échangé demeure et reste prouvable.
