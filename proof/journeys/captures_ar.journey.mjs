import { capturesPages } from './captures_walk.mjs'

export default capturesPages('ar', 'Arabic', {
  context: 'يعرض رحلات من زوارة؛ وُجد برقم السائق.',
  people: ['سمير العلي', 'كريم العلي'],
  kept: 'مستخرج المشغّل',
})
