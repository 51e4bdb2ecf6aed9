import { protectionOfficer } from './role_journeys.mjs'

export default protectionOfficer('fr', 'french')
