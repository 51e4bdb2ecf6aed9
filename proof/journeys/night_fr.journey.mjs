import { night, texts } from './night_walk.mjs'

export default night('fr', 'french', texts.fr)
