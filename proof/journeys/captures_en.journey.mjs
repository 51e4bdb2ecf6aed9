import { capturesPages } from './captures_walk.mjs'

export default capturesPages('en', 'English', {
  context: 'Offers crossings from Zuwara; found by the number of the driver.',
  people: ['Ama Mensah', 'Kofi Mensah'],
  kept: 'Export of the operator',
})
