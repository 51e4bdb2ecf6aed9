import { firstCase } from './first_case_walk.mjs'

export default firstCase('en', 'English', { basis: 'Seizure order 12/26 of the court of Agadez' })
