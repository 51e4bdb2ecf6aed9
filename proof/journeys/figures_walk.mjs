// The walk of those who publish figures, by keyboard alone, in any language: an auditor reads a quarter and asks that it be
// released, a data protection officer confirms it, and only then there is a file.
import assert from 'node:assert/strict'
import { comeIn, look } from './request_walks.mjs'
import { addsPerson, statusOf } from './role_walks.mjs'

/** Reads the newest quarter, also on a telephone, and asks for its release. Answers the address of its figures. */
async function asksToRelease({ page, keys }, lang) {
  await keys.follow('nav.side a[href="/figures"]')
  await look(page, 'figures_1_quarter', lang)
  const wide = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, 'figures_1_quarter_phone', lang)
  await page.setViewportSize(wide)
  assert.ok((await page.locator('main table').count()) >= 5, 'each room tells its tables')
  const cells = await page.locator('main tbody td:nth-child(2)').allInnerTexts()
  assert.ok(cells.every((cell) => /5/.test(cell)), `nothing happened in that quarter, and no cell says so: ${cells}`)
  assert.equal(await page.locator('main .panel a.more').count(), 0, 'who opens no list sees no link to one')
  const at = (await page.locator('#release').getAttribute('action')).replace(/\/release$/, '')
  await keys.follow('#release button')
  assert.equal(new URL(page.url()).pathname, '/second-person')
  await look(page, 'figures_2_asked', lang)
  return at
}

/** Confirms it as the second person, and takes the table. */
async function confirms({ page, keys, pages }, lang, at, name) {
  await keys.follow('nav.side a[href="/second-person"]')
  await look(page, 'figures_3_to_confirm', lang)
  await keys.follow('main button[value=confirm]')
  await keys.follow('nav.side a[href="/figures"]')
  await look(page, 'figures_4_released', lang)
  assert.equal(await page.locator('#release').count(), 0, 'what is released is not released again')
  const file = await page.request.get(`${pages}${at}/csv`)
  assert.equal(file.status(), 200)
  assert.ok((await file.text()).includes(name), 'the table says whose it is')
}

export const figures = (lang, spoken, name) => ({
  name: `figures, ${spoken}: read by an auditor, released by two, then a file`,
  async run({ demo, person }) {
    const nodes = await demo()
    const admin = await comeIn(nodes, person, 'niamey', 'admin', lang, { lands: '/directory' })
    const link = await addsPerson(admin, lang, { name, signIn: 'd.protection', role: 'data-protection-officer' })
    const auditor = await comeIn(nodes, person, 'niamey', 'm.garba', lang, { lands: '/directory' })
    const at = await asksToRelease(auditor, lang)
    auditor.keys.within({ steps: 4, fields: 0 })
    assert.equal(await statusOf(auditor, `${at}/csv`), 404, 'no file before the second person')
    const officer = await comeIn(nodes, person, 'niamey', 'd.protection', lang, { lands: '/directory', link })
    await confirms(officer, lang, at, 'cases-opened')
    officer.keys.within({ steps: 6, fields: 3 })
    const investigator = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
    for (const closed of ['/figures', `${at}/csv`, `${at}/json`]) assert.equal(await statusOf(investigator, closed), 404, closed)
  },
})
