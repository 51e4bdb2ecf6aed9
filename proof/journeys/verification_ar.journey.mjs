import { arabic, verifiesADocument } from './verification_walk.mjs'

export default verifiesADocument('ar', 'arabic', arabic)
