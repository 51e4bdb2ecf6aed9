# عمليات التحقق الخاصة.
deconfliction-checks = عمليات التحقق
deconfliction-checks-what = ما سُئلت عنه السلطات الأخرى ولماذا وما كان مشتركًا.
deconfliction-no-checks = لا تحقق بعد
deconfliction-no-checks-next = افتح قضية وأجز قيمها للمطابقة ثم تحقق لدى السلطات الأخرى.
deconfliction-to-cases = إلى القضايا
deconfliction-to-case = إلى القضية
deconfliction-case = القضية { $reference } · { $title }
deconfliction-case-column = القضية
deconfliction-check-title = التحقق لدى السلطات الأخرى
deconfliction-result-title = نتيجة التحقق
deconfliction-again = تحقق من جديد
deconfliction-make = تحقق الآن
deconfliction-what = ما يُتحقق منه
deconfliction-cleared = أُجيزت { $n } من { $of } قيمة للمطابقة
deconfliction-clear-more = أجز المزيد…
deconfliction-clear = أجز القيم
deconfliction-nothing-cleared = لم تُجز أي قيمة في هذه القضية بعد
deconfliction-nothing-cleared-why = لا يُطابق شيء لم ينظر فيه أحد. اربط القيم بدور في الجريمة ودوّن الأساس القانوني لجمعها.
deconfliction-include = يشمل
deconfliction-value = القيمة
deconfliction-role = الدور في الجريمة
deconfliction-lawful = الأساس القانوني
deconfliction-not-cleared-foot = القيم غير المجازة لا تشارك: الأخ والمحامي والمنقذ ليسوا مشتبهًا بهم.
deconfliction-whom = لدى من
deconfliction-no-peers = لا توجد عقدة أخرى موثوقة بعد
deconfliction-no-peers-why = يوثق مدير العقدة بطاقة سلطة أخرى ضمن العقد النظيرة.
deconfliction-asks = يُسأل
deconfliction-authority = السلطة
deconfliction-contact = المكتب
deconfliction-unconfirmed = غير مؤكد حديثًا
deconfliction-assessment = تقييم الدولة
deconfliction-assessed = صالح حتى { $until }
deconfliction-not-assessed = لا تقييم يسمح بذلك
deconfliction-why = الغرض والقانون
deconfliction-purpose = الغرض
deconfliction-words = بعبارة أخرى
deconfliction-words-hint = يقرأ الطرف الآخر هذا. بلا أسماء ولا أرقام.
deconfliction-words-long = نص الغرض طويل. اختصره.
deconfliction-basis = السند القانوني
deconfliction-peer-needed = اختر سلطة واحدة على الأقل.
deconfliction-purpose-needed = اختر غرضًا.
deconfliction-basis-needed = اختر سندًا قانونيًا.
deconfliction-value-needed = اختر قيمة واحدة على الأقل.
deconfliction-before = قبل التحقق
deconfliction-learn = سيعلمون
deconfliction-learn-what = فقط عند وجود شيء مشترك: نوعه ومكتبكم ومرجعًا عشوائيًا. ولن يعلموا القيمة أبدًا ما لم تكن لديهم.
deconfliction-see = سيرون في كل حال:
deconfliction-see-what = أن سلطتكم سألت ومتى ولهذا الغرض، وحجمًا مقربًا قدره { $padded }.
deconfliction-hit-is = التطابق سبب للتخاطب
deconfliction-hit-is-what = وليس تحديدًا للهوية. لا يغير سجلًا ولا يحرك شيئًا.
deconfliction-hits = التطابقات
deconfliction-shared = المشترك
deconfliction-with = مع
deconfliction-chance = بالمصادفة
deconfliction-strong = قوي
deconfliction-weak = ضعيف
deconfliction-reference = المرجع
deconfliction-ask = اطلب
deconfliction-next = الخطوة التالية
deconfliction-no-hits = لا شيء مشترك مع السلطات التي سُئلت
deconfliction-no-proof = ليس هذا دليل غياب: لم يُسأل آخرون، وما لم يُجز هناك لا يشارك.
deconfliction-asked = من سُئل
deconfliction-became = ما آل إليه
deconfliction-values = القيم
deconfliction-budget = رصيد اليوم
deconfliction-budget-used = { $used } من { $budget }
deconfliction-state-done = أجاب
deconfliction-state-refused = لم يجب
deconfliction-state-unreached = تعذر الوصول
deconfliction-state-held = محجوز للنظر
deconfliction-unreached-next = يتعذر الوصول إلى عقدتهم الآن. لم يضع شيء؛ تحقق لاحقًا.
deconfliction-reason-budget = استُنفد رصيد اليوم هناك. اسأل غدًا.
deconfliction-reason-direction = اتُّفق على ألا تسأل هذه العقدة هناك.
deconfliction-reason-basis = لا يقبلون هذا السند القانوني.
deconfliction-reason-purpose = لا يقبلون هذا الغرض.
deconfliction-reason-normaliser = يكتب برنامجهم القيم بقواعد أخرى. يلزم أحدكما الإصدار الأحدث.
deconfliction-reason-batch = لم يتمكنوا من قراءة السؤال.
deconfliction-reason-questions = لم يتمكنوا من قراءة السؤال.
deconfliction-reason-unreadable = لم يتمكنوا من قراءة السؤال.
deconfliction-not-looked-at = لم يُنظر فيه هناك. برنامجهم أقدم.
deconfliction-reason-not-available = غير متاح لهذا التحقق.
deconfliction-reason-answer-not-valid = لم تثبت الإجابة صحتها فأُهملت. أبلغ مدير العقدة.
deconfliction-reason-too-many-hits = المشترك أكثر مما يُعقل. لم يُعرض شيء ولم يُبلغ أحد؛ اتصل بمكتبهم.
deconfliction-when = متى
deconfliction-by = بواسطة
deconfliction-hit-asked = مشترك مع { $peer }.
deconfliction-hit-noticed = سألت عنه { $peer }.
deconfliction-reason-to-talk = سبب للتخاطب لا تحديد للهوية
deconfliction-case-unchecked = لم تُتحقق هذه القضية لدى السلطات الأخرى بعد.
deconfliction-more-values = تُعرض القيم الأولى فقط؛ وتشارك كلها وعددها { $n }.
deconfliction-waiting = في انتظار التحقق
deconfliction-waiting-foot = أُجيزت قيم في هذه القضايا بعد آخر تحقق لدى السلطات الأخرى.
deconfliction-waiting-count = { $n ->
    [zero] لا قضية
    [one] قضية واحدة
    [two] قضيتان
    [few] { $n } قضايا
    [many] { $n } قضية
   *[other] { $n } قضية
}
deconfliction-waiting-values = { $n ->
    [zero] لا قيمة مجازة
    [one] قيمة مجازة واحدة
    [two] قيمتان مجازتان
    [few] { $n } قيم مجازة
    [many] { $n } قيمة مجازة
   *[other] { $n } قيمة مجازة
}
deconfliction-peers-count = { $n ->
    [zero] لا سلطة
    [one] سلطة واحدة
    [two] سلطتان
    [few] { $n } سلطات
    [many] { $n } سلطة
   *[other] { $n } سلطة
}
deconfliction-checks-count = { $n ->
    [zero] لا تحقق
    [one] تحقق واحد
    [two] تحققان
    [few] { $n } عمليات تحقق
    [many] { $n } عملية تحقق
   *[other] { $n } عملية تحقق
}
deconfliction-hits-count = { $n ->
    [zero] لا تطابق
    [one] تطابق واحد
    [two] تطابقان
    [few] { $n } تطابقات
    [many] { $n } تطابقًا
   *[other] { $n } تطابق
}
deconfliction-asked-peers = { $n ->
    [zero] لم تُسأل سلطة
    [one] سُئلت سلطة واحدة
    [two] سُئلت سلطتان
    [few] سُئلت { $n } سلطات
    [many] سُئلت { $n } سلطة
   *[other] سُئلت { $n } سلطة
}
deconfliction-one-in = 1 من { $n }
deconfliction-missed = { $n ->
    [zero] لا قيمة دون سجل مشترك.
    [one] قيمة واحدة دون سجل مشترك.
    [two] قيمتان دون سجل مشترك.
    [few] { $n } قيم دون سجل مشترك.
    [many] { $n } قيمة دون سجل مشترك.
   *[other] { $n } قيمة دون سجل مشترك.
}
deconfliction-values-asked = { $n ->
    [zero] لم تُسأل قيمة
    [one] سُئل عن قيمة واحدة
    [two] سُئل عن قيمتين
    [few] سُئل عن { $n } قيم
    [many] سُئل عن { $n } قيمة
   *[other] سُئل عن { $n } قيمة
}
deconfliction-values-padded = يراها الطرف الآخر { $n }
deconfliction-values-withheld = { $n ->
    [zero] لا قيمة غير متاحة
    [one] قيمة واحدة غير متاحة لهذا التحقق
    [two] قيمتان غير متاحتين لهذا التحقق
    [few] { $n } قيم غير متاحة لهذا التحقق
    [many] { $n } قيمة غير متاحة لهذا التحقق
   *[other] { $n } قيمة غير متاحة لهذا التحقق
}
deconfliction-kind-phone = هاتف
deconfliction-kind-document = وثيقة
deconfliction-kind-document-number = رقم وثيقة دون جهة إصدار
deconfliction-kind-vessel = سفينة
deconfliction-kind-vehicle = مركبة
deconfliction-kind-account = حساب مصرفي
deconfliction-kind-handle = حساب على الإنترنت
deconfliction-kind-email = بريد إلكتروني
deconfliction-kind-person-birth = شخص: الاسم وسنة الميلاد
deconfliction-kind-person-nationality = شخص: الاسم والجنسية والعقد
deconfliction-kind-registration = رقم تسجيل
deconfliction-kind-device = جهاز (IMEI)
deconfliction-role-organiser = منظم مشتبه به
deconfliction-role-suspect = مشتبه به
deconfliction-role-accused = متهم
deconfliction-role-convicted = مدان
deconfliction-role-listed = مدرج في قائمة منشورة
deconfliction-role-means-of-offence = وسيلة الجريمة
deconfliction-basis-UNTOC-27 = الاتفاقية 27: التعاون بين أجهزة إنفاذ القانون
deconfliction-basis-UNTOC-27-1-b = الاتفاقية 27(1)(ب): التحريات
deconfliction-basis-UNTOC-18-4 = الاتفاقية 18(4): معلومات تلقائية
deconfliction-basis-UNTOC-15-5 = الاتفاقية 15(5): تحقيقات موازية
deconfliction-basis-SOMP-10 = البروتوكول 10: المعلومات
deconfliction-basis-SOMP-10-1-a = البروتوكول 10(1)(أ): المسارات والناقلون
deconfliction-basis-SOMP-10-1-b = البروتوكول 10(1)(ب): الجماعات وأساليبها
deconfliction-basis-SOMP-10-1-c = البروتوكول 10(1)(ج): وثائق السفر
deconfliction-basis-SOMP-10-1-d = البروتوكول 10(1)(د): الإخفاء وإساءة الاستعمال
deconfliction-basis-SOMP-11-6 = البروتوكول 11(6): القنوات المباشرة على الحدود
deconfliction-basis-SOMP-13 = البروتوكول 13: شرعية الوثائق
deconfliction-purpose-investigation = تحقيق
deconfliction-purpose-prosecution = ملاحقة قضائية
deconfliction-purpose-prevention = وقاية أو خطر على الحياة
deconfliction-purpose-protection = حماية شخص
# الأرقام.
deconfliction-figures-checks-made = عمليات تحقق أُجريت
deconfliction-figures-checks-made-what = تُحصى كل عملية مرة واحدة في الربع الذي أُجريت فيه. والتطابق ليس تحديدًا للهوية.
deconfliction-figures-checks-made-found = وجدت شيئًا
deconfliction-figures-checks-made-nothing = لم تجد شيئًا
deconfliction-figures-questions-answered = أسئلة عقد أخرى أُجيب عنها
deconfliction-figures-questions-answered-what = يُحصى كل سؤال عن نوع واحد من القيم مرة واحدة بحسب الغرض الذي ذكره الطرف الآخر. تجيب العقدة عن جميع سلطاتها معًا، فتذكر كل منها الرقم نفسه.
deconfliction-figures-questions-answered-investigation = التحقيق
deconfliction-figures-questions-answered-prosecution = الملاحقة القضائية
deconfliction-figures-questions-answered-prevention = الوقاية
deconfliction-figures-questions-answered-protection = حماية الأشخاص

# على المكتب.
deconfliction-work-seen = الاطلاع…
