// The walks of those who watch over a node, by keyboard alone, in any language: the protection officer, the auditor, the
// administrator; and of an investigator who keeps a case to a few, and a duty officer who hands over a shift. Each may
// stand beside the others on one demonstration. They find their way by addresses and names of fields.
import assert from 'node:assert/strict'
import { look } from './request_walks.mjs'

/** What a person of the node is answered at an address, without going there. */
export const statusOf = async ({ page, pages }, path) => (await page.request.get(pages + path, { maxRedirects: 0 })).status()

/** What stands in a page's main part. */
const said = (page) => page.locator('main').innerText()

/** The page as it stands on a telephone. */
async function onAPhone(page, name, lang) {
  const wide = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, `${name}_phone`, lang)
  await page.setViewportSize(wide)
}

// --- protection officer -----------------------------------------------------------------------------------------

/** From what is due to the claim of survivor S-4, a child, who is not called by name here. Answers the claim's path. */
export async function findsWhatIsDue({ page, keys, pages }, lang) {
  await keys.follow('nav.side a[href="/protection"]')
  await look(page, 'protection_1_due', lang)
  const row = page.locator('main tbody tr').filter({ has: page.locator('a[href^="/protection/"]') })
  assert.equal(await page.locator('main').filter({ hasText: 'survivor S-4' }).count(), 0, 'a child is hidden by name')
  assert.equal(await row.count(), 1, 'the claim of survivor S-4 is listed')
  assert.notEqual((await row.locator('td').first().innerText()).trim(), '', 'it says by when it is to be looked at')
  await keys.follow(row.locator('a[href^="/protection/"]'))
  await look(page, 'protection_2_claim', lang)
  if (lang !== 'fr') await onAPhone(page, 'protection_2_claim', lang)
  return page.url().replace(pages, '')
}

/** Article 36: informed, then what the person chose; a notice to the consulate is not offered before the person said yes. */
export async function recordsConsular({ page, keys }, lang, claim, texts) {
  await keys.follow(`main a[href="${claim}/consular"]`)
  await look(page, 'protection_3_consular', lang)
  assert.equal(await page.locator('#chose, #notice').count(), 0, 'nothing is chosen before the person was informed')
  await keys.day('#informed [name=on]', 0)
  await keys.fill('#informed [name=language]', texts.language)
  await keys.fill('#informed [name=by]', 'R. Issoufou')
  await keys.follow('#informed button')
  assert.equal(await page.locator('#notice').count(), 0, 'no notice before the person chose')
  await keys.day('#chose [name=on]', 0)
  await keys.mark('#chose', 'choice', 'no')
  await keys.follow('#chose button')
  await look(page, 'protection_4_consular_chosen', lang)
  assert.equal(await page.locator('main tbody tr').count(), 2, 'informed, and what was chosen')
  assert.equal(await page.locator('#notice').count(), 0, 'who said no, is not announced')
}

/** One field, to one officer, by consent, for a month: the officer sees it; nobody else does; then it is taken back. */
export async function opensAndTakesBack(officer, investigator, colleague, lang, claim, texts) {
  const { page, keys, pages } = officer
  await page.goto(pages + claim)
  await keys.follow(`main a[href="${claim}/open"]`)
  await look(page, 'protection_5_open', lang)
  await keys.mark('#open', 'to', 'officer')
  await keys.fill('#open [name=who]', 'h.ibrahim')
  await keys.toggle('#open [name=fields][value=nationality]')
  await keys.day('#open [name=until]', 30)
  await keys.mark('#open', 'ground', 'consent')
  await keys.day('#open [name=given]', 0)
  await keys.fill('#open [name=language]', texts.language)
  await keys.fill('#open [name=heard_by]', 'R. Issoufou')
  await keys.follow('#open button')
  assert.equal(page.url(), pages + claim)
  await look(page, 'protection_6_opened', lang)
  const opened = page.locator('form[action$="/take-back"]')
  assert.equal(await opened.count(), 1, 'what is open stands on the claim')

  const seen = '.panel:has(a[href^="/entities/"]) .facts'
  await investigator.page.goto(`${investigator.pages}/`)
  await look(investigator.page, 'protection_7_officer_desk', lang)
  assert.equal(await investigator.page.locator(seen).count(), 1, 'the officer sees it on the desk')
  const told = await investigator.page.locator(seen).innerText()
  assert.match(told, /XA/, 'the one field that was opened')
  assert.ok(!told.includes('asked for asylum'), 'the note was not opened')
  await colleague.page.goto(`${colleague.pages}/`)
  assert.equal(await colleague.page.locator(seen).count(), 0, 'a colleague sees nothing of it')

  await keys.fill('form[action$="/take-back"] [name=why]', texts.takenBack)
  await keys.follow('form[action$="/take-back"] button')
  await look(page, 'protection_8_taken_back', lang)
  assert.equal(await opened.count(), 0, 'nothing of it is open any more')
  await investigator.page.reload()
  assert.equal(await investigator.page.locator(seen).count(), 0, 'the officer sees it no more')
}

/** A final refusal would open a door: it waits, and until a second person decided nothing changes. */
export async function asksToLoosen({ page, keys, pages }, lang, claim, texts) {
  const keptFrom = async () => (await page.locator('main .facts dd').nth(1).innerText()).trim()
  await page.goto(pages + claim)
  const before = await keptFrom()
  assert.equal(before, 'XA')
  await keys.mark('#screen', 'to', 'refused-final')
  await keys.fill('#screen [name=reason]', texts.decided)
  await keys.follow('#screen button')
  assert.equal(new URL(page.url()).pathname, '/second-person')
  await look(page, 'protection_9_waits', lang)
  assert.equal(await page.locator('main tbody tr').count(), 1, 'what was asked for is shown')
  assert.equal(await page.locator('button[value=confirm]').count(), 0, 'nobody confirms what they asked for')
  await page.goto(pages + claim)
  assert.equal(await keptFrom(), before, 'nothing changes before a second person decided')
}

/** The second person reads what happens, and confirms. Only then the door is open. */
export async function confirmsLoosening({ page, keys, pages }, lang, claim, texts) {
  await keys.follow('nav.side a[href="/second-person"]')
  await look(page, 'protection_10_second_person', lang)
  assert.ok((await said(page)).includes(texts.decided), 'the second person reads the reason')
  await keys.follow('button[value=confirm]')
  await page.goto(pages + claim)
  await look(page, 'protection_11_confirmed', lang)
  assert.notEqual((await page.locator('main .facts dd').nth(1).innerText()).trim(), 'XA', 'the decision stands')
  const history = await page.locator('main table').last().innerText()
  for (const name of ['R. Issoufou', texts.second]) assert.ok(history.includes(name), `${name} stands in the history`)
}

// --- auditor ----------------------------------------------------------------------------------------------------

/** Asks the log one question; answers what stands in it. */
export async function asksTheLog({ page, keys }, lang, question, { object, person } = {}) {
  await keys.pick('[name=ask]', question)
  if (object !== undefined) await keys.fill('[name=object]', object)
  if (person) {
    const list = page.locator('[name=person]')
    await keys.pick('[name=person]', await list.locator('option').filter({ hasText: person }).getAttribute('value'))
  }
  await keys.follow('main form[action="/log"] button')
  await look(page, `auditor_${question}`, lang)
  return said(page)
}

/** The four questions of an auditor, whether the log holds, and who counter-signed it. */
export async function reads(auditor, lang, { record, refused }) {
  const { page, keys, pages } = auditor
  await keys.follow('nav.side a[href="/log"]')
  await look(page, 'auditor_1_log', lang)

  const saw = await asksTheLog(auditor, lang, 'record', { object: pages + record })
  assert.ok(saw.includes('H. Ibrahim'), 'who opened the record is named')
  if (lang !== 'fr') await onAPhone(page, 'auditor_record', lang)

  const looked = await asksTheLog(auditor, lang, 'person', { object: '', person: 'H. Ibrahim' })
  assert.ok(looked.includes(record.split('/').pop()), 'what the person looked at is listed')

  await keys.pick('[name=person]', '')
  const left = await asksTheLog(auditor, lang, 'left')
  for (const recipient of ['Accra', 'Palermo']) assert.ok(left.includes(recipient), `${recipient} received something`)
  const rules = await page.locator('main table').last().locator('tbody tr td:nth-child(7)').allInnerTexts()
  assert.ok(rules.length > 0 && rules.every((rule) => rule.trim() !== ''), `each release names its rule: ${rules}`)

  const no = await asksTheLog(auditor, lang, 'refused')
  for (const word of [refused.who, refused.record.split('/').pop()]) assert.ok(no.includes(word), `the refusal names ${word}`)

  await keys.follow('.actions a[href="/log/verify"]')
  await look(page, 'auditor_6_verified', lang)
  assert.equal(await page.locator('main .note-good').count(), 1, 'the log holds')
  await keys.follow('.actions a[href="/witnesses"]')
  await look(page, 'auditor_7_witnesses', lang)
  assert.equal(await page.locator('main tbody tr').count(), 2, 'both trusted nodes are witnesses')

  // Whoever watches reads the log and no content.
  for (const closed of ['/cases', record, '/dossiers', '/checks', '/protection', '/people', '/search?q=Adoum']) {
    assert.equal(await statusOf(auditor, closed), 404, closed)
  }
  const rooms = await page.locator('nav.side a').evaluateAll((links) => links.map((a) => a.getAttribute('href')))
  assert.ok(!rooms.includes('/cases') && !rooms.includes('/people'), `rooms: ${rooms}`)
}

// --- administrator ----------------------------------------------------------------------------------------------

/** Adds a person with one role. Answers the one-time link that the page shows once. */
export async function addsPerson({ page, keys }, lang, { name, signIn, role }) {
  await keys.follow('nav.side a[href="/people"]')
  await look(page, 'administrator_1_people', lang)
  const form = 'form[action="/people"]'
  await keys.fill(`${form} [name=name]`, name)
  await keys.fill(`${form} [name=sign_in]`, signIn)
  await keys.pick(`${form} [name=lang]`, lang)
  await keys.toggle(`${form} [name=roles][value=${role}]`)
  await keys.follow(`${form} button`)
  const row = page.locator('main tbody tr').filter({ hasText: signIn })
  assert.equal(await row.count(), 1, 'the new person stands in the list')
  await look(page, 'administrator_2_added', lang)
  if (!(await page.locator('main .note .code').count())) {
    await keys.to(row.locator('summary'))
    await keys.press('Enter')
    await keys.follow(row.locator('form[action$="/link"] button'))
  }
  await look(page, 'administrator_3_link', lang)
  const link = (await page.locator('main .note .code').innerText()).trim()
  assert.match(link, /\/welcome\/[0-9a-z]{40,}$/)
  await page.reload()
  assert.ok(!(await said(page)).includes(link), 'the link is shown once')
  return link
}

/** Who is trusted and under which terms, what was found about a State, who else works on this node. */
export async function looksAtOthers({ page, keys }, lang) {
  await keys.follow('nav.side a[href="/peers"]')
  await look(page, 'administrator_4_peers', lang)
  await keys.follow(page.locator('main tbody tr').filter({ hasText: 'Accra' }).locator('a[href^="/peers/"]'))
  await look(page, 'administrator_5_terms', lang)
  assert.ok(await page.locator('[name=terms][value=may-ask]').isChecked(), 'what is agreed is shown')
  assert.match(await page.locator('[name=budget]').inputValue(), /^\d+$/)
  await keys.follow('nav.side a[href="/directory"]')
  await keys.follow('.actions a[href="/authorities"]')
  await look(page, 'administrator_6_authorities', lang)
  const names = await page.locator('main tbody tr').allInnerTexts()
  assert.equal(names.length, 3, 'three authorities work on this node')
  assert.ok(names.some((name) => name.includes('Protection Service')), 'another authority of the node is named')
}

/** An administrator runs the node: no room of content, no page of it, no word of it. */
export async function seesNoContent(administrator, record) {
  const { page } = administrator
  const rooms = await page.locator('nav.side a').evaluateAll((links) => links.map((a) => a.getAttribute('href')))
  for (const closed of ['/cases', '/dossiers', '/checks', '/protection', '/log']) assert.ok(!rooms.includes(closed), `rooms: ${rooms}`)
  for (const closed of ['/cases', record, '/dossiers', '/checks', '/protection', '/log', '/search?q=Adoum']) {
    assert.equal(await statusOf(administrator, closed), 404, closed)
  }
}

// --- a case kept to a few, a shift handed over ------------------------------------------------------------------

/** A new case, kept to its investigator alone: for a colleague it does not exist. Answers its path. */
export async function keepsACase(investigator, colleague, lang, { reference, title }) {
  const { page, keys } = investigator
  await keys.follow('nav.side a[href="/cases"]')
  await keys.follow('.actions a[href="/cases/new"]')
  await keys.fill('[name=reference]', reference)
  await keys.fill('[name=title]', title)
  await keys.follow('#open-case button')
  const record = new URL(page.url()).pathname
  assert.match(record, /^\/cases\/[0-9a-f-]{36}$/)
  const found = async () => {
    const asked = [await colleague.page.request.get(`${colleague.pages}/cases`), await colleague.page.request.get(`${colleague.pages}/search?q=${reference}`)]
    const [list, search] = await Promise.all(asked.map((answer) => answer.text()))
    return [list.includes(record), search.includes(record), await statusOf(colleague, record)]
  }
  assert.deepEqual((await found()).filter((_, i) => i !== 1), [true, 200], 'a case is open to the authority at first')
  await keys.follow(`main a[href="${record}/circle"]`)
  await look(page, 'kept_1_circle', lang)
  await keys.follow('#circle button[value=restrict]')
  await look(page, 'kept_2_kept', lang)
  assert.deepEqual(await found(), [false, false, 404], 'a colleague does not find it')
  // What is not there and what may not be told are one answer.
  const strip = (text) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
  const pageOf = async (path) => strip(await (await colleague.page.request.get(colleague.pages + path)).text())
  assert.equal(await pageOf(record), await pageOf('/cases/01a214ee-0000-7000-8000-000000000000'), 'as if it had never been')
  return record
}

/** Names the colleague: from now on the case is there for them too. */
export async function letsIn({ page, keys, pages }, colleague, lang, record) {
  await page.goto(`${pages}${record}/circle`)
  await keys.toggle(page.getByLabel('A. Moussa'))
  await keys.follow('#circle button[value=add]')
  await look(page, 'kept_3_named', lang)
  assert.equal(await statusOf(colleague, record), 200, 'who is named finds it')
  await colleague.page.goto(colleague.pages + record)
  await look(colleague.page, 'kept_4_colleague', lang)
}

/** The duty officer hands the shift to a colleague, whose frame says so; it ends early, by the colleague. */
export async function handsOver(giver, taker, lang, texts) {
  const { page, keys } = giver
  await page.goto(`${giver.pages}/account`)
  await look(page, 'shift_1_account', lang)
  const id = await page.locator('#hand-over [name=to] option').filter({ hasText: 'H. Ibrahim' }).getAttribute('value')
  await keys.pick('#hand-over [name=to]', id)
  await keys.toggle('#hand-over [name=shift][value=duty-officer]')
  await keys.pick('#hand-over [name=hours]', '8')
  await keys.fill('#hand-over [name=reason]', texts.shift)
  await keys.follow('#hand-over button')
  await look(page, 'shift_2_handed_over', lang)
  assert.equal(await page.locator('form[action$="/end"]').count(), 1, 'the shift stands with its end')

  await taker.page.goto(`${taker.pages}/`)
  await look(taker.page, 'shift_3_on_duty', lang)
  const onDuty = taker.page.locator('span:has-text("A. Moussa") > a[href="/account"]')
  assert.equal(await onDuty.count(), 1, 'the frame says for whom, and leads to where it ends')
  await taker.keys.follow(onDuty)
  await look(taker.page, 'shift_4_taker_account', lang)
  await taker.keys.follow('form[action$="/end"] button')
  assert.equal(await taker.page.locator('form[action$="/end"]').count(), 0, 'it ended')
  assert.equal(await onDuty.count(), 0, 'the frame says nothing of it any more')
}

export const texts = {
  en: { language: 'Tigrinya', takenBack: 'The person no longer wishes it.', decided: 'Appeal court, 12 November: refused, no further appeal.', second: 'B. Sani', shift: 'Night shift', title: 'An officer of the border post' },
  fr: { language: 'tigrigna', takenBack: 'La personne ne le souhaite plus.', decided: 'Cour d’appel, 12 novembre : refusée, sans autre recours.', second: 'B. Sani', shift: 'Service de nuit', title: 'Un agent du poste frontière' },
  ar: { language: 'التغرينية', takenBack: 'لم يعد الشخص يرغب في ذلك.', decided: 'محكمة الاستئناف، 12 نوفمبر: رُفض نهائيًا ولا طعن بعده.', second: 'B. Sani', shift: 'مناوبة الليل', title: 'موظف في المركز الحدودي' },
}
