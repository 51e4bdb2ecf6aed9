// H. Ibrahim in Niamey asks Accra about a telephone that a check found, without touching a mouse. In English.
import { english, comeIn, investigatorAsks } from './request_walks.mjs'

export default {
  name: 'investigator, english: from a new case to a request, by keyboard',
  async run({ demo, person }) {
    const nodes = await demo()
    await investigatorAsks(await comeIn(nodes, person, 'niamey', 'h.ibrahim', 'en'), 'en', english)
  },
}
