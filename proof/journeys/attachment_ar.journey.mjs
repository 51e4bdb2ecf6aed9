import { arabic, sendsAScan } from './attachment_walk.mjs'

export default sendsAScan('ar', 'arabic', arabic)
