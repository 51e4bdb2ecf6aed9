import { keptAndShift } from './role_journeys.mjs'

export default keptAndShift('en', 'english')
