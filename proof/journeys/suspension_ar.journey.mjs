import { suspension } from './suspension_walk.mjs'

export default suspension('ar', 'arabic', {
  subject: 'هل هذا الجواز صحيح؟',
  facts: 'الصفحة التي عليها الصورة أسمك من غيرها.',
  reason: 'اتصل الضابط المناوب لديهم: سرق من سيارة حاسوب عليه المفاتيح',
  why: 'عثر على الحاسوب مقفلًا؛ تحدثت مع المسؤول هناك',
  stopped: 'لا شيء ينطلق إلى الجانب الآخر الآن',
})
