# سجل مؤتمر: التوصيات والدورات والمتابعة والمواضيع والدعوات.
conference-title = المؤتمر
conference-over = مؤتمر الأطراف · ما أُوصي به وما يُعمل بشأنه
conference-room = في هذه الغرفة
conference-beside = عن السجل
conference-recommendations = التوصيات
conference-recommendation = التوصية
conference-kind-recommendation = التوصية { $name }
conference-kind-decision = المقرر { $name }
conference-kind-resolution = القرار { $name }
conference-kind-conclusion = الاستنتاج { $name }
conference-draft-act = مشروع لهيئة أخرى
conference-what = ما أوصت به الاجتماعات، ولمن يوجَّه وبأي قوة، عبر كل التقارير المحفوظة هنا.
conference-found = { $n ->
    [zero] { $n } توصية
    [one] توصية واحدة
    [two] توصيتان
    [few] { $n } توصيات
    [many] { $n } توصية
   *[other] { $n } توصية
}
conference-none = لا تقرير بعد
conference-none-next = أضف تقرير اجتماع نصًّا أو بصيغة PDF أو DOCX، فتظهر توصياته هنا.
conference-none-wait = يضيف التقارير منسق وطني أو أمانة.
conference-none-found = لا توصية كهذه
conference-none-found-next = يجب أن تنطبق كل أجزاء البحث على توصية واحدة. احذف جزءًا منها.
conference-search = البحث عن توصية
conference-search-go = بحث
conference-search-anew = عرض الكل
conference-words = كلمات
conference-addressee = موجّهة إلى
conference-strength = قوة الطلب
conference-theme = الموضوع
conference-themes = المواضيع
conference-article = المادة
conference-articles = المواد
conference-article-hint = مثلًا 18 أو البروتوكول 11
conference-any = أي
conference-recommendations-foot = يُقرأ المخاطَب والقوة والموضوع والمواد من ألفاظ التقرير. وتعرض صفحة التوصية النص نفسه.
conference-addressee-states-parties = الدول الأطراف
conference-addressee-states = الدول
conference-addressee-conference = المؤتمر
conference-addressee-secretariat = الأمانة
conference-addressee-secretary-general = الأمين العام
conference-addressee-unodc = مكتب الأمم المتحدة المعني بالمخدرات والجريمة
conference-addressee-united-nations = هيئات الأمم المتحدة
conference-addressee-organ = هيئة من هيئات الاجتماع
conference-addressee-others = جهات معنية أخرى
conference-addressee-unclear = المخاطَب غير واضح
conference-strength-shall = يتعيّن
conference-strength-decided = قُرِّر
conference-strength-urged = يُحَث
conference-strength-called-upon = مدعوّ إلى
conference-strength-requested = مطلوب
conference-strength-should = ينبغي
conference-strength-should-endeavour = ينبغي السعي
conference-strength-should-consider = ينبغي النظر في
conference-strength-recommended = موصى به
conference-strength-encouraged = يُشجَّع
conference-strength-invited = مدعوّ
conference-strength-may-wish = قد يودّ
conference-strength-may = يجوز
conference-strength-noted = أُحيط علمًا
conference-strength-unclear = القوة غير واضحة
conference-theme-capacity-building = التدريب والمساعدة التقنية
conference-theme-technology = التكنولوجيا
conference-theme-sea = البحر
conference-theme-private-sector = القطاع الخاص
conference-theme-civil-society = المجتمع المدني
conference-theme-national-strategies = الاستراتيجيات الوطنية
conference-theme-international-cooperation = التعاون الدولي
conference-theme-mutual-legal-assistance = المساعدة القانونية المتبادلة
conference-theme-joint-investigations = التحقيقات المشتركة
conference-theme-contact-points = نقاط الاتصال
conference-theme-information-sharing = تبادل المعلومات
conference-theme-borders-documents = الحدود والوثائق
conference-theme-protection = حماية الأشخاص
conference-theme-children = الأطفال
conference-theme-gender = النساء والنوع الاجتماعي
conference-theme-deaths-injuries = الوفيات والإصابات
conference-theme-money = الأموال
conference-theme-corruption = الفساد
conference-theme-trafficking = الاتجار بالأشخاص
conference-theme-prevention = الوقاية
conference-theme-legislation = التشريع
conference-theme-review = استعراض التنفيذ
conference-theme-future-work = الأعمال المقبلة
conference-text = النص
conference-footnotes = الحواشي
conference-changed = ما غيّرته دورات لاحقة
conference-changed-count = { $n ->
    [zero] { $n } تغيير
    [one] تغيير واحد
    [two] تغييران
    [few] { $n } تغييرات
    [many] { $n } تغييرًا
   *[other] { $n } تغيير
}
conference-not-changed = لم يسجّل أحد أن توصية أخرى تكرر هذه أو تغيّرها.
conference-changed-foot = يسجّل ذلك شخص. والاقتراحات بتشابه الألفاظ لا تغيّر شيئًا.
conference-proposed = ربما سبقت
conference-proposed-text = تستعمل هذه كثيرًا من الألفاظ نفسها. وعلى شخص أن يقرأ هل تكررها هذه التوصية أو تغيّرها.
conference-same-words = { $n ->
    [zero] { $n } % من الألفاظ
    [one] { $n } % من الألفاظ
    [two] { $n } % من الألفاظ
    [few] { $n } % من الألفاظ
    [many] { $n } % من الألفاظ
   *[other] { $n } % من الألفاظ
}
conference-relate = تسجيل تغيير
conference-change = هذه التوصية
conference-earlier = التوصية الأسبق
conference-why = السبب
conference-change-does-repeats = تكرر
conference-change-done-repeats = تكررها
conference-change-does-extends = تتوسع في
conference-change-done-extends = تتوسع فيها
conference-change-does-replaces = تحل محل
conference-change-done-replaces = تحل محلها
conference-change-does-closes = تعلن إنجاز
conference-change-done-closes = أعلنت إنجازها
conference-where = موضعها
conference-session = الدورة
conference-report = التقرير
conference-reports = التقارير
conference-to-report = فتح التقرير
conference-to-session = فتح الدورة
conference-follow = متابعتها نيابة عن دولتنا
conference-published = منشور
conference-nobody-published = لا يُعرف هنا شيء منشور عنها.
conference-published-foot = تتكلم كل سلطة عن نفسها في صفحة خاصة بها. ولا شيء هنا يقارن بين الدول.
conference-needed = املأ هذه الخانة.
conference-too-long = { $n ->
    [zero] { $n } حرف على الأكثر.
    [one] حرف واحد على الأكثر.
    [two] حرفان على الأكثر.
    [few] { $n } أحرف على الأكثر.
    [many] { $n } حرفًا على الأكثر.
   *[other] { $n } حرف على الأكثر.
}
conference-day-needed = اذكر يومًا.
conference-day-over = مضى هذا اليوم. اذكر يومًا لاحقًا.
conference-file-needed = اختر ملفًا.
conference-days = من { $from } إلى { $to }
conference-sessions = الدورات
conference-sessions-what = الهيئات ودوراتها وجداول أعمالها ووثائقها.
conference-no-session = لا دورة بعد
conference-no-session-next = كل تقرير يُضاف يأتي بدورته، ويمكن تسجيل دورة مقبلة هنا.
conference-session-count = { $n ->
    [zero] { $n } دورة
    [one] دورة واحدة
    [two] دورتان
    [few] { $n } دورات
    [many] { $n } دورة
   *[other] { $n } دورة
}
conference-when = الموعد
conference-place = المكان
conference-body = الهيئة
conference-add-session = إضافة دورة
conference-session-hint = مثلًا الاجتماع التاسع
conference-first-day = اليوم الأول
conference-last-day = اليوم الأخير
conference-agenda = جدول الأعمال وتنظيم العمل
conference-item-count = { $n ->
    [zero] { $n } بند
    [one] بند واحد
    [two] بندان
    [few] { $n } بنود
    [many] { $n } بندًا
   *[other] { $n } بند
}
conference-no-agenda = لا جدول أعمال بعد
conference-no-agenda-next = أضف بنوده، ومع كل بند الجلسات التي تنظر فيه.
conference-number = الرقم
conference-item = البند
conference-taken = النظر فيه
conference-taken-hint = مثلًا 27 حزيران/يونيه صباحًا
conference-add-item = إضافة بند
conference-no-item = بلا بند
conference-items = البند { $items }
conference-statements = البيانات
conference-statement-count = { $n ->
    [zero] { $n } بيان منشور
    [one] بيان واحد منشور
    [two] بيانان منشوران
    [few] { $n } بيانات منشورة
    [many] { $n } بيانًا منشورًا
   *[other] { $n } بيان منشور
}
conference-no-statement = لا بيان منشور.
conference-waiting = مقدَّمة ولم تُنشر بعد
conference-receipt = الإيصال
conference-statements-foot = يذكر الإيصال بصمة SHA-256 للملف كما وصل. وتنشر الأمانة كل البيانات المقدَّمة.
conference-published-on = نُشر في { $day } بواسطة { $who }
conference-sha = بصمة SHA-256
conference-publish = نشر
conference-documents = الوثائق
conference-document-count = { $n ->
    [zero] { $n } وثيقة
    [one] وثيقة واحدة
    [two] وثيقتان
    [few] { $n } وثائق
    [many] { $n } وثيقة
   *[other] { $n } وثيقة
}
conference-no-document = لا وثيقة بعد.
conference-symbol = الرمز
conference-title-of = العنوان
conference-add-document = إضافة وثيقة
conference-submit = تقديم بيان
conference-submit-text = تحصل على إيصال ببصمة الملف. وتنشره الأمانة.
conference-submitter = باسم
conference-language = اللغة
conference-file = الملف
conference-language-en = الإنكليزية
conference-language-fr = الفرنسية
conference-language-ar = العربية
conference-language-es = الإسبانية
conference-language-ru = الروسية
conference-language-zh = الصينية
conference-language-other = لغة أخرى
conference-put-in = إضافة تقرير
conference-put-in-what = يصير تقرير الاجتماع أقسامًا وفقرات وتوصيات يمكن البحث فيها ومتابعتها.
conference-put-in-text = لا يضيع من النص شيء ولا يُزاد عليه. وما لا تفهمه القراءة يُسرد مع موضعه.
conference-report-file = التقرير
conference-report-file-hint = { $n ->
    [zero] نص أو PDF أو DOCX، { $n } ميبيبايت على الأكثر
    [one] نص أو PDF أو DOCX، ميبيبايت واحد على الأكثر
    [two] نص أو PDF أو DOCX، { $n } ميبيبايت على الأكثر
    [few] نص أو PDF أو DOCX، { $n } ميبيبايت على الأكثر
    [many] نص أو PDF أو DOCX، { $n } ميبيبايت على الأكثر
   *[other] نص أو PDF أو DOCX، { $n } ميبيبايت على الأكثر
}
conference-read-it = قراءة وحفظ
conference-put-in-foot = السجل متاح لكل من يعمل على هذه العقدة.
conference-unread-no-text = لا نص في هذا الملف. يجب أن تمر الصورة الممسوحة أولًا بالتعرف على النصوص.
conference-unread-format = ليس هذا نصًّا ولا PDF ولا DOCX. اختر التقرير نفسه.
conference-unread-too-large = يحتاج هذا الملف إلى حيّز أو وقت يتجاوز المسموح لتقرير. أضفه جزءًا جزءًا.
conference-unread-broken = هذا الملف تالف أو انقطعت قراءته. ولم يُحفظ شيء.
conference-adopted = اعتمده الاجتماع
conference-summary = موجز من الرئاسة
conference-said = يقول التقرير:
conference-before = قبل القسم الأول
conference-findings = ما لم يُفهم
conference-findings-count = { $n ->
    [zero] { $n } موضع لم يُفهم أو فيه خطأ في الملف.
    [one] موضع واحد لم يُفهم أو فيه خطأ في الملف.
    [two] موضعان لم يُفهما أو فيهما خطأ في الملف.
    [few] { $n } مواضع لم تُفهم أو فيها خطأ في الملف.
    [many] { $n } موضعًا لم يُفهم أو فيه خطأ في الملف.
   *[other] { $n } موضع لم يُفهم أو فيه خطأ في الملف.
}
conference-findings-see = عرضها
conference-finding-no-text = لا نص
conference-finding-breaks-off = ينقطع النص
conference-finding-two-columns = عمودان قُرئا الواحد تلو الآخر
conference-finding-no-layout = تنسيق غير معروف
conference-finding-number-missing = رقم ناقص
conference-finding-number-twice = رقم مكرر
conference-finding-name-not-known = اسم ليس دولة معروفة هنا
conference-finding-footnote-alone = حاشية بلا إحالة
conference-finding-count-differs = قائمة يختلف عددها عما أُعلن
conference-finding-not-taken = لم يُعرف دوره
conference-lines = الأسطر { $from }–{ $to }
conference-spoke = من تكلموا
conference-attended = من حضروا
conference-name-count = { $n ->
    [zero] { $n } اسم
    [one] اسم واحد
    [two] اسمان
    [few] { $n } أسماء
    [many] { $n } اسمًا
   *[other] { $n } اسم
}
conference-attended-party = أطراف
conference-attended-signatory = موقّعون
conference-attended-neither = دول أخرى
conference-attended-member = أعضاء
conference-attended-observer = دول مراقبة
conference-attended-observer-entity = كيانات مراقبة
conference-attended-organisation = منظمات
conference-attended-not-said = الصفة غير مذكورة
conference-paragraphs = الفقرات
conference-kept = أُضيف
conference-contents = الأقسام
conference-panellists = المتحدثون الرئيسيون
conference-attendance = الحضور وحالة المعاهدة
conference-differences = حيث يختلف التقرير والوديع
conference-same-count = { $n ->
    [zero] { $n } اسم متطابق في كليهما
    [one] اسم واحد متطابق في كليهما
    [two] اسمان متطابقان في كليهما
    [few] { $n } أسماء متطابقة في كليهما
    [many] { $n } اسمًا متطابقًا في كليهما
   *[other] { $n } اسم متطابق في كليهما
}
conference-no-difference = يقول التقرير والجدول الشيء نفسه عن كل دولة.
conference-state = الدولة
conference-report-says = يقول التقرير
conference-table-says = يقول الجدول عن ذلك اليوم
conference-paragraph = الفقرة { $number }
conference-unknown-names = أسماء ليست دولًا معروفة هنا:
conference-attendance-foot = التقرير: { $symbol }. الجدول: { $source } بتاريخ { $as_of }، أضافه { $who }. الطرف هو من أودع صكه بحلول اليوم الأول من الدورة. ولا يُصحَّح أي من المصدرين.
conference-older = الجدول أقدم من الدورة.
conference-older-text = يعرض الحالة في { $as_of } وبدأت الدورة في { $on }. ومن انضم بينهما غائب عنه.
conference-no-status = لا حالة للمعاهدة بعد
conference-no-status-next = لا يُرفق شيء ولا يُستنتج: يلصق شخص جدول الوديع مع مصدره ويومه.
conference-instrument = الصك
conference-instrument-untoc = اتفاقية مكافحة الجريمة المنظمة عبر الوطنية
conference-instrument-smuggling = بروتوكول مكافحة تهريب المهاجرين
conference-compare = مقارنة
conference-standing-party = طرف
conference-standing-signatory = موقّع غير طرف
conference-standing-neither = لا موقّع ولا طرف
conference-status = حالة المعاهدة
conference-state-count = { $n ->
    [zero] { $n } دولة
    [one] دولة واحدة
    [two] دولتان
    [few] { $n } دول
    [many] { $n } دولة
   *[other] { $n } دولة
}
conference-signed = التوقيع
conference-deposited = الإيداع
conference-status-foot = { $source } بتاريخ { $as_of }، أضافه { $who }. تحقق لدى الوديع.
conference-put-status = إضافة جدول
conference-put-status-text = يحل محل الجدول السابق.
conference-source = المصدر
conference-source-hint = من أين أتى الجدول
conference-as-of = بتاريخ
conference-lines-field = الدولة، التوقيع، الإيداع
conference-lines-hint = دولة في كل سطر: NE, 2000-08-21, 2009-03-18
conference-lines-not-understood = { $n ->
    [zero] { $n } سطر لم يُفهم. صححها أو احذفها.
    [one] سطر واحد لم يُفهم. صححه أو احذفه.
    [two] سطران لم يُفهما. صححهما أو احذفهما.
    [few] { $n } أسطر لم تُفهم. صححها أو احذفها.
    [many] { $n } سطرًا لم يُفهم. صححها أو احذفها.
   *[other] { $n } سطر لم يُفهم. صححها أو احذفها.
}
conference-not-understood = أسطر لم تُفهم.
conference-nothing-changed = لم يتغير شيء.
conference-following = المتابعة
conference-following-what = ما تفعله دولتكم بشأن ما أُوصي به. وهو لسلطتكم وحدها حتى تنشروه.
conference-following-count = { $n ->
    [zero] { $n } توصية
    [one] توصية واحدة
    [two] توصيتان
    [few] { $n } توصيات
    [many] { $n } توصية
   *[other] { $n } توصية
}
conference-not-following = لا متابعة بعد
conference-not-following-next = افتح توصية وتابعها نيابة عن دولتكم.
conference-following-foot = لا تظهر هنا إلا دولتكم. ولا تقارن أي صفحة في هذا البرنامج بين الدول.
conference-next-action = الإجراء التالي
conference-own-word = قول الدولة
conference-follow-title = متابعة { $name }
conference-the-record = التوصية
conference-answer = جواب الدولة
conference-answer-accepted = مقبولة
conference-answer-in-part = مقبولة جزئيًا
conference-answer-not-accepted = غير مقبولة
conference-no-answer = لا جواب بعد
conference-no-answer-text = لم تقل الدولة هل تأخذ بهذه التوصية.
conference-set-answer = تحديد الجواب
conference-reason = السبب
conference-who-does = من يتولاها
conference-lead = المؤسسة القائدة
conference-set-lead = تحديد المؤسسة القائدة
conference-partner = الشريك
conference-partners = الشركاء
conference-partner-sort = صفته
conference-add-partner = إضافة شريك
conference-partner-public = مؤسسة عامة
conference-partner-private-sector = قطاع خاص
conference-partner-civil-society = مجتمع مدني
conference-partner-international = منظمة دولية
conference-actions = الإجراءات
conference-action-count = { $n ->
    [zero] { $n } إجراء
    [one] إجراء واحد
    [two] إجراءان
    [few] { $n } إجراءات
    [many] { $n } إجراءً
   *[other] { $n } إجراء
}
conference-no-action = لا إجراء بعد.
conference-add-action = إضافة إجراء
conference-what-to-do = ما يجب عمله
conference-owner = من يقوم به
conference-due = حتى
conference-due-hint = يظهر على مكتب المنسق قبل شهر من موعده.
conference-due-on = حتى { $day }
conference-done-on = أُنجز في { $day }
conference-done = أُنجز
conference-overdue = متأخر
conference-to-do = للإنجاز
conference-set-done = أُنجز
conference-done-note = ما نتج عنه
conference-figures = أرقام هذه العقدة
conference-figure = الرقم المقيس
conference-value = القيمة
conference-query = ما يُعَد
conference-no-figure = لم يُقرأ شيء بعد.
conference-read-figures = قراءة الأرقام الآن
conference-figures-foot = من القضايا لا تُذكر إلا الأرقام التي أفرج عنها شخصان، كما أُفرج عنها.
conference-figure-of = { $n } من { $of }
conference-figure-below = أقل من { $n } أو لا شيء
conference-figure-band = من { $from } إلى { $to }
conference-figure-released-query = أفرج عنه شخصان.
conference-figure-contacts-confirmed = نقاط اتصال مؤكدة
conference-figure-contacts-confirmed-query = نقاط الاتصال الخاصة بالسلطة في الدليل غير المسحوبة؛ ومنها ما لا يتجاوز آخر تأكيد لها 90 يومًا.
conference-figure-liaison-officers = ضباط اتصال معيّنون في الخارج
conference-figure-liaison-officers-query = نقاط الاتصال الخاصة التي يذكر قيدها الدولة المعيّنة لديها.
conference-figure-border-pairs = مراكز حدودية متقابلة
conference-figure-border-pairs-query = الأزواج مع مركز عبر الحدود في قيود نقاط الاتصال الخاصة.
conference-figure-test-calls-answered = نداءات تجريبية أُجيب عنها في الوقت
conference-figure-test-calls-answered-query = آخر النداءات التجريبية من عقد أخرى إلى مكاتب السلطة التي انتهى وقتها أو أُجيب عنها؛ ومنها ما أُجيب عنه قبل انتهاء وقته. عشرون على الأكثر لكل مكتب.
conference-indicators = المؤشرات
conference-indicator-count = { $n ->
    [zero] { $n } مؤشر
    [one] مؤشر واحد
    [two] مؤشران
    [few] { $n } مؤشرات
    [many] { $n } مؤشرًا
   *[other] { $n } مؤشر
}
conference-add-indicator = إضافة مؤشر
conference-measure = ما يُقاس
conference-unit = الوحدة
conference-baseline = خط الأساس
conference-target = الهدف
conference-measured-by = مصدر القيمة
conference-from-to = من { $from } إلى { $to }
conference-set-value = تسجيل القيمة
conference-evidence = الأدلة
conference-evidence-count = { $n ->
    [zero] { $n } دليل
    [one] دليل واحد
    [two] دليلان
    [few] { $n } أدلة
    [many] { $n } دليلًا
   *[other] { $n } دليل
}
conference-add-evidence = إضافة دليل
conference-evidence-title = ما هو
conference-reference = أين هو: عنوان أو رقم ملف
conference-may-be-public = يجوز لغيرنا رؤيته بعد النشر
conference-public = علني
conference-internal = داخلي
conference-make-public = جعله علنيًا
conference-make-internal = إبقاؤه داخليًا
conference-views = إلى أين وصلت بقول كل جهة
conference-view-count = { $n ->
    [zero] { $n } رأي
    [one] رأي واحد
    [two] رأيان
    [few] { $n } آراء
    [many] { $n } رأيًا
   *[other] { $n } رأي
}
conference-no-view = لم يقل أحد إلى أين وصلت.
conference-add-view = تسجيل قول جهة
conference-views-foot = تظهر جنبًا إلى جنب ولا تُدمج أبدًا في رأي واحد.
conference-view = صفتها
conference-view-state = الدولة
conference-view-peer = دولة مستعرِضة
conference-view-stakeholder = جهة معنية أخرى
conference-who-says = من يقول ذلك
conference-how-far = مدى التقدم
conference-status-not-started = لم تبدأ
conference-status-planned = مخطط لها
conference-status-in-progress = جارية
conference-status-implemented = منفّذة
conference-status-sustained = مستدامة
conference-status-not-applicable = لا تنطبق
conference-status-not-accepted = غير مقبولة
conference-others-read = ما يقرؤه الآخرون
conference-nothing-published = لم يُنشر شيء من هذا.
conference-published-since = نُشر في { $day } كما كان حينها.
conference-moved-on = تغيرت الأمور منذ ذلك. انشر مجددًا لإظهار ذلك.
conference-will-read = سيقرؤون
conference-will-read-text = كل ما في هذه الصفحة عدا الأدلة الداخلية: كل من يعمل على هذه العقدة من أي سلطة.
conference-stays-internal = { $n ->
    [zero] يبقى { $n } دليل داخليًا.
    [one] يبقى دليل واحد داخليًا.
    [two] يبقى دليلان داخليين.
    [few] تبقى { $n } أدلة داخلية.
    [many] يبقى { $n } دليلًا داخليًا.
   *[other] يبقى { $n } دليل داخليًا.
}
conference-withdraw = سحبه
conference-published-title = ما تنشره { $who }
conference-published-as-of = بتاريخ { $day }
conference-own-words = بألفاظهم
conference-own-words-text = هذا ما اختارت السلطة نشره. ولا يضيف البرنامج حكمًا ولا يقارنه بأحد.
conference-work-action = إجراء من توصية
conference-work-next = فتح
conference-draft-pdf = مشروع التقرير، PDF
conference-draft-docx = مشروع التقرير، DOCX
conference-draft-title = مشروع تقرير وطني عن التوصيات المتابَعة
conference-draft-over = مشروع غير معتمد
conference-draft-day = التاريخ
conference-draft-count = التوصيات
conference-draft-note = عن هذا المشروع
conference-draft-note-text = كُتب مما سجلته السلطة. ولا يصير تقريرًا للدولة إلا إذا اعتمدته الدولة.
conference-draft-internal = ما تُرك
conference-draft-internal-text = { $n ->
    [zero] { $n } دليل داخلي ليس في هذا المشروع.
    [one] دليل واحد داخلي وليس في هذا المشروع.
    [two] دليلان داخليان وليسا في هذا المشروع.
    [few] { $n } أدلة داخلية ليست في هذا المشروع.
    [many] { $n } دليلًا داخليًا ليس في هذا المشروع.
   *[other] { $n } دليل داخلي ليس في هذا المشروع.
}
conference-draft-text = النص
conference-draft-recommendation = التوصية { $number }. { $heading }
conference-draft-code = الرمز
conference-draft-square = رمز هذه الوثيقة على شكل مربع
conference-draft-page = صفحة
conference-topics = المواضيع المقترحة
conference-topic = الموضوع المقترح
conference-topics-what = مقترحات لجداول أعمال مقبلة مع أسبابها ومؤيديها.
conference-topic-count = { $n ->
    [zero] { $n } موضوع
    [one] موضوع واحد
    [two] موضوعان
    [few] { $n } مواضيع
    [many] { $n } موضوعًا
   *[other] { $n } موضوع
}
conference-no-topic = لا موضوع مقترح
conference-no-topic-next = يقترح منسق وطني موضوعًا مع سببه.
conference-proposed-by = { $who }، { $day }
conference-supported-by = يؤيده { $who }.
conference-support = تأييد
conference-topics-foot = بترتيب ورودها. التأييد ليس تصويتًا، والهيئات تقرر جداول أعمالها.
conference-propose = اقتراح موضوع
conference-calls = دعوات إلى تقديم مساهمات
conference-call = الدعوة
conference-calls-what = تسأل أمانة، ويجيب الجميع في استمارة واحدة، ويُنشر موجز.
conference-call-count = { $n ->
    [zero] { $n } دعوة
    [one] دعوة واحدة
    [two] دعوتان
    [few] { $n } دعوات
    [many] { $n } دعوة
   *[other] { $n } دعوة
}
conference-no-call = لا دعوة إلى تقديم مساهمات
conference-no-call-next = تفتح الأمانة على هذه العقدة دعوة.
conference-caller = صاحب الدعوة
conference-state-of = الحالة
conference-deadline = الموعد الأخير
conference-open-call = فتح دعوة
conference-call-title = الموضوع
conference-call-reason = سبب السؤال
conference-questions = الأسئلة
conference-questions-hint = سؤال في كل سطر
conference-questions-many = { $n ->
    [zero] { $n } سؤال على الأكثر، كل منها في سطر.
    [one] سؤال واحد على الأكثر في سطر.
    [two] سؤالان على الأكثر، كل منهما في سطر.
    [few] { $n } أسئلة على الأكثر، كل منها في سطر.
    [many] { $n } سؤالًا على الأكثر، كل منها في سطر.
   *[other] { $n } سؤال على الأكثر، كل منها في سطر.
}
conference-call-open = مفتوحة
conference-call-over = انتهت
conference-digest-published = نُشر الموجز
conference-answers = الأجوبة
conference-answer-count = { $n ->
    [zero] { $n } جواب
    [one] جواب واحد
    [two] جوابان
    [few] { $n } أجوبة
    [many] { $n } جوابًا
   *[other] { $n } جواب
}
conference-in-digest = في الموجز
conference-not-in-digest = خارج الموجز
conference-take-in = إدراجه في الموجز
conference-take-out = إخراجه من الموجز
conference-your-answer = جوابكم
conference-answered = لقد أجبتم.
conference-answered-text = يحل جواب آخر محله حتى الموعد الأخير.
conference-give-answer = إرسال الجواب
conference-answer-something = أجب عن سؤال واحد على الأقل.
conference-digest = الموجز
conference-digest-text = تُنشر الأجوبة التي تدرجها مع هذه الكلمات باسم من قدّمها. ومن لم يجب لا يُذكر.
conference-digest-words = كلمات تسبق الأجوبة
conference-publish-digest = نشر الموجز
conference-digest-pdf = الموجز، PDF
conference-digest-docx = الموجز، DOCX

# بين العقد: ما يُنشر يذهب إلى غيرنا، وما ينشرونه يأتي إلى هنا.
conference-goes-to-nodes = { $n ->
    [0] لا تثق هذه العقدة بأي عقدة أخرى بعد؛ لا يخرج شيء.
    [one] ويذهب موقَّعًا إلى العقدة الوحيدة التي تثق بها هذه العقدة، وكذلك سحبه.
    [two] ويذهب موقَّعًا إلى العقدتين اللتين تثق بهما هذه العقدة، وكذلك سحبه.
    [few] ويذهب موقَّعًا إلى { $n } عقد تثق بها هذه العقدة، وكذلك سحبه.
    [many] ويذهب موقَّعًا إلى { $n } عقدة تثق بها هذه العقدة، وكذلك سحبه.
   *[other] ويذهب موقَّعًا إلى { $n } عقدة تثق بها هذه العقدة، وكذلك سحبه.
}
conference-other-nodes = للعقد الأخرى
conference-others-since = تقرأ عقد أخرى هذه الدورة منذ { $day }.
conference-session-stays = لا يقرأ هذه الدورة إلا هذه العقدة.
conference-session-learn = جدول الأعمال والوثائق والبيانات المنشورة. وتستطيع الدول بعدها تسليم بياناتها من عقدها.
conference-from-nodes = من عقد أخرى
conference-from-nodes-foot = نشرته أمانات في أماكن أخرى ووقَّعته عقدها.
conference-statement = بيان
conference-taken-back = سُحب
conference-taken-back-text = من نشر هذا سحبه. ولا يُحفظ هنا ما ورد فيه.
conference-not-known = من نوع أحدث
conference-published-by = نشرته { $who } في { $day }
conference-signed-by = وقَّعته العقدة { $node } باسم { $who }؛ الطبعة { $number }.
conference-save-file = حفظ الملف
conference-hand-in-text = يذهب مختومًا إلى الأمانة في عقدتها. والإيصال الذي يعود موقَّع هناك ويحمل بصمة ما استُلم.
conference-you-handed = ما سلَّمته سلطتكم
conference-you-handed-foot = الإيصال يعني أنه استُلم بهذه البصمة. والأمانة تقرر ما تنشره.
conference-handed-statement = بيان
conference-handed-answer = إجابة
conference-handed-signed = استُلم ووُقِّع إيصاله
conference-handed-refused = لم يُستلم
conference-handed-there = وصل، ولا إيصال بعد
conference-handed-waits = في الطريق
conference-receipt-of = الإيصال { $number }، وُقِّع في { $when }
conference-handed-topic = موضوع مقترح
conference-handed-support = تأييد
conference-handed-back = السحب: { $state }
conference-save-receipt = حفظ الإيصال
conference-withdraw-ours = سحب بياننا
conference-withdrawn = سحبته دولته
conference-withdrawn-on = سحبته دولته في { $day }
conference-withdrawn-text = سحبت الدولة المعنية هذا البيان في { $day }. ولم تعد أي عقدة تحتفظ بملفه، وقد تبقى نسخة حفظها أحد قبل ذلك.
conference-topics-since = تقرأ عقد أخرى هذه القائمة منذ { $day }.
conference-topics-stay = لا يقرأ هذه المواضيع إلا هذه العقدة.
conference-topics-learn = كل موضوع مع سببه ومن اقترحه ومن يؤيده. ويمكن للدول بعد ذلك أن تقترح مواضيع وتؤيدها من عقدها، ويظهر للآخرين ما ترسله حين تنشرون القائمة من جديد.
conference-propose-elsewhere = تقترحون هنا على كل من يعمل على هذه العقدة. وتقترحون على أمانة في مكان آخر في صفحة قائمتها.

# الإيصال في ملفات لمن ليس لديه هذا البرنامج.
conference-verify-title = كيف يُتحقق من هذا الإيصال
conference-verify-what = وقَّعت أمانة أنها استلمت ما هو بجانب هذا الملف. فُكّوا ضغط كل شيء في مجلد واحد وافتحوا فيه نافذة أوامر. يلزم OpenSSL 1.1.1 أو أحدث وsha256sum، وهو في لينكس ومتاح لماك وويندوز، ولا يلزم برنامج آخر ولا شبكة.
conference-verify-file = 1. ما سُلِّم. يجب أن يُظهر السطران الأرقام الأربعة والستين نفسها:
conference-verify-signature = 2. التوقيع. يجب أن يكون الجواب: Signature Verified Successfully، ثم: same. والثاني يعني أن receipt.json هو ما وُقِّع.
conference-verify-key = 3. المفتاح. اتصلوا بالأمانة على رقم لديكم من قبل واطلبوا أن تُقرأ عليكم كلمات المفتاح الذي كانت عقدتها توقّع به يوم الإيصال. يجب أن تتطابق كلها:
conference-verify-limits = يدل هذا على أن هذا الملف نفسه، أو هذا النص نفسه، قد استُلم، وبأي رقم ومتى حسب ساعة العقدة التي استلمته («at» بالمللي ثانية منذ 1970 بالتوقيت العالمي). ولا يدل على أن أحدًا يوافق عليه أو أنه نُشر.

# التدريبات، وما يُعَدّ منها.
conference-trainings = التدريبات
conference-trainings-what = التدريبات التي عقدتها سلطتكم. وما تفيدون به عنها يُعَدّ من هنا.
conference-trainings-foot = لا يقرأ هذا إلا منسقو سلطتكم. وتذكر التقارير الأشخاص في فئات لأن العدد القليل قد يدل على أسمائهم.
conference-training-count = { $n ->
    [zero] لا تدريب
    [one] تدريب واحد
    [two] تدريبان
    [few] { $n } تدريبات
    [many] { $n } تدريبًا
   *[other] { $n } تدريب
}
conference-no-training = لا تدريب بعد
conference-no-training-next = دوِّنوا تدريبًا بيومه وموضوعه وجمهوره وعدد من شاركوا فيه.
conference-training-day = اليوم
conference-audience = لمن
conference-audience-hint = فئة لا اسم شخص: مثل موظفي الحدود في الشمال.
conference-people = عدد المشاركين
conference-people-needed = اكتبوا عددًا من 1 إلى { $n }.
conference-training-ahead = تدريب لم يُعقد بعد لا يُعَدّ.
conference-add-training = تدوين تدريب
conference-figure-trainings = التدريبات المعقودة
conference-figure-trainings-query = التدريبات التي دوَّنتها هذه السلطة ويومها ضمن آخر 365 يومًا.
conference-figure-people-trained = من شاركوا في التدريبات
conference-figure-people-trained-query = مجموع من شاركوا في هذه التدريبات في فئات من خمسة ولا يُذكر ما دون عشرة. ومن شارك مرتين عُدَّ مرتين.
conference-figure-assistance-requests = طلبات بموجب المادة 18 من الاتفاقية
conference-figure-assistance-requests-query = ملفات الأنواع التي يستند تعريفها إلى المادة 18 من الاتفاقية، ولا تُقصد الفقرة 18(4) وهي معلومات لم يطلبها أحد. ولا نوع كهذا على هذه العقدة بعد، فلا ملفات منه. وحين يكون، تذكرها كل ربع الأرقام التي أفرج عنها شخصان.
conference-elsewhere = منشور في أماكن أخرى عن تقارير ليست هنا
