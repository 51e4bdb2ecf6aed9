import { firstCase } from './first_case_walk.mjs'

export default firstCase('ar', 'Arabic', { basis: 'أمر الحجز 12/26 الصادر عن محكمة أغاديز' })
