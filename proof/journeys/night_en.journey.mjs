import { night, texts } from './night_walk.mjs'

export default night('en', 'english', texts.en)
