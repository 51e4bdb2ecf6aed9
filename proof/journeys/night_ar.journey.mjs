import { night, texts } from './night_walk.mjs'

export default night('ar', 'arabic', texts.ar)
