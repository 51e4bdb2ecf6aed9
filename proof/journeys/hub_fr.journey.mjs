import { hub } from './hub_walk.mjs'

export default hub('fr', 'french')
