# Le relais : son journal, ceux qu’il présente, les boîtes, les réseaux.
hub-title = Relais
hub-law = Nœud · qui se porte garant de qui
hub-what = Un relais tient un journal de cartes et garde les enveloppes des nœuds injoignables. On ne le croit en rien que ce nœud ne puisse vérifier.
hub-beside = À propos du relais
hub-back = Retour au relais
hub-none = Aucun relais
hub-none-yet = Ce nœud n’utilise aucun relais
hub-none-next = Comparez d’abord par téléphone les mots de la carte du relais et accordez-lui la confiance, comme à tout nœud. Choisissez-le ensuite ici.
hub-use = Utiliser ce nœud comme relais
hub-use-text = Son administrateur doit aussi avoir accordé sa confiance à votre carte. Il verra qui écrit à qui par son entremise, quand et combien, et rien de ce qui est écrit.
hub-use-which = Quel nœud de confiance
hub-stop = Ne plus utiliser ce relais
hub-stop-text = Ce qui a été échangé demeure, les contradictions aussi. La copie de son journal est effacée ici.
hub-follow = Interroger le relais maintenant
hub-fresh = à jour
hub-overdue = en retard
hub-stale = périmé
hub-nothing = rien de connu
hub-nothing-yet = rien encore
hub-as-of = état : { $ago } ({ $when })
hub-not-believed = pas cru pour les clés
hub-open-title = Ce que ce relais a montré ne peut pas être vrai.
hub-open-text = Aucune clé ni aucun nouveau nœud n’en est repris tant que deux administrateurs n’ont pas réglé la question. Les échanges avec les nœuds connus continuent.
hub-entries = Entrées
hub-entry-count = { $n ->
    [one] { $n } entrée
   *[other] { $n } entrées
}
hub-root = Racine
hub-own-card = Carte propre
hub-own-card-there = dans le journal, la plus récente
hub-own-card-older = dans le journal, une plus ancienne ; si cela dure plus d’un jour, interrogez l’administrateur du relais
hub-own-card-missing = absente du journal ; si cela dure plus d’un jour, interrogez l’administrateur du relais
hub-used = Utilisé
hub-used-since = depuis le { $when }, par { $who }
hub-error = Dernière tentative
hub-log-open = Ouvrir le journal
hub-compared-with = Comparé avec
hub-col-node = Nœud
hub-col-says = Dit
hub-col-entries = Entrées
hub-col-when = Quand
hub-col-place = Place
hub-col-what = Quoi
hub-col-came = Arrivée ici
hub-col-verified = Vérifié
hub-agrees = même journal
hub-agrees-not = autre longueur, ou contradiction
hub-no-answers = Aucun autre nœud n’a encore été comparé. Dans l’heure, chaque nœud de confiance qui utilise ce relais reçoit sa tête la plus récente.
hub-answers-foot = Les nœuds s’échangent la tête la plus récente, un nombre et une empreinte, une fois par heure au plus. Un relais qui montre deux journaux est démasqué par les deux premiers nœuds qui comparent.
hub-without = Sans le relais
hub-without-text = { $n ->
    [one] Les nœuds qui se connaissent continuent sans relais : pendant au moins { $n } jour, seules manquent les nouvelles des cartes.
   *[other] Les nœuds qui se connaissent continuent sans relais : pendant au moins { $n } jours, seules manquent les nouvelles des cartes.
}
hub-learns = Le relais apprend quels nœuds l’utilisent, ce que disent leurs cartes et, de chaque enveloppe qui lui est laissée, l’expéditeur, le destinataire, la taille arrondie et l’heure. Il ne détient aucune clé qui en ouvre une.
hub-vouch = Dire que les mots ont été comparés
hub-vouch-text = Vos collaborateurs ont comparé de vive voix les mots de ce nœud. Inscrit au journal, cela aide ceux qui vous font confiance ; tout membre voit alors que vous connaissez ce nœud.
hub-introduced = Présentés par le relais
hub-introduced-count = { $n ->
    [one] { $n } nœud
   *[other] { $n } nœuds
}
hub-introduced-tag = sans confiance
hub-introduced-foot = Le relais dit que ces nœuds existent. Un appel décide, ou deux nœuds de confiance ; puis deux administrateurs.
hub-words = Mots :
hub-no-witness = Aucun nœud de confiance ne dit avoir comparé ces mots.
hub-compared-by = Comparé de vive voix par
hub-compare-words = Comparer les mots et accorder la confiance
hub-trust-witnessed = Accorder la confiance sur leur parole
hub-alarms = Ce qui ne peut pas être vrai
hub-alarm-count = { $n ->
    [one] { $n } contradiction
   *[other] { $n } contradictions
}
hub-alarm-again = { $n ->
    [one] Revu { $n } fois.
   *[other] Revu { $n } fois.
}
hub-alarm-open = ouverte
hub-alarm-settled = réglée
hub-alarms-foot = Les deux documents signés sont conservés. Parlez à l’administrateur du relais et aux nœuds concernés avant de régler quoi que ce soit.
hub-shown-by = Montré par { $peer }.
hub-settle = Régler
hub-settle-reason = Pourquoi c’est réglé
hub-settle-hint = Avec qui vous avez parlé et ce qui a été constaté. Un second administrateur confirme ; le journal est alors repris entièrement si deux têtes se contredisaient.
hub-reason-needed = Dites pourquoi, en 1 000 caractères au plus.
hub-alarm-other-root = un autre journal de même longueur
hub-alarm-other-root-says = { $hub } a signé deux journaux de même longueur qui ne sont pas identiques.
hub-alarm-not-continued = un journal qui ne continue pas
hub-alarm-not-continued-says = { $hub } a signé un journal plus long qui ne commence pas par celui qu’il avait signé : une entrée a été changée, déplacée ou omise.
hub-alarm-shorter = un journal raccourci
hub-alarm-shorter-says = { $hub } a signé un journal plus court qu’avant : la fin a été coupée, ou le relais a été restauré d’une sauvegarde.
hub-alarm-forged-card = une carte que son nœud n’a pas signée
hub-alarm-forged-card-says = Le journal de { $hub } contient une carte au nom de { $subject } que ce nœud n’a pas signée.
hub-alarm-card-went-back = une carte plus ancienne après une plus récente
hub-alarm-card-went-back-says = Le journal de { $hub } revient à une carte plus ancienne de { $subject }.
hub-alarm-forged-statement = une déclaration que personne n’a faite
hub-alarm-forged-statement-says = Le journal de { $hub } contient une déclaration au nom de { $subject } que ce nœud n’a pas faite, ou une seule fois.
hub-alarm-own-card = une autre carte de ce nœud
hub-alarm-own-card-says = Le journal de { $hub } contient une carte de ce nœud, { $subject }, qui n’a pas été faite ici : quelqu’un d’autre a sa clé d’identité, ou il a été restauré d’une sauvegarde.
hub-alarm-own-name = une autre clé sous notre nom
hub-alarm-own-name-says = Le journal de { $hub } montre une autre clé sous notre nom : { $subject } n’est pas ce nœud.
hub-alarm-other-card = une carte qui diffère de celle que le nœud montre
hub-alarm-other-card-says = Le journal de { $hub } contient une autre carte de { $subject } que celle que ce nœud a montrée sous le même numéro.
hub-alarm-other-key = une autre clé sous un nom connu
hub-alarm-other-key-says = Le journal de { $hub } montre une autre clé sous le nom d’un nœud de confiance : { $subject }. Appelez le nœud que vous connaissez avant d’y croire.
hub-log = Journal du relais
hub-log-what = Chaque carte et déclaration, telle qu’elle a été signée. Chacune a été vérifiée à son arrivée, et l’ensemble l’est de nouveau pour cette page.
hub-log-holds = Le journal tient.
hub-log-holds-text = Chaque entrée a son empreinte, et chaque racine est celle des entrées qui la précèdent.
hub-log-broken = La copie conservée ici a été modifiée.
hub-log-broken-text = Ne changez rien sur la machine et prévenez l’auditeur. Cessez d’utiliser le relais puis utilisez-le de nouveau pour reprendre le journal.
hub-log-empty-next = Interrogez le relais, puis revenez.
hub-holds = tient
hub-holds-not = ne tient pas
hub-unread = gardée, pas crue
hub-says-card = { $n ->
    [one] carte, numéro { $n }
   *[other] carte, numéro { $n }
}
hub-says-revoked = n’utilise plus l’une de ses clés de signature : { $reason }
hub-says-compared = a comparé de vive voix les mots de { $node }
hub-says-network = ouvre un réseau
hub-says-invite = invite un nœud dans un réseau
hub-says-accept = rejoint un réseau
hub-says-leave = quitte un réseau
hub-says-remove = retire un nœud d’un réseau
hub-says-unknown = quelque chose que ce programme ne connaît pas ou ne croit pas
hub-members = Membres
hub-members-what = Nœuds dont ce relais détient la carte. Personne ici ne voit ce que contient une boîte.
hub-member-count = { $n ->
    [one] { $n } nœud
   *[other] { $n } nœuds
}
hub-no-members = Aucun membre encore
hub-no-members-next = Accordez la confiance à la carte d’un nœud sous « Nœuds de confiance » : il est dès lors membre.
hub-col-seen = Vu pour la dernière fois
hub-col-waits = En attente
hub-col-oldest = Plus ancienne
hub-never-seen = jamais
hub-envelope-count = { $n ->
    [one] { $n } enveloppe
   *[other] { $n } enveloppes
}
hub-kilobytes = { $n ->
    [one] { $n } Kio
   *[other] { $n } Kio
}
hub-members-foot = Une boîte prend 1 000 enveloppes et 64 Mio, d’un même expéditeur 250 et 16 Mio ; après 30 jours une enveloppe disparaît.
hub-networks = Réseaux
hub-networks-what = Réseaux dont ce nœud est membre, qu’il tient, ou auxquels il est invité.
hub-network-count = { $n ->
    [one] { $n } réseau
   *[other] { $n } réseaux
}
hub-networks-foot = Qui tient un réseau invite ; qui est invité rejoint. Les deux signent, et cela figure au journal du relais, que lit le nœud de chaque membre.
hub-no-networks = Aucun réseau encore
hub-no-networks-next = Ouvrez-en un, ou demandez une invitation à qui en tient un.
hub-col-network = Réseau
hub-col-standing = Nous
hub-col-keeper = Tenu par
hub-col-members = Membres
hub-keeps = tient le réseau
hub-is-member = membre
hub-is-invited = invité
hub-is-outside = hors du réseau
hub-waits-title = Pas encore au journal.
hub-waits-text = { $n ->
    [one] { $n } déclaration attend le relais. Elle est renvoyée d’elle-même.
   *[other] { $n } déclarations attendent le relais. Elles sont renvoyées d’elles-mêmes.
}
hub-refused-title = Pas pris par le relais.
hub-refused-text = { $n ->
    [one] { $n } déclaration a été refusée. Demandez pourquoi à l’administrateur du relais.
   *[other] { $n } déclarations ont été refusées. Demandez pourquoi à l’administrateur du relais.
}
hub-begin = Ouvrir un réseau
hub-begin-text = Ce nœud le tient. Le nom et le but figurent au journal, lisible par tout membre du relais.
hub-network-name = Nom
hub-network-purpose = À quoi il sert
hub-one-line = Une seule ligne, ni vide ni trop longue.
hub-network-members = Qui en fait partie
hub-network-foot = Les moyens de les joindre sont ceux de leurs propres cartes. Être dans un même réseau ne vaut pas confiance : comparez les mots avant tout échange.
hub-since = depuis le { $when }
hub-invited-title = Ce nœud est invité.
hub-invited-text = Si vous rejoignez, tout membre du réseau voit ce nœud et ses points de contact parmi les membres.
hub-join = Rejoindre
hub-decline = Décliner
hub-leave = Quitter le réseau
hub-leave-text = Vous ne revenez que sur nouvelle invitation.
hub-invite = Inviter
hub-remove = Retirer
hub-nobody-to-invite = Tous les nœuds du journal en sont membres ou invités.
hub-back-networks = Retour aux réseaux
hub-act-settle = Régler ce que { $name } a montré
hub-act-settle-effect = La contradiction est tenue pour réglée. Si deux têtes se contredisaient, le journal est repris entièrement. Le relais est cru de nouveau si rien d’autre n’est ouvert.
hub-act-what = Ce qui a été montré
hub-act-trust = Accorder la confiance à { $name } sur la parole de deux nœuds
hub-act-trust-effect = Le nœud devient un nœud de confiance. Rien n’est convenu avec lui et son État n’est pas évalué pour autant.
