// H. Ibrahim judges what an Arabic report says, by keyboard, in Arabic.
import { comeIn } from './request_walks.mjs'
import { reviewsAReport } from './review_walk.mjs'

export default {
  name: 'review, arabic: from an empty desk to a checked case, by keyboard',
  async run({ demo, person }) {
    const nodes = await demo()
    await reviewsAReport(await comeIn(nodes, person, 'niamey', 'h.ibrahim', 'ar'), 'ar')
  },
}
