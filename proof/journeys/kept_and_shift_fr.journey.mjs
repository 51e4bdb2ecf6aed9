import { keptAndShift } from './role_journeys.mjs'

export default keptAndShift('fr', 'french')
