import { elsewhere } from './conference_walk.mjs'

export default elsewhere('en', 'english')
