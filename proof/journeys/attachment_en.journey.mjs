import { english, sendsAScan } from './attachment_walk.mjs'

export default sendsAScan('en', 'english', english)
