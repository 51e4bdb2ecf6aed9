import { auditor } from './role_journeys.mjs'

export default auditor('fr', 'french')
