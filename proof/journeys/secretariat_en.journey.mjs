import { secretariat } from './conference_walk.mjs'

export default secretariat('en', 'english')
