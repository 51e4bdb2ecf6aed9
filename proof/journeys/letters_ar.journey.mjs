import { asksByLetter } from './letters_walk.mjs'

export default asksByLetter('ar', 'arabic')
