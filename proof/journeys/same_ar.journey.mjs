import { answersTheSame } from './same_walk.mjs'

export default answersTheSame('ar', 'arabic', 'الشاهد يعرفه بالاسمين.')
