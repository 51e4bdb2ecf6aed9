// A. Boateng in Accra answers what Niamey asks; the answer goes into Niamey's case and both hold one history. In English.
import assert from 'node:assert/strict'
import { english, comeIn, dutyOfficerAnswers, investigatorAsks, investigatorTakes, verified } from './request_walks.mjs'

export default {
  name: 'duty officer, english: from the desk to an answer taken into the case, by keyboard',
  async run({ demo, person }) {
    const nodes = await demo()
    const niamey = await comeIn(nodes, person, 'niamey', 'h.ibrahim', 'en')
    const accra = await comeIn(nodes, person, 'accra', 'a.boateng', 'en')
    const path = await investigatorAsks(niamey, 'en', english)
    await dutyOfficerAnswers(accra, 'en', path, { ...english, case: 'DF-0931' })
    await investigatorTakes(niamey, 'en', path, english)
    const theirs = await verified(accra, 'en', path, 'verified_accra')
    assert.match(theirs, /[0-9a-f]{16}/)
    assert.equal(await verified(niamey, 'en', path, 'verified_niamey'), theirs, 'one history on both nodes')
  },
}
