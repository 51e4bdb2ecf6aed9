// H. Ibrahim in Niamey asks Accra about a telephone that a check found, without touching a mouse. In Arabic.
import { arabic, comeIn, investigatorAsks } from './request_walks.mjs'

export default {
  name: 'investigator, arabic: from a new case to a request, by keyboard',
  async run({ demo, person }) {
    const nodes = await demo()
    await investigatorAsks(await comeIn(nodes, person, 'niamey', 'h.ibrahim', 'ar'), 'ar', arabic)
  },
}
