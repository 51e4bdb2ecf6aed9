import { administrator } from './role_journeys.mjs'

export default administrator('en', 'english')
