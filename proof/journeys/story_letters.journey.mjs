// The sealed truck, steps 4 and 5 of the story, in one night: whom to reach in Palermo, the provider that has no node, and
// the documents of the dead, which Accra is asked about and the State that a survivor fears is not.
import assert from 'node:assert/strict'
import { comeIn, look, until } from './request_walks.mjs'
import { reachesPalermo } from './finder_walk.mjs'
import { asksToPreserve, inAFolder, keepsTheProvider, sendsTheLetter, takesTheFormBack } from './letters_walk.mjs'

/** Chooses a value of a field, be it a list or a row of choices. */
async function picks(page, field, value) {
  const choice = page.locator(`input[name=${field}][value=${value}]`)
  await ((await choice.count()) ? choice.check() : page.locator(`select[name=${field}]`).selectOption(value))
}

/** The form of a document check, filled in for whoever is chosen in it. */
async function checksADocument({ page }, { subject, number, why }) {
  await page.locator('[name=subject]').first().fill(subject)
  await picks(page, 'document_type', 'residence-permit')
  await page.locator('[name=number]').first().fill(number)
  await picks(page, 'suspected', 'unknown')
  await page.locator('[name=facts]').first().fill(why)
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('button[value=preview]').first().click()])
}

/** A permit found on one of the dead is checked with Accra, which answers for documents of its State. */
async function asksAccra({ page, pages }, lang) {
  await page.goto(`${pages}/dossiers/new?kind=document-verification`)
  const whom = await page.locator('[name=peer] option').allInnerTexts()
  assert.ok(whom.some((text) => /^GH · /.test(text)) && !whom.some((text) => /^XA/.test(text)), `whom: ${whom}`)
  const accra = page.locator('[name=peer] option').filter({ hasText: /^GH · Document Fraud/ }).first()
  await page.locator('[name=peer]').first().selectOption(await accra.getAttribute('value'))
  await checksADocument({ page }, { subject: 'Permit of one of the dead', number: 'GH-2201874', why: 'Found on a person who died in the truck north of Agadez.' })
  await look(page, 'story_9_document_preview', lang)
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('button[value=send]').first().click()])
  await until(page, '.moves > li:first-child .receipt.tone-good')
  await look(page, 'story_9_document_asked', lang)
}

/** With the State that is feared nothing is checked: a kept entry of it can be written to by nobody, and no page says why. */
async function asksNothingOfXA({ page, pages }, lang) {
  const press = (button) => Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator(button).first().click()])
  await page.goto(`${pages}/directory`)
  await press('a[href="/directory/kept/new"]')
  await page.locator('[name=name]').first().fill('Ministry of the Interior')
  await page.locator('[name=party]').first().fill('XA')
  for (const box of await page.locator('[name=letters_in]').all()) await box.setChecked(await box.getAttribute('value') === lang)
  await page.locator('[name=email]').first().fill('documents@interior.example')
  await press('form[action="/directory/kept"] button')
  await page.locator('#confirm [name=spoken_to]').first().fill('the desk')
  await press('#confirm button')
  await look(page, 'story_10_kept', lang)
  const ask = await page.locator('.actions a[href^="/dossiers/new?peer="]').first().getAttribute('href')
  await page.goto(`${pages}${ask}&kind=document-verification`)
  await checksADocument({ page }, { subject: 'Paper of a survivor', number: 'XA7719034', why: 'Found on a survivor of the truck.' })
  await look(page, 'story_10_refused', lang)
  assert.equal(await page.locator('button[value=send]').count(), 0, 'nothing can be sent to XA')
  await page.goto(`${pages}/dossiers`)
  assert.ok(!(await page.locator('main').innerText()).includes('Paper of a survivor'), 'no dossier with XA was opened')
}

export default {
  name: 'story: whom to reach in Palermo at night, a provider without a node, documents checked with Accra and not with XA',
  async run({ demo, person }) {
    const nodes = await demo()
    await reachesPalermo(await comeIn(nodes, person, 'niamey', 'a.moussa', 'en'), () => comeIn(nodes, person, 'palermo', 's.russo', 'en'), 'en')

    const officer = await comeIn(nodes, person, 'niamey', 'd.salifou', 'en')
    const dossier = await asksToPreserve(officer, 'en', await keepsTheProvider(officer, 'en'))
    await inAFolder(async (folder) => {
      const files = await sendsTheLetter(officer, 'en', folder)
      await takesTheFormBack(officer, 'en', { dossier, files, folder })
    })

    await asksAccra(await comeIn(nodes, person, 'niamey', 'h.ibrahim', 'en'), 'en')
    await asksNothingOfXA(officer, 'en')
  },
}
