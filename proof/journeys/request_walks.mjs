// The two walks of a request, by keyboard alone, in any language: what the investigator in Niamey does from the desk to
// a sent request, and what the duty officer in Accra does from the desk to an answer. They find their way by addresses
// and names of fields, which are the same in every language; what a page says is judged by `look`.
import assert from 'node:assert/strict'
import { axe, fits, keyboardOnly, oneTimeCode, shot, speaks, untranslated } from './harness.mjs'

const deliveredMsMax = 30_000

/** What must hold of every page: the language, its direction, its width, axe, nothing left untranslated. */
export async function look(page, name, lang = 'en') {
  await speaks(page, lang)
  assert.equal(await page.locator('h1').count(), 1, `${page.url()} has one heading`)
  const lost = await page.locator('main a[href^="#"]').evaluateAll((links) => links.map((a) => a.hash).filter((hash) => !document.querySelector(hash)))
  assert.deepEqual(lost, [], 'each link within the page leads somewhere')
  await fits(page)
  if (lang === 'ar') assert.deepEqual(await untranslated(page), [], `left in Latin letters on ${page.url()}`)
  await shot(page, `${name}_${lang}`)
  await axe(page)
}

/** Comes in by a one-time link, without a mouse from here on; `lands` is the first room of those without a desk. */
export async function comeIn(demo, person, key, who, lang, { lands = '/', link, ...options } = {}) {
  const screen = await person({ locale: lang, ...options })
  const keys = keyboardOnly(screen.page)
  await screen.page.goto(link ?? (await demo.link(key, who)))
  // Who was added on the pages enrols; the people of the demonstration only visit.
  if (await screen.page.locator('[name=passphrase]').count()) {
    for (const field of ['[name=passphrase]', '[name=again]']) await keys.fill(field, 'a lighthouse under seven quiet moons')
    await keys.fill('[name=code]', oneTimeCode(await screen.page.locator('fieldset .code').innerText()))
  }
  await keys.follow('main form button')
  assert.equal(new URL(screen.page.url()).pathname, lands)
  // A person's own language stands over the browser's: who wants another says so on the page, once.
  if ((await screen.page.locator('html').getAttribute('lang')) !== lang) {
    await keys.to('.preferences summary')
    await keys.press('Enter')
    await keys.follow(`.preferences button[value="${lang}"]`)
  }
  return { ...screen, keys, pages: demo.nodes[key].pages }
}

/** Reads a page again until the node has what it shows: the nodes deliver in the background. */
export async function until(page, selector) {
  const end = Date.now() + deliveredMsMax
  while (Date.now() < end) {
    if (await page.locator(selector).count()) return
    await new Promise((r) => setTimeout(r, 300))
    await page.reload()
  }
  throw new Error(`\`${selector}\` did not appear on ${page.url()} within ${deliveredMsMax} ms`)
}

/** Fills a moment, whose parts the browser takes one by one: month, day, year, hour, minute, half of the day. */
async function moment(keys, page, field, [month, day, year, hour, minute, half]) {
  await keys.to(field)
  for (const part of [month, day, year]) await page.keyboard.type(part)
  await keys.press('ArrowRight')
  for (const part of [hour, minute, half]) await page.keyboard.type(part)
  assert.notEqual(await page.locator(field).inputValue(), '', 'the moment is complete')
}

/** The investigator: desk, case, check, hit, request, dossier. Answers the dossier's path. */
export async function investigatorAsks({ page, keys }, lang, texts) {
  await look(page, 'investigator_1_desk', lang)
  await keys.follow('nav a[href="/cases"]')
  await look(page, 'investigator_2_cases', lang)
  await keys.follow('main td a[href^="/cases/"]')
  await look(page, 'investigator_3_case', lang)
  assert.match(await page.locator('main .over').innerText(), /AG-114/)

  // The brother, the lawyer and the rescuer stand in the case and do not take part in a check.
  await keys.follow('.actions a[href$="/check"]')
  await look(page, 'investigator_4_check', lang)
  const checked = await page.locator('main').innerText()
  for (const own of ['+22790000114', 'NE:AG4471RN']) assert.ok(checked.includes(own), `${own} takes part`)
  for (const other of ['+39065550141', '+22790000330', '+22790000401']) assert.ok(!checked.includes(other), `${other} does not`)
  // With nobody to ask the check is refused and says so; nothing else of the form is lost.
  const peers = page.locator('input[name=peers]')
  for (let i = 0; i < await peers.count(); i += 1) await keys.toggle(peers.nth(i))
  await keys.follow('main form .button.primary')
  assert.equal(await page.locator('.error-summary').count(), 1, 'a check with nobody is refused')
  await look(page, 'investigator_4b_check_refused', lang)
  for (let i = 0; i < await peers.count(); i += 1) await keys.toggle(peers.nth(i))
  await keys.fill('[name=words]', texts.purpose)
  await keys.to('[name=basis]')
  await page.keyboard.type('UNTOC 15')
  await keys.follow('main form .button.primary')
  assert.match(page.url(), /\/checks\/[0-9a-f-]+$/)
  await look(page, 'investigator_5_result', lang)
  const rows = await page.locator('main table').first().locator('tbody tr').allInnerTexts()
  const phoneHits = rows.filter((r) => r.includes('+22790000114'))
  assert.equal(phoneHits.length, 2, 'two authorities hold the phone')
  assert.ok(rows.some((r) => /Accra/.test(r) && /NE:AG4471RN/.test(r)), 'Accra holds the plate')
  assert.ok(rows.some((r) => /Palermo/.test(r) && /Suleiman Adoum.*1984/.test(r)), 'Palermo holds the name, across scripts')
  for (const row of rows) assert.match(row, /[0-9A-Z]{2}-[0-9A-Z]{3}-[0-9A-Z]{3}/, 'each hit has its reference')

  const accra = page.locator('main tbody tr').filter({ hasText: '+22790000114' }).filter({ hasText: 'Accra' }).locator('a.button')
  await keys.follow(accra)
  assert.match(await page.locator('[name=peer] option:checked').innerText(), /Accra/)
  await look(page, 'investigator_6_request', lang)
  assert.equal(await page.locator('[name=profile]').inputValue(), '', 'nobody chose a regional profile')
  await keys.fill('[name=subject]', texts.subject)
  await keys.to('[name=points]')
  for (const point of texts.points) { await page.keyboard.type(point); if (point !== texts.points.at(-1)) await keys.press('Enter') }
  await keys.fill('[name=facts]', texts.facts)
  await keys.fill('[name=reasons]', texts.reasons)
  await keys.fill('[name=find]', '+227 90 00 01 14')
  await keys.follow('button[value=find]')
  await keys.toggle('input[name=pick]')
  await look(page, 'investigator_6b_request_filled', lang)
  await keys.follow('button[value=preview]')
  await look(page, 'investigator_7_preview', lang)
  assert.ok((await page.locator('main').innerText()).includes(texts.facts), 'the preview shows what they will read')
  assert.ok(!(await page.locator('main').innerText()).includes('AG-114'), 'the own case is not sent')
  await keys.follow('button[value=send]')
  const path = new URL(page.url()).pathname
  assert.match(path, /^\/dossiers\/[0-9a-f-]+$/)
  await look(page, 'investigator_8_dossier', lang)
  assert.equal(await page.locator('.steps > li').count(), 5)
  // First it is on its way, then the other side's signed receipt is there.
  await until(page, '.moves > li:first-child .receipt.tone-good')
  await look(page, 'investigator_9_received', lang)
  await keys.follow('nav a[href="/"]')
  await look(page, 'investigator_10_desk', lang)
  assert.ok(keys.pressed > 60, 'it was walked by keys')
  return path
}

/** The duty officer: desk, acknowledge with a promise, answer in part with statements under a condition. */
export async function dutyOfficerAnswers({ page, keys }, lang, path, texts) {
  await until(page, `main a[href="${path}"]`)
  // Who holds a value learns by and by, too, that somebody asked about it.
  await until(page, 'main .work a[href^="/desk/hit/"]')
  await look(page, 'duty_1_desk', lang)
  const first = page.locator('main .work > li').first()
  assert.equal(await first.locator('.work-what a').first().getAttribute('href'), path, 'what is due stands first')
  assert.match(await first.innerText(), /Niamey/)
  await keys.follow(first.locator('.work-what a.strong'))
  await look(page, 'duty_2_dossier', lang)
  await keys.follow('.actions a[href$="/acknowledge"]')
  await moment(keys, page, '[name=promised]', promise())
  await keys.fill('[name=text]', texts.received)
  await look(page, 'duty_3_acknowledge', lang)
  await keys.follow('button[value=preview]')
  await look(page, 'duty_4_preview', lang)
  await keys.follow('button[value=send]')
  await look(page, 'duty_5_acknowledged', lang)

  await keys.follow('.actions a[href$="/answer"]')
  await look(page, 'duty_6_answer', lang)
  await keys.to('[name=outcome]')
  await keys.press('Space')
  await keys.press('ArrowDown')
  assert.ok(await page.locator('[name=outcome][value=part]').isChecked())
  await keys.fill('[name=text]', texts.answer)
  await keys.to('[name=answer_1]')
  await keys.press('ArrowDown')
  await keys.fill('[name=answer_1_text]', texts.answer1)
  await keys.to('[name=handling]')
  await page.keyboard.type('H1')
  assert.equal(await page.locator('[name=handling]').inputValue(), 'H1')
  await keys.fill('[name=conditions]', texts.condition)
  await keys.fill('[name=from_case]', texts.case)
  await keys.fill('[name=find]', '+227 90 00 01 14')
  await keys.follow('button[value=find]')
  const picks = page.locator('input[name=pick]')
  assert.ok(await picks.count() > 0, 'the own case offers statements')
  for (let i = 0; i < await picks.count(); i += 1) { await keys.to(picks.nth(i)); await keys.press('Space') }
  await look(page, 'duty_7_answer_filled', lang)
  await keys.follow('button[value=preview]')
  await look(page, 'duty_8_preview', lang)
  await keys.follow('button[value=send]')
  await until(page, '.moves > li:first-child .receipt.tone-good')
  await look(page, 'duty_9_answered', lang)
}

/** Ten days from now, as the browser's field takes it. */
function promise() {
  const day = new Date(Date.now() + 10 * 86_400_000)
  const two = (n) => String(n).padStart(2, '0')
  return [two(day.getUTCMonth() + 1), two(day.getUTCDate()), String(day.getUTCFullYear()), '09', '00', 'AM']
}

/** The investigator again: the answer is there, goes into the case, and the case says where it came from. */
export async function investigatorTakes({ page, keys, pages }, lang, path, texts) {
  await page.goto(pages + path)
  await until(page, 'main a[href*="/take/"]')
  await look(page, 'taken_1_dossier', lang)
  assert.ok((await page.locator('main').innerText()).includes(texts.answer))
  await keys.follow('main a[href*="/take/"]')
  await look(page, 'taken_2_take', lang)
  assert.equal(await page.locator('[name=case]').inputValue(), 'AG-114')
  await keys.follow('main form .button.primary')
  assert.match(page.url(), /\/cases\/[0-9a-f-]+/)
  await look(page, 'taken_3_case', lang)
  const taken = page.locator('main tbody tr').filter({ hasText: '+227 90 00 01 14' }).filter({ hasText: 'Accra' })
  assert.equal(await taken.count(), 1, 'the statement of Accra stands in the case with its source')
  assert.match(await taken.innerText(), /H1/, 'under the handling that Accra set')
}

/** The digest of the history that a node shows for a dossier; everything of it verified. */
export async function verified({ page, keys, pages }, lang, path, name) {
  await page.goto(pages + path)
  await keys.follow('main a[href$="/verify"]')
  await look(page, name, lang)
  assert.equal(await page.locator('.note-good').count(), 1, 'the history verifies')
  return (await page.locator('.facts .code').last().innerText()).trim()
}

export const english = {
  purpose: 'Who else holds the telephone and the plate of an abandoned truck',
  subject: 'The telephone found in the truck',
  points: ['Who uses this telephone?', 'In which of your cases does it appear?'],
  facts: 'A refrigerated truck was left north of Agadez; 46 people in it died. Smuggling of migrants, Protocol article 6.',
  reasons: 'A private check between our nodes gave a hit on the telephone.',
  received: 'Received. The file is being looked at.',
  answer: 'The telephone was found in a raid on a workshop of false permits. More follows.',
  answer1: 'A courier of the workshop.',
  condition: 'Not in court without our consent.',
}
export const arabic = {
  purpose: 'من لديه أيضًا هاتف الشاحنة المهجورة ولوحتها',
  subject: 'الهاتف الذي عُثر عليه في الشاحنة',
  points: ['من يستعمل هذا الهاتف؟', 'في أي من قضاياكم يظهر؟'],
  facts: 'تُركت شاحنة مبردة شمال أغاديز ومات فيها 46 شخصًا. تهريب مهاجرين، المادة 6 من البروتوكول.',
  reasons: 'أعطى فحص خاص بين عقدتينا تطابقًا في الهاتف.',
  received: 'وصل الطلب، والملف قيد النظر.',
  answer: 'عُثر على الهاتف عند تفتيش ورشة تصاريح مزورة. والمزيد يتبع.',
  answer1: 'ساعٍ يعمل للورشة.',
  condition: 'لا يُستعمل أمام محكمة دون موافقتنا.',
}
