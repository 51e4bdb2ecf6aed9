// The walk of the data protection officer through end dates, by keyboard alone, in any language: a rule with its law, what
// ends soon, a legal hold. It changes a rule for every case, so that it has a demonstration of its own.
import assert from 'node:assert/strict'
import { comeIn, look } from './request_walks.mjs'
import { addsPerson, statusOf } from './role_walks.mjs'

/** Sets the rule for case files to less than a month, with where that stands in law. */
async function setsARule({ page, keys }, lang, law) {
  await keys.follow('nav.side a[href="/data-protection"]')
  await look(page, 'retention_1_page', lang)
  await keys.follow('main a[href="/data-protection/retention"]')
  await look(page, 'retention_2_rules', lang)
  const form = 'form[action="/data-protection/retention"]'
  await keys.pick(`${form} [name=rule]`, 'case.operational')
  await keys.fill(`${form} [name=days]`, '20')
  await keys.fill(`${form} [name=source]`, law)
  await keys.follow(`${form} button`)
  assert.ok((await page.locator('main').innerText()).includes(law), 'the rule names its law')
  await look(page, 'retention_3_set', lang)
}

/** From what ends within thirty days to one of them, and holds it; answers the address of its entry. */
async function holdsARecord({ page, keys, pages }, lang, law) {
  await keys.follow('nav.side a[href="/data-protection"]')
  await look(page, 'retention_4_due', lang)
  const entry = await page.locator('main tbody a[href^="/kept/"]').first().getAttribute('href')
  await keys.follow(`main a[href="${entry}"]`)
  await look(page, 'retention_5_entry', lang)
  await keys.fill('[name=reference]', '12/2026')
  await keys.fill('[name=ground]', law)
  await keys.day('[name=review]', 60)
  await keys.follow('button[value=hold]')
  assert.equal(page.url(), pages + entry, 'the hold was placed')
  assert.ok((await page.locator('main').innerText()).includes('12/2026'), 'the hold stands on the record')
  await look(page, 'retention_6_held', lang)
  await keys.follow('nav.side a[href="/data-protection"]')
  assert.ok((await page.locator('main').innerText()).includes('12/2026'), 'the page says by which hold')
  await look(page, 'retention_7_page', lang)
  return entry
}

/** Sets a rule, sees what ends, holds it; the officer of the case sees the date, the hold, and what they may decide. */
export const dataProtectionOfficer = (lang, spoken, { name, law }) => ({
  name: `data protection officer, ${spoken}: a rule with its law, what ends soon, a legal hold`,
  async run({ demo, person }) {
    const nodes = await demo()
    const admin = await comeIn(nodes, person, 'niamey', 'admin', lang, { lands: '/directory' })
    const link = await addsPerson(admin, lang, { name, signIn: 'd.protection', role: 'data-protection-officer' })
    const officer = await comeIn(nodes, person, 'niamey', 'd.protection', lang, { lands: '/directory', link })
    await setsARule(officer, lang, law)
    const entry = await holdsARecord(officer, lang, law)
    officer.keys.within({ steps: 8, fields: 9 })
    for (const closed of ['/cases', '/dossiers', '/protection', '/search?q=Adoum']) {
      assert.equal(await statusOf(officer, closed), 404, closed)
    }

    const investigator = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
    await look(investigator.page, 'retention_8_desk', lang)
    await investigator.keys.follow(`main a[href="${entry}"]`)
    await look(investigator.page, 'retention_9_officer', lang)
    assert.equal(await investigator.page.locator('button[value=review]').count(), 1, 'an officer of the case decides its date')
    assert.equal(await investigator.page.locator('button[value=hold], button[value=lift]').count(), 0, 'and no hold')
    await investigator.keys.follow('.actions a[href^="/cases/"]')
    await look(investigator.page, 'retention_10_case', lang)
    assert.equal(await investigator.page.locator(`aside a[href="${entry}"]`).count(), 1, 'the date stands beside the case')
  },
})
