import { firstCase } from './first_case_walk.mjs'

export default firstCase('en', 'English', {})
