import { arabic, keepsEvidence } from './evidence_walk.mjs'

export default keepsEvidence('ar', 'arabic', arabic)
