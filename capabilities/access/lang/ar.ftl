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
