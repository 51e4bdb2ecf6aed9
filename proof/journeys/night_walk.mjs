// A night at the desk in Niamey, on a telephone over a slow line, by keyboard: the shift begins, an alert comes in with people
// in danger, it is taken, acknowledged, given to a colleague with a word, and in the morning the desk goes to the next person.
import assert from 'node:assert/strict'
import { comeIn, look, until } from './request_walks.mjs'

const phone = { width: 400, height: 860 }

/** A line as in the desert: half a second away, forty kilobytes a second. */
async function slowLine(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 500, downloadThroughput: 40_000, uploadThroughput: 20_000 })
}

/** Accra sends an alert about people in danger. */
async function alerts({ page, keys, pages }, lang, texts) {
  await page.goto(`${pages}/dossiers/new?kind=border-alert`)
  const option = page.locator('[name=peer] option').filter({ hasText: 'Niamey' }).first()
  await look(page, 'night_0_form', lang)
  await keys.pick('[name=peer]', await option.getAttribute('value'))
  await keys.fill('[name=subject]', texts.subject)
  await keys.mark('form#request', 'alert', 'people-in-danger')
  await keys.fill('[name=facts]', texts.facts)
  await keys.pick('[name=urgency]', 'imminent-threat-to-life')
  if (!(await page.locator('[name=urgency_reason]').isVisible())) { await keys.to('main details summary'); await keys.press('Enter') }
  await keys.fill('[name=urgency_reason]', texts.why)
  await keys.follow('button[value=preview]')
  await look(page, 'night_0_preview', lang)
  await keys.follow('button[value=send]')
  assert.match(new URL(page.url()).pathname, /^\/dossiers\/[0-9a-f-]+$/)
  return new URL(page.url()).pathname
}

export const night = (lang, spoken, texts) => ({
  name: `duty officer, ${spoken}: the shift at 03:00, a call for help, a colleague, the next person`,
  async run({ demo, person }) {
    const nodes = await demo()
    const officer = await comeIn(nodes, person, 'niamey', 'a.moussa', lang, phone)
    const { page, keys, pages } = officer
    await slowLine(page)
    await page.goto(`${pages}/duty`)
    await keys.follow('form:has(input[value=add]) button')
    assert.equal(await page.locator('form:has(input[value=end])').count(), 1, 'the shift runs')
    await look(page, 'night_1_shift', lang)

    const accra = await comeIn(nodes, person, 'accra', 'a.boateng', lang)
    const path = await alerts(accra, lang, texts)
    await page.goto(`${pages}/`)
    await until(page, `.work .danger a[href="${path}"]`)
    await look(page, 'night_2_desk', lang)
    const first = page.locator('main .work > li').first()
    assert.equal(await first.locator('.work-what a').first().getAttribute('href'), path, 'danger to life stands first')
    await keys.follow(first.locator('form[action^="/desk/dossier/"] button'))
    await look(page, 'night_3_taken', lang)
    assert.equal(await page.locator('main .work > li').first().locator('form[action^="/desk/"]').count(), 0, 'it is taken')
    await keys.follow(`main .work a[href="${path}/acknowledge"]`)
    await keys.follow('button[value=preview]')
    await keys.follow('button[value=send]')
    await until(page, '.moves > li:first-child .receipt.tone-good')
    await look(page, 'night_4_acknowledged', lang)

    // A word to it, to somebody who can drive there: who has it and what was said stands with it.
    await page.goto(`${pages}/?who=mine`)
    await keys.follow('main .work .work-what a[href^="/desk/dossier/"]')
    await look(page, 'night_5_work', lang)
    await keys.fill('[name=note]', texts.note)
    const colleague = await page.locator('[name=to] option').filter({ hasText: 'H. Ibrahim' }).getAttribute('value')
    await keys.pick('[name=to]', colleague)
    await keys.follow('button[value=assign]')
    await look(page, 'night_6_given', lang)
    assert.ok((await page.locator('main').innerText()).includes(texts.note), 'the word stands in its history')
    await keys.follow('button[value=take]')

    // 03:00: the desk goes to the next person, who sees what is open and accepts it.
    await page.goto(`${pages}/duty/hand-over`)
    await look(page, 'night_7_hand_over', lang)
    await keys.fill('main .work input[name^="note-dossier"]', texts.last)
    await keys.pick('[name=to]', colleague)
    await keys.follow('main form#offer .button.primary')
    assert.match(new URL(page.url()).pathname, /^\/duty\/hand-over\/[0-9a-f-]+$/)
    await look(page, 'night_8_offered', lang)
    const next = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang, phone)
    await slowLine(next.page)
    await look(next.page, 'night_9_next_desk', lang)
    await next.keys.follow('main .note a[href^="/duty/hand-over/"]')
    await look(next.page, 'night_10_looks', lang)
    assert.ok((await next.page.locator('main').innerText()).includes(texts.last), 'the last word is read before it is accepted')
    await next.keys.follow('.actions button')
    assert.equal(new URL(next.page.url()).search, '?who=mine')
    await look(next.page, 'night_11_accepted', lang)
    assert.equal(await next.page.locator(`.work a.strong[href="${path}"]`).count(), 1, 'it came over')
    await page.goto(`${pages}/duty`)
    assert.equal(await page.locator('form:has(input[value=end])').count(), 0, 'the shift of who went is over')
    keys.within({ steps: 12, fields: 5 })

    // The keys that are quicker than the mouse go somewhere and change nothing.
    await page.goto(`${pages}/`)
    await keys.press('j')
    assert.ok(await page.evaluate(() => document.activeElement.matches('a.strong')), 'j goes to the first row')
    await Promise.all([page.waitForURL('**/keys'), keys.press('Shift+?')])
    await look(page, 'night_12_keys', lang)
  },
})

export const texts = {
  en: {
    subject: 'Closed truck, people inside',
    facts: 'White refrigerated truck, heading north from Arlit; knocking was heard from inside.',
    why: 'People are locked in and it is over forty degrees.',
    note: 'Call the post at Assamaka again at three.',
    last: 'The post answered; the patrol left at 02:40.',
  },
  fr: {
    subject: 'Camion fermé, des personnes à l’intérieur',
    facts: 'Camion frigorifique blanc, vers le nord depuis Arlit ; on a entendu frapper de l’intérieur.',
    why: 'Des personnes sont enfermées et il fait plus de quarante degrés.',
    note: 'Rappeler le poste d’Assamaka à trois heures.',
    last: 'Le poste a répondu ; la patrouille est partie à 02 h 40.',
  },
  ar: {
    subject: 'شاحنة مغلقة وبداخلها أشخاص',
    facts: 'شاحنة مبردة بيضاء متجهة شمالًا من أرليت، وسُمع طرق من الداخل.',
    why: 'أشخاص محبوسون والحرارة تتجاوز أربعين درجة.',
    note: 'الاتصال بمركز أساماكا مجددًا عند الثالثة.',
    last: 'أجاب المركز وانطلقت الدورية عند 02:40.',
  },
}
