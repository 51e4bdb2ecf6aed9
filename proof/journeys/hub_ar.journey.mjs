import { hub } from './hub_walk.mjs'

export default hub('ar', 'arabic')
