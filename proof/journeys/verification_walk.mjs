// A document found in the cab is verified with the centre that issues it: asked from the list of kinds, answered with the
// question beside the form, read on both sides in words that stand in the definition of the kind.
import assert from 'node:assert/strict'
import { comeIn, look, until } from './request_walks.mjs'

/** The investigator in Niamey asks, the duty officer in Accra answers that it was never issued. */
export function verifiesADocument(lang, name, texts) {
  return {
    name: `document check, ${name}: from the list of kinds to the issuer's answer, by keyboard`,
    async run({ demo, person }) {
      const nodes = await demo()
      const { page, keys, pages } = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
      await page.goto(`${pages}/dossiers/new`)
      await keys.follow('main a[href="/dossiers/new?kind=document-verification"]')
      await look(page, 'verification_1_empty', lang)
      assert.equal(await page.locator('[name=basis]').inputValue(), 'SOMP-13', 'the form begins with the article of its kind')
      await keys.choose('[name=peer]', 'GH')
      await keys.fill('[name=subject]', texts.subject)
      await keys.pick('[name=document_type]', 'passport')
      await keys.fill('[name=number]', '0931447')
      await keys.fill('[name=holder]', texts.holder)
      await keys.mark('#request', 'suspected', 'counterfeit-or-altered')
      await keys.fill('[name=facts]', texts.facts)
      await keys.follow('button[value=preview]')
      await look(page, 'verification_2_preview', lang)
      await keys.follow('button[value=send]')
      const path = new URL(page.url()).pathname
      assert.match(path, /^\/dossiers\/[0-9a-f-]+$/)
      await until(page, '.moves > li:first-child .receipt.tone-good')
      await look(page, 'verification_3_sent', lang)

      const accra = await comeIn(nodes, person, 'accra', 'a.boateng', lang)
      await until(accra.page, `main a[href="${path}"]`)
      await accra.keys.follow(`main a[href="${path}"]`)
      await accra.keys.follow('.actions a[href$="/answer"]')
      assert.ok((await accra.page.locator('.aside').innerText()).includes('0931447'), 'the question stands beside the answer')
      await look(accra.page, 'verification_4_answer', lang)
      await accra.keys.mark('#move', 'outcome', 'whole')
      await accra.keys.mark('#move', 'issued', 'no')
      await accra.keys.mark('#move', 'to_this_holder', 'not-disclosed')
      await accra.keys.mark('#move', 'document_status', 'not-known')
      await accra.keys.follow('button[value=preview]')
      await look(accra.page, 'verification_5_preview', lang)
      await accra.keys.follow('button[value=send]')
      await until(accra.page, '.moves > li:first-child .receipt.tone-good')
      await until(page, '.moves > li:nth-child(2)')
      assert.ok((await page.locator('.moves > li').first().innerText()).includes(texts.never), 'what the issuer says is read in words')
      await look(page, 'verification_6_answered', lang)
      // One step more where the language is chosen first.
      keys.within({ steps: 5, fields: 7 })
    },
  }
}

export const english = {
  subject: 'A passport found in the cab', holder: 'KOFI MENSAH', facts: 'Found in the cab of a truck north of Agadez. The laminate lifts.',
  never: 'No, never issued',
}
export const arabic = {
  subject: 'جواز سفر وُجد في المقصورة', holder: 'كوفي منساه', facts: 'وُجد في مقصورة شاحنة شمال أغاديز. الغلاف يرتفع عن الصفحة.',
  never: 'لا، لم تصدر قط',
}
