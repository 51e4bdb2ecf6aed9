import { english, keepsEvidence } from './evidence_walk.mjs'

export default keepsEvidence('en', 'english', english)
