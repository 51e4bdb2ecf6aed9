import { coordinator } from './conference_walk.mjs'

export default coordinator('fr', 'french')
