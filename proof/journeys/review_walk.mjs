// An investigator drops a phone extraction and a report in Arabic into a new case, judges what the report may be
// speaking of, clears what belongs to an offence and checks it with others: from the empty desk, by keyboard.
import assert from 'node:assert/strict'
import { look } from './request_walks.mjs'

/** What somebody needs at most, links, buttons and fields together. */
const actionsMax = 25

const contacts = ['name,phone', 'Haji,+227 90 00 01 14', 'Moussa garage,+227 90 00 05 61', 'Maître Saley,+227 90 00 03 30'].join('\n')
const report = [
  'أفاد الشاهد أن المدعو سليمان أدوم كان يتصل من الرقم ٠٠٢٢٧٩٠٠٠٠١١٤ ويطلب ٣٠٠٠ دولار عن كل شخص.',
  'وقال إن الشاحنة، ولوحتها AG 4471 RN، كانت لدى شركة هرمتان للنقل في ١١ نوفمبر ٢٠٢٦.',
  'وذكر أن رقم هاتف شقيقه في إيطاليا هو +39 06 5555 0141.',
].join('\n\n')

const words = {
  en: { title: 'Report of the second witness', basis: 'search record 18/2026', purpose: 'Who else holds the line and the plate' },
  ar: { title: 'إفادة الشاهد الثاني', basis: 'محضر التفتيش ١٨/٢٠٢٦', purpose: 'من لديه الخط واللوحة أيضًا' },
}

export async function reviewsAReport({ page, keys }, lang) {
  const said = words[lang]
  // Counted from the desk on: coming in and choosing a language are before it.
  const before = keys.steps + keys.fields
  await keys.follow('nav a[href="/cases"]')
  await keys.follow('.actions a[href="/cases/new"]')
  await keys.fill('[name=reference]', 'AG-120')
  await keys.fill('[name=title]', said.title)
  await keys.follow('main form .button.primary')
  const path = new URL(page.url()).pathname

  await keys.follow('.actions a[href$="/import"]')
  keys.fields += 1
  await page.locator('input[type=file]').setInputFiles([
    { name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(contacts) },
    { name: 'report.txt', mimeType: 'text/plain', buffer: Buffer.from(report) },
  ])
  await keys.follow('main form .button.primary')
  await look(page, 'review_1_preview', lang)
  await keys.follow('#take .button.primary')
  await look(page, 'review_2_import', lang)
  await keys.follow('.actions a[href$="/review"]')
  await look(page, 'review_3_first', lang)

  // What the node knows already comes first; the source is in view with the mention marked in it.
  assert.equal(await page.locator('.judging mark').count(), 1)
  assert.ok(await page.evaluate(() => document.activeElement?.value === 'accept'), 'accepting has the focus')
  // The brother's number is known and held back: the page says so, and it is not accepted here.
  const accepted = []
  for (let n = 0; n < 12 && accepted.length < 3; n += 1) {
    const value = (await page.locator('.judging h2').innerText()).trim()
    if (['+22790000114', 'AG4471RN', 'سليمان أدوم'].includes(value)) {
      accepted.push(value)
      keys.steps += 1
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), keys.press('a')])
      if (accepted.length === 1) {
        await look(page, 'review_4_accepted', lang)
        assert.equal(await page.locator('.undoing').count(), 1, 'it can be undone')
      }
    } else {
      // Chosen from the list beside, which begins with what is judged now.
      const next = page.locator('.aside .list a[href*="?at="]').filter({ hasText: /\+22790000114|AG4471RN|سليمان أدوم/ })
      await keys.follow(next)
    }
  }
  assert.equal(accepted.length, 3, `accepted: ${accepted}`)
  await look(page, 'review_5_left', lang)

  await keys.follow('.actions a[href$="/clear"]')
  await look(page, 'review_6_clear', lang)
  const tick = (value) => page.locator('main tbody tr').filter({ hasText: value }).locator('input[name=id]')
  await keys.toggle(tick('NE:AG4471RN'))
  await keys.toggle(tick('+22790000114'))
  await keys.pick('[name=role]', 'means-of-offence')
  await keys.fill('[name=basis]', said.basis)
  await keys.follow('#clear .button.primary')
  await keys.follow('.actions a[href$="/check"]')
  await look(page, 'review_7_check', lang)
  const checked = await page.locator('main').innerText()
  for (const own of ['+22790000114', 'NE:AG4471RN']) assert.ok(checked.includes(own), `${own} takes part`)
  for (const other of ['+390655550141', '+22790000330', 'سليمان أدوم']) assert.ok(!checked.includes(other), `${other} does not`)
  await keys.fill('[name=words]', said.purpose)
  await keys.to('[name=basis]')
  keys.fields += 1
  await page.keyboard.type('UNTOC 15')
  await keys.follow('main form .button.primary')
  assert.match(page.url(), /\/checks\/[0-9a-f-]+$/)
  await look(page, 'review_8_result', lang)
  assert.ok((await page.locator('main').innerText()).includes('+22790000114'), 'somebody else holds the phone')
  const actions = keys.steps + keys.fields - before
  assert.ok(actions <= actionsMax, `${actions} actions, ${actionsMax} are enough`)

  // Several numbers at once, each where it stands; the brother's cannot be ticked for it is held back.
  await page.goto(new URL(`${path}/review/together?kind=phone`, page.url()).href)
  await look(page, 'review_10_together', lang)

  // What was judged last is undone, and what was nothing is said to be nothing.
  await page.goto(new URL(`${path}/review`, page.url()).href)
  const left = await page.locator('.judging h2').innerText()
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), keys.press('r')])
  await look(page, 'review_9_rejected', lang)
  await keys.follow('.undoing button')
  assert.equal(await page.locator('.judging h2').innerText(), left, 'it waits again, and is the one in view')
}
