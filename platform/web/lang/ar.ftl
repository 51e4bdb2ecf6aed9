# الإطار والعناصر وصفحات الأخطاء
web-product = Liaison
web-skip = انتقل إلى المحتوى
web-rooms = الأقسام
web-search = ابحث عن أسماء أو أرقام أو وثائق…
web-search-all = البحث في العقدة كلها
web-demonstration-label = عن هذه العقدة
web-search-go = بحث
web-demonstration = عرض تجريبي: كل الأشخاص والأرقام والأحداث هنا من نسج الخيال.
web-waiting = { $n ->
    [zero] لا شيء ينتظر
    [one] { $n } في الانتظار
    [two] { $n } في الانتظار
    [few] { $n } في الانتظار
    [many] { $n } في الانتظار
   *[other] { $n } في الانتظار
}
web-waiting-unit = في الانتظار
web-acting-case = القضية { $case }
web-acting-purpose = الغرض: { $purpose }
web-hand-over = تسليم المناوبة
web-account = حسابك
web-sign-out = تسجيل الخروج
web-preferences = اللغة والمظهر
web-language = اللغة
web-lang-en = English
web-lang-fr = Français
web-lang-ar = العربية
web-theme = المظهر
web-theme-auto = حسب الجهاز
web-theme-light = فاتح
web-theme-dark = داكن

web-form-errors = { $n ->
    [zero] لا شيء للتصحيح
    [one] أمر واحد يحتاج إلى تصحيح
    [two] أمران يحتاجان إلى تصحيح
    [few] { $n } أمور تحتاج إلى تصحيح
    [many] { $n } أمرًا يحتاج إلى تصحيح
   *[other] { $n } أمر يحتاج إلى تصحيح
}
web-form-optional = (اختياري)
web-steps = المراحل
web-step-done = تمّ
web-step-now = الآن
web-step-ahead = لم يحن بعد
web-progress-so-far = أُنجز حتى الآن: { $n }
web-progress-of = { $done } من { $of }
web-progress-leave = يمكنك مغادرة هذه الصفحة. العمل مستمر.
web-pager = الصفحات
web-pager-rows = من { $first } إلى { $last } من أصل { $total }
web-pager-previous = السابق
web-pager-next = التالي
web-not-available-title = غير متاح لهذا الرد.
web-not-available-text = يمكنك المتابعة بدونه.

web-ago-now = الآن
web-ago-minutes = { $n ->
    [zero] الآن
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $n } دقائق
    [many] قبل { $n } دقيقة
   *[other] قبل { $n } دقيقة
}
web-ago-hours = { $n ->
    [zero] الآن
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $n } ساعات
    [many] قبل { $n } ساعة
   *[other] قبل { $n } ساعة
}
web-ago-days = { $n ->
    [zero] اليوم
    [one] قبل يوم
    [two] قبل يومين
    [few] قبل { $n } أيام
    [many] قبل { $n } يومًا
   *[other] قبل { $n } يوم
}
web-ago-months = { $n ->
    [zero] هذا الشهر
    [one] قبل شهر
    [two] قبل شهرين
    [few] قبل { $n } أشهر
    [many] قبل { $n } شهرًا
   *[other] قبل { $n } شهر
}
web-ago-years = { $n ->
    [zero] هذا العام
    [one] قبل سنة
    [two] قبل سنتين
    [few] قبل { $n } سنوات
    [many] قبل { $n } سنة
   *[other] قبل { $n } سنة
}
web-ahead-minutes = { $n ->
    [zero] الآن
    [one] بعد دقيقة
    [two] بعد دقيقتين
    [few] بعد { $n } دقائق
    [many] بعد { $n } دقيقة
   *[other] بعد { $n } دقيقة
}
web-ahead-hours = { $n ->
    [zero] الآن
    [one] بعد ساعة
    [two] بعد ساعتين
    [few] بعد { $n } ساعات
    [many] بعد { $n } ساعة
   *[other] بعد { $n } ساعة
}
web-ahead-days = { $n ->
    [zero] اليوم
    [one] بعد يوم
    [two] بعد يومين
    [few] بعد { $n } أيام
    [many] بعد { $n } يومًا
   *[other] بعد { $n } يوم
}
web-ahead-months = { $n ->
    [zero] هذا الشهر
    [one] بعد شهر
    [two] بعد شهرين
    [few] بعد { $n } أشهر
    [many] بعد { $n } شهرًا
   *[other] بعد { $n } شهر
}
web-ahead-years = { $n ->
    [zero] هذا العام
    [one] بعد سنة
    [two] بعد سنتين
    [few] بعد { $n } سنوات
    [many] بعد { $n } سنة
   *[other] بعد { $n } سنة
}
web-span-seconds = { $n } ث
web-span-minutes = { $n } د
web-span-hours = { $n } س
web-span-hours-minutes = { $h } س { $m } د
web-span-days = { $n ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}

web-problem-front-page = إلى الصفحة الرئيسية
web-problem-not-available = غير متاح
web-problem-not-available-what = لا يوجد شيء لك تحت هذا العنوان.
web-problem-not-available-kept = إن كنت قد اتبعت رابطًا فاسأل من أرسله. لم يتغير شيء.
web-problem-bad-request = تعذرت القراءة
web-problem-bad-request-what = شيء مما أُرسل ناقص أو ليس على الصورة المتوقعة.
web-problem-bad-request-kept = لم يُحفظ شيء. ارجع إلى الخلف: ما كتبته لا يزال في متصفحك.
web-problem-too-large = الحجم كبير جدًا
web-problem-too-large-what = ما أُرسل أكبر مما تقبله هذه الصفحة.
web-problem-too-large-kept = لم يُحفظ شيء. أرسله على أجزاء أو اطلب من المسؤول استيراده على العقدة.
web-problem-rate-limited = محاولات كثيرة
web-problem-rate-limited-what = جرت محاولات كثيرة في وقت قصير.
web-problem-rate-limited-kept = لم يتغير شيء. انتظر قليلًا ثم حاول مجددًا.
web-problem-conflict = سبقك غيرك
web-problem-conflict-what = تغيّر هذا أثناء عملك عليه.
web-problem-conflict-kept = لم يُحفظ تعديلك. ارجع واطّلع على الجديد ثم أرسل تعديلك مرة أخرى.
web-problem-signed-out = انتهت جلستك
web-problem-signed-out-what = انتهت مدة جلستك.
web-problem-signed-out-kept = ما حفظته باقٍ. سجّل الدخول للمتابعة.
web-problem-foreign-origin = غير مقبول
web-problem-foreign-origin-what = أُرسل هذا من صفحة لا تنتمي إلى هذه العقدة.
web-problem-foreign-origin-kept = لم يتغير شيء. افتح الصفحة هنا وأرسل مرة أخرى.
web-problem-broken = حدث عطل من جهتنا
web-problem-broken-what = تعذّر إعداد الصفحة. السبب مدوّن في سجل العقدة.
web-problem-broken-kept = ما حفظته سابقًا باقٍ. حاول مجددًا؛ وإن تكرر العطل فأبلغ المسؤول بوقته.
web-problem-unavailable-now = غير ممكن الآن
web-problem-unavailable-now-what = لا تستطيع العقدة بلوغ ما تحتاجه هذه الصفحة.
web-problem-unavailable-now-kept = ما حفظته سابقًا باقٍ. حاول مجددًا بعد دقيقة.
web-again-kept = ما كتبته لم يُحفظ بعد. سجّل الدخول في لسان جديد، ثم ارجع إلى هذا اللسان وأرسله.
web-again-sign-in = تسجيل الدخول في لسان جديد
web-again-send = إرسال ما كتبته
web-typed-kept = ما كتبته لم يُحفظ. وهو هنا: انسخه واطّلع على الجديد ثم قرّر.
web-list-comma = ،
