import { notices } from './notices_walk.mjs'

export default notices('en', 'english', { name: 'Duty room', text: 'Liaison: something waits at your desk.' })
