// An investigator's first case on a fresh node, from the empty desk to values that another node was asked about: the
// extraction of a telephone and a report in Arabic, by what the screens say alone. Every act of the person is counted: a
// click, a field filled, a choice made, a key that does something. What administrators do before, who make two nodes and
// trust each other's cards, is done on their command lines.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { oneTimeCode } from './harness.mjs'
import { look } from './request_walks.mjs'

/** What the whole of it may cost somebody who has never seen it. */
const actionsMax = 25

/** The extraction of the driver's telephone as CASE writes it: whom it knows, whom it called, what it was sent. */
function extraction() {
  const graph = []
  const facet = (kind, said) => ({ '@type': `uco-observable:${kind}`, ...said })
  const seen = (id, kind, ...facets) => graph.push({ '@id': `kb:${id}`, '@type': `uco-observable:${kind}`, 'uco-core:hasFacet': facets })
  const at = (when) => ({ '@type': 'xsd:dateTime', '@value': when })
  const ref = (id) => ({ '@id': `kb:${id}` })
  const contacts = [['driver', 'Oumarou Salif', '+22790000511'], ['samir', 'Samir Zuwara', '+218912345678'], ['cousin', 'Cousin', '+22790000533']]
  for (const [id, name, number] of contacts) {
    seen(`account-${id}`, 'PhoneAccount', facet('PhoneAccountFacet', { 'uco-observable:phoneNumber': number }))
    seen(`contact-${id}`, 'Contact', facet('ContactFacet', { 'uco-observable:displayName': name, 'uco-observable:phoneNumber': [ref(`account-${id}`)] }))
  }
  seen('call-1', 'Call', facet('CallFacet', { 'uco-observable:from': ref('account-driver'), 'uco-observable:to': [ref('account-samir')], 'uco-observable:startTime': at('2026-10-02T04:10:00Z'), 'uco-observable:duration': 184 }))
  seen('message-1', 'SMSMessage', facet('MessageFacet', { 'uco-observable:from': ref('account-samir'), 'uco-observable:to': [ref('account-driver')], 'uco-observable:messageText': 'Nine hundred each, Zuwara, Friday', 'uco-observable:sentTime': at('2026-10-02T05:00:00Z') }))
  const context = { kb: 'http://example.org/kb/', 'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/', 'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/', xsd: 'http://www.w3.org/2001/XMLSchema#' }
  return Buffer.from(JSON.stringify({ '@context': context, '@graph': graph }))
}

/** A report as a station in the north writes it, printed to PDF. */
async function report(page) {
  const said = ['محضر استماع', 'في يوم 3 أكتوبر 2026 أفاد الشاهد أن المدعو سمير الزواري يستعمل الهاتف ‎+218 91 234 5678‎ لتنسيق الرحلات من زوارة.',
    'وقد دفع كل مهاجر تسعمئة دولار. ويحمل السائق جواز سفر رقم XZ1234567 ويستعمل الهاتف ‎+227 90 00 05 11‎.']
  await page.setContent(`<!DOCTYPE html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>محضر</title><style>body{font:14px 'Noto Naskh Arabic','DejaVu Sans'}</style><h1>${said[0]}</h1><p>${said[1]}</p><p>${said[2]}</p></html>`)
  return page.pdf({ format: 'A4' })
}

/** A person at the screen, whose every act counts. */
function counting(page) {
  const done = []
  const act = (what) => done.push(what)
  const loads = (work) => Promise.all([page.waitForNavigation({ waitUntil: 'load' }), work()])
  return {
    done,
    /** Follows what is called so. */
    async follow(target) { act(`click ${target}`); await loads(() => page.locator(target).first().click()) },
    async fill(target, text) { act(`fill ${target}`); await page.locator(target).fill(text) },
    async choose(target, value) { act(`choose ${target}`); await page.locator(target).selectOption(value) },
    async tick(target) { act(`tick ${target}`); await page.locator(target).first().click() },
    async bring(files) { act('choose files'); await page.locator('input[type=file]').setInputFiles(files) },
    async key(key) { act(`key ${key}`); await loads(() => page.keyboard.press(key)) },
  }
}

/** The page as it stands on a telephone. */
async function onAPhone(page, name, lang) {
  const wide = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, `${name}_phone`, lang)
  await page.setViewportSize(wide)
}

/** Two nodes whose administrators trust each other's cards; the other one holds the number too, cleared. */
async function twoNodes(node, liaisonJson) {
  const niamey = await node({ party: 'NE', authority: 'National Investigation Unit', functions: ['investigation-unit'] })
  const palermo = await node({ party: 'IT', authority: 'Procura di Palermo', functions: ['investigation-unit'] })
  for (const one of [niamey, palermo]) {
    one.card = join(one.home, 'card.txt')
    await writeFile(one.card, (await liaisonJson(one.folder, ['card'])).card)
  }
  await liaisonJson(niamey.folder, ['trust', palermo.card, '--yes', '--assessment', 'MoJ 2026/114'])
  await liaisonJson(palermo.folder, ['trust', niamey.card, '--yes', '--assessment', 'MG 2026/7'])
  const list = join(palermo.home, 'list.csv')
  await writeFile(list, 'name,phone,role\nSamir,+218912345678,organiser\n')
  await liaisonJson(palermo.folder, ['import', list, '--case', 'PA-9'])
  await liaisonJson(palermo.folder, ['accept', '--case', 'PA-9', '--role', 'organiser', '--basis', 'seizure 9/26'])
  return { niamey, palermo }
}

/** Comes in for the first time, by a one-time link. */
async function enrols(page, link) {
  await page.goto(link)
  for (const field of ['[name=passphrase]', '[name=again]']) await page.fill(field, 'a lighthouse under seven quiet moons')
  await page.fill('[name=code]', oneTimeCode(await page.locator('fieldset .code').innerText()))
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('main form button').first().click()])
}

export const firstCase = (lang, spoken, texts) => ({
  name: `first case, ${spoken}: from the empty desk to an eligible, checked case, by at most ${actionsMax} actions`,
  async run({ node, person, liaisonJson }) {
    const { niamey } = await twoNodes(node, liaisonJson)
    const admin = await person()
    await enrols(admin.page, niamey.link)
    await admin.page.goto(`${niamey.address}/people`)
    await admin.page.fill('form[action="/people"] [name=name]', 'H. Ibrahim')
    await admin.page.fill('form[action="/people"] [name=sign_in]', 'h.ibrahim')
    await admin.page.selectOption('form[action="/people"] [name=lang]', lang)
    await admin.page.check('form[action="/people"] [name=roles][value=investigator]')
    await admin.page.click('form[action="/people"] button')
    const { link } = await liaisonJson(niamey.folder, ['--as', 'admin', 'link', 'h.ibrahim'])

    const { page } = await person({ locale: lang })
    await enrols(page, niamey.at(link))
    const files = [{ name: 'phone.json', mimeType: 'application/json', buffer: extraction() }, { name: 'report.pdf', mimeType: 'application/pdf', buffer: await report((await person()).page) }]
    const me = counting(page)
    assert.equal(new URL(page.url()).pathname, '/')
    await look(page, 'first_case_1_desk', lang)

    await me.follow('.actions a[href="/cases/new"]')
    await look(page, 'first_case_2_new', lang)
    await me.fill('[name=reference]', 'AG-7/26')
    await me.follow('#open-case button')
    await look(page, 'first_case_3_case', lang)
    const home = new URL(page.url()).pathname
    await me.follow('main .empty a[href$="/import"], main a[href$="/import"]')
    await me.bring(files)
    await me.follow('#upload button')
    await look(page, 'first_case_4_preview', lang)
    await me.follow('#take .button.primary')
    await look(page, 'first_case_5_taken', lang)
    await me.follow('.actions a[href$="/review"]')
    await look(page, 'first_case_6_review', lang)
    await onAPhone(page, 'first_case_6_review', lang)
    // What the report may be speaking of, one after the other, by single keys; the numbers are in the extraction too.
    const judged = []
    for (let left = 8; left > 0 && await page.locator('#judge').count(); left -= 1) {
      judged.push((await page.locator('.judging h2').innerText()).trim())
      await me.key(await page.locator('#judge button.primary').getAttribute('data-key'))
    }
    assert.deepEqual(judged.sort(), ['+218912345678', '+22790000511', 'XZ1234567', 'سمير الزواري'].sort(), 'each that the report names, and nothing else')
    await look(page, 'first_case_7_judged', lang)
    await me.follow('main a[href$="/clear"]')
    await look(page, 'first_case_8_clear', lang)
    await me.tick('[name=which][value=kinds]')
    await me.tick('[name=kinds][value=phone]')
    await me.choose('[name=role]', 'suspect')
    await me.fill('[name=basis]', texts.basis)
    await me.follow('button[value=accept]')
    await look(page, 'first_case_9_cleared', lang)
    await me.follow('.actions a[href$="/check"]')
    await look(page, 'first_case_10_check', lang)
    await me.choose('[name=basis]', 'UNTOC-27')
    await me.follow('main form .button.primary')
    await look(page, 'first_case_11_checked', lang)
    await onAPhone(page, 'first_case_11_checked', lang)
    const hits = await page.locator('main table').first().locator('tbody tr').allInnerTexts()
    assert.ok(hits.some((row) => row.includes('+218912345678') && row.includes('Palermo')), `the number that Palermo holds: ${hits}`)
    assert.ok(!hits.some((row) => row.includes('+22790000533')), 'and no other')
    assert.ok(me.done.length >= 15, 'every act was counted')
    assert.ok(me.done.length <= actionsMax, `${me.done.length} actions, ${actionsMax} are enough:\n${me.done.join('\n')}`)
    // What was done stands in the history of the case, by whom, the newest first.
    await page.goto(new URL(`${home}/history`, page.url()).href)
    const told = await page.locator('main tbody').innerText()
    for (const word of ['phone.json, report.pdf', 'H. Ibrahim', 'E-1 phone.json', 'سمير الزواري']) assert.ok(told.includes(word), `${word}: ${told}`)
    await look(page, 'first_case_12_history', lang)
    await onAPhone(page, 'first_case_12_history', lang)
    await page.goto(new URL(`${home}/timeline`, page.url()).href)
    await look(page, 'first_case_13_timeline', lang)
  },
})
