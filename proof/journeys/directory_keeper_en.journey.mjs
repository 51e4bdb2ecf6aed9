import { keepsTheDirectory } from './directory_keeper_walk.mjs'

export default keepsTheDirectory('en', 'english')
