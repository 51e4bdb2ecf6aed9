import { secretariat } from './conference_walk.mjs'

export default secretariat('ar', 'arabic')
