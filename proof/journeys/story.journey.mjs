// The sealed truck from the check to the correction a year later, as one evening's work of five people on three nodes:
// steps 3, 5 and 10 of the story. What other journeys walk in detail is walked here again as one piece.
import assert from 'node:assert/strict'
import { comeIn, dutyOfficerAnswers, english, investigatorAsks, investigatorTakes, verified } from './request_walks.mjs'
import { correctsWhatWentOut, findsTheCopyCorrected, looksAtAName, opensTheClaim, seesItSignedFor, showsWhoSaw } from './story_walk.mjs'

export default {
  name: 'story: asked, answered under a condition, corrected afterwards, signed for, and who saw the girl',
  async run({ demo, person }) {
    const nodes = await demo()
    const niamey = await comeIn(nodes, person, 'niamey', 'h.ibrahim', 'en')
    const accra = await comeIn(nodes, person, 'accra', 'a.boateng', 'en')
    const dossier = await investigatorAsks(niamey, 'en', english)
    await dutyOfficerAnswers(accra, 'en', dossier, { ...english, case: 'DF-0931' })
    await investigatorTakes(niamey, 'en', dossier, english)
    const copy = new URL(niamey.page.url()).pathname

    const mensah = await comeIn(nodes, person, 'accra', 'k.mensah', 'en')
    const path = await correctsWhatWentOut(mensah, 'en', {
      of: 'Workshop', record: '+227 90 00 01 14', value: '+227 90 00 01 14', instead: '+227 90 00 01 41', source: 'seized telephone, read again',
      why: 'Two digits were changed over when the telephone was read.',
    })
    await findsTheCopyCorrected(niamey, 'en', { case: copy, old: '+227 90 00 01 14', instead: '+227 90 00 01 41' })
    await seesItSignedFor(mensah, 'en', path, dossier)
    const history = await verified(accra, 'en', dossier, 'story_verified_accra')
    assert.equal(await verified(niamey, 'en', dossier, 'story_verified_niamey'), history, 'one history on both nodes')

    // The girl: the investigator looked at her name once and said why; the protection officer sees the claim; nobody else either.
    const girl = await looksAtAName(niamey, 'en', { case: copy, who: 'Child', why: 'She is heard today and is called by her name.', name: 'survivor S-4' })
    const officer = await comeIn(nodes, person, 'niamey', 'r.issoufou', 'en')
    const claim = await opensTheClaim(officer, 'en')
    const auditor = await comeIn(nodes, person, 'niamey', 'm.garba', 'en', { lands: '/directory' })
    await showsWhoSaw(auditor, 'en', girl, { who: 'H. Ibrahim', why: 'She is heard today', nobody: ['A. Moussa', 'R. Issoufou', 'D. Salifou'] })
    await showsWhoSaw(auditor, 'en', claim, { who: 'R. Issoufou', nobody: ['A. Moussa', 'D. Salifou'] })
  },
}
