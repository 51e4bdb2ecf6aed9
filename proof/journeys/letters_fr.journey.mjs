import { asksByLetter } from './letters_walk.mjs'

export default asksByLetter('fr', 'french')
