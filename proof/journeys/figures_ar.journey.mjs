import { figures } from './figures_walk.mjs'

export default figures('ar', 'arabic', 'د. إدريسا')
