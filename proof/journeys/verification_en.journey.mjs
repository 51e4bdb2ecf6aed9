import { english, verifiesADocument } from './verification_walk.mjs'

export default verifiesADocument('en', 'english', english)
