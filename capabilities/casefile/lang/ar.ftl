# ملفات القضايا.
casefile-room = القضايا
casefile-cases = القضايا
casefile-cases-what = ملفات قضايا سلطتكم.
casefile-count-cases = { $n ->
    [zero] لا قضايا
    [one] قضية واحدة
    [two] قضيتان
    [few] { $n } قضايا
    [many] { $n } قضية
   *[other] { $n } قضية
}
casefile-find-case = ابحث عن قضية بالمرجع أو العنوان
casefile-new-case = قضية جديدة
casefile-new-case-what = يجمع ملف القضية ما تعرفونه، إفادةً إفادة، ولكل منها مصدرها.
casefile-no-case = لا توجد قضية بعد
casefile-no-case-next = افتحوا الأولى ثم أضيفوا إليها المواد.
casefile-no-case-yours = لا توجد قضية من قضايا سلطتكم متاحة لكم. راجعوا المحقق المسؤول عنها.
casefile-no-case-found = لا توجد قضية كهذه
casefile-no-case-found-next = جرّبوا جزءًا من المرجع أو من العنوان.
casefile-all-cases = عرض كل القضايا
casefile-col-case = القضية
casefile-col-opened = فُتحت
casefile-col-records = السجلات
casefile-reference = المرجع
casefile-reference-hint = رقم القضية لدى سلطتكم، مثل AG-114 أو 12/2026.
casefile-reference-wrong = المرجع من حرف واحد إلى 64 حرفًا، بلا شرطة مائلة عكسية.
casefile-reference-taken = هذا المرجع لقضية أخرى. اختاروا غيره أو افتحوا تلك القضية.
casefile-title = العنوان
casefile-title-hint = موضوع القضية في بضع كلمات.
casefile-summary = الملخص
casefile-summary-hint = الوقائع حتى الآن. الأرقام المؤقتة تبقى مؤقتة.
casefile-too-long = النص طويل جدًا. اختصروه.
casefile-compartment = الحيّز
casefile-compartment-operational = العمل على القضايا
casefile-compartment-operational-what = المحققون والمدّعون العامون في سلطتكم.
casefile-compartment-protection = الحماية
casefile-compartment-protection-what = أشخاص يتلقون الحماية أو المساعدة. لا يراه إلا موظفو الحماية ولا يخرج منه شيء.
casefile-compartment-integrity = النزاهة
casefile-compartment-integrity-what = قضايا تمسّ موظفين عموميين. لا يراها إلا من عُيّن لها.
casefile-open-it = فتح القضية
casefile-cancel = إلغاء
casefile-then = ما يلي ذلك
casefile-then-what = أضيفوا المواد: مستخرجات هاتف أو تقريرًا أو قائمة أو جدولًا. ترون ما جرى التعرّف عليه قبل أخذ أي شيء.

casefile-over = القضية { $reference } · فُتحت في { $day }
casefile-purpose-investigation = تحقيق
casefile-purpose-prosecution = ملاحقة قضائية
casefile-purpose-protection = حماية
casefile-add-material = إضافة مواد
casefile-check = تحقّق
casefile-new-request = طلب جديد
casefile-find-in-case = ابحث في هذه القضية
casefile-kinds = أنواع السجلات
casefile-all-kinds = الكل
casefile-records = السجلات
casefile-empty = لا شيء في هذه القضية بعد
casefile-empty-next = أضيفوا مستخرجات هاتف أو تقريرًا أو قائمة أو جدولًا. ترون ما جرى التعرّف عليه قبل أخذ أي شيء.
casefile-empty-yours = من يقود القضية يضيف إليها المواد.
casefile-nothing-found = لا شيء كهذا في القضية
casefile-nothing-found-next = جرّبوا كتابة أخرى أو رقمًا أو كل أنواع السجلات.
casefile-show-all = عرض الكل
casefile-beside = إلى جانب القضية
casefile-values = القيم
casefile-look-through = اعتماد القيم
casefile-values-waiting = تنتظركم
casefile-values-cleared = مجازة للتحقّق
casefile-values-held = ليست للمطابقة
casefile-values-why = لا يدخل رقم أو وثيقة في التحقّق إلا بعد أن يربطه موظف بدور في جريمة ويسجّل السند.
casefile-material = المواد
casefile-open = فتح
casefile-open-named = فتح { $name }
casefile-nothing-to-see = لا شيء هنا متاح لكم.
casefile-more-statements = { $n ->
    [zero] لا إفادات أخرى
    [one] إفادة أخرى
    [two] إفادتان أخريان
    [few] { $n } إفادات أخرى
    [many] { $n } إفادة أخرى
   *[other] { $n } إفادة أخرى
}
casefile-count-statements = { $n ->
    [zero] لا إفادات
    [one] إفادة واحدة
    [two] إفادتان
    [few] { $n } إفادات
    [many] { $n } إفادة
   *[other] { $n } إفادة
}
casefile-count-sources = { $n ->
    [zero] لا مصادر
    [one] مصدر واحد
    [two] مصدران
    [few] { $n } مصادر
    [many] { $n } مصدرًا
   *[other] { $n } مصدر
}
casefile-count-not-taken = لم يؤخذ { $n }
casefile-count-values = { $n ->
    [zero] لا قيم
    [one] قيمة واحدة
    [two] قيمتان
    [few] { $n } قيم
    [many] { $n } قيمة
   *[other] { $n } قيمة
}
casefile-count-lines = { $n ->
    [zero] لا أسطر
    [one] سطر واحد
    [two] سطران
    [few] { $n } أسطر
    [many] { $n } سطرًا
   *[other] { $n } سطر
}
casefile-count-hits = { $n ->
    [zero] لا سجلات
    [one] سجل واحد
    [two] سجلان
    [few] { $n } سجلات
    [many] { $n } سجلًا
   *[other] { $n } سجل
}

casefile-col-what = الموضوع
casefile-col-says = الإفادة
casefile-col-source = المصدر
casefile-col-grade = التقييم
casefile-col-handling = شروط الاستعمال
casefile-unnamed = غير متاح لكم
casefile-unnamed-kind = { $kind } بلا اسم
casefile-source-move = ورد، الإجراء { $n }
casefile-state-held = ليست للمطابقة
casefile-state-cleared = مجازة
casefile-state-waiting = تنتظر
casefile-state-retracted = مسحوبة

casefile-entity-over = { $kind } · القضية { $reference }
casefile-to-case = إلى القضية
casefile-said = ما أُفيد به
casefile-taken-back = إفادات مسحوبة
casefile-take-back = سحب إفادة
casefile-take-back-what = لا تُحذف إفادة أبدًا. تبقى مع من سحبها ومتى ولماذا، ولا يُعتدّ بها بعد ذلك.
casefile-take-it-back = سحبها
casefile-why = السبب
casefile-why-needed = اذكروا السبب.
casefile-say-more = إضافة إفادة
casefile-value-hint = كما ورد في المصدر، بخطّه.
casefile-value-needed = اذكروا ما يقوله المصدر.
casefile-source-hint = من أو ما يقول ذلك، مثل «الشاهد W-2».
casefile-source-needed = لكل إفادة مصدر. سمّوه.
casefile-property-needed = اختاروا موضوع الإفادة.
casefile-place = الموضع في المصدر
casefile-grade-hint = موثوقية المصدر والمعلومة كما قُيّمت.
casefile-grade-none = بلا تقييم
casefile-add = إضافة
casefile-record-role = تسجيل دور
casefile-role-hint = قيم المهاجر أو الشاهد أو الضحية أو القريب أو المحامي أو المنقذ أو المفقود تُستبعد فورًا من كل تحقّق حيثما وردت.
casefile-record = تسجيل
casefile-handling-H0 = H0: لمنع الجريمة ومكافحتها فقط
casefile-handling-H1 = H1: لا تُستعمل أمام القضاء بلا إذن
casefile-handling-H2 = H2: لا تُنقل بلا إذن
casefile-handling-H3 = H3: قيود أخرى، تُقرأ أولًا
casefile-restriction-not-in-court-without-consent = لا تُستعمل أمام القضاء بلا موافقة
casefile-restriction-named-recipients-only = للمتلقين المسمَّين فقط

casefile-clear = إجازة قيم للتحقّق
casefile-clear-over = القضية { $reference }
casefile-clear-what = لا يدخل شيء في تحقّق قبل أن ينظر فيه موظف.
casefile-clear-learn = ما سيعرفونه
casefile-clear-learn-text = لا تعرف سلطة أخرى بقيمة مجازة إلا إذا كانت لديها القيمة نفسها: نوع القيمة وقوتها وبمن يُتصل. لا شيء غير ذلك.
casefile-cleared-now = { $n ->
    [zero] لم تُجز أي قيمة للتحقّق.
    [one] أُجيزت قيمة واحدة للتحقّق.
    [two] أُجيزت قيمتان للتحقّق.
    [few] أُجيزت { $n } قيم للتحقّق.
    [many] أُجيزت { $n } قيمة للتحقّق.
   *[other] أُجيزت { $n } قيمة للتحقّق.
} { $held ->
    [zero] لم تُستبعد أي قيمة.
    [one] استُبعدت قيمة واحدة: ليست للمطابقة.
    [two] استُبعدت قيمتان: ليستا للمطابقة.
    [few] استُبعدت { $held } قيم: ليست للمطابقة.
    [many] استُبعدت { $held } قيمة: ليست للمطابقة.
   *[other] استُبعدت { $held } قيمة: ليست للمطابقة.
}
casefile-revoked-now = { $n ->
    [zero] لم تُسحب إجازة أي قيمة.
    [one] قيمة واحدة لم تعد تدخل في التحقّق.
    [two] قيمتان لم تعودا تدخلان في التحقّق.
    [few] { $n } قيم لم تعد تدخل في التحقّق.
    [many] { $n } قيمة لم تعد تدخل في التحقّق.
   *[other] { $n } قيمة لم تعد تدخل في التحقّق.
}
casefile-narrow = القيم المعروضة
casefile-no-values-here = لا شيء من هذه
casefile-no-values-here-next = انظروا إلى الأخرى أعلاه.
casefile-no-values = لا قيم في هذه القضية بعد
casefile-no-values-next = يجري التعرّف على الهواتف والوثائق والسفن والحسابات والمعرّفات عند إضافة المواد.
casefile-col-tick = تحديد
casefile-col-value = القيمة
casefile-col-of = لـ
casefile-col-cleared = الدور والسند
casefile-weak = ضعيفة: قد تكون صدفة
casefile-values-foot = القيم التي ليست للمطابقة تبقى خارج كل تحقّق. ولا يُعرض السبب هنا.
casefile-which = أي القيم
casefile-which-ticked = المحدَّدة
casefile-which-kinds = { $n ->
    [zero] كل ما ينتظر من هذه الأنواع (لا شيء)
    [one] كل ما ينتظر من هذه الأنواع (واحدة)
    [two] كل ما ينتظر من هذه الأنواع (اثنتان)
    [few] كل ما ينتظر من هذه الأنواع ({ $n } في المجموع)
    [many] كل ما ينتظر من هذه الأنواع ({ $n } في المجموع)
   *[other] كل ما ينتظر من هذه الأنواع ({ $n } في المجموع)
}
casefile-which-of = الأنواع
casefile-choose = اختاروا…
casefile-offence-role = الدور في الجريمة
casefile-offence-role-hint = ما يربط هذه القيم بجريمة مسجّلة. قيم غيرهم تبقى خارجًا.
casefile-offence-role-needed = اختاروا الدور الذي يربط هذه القيم بالجريمة.
casefile-basis = السند القانوني للجمع
casefile-basis-hint = مثلًا: أمر الحجز 12/26 من محكمة أغاديز؛ أو القائمة المنشورة وتاريخها.
casefile-basis-needed = سجّلوا السند القانوني في 500 حرف على الأكثر.
casefile-kinds-needed = اختاروا نوعًا واحدًا على الأقل.
casefile-ticks-needed = حدّدوا قيمة واحدة على الأقل، أو اختاروا أنواعًا.
casefile-clear-them = إجازتها
casefile-revoke-them = سحب الإجازة

casefile-search = البحث
casefile-search-what = أسماء بأي خط وأرقام بأي شكل وكلمات مما قيل، في كل القضايا المتاحة لكم.
casefile-search-for = اسم، رقم، وثيقة…
casefile-search-empty = عمّ تبحثون؟
casefile-search-empty-next = اسم بأي خط أو تهجئة، رقم هاتف، وثيقة، لوحة، حساب، أو كلمات مما قاله أحدهم.
casefile-search-none = لم يُعثر على شيء
casefile-search-none-next = ليس هذا دليلًا على عدم الوجود: قد يكون لدى سلطات أخرى. التحقّق يسألها دون عرض ملفكم.
casefile-col-record = السجل
casefile-col-because = لأن

casefile-import-over = القضية { $reference } · أُخذ في { $when }
casefile-not-taken = لم يؤخذ
casefile-taken = أُخذ
casefile-all-taken = أُخذ كل شيء
casefile-all-taken-next = لم يُترك أي سطر من هذا الملف.
casefile-col-place = الموضع
casefile-col-reason = السبب
casefile-col-stood = ما كان هناك
casefile-statements = الإفادات
casefile-format = الصيغة
casefile-digest = بصمة SHA-256
casefile-reason-unknown-link = يشير إلى شيء ليس في الملف.
casefile-reason-empty = لا شيء هناك.
casefile-reason-cannot-stand = لا يمكن أن يبقى كما هو.
casefile-reason-nothing-said = لم يبق من هذا السجل شيء.
casefile-reason-other = لم يُتعرَّف عليه.

casefile-kind-person = شخص
casefile-kind-organisation = منظمة
casefile-kind-phone = هاتف
casefile-kind-online-account = حساب على الإنترنت
casefile-kind-travel-document = وثيقة
casefile-kind-vessel = سفينة
casefile-kind-vehicle = مركبة
casefile-kind-bank-account = حساب مصرفي
casefile-kind-place = مكان
casefile-kind-event = حدث
casefile-kind-device = جهاز
casefile-kind-sim-card = شريحة هاتف

casefile-property-name = الاسم
casefile-property-alias = يُدعى أيضًا
casefile-property-weak-alias = يُدعى أيضًا (ضعيف)
casefile-property-birth-date = تاريخ الميلاد
casefile-property-birth-place = مكان الميلاد
casefile-property-gender = الجنس
casefile-property-nationality = الجنسية
casefile-property-parent-name = اسم أحد الوالدين
casefile-property-title = اللقب
casefile-property-phone = هاتف
casefile-property-email = بريد إلكتروني
casefile-property-handle = معرّف
casefile-property-website = موقع
casefile-property-document-kind = نوع الوثيقة
casefile-property-document-number = رقم الوثيقة
casefile-property-document-issuer = جهة الإصدار
casefile-property-issued-on = تاريخ الإصدار
casefile-property-expires-on = تاريخ الانتهاء
casefile-property-registration-number = رقم التسجيل
casefile-property-imo = رقم المنظمة البحرية الدولية
casefile-property-mmsi = رقم MMSI
casefile-property-call-sign = نداء الاتصال
casefile-property-flag = العلم
casefile-property-craft-type = النوع
casefile-property-plate = اللوحة
casefile-property-account-number = رقم الحساب
casefile-property-bank = المصرف
casefile-property-address = العنوان
casefile-property-country = البلد
casefile-property-date = التاريخ
casefile-property-reference = المرجع
casefile-property-programme = القائمة
casefile-property-listed-on = أُدرج في
casefile-property-remark = ملاحظة
casefile-property-holds-document = يحمل
casefile-property-uses = يستعمل
casefile-property-owns = يملك
casefile-property-associated-with = مرتبط بـ
casefile-property-present-at = كان حاضرًا في
casefile-property-no-longer-listed = لم يعد مدرجا
casefile-property-event-kind = نوع الحدث
casefile-property-until = حتى
casefile-property-duration = المدة بالثواني
casefile-property-content = نص الرسالة
casefile-property-amount = المبلغ
casefile-property-coordinates = الإحداثيات
casefile-property-imei = رقم الجهاز (IMEI)
casefile-property-imsi = رقم المشترك (IMSI)
casefile-property-iccid = رقم الشريحة (ICCID)
casefile-property-model = الصانع والطراز
casefile-property-from = من
casefile-property-to = إلى
casefile-property-located-at = في المكان
casefile-property-same-as = هو نفسه
casefile-property-role = الدور

casefile-role-organiser = منظّم، البروتوكول 6(2)(ج)
casefile-role-suspect = مشتبه به
casefile-role-accused = متهم
casefile-role-convicted = مدان
casefile-role-listed = مدرج في قائمة منشورة
casefile-role-means-of-offence = استُعمل في الجريمة
casefile-role-smuggled-migrant = مهاجر مهرَّب
casefile-role-witness = شاهد
casefile-role-victim = ضحية
casefile-role-family-member = فرد من الأسرة
casefile-role-lawyer = محام
casefile-role-rescuer = منقذ أو عامل إنساني
casefile-role-carrier-staff = من موظفي الناقل
casefile-role-deceased = متوفى
casefile-role-missing = مفقود

casefile-selector-phone = هاتف
casefile-selector-document = وثيقة مع جهة إصدارها
casefile-selector-document-number = رقم وثيقة وحده
casefile-selector-vessel = سفينة
casefile-selector-vehicle = مركبة
casefile-selector-account = حساب مصرفي
casefile-selector-handle = معرّف على الإنترنت
casefile-selector-email = بريد إلكتروني
casefile-selector-person-birth = شخص: الاسم وسنة الميلاد
casefile-selector-person-nationality = شخص: الاسم والجنسية وعقد الميلاد
casefile-selector-registration = رقم تسجيل
casefile-selector-device = جهاز (IMEI)

casefile-upload-what = ترون ما جرى التعرّف عليه قبل أخذ أي شيء. ينتظر الملف ساعة واحدة وهو مشفّر.
casefile-file = الملفات
casefile-file-hint = حتى { $n } ميبيبايت في المجموع. الملفات الأكبر تُستورد على العقدة نفسها.
casefile-file-needed = اختاروا ملفًا غير فارغ.
casefile-too-many-files = { $n } ملفات على الأكثر في المرة الواحدة.
casefile-look-at-it = معاينة
casefile-read-here = ما يُقرأ هنا
casefile-format-csv = جدول
casefile-format-csv-what = أي جدول له سطر عناوين: مستخرجات هاتف أو قائمة أسماء (CSV).
casefile-format-un-sc-list = قائمة مجلس الأمن
casefile-format-un-sc-list-what = القائمة الموحّدة لمجلس الأمن التابع للأمم المتحدة (XML).
casefile-format-ofac-sdn = قائمة SDN لدى أوفاك
casefile-format-ofac-sdn-what = جداولها الثلاثة sdn وadd وalt مختارة معًا (CSV).
casefile-format-case-uco = مستخرج هاتف (CASE)
casefile-format-case-uco-what = ما قرأته أداة من هاتف بصيغة CASE/UCO: مكالمات ورسائل وجهات اتصال وشرائح (JSON).
casefile-format-ftm = FollowTheMoney
casefile-format-ftm-what = أسطر كيانات بصيغة FollowTheMoney كما يقدمها Aleph وOpenSanctions (JSON).
casefile-format-stix = حزمة STIX
casefile-format-stix-what = حزمة STIX 2.1 مع وسوم TLP فيها (JSON).
casefile-format-anx = مخطط i2
casefile-format-anx-what = مخطط Analyst’s Notebook محفوظ بصيغة XML (ANX).
casefile-format-graph = شبكة مكالمات
casefile-format-graph-what = عُقد وروابط، واحدة في كل سطر: من اتصل بمن أو راسله (JSON).
casefile-format-xlsx = مصنف جداول
casefile-preview-what = لا شيء من هذا في القضية بعد.
casefile-discard = استغناء
casefile-nothing-to-take = لم يُتعرَّف على شيء في هذا الملف. بيّنوا معنى أعمدته أو اختاروا ملفًا آخر.
casefile-upload-kept = لم يؤخذ شيء. ينتظر الملف ساعة واحدة وهو مشفّر ثم يزول.
casefile-other-file = اختيار ملف آخر
casefile-taken-before = سبق أن أُخذ هذا الملف إلى هذه القضية.
casefile-open-that-import = فتح ذلك الاستيراد
casefile-columns = معنى الأعمدة
casefile-columns-what = تخمين من سطر العناوين. صحّحوا الخطأ وأعيدوا القراءة.
casefile-row-kind = كل سطر عن
casefile-leave-out = يُترك
casefile-read-again = إعادة القراءة
casefile-columns-kept = معاني الأعمدة المحفوظة
casefile-columns-called = الاسم
casefile-columns-by-kept = قُرئ كما حُفظ باسم «{ $name }»
casefile-columns-guess = التخمين من سطر العناوين بدلًا من ذلك
casefile-columns-name = حفظ هذا المعنى باسم
casefile-columns-name-hint = الجدول التالي بسطر العناوين هذا يُقرأ هكذا مباشرةً لدى كل من في سلطتكم. وإذا كان الاسم مستعملًا أخذ هذا المعنى.
casefile-columns-keep = حفظ
casefile-columns-forget = نسيان
casefile-first = أول ما جرى التعرّف عليه
casefile-nothing-recognised = لم يُتعرَّف على شيء
casefile-nothing-recognised-next = بيّنوا معنى الأعمدة أو اختاروا ملفًا آخر.
casefile-all-recognised = جرى التعرّف على كل شيء
casefile-more-lines = { $n ->
    [zero] لا أسطر أخرى.
    [one] سطر آخر، وكلها في صفحة الاستيراد.
    [two] سطران آخران، وكلها في صفحة الاستيراد.
    [few] { $n } أسطر أخرى، وكلها في صفحة الاستيراد.
    [many] { $n } سطرًا آخر، وكلها في صفحة الاستيراد.
   *[other] { $n } سطر آخر، وكلها في صفحة الاستيراد.
}
casefile-will-be-taken = ما سيؤخذ
casefile-import-source-hint = كيف تسمّي القضية هذا المصدر.
casefile-take = أخذه إلى القضية
casefile-unreadable-format = ليس هذا من الملفات التي تُقرأ هنا.
casefile-unreadable-doctype = في الملف تعريف نوع وثيقة قد يخفي تعليمات. احفظوه بدونه.
casefile-unreadable-columns = ما قيل عن الأعمدة لا يوافق هذا الملف.
casefile-unreadable-large = يتجاوز الملف ما تسمح به القراءة. قسّموه.
casefile-unreadable-broken = تعذّرت قراءة الملف إلى آخره.
casefile-reason-broken-off = ينقطع الملف هنا. ما سبق يُعتدّ به.
casefile-reason-no-place = لا مكان لهذا في ملف القضية.
casefile-reason-unknown-element = لا تعرفه هذه الصيغة.
casefile-reason-too-long = أطول من الحد.
casefile-reason-too-many = أكثر من الحد.
casefile-reason-nul = فيه بايت لا يرد في نص.
casefile-reason-encoding = ليس بترميز الملف.
casefile-reason-columns = أعمدة أكثر أو أقل من سطر العناوين.
casefile-reason-quotes = علامة اقتباس لا تُغلق.
casefile-reason-no-subject = لا اسم ولا رقم يبيّن عمّن يتحدث.
casefile-reason-no-entry = يتحدث عن مدخل ليس في الملف.
casefile-reason-not-a-date = ليس تاريخًا.
casefile-reason-entity-reference = إحالة لا تُتّبع أبدًا.
casefile-reason-unknown-country = بلد غير معروف.
casefile-search-cut = هناك المزيد. أضيفوا كلمة أو رقمًا لتضييق البحث.

casefile-circle = من يجوز له الاطلاع على هذه القضية
casefile-circle-what = القضية مفتوحة لموظفي سلطتكم، أو محصورة في أشخاص تسمّونهم. أما سائر الناس فالقضية المحصورة غير موجودة لهم: لا في القوائم ولا في الأعداد ولا في البحث.
casefile-circle-look = من يطّلع عليها
casefile-circle-open = مفتوحة للسلطة
casefile-circle-open-what = يجوز لكل موظف في { $authority } الاطلاع على هذه القضية.
casefile-circle-kept = محصورة في هؤلاء الأشخاص
casefile-circle-kept-what = لا يعلم أحد غيرهم بوجود القضية. تبقى قيمها المجازة جزءًا من المطابقة، ولا تظهر المطابقة إلا لهؤلاء.
casefile-circle-always = كل قضية في قسم النزاهة محصورة دائمًا في دائرتها.
casefile-circle-change = تغيير من يجوز له الاطلاع
casefile-circle-whom = الأشخاص
casefile-circle-restrict = حصرها في هؤلاء وفيّ
casefile-circle-add = إضافة هؤلاء
casefile-circle-reopen = فتحها للسلطة
casefile-circle-take-out = إخراج { $name }
casefile-circle-all-named = كل من يمكن تسميته موجود في الدائرة.
casefile-circle-exclude = استبعاد
casefile-circle-exclude-whom = شخص أو سلطة أو عقدة
casefile-circle-exclude-hint = من استُبعد لا يرى شيئًا من القضية أبدًا، أيًّا كان الدور أو الدائرة التي يصير إليها.
casefile-circle-excluded = المستبعدون
casefile-circle-excluded-foot = لا يرى هذه القائمة إلا من يقرّر في شأن الدائرة.
casefile-circle-readmit = إلغاء استبعاد { $name }
casefile-circle-not-yours = لا يقرّر من يطّلع غيره إلا من فتح القضية أو مدّعٍ عام يجوز له الاطلاع عليها.
casefile-circle-emptied = يجب أن يبقى من فتح القضية أو مدّعٍ عام. أضيفوا غيره أولًا.
casefile-circle-is-excluded = هذا الشخص مستبعد من القضية ولا يمكن إضافته.
casefile-circle-nobody = اختاروا أشخاصًا من هذه السلطة يعملون على القضايا.
casefile-circle-nobody-chosen = اختاروا أحدًا أولًا.
casefile-circle-changed = تغيّرت القضية في هذه الأثناء. انظروا إليها من جديد.
casefile-circle-too-many = لا تزيد الدائرة على 200 شخص، ولا يزيد المستبعدون على 200.
casefile-circle-reference-taken = أخذت قضية أخرى هذا المرجع في هذه الأثناء. لا يمكن فتح القضية للسلطة به.
casefile-circle-tag = محصورة في دائرة
casefile-count-people = { $n ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $n } أشخاص
    [many] { $n } شخصًا
   *[other] { $n } شخص
}

casefile-tlp = وسم TLP
casefile-tlp-hint = إلى أي مدى يريد المصدر أن يُنقل. وهو غير رمز المعاملة الملزم.
casefile-tlp-red = ‏TLP:RED، للمستلمين المسمّين فقط
casefile-tlp-amber-strict = ‏TLP:AMBER+STRICT، داخل المؤسسة فقط
casefile-tlp-amber = ‏TLP:AMBER، المؤسسة ومن تخدمهم
casefile-tlp-green = ‏TLP:GREEN، المجتمع المعني
casefile-tlp-clear = ‏TLP:CLEAR، بلا حدّ
casefile-pap = وسم PAP
casefile-pap-hint = ما يجوز عمله دون أن يلاحظه المعنيون.
casefile-pap-red = ‏PAP:RED، لا شيء يمكن ملاحظته
casefile-pap-amber = ‏PAP:AMBER، تحقّق ساكن فقط
casefile-pap-green = ‏PAP:GREEN، خطوات نشطة جائزة
casefile-pap-clear = ‏PAP:CLEAR، بلا حدّ
casefile-marking-none = بلا وسم
casefile-reason-unknown-marking = وسم (رمز المعاملة أو TLP أو PAP) غير معروف. لا يؤخذ السطر بدونه.
casefile-reason-not-json = ليس مستند JSON.
casefile-reason-removed = يقول الملف إنه لم يعد ساريًا.
casefile-no-longer-said = لم تعد القائمة تقول ذلك: { $day }
casefile-issue = مقارنة بالقائمة المأخوذة سابقًا
casefile-issue-added = جديد
casefile-issue-changed = تغيّر
casefile-issue-removed = لم يعد على القائمة
casefile-issue-unchanged = كما كان
casefile-issue-retracted = إفادات سُحبت
casefile-contacts = المكالمات والرسائل
casefile-count-contacts = { $n ->
    [zero] لا اتصالات
    [one] اتصال واحد
    [two] اتصالان
    [few] { $n } اتصالات
    [many] { $n } اتصالًا
   *[other] { $n } اتصال
}
casefile-contacts-newest = تظهر أحدثها، والباقي بين أحداث القضية.
casefile-col-when = متى
casefile-col-kind = النوع
casefile-col-from = من
casefile-col-to = إلى
casefile-no-date = بلا تاريخ
casefile-event-call = مكالمة
casefile-event-message = رسالة
casefile-event-payment = دفعة
casefile-seconds = { $n } ث
casefile-column-marks = يَسِم سطره (رمز المعاملة أو TLP أو PAP)

# Acts that need a second person.
casefile-role-said = { $role } (قول غير مقرَّر)
casefile-offence = الجريمة في القانون الوطني
casefile-offence-hint = لدورٍ في جريمة يُنسب إلى من يحميه دور آخر: لا يُعدّ أحد مشتبهًا به لأنه هُرِّب (المادة 5 من البروتوكول). ويؤكده موظف ثانٍ.
casefile-offence-needed = يحتاج هذا إلى شخص ثانٍ: اذكر الجريمة في القانون الوطني وأساسها القانوني، كلًّا منهما في 500 حرف على الأكثر.
casefile-legal-basis = الأساس القانوني
casefile-act-role = { $name }: تسجيل بصفة { $role }
casefile-act-role-effect = يُثبت الدور في القضية مع الاسمين والجريمة والأساس. وتبقى قيم الشخص مستبعدة من كل تحقّق.
casefile-act-case = القضية
casefile-act-export = تصدير { $reference } إلى { $name }
casefile-act-export-effect = يمكن لصاحب الطلب تصدير القضية مرة واحدة لهذا المتلقي، وتخضع كل إفادة لجميع القواعد عند خروجها.
casefile-act-to = إلى
casefile-act-purpose = الغرض
casefile-purpose-prevention = الوقاية
casefile-restriction-erase-by = يُحفظ حتى { $day } فقط
casefile-until = يُحفظ حتى
casefile-until-hint = اتركه فارغًا ما لم يحدد المصدر يومًا أخيرًا. بعده تُمحى المعلومة هنا ولدى من يتلقاها.

# الأطفال (R-26).
casefile-property-age-claimed = العمر كما ذُكر
casefile-property-age-doubted = يُعدّ طفلاً
casefile-property-age-assessed = تقدير العمر
casefile-child-called = طفل { $number }
casefile-child-hidden = مخفي: اسم طفل
casefile-child-tag = طفل
casefile-child-taken-for = يُعدّ طفلاً
casefile-child-what = اسم الشخص مخفي في القوائم والصفحات والمطبوعات والملفات المصدَّرة، ولا يخرج إلا إذا أفرج عنه موظف. وتبقى قيمه خارج كل تحقق، ويحتاج أي دور في جريمة إلى موظفَين.
casefile-child-why = السبب
casefile-child-since = منذ
casefile-child-ground-birth-date = تاريخ الميلاد يترك الأمر مفتوحاً
casefile-child-ground-age-claimed = العمر الذي يذكره الشخص
casefile-child-ground-age-doubted = شكّ موظف
casefile-child-ground-received = أرسلت سلطة أخرى الاسم على أنه اسم طفل
casefile-child-ground-same-person = سجل للشخص نفسه هو سجل طفل
casefile-child-duty-guardian = تعيين وصي
casefile-child-duty-best-interests = تقييم مصلحة الطفل الفضلى
casefile-child-duty-what = اذكر من فعل ذلك وما النتيجة. ويُثبت اسمك واليوم إلى جانبه.
casefile-child-law = البروتوكول، المادة 16(4)؛ اتفاقية حقوق الطفل، المادتان 3 و20
casefile-child-due-rule = قاعدة خاصة بهذه العقدة
casefile-child-late = متأخر { $by }
casefile-child-done = أُنجز
casefile-child-done-by = { $name }، { $day }
casefile-child-record-done = سجّل أنه أُنجز
casefile-child-how = من فعله، وما النتيجة
casefile-child-how-hint = مثلاً: مكتب الوصاية ومرجعه؛ أو اللجنة التي قيّمت واليوم وما خلصت إليه.
casefile-child-how-needed = اذكر من فعله وما النتيجة، في 1000 حرف على الأكثر.
casefile-child-name = الاسم
casefile-child-show-name = أظهر الاسم
casefile-child-show-name-what = يظهر مرة واحدة في الصفحة التالية. ويحفظ السجل أنك رأيته ولأي غرض ولماذا.
casefile-child-purpose = لغرض
casefile-child-why-needed = اذكر لأي غرض ولماذا تحتاج إلى الاسم، في 500 حرف على الأكثر.
casefile-child-perhaps = لعله طفل؟
casefile-child-perhaps-what = إذا كان العمر موضع شك، يُعامل الشخص كطفل إلى أن يقرر شخصان غير ذلك.
casefile-child-take = عامِله كطفل
casefile-child-doubt = ما يدعوك إلى ذلك
casefile-child-doubt-hint = مثلاً: يقول ذلك؛ بطاقة مدرسية؛ يبدو في الخامسة عشرة.
casefile-child-end = ليس طفلاً، بعد تقدير العمر
casefile-child-end-what = يؤكده شخص ثانٍ. وتُثبت نتيجة التقدير في القضية.
casefile-child-found = نتيجة التقدير
casefile-child-found-hint = العمر، وكيف تحدد.
casefile-child-found-needed = اذكر نتيجة التقدير ومن أجراه، كلٌّ في 500 حرف على الأكثر.
casefile-child-assessed-by = من أجراه، ومرجعه
casefile-child-ask = اطلب من شخص ثانٍ
casefile-act-no-child = { $name }: ليس طفلاً، بعد تقدير العمر
casefile-act-no-child-effect = لا يعود الاسم مخفياً، ويمكن إجازة القيم من جديد. وتُثبت نتيجة التقدير في القضية مع الاسمين.
casefile-children = مستحق للأطفال
casefile-child-col-due = الموعد
casefile-child-col-what = ما المطلوب
casefile-child-col-who = لمن

# الإنقاذ ليس جريمة (R-07).
casefile-role-in-distress = في حالة خطر
casefile-role-asylum-carriage = نقل أشخاصاً طلبوا اللجوء
casefile-no-offence = هذا مسجل على أنه إنقاذ أو حالة خطر أو نقل طالبي لجوء، وليس ذلك جريمة (البروتوكول 11(2) و19(1)). إن كان التسجيل خطأً فاسحبه أولاً مع ذكر السبب.
casefile-distress = في حالة خطر.
casefile-distress-first = الإنقاذ قبل أي خطوة أخرى: أبلغ مركز تنسيق الإنقاذ. لا يدخل شيء منه في أي تحقق، والطلب الذي يحمله يُرسل على أنه تهديد وشيك للحياة.
# الأرقام.
casefile-figures-cases-opened = قضايا فُتحت
casefile-figures-cases-opened-what = القضايا العملياتية بحسب الربع الذي فُتحت فيه.
casefile-figures-cases-opened-opened = قضايا

# الملفات التي لدى الناس.
casefile-format-text = نص
casefile-format-html = صفحة ويب
casefile-format-mail = رسالة بريد
casefile-format-mbox = صندوق رسائل
casefile-format-pdf = صفحات (PDF)
casefile-format-docx = مستند نصي (DOCX)
casefile-format-ods = مصنّف (ODS)
casefile-format-zip = أرشيف (ZIP)
casefile-format-calls = سجلات مكالمات
casefile-format-mrz = مناطق مقروءة آليًا
casefile-format-ais = مسارات سفن (AIS)
casefile-format-papers = رسائل وصفحات ومستندات وأراشيف
casefile-format-papers-what = رسائل البريد بمرفقاتها وPDF وDOCX وصفحات الويب (ومنها المحفوظة كاملةً MHTML والملتقطة WARC) والنص البسيط، وZIP يضم أيًّا منها.
casefile-format-calls-what = من اتصل بمن ومتى ومن أي هوائي، كما يصدّرها المشغّل (CSV).
casefile-reason-unknown-format = ليس من الصيغ التي تُقرأ هنا.
casefile-reason-locked = مغلق بكلمة مرور. افتحوه ثم سلّموه من جديد.
casefile-reason-no-text = لا حروف فيه: صورة أو رسم.
casefile-reason-text-order = ترتيب الحروف غير مؤكد. قارنوه بالصفحة.
casefile-reason-deleted = شطب أحدهم هذا النص.
casefile-reason-check-digit = رقم التحقق لا يطابق.
casefile-reason-thinned = تُرك لأن ما يجاوره يقول الشيء نفسه.
casefile-reason-malformed = غير سليم الصياغة.

# ما قد يتحدث عنه نصّ.
casefile-review-n = { $n ->
    [zero] لا مقترحات
    [one] الحكم في مقترح واحد
    [two] الحكم في مقترحين
    [few] الحكم في { $n } مقترحات
    [many] الحكم في { $n } مقترحًا
   *[other] الحكم في { $n } مقترح
}
casefile-review-mentions = { $n ->
    [zero] لا ذكر
    [one] ذُكر مرة واحدة
    [two] ذُكر مرتين
    [few] ذُكر { $n } مرات
    [many] ذُكر { $n } مرة
   *[other] ذُكر { $n } مرة
}
casefile-format-text-what = تقرير أو مذكّرة نصًا عاديًا (TXT): يُقترح عليكم ما قد يتحدث عنه لتحكموا فيه.
casefile-text-only = نصّ متّصل
casefile-text-only-next = لا يصير شيء منه سجلًا من تلقاء نفسه. خذوه ثم احكموا فيما قد يتحدث عنه واحدًا واحدًا.
casefile-passages = المقاطع
casefile-proposals = المقترحات
casefile-proposals-waiting = مقترحات تنتظر
casefile-review-go = الحكم فيها
casefile-review = الحكم فيما يقوله النصّ
casefile-review-what = لا يُبحث عن المقترح ولا يُطابَق قبل أن تقبلوه، ولا يُطابَق إلا إذا أجزتموه بعد ذلك.
casefile-review-now = المقترح المعروض
casefile-review-source = ما يقوله النصّ
casefile-review-known = معروف هنا من قبل:
casefile-review-known-short = معروف هنا
casefile-review-kind = ما هو
casefile-review-value = القيمة أو الاسم
casefile-review-to = يعود إلى
casefile-review-a-record = { $name } (في القضية)
casefile-review-a-proposal = { $name }، { $kind } (مقترح)
casefile-review-accept = قبول
casefile-review-reject = ليس شيئًا
casefile-review-join = ضمّ
casefile-review-undo = تراجع
casefile-review-undone-why = رجوع عن الحكم في مقترح
casefile-review-before = السابق
casefile-review-after = التالي
casefile-review-passage = المقطع { $n } من { $of }
casefile-review-none = لا شيء ينتظر حكمكم
casefile-review-none-next = ما قبلتموه مدوّن في القضية، وقيمه تنتظر الإجازة للمطابقة.
casefile-review-several = عدة معًا
casefile-review-past = آخر ما حُكم فيه
casefile-review-keys = المفاتيح
casefile-review-keys-what = حين يكون التركيز داخل المقترح لا في حقل: A للقبول، R لما ليس شيئًا، J للضمّ، E للانتقال إلى القيمة، N وP للمقطع التالي والسابق، U للتراجع عن آخر حكم.
casefile-review-choose = اختاروا مقترحًا وما هو.
casefile-review-not-of-kind = ليست هذه قيمة من ذلك النوع. صحّحوها أو اختاروا نوعًا آخر.
casefile-review-cannot-join = لا يمكن أن يكون هذان واحدًا. اختاروا ما يعود إليه أو اقبلوه وحده.
casefile-review-together = قبول عدة: { $kind }
casefile-review-together-what = انظروا إلى كل منها في موضعها. ما تثبته أرقام تحققه معلَّم من قبل، فأزيلوا العلامة عمّا لا مكان له هنا.
casefile-review-one-by-one = واحدًا واحدًا
casefile-review-accept-ticked = قبول المعلَّم منها
casefile-proposal-waiting = ينتظر.
casefile-proposal-accepted = قُبل.
casefile-proposal-joined = ضُمّ.
casefile-proposal-rejected = ليس شيئًا.
casefile-sure-weak = تخمين
casefile-sure-likely = مرجّح
casefile-sure-checked = يثبت نفسه
casefile-mention-phone = رقم هاتف
casefile-mention-document = رقم وثيقة
casefile-mention-imo = رقم المنظمة البحرية الدولية
casefile-mention-mmsi = رقم الخدمة المتنقلة البحرية (MMSI)
casefile-mention-imei = رقم جهاز (IMEI)
casefile-mention-plate = لوحة مركبة
casefile-mention-account = حساب مصرفي
casefile-mention-wallet = عنوان عملة مشفّرة
casefile-mention-handle = حساب على الإنترنت
casefile-mention-email = عنوان بريد إلكتروني
casefile-mention-website = صفحة على الويب
casefile-mention-coordinates = إحداثيات
casefile-mention-date = تاريخ
casefile-mention-money = مبلغ
casefile-mention-person = شخص
casefile-mention-organisation = منظّمة أو شركة
casefile-mention-vessel = سفينة
casefile-mention-place = مكان
casefile-rule-check-digits = أرقام تحققه متوافقة.
casefile-rule-machine-zone = يقع في منطقة تُقرأ آليًا وأرقام تحققها صحيحة.
casefile-rule-dialled = مكتوب برمز بلد.
casefile-rule-labelled = كلمة قبله تبيّن ما هو.
casefile-rule-grouped = مكتوب في مجموعات كأرقام الهاتف، ولا شيء غير ذلك يدل عليه.
casefile-rule-form = له الشكل الذي لا يكون إلا لمثله.
casefile-rule-service-address = عنوان لدى خدمة معروفة.
casefile-rule-written-date = الشهر مكتوب بالحروف أو السنة في أوله.
casefile-rule-numeric-date = ثلاثة أعداد تؤلّف تاريخًا.
casefile-rule-other-calendar = تاريخ من تقويم آخر محوّل إلى الميلادي.
casefile-rule-currency = بجانبه عملة.
casefile-rule-title = قبله لقب أو رتبة.
casefile-rule-called = قبله كلمة مثل «المدعو» أو «الملقب».
casefile-rule-born-as = بعده كلمة مثل «المولود» أو «الملقب».
casefile-rule-kinship = قبله كلمة قرابة.
casefile-rule-part = قبله كلمة تبيّن دور الشخص: سائق أو شاهد أو محامٍ.
casefile-rule-name-form = مبنيّ كما تُبنى الأسماء.
casefile-rule-capitals = عدة كلمات بأحرف كبيرة داخل جملة، ولا شيء غير ذلك يدل عليه.
casefile-rule-company-form = معه شكل من أشكال الشركات.
casefile-rule-vessel-word = قبله كلمة تدل على مركب.
casefile-rule-country = اسم بلد.
casefile-rule-place-word = قبله كلمة مثل مدينة أو ميناء.

# البحث، وسؤال هل السجلان واحد.
casefile-search-cases = القضايا
casefile-search-records = السجلات
casefile-search-any = أي
casefile-search-kind = النوع
casefile-search-place = المكان
casefile-search-from = من سنة
casefile-search-to = إلى سنة
casefile-search-grade = درجة التقييم
casefile-search-grade-at-least = { $grade } أو أفضل
casefile-search-case = مرجع قضية
casefile-search-narrow = تضييق البحث
casefile-search-narrow-go = ضيّقوا البحث
casefile-why-value = الرقم نفسه
casefile-why-value-otherwise = الرقم نفسه بكتابة أخرى
casefile-why-written = مكتوب هكذا
casefile-why-sounds = الاسم متشابه في النطق
casefile-why-sounds-alike = الاسم متشابه في النطق: { $parts }
casefile-why-words = كلمات من النص
casefile-why-partly = جزء من الاسم
casefile-why-partly-alike = جزء من الاسم: { $parts }
casefile-why-narrowed = ما ضيّقتم البحث إليه
casefile-same = هل هما واحد؟
casefile-same-list = هل هما واحد؟
casefile-same-what = سجلات قد تخص شخصًا واحدًا أو منظمة أو سفينة أو وثيقة واحدة، والأرجح أولًا. لا شيء يُضم من تلقاء نفسه.
casefile-same-lists = أيها
casefile-same-list-open = بانتظار الجواب
casefile-same-list-later = مؤجلة
casefile-same-list-joined = مضمومة
casefile-same-list-apart = مفصولة
casefile-same-none = لا شيء هنا
casefile-same-none-next = كل ما يضاف إلى قضية يقارن خلال ثوانٍ بما يحق لكم الاطلاع عليه.
casefile-same-foot = لا يقارن إلا ما يحق لكم قراءته، ولا يُنظر إلا في أرجح مئتي زوج.
casefile-same-col-chance = مدى الاحتمال
casefile-same-col-one = السجل
casefile-same-col-other = السجل الآخر
casefile-same-col-why = لماذا
casefile-same-col-says = ما يدل عليه
casefile-same-chance-very = { $n } من 100، مرجح جدًا
casefile-same-chance-likely = { $n } من 100، مرجح
casefile-same-chance-perhaps = { $n } من 100، ربما
casefile-same-chance-hardly = { $n } من 100، مستبعد
casefile-same-beside = جنبًا إلى جنب
casefile-same-answer = جوابكم
casefile-same-join = ضم: هما واحد
casefile-same-apart = فصل: هما اثنان
casefile-same-later = لاحقًا
casefile-same-undo = إلغاء الجواب
casefile-same-undo-what = عندئذ يعود السؤال مطروحًا. وما حُجب بسبب الضم يبقى محجوبًا.
casefile-same-why = لماذا
casefile-same-why-hint = مثلًا: جواز السفر نفسه، والشاهد يعرفه بالاسمين.
casefile-same-why-needed = اذكروا السبب في 500 حرف على الأكثر. وحده «لاحقًا» لا يحتاج إلى سبب.
casefile-same-did-join = ضمّهما { $name }، { $day }
casefile-same-did-apart = فصلهما { $name }، { $day }
casefile-same-did-later = أجّله { $name }، { $day }
casefile-same-did-undo = ألغاه { $name }، { $day }
casefile-same-state-open = بانتظار الجواب
casefile-same-state-later = مؤجل
casefile-same-state-joined = مضمومان
casefile-same-state-apart = مفصولان
casefile-same-title-person = هل هو الشخص نفسه؟
casefile-same-title-organisation = هل هي المنظمة نفسها؟
casefile-same-title-vessel = هل هي السفينة نفسها؟
casefile-same-title-vehicle = هل هي المركبة نفسها؟
casefile-same-title-travel-document = هل هي الوثيقة نفسها؟
casefile-same-under = ما يتفق وما يتناقض، بندًا بندًا، مما يحق لكم قراءته.
casefile-same-to-list = إلى القائمة
casefile-same-topic-names = الأسماء
casefile-same-topic-births = الميلاد
casefile-same-topic-countries = الجنسية، البلد
casefile-same-topic-numbers = الأرقام والوثائق ووسائل الاتصال
casefile-same-topic-addresses = العناوين
casefile-same-topic-rest = ما يقال غير ذلك
casefile-same-for = مع
casefile-same-against = ضد
casefile-same-says-nothing = لم يؤخذ في الحسبان
casefile-same-calculated = حُسب مدى الاحتمال من الأسماء والمواليد والبلدان والأرقام والعناوين وحدها. وهو ليس حكمًا: القرار لكم.
casefile-same-does = ما يترتب على الجواب
casefile-same-does-what = تُعرض السجلات المضمومة كسجل واحد، ولكل قول مصدره. وما حُجب من أحدهما حُجب من كليهما. والسجلات المفصولة لا تُقترح ثانية. ويمكن إلغاء كل جواب.
casefile-same-one = واحد مع
casefile-same-one-what = رأى ضابط أنهما واحد. وتظهر أقوالهما معًا في هذه الصفحة، ولكل منها مصدره.
casefile-same-look = لماذا
casefile-same-perhaps = ربما هو نفسه
casefile-reason-name-part-agrees = { $x } يوافق { $y }
casefile-reason-name-part-similar = { $x } يشبه { $y }
casefile-reason-name-part-slip = { $x } و{ $y } يختلفان ربما بخطأ في الكتابة
casefile-reason-name-part-initial = الحرف الأول متفق: { $x }، { $y }
casefile-reason-name-part-short-form = أحدهما مختصر الآخر: { $x }، { $y }
casefile-reason-name-part-omitted = أحد الجانبين يغفل { $x }
casefile-reason-name-part-contradicts = الاسمان مختلفان: { $x }، { $y }
casefile-reason-name-first-omitted = أحد الجانبين يبدأ بالاسم التالي كاسم أب أو ابن: { $x }
casefile-reason-name-whole = لا يبقى جزء من الاسمين
casefile-reason-name-lineage = الابن والأب يتبادلان الموضع: { $x }، { $y }
casefile-reason-name-letters = أحدهما الأحرف الأولى للآخر: { $x }، { $y }
casefile-reason-name-form-different = شكلا الشركة مختلفان
casefile-reason-birth-agrees = تاريخا الميلاد متفقان: { $x }، { $y }
casefile-reason-birth-slip = تاريخا الميلاد يختلفان بما يبدو خطأ كتابة: { $x }، { $y }
casefile-reason-birth-conflict = لا يصح تاريخا الميلاد معًا: { $x }، { $y }
casefile-reason-country-same = كلاهما يذكر { $x }
casefile-reason-country-different = البلدان مختلفان: { $x }؛ { $y }
casefile-reason-address-alike = العنوانان متشابهان
casefile-reason-address-different = العنوانان مختلفان
casefile-reason-kind-different = النوعان مختلفان
casefile-reason-document-same = الوثيقة نفسها: { $x }
casefile-reason-number-same = رقم الوثيقة نفسه، وجهة الإصدار غير معروفة في الجانبين: { $x }
casefile-reason-number-other-issuer = رقم الوثيقة نفسه من جهة إصدار أخرى: { $x }
casefile-reason-number-slip = الرقمان يختلفان بما يبدو خطأ كتابة: { $x }، { $y }
casefile-reason-number-different = رقمان من جهة إصدار واحدة مختلفان: { $x }، { $y }
casefile-reason-imo-same = رقم المنظمة البحرية الدولية نفسه: { $x }
casefile-reason-imo-different = رقما المنظمة البحرية الدولية مختلفان: { $x }، { $y }
casefile-reason-registration-same = رقم التسجيل نفسه: { $x }
casefile-reason-account-same = الحساب نفسه: { $x }
casefile-reason-plate-same = اللوحة نفسها: { $x }
casefile-reason-contact-link = يُتصل بهما بالوسيلة نفسها، وهذا يربطهما وقد لا يعني أكثر: { $x }
casefile-same-count = { $n ->
    [zero] لا أزواج
    [one] زوج واحد
    [two] زوجان
    [few] { $n } أزواج
    [many] { $n } زوجًا
   *[other] { $n } زوج
}

# Evidence.
casefile-tabs = صفحات هذه القضية
casefile-tab-records = السجلات
casefile-tab-evidence = الأدلة
casefile-evidence-what = الملفات كما وردت، ومن كانت في حيازته ومتى.
casefile-evidence-add = إضافة دليل
casefile-evidence-add-what = تُحسب بصمة المحتوى ويُشفَّر عند وروده، ولا يُغيَّر أبدًا.
casefile-exhibits = قطع الإثبات
casefile-exhibit = قطعة إثبات
casefile-evidence-none = لا أدلة بعد
casefile-evidence-none-next = أضيفوا الملف الأول: بيانات مستخرجة من هاتف أو صورة أو وثيقة أو صفحة ملتقطة.
casefile-evidence-none-yours = يضيفها من يعملون على القضية.
casefile-count-exhibits = { $n ->
    [zero] لا قطع إثبات
    [one] قطعة إثبات واحدة
    [two] قطعتا إثبات
    [few] { $n } قطع إثبات
    [many] { $n } قطعة إثبات
   *[other] { $n } قطعة إثبات
}
casefile-count-events = { $n ->
    [zero] لا وقائع
    [one] واقعة واحدة
    [two] واقعتان
    [few] { $n } وقائع
    [many] { $n } واقعة
   *[other] { $n } واقعة
}
casefile-col-exhibit = الرقم
casefile-col-file = الملف
casefile-col-came = ورد في
casefile-col-custody = الحيازة
casefile-exhibit-copy = نسخة عمل
casefile-exhibit-captured = التُقط من الشبكة
casefile-size-b = { $n } بايت
casefile-size-kb = { $n } كيلوبايت
casefile-size-mb = { $n } ميغابايت
casefile-bundle = حزمة الأدلة
casefile-bundle-what = قطع الإثبات المؤشر عليها مع سلسلة حيازتها في ملف واحد موقّع يمكن لأي شخص التحقق منه بدون هذا البرنامج. وتُسجَّل كل نسخة في سلسلة الحيازة.
casefile-bundle-to = لمن
casefile-bundle-to-hint = المحكمة أو الجهة أو الشخص الذي يتسلمها.
casefile-bundle-why = السبب
casefile-bundle-make = إنشاء الحزمة
casefile-bundle-none = أشّروا على قطعة إثبات واحدة على الأقل.
casefile-bundle-to-needed = اذكروا لمن الحزمة.
casefile-bundle-broken = سلسلة حيازة { $exhibit } غير سليمة. افحصوا قطعة الإثبات أولًا.
casefile-evidence-how = كيف تُحفظ الأدلة
casefile-evidence-how-what = يبقى ما ورد كما هو حتى آخر بايت. اعملوا على نسخة وأضيفوها بوصفها نسخة عمل. وتحمل كل واقعة اسم من سجّلها ووقت تسجيلها، وهي مرتبطة بما قبلها، فيظهر أي نقص.
casefile-evidence-keep = حفظ كدليل
casefile-exhibit-described = ما هو
casefile-exhibit-described-hint = كما تسمّونه في تقرير: هاتف السائق، صورة القارب.
casefile-exhibit-files = الملف
casefile-exhibit-files-hint = أي نوع، حتى { $n } غيغابايت لكل ملف. للملفات الأكبر والخطوط الضعيفة استعملوا سطر الأوامر الذي يستأنف من حيث انقطع.
casefile-exhibit-empty = الملف فارغ.
casefile-exhibit-too-large = الحد الأقصى للملف { $n } غيغابايت.
casefile-exhibit-no-room = لا مكان له على هذه العقدة. اسألوا المسؤول عن النظام.
casefile-exhibit-there = القضية تحفظ هذا المحتوى من قبل برقم { $number }.
casefile-exhibit-over = { $number } في { $reference }
casefile-exhibit-verify = التحقق من المحتوى
casefile-exhibit-verified = تم التحقق الآن
casefile-exhibit-unaltered = كما ورد.
casefile-exhibit-unaltered-what = قُرئ كل بايت الآن؛ والطول وبصمة SHA-256 والختم هي نفسها كما كانت يوم وروده.
casefile-exhibit-altered = ليس كما ورد.
casefile-exhibit-altered-what = تغيّر المحتوى المحفوظ أو تلف. لا تستعملوا قطعة الإثبات هذه؛ استعيدوها من نسخة احتياطية أو اطلبوها ممن سلّمها، وأبلغوا المسؤول عن النظام.
casefile-exhibit-make-copy = إضافة نسخة عمل
casefile-exhibit-make-copy-what = ملف أُعدّ من قطعة الإثبات هذه. له بصمته وسلسلة حيازته، ويبقى الأصل كما هو.
casefile-exhibit-copies = نسخ العمل
casefile-exhibit-copy-of = نسخة عمل من
casefile-exhibit-made = كيف أُعدّت
casefile-exhibit-made-hint = الأداة مع إصدارها، وما الذي أُجري.
casefile-to-evidence = إلى الأدلة
casefile-exhibit-size = الحجم
casefile-exhibit-type = النوع بحسب بدايته
casefile-exhibit-statements = الإفادات المأخوذة منها
casefile-exhibit-import = الاستيراد
casefile-exhibit-save = حفظ نسخة
casefile-exhibit-save-what = تخرج النسخة من هذا البرنامج، وتُسجَّل في سلسلة الحيازة هوية من أخذها.
casefile-custody = سلسلة الحيازة
casefile-custody-what = الأوقات هي ما ذكره الموظفون، وما سُجّل لاحقًا يُذكر ذلك معه. الوقائع سلسلة من بصمات SHA-256 وهي مثبتة في السجل أيضًا.
casefile-custody-recorded = سُجّل في { $when }
casefile-custody-broken = سلسلة الحيازة غير سليمة.
casefile-custody-broken-at = الواقعة { $n } ناقصة أو غُيّرت أو نُقلت خارج البرنامج. ولا يُعرض ما بعدها. أبلغوا المدقق، فالسجل يحفظ بصمة كل واقعة.
casefile-custody-record = تسجيل ما جرى لها
casefile-custody-record-it = تسجيل
casefile-custody-kind = ما الذي جرى
casefile-custody-kind-needed = اختاروا ما الذي جرى.
casefile-custody-received = تسلُّم
casefile-custody-captured = التقاط
casefile-custody-derived = إعداد نسخة عمل
casefile-custody-sealed = ختم
casefile-custody-opened = فتح الختم
casefile-custody-copied = خروج نسخة
casefile-custody-disclosed = أُفصح عنها في مراسلة
casefile-custody-transferred = نقل
casefile-custody-returned = إعادة
casefile-custody-from = ممّن
casefile-custody-from-hint = الشخص أو الجهة مع الوظيفة.
casefile-custody-to = إلى من
casefile-custody-place = أين
casefile-custody-how = كيف، وبأي حالة
casefile-custody-how-hint = رقم الختم أو الإيصال، والناقل، والأضرار.
casefile-custody-needs-from = اذكروا ممّن وردت.
casefile-custody-needs-to = اذكروا إلى من ذهبت.
casefile-custody-needs-how = اذكروا كيف: رقم الختم، أو كيف أُعدّت النسخة.
casefile-happened = متى جرى ذلك
casefile-happened-hint = إذا تُرك فارغًا فهو الآن.
casefile-happened-wrong = أعطوا يومًا ووقتًا ليسا في المستقبل.
casefile-capture = التقاط من الشبكة
casefile-capture-add = إضافة صفحة ملتقطة
casefile-capture-add-what = إعلان أو حساب أو منشور كما حُفظ: صفحة أو أرشيفها أو ملف WARC.
casefile-capture-protocol = هذا ما يطلب بروتوكول بيركلي بشأن التحقيقات الرقمية في المصادر المفتوحة معرفته. اتركوا ما لا تعرفونه فارغًا، فتذكر قطعة الإثبات أنه ناقص.
casefile-capture-url = العنوان الكامل
casefile-capture-url-hint = كما أظهره المتصفح، ويبدأ بـ https://
casefile-capture-at = وقت الالتقاط
casefile-capture-at-hint = بتوقيتكم المحلي؛ ويُحفظ بالتوقيت العالمي.
casefile-capture-by = الملتقِط
casefile-capture-by-hint = من حفظ الصفحة.
casefile-capture-tool = الأداة وإصدارها
casefile-capture-tool-hint = المتصفح أو البرنامج الذي حفظها.
casefile-capture-identity = بأي هوية
casefile-capture-identity-hint = الحساب وعنوان الشبكة المستعملان، أو أنه لم يُستعمل أي منهما.
casefile-capture-context = السياق
casefile-capture-context-hint = كيف وُجدت، وما صلتها بالقضية.
casefile-capture-whole = لا ينقص شيء مما يطلبه بروتوكول بيركلي.
casefile-capture-missing = ينقص لبروتوكول بيركلي:
casefile-capture-missing-what = اذكروا ذلك أمام المحكمة قبل أن يذكره غيركم.
casefile-capture-from-file = ما تقوله صفحة محفوظة كاملةً (MHTML) أو ملف WARC أو أرشيف WACZ عن نفسه يُقرأ منه: العنوان والوقت والأداة والملتقِط. وما تكتبونه هنا يُقدَّم عليه.
casefile-capture-parts = مم تتكون
casefile-capture-part = عنوان الجزء
casefile-capture-part-misfit = لا يطابق البصمة المدوّنة في الالتقاط نفسه
casefile-part-own-exhibit = قطعة إثبات مستقلة
casefile-part-take = استخراج
casefile-part-what = جزء من الالتقاط { $number }
casefile-part-how = استخرجه Liaison { $version } من { $number }، الجزء { $part }، { $url }؛ وبصمته هي التي أُخذت عند ورود الالتقاط.
casefile-part-other = لم يُحفظ شيء: الالتقاط لا يعطي المحتوى الذي أُخذت بصمته عند وروده. تحققوا من محتواه.
casefile-part-unreadable = لم يُحفظ شيء: تعذرت قراءة الالتقاط حتى هذا الجزء. تحققوا من محتواه؛ فإن كان سليمًا فالجزء أكبر من أن يُستخرج هنا.
casefile-capture-more-parts = { $n ->
    [zero] لا أجزاء أخرى.
    [one] جزء آخر غير معروض.
    [two] جزءان آخران غير معروضين.
    [few] { $n } أجزاء أخرى غير معروضة.
    [many] { $n } جزءًا آخر غير معروض.
   *[other] { $n } جزء آخر غير معروض.
}
casefile-count-parts = { $n ->
    [zero] لا أجزاء
    [one] جزء واحد
    [two] جزءان
    [few] { $n } أجزاء
    [many] { $n } جزءًا
   *[other] { $n } جزء
}
casefile-issue-foreseen = مقارنةً بالإصدار المأخوذ من قبل
casefile-format-mhtml = صفحة ويب محفوظة كاملةً (MHTML)
casefile-format-warc = صفحات ملتقطة (WARC)
casefile-format-bods = المالكون المستفيدون (BODS)
# The file VERIFY.txt of a bundle.
casefile-verify-title = كيفية التحقق من هذه الأدلة
casefile-verify-what = فكّوا كل شيء في مجلد واحد وافتحوا فيه نافذة أوامر. يلزم OpenSSL 1.1.1 أو أحدث و sha256sum، وهما في Linux ومتاحان لـ macOS و Windows؛ ولا يلزم برنامج آخر ولا شبكة.
casefile-verify-files = 1. الملفات. يجب أن ينتهي كل سطر بكلمة OK؛ وغير ذلك يعني أن ملفًا غُيّر أو نقص. نفّذوا:
casefile-verify-signature = 2. التوقيع. يجب أن يكون الجواب: Signature Verified Successfully. نفّذوا:
casefile-verify-key = 3. المفتاح. اتصلوا بالجهة على رقم لديكم من قبل، لا على رقم من هذه الحزمة، وليقرؤوا عليكم كلمات مفتاحهم. يجب أن تتطابق كلها:
casefile-verify-custody = 4. الحيازة. في المجلد custody ملف لكل واقعة من وقائع كل قطعة إثبات، بالترتيب. "previous" هو بصمة SHA-256 للواقعة السابقة كما وردت في SHA256SUMS؛ و"sha256" بصمة قطعة الإثبات. ويذكر manifest.json عدد الوقائع وبصمة آخرها.
casefile-verify-limits = يدل ذلك على أن المحتوى هو ما ورد إلى الجهة وأنها هي التي تقول هذا عنه. ولا يدل على صحة ما فيه.
# Tasks, notes, timeline.
casefile-tab-timeline = التسلسل الزمني
casefile-tab-elements = أركان الجريمة
casefile-tab-tasks = المهام
casefile-tab-notes = الملاحظات
casefile-task = مهمة في قضية
casefile-tasks-what = ما يجب عمله، ومن يقوم به، وحتى متى. ويظهر على مكتبه.
casefile-tasks-open = مطلوب إنجازها
casefile-tasks-done = منجزة
casefile-tasks-none = لا مهام
casefile-tasks-none-next = حددوا مهمة لأنفسكم أو لزميل.
casefile-count-tasks = { $n ->
    [zero] لا مهام
    [one] مهمة واحدة
    [two] مهمتان
    [few] { $n } مهام
    [many] { $n } مهمة
   *[other] { $n } مهمة
}
casefile-task-new = مهمة جديدة
casefile-task-what = المهمة
casefile-task-what-needed = اذكروا ما يجب عمله.
casefile-task-who = المكلّف
casefile-task-due = حتى
casefile-task-due-wrong = أعطوا يومًا ووقتًا.
casefile-task-no-end = بلا موعد
casefile-task-set = تحديد المهمة
casefile-task-record-done = تسجيل إنجازها
casefile-task-done = أُنجزت
casefile-task-how = النتيجة
casefile-notes-what = ما دوّنه موظفو هذه القضية، الأحدث أولًا.
casefile-notes-none = لا ملاحظات بعد
casefile-notes-none-next = دوّنوا ما رأيتم أو ظننتم أو قررتم، ولماذا.
casefile-notes-how = كيف تُحفظ الملاحظات
casefile-notes-how-what = تحمل الملاحظة اسمكم ووقتها ولا تُغيَّر أبدًا. لتصحيحها اكتبوا أخرى تذكر ذلك، وتبقى الاثنتان.
casefile-count-notes = { $n ->
    [zero] لا ملاحظات
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $n } ملاحظات
    [many] { $n } ملاحظة
   *[other] { $n } ملاحظة
}
casefile-note = ملاحظة
casefile-note-new = ملاحظة جديدة
casefile-note-needed = اكتبوا شيئًا.
casefile-note-write = تدوين
casefile-note-corrected = صححتها ملاحظة أحدث
casefile-note-corrects = تصحح ملاحظة { $when }
casefile-note-correct = تصحيحها
casefile-note-right = الصحيح
casefile-timeline-what = ما له تاريخ في هذه القضية، الأقدم أولًا.
casefile-timeline-none = لا شيء مؤرخ بعد
casefile-timeline-none-next = أضيفوا حدثًا واذكروا متى كان.
casefile-timeline-how = كيف تُقرأ التواريخ
casefile-timeline-how-what = يكون التاريخ دقيقًا بقدر دقة مصدره: يوم أو شهر أو سنة، أو من يوم إلى آخر، أو تقريبًا. وما لا يُقرأ تاريخًا يرد في الآخر كما كُتب. وتُترك الإفادات المسحوبة.
casefile-timeline-more = هناك تواريخ لا يمكن وضعها في يوم بعينه أكثر مما يُعرض هنا، وكلها في السجلات.
casefile-timeline-between = من { $from } إلى { $to }
casefile-timeline-about = نحو { $when }
casefile-timeline-unread = «{ $text }»
casefile-col-event = الحدث أو السجل
# Elements of the offence.
casefile-elements-what = أي أركان المادة 6 من البروتوكول ثابتة، وبماذا، وأيها غير ثابت.
casefile-elements-how = كيف تُقدَّر الأركان
casefile-elements-how-what = يقدّر شخص كل ركن ويذكر السبب والإفادات وقطع الإثبات التي يستند إليها. لا شيء يُستنتج تلقائيًا، ولا يصير أحد مشتبهًا به هنا. وتبقى التقديرات السابقة. وقد يطلب القانون الوطني أكثر مما يطلبه البروتوكول أو أقل.
casefile-elements-none = لم تُبحث أي جريمة بعد
casefile-elements-none-next = اختاروا جريمة واذكروا السلوك المقصود.
casefile-elements-needed = الأركان
casefile-elements-scope = للتعاون (المادة 4)؛ وليس ركنًا في القانون الداخلي
casefile-elements-graver = ما يشدّدها (6(3))
casefile-offence-new = بحث جريمة
casefile-offence-begin = بدء البحث
casefile-offence-6-1-a = تهريب المهاجرين، 6(1)(أ)
casefile-offence-6-1-b-i = إعداد وثيقة مزورة، 6(1)(ب)(1)
casefile-offence-6-1-b-ii = تدبير وثيقة مزورة أو توفيرها أو حيازتها، 6(1)(ب)(2)
casefile-offence-6-1-c = التمكين من البقاء غير المشروع، 6(1)(ج)
casefile-participation = الصورة
casefile-participation-principal = بصفة الفاعل
casefile-participation-attempt = الشروع، 6(2)(أ)
casefile-participation-accomplice = المساهمة كشريك، 6(2)(ب)
casefile-participation-organise-direct = التنظيم أو التوجيه، 6(2)(ج)
casefile-conduct = أي سلوك
casefile-conduct-hint = ما جرى وأين ومتى، من غير وصف أحد بالذنب: عبور 3 مارس؛ جوازات الشقة.
casefile-conduct-needed = اذكروا السلوك المقصود.
casefile-stands-no-benefit = لا منفعة: لا تقوم جريمة بموجب المادة 6.
casefile-stands-lacks = غير ثابت حتى الآن:
casefile-stands-all = قُدّرت كل الأركان ثابتة. والمحكمة هي التي تقرر.
casefile-col-shown = التقدير
casefile-col-rests = لماذا، وبناءً على ماذا
casefile-shown-open = لم يُقدَّر
casefile-shown-proven = ثابت
casefile-shown-proven-what = بالمعيار الذي تدافعون عنه أمام المحكمة.
casefile-shown-indicated = مؤشرات
casefile-shown-indicated-what = ثمة ما يشير إليه ولا يثبته.
casefile-shown-contradicted = منقوض
casefile-shown-contradicted-what = ثمة ما ينفيه.
casefile-shown-not-shown = غير ثابت
casefile-shown-not-shown-what = لا شيء يثبته، أو لم يعد شيء يثبته.
casefile-shown-needed = اختاروا تقديركم.
casefile-element-intent = القصد
casefile-element-benefit = منفعة مالية أو منفعة مادية أخرى
casefile-element-procuring = تدبير الدخول
casefile-element-illegal-entry = الدخول غير مشروع
casefile-element-not-national = الشخص ليس من المواطنين ولا من المقيمين الدائمين
casefile-element-to-enable = بغرض التمكين من التهريب
casefile-element-fraudulent-document = الوثيقة مزورة
casefile-element-produced = إعدادها
casefile-element-provided = تدبيرها أو توفيرها أو حيازتها
casefile-element-illegal-stay = بقاء شخص دون استيفاء شروط الدولة
casefile-element-illegal-means = بوسائل غير مشروعة
casefile-element-begun = البدء في التنفيذ
casefile-element-helped = تقديم المساعدة
casefile-element-directed = تنظيم آخرين أو توجيههم
casefile-element-transnational = الطابع عبر الوطني
casefile-element-organised-group = ضلوع جماعة إجرامية منظمة
casefile-element-endangers-life = تعريض حياة المهرَّبين أو سلامتهم للخطر
casefile-element-inhuman-treatment = معاملة لاإنسانية أو مهينة، ومنها الاستغلال
casefile-element-link = سجل آخر
casefile-detail-none = غير محدد
casefile-detail-fraud = بأي طريقة، 3(ج)
casefile-detail-benefit = أي منفعة
casefile-detail-counterfeit-or-altered = مصنوعة زورًا أو محرّفة
casefile-detail-improperly-issued-or-obtained = صادرة أو محصّلة بغير وجه سليم؛ والوثيقة أصلية
casefile-detail-impostor-use = استعملها غير صاحبها
casefile-detail-money = مال
casefile-detail-goods = سلع
casefile-detail-labour = عمل
casefile-detail-sexual = جنسية
casefile-detail-other = منفعة مادية أخرى
casefile-judge = تقدير
casefile-judge-search = البحث عن إفادات في القضية
casefile-judge-exhibits = قطع الإثبات المستند إليها
casefile-judge-statements = الإفادات المستند إليها
casefile-judge-no-exhibits = لا قطع إثبات في القضية بعد.
casefile-judge-no-statements = لم توجد إفادات؛ ابحثوا عن غيرها.
casefile-judge-why = السبب
casefile-judge-why-hint = ما يثبته، وما ينفيه.
casefile-judge-why-needed = اذكروا السبب.
casefile-judge-ground-needed = أشّروا على قطعة إثبات أو إفادة واحدة على الأقل: لا شيء يثبت بلا شيء.
casefile-judge-record = تسجيل التقدير
casefile-judged-by = { $name }، { $day }
casefile-judged-before = التقديرات السابقة
casefile-judged-earlier = { $n ->
    [zero] لا تقديرات سابقة
    [one] تقدير سابق واحد
    [two] تقديران سابقان
    [few] { $n } تقديرات سابقة
    [many] { $n } تقديرًا سابقًا
   *[other] { $n } تقدير سابق
}
casefile-judged-rests = يستند إلى { $n }
casefile-ground-taken-back = سُحبت لاحقًا
casefile-import-keep = حفظ الملف كدليل
casefile-import-keep-hint = دون تغيير ومشفّرًا، فتقود كل إفادة إليه.
casefile-import-not-kept = تعذر حفظ الملف كدليل ولم يؤخذ شيء. ربما لا مكان على هذه العقدة؛ اسألوا المسؤول عن النظام أو خذوه دون حفظه.
casefile-import-exhibit = محفوظ كدليل
casefile-article-6 = جريمة بموجب المادة 6 من البروتوكول
casefile-article-6-needed = اختاروا جريمة وصورة.
casefile-tab-statements = الإفادات
casefile-statements-what = ما قيل في هذه القضية، أحدث المصادر أولًا. لكل إفادة مصدرها ودرجة تقييمها.
casefile-statements-source-hint = يكفي جزء من الاسم.
casefile-statements-narrow = تضييق القائمة
casefile-statements-none-yet = لا شيء يُعرض حتى الآن
casefile-statements-none-yet-next = القائمة مستمرة؛ انظروا الصفحة التالية.
casefile-statements-none-narrowed = اختاروا مصدرًا آخر أو درجة أخرى.
casefile-statements-first = الصفحة الأولى
casefile-statements-narrow-go = ضيّقوا القائمة
casefile-history = السجل الزمني للتغييرات
casefile-history-what = ما كان قائمًا في يومين جنبًا إلى جنب: ما أُضيف وما سُحب ومن فعل ذلك ومتى.
casefile-history-back = العودة إلى السجل
casefile-history-days = يومان
casefile-history-from = اليوم الأسبق
casefile-history-to = اليوم اللاحق
casefile-history-show = مقارنة
casefile-history-property = ماذا
casefile-history-added = أُضيف
casefile-history-gone = سُحب
casefile-history-passing = أُضيف ثم سُحب
casefile-history-added-by = أضافه { $who }، { $when }
casefile-history-gone-by = سحبه { $who }، { $when }
casefile-history-same = { $n ->
    [zero] لا شيء قائم في اليومين
    [one] قول واحد قائم في اليومين
    [two] قولان قائمان في اليومين
    [few] { $n } أقوال قائمة في اليومين
    [many] { $n } قولًا قائمًا في اليومين
   *[other] { $n } قول قائم في اليومين
}
casefile-history-none = لم يتغير شيء بين اليومين.
casefile-history-none-next = اختاروا يومين أبعد أحدهما عن الآخر.
casefile-tab-history = التغييرات
casefile-changes = ما تغيّر في القضية
casefile-changes-what = ما أُضيف وسُحب وحُفظ وأُنجز من يوم إلى آخر، ومن فعل ذلك، الأحدث أولًا.
casefile-changes-from = من
casefile-changes-to = إلى
casefile-changes-days = أي الأيام
casefile-changes-show = عرض
casefile-changes-hint = يُحسب اليومان كاملين. أما ما كان يقوله سجل واحد في يومين فيُعرض جنبًا إلى جنب في تاريخ ذلك السجل.
casefile-changes-newest = الأحدث
casefile-changes-older = الأقدم
casefile-col-who = من فعل
casefile-change-opened = فُتحت القضية
casefile-change-taken = أُخذ ملف
casefile-change-issue = كإصدار لاحق: أُضيف { $added }، وتغيّر { $changed }، وحُذف { $removed }
casefile-change-recorded = سُجّل
casefile-change-received = أُخذ من جواب
casefile-change-taken-back = سُحب
casefile-change-evidence = دليل
casefile-change-noted = ملاحظة
casefile-change-task-set = مهمة جديدة
casefile-change-task-done = أُنجزت مهمة
casefile-change-for = { $what } (يتولاها { $who })
casefile-change-cleared = أُجيزت للتحقّق
casefile-change-cleared-what = قيم القضية
casefile-change-looked = جريمة قيد النظر
casefile-change-judged = تقدير ركن
casefile-change-begun = سجل جديد
casefile-change-more = المزيد من هذا المصدر
casefile-change-unread = لا يُفتح هذا الحدث؛ وتبيّن صفحة الدليل موضع انقطاع سلسلة حفظه.
casefile-timeline-from = ابتداءً من هذا اليوم
casefile-timeline-go = الانتقال إلى يوم
casefile-timeline-show = عرض
casefile-timeline-first = الأقدم
casefile-timeline-none-after = لا شيء مؤرخ ابتداءً من هذا اليوم
casefile-timeline-none-after-next = اختاروا يومًا أسبق.
