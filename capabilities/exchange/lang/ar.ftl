# الملفات والمكتب.
exchange-desk = المكتب
exchange-desk-under = { $day }، { $hour } في { $place } · { $utc } بالتوقيت العالمي
exchange-desk-under-utc = { $day }، { $hour } بالتوقيت العالمي
exchange-all-dossiers = كل الملفات
exchange-beside-desk = بجانب المكتب
exchange-dossiers = الملفات
exchange-dossiers-what = الطلبات التي أرسلتها والطلبات التي وصلتك. يحتفظ الطرفان بالسجل الموقّع نفسه.
exchange-count = { $n ->
    [0] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $n } ملفات
   *[other] { $n } ملفاً
}
exchange-none = لا ملف بعد
exchange-none-next = اسأل سلطة أخرى، أو انتظر حتى تسألك إحداها.
exchange-none-found = لا ملف كهذا
exchange-none-found-next = اختر حالة أخرى أو طرفاً آخر.
exchange-show-all = عرض الكل
exchange-case-none = لم يُرسل ولم يصل أي طلب لهذه القضية بعد.
exchange-filter = عرض
exchange-filter-go = عرض
exchange-filter-state = الحالة
exchange-filter-side = الطرف
exchange-filter-all = الكل
exchange-filter-us = بانتظارك
exchange-filter-them = بانتظار الطرف الآخر
exchange-filter-open = مفتوحة
exchange-filter-ended = منتهية
exchange-filter-both = الطرفان
exchange-filter-asked = أنت السائل
exchange-filter-answering = أنت المسؤول
exchange-col-answer-in = الرد خلال
exchange-col-asked = المطلوب
exchange-col-other = الطرف الآخر
exchange-col-state = الحالة
exchange-col-record = السجل
exchange-col-says = يقول
exchange-col-source = المصدر والتقييم
exchange-col-handling = التداول
exchange-you-asked = أنت السائل
exchange-they-ask = يسألونك
exchange-in-case = القضية { $case }
exchange-points-answered = أُجيب عن { $n } من { $of } نقاط
exchange-subject-erased = مُحي النص

exchange-clock-none = لا شيء مستحق
exchange-clock-no-date = لا مهلة في المعاهدة
exchange-clock-open = مفتوح منذ { $span }
exchange-clock-late = متأخر { $span }
exchange-clock-left = بقي { $span }
exchange-clock-stands-still = متوقف حتى يُجاب عمّا استُوضح عنه
exchange-clock-promised = الموعد الموعود { $when }
exchange-clock-requested-by = مطلوب قبل { $when }
exchange-clock-eu-urgent-direct = خلال 8 ساعات إن كانت متاحة مباشرة، قبل { $when }
exchange-clock-eu-urgent-indirect = خلال 3 أيام، قبل { $when }
exchange-clock-eu-other = خلال 7 أيام، قبل { $when }
exchange-field-profile = المهل المتفق عليها
exchange-profile-none = لا مهل متفق عليها
exchange-profile-eu-2023-977 = التوجيه الأوروبي 2023/977 حيث يلتزم به الطرفان
exchange-clock-elapsed = منذ { $when }

exchange-frozen = متوقف
exchange-frozen-next = لا يمكن إضافة شيء. تحدث إلى المكتب الآخر ثم افتح ملفاً جديداً.
exchange-not-acknowledged = دون إشعار باستلام
exchange-they-ask-back = يطلبون توضيحاً
exchange-waiting-for-them = بانتظار الطرف الآخر
exchange-state-opened = مفتوح
exchange-state-acknowledged = أُشعر بالاستلام
exchange-state-asked-back = طُلب توضيح
exchange-state-answered-part = رد جزئي
exchange-state-answered = رُدّ عليه
exchange-state-refused = مرفوض
exchange-state-withdrawn = مسحوب
exchange-state-closed = مغلق
exchange-step-delivered = سُلّم
exchange-step-promised = موعود { $when }

exchange-moved-open = سأل { $desk }
exchange-moved-open-us = سألتَ
exchange-moved-acknowledge = أشعر { $desk } بالاستلام
exchange-moved-acknowledge-us = أشعرتَ بالاستلام
exchange-moved-ask-back = طلب { $desk } توضيحاً
exchange-moved-ask-back-us = طلبتَ توضيحاً
exchange-moved-supplement = أكمل { $desk } الطلب
exchange-moved-supplement-us = أكملتَ الطلب
exchange-moved-answer = ردّ { $desk }
exchange-moved-answer-us = رددتَ
exchange-moved-answer-part = ردّ { $desk } جزئياً
exchange-moved-answer-part-us = رددتَ جزئياً
exchange-moved-answer-none = ردّ { $desk }: لم يُعثر على شيء
exchange-moved-answer-none-us = رددتَ: لم يُعثر على شيء
exchange-moved-refuse = رفض { $desk }
exchange-moved-refuse-us = رفضتَ
exchange-moved-withdraw = سحب { $desk } الطلب
exchange-moved-withdraw-us = سحبتَ الطلب
exchange-moved-close = أغلق { $desk } الملف
exchange-moved-close-us = أغلقتَ الملف
exchange-moved-unknown = { $desk }: { $code }
exchange-void = لا أثر له
exchange-void-state = وصل حين لم يعد الملف يسمح به، مثلاً لأن الطرف الآخر كان قد سحب طلبه.
exchange-void-side = لم تكن هذه الخطوة لهذا الطرف.
exchange-void-condition = لم يتحقق شرط من شروط هذه الخطوة.
exchange-void-unknown = صنعه برنامج أحدث. يُعرض كما هو ولا يغير شيئاً.
exchange-kind-not-known = نوع غير معروف هنا
exchange-void-waits = يرد على شيء لم يصل إلى هنا بعد.
exchange-erased = مُحي النص. ويبقى الأثر الموقّع لوجوده.
exchange-receipt-durable = محفوظ لدى { $desk } { $when } · تم التحقق من التوقيع والبصمة
exchange-receipt-waiting = لم يستلمه الطرف الآخر بعد
exchange-receipt-again = لم يُستلم بعد: الطرف الآخر لا يجيب، والإرسال مستمر
exchange-receipt-expired = لم يُستلم قط: تُرك بعد 30 يوماً، أو حين سُحبت الثقة من عقدته
exchange-receipt-refused = لم يقبله الطرف الآخر: { $why }
exchange-receipt-false = الإيصال لا يثبت عند التحقق
exchange-reason-peer-not-trusted = لم تعد هذه العقدة موثوقة هناك
exchange-reason-key-not-current = موقّع بمفتاح ليس في أحدث بطاقة
exchange-reason-expired = وصل متأخراً
exchange-reason-unknown-kind = برنامجهم لا يعرف هذا النوع
exchange-reason-number-used-twice = خطوتان مختلفتان تحملان الرقم نفسه
exchange-reason-chain-broken = خطوة لا تتصل بما قبلها في السجل
exchange-reason-seen-unknown = رأى الطرف الآخر خطوة ليست هنا؛ ربما استُعيدت هذه العقدة من نسخة احتياطية
exchange-reason-dossier-frozen = الملف متوقف هناك
exchange-reason-not-agreed = لم يُتفق على أن تسأل هذه العقدة
exchange-reason-designation = هذا النوع ليس لسلطتهم أو ليس من سلطتكم
exchange-reason-forged = مزوَّر أو تالف أو موقَّع بمفتاح غير معروف
exchange-reason-unknown-key = مختوم لمفتاح لم يعد موجودًا هناك
exchange-reason-key-revoked = موقَّع بمفتاح ألغاه صاحبه
exchange-reason-kind-unreadable = برنامجهم لا يستطيع قراءة هذا النوع من الطلبات

exchange-history = السجل
exchange-history-equal = متطابق لدى الطرفين
exchange-history-provisional = لم يؤكده الطرف الآخر بعد
exchange-moves = { $n ->
    [0] لا خطوات
    [one] خطوة واحدة
    [two] خطوتان
    [few] { $n } خطوات
   *[other] { $n } خطوة
}
exchange-verify = تحقق
exchange-before = قبل أن تتصرف
exchange-before-ask = قبل أن تسأل
exchange-before-send = قبل أن ترسل
exchange-can-nothing = لا شيء عليك هنا الآن.
exchange-act-acknowledge = إشعار بالاستلام
exchange-act-ask-back = طلب توضيح
exchange-act-supplement = إكمال
exchange-act-answer = رد
exchange-act-refuse = رفض…
exchange-act-withdraw = سحب…
exchange-act-close = إغلاق
exchange-do-acknowledge = الإشعار باستلام الطلب
exchange-do-ask-back = طلب توضيح
exchange-do-supplement = إكمال الطلب
exchange-do-answer = الرد
exchange-do-refuse = الرفض
exchange-do-withdraw = سحب الطلب
exchange-do-close = إغلاق الملف
exchange-other-desk = المكتب الآخر
exchange-desk-name = المكتب
exchange-desk-contact = جهة الاتصال
exchange-desk-hours = الدوام
exchange-desk-open = مفتوح الآن
exchange-desk-opens = يفتح { $when }
exchange-desk-confirmed = تاريخ التأكيد
exchange-desk-unconfirmed = غير مؤكد
exchange-desk-none = لا جهة اتصال في بطاقته
exchange-own-case = قضيتك
exchange-learn = سيعلمون
exchange-learn-acknowledge = أن الطلب وصل، وموعد الرد الذي تعد به.
exchange-learn-ask-back = ما تحتاج إلى معرفته قبل أن ترد.
exchange-learn-supplement = ما تضيفه إلى طلبك.
exchange-learn-answer = ما تكتبه هنا. لا يُرفق أي بيان من قضية.
exchange-learn-refuse = أنك ترفض، وعلى أي سبب ولماذا.
exchange-learn-withdraw = أنك لم تعد بحاجة إلى رد، ولماذا.
exchange-learn-close = أن الأمر انتهى بالنسبة إليك.
exchange-learn-statements = { $n ->
    [one] ما تكتبه هنا وبياناً واحداً مع مصدره وتقييمه وتداوله.
    [two] ما تكتبه هنا وبيانين مع مصدرهما وتقييمهما وتداولهما.
    [few] ما تكتبه هنا و{ $n } بيانات مع مصادرها وتقييمها وتداولها.
   *[other] ما تكتبه هنا و{ $n } بياناً مع مصادرها وتقييمها وتداولها.
}
exchange-see = ويرون في كل الأحوال
exchange-see-text = سلطتك ودولتك ووقت كتابتك.
exchange-withheld = { $n ->
    [one] بيان واحد. يمكنك الرد بدونه.
    [two] بيانان. يمكنك الرد بدونهما.
    [few] { $n } بيانات. يمكنك الرد بدونها.
   *[other] { $n } بياناً. يمكنك الرد بدونها.
}
exchange-assessment = التقييم
exchange-assessment-of = تقييم { $party }:
exchange-assessment-conditional = صالح بشروط حتى { $day } ({ $reference }). الشروط: { $conditions }
exchange-assessment-minimal = صالح حتى { $day }، بمرجع فقط ({ $reference }): لم يُجب أحد عن أسئلته بعد.
exchange-assessment-valid = سارٍ حتى { $day } ({ $reference }).
exchange-assessment-none = لم يسجل أحد تقييماً. لا يمكن إرسال شيء حتى يسجله مدّعٍ عام أو مسؤول عن حماية البيانات.
exchange-assessment-own = غير لازم: سلطة من الدولة نفسها، على هذه العقدة.
exchange-assessment-not-valid = سلبي أو انتهت مدته. لا يمكن إرسال شيء حتى يسجل مدّعٍ عام أو مسؤول عن حماية البيانات تقييماً جديداً.

exchange-what-you-ask = ما تسأل عنه
exchange-what-you-say = ما تقوله
exchange-they-asked = ما سُئل عنه
exchange-goes-to = يُرسل إلى { $desk }
exchange-to-preview = انظر ما الذي سيُرسل
exchange-preview = هذا ما سيُرسل
exchange-preview-what = ما سيقرؤونه
exchange-preview-first = لا يُرسل شيء قبل أن تراه كما سيرونه.
exchange-send = إرسال
exchange-send-once = ما أُرسل يمكن تصحيحه ولا يمكن إلغاؤه. يُوقّع باسم سلطتك.
exchange-change = تعديل
exchange-cancel = إلغاء
exchange-new-request = طلب جديد
exchange-choose-desk = اختر سلطة
exchange-no-peer = لا أحد يمكن سؤاله بعد.
exchange-no-peer-next = يقارن مدير بطاقة عقدة أخرى ويثق بها أولاً.
exchange-case-stays = قضيتك { $case } مسجلة هنا فقط؛ الطرف الآخر لا يراها.
exchange-more-fields = المزيد: تواريخ وقيود وتفاصيل
exchange-promised-for = الرد موعود في
exchange-not-said = غير محدد
exchange-yes = نعم
exchange-no = لا
exchange-unnamed = بلا اسم
exchange-field-peer = من تسأل
exchange-field-purpose = الغرض
exchange-field-subject = السؤال في سطر واحد
exchange-field-points = النقاط
exchange-field-facts = الوقائع والجريمة
exchange-field-offence = الجريمة، المادة 6 من البروتوكول
exchange-field-reasons = لماذا تعتقد أنها لديهم
exchange-field-link = الصلة بين الغرض والأشخاص
exchange-field-urgency = الاستعجال
exchange-field-urgency-reason = سبب الاستعجال
exchange-field-requested-by = الرد مطلوب قبل
exchange-field-requested-by-reason = سبب هذا الموعد
exchange-field-basis = الأساس القانوني
exchange-field-category = نوع المعلومات، البروتوكول 10(1)
exchange-field-handling = التداول
exchange-field-restrictions = قيود أخرى
exchange-field-language = لغة الطلب
exchange-field-hit = التطابق
exchange-field-statements = البيانات
exchange-field-promised = الرد الموعود قبل
exchange-field-text = النص
exchange-field-outcome = النتيجة
exchange-field-answers = الردود حسب النقاط
exchange-field-conditions = الشروط
exchange-field-evidence = يجوز استعماله دليلاً أمام القضاء
exchange-field-ground = السبب
exchange-field-refuse-reasons = التعليل
exchange-field-withdraw-reasons = لماذا لم يعد مطلوباً
exchange-field-ask-back-text = ما تحتاج إلى معرفته
exchange-field-supplement-text = ما تضيفه
exchange-field-answer-text = الرد
exchange-field-close-text = هل كان مفيداً؟ للمكتب الآخر
exchange-field-missing = { $field }: املأ هذا الحقل.
exchange-field-too-long = { $field }: اختصر.
exchange-field-wrong = { $field }: اختر من القائمة أو صحح ما كتبت.
exchange-hint-peer = تستلمه عقدة هذه السلطة ويراه مكتبها فوراً.
exchange-hint-points = سؤال في كل سطر، بأقصى دقة ممكنة. يُجاب عنها واحداً واحداً.
exchange-hint-facts = ما حدث والجريمة التي تحقق فيها. لا تسمّ أشخاصاً محميين.
exchange-hint-reasons = تطابق أو مكان أو اسم: ما يجعلك تسألهم دون غيرهم.
exchange-hit-reasons = بيّن تحقق سري بين عقدتينا أن لديكم قيمة واردة في قضيتنا (التطابق { $reference }).
exchange-hint-restrictions = بكلماتك. يحفظها برنامج المستلم مع المعلومات.
exchange-hint-promised = لا تحدد المعاهدة عدد أيام. يرى المكتب الآخر الموعد الذي تعد به.
exchange-hint-conditions = مثلاً: لا يُستعمل أمام القضاء دون موافقتنا. يبقى مع كل بيان.
exchange-hint-requested-by = رغبة معللة، لا مهلة من المعاهدة.
exchange-hint-evidence = وإلا فالمعلومات للتحري فقط.
exchange-hint-urgency-reason = فقط إذا لم يكن عادياً.
exchange-point = { $n }. { $point }
exchange-point-n = النقطة { $n }
exchange-point-text = الرد على النقطة { $n }
exchange-point-not-now = لا رد الآن
exchange-outcome-whole = كاملاً
exchange-outcome-part = جزئياً
exchange-outcome-none = لم يُعثر على شيء
exchange-urgency-normal = عادي
exchange-urgency-urgent = عاجل
exchange-urgency-imminent-threat-to-life = خطر على الحياة
exchange-ground-not-available = المعلومات غير متوفرة هنا
exchange-ground-needs-judicial-authorisation = يلزم إذن قضائي
exchange-ground-essential-interests = يضر بمصالح أساسية للدولة
exchange-ground-ongoing-investigation = يضر بتحقيق جارٍ
exchange-ground-safety-of-a-person = يعرض شخصاً للخطر
exchange-ground-other-proceedings-needed = يلزم طلب مساعدة قانونية متبادلة
exchange-ground-not-precise-enough = الطلب غير دقيق بما يكفي
exchange-offence-6-1-a = 6(1)(أ) تهريب المهاجرين
exchange-offence-6-1-b-i = 6(1)(ب)‏1 إعداد وثيقة احتيالية
exchange-offence-6-1-b-ii = 6(1)(ب)‏2 تدبير وثيقة احتيالية أو حيازتها
exchange-offence-6-1-c = 6(1)(ج) التمكين من البقاء غير المشروع
exchange-category-a = (أ) الدروب والناقلون ووسائل النقل
exchange-category-b = (ب) هوية الجماعات وأساليبها
exchange-category-c = (ج) وثائق السفر والوثائق الفارغة
exchange-category-d = (د) الإخفاء وإساءة استعمال الوثائق
exchange-category-e = (هـ) التشريعات والممارسات
exchange-category-f = (و) معلومات تقنية
exchange-purpose-investigation = التحقيق
exchange-purpose-prosecution = الملاحقة
exchange-purpose-prevention = المنع
exchange-purpose-protection = الحماية
exchange-purpose-administration = الإدارة
exchange-purpose-oversight = الرقابة
exchange-basis-UNTOC-27 = الاتفاقية 27: التعاون في إنفاذ القانون
exchange-basis-UNTOC-27-1-b = الاتفاقية 27(1)(ب): تحريات عن أشخاص وعائدات وممتلكات
exchange-basis-UNTOC-18-4 = الاتفاقية 18(4): معلومات تلقائية
exchange-basis-UNTOC-15-5 = الاتفاقية 15(5): تحقيقات متوازية
exchange-basis-SOMP-10 = البروتوكول 10: المعلومات
exchange-basis-SOMP-10-1-a = البروتوكول 10(1)(أ): الدروب والناقلون ووسائل النقل
exchange-basis-SOMP-10-1-b = البروتوكول 10(1)(ب): هوية الجماعات وأساليبها
exchange-basis-SOMP-10-1-c = البروتوكول 10(1)(ج): وثائق السفر والوثائق الفارغة
exchange-basis-SOMP-10-1-d = البروتوكول 10(1)(د): الإخفاء وإساءة استعمال الوثائق
exchange-basis-SOMP-11-6 = البروتوكول 11(6): القنوات المباشرة على الحدود
exchange-basis-SOMP-13 = البروتوكول 13: شرعية الوثائق
exchange-refused = لا يمكن إرسال هذا إلى هذه السلطة. يمكنك تعديله والمحاولة من جديد.
exchange-refused-assessment = لا تقييم سارياً لهذه الدولة. اطلب من مدير تسجيل تقييم.
exchange-refused-handling = ما وصل بهذا التداول لا يُنقل إلى هذه السلطة.
exchange-refused-marking = وسم TLP أو PAP عليه لا يسمح بإرساله إلى هناك بهذه الطريقة. احذفوا ذلك الجزء أو اختاروا جهة أخرى.
exchange-refused-restriction = عليه قيد لا يعرفه هذا البرنامج. احذف ذلك الجزء.
exchange-refused-role = دورك لا يسمح بهذا.
exchange-peer-unknown = اختر سلطة من القائمة.
exchange-authority-unknown = ليست هذه السلطة في أحدث بطاقة لعقدتها. اختر من جديد.
exchange-not-agreed = لم يُتفق على أن تسأل هذه العقدة. اطلب من مدير تحديد الشروط.
exchange-not-designated = هذا النوع لسلطات ذات وظيفة أخرى. اختر سلطة لها هذه الوظيفة.
exchange-too-many-statements = اختر 200 بيان على الأكثر. أرسل الباقي في خطوة أخرى.
exchange-mixed-origin = هذه البيانات من مرسلين مختلفين. ردّ ببيانات كل مرسل في خطوة مستقلة.
exchange-nothing-to-take = لا شيء في هذه الخطوة يؤخذ إلى قضية.
exchange-no-such-case = لا قضية كهذه متاحة لك هنا. تحقق من المرجع.
exchange-pick = بيانات من قضاياك
exchange-pick-hint = اختر ما يُرفق واحداً واحداً. يُفحص كل منها على حدة قبل أن يخرج شيء.
exchange-pick-case = القضية
exchange-pick-find = ابحث في القضية
exchange-pick-go = ابحث
exchange-pick-statements = اختر
exchange-pick-more = هناك المزيد. ابحث عن اسم أو رقم.
exchange-statements = البيانات
exchange-statements-n = { $n ->
    [0] لا بيانات
    [one] بيان واحد
    [two] بيانان
    [few] { $n } بيانات
   *[other] { $n } بياناً
}
exchange-unread = { $n ->
    [one] بيان آخر صنعه برنامج أحدث ولا يُقرأ هنا. يبقى في الملف.
    [two] بيانان آخران صنعهما برنامج أحدث ولا يُقرآن هنا. يبقيان في الملف.
    [few] { $n } بيانات أخرى صنعها برنامج أحدث ولا تُقرأ هنا. تبقى في الملف.
   *[other] { $n } بياناً آخر صنعها برنامج أحدث ولا تُقرأ هنا. تبقى في الملف.
}
exchange-take = أخذ إلى قضية
exchange-take-what = ما سيؤخذ
exchange-take-case = قضيتك
exchange-take-case-hint = مرجعها، مثلاً AG-114.
exchange-take-keeps = ما يبقى معه
exchange-take-keeps-text = يبقى المصدر والتقييم والتداول والقيود كما حددها المرسل، ويبقى المرسل مالكها. أخذها مرة ثانية لا يغير شيئاً.
exchange-verification = التحقق
exchange-verified = كل شيء سليم.
exchange-verified-text = السلسلتان متصلتان، وكل توقيع بمفتاح يعرفه الدليل، وكل نص يطابق ما وُقّع.
exchange-not-verified = هذا لا يثبت:
exchange-fault = { $chain }، الخطوة { $n }: { $what }
exchange-chain-asker = الطرف السائل
exchange-chain-answerer = الطرف المجيب
exchange-v-moves = الخطوات
exchange-v-signatures = توقيعات ثبتت
exchange-v-bodies = نصوص تطابق ما وُقّع
exchange-v-erased = نصوص ممحوة
exchange-v-receipts = إيصالات ثبتت
exchange-v-not-received = دون إيصال بعد
exchange-v-history = بصمة السجل
exchange-v-foot = متى استُلمت كل خطوة صارت البصمة نفسها لدى الطرف الآخر. اقرآها لبعضكما للتأكد.
exchange-to-dossier = إلى الملف
exchange-download = تنزيل السجل

# التصحيحات والموافقة والإفصاح.
exchange-state-granted = مُنحت
exchange-state-granted-part = مُنحت جزئيًّا
exchange-state-consent-withdrawn = سُحبت الموافقة
exchange-moved-grant = وافق { $desk }
exchange-moved-grant-us = وافقت
exchange-moved-grant-part = وافق { $desk } جزئيًّا
exchange-moved-grant-part-us = وافقت جزئيًّا
exchange-moved-withdraw-consent = سحب { $desk } موافقته
exchange-moved-withdraw-consent-us = سحبت موافقتك
exchange-moved-correct = صحّح { $desk } ما كان قد أرسله
exchange-moved-correct-us = صحّحت ما كنت قد أرسلته
exchange-moved-correct-none = سحب { $desk } بيانات كان قد أرسلها
exchange-moved-correct-none-us = سحبت بيانات كنت قد أرسلتها
exchange-moved-applied = طبّق { $desk } التصحيح
exchange-moved-applied-us = طبّقت عقدتك التصحيح
exchange-moved-disclose = يفصح { $desk } للدفاع
exchange-moved-disclose-us = تفصح للدفاع
exchange-act-grant = موافقة
exchange-act-withdraw-consent = سحب الموافقة…
exchange-act-correct = تصحيح ما أُرسل
exchange-act-applied = طُبّق
exchange-act-disclose = الإفصاح للدفاع
exchange-do-grant = الموافقة على الإحالة
exchange-do-withdraw-consent = سحب الموافقة
exchange-do-correct = تصحيح ما أُرسل
exchange-do-applied = طُبّق التصحيح
exchange-do-disclose = الإفصاح للدفاع
exchange-learn-grant = أنك توافق، وعلى أي بيانات وبأي شروط.
exchange-learn-withdraw-consent = أنك لم تعد توافق، ولماذا. ما أُحيل من قبل يبقى هناك حتى تصحّحه.
exchange-learn-correct = أيُّ بياناتك لم تعد صحيحة، ولماذا، وما يحلّ محلها. تتغيّر نسخهم فورًا وتؤكد عقدتهم ذلك.
exchange-learn-applied = أن التصحيح طُبّق، وعلى كم نسخة.
exchange-learn-disclose = ما تفصح عنه للدفاع، ولماذا ومتى.
exchange-field-references = البيانات
exchange-field-grant-references = البيانات التي توافق عليها، إن كان جزئيًّا
exchange-field-reasons-correct = سبب التصحيح
exchange-field-withdraw-consent-reasons = لماذا لم تعد توافق
exchange-field-cause = السبب
exchange-field-correction = التصحيح
exchange-field-copies = النسخ التي تغيّرت
exchange-field-move = الخطوة
exchange-field-what = ما يُفصح عنه
exchange-field-why = لماذا يبرّئ شخصًا متهمًا
exchange-field-notice = الإشعار
exchange-field-disclosed = متى يُفصح عنه
exchange-field-not-before = لماذا لم تتمكن من إشعارهم من قبل
exchange-field-use = ما تطلبه
exchange-field-recipient = من سيتلقاه
exchange-field-for-purpose = فيمَ سيُستخدم
exchange-field-about = بشأن الملف
exchange-hint-use = الموافقة على الإحالة ليست موافقة على الاستخدام أمام المحكمة.
exchange-hint-recipient = الموافقة لهذا المتلقي وحده.
exchange-hint-references = الموافقة على هذه البيانات تحديدًا.
exchange-hint-notice = يطلب القانون إشعارًا مسبقًا. وبعد الإفصاح فقط إن تعذّر ذلك، ودون تأخير.
exchange-hint-not-before = فقط إن أشعرتهم بعد ذلك.
exchange-hint-reasons-correct = يقرؤه الطرف الآخر، ويبقى بجانب كل نسخة سُحبت.
exchange-use-onward = إحالته
exchange-use-judicial = استخدامه أمام المحكمة
exchange-use-onward-judicial = إحالته واستخدامه أمام المحكمة
exchange-notice-before = قبل الإفصاح
exchange-notice-after = بعد الإفصاح، دون تأخير
exchange-cause-originator = صحّحه من أرسله إليهم
exchange-ground-recipient-not-assessed = لم نقيّم المتلقي
exchange-own-courts = { $party } · محاكمكم
exchange-later-replaced = صُحّح بعد ذلك
exchange-later-withdrawn = سُحب بعد ذلك
exchange-court-not = معلومات وليست دليلًا
exchange-court-consent = يجوز استخدامه أمام المحكمة بالموافقة
exchange-court-part = يجوز استخدام { $n } من { $of } أمام المحكمة بالموافقة
exchange-consent-needed = موافقة المرسل
exchange-consent-needed-n = { $n ->
    [one] تلقّيت بيانًا واحدًا بقيد يمنع ذلك. يمكن لمرسله أن يوافق.
   *[other] تلقّيت { $n } من البيانات بقيد يمنع ذلك. يمكن لمرسلها أن يوافق.
}
exchange-ask-permission = طلب الإذن بالإحالة
exchange-consent-withdrawn = سُحبت الموافقة على الإحالة إلى { $party }: عاد محظورًا
exchange-corrections = التصحيحات
exchange-corrections-sent = التصحيحات المُرسَلة وما عاد منها
exchange-record-exchanged = المُرسَل والمُتلقّى
exchange-correct-what = أُرسل، ولم يعد صحيحًا هنا
exchange-correct-none = لم يُسحب شيء مما أُرسل من هذه القضية دون إبلاغ الطرف الآخر.
exchange-correct-outside = لا يمكن استرجاع النسخ خارج البرنامج. أبلغ المكتب الآخر إن علمت بوجودها.
exchange-instead-nothing = لا شيء: سُحب
exchange-instead-hint = ذهب إلى { $desks }. سُحب هنا: { $why } اختر ما يحلّ محله.
exchange-instead-withheld = { $n ->
    [one] بديل واحد لا يجوز أن يذهب إلى هذا المكتب. يُسحب البيان هناك.
   *[other] { $n } من البدائل لا يجوز أن تذهب إلى هذا المكتب. تُسحب البيانات هناك.
}
exchange-taken-back-n = { $n ->
    [one] سُحب بيان واحد
   *[other] سُحب { $n } من البيانات
}
exchange-untold = { $n ->
    [one] بيان واحد أُرسل لم يعد صحيحًا هنا
   *[other] { $n } من البيانات أُرسلت لم تعد صحيحة هنا
}
exchange-untold-tag = أرسل التصحيح
exchange-told-tag = صُحّح هناك
exchange-correction-sent = أُرسل ولم يُستلم بعد
exchange-correction-delivered = استُلم ولم يُطبّق بعد
exchange-correction-not-taken = لم يُقبل: اتصل بالمكتب الآخر
exchange-correction-confirmed = أُرسل بالبريد وأفادوا بأنه وصلهم
exchange-correction-applied = { $n ->
    [0] طُبّق: لا توجد نسخة
    [one] طُبّق على نسخة واحدة
   *[other] طُبّق على { $n } من النسخ
}
exchange-correction-to = { $desk }، { $when }: { $n ->
    [one] صُحّح بيان واحد
   *[other] صُحّح { $n } من البيانات
}
exchange-correction-from = صحّح { $desk } في { $when }: استُبدل { $replaced }، سُحب { $withdrawn }
exchange-passed-on = { $n ->
    [one] أُحيل إلى مكتب واحد
   *[other] أُحيل إلى { $n } من المكاتب
}
exchange-left-to-you = { $n ->
    [one] بقي واحد لكم: اقرؤوا التصحيح وقرّروا في القضية
   *[other] بقي { $n } لكم: اقرؤوا التصحيح وقرّروا في القضية
}
exchange-went-to = { $what }: أُرسل إلى { $desk } في { $when }
exchange-came-from = { $what }: من { $desk }
exchange-corrected-since = صُحّح بعد ذلك
exchange-corrected-since-n = { $n ->
    [one] صحّح المرسل بيانًا واحدًا أو سحبه. ما تراه هو الصحيح الآن.
   *[other] صحّح المرسل { $n } من البيانات أو سحبها. ما تراه هو الصحيح الآن.
}
exchange-correct-cannot = لا يمكن إرساله إلى هذا المكتب الآن
exchange-correct-cannot-next = يبقى على مكتبك. انظر الملف: إنه متوقف، أو عقدتهم غير موثوقة أو غير مقيَّمة.

# What children are called (R-26).
exchange-pick-names = أدرج أسماء الأطفال أيضاً (يحفظ السجل ذلك)
exchange-pick-name = اسم طفل: اختياره يفرج عنه
exchange-refused-child = هذا يذكر اسم طفل. اختره على أنه كذلك أو اتركه.

# أركان جريمة المادة 6 (R-02, R-03).
exchange-field-benefit = منفعة مالية أو مادية أخرى
exchange-field-benefit-facts = المنفعة: كم، ومن دفع لمن، وبأي طريق
exchange-field-endangers-life = تعريض حياة أو سلامة للخطر، 6(3)(أ)
exchange-field-inhuman-treatment = معاملة لاإنسانية أو مهينة، 6(3)(ب)
exchange-hint-benefit = لا جريمة بموجب المادة 6 بلا منفعة: مساعدة الأسرة أو المساعدة لدواعٍ إنسانية ليست جريمة.
exchange-hint-benefit-facts = ما يُعرف عنها وما لا يُعرف.
exchange-benefit-money = مال
exchange-benefit-goods = بضائع
exchange-benefit-labour = عمل
exchange-benefit-sexual = جنسية
exchange-benefit-other = منفعة مادية أخرى
exchange-benefit-none = لا منفعة
exchange-benefit-unknown = غير معروفة
exchange-benefit-absent = لا منفعة: لا جريمة بموجب المادة 6
exchange-benefit-unproven = ركن غير مثبت: المنفعة
exchange-aggravation-misplaced = لا تشدد المادة 6(3) جريمة 6(1)(ب)‏2
exchange-field-no-offence = بلا منفعة ليست هذه جريمة بموجب المادة 6 من البروتوكول. اطلب دون تسمية جريمة، أو اذكر ما كانت المنفعة.
exchange-field-not-aggravated = { $field }: جريمة 6(1)(ب)‏2 وحدها لا تُشدَّد. سمِّ الجريمة المشددة أو اترك هذا.
exchange-distress-first = ما ترسله في حالة خطر. اطلب على أنه تهديد وشيك للحياة كي يأتي الإنقاذ أولاً.
exchange-kind-choice = نوع الملف
# الأرقام.
exchange-figures-requests-received = طلبات واردة انتهت
exchange-figures-requests-received-what = يُحصى كل طلب مرة واحدة في الربع الذي انتهى فيه. والرد بأنه لا شيء لدينا رد. ولا تُذكر دول ولا مناطق.
exchange-figures-requests-received-answered-week = رُد عليها خلال 7 أيام
exchange-figures-requests-received-answered-month = رُد عليها خلال 30 يومًا
exchange-figures-requests-received-answered-later = رُد عليها بعد ذلك
exchange-figures-requests-received-refused-unclear = رُفضت: لا شيء لدينا أو الطلب غير دقيق بما يكفي
exchange-figures-requests-received-refused-other-way = رُفضت: يلزم إذن قضائي أو إجراء آخر
exchange-figures-requests-received-refused-interests = رُفضت: حماية لمصلحة أو تحقيق أو شخص
exchange-figures-requests-received-ended-otherwise = انتهت على نحو آخر
exchange-figures-requests-sent = طلبات صادرة انتهت
exchange-figures-requests-sent-what = يُحصى كل طلب مرة واحدة في الربع الذي انتهى فيه.
exchange-figures-requests-sent-answered = ورد الرد
exchange-figures-requests-sent-nothing-held = ورد الرد: لا شيء لديهم
exchange-figures-requests-sent-refused = رُفضت
exchange-figures-requests-sent-ended-otherwise = انتهت على نحو آخر
exchange-figures-permissions-asked = أذون الإحالة التي طُلبت منا
exchange-figures-permissions-asked-what = يُحصى كل طلب مرة واحدة في الربع الذي بُت فيه. وما سُحب بعد ذلك يبقى كما أُحصي.
exchange-figures-permissions-asked-granted = مُنح
exchange-figures-permissions-asked-granted-part = مُنح جزئيًا
exchange-figures-permissions-asked-refused = رُفض
exchange-figures-permissions-asked-ended-otherwise = انتهى على نحو آخر
exchange-figures-corrections-sent = تصحيحات صادرة
exchange-figures-corrections-sent-what = تصحيح ما أُرسل وسحبه، بحسب ما إذا كانت عقدة الطرف الآخر قد وقّعت عليه حتى نهاية الربع.
exchange-figures-corrections-sent-signed-for = وُقّع عليها
exchange-figures-corrections-sent-open = لم يُوقّع عليها
exchange-figures-assistance-requests = طلبات مساعدة قانونية متبادلة انتهت
exchange-figures-assistance-requests-what = ملفات كل نوع يستند تعريفه إلى المادة 18 من الاتفاقية، ولا تُقصد الفقرة 18(4) وهي معلومات لم يطلبها أحد. يُحصى كل ملف مرة واحدة في الربع الذي انتهى فيه.
exchange-figures-assistance-requests-received = واردة
exchange-figures-assistance-requests-sent = صادرة

exchange-receipt-courier = لم يُستلم بعد: سُلّم إلى حامل البريد { $when }
exchange-courier = حامل البريد
exchange-courier-what = ما ينتظر عقدة لا يمكن الوصول إليها يوضع في ملف. يجوز لأي شخص أن يحمله بأي وسيلة: فهو مختوم ولا يسمّي كاتبه ولا من هو له.
exchange-courier-outgoing = ما يُسلَّم إلى حامل البريد
exchange-courier-incoming = وصل ملف بريد
exchange-courier-incoming-what = يُقرأ كما لو أن رسائله جاءت عبر الخط. وتعود الإيصالات في ملفك التالي لتلك العقدة.
exchange-courier-col-peer = إلى
exchange-courier-col-waits = في الانتظار
exchange-courier-col-given = آخر تسليم
exchange-courier-col-file = الملف
exchange-courier-col-place = الموضع
exchange-courier-col-what = ما هو
exchange-courier-col-became = ما آل إليه
exchange-courier-col-why = السبب
exchange-courier-no-peer = لا توجد عقدة يُكتب إليها
exchange-courier-no-peer-next = يتبادل المدير البطاقات مع العقدة الأخرى أولاً.
exchange-courier-messages = { $n ->
    [0] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $n } رسائل
   *[other] { $n } رسالة
}
exchange-courier-receipts = { $n ->
    [0] لا إيصالات مستحقة
    [one] إيصال واحد مستحق
    [two] إيصالان مستحقان
    [few] { $n } إيصالات مستحقة
   *[other] { $n } إيصالاً مستحقاً
}
exchange-courier-since = منذ { $since }؛ تُترك أقدمها في { $until }
exchange-courier-never = لم يحدث قط
exchange-courier-last = الملف { $n }، { $when }
exchange-courier-write = اكتب لحامل البريد
exchange-courier-foot = يحمل الملف بطاقتك دائماً أيضاً، فهو مفيد ولو خلا من الرسائل. تنتظر الرسائل هنا حتى تأتي إيصالاتها: الملف الذي يضيع يُكتب ثانية، والذي يُقرأ مرتين لا يغيّر شيئاً.
exchange-courier-file = ملف البريد
exchange-courier-file-hint = ملف واحد، كما جاء به حامل البريد.
exchange-courier-file-needed = اختر الملف الذي جاء به حامل البريد.
exchange-courier-settle = لماذا تبدأ العقدة الأخرى من جديد
exchange-courier-settle-hint = فقط بعد أن أُوقف ملف لأنه أقدم أو رجع إلى الوراء، وبعد أن تحدثت مع المدير الآخر.
exchange-courier-read = قراءة ملف بريد
exchange-courier-back = إلى حامل البريد
exchange-courier-waits = { $n ->
    [one] رسالة واحدة تنتظر { $peer }
    [two] رسالتان تنتظران { $peer }
    [few] { $n } رسائل تنتظر { $peer }
   *[other] { $n } رسالة تنتظر { $peer }
}
exchange-courier-given = سُلّمت إلى حامل البريد في { $when }
exchange-courier-offered = أرسلها مع حامل بريد
exchange-courier-unreached = لا يمكن الوصول إليها
exchange-courier-stopped = لم يُقرأ إلى آخره.
exchange-courier-whole = قُرئ إلى آخره.
exchange-courier-whole-text = ما آل إليه كل سطر مذكور أدناه؛ وتعود الإيصالات في ملفك التالي لتلك العقدة.
exchange-courier-more = كان لدى العقدة الأخرى أكثر مما وسعه هذا الملف: اطلب ملفها التالي.
exchange-courier-brought = ما جاء به
exchange-courier-from = كتبه
exchange-courier-number = رقم الملف
exchange-courier-hidden = { $n ->
    [one] سطر واحد آخر قُبل ولا يُعرض.
    [two] سطران آخران قُبلا ولا يُعرضان.
    [few] { $n } أسطر أخرى قُبلت ولا تُعرض.
   *[other] { $n } سطراً آخر قُبل ولا يُعرض.
}
exchange-courier-card = بطاقة
exchange-courier-receipt = إيصال
exchange-courier-unknown = عنصر من برنامج أحدث
exchange-courier-shut = رسالة لا تُفتح
exchange-courier-kind-move = خطوة في ملف
exchange-courier-kind-hit-notice = إشعار بتطابق
exchange-courier-kind-hit-claim = إقرار بتطابق
exchange-courier-kind-hit-proof = إثبات تطابق
exchange-courier-kind-checkpoint = نقطة تحقق من السجل
exchange-courier-kind-counter-signature = توقيع مقابل
exchange-courier-taken = قُبل
exchange-courier-known-before = كان هنا من قبل
exchange-courier-kept-apart = محفوظ على حدة
exchange-courier-not-taken = لم يُقبل
exchange-courier-not-yet = سيأتي مرة أخرى: ما يتبعه ليس هنا
exchange-courier-reason-unknown-record = لا يعرفه هذا البرنامج؛ حدّثه ثم اقرأ الملف ثانية
exchange-courier-reason-card = لم تُقبل البطاقة؛ يقارنها المدير
exchange-courier-reason-not-sent-here = لم تُرسل رسالة كهذه من هنا
exchange-courier-reason-receipt = الإيصال لا يثبت عند التحقق
exchange-courier-reason-quarantined = يحفظ الطرف الآخر الرسالة على حدة
exchange-courier-reason-rejected = لا يقبل الطرف الآخر الرسالة
exchange-courier-reason-truncated = مبتورة
exchange-courier-reason-unknown-key = مختومة بمفتاح مُحي؛ يحمل ملفك التالي بطاقتك الجديدة
exchange-courier-reason-forged = مزوّرة أو تالفة
exchange-courier-reason-message-id-used = جاءت رسالة أخرى بمعرّفها من قبل
exchange-courier-reason-not-available = غير متاح
exchange-courier-stop-no-courier-file = هذا ليس ملف بريد. لم يُقبل شيء.
exchange-courier-stop-version = كتبه برنامج أحدث. لم يُقبل شيء؛ حدّث هذه العقدة ثم اقرأه ثانية.
exchange-courier-stop-not-for-us = لا يفتحه أي مفتاح من مفاتيح هذه العقدة. إنه لعقدة أخرى، أو خُتم بمفتاح مُحي منذ ذلك الحين، أو تالف في أوله. لم يُقبل شيء؛ إن كان لك فاطلبه ثانية.
exchange-courier-stop-damaged = إنه تالف أو مركّب من عدة ملفات. ما هو أدناه قُرئ قبل ذلك الموضع؛ والباقي ينتظر لدى العقدة الأخرى: اطلب ملفها التالي.
exchange-courier-stop-truncated = إنه مبتور. ما هو أدناه قُرئ؛ والباقي ينتظر لدى العقدة الأخرى: انسخ الملف ثانية أو اطلب الملف التالي.
exchange-courier-stop-forged = رأسه ليس موقّعاً من العقدة التي يسمّيها. لم يُقبل شيء.
exchange-courier-stop-unknown-sender = كتبته عقدة غير معروفة هنا. لم يُقبل شيء؛ قارن بطاقتها وثق بها أولاً ثم اقرأه ثانية.
exchange-courier-stop-peer-not-trusted = كتبته عقدة غير موثوقة هنا. لم يُقبل شيء.
exchange-courier-stop-key-not-current = موقّع بمفتاح لم يعد كاتبه يستعمله. لم يُقبل شيء؛ اطلب ملفاً جديداً.
exchange-courier-stop-stale = قُرئ ملف أحدث من تلك العقدة؛ وما لم يكن له إيصال حينها موجود فيه أيضاً. لم يُقبل شيء من هذا الملف.
exchange-courier-stop-gone-back = رجع كاتبه إلى ما قبل ما كتبه سابقاً، كما بعد استعادة نسخة احتياطية. لم يُقبل شيء. يتصل المدير بالمدير الآخر ثم يقرؤه مع ذكر السبب.
exchange-courier-stop-content = محتواه لا يتبع الصيغة. ما هو أدناه قُرئ قبل ذلك الموضع.

# الاتصالات التجريبية بين المكاتب.
exchange-calls = الاتصالات التجريبية
exchange-calls-what = هل يجيب شخص في المكتب، وبأي سرعة. يعتمد عليها البحث عن المكتب.
exchange-calls-here = اتصالات بمكاتبنا
exchange-calls-none-here = لم يتصل أحد بمكاتبنا
exchange-calls-none-here-next = ينتظر اتصال عقدة أخرى هنا وعلى المكتب حتى يجيب عنه أحد.
exchange-calls-person = لا يجيب إلا شخص: لا يفعل البرنامج ذلك من تلقاء نفسه.
exchange-calls-placed = اتصالات من هنا
exchange-calls-none-placed = لم يتصل من هنا بأي مكتب
exchange-calls-none-placed-next = ابحث عن المكتب المختص بأمر واتصل به اتصالًا تجريبيًا.
exchange-calls-find = بمن نتصل
exchange-call-from = من
exchange-call-to = إلى
exchange-call-desk = المكتب
exchange-call-came = وصل
exchange-call-placed = أجري
exchange-call-due = الجواب قبل
exchange-call-state = الجواب
exchange-call-answer = أنا هنا: أجب
exchange-call-answered = أجيب بعد { $time }
exchange-call-late = لم يجب عنه في الموعد
exchange-call-waits = ينتظر الجواب
exchange-call-silent = لا جواب: يتجاوز
exchange-call-under-way = جار
exchange-call-not-delivered = لم يسلّم بعد

# الرسائل: جهة بلا عقدة
exchange-unverified = لم يتحقق منه النظام
exchange-letter = الرسالة
exchange-letter-files = الرسالة وملفاتها
exchange-letter-files-what = حزمة واحدة إلى { $desk }: الرسالة بصيغة PDF وتوقيعها ومفتاحها وكيفية التحقق منها ونموذج للرد. أرسلوها بالبريد أو بالبريد الإلكتروني أو باليد.
exchange-letter-download = تنزيل الحزمة
exchange-letter-record = ما آل إليه أمرها
exchange-letter-not-sent = لم يُسجَّل إرسالها بعد
exchange-letter-sent = أُرسلت عبر { $way } يوم { $day }؛ ولم يوقّع أحد على استلامها
exchange-letter-sent-confirmed = أُرسلت عبر { $way } يوم { $day }؛ وقالوا هاتفيًا إنها وصلتهم
exchange-letter-confirmed = قال { $name } هاتفيًا إنها وصلتهم، { $when }
exchange-letter-way = كيف أُرسلت
exchange-letter-day = يوم الإرسال
exchange-letter-day-needed = اذكروا اليوم. ولا يمكن أن يكون في المستقبل.
exchange-letter-way-needed = اختاروا الوسيلة.
exchange-entered-before = أُدخل الجواب نفسه من قبل وهو في الملف. لم يُدخل شيء الآن.
exchange-entered-meanwhile = أُدخل شيء باسمهم منذ فتحتم هذه الاستمارة. انظروا في الملف، فإن كان هذا شيئًا آخر فأرسلوه من جديد.
exchange-letter-name-needed = اذكروا اسم من قال ذلك. وسجّلوا الإرسال أولًا.
exchange-letter-record-sent = تسجيل الإرسال
exchange-letter-spoken-to = من قال هاتفيًا إنها وصلت
exchange-letter-record-confirmed = تسجيل المكالمة
exchange-letter-nobody-signs = لا تظهر الرسالة أبدًا على أنها سُلّمت: ما تسجلونه هنا هو قول موظف.
exchange-letter-call = اتصلوا بهم على رقم ليس من هذه الرسالة، وليقرأ كل منكم الرمز على الآخر، وكلمات المفتاح إن طلبوها.
exchange-letter-code = الرمز
exchange-letter-square = رمز هذه الرسالة مربعًا تقرؤه الكاميرات
exchange-letter-page = صفحة
exchange-letter-reference = المرجع
exchange-letter-date = التاريخ
exchange-letter-answer-by = يُرجى الرد قبل
exchange-letter-urgency = الاستعجال
exchange-letter-handling = ما يجوز لكم فعله بها
exchange-letter-text = الموضوع
exchange-letter-points = المطلوب
exchange-letter-answer-title = كيفية الرد
exchange-letter-answer = املؤوا الملف reply.xlsx وأعيدوه إلى العنوان أعلاه بالوسيلة الأوثق عندكم. اتركوا المرجع والرمز كما هما. ويمكنكم الرد برسالة أيضًا مع ذكرهما.
exchange-letter-genuine-title = كيف تعرفون أن هذه الرسالة صحيحة
exchange-letter-genuine = اتصلوا بالجهة على رقم لديكم من قبل، لا على رقم من هذه الرسالة، وقارنوا الرمز. ويشرح الملف VERIFY.txt كيفية التحقق من التوقيع بأداة موجودة في معظم الحواسيب.
exchange-way-post = البريد
exchange-way-email = البريد الإلكتروني
exchange-way-hand = التسليم باليد
exchange-way-stick = ذاكرة محمولة
exchange-way-telephone = الهاتف
exchange-way-unknown = وسيلة غير معروفة هنا
exchange-came = وصل عبر { $way } يوم { $day }، أدخله { $name }
exchange-history-on-paper = أحد الطرفين بالرسائل: أُدخل يدويًا ولم يتحقق منه النظام
exchange-received = إدخال رد…
exchange-received-what = لم يتحقق أحد مما يأتي بالرسائل. كل ما تدخلونه يظهر على أنه لم يتحقق منه النظام، مع اسمكم ووسيلة وصوله.
exchange-received-form = النموذج الذي أعادته { $desk }. يُقرأ ويُعرض عليكم، ولا يؤخذ به إلا إذا قلتم ذلك.
exchange-received-by-hand = الإدخال اليدوي
exchange-received-by-hand-what = ماذا قالوا؟
exchange-received-from = ما قالته { $desk }
exchange-received-way = كيف وصل
exchange-received-day = يوم الوصول
exchange-received-take = أخذه على أنه غير متحقق منه
exchange-asked-by-us = ما طُلب
exchange-form-title = نموذج الرد
exchange-form-intro = املؤوا الخانات الصفراء فقط. اختاروا أولًا ما تردون به، ثم املؤوا الجزء الذي تحت ذلك العنوان واتركوا ما عداه فارغًا. أعيدوا الملف كما هو دون تغيير المرجع والرمز.
exchange-form-what = بماذا تردون؟
exchange-form-what-hint = اختاروا من القائمة.
exchange-form-day = السنة والشهر واليوم: 2026-11-26
exchange-form-lines = واحد في كل سطر.
exchange-form-file = نموذج الرد (XLSX)
exchange-form-file-needed = اختاروا الملف الذي عاد إليكم.
exchange-form-read = قراءة النموذج
exchange-form-unreadable = لا يُقرأ هذا الملف جدولًا (XLSX) أو يتجاوز الحدود. أدخلوا الرد يدويًا.
exchange-form-foreign = ليس هذا نموذج رد من هذا البرنامج. اطلبوا الملف reply.xlsx كما أُرفق بالرسالة.
exchange-form-newer = صُنع هذا النموذج ببرنامج أحدث. أدخلوا الرد يدويًا.
exchange-form-other-letter = مرجع هذا النموذج ورمزه ليسا لرسالة من هذا الملف. لم يُقرأ شيء.
exchange-form-changed = تغيّرت أسئلة هذا النموذج منذ إرساله. لم يُقرأ شيء؛ أدخلوا الرد يدويًا واسألوهم عن ذلك.
exchange-form-nothing-chosen = لا يقول النموذج بماذا يُرَدّ: السؤال الأول فارغ. اسألوهم أو أدخلوا الرد يدويًا.
exchange-form-not-now = ما يرد به النموذج لا يناسب حال الملف الآن. انظروا فيه وأدخلوه يدويًا.
exchange-form-older = نموذج أقدم
exchange-form-older-what = خرجت رسالة أحدث من التي يرد عليها هذا النموذج. تأكدوا من أنه ما زال مناسبًا.
exchange-form-was-read = ما قُرئ
exchange-form-question = السؤال
exchange-form-stands = المكتوب
exchange-form-cell = الخانة
exchange-verify-letter-title = كيفية التحقق من هذه الرسالة ({ $code })
exchange-verify-letter-what = احفظوا letter.pdf و letter.sig و key.pem في مجلد واحد وافتحوا فيه نافذة أوامر. يلزم OpenSSL 1.1.1 أو أحدث، وهو موجود في Linux و macOS ومتاح لـ Windows؛ ولا يلزم برنامج آخر ولا شبكة.
exchange-verify-letter-run = نفّذوا:
exchange-verify-letter-expect = يجب أن يكون الجواب: Signature Verified Successfully. وأي جواب آخر يعني أن الرسالة غُيّرت أو أنها ليست منهم.
exchange-verify-letter-words = يدل ذلك على أن صاحب هذا المفتاح هو من وقّع الرسالة. ولمعرفة صاحبه، هذه كلماته:
exchange-verify-letter-call = اتصلوا بالجهة على رقم لديكم من قبل، لا على رقم من الرسالة. ليقرؤوا عليكم الكلمات أو اقرؤوها عليهم. يجب أن تتطابق كلها. وقارنوا رمز الرسالة أيضًا.
exchange-verify-letter-form = للرد، املؤوا reply.xlsx إن كان مرفقًا وأعيدوه. اتركوا المرجع والرمز كما هما.
exchange-by-letter = بلا عقدة: برسالة
# ما ينتظر على المكتب.
exchange-work-why-opened = يطلبون ولم يؤكد أحد الاستلام بعد
exchange-work-why-asked-back = طلبوا منكم إيضاحًا وينتظرون ردكم
exchange-work-why-open = الخطوة التالية لكم
exchange-work-why-frozen = متوقف: السجلان مختلفان
exchange-work-why-overdue = انقضت مهلتهم: اتصلوا بهم
exchange-work-acknowledge = تأكيد الاستلام
exchange-work-supplement = الرد عليهم
exchange-work-look = فتح
exchange-work-seen = الاطلاع…
exchange-work-call = نداء تجريبي إلى { $desk }
exchange-work-call-what = نداء تجريبي
exchange-work-call-why = المكتب الذي لا يجيب في الوقت يُتجاوز
exchange-work-for-post = للمركز { $post }
exchange-work-correction-why = غيّر المرسل نسخكم؛ أكدوا اطلاعكم
exchange-work-untold-why = أُرسل إلى آخرين لا يعلمون بعد أنه لم يعد قائمًا
exchange-work-late-why = لم تفد عقدتهم بأنها غيّرت النسخ
exchange-work-files = { $n ->
    [zero] لا ملفات معروضة
    [one] ملف واحد معروض
    [two] ملفان معروضان
    [few] { $n } ملفات معروضة
    [many] { $n } ملفًا معروضًا
   *[other] { $n } ملف معروض
 }
exchange-work-files-why = يعرضونه ولا يُنقل منه شيء حتى تقبلوه
exchange-desk-theirs = الخطوة التالية للطرف الآخر
exchange-whom-to-reach = بمن يُتصل
exchange-desk-theirs-count = { $n ->
    [one] تبادل واحد
    [two] تبادلان
    [few] { $n } تبادلات
   *[other] { $n } تبادلًا
}
exchange-whom = من يُسأل
exchange-whom-first = أولًا
exchange-whom-sign = مركز مقترن، رمز النداء { $sign }
exchange-whom-next = إن لم يُجب أحد قبل { $when } فانتقلوا إلى التالي.
# المرفقات.
exchange-moved-attach = أضافت { $desk } مرفقًا
exchange-moved-attach-us = أضفتَ مرفقًا
exchange-act-attach = إضافة مرفقات
exchange-do-attach = إضافة مرفقات
exchange-learn-attach = اسم المرفق ونوعه وحجمه وبصمته SHA-256 وما تقوله عنه. يُرسَل محتواه بعد أن يقبلوه.
exchange-field-attachments = المرفقات
exchange-attachment = مرفق
exchange-attachments = المرفقات
exchange-attachments-none = لا مرفقات في هذا الملف.
exchange-attachment-type = النوع
exchange-attachment-size = الحجم
exchange-attachment-sha256 = بصمة SHA-256
exchange-attachment-received = مستلَم
exchange-attachment-sent = مرسَل
exchange-attachment-waits = ينتظر شخصًا ثانيًا
exchange-attachment-withheld = لم يُؤذن بإرساله
exchange-attachment-to-decide = للقبول أو الرفض
exchange-attachment-offered = معروض ولم يُقبل بعد
exchange-attachment-refused = رفضوه
exchange-attachment-refused-us = رفضتَه
exchange-attachment-coming = قيد الاستلام
exchange-attachment-going = قيد الإرسال
exchange-attachment-complete = كامل ومتحقَّق منه
exchange-attachment-delivered = سُلّم وتُحقِّق منه
exchange-attachment-differs = يختلف عمّا أُعلن عنه
exchange-attachment-damaged = تالف على القرص هنا
exchange-attachment-so-far = { $n } من { $of }
exchange-attachment-no-room-there = لا مكان له عندهم الآن، ويُستأنف من تلقاء نفسه
exchange-attachment-not-available = غير متاح الآن
exchange-attachment-unreachable = لا يمكن الوصول إليهم الآن، ويُستأنف من تلقاء نفسه
exchange-attachment-again = انقطع، ويُستأنف من تلقاء نفسه
exchange-attachment-being-verified = وصل كله وهم يتحققون منه
exchange-attachment-no-room = لا مكان هنا لهذا المرفق: يحتاج إلى { $n }. اطلب من مسؤول النظام إخلاء مكان أو زيادته، ثم اقبله.
exchange-attachment-accept = قبول
exchange-attachment-refuse = رفض
exchange-attachment-give-up = التخلي عنه
exchange-attachment-save = حفظ
exchange-act-release = الإذن بإرسال المرفق { $name } إلى { $desk }
exchange-act-release-effect = يُعرض المرفق عليهم بالشروط التي وضعها مرسله هنا. انظر فيه أولًا: لم يُبحث فيه عن أشخاص مشمولين بالحماية.
exchange-act-release-to = إلى
exchange-size-b = { $n } بايت
exchange-size-kb = { $n } كيلوبايت
exchange-size-mb = { $n } ميغابايت
exchange-media-pdf = مستند PDF
exchange-media-text = نص
exchange-media-archive = أرشيف مضغوط
exchange-media-unknown = نوع غير معروف
exchange-media-program = برنامج، لا تشغّله
exchange-media-image = صورة
exchange-media-video = مقطع مصوّر
exchange-media-audio = تسجيل صوتي
exchange-media-office = مستند مكتبي
exchange-attach-text = ما هو
exchange-attach-files = المرفقات
exchange-attach-files-hint = { $n } غيبيبايت على الأكثر لكل مرفق، وعشرة في المرة. لا يُرسَل شيء كبير قبل أن يقبله الطرف الآخر.
exchange-attach-send = إرفاق
exchange-attach-see = اسم كل مرفق ونوعه وحجمه وبصمته SHA-256 وما تكتبه هنا. تُقرأ أسماء المرفقات كأي نص آخر، فلا تترك فيها ما لا يجوز أن يخرج.
exchange-attach-second = إلى دولة أخرى ينظر شخص ثانٍ في كل مرفق لا يمكن البحث فيه، كالصورة أو مستند PDF، ويأذن بإرساله. أما النص البسيط القصير فيُرسَل فورًا.
exchange-attach-needed = اختر ملفًا أو قطعة إثبات.
exchange-attach-empty = هذا المرفق فارغ. اختر غيره.
exchange-attach-too-large = لا يزيد حجم المرفق على { $n } غيبيبايت.
exchange-attach-no-room = لا مكان للمرفقات على هذه العقدة. اطلب من مسؤول النظام إخلاء مكان أو زيادته.
exchange-attach-too-many = لا يمكن إضافة مرفقات أخرى الآن. احسم ما ينتظر أو افتح ملفًا آخر.
exchange-courier-kind-attachment = مآل مرفق
exchange-courier-reason-no-room = لا مكان له هنا
exchange-attach-exhibits = قطع الإثبات في القضية
exchange-attach-exhibits-hint = تخرج نسخة وتبقى القطعة كما وردت. يعرفون رقمها وبصمتها SHA-256 وأين تنتهي سلسلة حيازتها، وتسجّل السلسلة أنهم تسلّموها.
exchange-attachment-exhibit = قطعة الإثبات { $number } لدى مرسلها
exchange-attachment-custody = بصمة SHA-256 لآخر حدث في سلسلة حيازتها قبل الإرسال، كما يقول مرسلها

exchange-not-taken = ليس لدى الطرف الآخر
exchange-not-taken-n = { $n ->
    [one] إجراء واحد ليس لدى الطرف الآخر
   *[other] { $n } من الإجراءات ليست لدى الطرف الآخر
}
exchange-not-taken-next = إلى أن تُرسل هذه مرة أخرى وتُستلم، لا يُرسل أي إجراء لاحق من هذا الملف. إن كان السبب ما زال قائمًا فاتصل بالمكتب الآخر أولًا. ما يُرسل مرة أخرى هو الإجراء الموقَّع نفسه.
exchange-not-taken-look = اعرف السبب وأرسل مرة أخرى
exchange-send-again = أرسل مرة أخرى
exchange-kept-apart = محفوظ جانبًا من هذه العقدة
exchange-kept-apart-row = { $n ->
    [one] رسالة واحدة: { $why }
   *[other] { $n } من الرسائل: { $why }
}
exchange-kept-apart-newest = أحدثها في { $day }
exchange-kept-apart-what = لا يُعرض شيء منه ولا يُعمل به. أُبلغ مرسله ويمكنه إرساله مرة أخرى متى زال السبب.

exchange-keys-revoked = مفاتيح ألغتها هذه العقدة
exchange-key-revoked = ألغت { $peer } أحد مفاتيح التوقيع
exchange-key-revoked-why = { $key }: { $why }
exchange-key-revoked-next = ما يصل موقَّعًا به يُحفظ جانبًا. اتصل بهم إن كنت تنتظر شيئًا أرسلوه.

exchange-suspension = التعليق
exchange-suspend = تعليق
exchange-suspend-what = لا يرسل إليها شيء ولا يقبل منها شيء حتى تنهي التعليق. وما ينتظر في أي من الجانبين يبقى منتظرًا، ولا تخطر بذلك. وتهمل مفاتيحها ذات الاستعمال الواحد.
exchange-suspend-reason = ما الذي يبدو غير سليم
exchange-suspend-reason-hint = لزملائك وللمراجع؛ ولا يغادر هذه العقدة.
exchange-suspend-reason-needed = بين ما الذي يبدو غير سليم.
exchange-suspend-holds = ما لديها مما يخصنا
exchange-suspend-holds-nothing = ليس لديها شيء يخصنا
exchange-suspend-holds-nothing-next = لا تشترك معها أي سلطة في هذه العقدة في ملف.
exchange-suspend-holds-what = ترى مكاتب كل سلطة ما هو؛ وما تسحبه يصل إليها بعد انتهاء التعليق.
exchange-suspend-authority = السلطة
exchange-suspend-dossiers = الملفات المشتركة
exchange-suspend-statements = البيانات المرسلة
exchange-suspend-files = المرفقات التي لديها
exchange-suspend-size = الحجم
exchange-suspend-compared = قرأ كل منا الكلمات للآخر صوتيًا وهي متطابقة
exchange-suspend-withdrawn = سحبت الثقة. لمنحها مجددًا، ألصق أحدث بطاقة لها في «العقد الموثوقة».
exchange-suspend-over = انتهى التعليق
exchange-suspend-waiting = { $n ->
    [0] لا شيء ينتظرها
    [one] رسالة واحدة تنتظرها
   *[other] { $n } من الرسائل تنتظرها
}
exchange-suspend-go = { $n ->
    [0] لم يكن شيء منتظرًا.
    [one] رسالة واحدة تنطلق الآن.
   *[other] { $n } من الرسائل تنطلق الآن.
}
exchange-suspend-ended = { $n ->
    [one] تعذر ختم واحدة بمفاتيحها الجديدة؛ ويمكن لمكتبها إرسالها مجددًا.
   *[other] تعذر ختم { $n } بمفاتيحها الجديدة؛ ويمكن لمكاتبها إرسالها مجددًا.
}
exchange-suspended-since = معلقة منذ { $when }
exchange-suspended-tag = معلقة
exchange-suspend-way = يبدو أن أمرًا غير سليم: علقها
exchange-lift-way = إنهاء التعليق
exchange-lift = إنهاء التعليق
exchange-lift-what = اسأل أولًا عما حدث، بالهاتف. فإن احتمل أن مفاتيحها في أيد أخرى وجب أن تبدلها أولًا. وما ينتظرها يختم بالجديدة قبل أن ينطلق، وما يصل موقعًا بالقديمة يوضع جانبًا منذئذ.
exchange-lift-words = الكلمات
exchange-lift-card = بطاقتها الجديدة
exchange-lift-card-hint = من المسؤولين هناك بعد أن بدلوا مفاتيحهم.
exchange-lift-why = أو لماذا مفاتيحها السابقة سليمة
exchange-lift-why-hint = ماذا حدث، وكيف عرفت.
exchange-held-dossiers = { $n ->
    [one] ملف واحد مشترك معها
   *[other] { $n } من الملفات مشتركة معها
}
exchange-held-statements = { $n ->
    [one] بيان واحد أرسل إليها
   *[other] { $n } من البيانات أرسلت إليها
}
exchange-held-files = { $n ->
    [one] مرفق واحد لديها كاملًا
   *[other] { $n } من المرفقات لديها كاملة
}
exchange-peer-stopped = لا شيء ينطلق إلى الجانب الآخر الآن
exchange-peer-suspended = عقدتها معلقة منذ { $when }. ينطلق ما ينتظر بعد أن ينهي مسؤول التعليق؛ وحتى ذلك لا يكتب هنا شيء ولا يصل شيء. تحدث إليهم بوسيلة أخرى.
exchange-peer-withdrawn = سحبت الثقة من عقدتها في { $when }. لا يكتب هنا شيء؛ وما جرى تبادله يبقى ويبقى قابلًا للإثبات.
