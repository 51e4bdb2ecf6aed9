# نقاط الاتصال والبطاقات والثقة.
directory-title = الدليل
directory-what = نقاط الاتصال في هذه العقدة وفي العقد التي تثق بها، مع تاريخ آخر تأكيد لكل منها.
directory-contacts = نقاط الاتصال
directory-contact = نقطة اتصال
directory-contact-law = نقطة اتصال · الاتفاقية 18(13) و27(1)، البروتوكول 8(6)
directory-contact-name = اسم المكتب أو الوظيفة
directory-count = { $n ->
    [zero] لا نقاط اتصال
    [one] نقطة اتصال واحدة
    [two] نقطتا اتصال
    [few] { $n } نقاط اتصال
   *[other] { $n } نقطة اتصال
}
directory-state = الدولة
directory-own = هذه العقدة
directory-function = الاختصاص
directory-any-state = أي دولة
directory-any-function = أي اختصاص
directory-reached-by = وسيلة الاتصال
directory-hours = ساعات العمل
directory-hours-none = غير مذكورة
directory-hours-hint = اكتب 24/7، أو الأيام والأوقات والمكان الذي تتبع ساعته أو فارق التوقيت العالمي: Mo-Fr 08:00-16:00, Sa 09:00-12:00 Europe/Rome (الأيام بالإنجليزية: Mo Tu We Th Fr Sa Su)
directory-hours-shape = اكتب 24/7، أو مثلًا Mo-Fr 08:00-16:00 Europe/Rome.
directory-last-confirmed = آخر تأكيد
directory-confirmed = مؤكدة
directory-unconfirmed = غير مؤكدة
directory-confirmed-never = لم تؤكد قط
directory-confirm-by = تؤكد مجددًا قبل
directory-confirm-now = أكد الآن
directory-open = مفتوح الآن
directory-opens = يفتح { $when }
directory-open-unknown = الساعات غير واضحة
directory-no-channel = غير مذكورة
directory-no-contact = لا توجد نقطة اتصال بعد.
directory-reach = اتصل الآن بـ:
directory-find = بحث
directory-find-text = السلطة أو المكتب أو الاختصاص
directory-find-go = ابحث
directory-show-all = عرض الكل
directory-none = لا توجد نقاط اتصال بعد
directory-none-next = يضيف مدير العقدة عقدًا أخرى من «العقد الموثوقة»، ويضيف الضابط المناوب نقاط اتصال هذه العقدة.
directory-none-found = لا توجد نقطة اتصال مطابقة
directory-none-found-next = جرب كلمات أقل أو دولة أخرى. السلطة التي ليست لها عقدة لا تظهر في هذه القائمة.
directory-foot = تصبح نقطة الاتصال غير مؤكدة بعد 90 يومًا من آخر مرة تحقق فيها أحد من أنها تجيب. وتوجه الطلبات إلى نقطة مؤكدة إن وجدت.
directory-add-contact = إضافة نقطة اتصال
directory-change-contact = تعديل
directory-languages = اللغات
directory-languages-needed = اختر لغة واحدة على الأقل.
directory-phones = الهاتف
directory-phones-hint = رقم واحد في كل سطر مع رمز البلد: ‎+227 20 00 00 01
directory-phones-shape = اكتب كل رقم مع علامة + ورمز البلد، رقمًا في كل سطر، وثمانية على الأكثر.
directory-channel-phone = هاتف
directory-channel-email = بريد إلكتروني
directory-channel-text = وسيلة أخرى، بالكلمات
directory-other-hint = مثلًا: عن طريق المكتب المركزي الوطني، I-24/7
directory-other-shape = سطر واحد لا يتجاوز 320 بايت.
directory-email-shape = هذا ليس عنوان بريد إلكتروني.
directory-channel-needed = اذكر وسيلة اتصال واحدة على الأقل.
directory-name-needed = أدخل اسمًا من سطر واحد.
directory-comma = ،
directory-save = حفظ
directory-help = عن التأكيد
directory-why-confirm = لماذا التأكيد
directory-why-confirm-text = اتصل بنقطة الاتصال أو راسلها كما يفعل من هو في الخارج. إن أجابت فأكدها. ترى العقد الأخرى التاريخ.
directory-change-unconfirms = تغيير الساعات أو الأرقام أو العناوين يلغي التأكيد إلى أن يجربها أحد.
directory-changed-meanwhile = غيّر شخص آخر هذه البيانات أثناء عملك عليها.
directory-changed-look = لم يُحفظ شيء ولم يؤكَّد. المعروض هو ما في الدليل الآن، وما كتبته ما زال في الاستمارة. قارن بينهما ثم أرسل من جديد.
directory-withdraw = سحب نقطة الاتصال هذه
directory-withdraw-what = تخرج من الدليل هنا، ومع البطاقة التالية تخرج من أدلة العقد التي تثق بهذه العقدة.
directory-to-confirm = بانتظار التأكيد
directory-routed-around = لا توجه الطلبات إلى نقاط الاتصال غير المؤكدة.

directory-peers = العقد الموثوقة
directory-peers-what = عقد قارن مدير هنا بطاقاتها صوتيًا. لا يستطيع غيرها التبادل مع هذه العقدة.
directory-peers-count = { $n ->
    [zero] لا عقد
    [one] عقدة واحدة
    [two] عقدتان
    [few] { $n } عقد
   *[other] { $n } عقدة
}
directory-peers-of-lead = القرار لسلطة أخرى
directory-peers-of-lead-next = يدير مسؤولو { $lead } هذه العقدة ويقرّرون بمن تثق. اطلبوا منهم إضافة عقدة أو تعديلها أو إلغاءها.
directory-peers-none = لا توجد عقدة موثوقة بعد
directory-peers-none-next = اطلب من المدير الآخر بطاقة عقدته، والصقها أدناه، ثم اتصل به لمقارنة كلماتها.
directory-node = العقدة
directory-trust = الثقة
directory-trusted = موثوقة
directory-revoked = سحبت الثقة
directory-revoked-on = سحبت الثقة في { $day }.
directory-suspended = معلقة
directory-suspended-on = معلقة منذ { $when }: لا يرسل إليها شيء ولا يقبل منها شيء، وما ينتظر في أي من الجانبين يبقى منتظرًا.
directory-suspended-still = هذه العقدة معلقة. أنه التعليق في صفحتها ضمن العقد الموثوقة: فهناك يختم ما ينتظرها بمفاتيحها الجديدة.
directory-same-keys = ألصق بطاقة بمفاتيح جديدة، للتوقيع وللختم، أو بين لماذا المفاتيح السابقة سليمة.
directory-was-suspended = التعليق
directory-was-suspended-from = من { $from } إلى { $to }
directory-known-suspended = الثقة التي منحت في { $day } معلقة. لا يمكن منحها من هنا: أنه التعليق في صفحتها.
directory-assessment = تقييم الدولة
directory-assessment-none = لم تقيّم
directory-assessment-lapsed = انتهت مدته
directory-assessment-unfavourable = سلبي
directory-assessed-until = حتى { $day }
directory-assessment-hint = حماية البيانات والتعذيب وعقوبة الإعدام والاضطهاد والضمانات المقدمة. لا يرسل إليها أي محتوى دون تقييم إيجابي.
directory-assessment-new = تقييم جديد
directory-assess-later = لاحقًا: لا يرسل إليها شيء من القضايا حتى ذلك الحين
directory-assess-favourable = إيجابي: يجوز إرسال بيانات شخصية إليها
directory-assess-unfavourable = سلبي: لا ترسل إليها بيانات شخصية
directory-assess = تسجيل التقييم
directory-reference = المرجع
directory-reference-hint = الوثيقة التي يستند إليها التقييم
directory-reference-needed = اذكر الوثيقة التي يستند إليها التقييم.
directory-assurances = الضمانات المقدمة
directory-valid-until = ساري حتى
directory-until-needed = أدخل يومًا لم يحل بعد.
directory-terms = ما اتفق عليه
directory-may-ask = يجوز لهم أن يسألونا
directory-may-ask-hint = تجاب هنا عمليات تحققهم وطلباتهم.
directory-may-ask-short = يسألون
directory-may-answer = يجوز لنا أن نسألهم
directory-may-answer-hint = يجوز إرسال عمليات التحقق والطلبات إليهم.
directory-may-answer-short = نسأل
directory-nothing-agreed = لا شيء
directory-budget = عدد القيم التي يجوز لهم التحقق منها في اليوم
directory-budget-hint = تكمل كل عملية تحقق بقيم حشو، والحشو محسوب.
directory-budget-shape = أدخل عددًا من 0 إلى { $n }.
directory-last-seen = آخر تواصل
directory-never-seen = لم يحدث بعد
directory-not-reached = تعذر الوصول
directory-prekeys-out = نفدت مفاتيح الاستعمال الواحد
directory-prekeys-out-what = تُختم الرسائل بمفتاحه الأسبوعي إلى أن يسلّم مفاتيح جديدة: تأكدوا من أنه يعمل ومن إمكان الوصول إليه.
directory-keys-changed-title = تغيرت البطاقة.
directory-keys-changed = تغيرت المفاتيح أو السلطات { $when }، بتوقيع الهوية نفسها.
directory-paste = إضافة عقدة
directory-card = البطاقة
directory-card-hint = الصق النص كاملًا، من BEGIN LIAISON CARD إلى END LIAISON CARD.
directory-read-card = اقرأ البطاقة
directory-own-card = بطاقة هذه العقدة
directory-own-card-download = تنزيل بطاقتنا
directory-own-card-what = أرسل البطاقة بأي وسيلة. واقرأ هذه الكلمات هاتفيًا على المدير الآخر.
directory-own-card-text = البطاقة نصًا
directory-own-card-none = ليس لهذه العقدة بطاقة.
directory-own-card-none-next = يجب أن يكون عنوانها على شكل https://host:port. صحح الإعدادات وأعد تشغيل العقدة.
directory-own-words = كلمات هذه العقدة:
directory-sequence = الرقم التسلسلي
directory-preview-over = قرئت البطاقة: لم تمنح أي ثقة بعد
directory-peer-over = عقدة
directory-known-title = هذه العقدة معروفة.
directory-known = وهي موثوقة منذ { $day }. منحها الثقة مجددًا يستبدل بطاقتها وما اتفق عليه.
directory-known-keys = وهي موثوقة منذ { $day }، ولهذه البطاقة مفاتيح أخرى بتوقيع الهوية نفسها.
directory-known-revoked = سحبت الثقة التي منحت في { $day }. اعرف السبب قبل منحها مجددًا.
directory-words = الكلمات
directory-words-theirs = قارن هذه الكلمات
directory-words-how = اتصل بمدير هذه العقدة على رقم لم تأخذه من البطاقة. يقرأ كلمات بطاقته، ويجب أن تتطابق كل كلمة.
directory-words-own = كلمات هذه العقدة
directory-words-own-how = اقرأها عليه ليتمكن من منح الثقة لهذه العقدة.
directory-compared = قارنا الكلمات صوتيًا وكانت متطابقة
directory-not-compared = قارن الكلمات صوتيًا أولًا، ثم ضع العلامة هنا.
directory-trust-card = منح الثقة لهذه العقدة
directory-do-not-trust = عدم منح الثقة
directory-who-it-is = من هي
directory-node-id = معرف العقدة
directory-addresses = العناوين
directory-renew = أخذ بطاقة أحدث
directory-renew-what = تتبادل العقد أحدث بطاقاتها من تلقاء نفسها. الصق بطاقة هنا فقط إن تعذر الاتصال بينها.
directory-revoke = سحب الثقة
directory-revoke-what = لا يرسل إليها شيء ولا يقبل منها شيء بعد ذلك. وما ينتظرها يُترك ويعود إلى مكاتبه. ويبقى ما جرى تبادله ويبقى قابلًا للإثبات.
directory-reason = السبب
directory-reason-needed = اذكر السبب؛ فهو يثبت في السجل وعلى هذه الصفحة.
directory-trust-again = لمنحها الثقة مجددًا، الصق أحدث بطاقة لها في «العقد الموثوقة» وقارن الكلمات مرة أخرى.
directory-text-needed = هذا النص ناقص أو أطول مما يجوز.
directory-full = بلغ الحد الأقصى. اسحب أولًا ما لم تعد هناك حاجة إليه.
directory-card-too-large = هذا أكبر مما يمكن أن تكون عليه بطاقة. الصق البطاقة وحدها.
directory-card-not-a-card = هذه ليست بطاقة. الصق النص كاملًا، من BEGIN LIAISON CARD إلى END LIAISON CARD.
directory-card-unreadable = تخالف البطاقة قاعدة من قواعد البطاقات ولم تقبل. اطلب من مديرها بطاقة جديدة.
directory-card-forged = توقيع هذه البطاقة غير صحيح: فهي مزورة أو تالفة. لا تثق بها؛ واطلبها مجددًا بوسيلة أخرى.
directory-card-version = البطاقة من برنامج أحدث. ثبت البرنامج الأحدث هنا أولًا.
directory-card-states = تذكر البطاقة سلطات من أكثر من دولة. تحتاج كل دولة إلى عقدتها.
directory-card-stale = هذه البطاقة أقدم من المعروفة، أو بطاقة أخرى بالرقم نفسه. اطلب أحدث بطاقة.
directory-card-own = هذه بطاقة هذه العقدة نفسها. الصق بطاقة العقدة الأخرى.
directory-card-other-state = تذكر البطاقة الجديدة دولة غير التي منحت الثقة. أضفها من جديد وقارن الكلمات.
directory-card-other-node = هذه بطاقة عقدة أخرى.

directory-function-central-authority = سلطة مركزية
directory-function-sea-authority = السلطة المختصة في البحر
directory-function-investigation-unit = وحدة تحقيق
directory-function-prosecutor = نيابة عامة
directory-function-border-post = مركز حدودي
directory-function-document-centre = مركز فحص الوثائق
directory-function-fiu = وحدة الاستخبارات المالية
directory-function-protection-service = جهة حماية
directory-function-partner = شريك
directory-function-secretariat = أمانة

directory-language-en = الإنجليزية
directory-language-fr = الفرنسية
directory-language-ar = العربية
directory-language-es = الإسبانية
directory-language-ru = الروسية
directory-language-zh = الصينية
directory-language-pt = البرتغالية
directory-language-it = الإيطالية
directory-language-tr = التركية
directory-language-am = الأمهرية
directory-language-ti = التغرينية
directory-language-ha = الهوسا
directory-language-fa = الفارسية
directory-language-ur = الأردية

# سلطات هذه العقدة.
directory-authorities = سلطات هذه العقدة
directory-authorities-what = تعمل كل سلطة لحسابها: يرى موظفوها قضاياهم وجانبهم من الملف فقط، ويكاتبون السلطات الأخرى كما يكاتبون سلطات العقد الأخرى.
directory-authorities-count = { $n ->
    [zero] لا سلطات
    [one] سلطة واحدة
    [two] سلطتان
    [few] { $n } سلطات
    [many] { $n } سلطة
   *[other] { $n } سلطة
}
directory-authority = السلطة
directory-authority-leads = تقود هذه العقدة
directory-add-authority = إضافة سلطة
directory-authority-name = اسم السلطة
directory-authority-name-needed = أدخل اسمًا في سطر واحد لا يتجاوز 240 بايت.
directory-authority-taken = تحمل سلطة في هذه العقدة هذا الاسم. اختر غيره.
directory-authority-functions = ما عُيِّنت له
directory-functions-needed = اختر اختصاصًا واحدًا على الأقل.
directory-first-administrator = اسم مديرها الأول
directory-first-administrator-what = يضيف هذا الشخص بقية موظفي السلطة.
directory-person-needed = أدخل اسمًا لا يتجاوز 120 حرفًا.
directory-sign-in = اسم الدخول
directory-sign-in-shape = من 2 إلى 64 من الأحرف اللاتينية الصغيرة أو الأرقام أو النقاط أو الشرطات.
directory-sign-in-taken = اسم الدخول هذا مستعمل. اختر غيره.
directory-link-made = رابط لمرة واحدة لـ { $name }:
directory-link-once = يظهر مرة واحدة ويعمل عشر دقائق. سلمه بوسيلة تثق بها.
directory-duty-desk = مكتب المناوبة
directory-turn = تجديد المفاتيح
directory-turn-what = يُشفّر الآخرون لمفتاح سارٍ منذ { $since }. يُجدَّد تلقائيًا كل أسبوع، ومفتاح التوقيع كل ثلاثة أشهر، وتُمحى المفاتيح القديمة متى لم يعد شيء منها في الطريق. جدّدوا المفتاحين الآن إن كان أحد قد نسخ أحدهما.
directory-act-turn = تجديد مفتاحي التشفير والتوقيع
directory-act-turn-effect = تخرج مفاتيح جديدة مع البطاقة. وتبقى المفاتيح القديمة إلى أن تنتهي صلاحية ما شُفّر لها أو ما وقّعته، ثم تُمحى.
directory-act-trust = الوثوق بـ { $name }
directory-act-trust-effect = تصبح العقدة موثوقة بهذه الشروط وهذا التقييم، ويظهر الاسمان في صفحتها. لا تؤكد إلا إذا علمت أن الكلمات قورنت بالصوت.
directory-act-waits = الطلب نفسه ينتظر مسؤولًا ثانيًا للنظام.
# Assessments of States, question by question (A-16).
directory-assessments = تقييمات الدول
directory-assessments-law = نقل البيانات الشخصية · A-16؛ البروتوكول، المادة 19(1)
directory-assessments-what = ما وُجد عن كل دولة متلقية، وعلى ماذا يستند، وحتى متى. دون تقييم إيجابي لا يذهب إليها أي محتوى.
directory-assessments-none-next = تُقيَّم الدولة متى وُثق بعقدة من عقدها.
directory-assessments-held = ما سُجِّل
directory-assess-state = تقييم { $party }
directory-assess-who = يقيّم مدّعٍ عام أو مسؤول عن حماية البيانات. وحتى يوم انقضائه يقرّر التقييم ما يجوز أن يذهب، ويسمّيه السجلّ مع كل إرسال.
directory-assess-due = دول ينبغي تقييمها
directory-assess-unsound = الأجزاء لا تتوافق: أجب عن كل سؤال وسمِّ كل مصدر؛ لا تكون النتيجة أفضل من أسوأ ما وُجد؛ تُسمّى الشروط إن وُجدت؛ وتأتي النهاية خلال سنتين.
directory-assessment-minimal = بمرجع فقط، عند الوثوق ببطاقة
directory-assessment-lapses = ينقضي في { $day }
directory-assessed-conditional = بشروط حتى { $day }
directory-assessed-by = سجّله
directory-assessed-in-full = قُيِّمت هذه الدولة سؤالاً بسؤال. يعيد تقييمها مدّعٍ عام أو مسؤول عن حماية البيانات.
directory-safeguard-data-protection = حماية البيانات
directory-safeguard-torture = التعذيب والمعاملة اللاإنسانية
directory-safeguard-death-penalty = عقوبة الإعدام
directory-safeguard-persecution = الاضطهاد بتهم عادية
directory-finding = ما وُجد
directory-finding-clear = لا مانع
directory-finding-conditional = بشرط أو بضمان فقط
directory-finding-adverse = يمنع أي نقل
directory-finding-needed = اختر ما وُجد.
directory-source = المصدر أو الوثيقة
directory-source-needed = سمِّ المصدر أو الوثيقة.
directory-note = ملاحظة
directory-result = النتيجة
directory-result-favourable = إيجابية
directory-result-conditional = إيجابية بشروط
directory-result-unfavourable = غير إيجابية
directory-result-needed = اختر النتيجة.
directory-conditions = الشروط
directory-conditions-hint = يقرؤها الموظف قبل إرسال أي شيء.
directory-conditions-needed = سمِّ الشروط.
directory-assurance = ضمان
directory-assurance-text = نص الضمان
directory-assurance-asked-on = طُلب في
directory-assurance-given-on = أُعطي في
directory-assurance-asked = طُلب في { $asked } ولم يُعطَ: { $text }
directory-assurance-given = طُلب في { $asked } وأُعطي في { $given }: { $text }
directory-assurance-days = حدّد يوم الطلب؛ ويُعطى الضمان في ذلك اليوم أو بعده، لا في المستقبل.
directory-posted-by = موفد من
directory-posted-hint = الرمز ذو الحرفين للدولة التي يجلس هنا ضابط ارتباطها، إن كانت غير دولتك. ما يُرسل إليك يصل إلى تلك الدولة أيضاً، ويراعي الآخرون ذلك.
directory-posted-shape = اكتب الرمز ذا الحرفين للدولة.
directory-relied-on = ما ذهب إليها استنادًا إليه

# بمن نتصل: البحث عن المكتب.
directory-whom = بمن نتصل
directory-whom-what = المكتب المختص بأمر في دولة وفي ساعة معينة، ولماذا هو، ومن يليه.
directory-whom-ask = بماذا يتعلق الأمر
directory-whom-how = اختر الدولة والأمر. يذكر الجواب المكتب الذي تتصل به أولًا، ولماذا، ومن يليه إن لم يجب.
directory-whom-first = اتصل أولًا
directory-whom-then = ثم، في المرتبة { $n }
directory-whom-answer = { $party } · { $matter } · { $when }
directory-whom-next = إن لم يجب أحد حتى { $when } فانتقل إلى التالي.
directory-whom-nobody = لا مكتب معروفًا هناك لهذا الأمر
directory-whom-nobody-next = ابحث في الدليل عن سلطة أخرى في تلك الدولة، أو اسأل سلطتك المركزية عن طريق المعاهدة.
directory-whom-left-out = من استبعد ولماذا
directory-whom-others = { $n ->
    [zero] لا مكاتب هناك لأمور أخرى.
    [one] مكتب واحد هناك يختص بأمور أخرى.
    [two] مكتبان هناك يختصان بأمور أخرى.
    [few] { $n } مكاتب هناك تختص بأمور أخرى.
   *[other] { $n } مكتبًا هناك يختص بأمور أخرى.
}
directory-whom-language = اللغة
directory-whom-at = الوقت
directory-whom-at-hint = اتركه فارغًا للوقت الحالي. التوقيت: { $zone }.
directory-language-ours = أي لغة من لغات مكتبنا
directory-write-to = اكتب إلى هذا المكتب
directory-test-call = اتصال تجريبي
directory-urgent-line = خطر على الحياة
directory-matter = الأمر
directory-matter-needed = اختر الأمر.
directory-moment-shape = أدخل يومًا وساعة.
directory-matter-boat-in-distress = قارب في محنة
directory-matter-witness-in-danger = شاهد في خطر
directory-matter-people-in-danger = أشخاص في خطر على البر
directory-matter-child-alone = طفل وحيد
directory-matter-vessel-at-sea = تسجيل سفينة أو إذن بشأنها
directory-matter-document-check = التحقق من وثيقة
directory-matter-border-alert = تنبيه إلى المركز الحدودي المقابل
directory-matter-preservation = بيانات لدى مقدم خدمة توشك أن تمحى
directory-matter-information-request = طلب معلومات
directory-matter-mla-request = المساعدة القانونية المتبادلة
directory-matter-extradition = تسليم المجرمين
directory-matter-joint-investigation = تحقيق مشترك أو متواز
directory-matter-controlled-delivery = تسليم مراقب أو مراقبة
directory-matter-money-trail = حسابات وحوالة وتجميد
directory-matter-nationality-check = الجنسية ووثيقة السفر
directory-matter-dead-and-missing = الموتى والمفقودون
directory-matter-mechanism = الاستعراض والتوصيات والاحتياجات
directory-why-function = مختص بهذا بصفته { $function } ({ $article }).
directory-why-liaison = موظف اتصال من { $by } في { $to }: يساعد في الوصول إلى السلطة ولا يتصرف نيابة عنها.
directory-why-open = مفتوح الآن.
directory-why-line = انتهت ساعات عمله، وخط الخطر على الحياة يجيب.
directory-why-opens = يفتح { $when }.
directory-why-hours = ساعات عمله غير واضحة.
directory-why-language = يتحدثون { $language }.
directory-why-translation = لا لغة مشتركة معروفة: جهز مترجمًا.
directory-why-confirmed = أكد في { $day }.
directory-why-unconfirmed = لا توجد هنا نقطة مؤكدة، فقد تكون هذه البيانات قديمة.
directory-why-answers = { $n ->
    [zero] لم يجب عن أي اتصال تجريبي.
    [one] أجاب عن اتصال تجريبي واحد خلال { $time }.
    [two] أجاب عن نصف اتصالين تجريبيين خلال { $time }.
    [few] أجاب عن نصف { $n } اتصالات تجريبية خلال { $time }.
   *[other] أجاب عن نصف { $n } اتصالًا تجريبيًا خلال { $time }.
}
directory-why-silent = لم يجب عن الاتصال التجريبي المستحق { $when }، ولم يكن غيره أفضل.
directory-why-deputy = نائب { $name }.
directory-why-reaches = يعمل هناك موظف اتصال من { $party }: ما تقوله يصل إلى تلك الدولة أيضًا.
directory-why-ends = تنتهي مدته في { $day }.
directory-out-function = { $name }: يختص بأمور أخرى.
directory-out-not-yet = { $name }: تبدأ مدته في { $day }.
directory-out-over = { $name }: انتهت مدته في { $day }.
directory-out-overdue = { $name }: غير مؤكد، متأخر منذ { $day }.
directory-out-never = { $name }: لم يؤكد قط.
directory-out-silent = { $name }: لم يجب عن الاتصال التجريبي المستحق { $when }.

directory-confirmed-how = الطريقة
directory-confirmed-with = { $way }: { $called }، { $name }
directory-how-call-back = بالاتصال أو الكتابة على رقم معروف من مصدر آخر
directory-how-signed-reply = بجوابه الموقع
directory-how-needed = اختر كيف أكد.
directory-called = الرقم الذي اتصل به أو مرجع الجواب
directory-called-hint = لا رقمًا جاء مع التغيير نفسه.
directory-spoken-to = من أجاب
directory-reply-languages = لغات الجواب
directory-reply-languages-hint = فقط إن اختلفت عن اللغات أعلاه.
directory-urgent-line-hint = رقم يجاب عنه في كل ساعة عند الخطر على الحياة.
directory-deputy = النائب رقم { $n }
directory-deputy-none = لا أحد
directory-term-from = من
directory-term-until = حتى نهاية يوم
directory-term-shape = اليوم الأخير قبل الأول.
directory-day-shape = أدخل يومًا.
directory-liaison = موظف اتصال لنا في الخارج
directory-posted-to = منتدب إلى
directory-posted-to-hint = رمز الدولة التي يعمل فيها من حرفين. تجده الدولتان.
directory-host-unit = الوحدة المضيفة
directory-mandate = الولاية
directory-mandate-hint = ما يجوز له هناك وما لا يجوز.
# ما تقوله السلطة عن نفسها.
directory-entry = سلطتنا في الدليل
directory-entry-what = يخرج هذا مع البطاقة، ويقرؤه الآخرون قبل أن يكتبوا.
directory-territory = الإقليم
directory-territory-hint = فقط إن لم يكن الدولة كلها.
directory-accepted-languages = لغات الطلبات
directory-legal-requirements = ما يجب أن يتضمنه الطلب
directory-legal-requirements-hint = الوثائق والنماذج والقوانين.
directory-urgent-procedure = في حالة الاستعجال
directory-untoc-basis = تقبل الاتفاقية أساسًا قانونيًا لـ
directory-basis-mla = المساعدة القانونية المتبادلة
directory-basis-extradition = تسليم المجرمين
directory-through-interpol = يجوز أن تأتي الطلبات عن طريق الإنتربول
directory-diplomatic = القناة الدبلوماسية مطلوبة
directory-answer-none = لم يذكر
directory-answer-yes = نعم
directory-answer-no = لا
directory-designation = التسمية بصفة { $function }
directory-designated = سميت في
directory-notified = أبلغ عنها في
directory-designation-days = أدخل يوم التسمية؛ ويبلغ عنها في ذلك اليوم أو بعده، ولا يكون أي منهما في المستقبل.
directory-notified-on = أبلغ عنها في { $day }
directory-notify-by = يبلغ عنها قبل { $day }
directory-notify-overdue = تأخر الإبلاغ منذ { $day }
directory-designation-why = شهر واحد
directory-designation-why-text = يبلغ الأمين العام بالتسمية: تسمية السلطة في البحر خلال شهر واحد (البروتوكول 8(6))، وتسمية السلطة المركزية عند التصديق على الاتفاقية أو عند تغييرها (18(13)). ويذكر المكتب بذلك حتى يتم.
directory-pair = المركز الحدودي المقابل
directory-pair-with = { $post }، هنا { $ours } وهناك { $theirs }؛ آخر اختبار أجيب عنه: { $tested }
directory-pair-shape = اختر المركز واذكر رمزي النداء ومدة بين الاختبارات لا تزيد على 720 ساعة.
directory-pair-needed = اختر المركز الذي تخصه رموز النداء هذه، أو أفرغها وأفرغ الساعات.
directory-call-sign = رمز ندائنا
directory-their-call-sign = رمز ندائهم
directory-test-every = اختبار كل عدد من الساعات
directory-never-tested = لم يختبر قط
directory-why-paired = مقترن بمركز لكم، ورمز ندائه { $sign }.
directory-on-duty = المناوبون الآن
directory-on-duty-nobody = لا أحد الآن.
directory-hand-over = تسليم المناوبة
directory-duty-for = { $name }، عن { $of } حتى { $when }

# جهات بلا عقدة
directory-keep = إضافة جهة بلا عقدة
directory-kept-what = يُتصل بها بالرسائل. التوصية 8(أ)
directory-kept-mark = بلا عقدة؛ بياناتها لدينا
directory-kept-text = ليست لها عقدة. ما تطلبونه منها يذهب رسالة موقعة، وما ترد به يُدخَل يدويًا ويظهر على أنه لم يتحقق منه النظام.
directory-kept-assess = قبل أن يذهب إليها شيء عن شخص يجب تقييم دولتها، للشركة كما للسلطة.
directory-kept-entry = البيانات
directory-kept-taken = توجد بيانات بهذا الاسم لهذه الدولة.
directory-kept-kind = ما هي
directory-kept-authority = سلطة
directory-kept-company = شركة أو هيئة أخرى
directory-kept-state-hint = حرفان. وللشركة الدولة التي تخضع لقانونها.
directory-kept-letters-in = لغات الرسائل إليها
directory-kept-address = عنوان بريدي أو وسيلة أخرى
directory-kept-write = الطلب برسالة
directory-kept-withdraw = حذفها من الدليل
directory-why-without-node = ليست لها عقدة: اتصل بها أو اكتب إليها رسالة.
directory-out-suspended = { $name }: عقدته معلقة هنا. تحدث إليهم بوسيلة أخرى.
directory-out-without-node = ليست لـ { $name } عقدة، ويختص بالأمر نفسه من له عقدة، على قدر اختصاصه وفي مثل وقته.
# على المكتب.
directory-work-never-confirmed = لم تؤكد قط
directory-designations-open = تسميات يلزم الإخطار بها
directory-notify-advised = لم يُبلَّغ عنها بعد؛ أبلغوا عنها قريبًا، وقبل { $day } إن أمكن (المادة 18(13) لا تحدد أجلًا)
