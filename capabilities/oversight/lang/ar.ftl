# السجل.
oversight-log = السجل
oversight-law = الرقابة · من رأى وأرسل ماذا، ولماذا
oversight-what = قيود سلطتكم والعقدة نفسها ونظرائها. وقراءتها تُسجَّل أيضًا.
oversight-entries = القيود
oversight-none = لم يُسجَّل شيء بعد
oversight-none-next = يظهر هنا كل اطلاع وكل عمل وكل رفض.
oversight-none-found = لا يوجد قيد كهذا
oversight-none-found-next = أزيلوا أحد الشروط أو اعرضوا الكل.
oversight-show-all = عرض الكل
oversight-find = عرض
oversight-any-action = أي عمل
oversight-object-id = معرّف السجل
oversight-object-hint = كما يظهر في عمود السجلات، أو عنوان صفحته.
oversight-col-when = متى
oversight-col-who = من
oversight-col-what = ماذا
oversight-col-object = السجل المعني
oversight-col-why = الغرض
oversight-col-outcome = النتيجة
oversight-col-note = ملاحظة
oversight-col-place = الموضع في السلسلة
oversight-done = تم
oversight-refused = رُفض
oversight-not-sealed = لم يُختم بعد
oversight-foot = يُختم القيد في السلسلة خلال ثانية تقريبًا. والأسماء هي التي كانت حينها.
oversight-verify = تحقق
oversight-verify-title = هل السجل سليم؟
oversight-back = العودة إلى السجل
oversight-again = تحقق من جديد
oversight-holds = السجل سليم.
oversight-holds-what = كل قيد يكمل ما قبله، وكل نص ما زال قائمًا هو الذي كُتب، وكل توقيع هو توقيع هذه العقدة.
oversight-chain = السلسلة
oversight-chained = مختومة
oversight-waiting = تنتظر الختم
oversight-erased = مُحي النص وبقي الإثبات
oversight-head = آخر رأس
oversight-no-head = لا يوجد بعد
oversight-what-now = ما العمل الآن
oversight-what-now-stop = لا تغيّروا شيئًا على الجهاز وأبلغوا المسؤول عن العقدة ومسؤول حماية البيانات. القيود السابقة ما زالت قائمة.
oversight-what-now-backup = قارنوا بنسخة احتياطية أو برأس سابق دُوِّن في مكان آخر.
oversight-beside = ما يثبته هذا
oversight-proves = ما يثبته هذا
oversight-proves-what = لم يغيّر أحد قيدًا ولم يُزله ولم يُدرجه منذ ختمه. دوّنوا آخر رأس في مكان آخر لإثبات ذلك لاحقًا.
oversight-proves-not = لا يثبت ما حدث في الثانية التي تسبق الختم، ولا أن من يملك مفتاح العقدة لم يصنع سلسلة جديدة بعد آخر توقيع شاهد.
oversight-actor-person = شخص
oversight-actor-operator = مشغّل محلي
oversight-actor-node = العقدة نفسها
oversight-actor-peer = نظير
oversight-purpose-investigation = التحقيق
oversight-purpose-prosecution = الملاحقة
oversight-purpose-prevention = الوقاية
oversight-purpose-protection = الحماية
oversight-purpose-administration = الإدارة
oversight-purpose-oversight = الرقابة
oversight-action-read = اطّلع على
oversight-action-search = بحث في
oversight-action-show-name = اطّلع على اسم طفل
oversight-action-list = سرد
oversight-action-import = أضاف إلى القضية
oversight-action-accept = أجاز للمطابقة
oversight-action-judge = سجّل تقديرًا
oversight-action-record-protection = سجّل طلب حماية
oversight-action-screen-protection = بتّ في طلب حماية
oversight-action-open-protection = فتح جزءًا من سجل حماية
oversight-action-assess-counterpart = قيّم دولة
oversight-action-hand-over = سلّم مناوبته
oversight-action-confirm-act = بتّ بصفته شخصًا ثانيًا
oversight-action-apply-correction = طبّق تصحيح المُرسِل
oversight-action-pass-correction = مرّر تصحيحًا
oversight-action-send-acknowledgement = أقرّ بتطبيق تصحيح
oversight-action-restrict = قرّر من يجوز له الاطلاع على قضية
oversight-action-open-integrity = فتح قضية نزاهة
oversight-action-check = تحقق لدى عقدة أخرى
oversight-action-match = شارك في المطابقة
oversight-action-publish-filter = نشر مرشّحًا
oversight-action-answer-check = أجاب عن تحقق
oversight-action-notify-hit = أبلغ عن تطابق
oversight-action-open-dossier = فتح مراسلة
oversight-action-move = اتخذ خطوة في مراسلة
oversight-action-send = أرسل
oversight-action-answer = أجاب
oversight-action-export = صدّر
oversight-action-print = طبع
oversight-action-send-receipt = أرسل إيصالًا
oversight-action-send-card = أرسل بطاقة العقدة
oversight-action-send-head = أرسل رأس سلسلة
oversight-action-send-prekeys = أرسل مفاتيح لمرة واحدة
oversight-action-ping = أعطى إشارة وجود
oversight-action-administer = أدار العقدة
oversight-action-trust-peer = غيّر الثقة بنظير
oversight-action-confirm-contact = أكّد نقطة اتصال
oversight-action-read-directory = اطّلع على الدليل
oversight-action-read-log = قرأ السجل
oversight-action-peer-deliver = سلّم مظروفًا
oversight-action-peer-card = تبادل البطاقات
oversight-action-peer-check = طلب تحققًا
oversight-action-peer-filter = جلب مرشّحًا
oversight-action-peer-notice = أرسل إشعارًا بتطابق
oversight-action-sign-in = سجّل الدخول
oversight-action-use-link = استخدم رابطًا لمرة واحدة
oversight-object-case = قضية
oversight-object-entity = كيان
oversight-object-statement = إفادة
oversight-object-selector = محدِّد
oversight-object-import = استيراد
oversight-object-check = تحقق
oversight-object-notice = إشعار
oversight-object-filter = مرشّح
oversight-object-dossier = مراسلة
oversight-object-dossier-news = ما فعله الطرف الآخر في مراسلة
oversight-object-dossier-overdue = مراسلة متأخرة
oversight-object-offered-files = ملفات معروضة
oversight-object-move = خطوة
oversight-object-envelope = مظروف
oversight-object-receipt = إيصال
oversight-object-card = بطاقة
oversight-object-contact = نقطة اتصال
oversight-object-directory = دليل
oversight-object-peer = نظير
oversight-object-peers = نظراء
oversight-object-person = شخص في العقدة
oversight-object-protection-claim = طلب حماية
oversight-object-log = السجل
oversight-object-node = عقدة
oversight-object-preview = معاينة
oversight-object-list = قائمة
oversight-count = { $n ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $n } قيود
    [many] { $n } قيدًا
   *[other] { $n } قيد
}
oversight-question = السؤال
oversight-ask-all = الكل
oversight-ask-record = من رأى هذا السجل؟
oversight-ask-person = علامَ اطّلع هذا الشخص؟
oversight-ask-left = ما الذي خرج من العقدة، وإلى من، وبأي قاعدة؟
oversight-ask-refused = ما الذي رُفض؟
oversight-counted-all = ماذا
oversight-counted-record = من
oversight-counted-person = ماذا
oversight-counted-left = إلى من
oversight-counted-refused = ماذا
oversight-lacks = سمّوا السجل أو الشخص أعلاه للحصول على جواب.
oversight-person = الشخص
oversight-anybody = أي شخص
oversight-to = أُرسل إلى
oversight-any-peer = أي عقدة
oversight-from = من يوم
oversight-until = إلى يوم
oversight-days-utc = تبدأ الأيام وتنتهي عند منتصف الليل بالتوقيت العالمي. واليومان مشمولان.
oversight-export = جدول للتنزيل
oversight-col-times = كم مرة
oversight-col-first = أول مرة
oversight-col-last = آخر مرة
oversight-col-rule = القاعدة
oversight-times = { $n ->
    [zero] ولا مرة
    [one] مرة واحدة
    [two] مرتان
    [few] { $n } مرات
    [many] { $n } مرة
   *[other] { $n } مرة
}
oversight-listed = { $n ->
    [zero] لا يسمّي سجلات
    [one] يسمّي سجلًا واحدًا
    [two] يسمّي سجلين
    [few] يسمّي { $n } سجلات
    [many] يسمّي { $n } سجلًا
   *[other] يسمّي { $n } سجل
}
oversight-left = خرج
oversight-breaks = السجل غير سليم.
oversight-breaks-where = ما لا يتفق
oversight-more-breaks = { $n ->
    [zero] لا شيء آخر
    [one] وواحد آخر لا يظهر.
    [two] واثنان آخران لا يظهران.
    [few] و{ $n } أخرى لا تظهر.
    [many] و{ $n } آخر لا تظهر.
   *[other] و{ $n } آخر لا تظهر.
}
oversight-col-entry = القيد
oversight-col-break = ما لا يتفق
oversight-why-missing-entry = قيد مفقود من السلسلة.
oversight-why-digest = لا يكمل القيد الذي قبله: غُيِّر أو أُدرج أو نُقل.
oversight-why-missing-text = اختفى نصه، ولا قيد يقول إنه مُحي.
oversight-why-text = غُيِّر نصه.
oversight-why-columns = غُيِّر ما يُبحث عنه به.
oversight-why-no-place = نصه قائم بلا موضع في السلسلة: أُزيل منها أو أُدرج.
oversight-why-signature = نقطة التحقق ليست توقيع هذه العقدة على هذا الرأس.
oversight-why-unsigned = نهاية السلسلة غير موقعة.
oversight-why-cut-off = وُقّعت نقطة تحقق على قيود أكثر مما هو موجود: قُطعت النهاية.
oversight-why-not-ours = ينتظر الختم ولم تكتبه هذه العقدة.
oversight-why-held-back = ينتظر مع أن قيودًا أحدث منه خُتمت.
oversight-no-place = لا موضع
oversight-witness-rewritten = وقّع هذا الشاهد هنا على رأس آخر: صُنعت السلسلة من جديد.
oversight-witness-cut-off = وقّع هذا الشاهد على قيود أكثر مما هو موجود: قُطعت النهاية.
oversight-witness-contradicted = يُظهر هذا الشاهد نقطة تحقق لهذه العقدة ليست في سجلها.
oversight-witness-refused = لا يوقّع هذا الشاهد مع أن نقطة تحققه الأخيرة في السجل. اسألوا عن السبب.
oversight-witness-forged = لم يوقّع هذا الشاهد جوابًا محفوظًا هنا على أنه جوابه.
oversight-counter-signed = توقيع الشهود
oversight-no-peer = لا عقدة أخرى موثوقة، فلا أحد يوقّع شاهدًا.
oversight-no-peer-next = لا يثبت السجل إلا بمفتاح هذه العقدة. دوّنوا آخر رأس في مكان آخر، باليد وبانتظام.
oversight-not-yet-signed = لم يوقّع شاهد بعد
oversight-old = أقدم من سبعة أيام
oversight-proves-witness = توقّع كل عقدة موثوقة شاهدةً على الرأس مرة كل ساعة. تعرف عدد القيود وبصمة، ولا شيء مما تقوله. والسلسلة المصنوعة من جديد لا تتفق مع ما وقّعته.
oversight-witnesses = الشهود
oversight-witnesses-what = العقد التي تشهد على هذا السجل، والتي تشهد هذه العقدة على سجلها.
oversight-witnesses-foot = لا تشهد العقدة إلا على ما يكمل ما شهدت عليه من قبل.
oversight-witness-count = { $n ->
    [zero] لا عقد
    [one] عقدة واحدة
    [two] عقدتان
    [few] { $n } عقد
    [many] { $n } عقدة
   *[other] { $n } عقدة
}
oversight-witness-agrees = موافق
oversight-witness-refuses = يرفض
oversight-nothing-yet = لا شيء بعد
oversight-col-node = العقدة
oversight-col-ours = سجلنا، بشهادتها
oversight-col-theirs = سجلها، بشهادتنا
oversight-alarms = تناقضات
oversight-alarm-count = { $n ->
    [zero] لا تناقضات
    [one] تناقض واحد
    [two] تناقضان
    [few] { $n } تناقضات
    [many] { $n } تناقضًا
   *[other] { $n } تناقض
}
oversight-alarm-open = مفتوح
oversight-alarm-settled = سُوّي
oversight-alarm-other-head = في سجلها عدد القيود نفسه ورأس آخر: غُيِّر فيه شيء.
oversight-alarm-shorter = في سجلها قيود أقل من قبل: قُطعت النهاية، أو استُعيدت العقدة من نسخة احتياطية.
oversight-alarm-rewritten = في سجلها رأس آخر عند الموضع الذي شهدنا عليه: صُنع من جديد.
oversight-alarm-not-continued = لا يسمّي سجلها آخر رأس شهدنا عليه.
oversight-alarm-held = { $n ->
    [zero] لم نشهد على قيد.
    [one] كنا قد شهدنا على قيد واحد.
    [two] كنا قد شهدنا على قيدين.
    [few] كنا قد شهدنا على { $n } قيود.
    [many] كنا قد شهدنا على { $n } قيدًا.
   *[other] كنا قد شهدنا على { $n } قيد.
}
oversight-alarm-again = { $n ->
    [zero] لم يتكرر.
    [one] تكرر مرة واحدة.
    [two] تكرر مرتين.
    [few] تكرر { $n } مرات.
    [many] تكرر { $n } مرة.
   *[other] تكرر { $n } مرة.
}
oversight-alarms-foot = تُحفظ نقطتا التحقق كما وقّعتهما العقدة الأخرى. اتصلوا بالمسؤول عنها وبمدققها قبل تسوية الإنذار.
oversight-settle-reason = ما تبيّن
oversight-settle-hint = مع من تحدثتم، وماذا قالوا. بعد ذلك تبدأ نقطة تحققها التالية من جديد.
oversight-settle = تسوية والبدء من جديد
oversight-reason-needed = قولوا ما تبيّن، في ألف حرف على الأكثر.
oversight-data-protection = حماية البيانات
oversight-data-protection-law = حقوق أصحاب البيانات · الاطلاع والتصحيح والمحو والاعتراض
oversight-data-protection-what = ما حان موعده في الأقسام، وما يطلبه أصحاب البيانات.
oversight-requests = طلبات أصحاب البيانات
oversight-request-count = { $n ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $n } طلبات
    [many] { $n } طلبًا
   *[other] { $n } طلب
}
oversight-no-request = لم يطلب أحد شيئًا بعد
oversight-no-request-next = سجّلوا الطلب يوم وصوله، أيًّا كان شكله.
oversight-requests-foot = يشفّر البرنامج الأسماء ووسائل الاتصال والأقوال. ومجرد أن أحدًا طلب أمر سري.
oversight-record-request = تسجيل طلب
oversight-col-reference = المرجع
oversight-col-subject = من يطلب
oversight-col-asks = يطلب
oversight-col-received = وصل في
oversight-col-due = الموعد
oversight-col-state = الحالة
oversight-contact = كيف يُتصل به
oversight-words = ما يطلبه، بكلماته
oversight-request-access = الاطلاع
oversight-request-correction = التصحيح
oversight-request-deletion = المحو
oversight-request-objection = الاعتراض
oversight-open = مفتوح
oversight-decided = بُتّ فيه
oversight-late = متأخر { $by }
oversight-time = مهلة الجواب
oversight-time-unset = لم تُحدد مهلة، فلا موعد لشيء. حددوها كما ينص قانونكم.
oversight-time-set = للطلبات التي تُسجَّل من الآن هذه المهلة. وتبقى لما قبلها مهلته.
oversight-days = الأيام
oversight-days-needed = أدخلوا عددًا صحيحًا من الأيام من 1 إلى { $n }.
oversight-source = أين ورد ذلك
oversight-source-hint = القانون والمادة والصيغة.
oversight-set-time = تحديد
oversight-field-needed = املؤوا هذا الحقل.
oversight-field-long = { $n ->
    [zero] لا حروف.
    [one] حرف واحد على الأكثر.
    [two] حرفان على الأكثر.
    [few] { $n } حروف على الأكثر.
    [many] { $n } حرفًا على الأكثر.
   *[other] { $n } حرف على الأكثر.
}
oversight-received-needed = أدخلوا يوم الوصول، ولا يكون بعد اليوم.
oversight-recorded = سُجّل
oversight-steps = ما جرى
oversight-step-count = { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتان
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}
oversight-no-step = لا شيء بعد
oversight-no-step-next = ابدؤوا بالتثبت من هوية الطالب.
oversight-next-step = الخطوة التالية
oversight-add-step = تسجيل
oversight-step-what = بالكلمات
oversight-step-hint = كيف جرى التثبت من الهوية، أو ما عُمل، أو القرار وسببه.
oversight-identity-first = سجّلوا أولًا أنه تم التثبت من هوية الطالب.
oversight-step-identity-confirmed = ثبتت الهوية
oversight-step-identity-failed = لم تثبت الهوية
oversight-step-done = عُمل شيء
oversight-step-granted = القرار: قُبل
oversight-step-granted-in-part = القرار: قُبل جزئيًا
oversight-step-refused = القرار: رُفض
oversight-step-withdrawn = سحبه صاحبه
oversight-action-send-checkpoint = أرسل نقطة تحقق من السجل
oversight-action-counter-sign = أجاب عن نقطة تحقق
oversight-action-export-log = صدّر السجل
oversight-action-keep-requests = عمل على طلبات أصحاب البيانات
oversight-action-erase-log-text = محا نص قيد
oversight-object-log-entry = قيد في السجل
oversight-object-checkpoint = نقطة تحقق
oversight-object-counter-signature = توقيع شاهد
oversight-object-witness-alarm = تناقض شاهد
oversight-object-subject-request = طلب صاحب بيانات
oversight-action-review-retention = راجع تاريخ انتهاء
oversight-action-hold-record = وضع إيقافًا قانونيًا أو رفعه
oversight-action-erase-record = محا سجلًا
oversight-action-keep-retention = أشرف على تواريخ الانتهاء
oversight-object-retention = قواعد الحفظ
oversight-object-second-act = إجراء شخصين
oversight-erase = محو سجل لهذا الطلب
oversight-erase-what = كيان بكل ما قيل عنه، أو سجل كامل. ولا رجعة فيه. ولا يُسترد به ما أُرسل من نسخ: اطلب من موظف سحبها أولًا.
oversight-erase-why = ما تقرر وسببه
oversight-erase-held = لم يُمح. إنه موقوف: { $why }.
oversight-erase-not-here = لا يوجد سجل بهذا الرقم يمكنك محوه.
oversight-rules = قواعد الحفظ
oversight-rules-what = كل قاعدة تحدد تاريخ انتهاء كل سجل يخضع لها.
oversight-rules-foot = أي تغيير يعطي كل سجل تحت القاعدة تاريخه الجديد فورًا، إلا ما حدد أحد تاريخه. والرسائل المفصولة والإجراءات والبصمات تخص العقدة وتتبع سلطتها الأولى.
oversight-rule-set = تحديد قاعدة
oversight-rule-long = المدة
oversight-rule-from = ابتداءً من
oversight-rule-unset = غير محددة
oversight-end-now = محو ما انقضت مدته الآن
oversight-end-now-what = يتم ذلك تلقائيًا كل ساعة. وما هو موقوف يبقى.
oversight-rule-days = { $n ->
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
   *[other] { $n } يومًا
}
# الأرقام.
oversight-figures = الأرقام
oversight-figures-law = إحصاءات · ما قامت به هذه السلطة، بلا أي شخص فيها
oversight-figures-what = يُحصى كل ربع وكل سنة مرة واحدة بعد انتهائه. الأوقات بالتوقيت العالمي.
oversight-figures-none = لا أرقام بعد
oversight-figures-none-next = تُحصي العقدة الربع خلال ساعة من انتهائه. عودوا حينئذ.
oversight-figures-open = فتح القائمة
oversight-figures-col-cell = ماذا
oversight-figures-col-count = كم
oversight-figures-persons = أشخاص
oversight-figures-acts = أعمال
oversight-figures-below = أقل من { $n } أو لا شيء
oversight-figures-band = من { $from } إلى { $to }
oversight-figures-quarter = الربع { $quarter } من سنة { $year }
oversight-figures-year = سنة { $year }
oversight-figures-beside = النشر والفترات وما تقوله الأرقام
oversight-figures-counted = أُحصيت
oversight-figures-digest = البصمة
oversight-figures-release = طلب نشر هذه الأرقام
oversight-figures-release-what = تصبح علنية وتبقى كما هي. ويؤكد ذلك مسؤول حماية البيانات بصفته الشخص الثاني.
oversight-figures-waits = طلب أحدهم ذلك، وهو ينتظر مسؤول حماية البيانات.
oversight-figures-released-before = نُشرت هذه الأرقام من قبل.
oversight-figures-released = منشورة
oversight-figures-unreleased = غير منشورة
oversight-figures-csv = جدول (CSV)
oversight-figures-json = مستند (JSON)
oversight-figures-periods = الفترات
oversight-figures-period-count = { $n ->
    [zero] لا فترات
    [one] فترة واحدة
    [two] فترتان
    [few] { $n } فترات
    [many] { $n } فترة
   *[other] { $n } فترة
}
oversight-figures-promise = ما تقوله هذه الأرقام
oversight-figures-promise-bands = يقوم كل رقم بنفسه في فئة من خمسة. ويُذكر الرقم الصغير كما لو لم يكن شيء. لا مجموع: فمن المجموع يمكن حساب رقم صغير.
oversight-figures-promise-once = يُحصى كل عمل في جدول واحد من فترة واحدة. ولا تُحصى الفترة مرة ثانية، فلا يمكن طرح شيء من شيء.
oversight-figures-promise-kept = لا تُحصى قضايا النزاهة ولا قضايا الحماية ولا القضايا المقصورة على أشخاص معيّنين أو المحجوبة عن أحد، ولا ما يتعلق بها.
oversight-figures-promise-not = من يعرف كل أعمال رقم ما إلا واحدًا يستطيع أن يعرف هل كان هناك عمل آخر، حيث ينقل الرقم إلى الفئة التالية. وقد تنشر سلطات أخرى الأعمال نفسها من جانبها.
oversight-figures-subject-requests = طلبات أصحاب البيانات
oversight-figures-subject-requests-what = الطلبات التي سُجلت في السنة بحسب ما طُلب.
oversight-figures-subject-requests-access = ما يُحفظ عنهم
oversight-figures-subject-requests-correction = تصحيح
oversight-figures-subject-requests-deletion = حذف
oversight-figures-subject-requests-objection = اعتراض
oversight-act-release = نشر الأرقام: { $period }
oversight-act-release-effect = تصبح الجداول علنية كما تظهر في صفحة الأرقام، ولا تتغير بعد ذلك.
oversight-action-read-figures = اطّلع على الأرقام
oversight-action-release-figures = نشر الأرقام
oversight-object-figures = أرقام

# أين استُند إلى تقييم.
oversight-relied = أين استُند إلى تقييم
oversight-relied-title = ما ذهب إلى { $state } استنادًا إلى تقييمها
oversight-relied-what = كل ملف وتحقق ورسالة سمحت البوابة بخروجها إلى هذه الدولة يستند إلى تقييم لها، والسجل يسمّيه.
oversight-relied-assessment = التقييم
oversight-relied-count = { $n ->
    [zero] لا إرسال
    [one] إرسال واحد
    [two] إرسالان
    [few] { $n } إرسالات
    [many] { $n } إرسالًا
   *[other] { $n } إرسال
}
oversight-relied-none = لم يذهب إليها شيء استنادًا إلى تقييم
oversight-relied-none-next = عندما يُرسل شيء إلى عقدة في هذه الدولة يظهر هنا مع التقييم الذي استند إليه.
oversight-relied-when = متى
oversight-relied-who = من
oversight-relied-kind = ماذا
oversight-relied-record = السجل المعني
oversight-relied-to = إلى
oversight-relied-under = التقييم
oversight-relied-version = { $reference }، سُجِّل في { $day }
oversight-relied-foot = يظهر أحدث { $n }؛ وفي الملف كل ما يحفظه السجل من أحدث القيود من كل نوع.
oversight-object-child-name = اسم طفل
oversight-object-child-duty = ما يجب لطفل
oversight-object-node-keys = مفاتيح العقدة
oversight-object-near-miss = كلمات تشبه قيمة محجوبة
oversight-object-freed-text = كلمات يمكن إرسالها
oversight-object-check-words = كلمات تحقق
oversight-object-authority = سلطة
oversight-object-assessment = تقييم دولة
oversight-object-shift = مناوبة
oversight-object-protection-opening = إتاحة من سجل حماية
oversight-object-acknowledgement = إقرار بتصحيح
oversight-action-courier = نقل ملفات بالبريد
oversight-object-courier-file = ملف بريد
oversight-object-test-call = مكالمة اختبار
oversight-object-authority-entry = قيد سلطة

oversight-action-save = حفظ ملفًا
oversight-action-send-parts = أرسل أجزاء من ملف أو رسالة بمفتاح جديد
oversight-object-attachment = مرفق
oversight-object-hub = مركز
oversight-object-hub-alarm = إنذار بشأن مركز
oversight-object-hub-statement = بيان في سجل مركز
oversight-object-kept-authority = قيد جهة بلا عقدة
oversight-object-letter = رسالة
oversight-object-mailbox = صندوق بريد
oversight-object-network = شبكة
oversight-object-prekeys = مفاتيح الاستعمال الواحد
oversight-object-transcribed-move = إجراء مُدخل من رسالة
oversight-action-read-conference = اطّلع على سجل المؤتمر
oversight-action-keep-conference = حفظ سجل المؤتمر
oversight-action-serve-conference = خدم المؤتمر بصفته أمانته
oversight-action-submit = سلّم شيئًا إلى الأمانة
oversight-action-follow-up = تابع توصية نيابة عن الدولة
oversight-action-export-conference = كتب تقريرًا في ملف
oversight-action-send-conference = أرسل إلى عقد أخرى ما يُنشر عن المؤتمر
oversight-object-conference = سجل المؤتمر
oversight-object-report = تقرير اجتماع
oversight-object-recommendation = توصية
oversight-object-session = دورة
oversight-object-submission = بيان مقدَّم
oversight-object-call = دعوة إلى تقديم مساهمات
oversight-object-topic = موضوع مقترح
oversight-object-follow-up-action = إجراء يتابع توصية
oversight-object-exhibit = قطعة إثبات
oversight-object-case-note = ملاحظة في قضية
oversight-object-case-task = مهمة في قضية
oversight-object-case-offence = جريمة تُبحث في قضية
