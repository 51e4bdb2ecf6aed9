import { findsTheDesk } from './finder_walk.mjs'

export default findsTheDesk('ar', 'arabic')
