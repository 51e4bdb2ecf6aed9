// A. Boateng in Accra answers what Niamey asks; the answer goes into Niamey's case and both hold one history. In Arabic.
import assert from 'node:assert/strict'
import { arabic, comeIn, dutyOfficerAnswers, investigatorAsks, investigatorTakes, verified } from './request_walks.mjs'

export default {
  name: 'duty officer, arabic: from the desk to an answer taken into the case, by keyboard',
  async run({ demo, person }) {
    const nodes = await demo()
    const niamey = await comeIn(nodes, person, 'niamey', 'h.ibrahim', 'ar')
    const accra = await comeIn(nodes, person, 'accra', 'a.boateng', 'ar')
    const path = await investigatorAsks(niamey, 'ar', arabic)
    await dutyOfficerAnswers(accra, 'ar', path, { ...arabic, case: 'DF-0931' })
    await investigatorTakes(niamey, 'ar', path, arabic)
    const theirs = await verified(accra, 'ar', path, 'verified_accra')
    assert.match(theirs, /[0-9a-f]{16}/)
    assert.equal(await verified(niamey, 'ar', path, 'verified_niamey'), theirs, 'one history on both nodes')
  },
}
