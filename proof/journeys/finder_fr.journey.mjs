import { findsTheDesk } from './finder_walk.mjs'

export default findsTheDesk('fr', 'french')
