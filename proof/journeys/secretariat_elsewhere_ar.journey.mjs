import { elsewhere } from './conference_walk.mjs'

export default elsewhere('ar', 'arabic')
