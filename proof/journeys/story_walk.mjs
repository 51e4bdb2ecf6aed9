// The parts of the sealed truck that no other walk has: the statement that Accra corrects after it went out, the signed
// acknowledgement that comes back, and the auditor who shows who saw the girl's name.
import assert from 'node:assert/strict'
import { look, until } from './request_walks.mjs'
import { asksTheLog } from './role_walks.mjs'

/** Step 10, in Accra: the statement about the telephone is taken back and another one stands; then what went out is corrected. */
export async function correctsWhatWentOut({ page, keys }, lang, { of, record, value, instead, source, why }) {
  await keys.follow('nav.side a[href="/cases"]')
  await keys.follow(page.locator('main td a[href^="/cases/"]').filter({ hasText: of }))
  const path = new URL(page.url()).pathname
  await keys.follow(page.locator('main section.panel').filter({ has: page.locator('h2', { hasText: value }) }).locator('header a.more'))
  assert.ok((await page.locator('main').innerText()).includes(record))

  await keys.pick('#say [name=property]', 'phone')
  await keys.fill('#say [name=value]', instead)
  await keys.fill('#say [name=source]', source)
  await keys.follow('#say button')
  const wrong = page.locator('main details').filter({ hasText: value })
  await keys.to(wrong.locator('summary'))
  await keys.press('Enter')
  await keys.fill(wrong.locator('input[name=why]'), why)
  await keys.follow(wrong.locator('button'))
  await look(page, 'story_1_taken_back', lang)

  await page.goto(new URL(path, page.url()).href)
  await look(page, 'story_2_untold', lang)
  await keys.follow(`a[href="${path}/corrections"]`)
  await keys.fill('[name=reasons]', why)
  await look(page, 'story_3_correct', lang)
  const chosen = await page.locator('#correct select option:checked').allInnerTexts()
  assert.ok(chosen.every((text) => text.includes(instead)), `what was added last stands instead: ${chosen}`)
  await keys.follow('button[value=preview]')
  await look(page, 'story_4_preview', lang)
  await keys.follow('button[value=send]')
  return path
}

/** The copy in Niamey stands corrected, with its source, and nobody there had to do anything. */
export async function findsTheCopyCorrected({ page, keys, pages }, lang, { case: path, old, instead }) {
  await page.goto(pages + path)
  await until(page, `main tbody tr:has-text("${instead}")`)
  await look(page, 'story_5_copy_corrected', lang)
  const row = page.locator('main tbody tr').filter({ hasText: instead })
  assert.match(await row.first().innerText(), /Accra/, 'the copy names who said it')
  const standing = page.locator('main tbody tr').filter({ hasText: old }).filter({ hasText: 'Accra' })
  assert.equal(await standing.count(), 0, 'what Accra took back stands nowhere in the case as it is now')
  assert.ok(keys.pressed > 0)
}

/** Back in Accra the recipient has signed that its copy is changed. */
export async function seesItSignedFor({ page }, lang, path, dossier) {
  await page.goto(new URL(path, page.url()).href)
  await until(page, `main a[href="${dossier}"] ~ .tone-good, .aside a[href="${dossier}"] ~ .tone-good`)
  await look(page, 'story_6_signed_for', lang)
}

/** What a child is called is shown for a reason and to whom asked; answers the record's address. */
export async function looksAtAName({ page, keys, pages }, lang, { case: path, who, why, name }) {
  await page.goto(pages + path)
  await keys.follow(page.locator('main section.panel').filter({ has: page.locator('h2', { hasText: who }) }).locator('header a.more'))
  const record = new URL(page.url()).pathname
  assert.ok(!(await page.locator('main').innerText()).includes(name), 'a name is not shown unasked')
  await keys.to(page.locator('details').filter({ has: page.locator('#names') }).locator('summary'))
  await keys.press('Enter')
  await keys.fill('#names [name=why]', why)
  await keys.follow('#names button')
  await look(page, 'story_7_name_shown', lang)
  assert.ok((await page.locator('main').innerText()).includes(name), 'asked for with a reason it is')
  return record
}

/** The protection officer's first claim; answers its address. */
export async function opensTheClaim({ page, keys }, lang) {
  await keys.follow('nav.side a[href="/protection"]')
  await keys.follow('main td a[href^="/protection/"]')
  await look(page, 'story_8_claim', lang)
  return new URL(page.url()).pathname
}

/** Who saw a record: the log names them, with the reason they gave, and nobody else. */
export async function showsWhoSaw({ page, keys, pages }, lang, record, { who, why = '', nobody }) {
  await keys.follow('nav.side a[href="/log"]')
  await asksTheLog({ page, keys }, lang, 'record', { object: pages + record })
  const saw = await page.locator('main table').last().innerText()
  for (const word of [who, why]) assert.ok(saw.includes(word), `the log of ${record} says ${word}:\n${saw}`)
  for (const name of nobody) assert.ok(!saw.includes(name), `${name} did not see ${record}:\n${saw}`)
}
