# طلبات الحماية.
protection-title = الحماية
protection-law = الحماية · البروتوكول، المادتان 16 و19(1)
protection-what = طلبات الحماية للأشخاص الذين صادفتهم سلطتكم. لا يصل أي شيء يعرّف بهم إلى الدول التي يُحمون منها.
protection-claims = طلبات الحماية
protection-claim = طلب الحماية
protection-none = لم يُسجَّل أي طلب
protection-none-next = يسجّل أي موظف طلبًا في صفحة الشخص ضمن ملف القضية، ثم يظهر هنا لتنظروا فيه.
protection-foot = لا يرى المحققون هذه القائمة ولا يعرفون من يرد فيها.
protection-col-due = الموعد
protection-col-person = الشخص
protection-col-state = حالة الطلب
protection-col-kept-from = محجوب عن
protection-col-recorded = سُجِّل
protection-col-changed = آخر تغيير
protection-col-when = متى
protection-col-who = من
protection-col-what = ماذا
protection-col-why = لماذا
protection-nothing-due = لا شيء
protection-due-screen = يُستمع إلى الشخص خلال 3 أيام من التسجيل
protection-due-review = يُراجَع بعد 30 يومًا
protection-late = متأخر { $by }
protection-no-name = لم يُسجَّل اسم
protection-not-known = غير معروفة
protection-kept-from-everyone = كل من هو خارج هذه العقدة
protection-kept-from-nobody = لا أحد
protection-state-unscreened = لم يُنظر فيه
protection-state-open = قيد النظر
protection-state-open-what = استُمع إلى الشخص ولا قرار نهائي بعد. يضيف دولًا محجوبة ولا يزيل أيًا منها.
protection-state-unscreened-what = لم يستمع أحد إلى الشخص بعد.
protection-state-granted = مُنحت الحماية
protection-state-granted-what = نهائي. تُحجب المعلومات عن الدول المذكورة أدناه، وإن لم تُذكر دولة فعن الجميع.
protection-state-refused-final = مرفوض نهائيًا
protection-state-refused-final-what = فقط إذا لم يكن هناك طعن قائم ولا ممكن. لا يعود هذا الطلب يحجب شيئًا.
protection-state-closed = مغلق
protection-state-closed-what = سُجِّل خطأً، أو سحبه الشخص بعد الاستماع إليه، أو انقضى. لا يعود هذا الطلب يحجب شيئًا.
protection-event-recorded = تسجيل
protection-event-recorded-again = تسجيل من جديد
protection-event-screened = نظر
protection-history = السجل الزمني
protection-beside = ما يساعد على القرار
protection-decide = النظر في الطلب
protection-decision = يصبح الطلب
protection-decide-now = تسجيل القرار
protection-decide-what = لا يتيح القيم لدولة كانت محجوبة عنها إلا قرار نهائي. والقيمة المشتركة مع شخص محمي آخر تبقى محجوبة، وما كان قد أُجيز للمطابقة يجب أن يُجاز من جديد.
protection-state-needed = اختاروا الحالة التي يصبح عليها الطلب.
protection-reason = السبب
protection-reason-hint = من قرر ومتى وعلى أي أساس. يُحفظ مع الطلب.
protection-reason-needed = سجّلوا سبب القرار.
protection-nationality = الجنسية
protection-nationality-hint = الدول بأسمائها أو برمز من حرفين، تفصل بينها فواصل. اتركوه فارغًا إن كنتم لا تعرفون: عندئذ لا يتلقى أحد خارج هذه العقدة أي شيء عن الشخص.
protection-feared = الدول التي يخشاها الشخص
protection-states-hint = بأسمائها أو برمز من حرفين، تفصل بينها فواصل.
protection-known-as = كيف تعرفون الشخص
protection-known-as-hint = اسم أو وصف يتيح لموظف الحماية العثور على الشخص.
protection-note = ملاحظة
protection-note-hint = لا يقرؤها إلا موظفو الحماية.
protection-record = تسجيل طلب حماية
protection-record-form = ما تعرفونه
protection-record-now = تسجيل
protection-then = ما يحدث بعد ذلك
protection-then-held = تُحجب فورًا كل القيم المتعلقة بهذا الشخص أينما وردت في هذه العقدة، ولا تدخل في أي مطابقة.
protection-then-officer = يستمع موظف حماية من سلطتكم إلى الشخص ويقرر.
protection-then-doubt = عند الشك، سجّلوا الطلب: فأنتم تغلقون بابًا يستطيع موظف الحماية فتحه من جديد.
protection-recorded = تم التسجيل
protection-recorded-held = القيم المتعلقة بهذا الشخص محجوبة.
protection-recorded-by = { $who }، { $when }
protection-back = العودة إلى الشخص
protection-only-persons = يتعلق طلب الحماية بشخص. افتحوا صفحة الشخص وسجّلوه هناك.
protection-no-state = لم يُتعرَّف على دولة: { $which }. اكتبوا اسمها أو رمزها المكون من حرفين.
protection-too-many-states = اذكروا { $n } دولة على الأكثر.
protection-too-long = { $n } حرفًا على الأكثر. اختصروا النص.
protection-panel = خطر على هذا الشخص
protection-panel-what = إذا كان هذا الشخص قد يتعرض لخطر من دولة ما، فسجّلوا ذلك. يحق ذلك لكل موظف.
protection-panel-go = تسجيل طلب
protection-all = كل الطلبات
protection-count = { $n ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $n } طلبات
    [many] { $n } طلبًا
   *[other] { $n } طلب
}
protection-history-count = { $n ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $n } قيود
    [many] { $n } قيدًا
   *[other] { $n } قيد
}
protection-act-release = إعادة فتح باب
protection-act-release-effect = يُبتّ في الطلب على هذا النحو. وقد يصل عندئذ ما يدل على الشخص إلى الدول التي كان محجوبًا عنها، بقدر ما تسمح به القواعد الأخرى.
protection-act-before = محجوب عن (الآن)
protection-act-after = محجوب عن (بعد ذلك)
# ما يُفتح من سجلّ، بموافقة الشخص أو بأمر محكمة (R-04).
protection-open-title = فتح جزء من هذا السجلّ
protection-open-what = لا يرى الموظفون أن هذا السجلّ موجود، إلا إذا وافق الشخص أو أمرت محكمة بذلك.
protection-open-to = لمن
protection-open-officer = موظف واحد
protection-open-officer-hint = اكتب أدناه الاسم الذي يدخل به.
protection-open-case = موظفو قضية واحدة
protection-open-case-hint = اكتب مرجعها أدناه. يُفتح لمن يجوز له فتح تلك القضية.
protection-open-to-needed = اختر لمن.
protection-open-to-case = القضية { $case }
protection-who = من، أو أي قضية
protection-nobody-named = لا يوجد في سلطتك موظف أو قضية بهذا الاسم.
protection-open-fields = ما يُفتح
protection-open-fields-hint = وجود السجلّ يُفتح في كل حال. علّم ما يلزم فقط.
protection-field-existence = وجود السجلّ
protection-field-state = أين وصل
protection-field-known-as = كيف يُعرف الشخص
protection-field-nationality = الجنسية
protection-field-feared = الدول التي يخشاها الشخص
protection-field-note = ملاحظة من سجّله
protection-until = حتى
protection-until-hint = اليوم الأخير، خلال سنة على الأكثر.
protection-until-needed = حدّد اليوم الأخير، خلال سنة على الأكثر.
protection-ground = الأساس
protection-ground-consent = وافق الشخص
protection-ground-order = أمرت به محكمة
protection-ground-needed = اختر الأساس.
protection-ground-part-needed = سجّل هذا الجزء من الأساس.
protection-ground-consent-words = وافق الشخص في { $day }، وأُعلم باللغة { $language } من { $who }
protection-ground-order-words = الأمر { $number } من { $court }، { $day } ({ $document })
protection-given = وافق في
protection-language = اللغة المستعملة
protection-language-hint = التي شُرح بها للشخص معنى الفتح.
protection-heard-by = أعلمه وسمعه
protection-number = رقم الأمر
protection-court = المحكمة
protection-dated = بتاريخ
protection-document = الوثيقة
protection-document-hint = أين يوجد الأمر.
protection-day-needed = حدّد اليوم؛ لا يجوز أن يكون في المستقبل.
protection-open-now = افتح
protection-open-leave = اتركه مغلقاً
protection-open-then = يرون ما تعلّمه، على مكتبهم وعلى صفحة الشخص، مع الأساس واليوم الأخير. كل اطّلاع يُسجَّل. يمكنك سحبه في أي وقت.
protection-open-others = لا يظهر شيء لأي أحد آخر، ولا يغادر منه شيء هذه العقدة.
protection-openings = مفتوح لآخرين
protection-openings-none = لم يُفتح شيء من هذا السجلّ لأحد.
protection-opening-state = الحالة
protection-opening-stands = مفتوح
protection-opening-ended = انتهى
protection-opening-taken-back = سُحب في { $when } من { $who }: { $why }
protection-take-back = سحب
protection-take-back-why = سبب السحب
protection-opened = مفتوح لك
protection-opened-person = الشخص
protection-opened-there-is = يوجد سجلّ حماية عن هذا الشخص.
protection-opened-foot = استعمله لما فُتح من أجله. لا يغادر هذه العقدة، وكل اطّلاع يُسجَّل.
# لمن ذهب شيء قبل الطلب (R-05).
protection-sent = لمن ذهب
protection-sent-what = خطوات سلطتك التي ذكرت رقماً أو وثيقة أو اسماً لهذا الشخص.
protection-sent-kept = محجوب الآن
protection-sent-other = غير محجوب
protection-sent-dossier = الملف والخطوة
protection-sent-none = لم يُعثر على شيء
protection-sent-none-next = لا تذكر أي خطوة من سلطتك قيمة أو اسماً لهذا الشخص. وما غادر البرنامج بطرق أخرى غير معروف هنا.
protection-sent-more = لم تُفحص الملفات الأقدم.
protection-sent-foot = اطلب من مكتب الملف استرداد ما وصل إلى دولة محجوبة؛ ولست ملزماً بذكر السبب. مطابقات الفحوص السابقة ليست في هذه القائمة.
# الإخطار القنصلي (R-06).
protection-consular = الإخطار القنصلي
protection-consular-law = اتفاقية فيينا للعلاقات القنصلية، المادة 36؛ البروتوكول 16(5)
protection-consular-steps = الخطوات المسجلة
protection-consular-none = لم يُسجَّل شيء
protection-consular-none-next = يُعلَم الشخص أولاً، دون تأخير، بلغة يفهمها.
protection-consular-informed = أُعلم الشخص
protection-consular-informed-words = أُعلم باللغة { $language } من { $who }
protection-consular-choice = ما اختاره الشخص
protection-consular-choice-yes = يريد إخطار القنصلية
protection-consular-choice-no = لا يريد إخطار القنصلية
protection-consular-choice-later = يقرر لاحقاً
protection-consular-choice-needed = اختر ما قاله الشخص.
protection-consular-notice = أُخطرت القنصلية
protection-consular-notice-words = أُخطرت قنصلية { $state }
protection-consular-state = دولة القنصلية
protection-consular-state-needed = سمِّ الدولة باسمها أو برمزها ذي الحرفين.
protection-consular-on = اليوم
protection-consular-day = اليوم قد حلّ، ولا يسبق الخطوة التي يتبعها.
protection-consular-record = سجّل
protection-consular-not-informed = سجّل أولاً أن الشخص أُعلم: متى وبأي لغة ومن أعلمه.
protection-consular-not-chosen = لم يختر الشخص إخطار القنصلية. اختياره هو الذي يقرر.
protection-consular-risk = خطر إن طُلب اللجوء
protection-consular-risk-what = القنصلية التي تُخطر تعلم أن الشخص هنا. وهذا الطلب يبعده عن: { $states }. تأكد أنه يعلم ذلك وما زال يريده.
protection-consular-rule = اختيار الشخص هو الذي يقرر، وله أن يغيّره. وما لم يقل نعم لا يُسجَّل أي إخطار.
protection-consular-outside = لا يخطر البرنامج أي قنصلية؛ هنا ما جرى فعله.
# الأرقام.
protection-figures-people-claimed-for = أشخاص طُلبت لهم الحماية
protection-figures-people-claimed-for-what = رقم واحد لسنة كاملة، ولا يُذكر أبدًا بحسب الدولة. ويُحصى كل شخص في قضية مرة واحدة.
protection-figures-people-claimed-for-people = أشخاص

# تشابه في النص الحر.
protection-near-title = يشبه ما هو محجوب
protection-near-under = ما كتبه شخص قريب من اسم أو رقم محجوب. أُوقف كما لو كان هو نفسه، ولم يُخبَر كاتبه بالسبب.
protection-near-none = لم يُكتب شيء مشابه
protection-near-none-next = عندما يكتب أحد اسمًا أو رقمًا قريبًا مما هو محجوب، وكان سيصل إلى دولة يُبعَد عنها، يظهر هنا.
protection-near-foot = لا يرى هذه القائمة إلا ضباط الحماية. يبقى ما تقرر فيها إلى أن ينتهي سجل الشخص أو القضية.
protection-near-one = هو نفسه أم شخص آخر؟
protection-near-one-under = قارنوا بينهما. ما دام لم يقرر أحد يبقى موقوفًا.
protection-near-beside = جنبًا إلى جنب
protection-near-passage = المكتوب
protection-near-held = المحجوب
protection-near-party = كان سيصل إلى
protection-near-why = وجه الشبه
protection-near-around = كما كُتب:
protection-near-where = إلى أين كان سيذهب
protection-near-state = الحالة
protection-near-state-open = ينتظر
protection-near-state-other = شخص آخر
protection-near-state-same = هو نفسه
protection-near-to = إلى
protection-near-door = عن طريق
protection-near-door-move = كلمات ملف تبادل
protection-near-door-statement = ملاحظة أو مصدر بجانب إفادة
protection-near-door-check = كلمات تحقق
protection-near-door-export = تصدير
protection-near-place = من
protection-near-case = القضية { $case }
protection-near-dossier = الملف { $dossier }
protection-near-no-case = من غير قضية
protection-near-not-told = ليس لكم أن تعرفوه: يأتي من قضية أو سلطة لا تقرأون كلماتها
protection-near-writers = كتبه
protection-near-decide = القرار
protection-near-decision = القرار
protection-near-decided = { $who }، { $when }: { $reason }
protection-near-needed = اختاروا واحدًا من الاثنين.
protection-near-to-other = شخص آخر
protection-near-to-other-what = شخص آخر أو رقم آخر. يجوز أن تخرج هذه الكلمات.
protection-near-to-same = هو نفسه
protection-near-to-same-what = يبقى موقوفًا. لا يُخبَر أحد.
protection-near-reason-hint = ما يميز بينهما أو يجعلهما واحدًا. لا يقرؤه إلا ضباط الحماية.
protection-near-spelling = حجب هذه الكلمات كصيغة أخرى للاسم
protection-near-spelling-what = فقط إن كان هو نفسه: عندئذ تُحجب في كل مكان كما يُحجب الاسم.
protection-near-scope = ما تسمحون به يسري على هذه الكلمات إزاء هذه القيمة المحجوبة، في هذه القضية، إلى هذه الدولة، ولا يسري على غير ذلك.
protection-near-own = أنتم كتبتموه. يقرر ضابط حماية آخر.
protection-near-is-spelling = هذه الكلمات محجوبة كصيغة لاسم الشخص. تبقى محجوبة معه.
protection-near-held-number = { $kind } { $number }
protection-near-kind-phone = هاتف
protection-near-kind-document-number = وثيقة
protection-near-kind-account = حساب
protection-near-kind-email = بريد إلكتروني
protection-near-kind-handle = حساب على الإنترنت
protection-near-slip = «{ $one }» يبعد صوتًا واحدًا عن «{ $other }».
protection-near-left-out = «{ $one }» من الاسم المحجوب غير مذكور.
protection-near-between = «{ $one }» يقع في الوسط.
protection-near-last-digits = ينتهي { $one } بالأرقام السبعة نفسها التي ينتهي بها { $other }.
protection-near-one-off = يختلف { $one } عن { $other } بحرف واحد.
protection-freed = يمكن إرساله الآن
protection-freed-line = ما كتبتموه في { $when } يمكن إرساله الآن. حاولوا مرة أخرى.

# على المكتب.
protection-work-claim = طلب حماية
protection-work-look = الاطلاع
protection-work-near-reach = كان سيصل إلى { $party }؛ كاتبه ينتظر
protection-near-count = { $n ->
    [zero] لا شيء ينتظر
    [one] واحد ينتظر
    [two] اثنان ينتظران
    [few] { $n } تنتظر
    [many] { $n } تنتظر
   *[other] { $n } تنتظر
}
