import { figures } from './figures_walk.mjs'

export default figures('en', 'english', 'D. Idrissa')
