import { notices } from './notices_walk.mjs'

export default notices('ar', 'arabic', { name: 'غرفة المناوبة', text: 'Liaison: شيء ما ينتظر على مكتبك.' })
