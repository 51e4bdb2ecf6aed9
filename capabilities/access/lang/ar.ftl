# الأشخاص والدخول.
access-sign-in = تسجيل الدخول
access-name = الاسم
access-passphrase = عبارة المرور
access-code = الرمز
access-code-hint = ستة أرقام من تطبيق المصادقة.
access-wrong = الاسم أو عبارة المرور أو الرمز غير صحيح. تحقق من الثلاثة وأعد المحاولة.
access-no-account = ليس لديك حق الدخول بعد؟ يسلمك مدير العقدة رابطًا لمرة واحدة.
access-welcome = مرحبًا
access-welcome-you = هذا الرابط مخصص لـ { $name }.
access-visit = هذا عرض توضيحي. الأشخاص فيه من نسج الخيال، لذا يمكنك الدخول دون عبارة مرور.
access-come-in = ادخل
access-sign-in-as = اسم الدخول
access-passphrase-new = اختر عبارة مرور
access-passphrase-hint = 12 حرفًا على الأقل. بضع كلمات لا صلة بينها يسهل تذكرها ويصعب تخمينها.
access-passphrase-short = عبارة المرور قصيرة جدًا: 12 حرفًا على الأقل.
access-passphrase-long = عبارة المرور طويلة جدًا.
access-passphrase-obvious = عبارة المرور سهلة التخمين. اختر كلمات أخرى.
access-again = عبارة المرور مرة أخرى
access-again-differs = العبارتان مختلفتان.
access-second = العامل الثاني
access-second-how = امسح الصورة بتطبيق المصادقة، ثم أدخل الرمز الذي يظهر فيه.
access-second-alt = صورة يقرؤها تطبيق المصادقة
access-second-typed = أو اكتب هذا المفتاح في التطبيق:
access-code-wrong = الرمز غير مطابق. انتظر الرمز التالي وأعد المحاولة، وتأكد من صحة ساعة هاتفك.
access-enrol = احفظ وادخل
access-link-left = يعمل الرابط مرة واحدة، ويبقى صالحًا { $left }.
access-link-expired = انتهت صلاحية هذا الرابط أو سبق استعماله.
access-link-kept = لم يتغير شيء. اطلب رابطًا جديدًا من مدير العقدة.
access-account = حسابك
access-authority = السلطة
access-roles = الأدوار
access-people = الأشخاص
access-people-what = من يعمل على هذه العقدة لحساب سلطتك. يدير المديرون العقدة ولا يقرؤون أي محتوى.
access-people-count = { $n ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $n } أشخاص
    [many] { $n } شخصًا
   *[other] { $n } شخص
}
access-state = الحالة
access-shut-out = موقوف
access-enrolled = يمكنه الدخول
access-not-enrolled = ينتظر أول دخول
access-change = تعديل
access-own-kept = تبقى مديرًا ويمكنك الدخول: لا يغير ذلك إلا شخص آخر.
access-may-sign-in = يجوز له الدخول
access-save = حفظ
access-new-link = أنشئ رابطًا لمرة واحدة
access-link-made = رابط لمرة واحدة لـ { $name }:
access-link-once = يظهر مرة واحدة ويعمل عشر دقائق. سلمه بوسيلة تثق بها.
access-add = إضافة شخص
access-sign-in-shape = من 2 إلى 64 من الأحرف اللاتينية الصغيرة أو الأرقام أو النقاط أو الشرطات.
access-sign-in-taken = اسم الدخول هذا مستعمل. اختر غيره.
access-name-needed = أدخل اسمًا لا يتجاوز 120 حرفًا.
access-roles-needed = اختر دورًا واحدًا على الأقل.
access-role-administrator = مدير العقدة
access-role-administrator-may = يشغل العقدة ويضيف الأشخاص ويمنح الثقة للعقد الأخرى. لا يقرأ أي محتوى.
access-role-investigator = محقق
access-role-investigator-may = يعمل على القضايا ويجيز القيم ويتحقق لدى السلطات الأخرى ويطلب.
access-role-duty-officer = ضابط مناوب
access-role-duty-officer-may = يتولى المناوبة: يقر بالاستلام ويجيب ويرفض ويؤكد نقاط الاتصال.
access-role-prosecutor = مدع عام
access-role-prosecutor-may = يعمل على القضايا ويطلب من السلطات الأخرى.
access-role-protection-officer = مسؤول الحماية
access-role-protection-officer-may = يسجل طلبات الحماية ويبت فيها؛ ويرى ما لا يجوز لغيره رؤيته.
access-role-auditor = مدقق
access-role-auditor-may = يقرأ السجل. لا يقرأ أي محتوى.
access-role-data-protection-officer = مسؤول حماية البيانات
access-role-data-protection-officer-may = يقرأ السجل ويراجع عينات من عمليات التحقق.
access-role-national-coordinator = منسق وطني
access-role-national-coordinator-may = يتابع نيابة عن الدولة ما أوصى به المؤتمر.
access-role-secretariat = أمانة
access-role-secretariat-may = تحفظ سجل المؤتمر وتدعو إلى تقديم المساهمات وتنشر ما قُدِّم.

# Shifts handed over, and acts that need a second person.
access-on-duty = مناوب عن { $who } حتى { $until }
access-shifts = مناوبات مسلَّمة
access-shift-given = يتولى { $who } أدوارك ({ $roles }) حتى { $until }
access-shift-taken = تتولى أدوارًا عن { $who } ({ $roles }) حتى { $until }
access-shift-end = إنهاؤها الآن
access-shift-hand-over = تسليم مناوبة
access-shift-what = يتولى زميلك هذه الأدوار حتى انقضاء المدة. تنتهي من تلقاء نفسها، ولكل منكما إنهاؤها قبل ذلك. ويذكر السجل اسميكما معًا.
access-shift-nobody = لا يوجد في جهتك زميل تُسلَّم إليه المناوبة.
access-shift-to = إلى
access-shift-to-needed = اختر زميلًا.
access-shift-roles = من أدوارك
access-shift-length = لأي مدة
access-shift-hours-needed = اختر المدة: 24 ساعة على الأكثر.
access-shift-reason = السبب
access-shift-reason-needed = اذكر سببًا لا يزيد على { $n } حرف.
access-waits-second = ينتظر مسؤولًا ثانيًا للنظام.
access-made-alone = تم بشخص واحد.
access-made-alone-what = لا أحد غيرك هنا يستطيع التأكيد، والسجل يذكر ذلك.
access-second-person = الشخص الثاني
access-second-person-what = ما طلبه شخص ويجب أن يؤكده شخص آخر.
access-act-waits-for-you = بانتظارك
access-act-nothing = لا شيء بانتظارك. حين يطلب زميل إجراءً يحتاج إلى شخص ثانٍ ويمكنك تأكيده، يظهر هنا.
access-act-asked = طلبه { $who }، { $when }
access-act-left = متبقٍّ للقرار
access-act-time-left = الوقت المتبقي
access-act-reason = السبب المذكور
access-act-look = اطّلع على الموضوع
access-act-if-you-confirm = إذا أكدت:
access-act-why = سببك (لازم عند الرفض)
access-act-confirm = تأكيد
access-act-refuse = رفض
access-act-withdraw = سحب الطلب
access-act-yours = ما طلبتَه أو قررتَه
access-act-what = الإجراء
access-act-asked-by = الطلب
access-act-decision = القرار
access-act-decided-by = { $who }، { $when }
access-act-until = حتى
access-act-how = كيف يعمل ذلك
access-act-how-what = لا تؤكد ما طلبتَه بنفسك، ولا بأدوار سلّمها إليك صاحب الطلب. وما لا يُبتّ فيه خلال سبعة أيام ينقضي ولا يحدث شيء. ويُذكر الاسمان في السجل.
access-act-not-done = لم يُنفَّذ شيء.
access-act-own = طلبتَ هذا بنفسك، ويجب أن يؤكده غيرك.
access-act-not-yours = تأكيد هذا يعود إلى شخص آخر.
access-act-decided = سبق البتّ في هذا.
access-act-ran-out = انقضت مهلة القرار، ويجب طلبه من جديد.
access-act-changed = تغيّر الموضوع منذ الطلب، فلا يمكن تنفيذه كما طُلب. ارفضه واطلبه من جديد.
access-act-no-reason = للرفض، اذكر سببًا لا يزيد على { $n } حرف.
access-act-state-waits = ينتظر
access-act-state-permitted = مؤكَّد ولم يُستعمل بعد
access-act-state-done = تم
access-act-state-refused = مرفوض
access-act-state-withdrawn = مسحوب
access-act-state-alone = تم بشخص واحد
access-act-state-ran-out = انقضى
access-act-give-roles = أدوار لـ { $name }
access-act-give-roles-effect = يتولى الشخص هذه الأدوار بدءًا من صفحته التالية.
access-act-renew = رابط جديد لمرة واحدة لـ { $name }
access-act-renew-effect = يمكن لصاحب الطلب إنشاء رابط واحد تُضبط به عبارة مرور وعامل ثانٍ جديدان، ومن يملكه يدخل باسم هذا الشخص.
access-shift-hours = { $n ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
   *[other] { $n } ساعة
}
access-rule-case-operational = ملف قضية
access-rule-case-operational-from = آخر إفادة أُضيفت إليه
access-rule-case-protection = ملف في حيّز الحماية
access-rule-case-protection-from = آخر إفادة أُضيفت إليه
access-rule-case-integrity = ملف في حيّز النزاهة
access-rule-case-integrity-from = آخر إفادة أُضيفت إليه
access-rule-protection-claim = طلب حماية
access-rule-protection-claim-from = آخر ما طرأ عليه
access-rule-dossier = تبادل مع سلطة أخرى
access-rule-dossier-from = آخر خطوة فيه
access-rule-check = تحقق وما طابقه
access-rule-check-from = يوم إجرائه
access-rule-subject-request = طلب صاحب بيانات
access-rule-subject-request-from = آخر إجراء فيه
access-rule-second-act = إجراء قرره شخص ثانٍ
access-rule-second-act-from = يوم انقضاء مهلته
access-rule-quarantine = رسالة مفصولة
access-rule-quarantine-from = يوم وصولها
access-rule-held-value = بصمة قيمة محجوزة
access-rule-held-value-from = يوم حجزها
access-rule-default = القيمة المبدئية للبرنامج؛ لم يُذكر قانون بعد
access-rule-source = سنده في القانون
access-kept = مدة الحفظ
access-kept-look = اطّلع أو قرّر
access-kept-until = يُحفظ حتى
access-kept-rule = القاعدة
access-kept-record = السجل
access-kept-over = انقضت مدته
access-kept-reviewed = روجع
access-kept-reviewed-by = { $by }، { $when }
access-kept-held = موقوف حذفه
access-kept-stays = يبقى بسبب
access-kept-needed = يبقى حاليًا ولو انقضت مدته:
access-kept-from = { $days } يومًا منذ { $from }: { $since }
access-kept-law = R-19 · لكل سجل عن شخص نهاية
access-kept-what = حين يحل اليوم يُمحى السجل. ويبقى ما يدل على أنه وُجد، ولا شيء من مضمونه.
access-kept-back = السجل نفسه
access-kept-decide = القرار
access-kept-review = تحديد تاريخ آخر
access-kept-reason = السبب
access-kept-set = تثبيت التاريخ
access-kept-last = أقصى تاريخ للنهاية { $date } كي يُراجع السجل ثانية. ويُراجع الإيقاف في { $hold } على أبعد تقدير.
access-kept-date-needed = اختر يومًا من الغد حتى { $last }.
access-kept-not-yours = ترى التاريخ، ويقرره غيرك.
access-ends-soon = ينتهي قريبًا
access-ends-soon-foot = راجع ما لا يزال لازمًا واذكر السبب. وما لا يقرره أحد يُمحى في يومه.
access-holds = إيقافات قانونية للحذف
access-holds-none = لا يوجد أي منها على هذا السجل.
access-hold = إيقاف قانوني
access-hold-line = { $reference }، { $by }؛ يُراجع في { $review }
access-hold-place = وضع إيقاف قانوني
access-hold-what = السجل الموقوف حذفه لا يُمحى مهما كان تاريخه. ويستمر الإيقاف حتى يرفعه أحد.
access-hold-reference = مرجع المحكمة أو الطلب
access-hold-ground = السند
access-hold-review = يُراجع في
access-hold-lift = رفع الإيقاف
access-hold-lift-why = سبب رفعه
access-retention-due = ما حان أجل حفظه
access-retention-rules = القواعد
access-retention-nothing = لا شيء ينتهي خلال 30 يومًا.
access-retention-foot = ما ينتهي خلال 30 يومًا أو انقضى. السجلات المقصورة على أشخاص بأسمائهم لا تظهر هنا، وتنتهي مثل غيرها.
access-retention-held = موقوف حذفه
access-retention-gone = ما مُحي
access-erased-when = متى
access-erased-why = بموجب أي قاعدة
access-erased-for = الطلب { $request }
access-erased-rows = الصفوف
access-erased-by = بواسطة
access-kept-case = ملف قضية
access-kept-entity = كيان
access-kept-dossier = تبادل
access-kept-check = تحقق
access-kept-protection-claim = طلب حماية
access-kept-subject-request = طلب
access-kept-second-act = إجراء
access-kept-count = { $n ->
    [one] سجل واحد
    [two] سجلان
    [few] { $n } سجلات
   *[other] { $n } سجلًا
}
access-kept-holds = { $n ->
    [one] إيقاف قانوني واحد
    [two] إيقافان قانونيان
    [few] { $n } إيقافات قانونية
   *[other] { $n } إيقافًا قانونيًا
}
access-kept-text-needed = { $n ->
    [one] اكتب شيئًا، حرفًا واحدًا على الأكثر.
    [two] اكتب شيئًا، حرفين على الأكثر.
    [few] اكتب شيئًا، { $n } أحرف على الأكثر.
   *[other] اكتب شيئًا، { $n } حرفًا على الأكثر.
}
access-need-open-dossier = { $n ->
    [one] طلب مفتوح واحد
    [two] طلبان مفتوحان
    [few] { $n } طلبات مفتوحة
   *[other] { $n } طلبًا مفتوحًا
}
access-need-untold-correction = { $n ->
    [one] تصحيح واحد لم يُبلَّغ متلقيه
    [two] تصحيحان لم يُبلَّغ متلقوهما
    [few] { $n } تصحيحات لم يُبلَّغ متلقوها
   *[other] { $n } تصحيحًا لم يُبلَّغ متلقوها
}
access-need-open-claim = { $n ->
    [one] طلب حماية لم ينته
    [two] طلبا حماية لم ينتهيا
    [few] { $n } طلبات حماية لم تنته
   *[other] { $n } طلب حماية لم تنته
}
access-need-open-request = { $n ->
    [one] طلب لم يُبت فيه
    [two] طلبان لم يُبت فيهما
    [few] { $n } طلبات لم يُبت فيها
   *[other] { $n } طلبًا لم يُبت فيها
}
access-need-held-check = { $n ->
    [one] تحقق واحد موقوف حذفه
    [two] تحققان موقوف حذفهما
    [few] { $n } تحققات موقوف حذفها
   *[other] { $n } تحققًا موقوف حذفها
}
access-need-held-dossier = { $n ->
    [one] تبادل واحد موقوف حذفه
    [two] تبادلان موقوف حذفهما
    [few] { $n } تبادلات موقوف حذفها
   *[other] { $n } تبادلًا موقوف حذفها
}

# المكتب: ما ينتظر ومن يتولاه والنوبات والإشعارات والمفاتيح.
access-work-nobody = لا أحد يتولاه
access-work-yours = أنت تتولاه
access-work-yours-until = أنت تتولاه حتى نهاية نوبتك { $when }
access-work-theirs = يتولاه { $who }
access-work-returned = عاد إلى المكتب: انتهت نوبة { $who } { $when }
access-work-given-back = عاد إلى المكتب: أعاده { $who } { $when }
access-work-escalated = رُفع إلى { $who } { $when }: لم يؤكد أحد استلامه
access-work-waits = مدة الانتظار
access-work-due = يستحق { $when }
access-work-late = متأخر { $span }
access-work-take = أتولاه
access-work-take-over = تولّيه بدلًا منه
access-work-over = على المكتب
access-work-itself = ما ينتظر
access-work-history = ما جرى له
access-work-no-history = لم يتولّه أحد بعد.
access-work-whose = من يتولاه
access-work-to = إسناده إلى
access-work-to-needed = اختر من يُسند إليه.
access-work-not-to = لا يمكن إسناده إلى هذا الشخص. اختر غيره.
access-work-nobody-above = لا أحد أعلى يمكنه توليه الآن. يسمّي مسؤول النظام نائب رئيس المكتب ورئيسه.
access-work-note = كلمة بشأنه
access-work-note-hint = لا يقرؤها إلا من يحق له الاطلاع على موضوعها، وتُمحى معه.
access-work-note-needed = اكتب شيئًا، { $n } حرفًا على الأكثر.
access-work-assign = إسناد
access-work-back = إعادته إلى المكتب
access-work-up = رفعه
access-work-seen = اطلعت عليه
access-work-only-note = كتابة الملاحظة فقط
access-work-by-node = العقدة
access-work-did-taken = تولاه { $who }
access-work-did-assigned = أسنده { $by } إلى { $who }
access-work-did-handed-over = تسلمه { $who } مع النوبة
access-work-did-escalated = لم يؤكد أحد استلامه في الوقت المحدد: رُفع إلى { $who }
access-work-did-escalated-to-nobody = لم يؤكد أحد استلامه في الوقت المحدد، ولم يكن أحد فوق المكتب
access-work-did-passed-up = رفعه { $by } إلى { $who }
access-work-did-given-back = أعاده { $by } إلى المكتب
access-work-did-returned = انتهت النوبة: عاد إلى المكتب
access-work-did-seen = اطلع عليه { $by }
access-work-did-noted = كتب { $by }
access-desk-due = المستحق بالترتيب
access-desk-meta = { $n } في الانتظار · لديك { $mine }
access-desk-hand-over = تسليم المكتب
access-desk-whose = لمن العمل المعروض
access-desk-all = الكل
access-desk-mine = ما لديّ
access-desk-free = ما لا يتولاه أحد
access-desk-nothing = لا شيء ينتظر هنا
access-desk-nothing-next = ما يرد يظهر هنا تلقائيًا، والأشد إلحاحًا أولًا.
access-desk-until = تنتهي نوبتك { $when }.
access-duty = النوبات
access-duty-what = من على المكتب ومن يليه
access-duty-now = في النوبة الآن
access-duty-nobody-now = لا أحد في النوبة وفق الجدول. تصل الإشعارات إلى من ليست لهم نوبات.
access-duty-coming = القادمة
access-duty-none-coming = لا نوبة مقررة.
access-duty-from-until = { $since } – { $until }
access-duty-add = إضافة نوبة
access-duty-person = من
access-duty-person-needed = اختر من.
access-duty-since = من
access-duty-since-hint = { $zone }؛ الآن إن تُرك فارغًا
access-duty-since-needed = حدد يومًا وساعة خلال الستين يومًا القادمة.
access-duty-taken = لهذا الشخص نوبة في ذلك الوقت، أو أن الجدول ممتلئ.
access-duty-take-out = حذفها
access-duty-heads = فوق المكتب
access-duty-heads-what = الإنذار الذي لا يؤكد أحد استلامه يُرفع إلى النائب بعد 15 دقيقة إن كانت حياة في خطر، وبعد ساعة في غير ذلك، ثم إلى الرئيس بعد المدة نفسها. وكلاهما يضع جدول النوبات.
access-duty-deputy = النائب
access-duty-head = رئيس المكتب
access-duty-nobody = لا أحد
access-duty-heads-save = حفظ
access-handover-what = يرى التالي كل ما هو مفتوح ويقبله. حتى ذلك الحين يبقى لك؛ وإن لم يقبل أحد عاد إلى المكتب عند انتهاء نوبتك.
access-handover-for-you = يسلّمك { $who } المكتب
access-handover-offered = عرضت المكتب على { $who }
access-handover-look = الاطلاع والقبول
access-handover-until-then = لا ينتقل شيء قبل القبول.
access-handover-yours = ما تتولاه
access-handover-nothing-yours = لا تتولى شيئًا الآن.
access-handover-open = ما لا يتولاه أحد: يبقى على المكتب
access-handover-next = من يليك
access-handover-to = التالي
access-handover-to-needed = اختر من يليك.
access-handover-offer = عرض المكتب
access-handover-pieces = ما يأتي معه
access-handover-empty = لا ينتقل شيء: المفتوح على المكتب.
access-handover-notes = ملاحظات
access-handover-decide = التسليم
access-handover-accept = قبول المكتب
access-handover-decline = ليس الآن
access-handover-take-back = سحب العرض
access-notices = الإشعارات
access-notices-what = يقول الإشعار إن شيئًا ينتظر على مكتبك ولا شيء غير ذلك، مهما كان. تأتي الإشعارات العادية كل ربع ساعة على الأكثر، أما الخطر على الحياة فيُبلَّغ فورًا ولو ليلًا.
access-notices-off = لا ترسل هذه العقدة إشعارات. يمكن لمسؤول النظام تفعيلها.
access-notice-text = Liaison: شيء ما ينتظر على مكتبك.
access-notice-address = عنوان البريد
access-notice-address-needed = أعط عنوان بريد واحدًا، { $n } حرفًا على الأكثر.
access-notice-quiet-from = هدوء من
access-notice-quiet-until = هدوء حتى
access-notice-no-quiet = بلا ساعات هدوء
access-notice-quiet-what = في ساعات الهدوء لا يُبلَّغ إلا بالخطر على الحياة.
access-notice-save = حفظ
access-notice-none = بلا إشعارات، مع نسيان العنوان والمتصفحات
access-notice-failed = تعذر إرسال آخر رسالة بريد. تحقق من العنوان.
access-browsers = إشعارات في المتصفح
access-browsers-what = المتصفح الذي تضيفه هنا يعرض الجملة نفسها، حتى عندما تكون صفحات النظام مغلقة. النقر عليها يفتح مكتبك.
access-browsers-learn = الإشعار نفسه فارغ. تعلم الجهة الصانعة للمتصفح أن هذه العقدة أيقظته، ومتى، وهل كان الأمر عاجلًا. لا تضف إلا متصفحات يجوز أن يرى الآخرون تلك الجملة على شاشتها.
access-browser-script = لإضافة متصفح يجب السماح بالبرامج النصية في هذه الصفحة، لأن المتصفح نفسه هو من يسألك.
access-browser-unable = لا يستقبل هذا المتصفح إشعارات.
access-browser-unable-what = إما أنه لا يستطيع، أو أن هذه الصفحة لم تصل عبر اتصال آمن. متصفحات أخرى تستطيع، والإشعارات بالبريد لا تحتاج إلى متصفح.
access-browser-denied = يرفض هذا المتصفح الإشعارات من هذه الصفحة.
access-browser-denied-what = اسمح بها لهذه الصفحة في إعدادات المتصفح ثم حاول مجددًا.
access-browser-unreachable = تعذر الوصول إلى خدمة الإشعارات الخاصة بهذا المتصفح.
access-browser-unreachable-what = لم يُضَف شيء. ربما لا تسمح الشبكة بها، أو أن المتصفح عطّلها كما في نافذة خاصة. حاول مجددًا أو اسأل مسؤول النظام.
access-browser-asking = جارٍ سؤال المتصفح وخدمته…
access-browser-here = هذا المتصفح موجود في القائمة.
access-browser-this = هذا المتصفح
access-browser-added = أُضيف في { $n }
access-browser-failed = لم يصل آخر إشعار: { $n }
access-browser-name = بماذا تسمي هذا المتصفح
access-browser-name-what = بهذا الاسم تعرفه في القائمة: غرفة المناوبة، هاتفي.
access-browser-name-needed = أعطِ المتصفح اسمًا، { $n } حرفًا على الأكثر.
access-browser-not-allowed = خدمة الإشعارات الخاصة بهذا المتصفح ليست من الخدمات التي تسمح بها هذه العقدة. يمكن لمسؤول النظام إضافتها.
access-browser-too-many = لديك { $n } متصفحات، وهو أقصى ما يُسمح به. أزل واحدًا أولًا.
access-browser-add = أضف هذا المتصفح
access-browser-remove = إزالة
access-keys = مفاتيح سريعة
access-keys-what = كل مفتاح ينقلك إلى مكان ولا يغيّر شيئًا. أما الصفحات التي يُحكم فيها بالمفاتيح فتذكر مفاتيحها
access-key-search = بحث
access-key-next = السطر التالي
access-key-previous = السطر السابق
access-key-open = فتح السطر
access-key-desk = المكتب
access-key-finder = بمن يُتصل
access-key-shift = النوبات
access-key-help = هذه الصفحة
access-work-count = { $n ->
    [one] أمر واحد
    [two] أمران
    [few] { $n } أمور
   *[other] { $n } أمرًا
}
access-desk-more = { $n ->
    [one] أمر آخر في الأسفل: ابدأ بما فوقه.
    [two] أمران آخران في الأسفل: ابدأ بما فوقهما.
    [few] { $n } أمور أخرى في الأسفل: ابدأ بما فوقها.
   *[other] { $n } أمرًا آخر في الأسفل: ابدأ بما فوقها.
}
access-handover-stay = { $n ->
    [one] أمر واحد غير متاح لك أو عولج؛ يبقى على المكتب.
    [two] أمران غير متاحين لك أو عولجا؛ يبقيان على المكتب.
    [few] { $n } أمور غير متاحة لك أو عولجت؛ تبقى على المكتب.
   *[other] { $n } أمرًا غير متاح لك أو عولج؛ يبقى على المكتب.
}

# الشخص الثاني على المكتب.
access-work-act-needed = اختر ما تفعله به.
access-work-second = طلبه { $who } ولا يمكنه تأكيده وحده
access-work-decide = البت فيه
