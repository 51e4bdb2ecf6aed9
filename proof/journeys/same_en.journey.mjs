import { answersTheSame } from './same_walk.mjs'

export default answersTheSame('en', 'english', 'The witness knows him by both names.')
