// The walks of a national coordinator and of a secretariat, by keyboard alone, in any language: from the report of a meeting
// to a draft national report on its recommendation on contact points, with figures of the node; and from a session to
// statements published and a digest of answers. The report is the Working Group's own, read in place; where the folder of
// reports is absent, one of the same layout that is invented.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { comeIn, look, until } from './request_walks.mjs'
import { addsPerson, statusOf } from './role_walks.mjs'

const given = resolve(fileURLToPath(import.meta.url), '../../../../shared/data/reports/wg-som-2022.txt')

const invented = `United Nations  CTOC/COP/WG.9/2099/5

Conference of the Parties to the United Nations Convention against Transnational Organized Crime

Report on the meeting of the Working Group on Desks held in Vienna on 27 and 28 June 2022

I. Introduction

1. The Working Group on Desks held its ninth meeting in Vienna on 27 and 28 June 2022.

II. Recommendations

2. The Working Group adopted the recommendations presented below.

A. Recommendations on desks

Recommendation 1

States parties are encouraged to share points of contact to enable direct communication among authorities.

III. Organization of the meeting

A. Opening of the meeting

3. The meeting was opened by the Chair.
`

/** The recommendations that the story answers: those of the given report, or the one of the invented report. */
export const answered = existsSync(given) ? ['8', '10', '12'] : ['1']

/** Where the report stands. */
async function reportFile(folder) {
  if (existsSync(given)) return { file: given, words: 'points of contact' }
  const file = join(folder, 'report.txt')
  await writeFile(file, invented)
  return { file, words: 'points of contact' }
}

const texts = {
  en: { coordinator: 'C. Abdou', secretary: 'S. Lawan', reason: 'In line with the national plan.', lead: 'Ministry of Justice', partner: 'Telecom operators', action: 'Call every desk', owner: 'Duty desk', evidence: 'Decree on contact points', reference: 'Official Journal 12', internal: 'Minutes of the council', self: 'Two desks answer.', others: 'Network of shelters', doubt: 'No desk answers at night.', topic: 'Places of safety', why: 'Ships wait for days.', state: 'Niger', call: 'Partnerships with companies', questions: ['Which partnerships are there?', 'What did they change?'], answer: 'With three banks.', words: 'One authority answered.' },
  fr: { coordinator: 'C. Abdou', secretary: 'S. Lawan', reason: 'Conforme au plan national.', lead: 'Ministère de la justice', partner: 'Opérateurs de téléphonie', action: 'Appeler chaque permanence', owner: 'Permanence', evidence: 'Décret sur les points de contact', reference: 'Journal officiel 12', internal: 'Procès-verbal du conseil', self: 'Deux permanences répondent.', others: 'Réseau de refuges', doubt: 'Aucune permanence ne répond la nuit.', topic: 'Lieux sûrs', why: 'Des navires attendent des jours.', state: 'Niger', call: 'Partenariats avec des entreprises', questions: ['Quels partenariats existent ?', 'Qu’ont-ils changé ?'], answer: 'Avec trois banques.', words: 'Une autorité a répondu.' },
  ar: { coordinator: 'عبدو', secretary: 'لاوان', reason: 'وفقًا للخطة الوطنية.', lead: 'وزارة العدل', partner: 'شركات الاتصالات', action: 'الاتصال بكل مكتب', owner: 'مكتب المناوبة', evidence: 'مرسوم نقاط الاتصال', reference: 'الجريدة الرسمية 12', internal: 'محضر المجلس', self: 'يجيب مكتبان.', others: 'شبكة الملاجئ', doubt: 'لا يجيب أي مكتب ليلًا.', topic: 'أماكن السلامة', why: 'تنتظر السفن أيامًا.', state: 'النيجر', call: 'الشراكات مع الشركات', questions: ['ما الشراكات القائمة؟', 'ماذا غيّرت؟'], answer: 'مع ثلاثة مصارف.', words: 'أجابت سلطة واحدة.' },
}

async function onAPhone(page, name, lang) {
  const wide = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, `${name}_phone`, lang)
  await page.setViewportSize(wide)
}

/** Opens what stands folded before a form, unless it is open. */
export async function unfolds({ page, keys }, act) {
  const fold = page.locator('details').filter({ has: page.locator(`form input[name=act][value=${act}]`) })
  if (!(await fold.evaluate((e) => e.open))) {
    await keys.to(fold.locator('summary'))
    await keys.press('Enter')
  }
  return `form:has(input[name=act][value=${act}])`
}

/** A node of a State with its unit and with the secretariat of a conference, and people for both. */
async function people({ node, person, lang, words }) {
  const niamey = await node({ party: 'NE', authority: 'National Investigation Unit, Niamey', further: ['Conference Secretariat=secretariat'] })
  const nodes = { nodes: { niamey: { pages: niamey.address } } }
  const links = Object.values(niamey.made.links ?? {})
  const admin = await comeIn(nodes, person, 'niamey', 'admin', lang, { lands: '/directory', link: niamey.link })
  const coordinatorLink = await addsPerson(admin, lang, { name: words.coordinator, signIn: 'c.abdou', role: 'national-coordinator' })
  return { niamey, nodes, links, coordinatorLink }
}

/** Puts the report in, and reads it as structure. */
export async function putsIn(coordinator, lang, folder) {
  const { page, keys } = coordinator
  await keys.follow('nav.side a[href="/conference"]')
  await look(page, 'conference_1_empty', lang)
  await keys.follow('main a[href="/conference/put-in"]')
  await look(page, 'conference_2_put_in', lang)
  const { file, words } = await reportFile(folder)
  await keys.to('[name=file]')
  keys.fields += 1
  await page.locator('[name=file]').setInputFiles(file)
  await keys.follow('#put-in button')
  assert.match(new URL(page.url()).pathname, /^\/conference\/reports\/[0-9a-f-]{36}$/)
  await look(page, 'conference_3_report', lang)
  await onAPhone(page, 'conference_3_report', lang)
  return words
}

/** Finds the recommendation on contact points by its words, and follows it. */
async function finds(coordinator, lang, words) {
  const { page, keys } = coordinator
  await keys.follow('nav.side a[href="/conference"]')
  await look(page, 'conference_4_recommendations', lang)
  await keys.fill('[name=q]', words)
  await keys.pick('[name=addressee]', 'states-parties')
  await keys.follow('form[action="/conference"] button')
  await look(page, 'conference_5_found', lang)
  await onAPhone(page, 'conference_5_found', lang)
  await keys.follow('main a[href^="/conference/recommendations/"]')
  await look(page, 'conference_6_recommendation', lang)
  await keys.follow('.actions a[href^="/conference/following/"]')
  await look(page, 'conference_7_follow', lang)
  return new URL(page.url()).pathname
}

/** Says what the State does, reads the node's figures, and writes the draft. */
async function follows(coordinator, lang, words) {
  const { page, keys } = coordinator
  const send = (form) => keys.follow(`${form} button`)
  let form = await unfolds(coordinator, 'answer')
  await keys.mark(form, 'answer', 'accepted')
  await keys.fill(`${form} [name=reason]`, words.reason)
  await send(form)
  form = await unfolds(coordinator, 'lead')
  await keys.fill('[name=institution]', words.lead)
  await send(form)
  form = await unfolds(coordinator, 'partner')
  await keys.fill('[name=partner]', words.partner)
  await keys.pick('[name=sort]', 'private-sector')
  await send(form)
  form = await unfolds(coordinator, 'action')
  await keys.fill('[name=what]', words.action)
  await keys.fill('[name=owner]', words.owner)
  await keys.day('[name=due]', 12)
  await send(form)
  await send('form:has(input[value=figures])')
  for (const [title, reference, open] of [[words.evidence, words.reference, true], [words.internal, words.reference, false]]) {
    form = await unfolds(coordinator, 'evidence')
    await keys.fill('[name=title]', title)
    await keys.fill('[name=reference]', reference)
    if (open) await keys.toggle(`${form} input[type=checkbox][name=public]`)
    await send(form)
  }
  for (const [view, who, status, why] of [['state', words.lead, 'in-progress', words.self], ['stakeholder', words.others, 'not-started', words.doubt]]) {
    form = await unfolds(coordinator, 'assess')
    await keys.pick('[name=view]', view)
    await keys.fill('[name=who]', who)
    await keys.pick('[name=status]', status)
    await keys.fill('[name=why]', why)
    await send(form)
  }
  await look(page, 'conference_8_followed', lang)
  await onAPhone(page, 'conference_8_followed', lang)
}

/** An empty form says what is missing at its field. */
async function stumbles(coordinator, lang) {
  const { page, keys } = coordinator
  const form = await unfolds(coordinator, 'indicator')
  for (const field of ['measure', 'unit', 'source']) await page.locator(`[name=${field}]`).evaluate((e) => e.removeAttribute('required'))
  await keys.follow(`${form} button`)
  assert.equal(await page.locator('.error-summary a').count(), 3)
  await look(page, 'conference_9_missing', lang)
}

export const coordinator = (lang, spoken) => ({
  name: `national coordinator, ${spoken}: from the report of a meeting to a draft national report`,
  async run({ node, person }) {
    const words = texts[lang]
    const { niamey, nodes, coordinatorLink } = await people({ node, person, lang, words })
    const who = await comeIn(nodes, person, 'niamey', 'c.abdou', lang, { link: coordinatorLink })
    const wanted = await putsIn(who, lang, niamey.home)
    const at = await finds(who, lang, wanted)
    await follows(who, lang, words)
    await stumbles(who, lang)
    await who.page.goto(`${who.pages}${at}`)
    const figures = await who.page.locator('main table').first().locator('tbody tr').count()
    assert.ok(figures >= 4, `${figures} figures are filled from the node`)
    const main = await who.page.locator('main').innerText()
    assert.ok(main.includes(words.self) && main.includes(words.doubt), 'two views stand side by side')
    for (const [form, begins] of [['pdf', '%PDF-1.7'], ['docx', 'PK']]) {
      const file = await who.page.request.get(`${who.pages}${at}/draft/${form}`)
      assert.equal(file.status(), 200, form)
      const bytes = await file.body()
      assert.ok(bytes.subarray(0, begins.length).toString('latin1') === begins, `${form} is one`)
      await writeFile(resolve(fileURLToPath(import.meta.url), `../../../target/shots/national_report_${lang}.${form}`), bytes)
    }
    await who.keys.follow('form:has(input[value=publish]) button')
    await look(who.page, 'conference_10_published', lang)
    await who.keys.follow('nav.side a[href="/"]')
    await look(who.page, 'conference_11_desk', lang)
    assert.ok((await who.page.locator('main').innerText()).includes(words.action), 'what is due stands on the desk')
    await who.keys.follow('nav.side a[href="/conference"]')
    await who.keys.follow('main a[href="/conference/following"]')
    await look(who.page, 'conference_12_following', lang)
    who.keys.within({ steps: 22, fields: 33 })
  },
})

/** Sets a session down with an agenda, calls for input. */
async function calls({ page, keys }, lang, words) {
  await keys.follow('nav.side a[href="/conference"]')
  await keys.follow('main a[href="/conference/sessions"]')
  await look(page, 'secretariat_1_sessions', lang)
  await keys.fill('[name=body]', lang === 'ar' ? 'الفريق العامل' : 'Working Group')
  await keys.fill('[name=title]', lang === 'ar' ? 'الاجتماع العاشر' : 'Tenth meeting')
  await keys.day('[name=from]', 60)
  await keys.follow('form[action="/conference/sessions"] button')
  const session = new URL(page.url()).pathname
  const fold = page.locator('details').filter({ has: page.locator('[name=item_title]') })
  await keys.to(fold.locator('summary'))
  await keys.press('Enter')
  await keys.fill('[name=number]', '2')
  await keys.fill('[name=item_title]', words.topic)
  await keys.follow('form:has([name=item_title]) button')
  await look(page, 'secretariat_2_session', lang)
  await keys.follow('main a[href="/conference/calls"]')
  await look(page, 'secretariat_3_calls', lang)
  await keys.fill('[name=title]', words.call)
  await keys.fill('[name=reason]', words.why)
  await keys.fill('[name=questions]', words.questions[0])
  await keys.press('Enter')
  await page.keyboard.type(words.questions[1])
  await keys.day('[name=deadline]', 30)
  await keys.follow('form[action="/conference/calls"] button')
  await look(page, 'secretariat_4_call', lang)
  return { session, call: new URL(page.url()).pathname }
}

/** A coordinator hands in a statement, answers the call, proposes a topic. */
async function answers({ page, keys, pages }, lang, words, { session, call }, folder) {
  const file = join(folder, 'statement.txt')
  await writeFile(file, words.reason)
  await page.goto(`${pages}${session}`)
  await keys.fill('[name=submitter]', words.state)
  await keys.pick('[name=language]', lang)
  await keys.to('[name=file]')
  keys.fields += 1
  await page.locator('[name=file]').setInputFiles(file)
  await keys.follow('#submit button')
  await look(page, 'secretariat_5_receipt', lang)
  assert.match(await page.locator('main').innerText(), /ST-[0-9A-F]{10}/, 'a receipt')
  await page.goto(`${pages}${call}`)
  await keys.fill('[name=answer-0]', words.answer)
  await keys.follow('form[action$="/answer"] button')
  await look(page, 'secretariat_6_answered', lang)
  await keys.follow('main a[href="/conference/topics"]')
  await keys.fill('[name=title]', words.topic)
  await keys.fill('[name=reason]', words.why)
  await keys.follow('form[action="/conference/topics"] button')
  await look(page, 'secretariat_7_topics', lang)
}

/** Publishes the statement, takes the answer into the digest, publishes that. */
async function publishes({ page, keys, pages }, lang, words, { session, call }) {
  await page.goto(`${pages}${session}`)
  await keys.follow('form[action^="/conference/statements/"] button')
  await look(page, 'secretariat_8_published', lang)
  await page.goto(`${pages}${call}`)
  await keys.follow('button[value=include]')
  await keys.fill('[name=words]', words.words)
  await keys.follow('form:has([name=words]) button')
  await look(page, 'secretariat_9_digest', lang)
  await onAPhone(page, 'secretariat_9_digest', lang)
  for (const form of ['pdf', 'docx']) assert.equal((await page.request.get(`${pages}${call}/digest/${form}`)).status(), 200, form)
}

/** A statement more, taken back before anybody read it, and the topic. */
async function takesBack({ page, keys, pages }, lang, words, { session }, folder) {
  await page.goto(`${pages}${session}`)
  await keys.fill('[name=submitter]', words.state)
  await keys.pick('[name=language]', lang)
  await keys.to('[name=file]')
  await page.locator('[name=file]').setInputFiles(join(folder, 'statement.txt'))
  await keys.follow('#submit button')
  const back = page.locator('form[action$="/take-back"]')
  assert.equal(await back.count(), 2, 'the published one and the new one')
  await look(page, 'secretariat_11_to_take_back', lang)
  await keys.follow('form[action$="/take-back"] button')
  await look(page, 'secretariat_12_taken_back', lang)
  assert.equal(await back.count(), 1, 'the other one')
  await keys.follow('main a[href="/conference/topics"]')
  await keys.follow('button[value=take-back]')
  await look(page, 'secretariat_13_topic_taken_back', lang)
  assert.ok(!(await page.locator('main').innerText()).includes(words.why), 'it is gone')
}

export const secretariat = (lang, spoken) => ({
  name: `secretariat, ${spoken}: a session, statements with receipts, a call and its digest`,
  async run({ node, person, liaisonJson }) {
    const words = texts[lang]
    const { niamey, nodes, coordinatorLink } = await people({ node, person, lang, words })
    const { link } = await liaisonJson(niamey.folder, ['--as', 'admin-2', 'link', 'admin-2'])
    const second = await comeIn(nodes, person, 'niamey', 'admin-2', lang, { lands: '/directory', link: niamey.at(link) })
    const secretaryLink = await addsPerson(second, lang, { name: words.secretary, signIn: 's.lawan', role: 'secretariat' })
    const secretary = await comeIn(nodes, person, 'niamey', 's.lawan', lang, { lands: '/directory', link: secretaryLink })
    const made = await calls(secretary, lang, words)
    const who = await comeIn(nodes, person, 'niamey', 'c.abdou', lang, { link: coordinatorLink })
    await answers(who, lang, words, made, niamey.home)
    who.keys.within({ steps: 6, fields: 10 })
    assert.equal(await statusOf(who, `${made.call}/digest/pdf`), 404, 'no digest before it is published')
    await publishes(secretary, lang, words, made)
    secretary.keys.within({ steps: 11, fields: 14 })
    await secretary.keys.follow('main a[href="/conference/topics"]')
    await secretary.keys.follow('form[action="/conference/topics/publish"] button')
    await look(secretary.page, 'secretariat_10_topics', lang)
    await takesBack(who, lang, words, made, niamey.home)
    await who.page.goto(`${who.pages}${made.call}`)
    assert.ok((await who.page.locator('main').innerText()).includes(words.words), 'all read the digest')
  },
})

/** Two nodes that trust each other: a State's, and that of the secretariat of a conference. */
async function apart({ node, person, liaisonJson, lang, words }) {
  const niamey = await node({ party: 'NE', authority: 'National Investigation Unit, Niamey' })
  const vienna = await node({ party: 'AT', authority: 'Permanent Office', further: ['Conference Secretariat=secretariat'] })
  const cards = {}
  for (const [key, one] of Object.entries({ niamey, vienna })) {
    cards[key] = join(one.home, 'card.lsg')
    await writeFile(cards[key], (await liaisonJson(one.folder, ['card'])).card)
  }
  await liaisonJson(niamey.folder, ['trust', cards.vienna, '--yes'])
  await liaisonJson(vienna.folder, ['trust', cards.niamey, '--yes'])
  const nodes = { nodes: { niamey: { pages: niamey.address }, vienna: { pages: vienna.address } } }
  const admin = await comeIn(nodes, person, 'niamey', 'admin', lang, { lands: '/directory', link: niamey.link })
  const coordinatorLink = await addsPerson(admin, lang, { name: words.coordinator, signIn: 'c.abdou', role: 'national-coordinator' })
  const { link } = await liaisonJson(vienna.folder, ['--as', 'admin-2', 'link', 'admin-2'])
  const second = await comeIn(nodes, person, 'vienna', 'admin-2', lang, { lands: '/directory', link: vienna.at(link) })
  const secretaryLink = await addsPerson(second, lang, { name: words.secretary, signIn: 's.lawan', role: 'secretariat' })
  const coordinator = await comeIn(nodes, person, 'niamey', 'c.abdou', lang, { link: coordinatorLink })
  const secretary = await comeIn(nodes, person, 'vienna', 's.lawan', lang, { lands: '/directory', link: secretaryLink })
  return { niamey, coordinator, secretary }
}

/** A topic proposed to a secretariat elsewhere, listed there, and taken back. */
async function proposes({ page, keys, pages }, secretary, lang, words) {
  await page.goto(`${pages}/conference/topics`)
  await until(page, 'main a.strong[href^="/conference/received/"]')
  await look(page, 'elsewhere_1_topics', lang)
  await keys.follow('main a.strong[href^="/conference/received/"]')
  await look(page, 'elsewhere_2_list', lang)
  await keys.fill('[name=title]', words.topic)
  await keys.fill('[name=reason]', words.why)
  await keys.follow('form[action$="/topics"] button')
  await look(page, 'elsewhere_3_on_its_way', lang)
  await until(page, 'a[href*="/receipts/"]')
  await look(page, 'elsewhere_4_receipt', lang)
  const receipt = await page.request.get(`${pages}${await page.locator('a[href*="/receipts/"]').first().getAttribute('href')}`)
  assert.equal(receipt.status(), 200)
  assert.equal((await receipt.body()).subarray(0, 2).toString('latin1'), 'PK', 'the receipt is a file of files')
  await writeFile(resolve(fileURLToPath(import.meta.url), `../../../target/shots/receipt_${lang}.zip`), await receipt.body())
  await secretary.page.goto(`${secretary.pages}/conference/topics`)
  assert.ok((await secretary.page.locator('main').innerText()).includes(words.why), 'it stands in the list')
  await secretary.keys.follow('form[action="/conference/topics/publish"] button')
  await look(secretary.page, 'elsewhere_5_published', lang)
  await until(page, `main :text("${words.why}")`)
  await look(page, 'elsewhere_6_listed', lang)
  await onAPhone(page, 'elsewhere_6_listed', lang)
  await keys.follow('form[action$="/take-back"] button')
  await until(page, '.empty')
  await look(page, 'elsewhere_7_taken_back', lang)
}

/** A statement handed in elsewhere, published, and taken back by its State. */
async function states({ page, keys, pages }, secretary, lang, words, folder) {
  await page.goto(`${pages}/conference/sessions`)
  await until(page, 'main a.strong[href^="/conference/received/"]')
  await keys.follow('main a.strong[href^="/conference/received/"]')
  await look(page, 'elsewhere_8_session', lang)
  const file = join(folder, 'statement.txt')
  await writeFile(file, words.reason)
  await keys.fill('[name=submitter]', words.state)
  await keys.pick('[name=language]', lang)
  await keys.to('[name=file]')
  await page.locator('[name=file]').setInputFiles(file)
  await keys.follow('#submit button')
  await until(page, 'a[href*="/receipts/"]')
  await secretary.page.goto(secretary.session)
  await secretary.keys.follow('form[action^="/conference/statements/"] button')
  await until(page, 'main a.strong[href^="/conference/received/"]')
  await look(page, 'elsewhere_9_published', lang)
  await keys.follow('form[action$="/take-back"] button')
  await until(page, 'main li:has(a.strong[href^="/conference/received/"]) .tag')
  await look(page, 'elsewhere_10_withdrawn', lang)
  await keys.follow('main a.strong[href^="/conference/received/"]')
  await look(page, 'elsewhere_11_statement', lang)
  assert.equal(await page.locator('a[href$="/file"]').count(), 0, 'there is no file any more')
  await secretary.page.goto(secretary.session)
  await look(secretary.page, 'elsewhere_12_at_the_secretariat', lang)
}

export const elsewhere = (lang, spoken) => ({
  name: `secretariat elsewhere, ${spoken}: topics and statements between two nodes, with receipts, and what is taken back`,
  async run({ node, person, liaisonJson }) {
    const words = texts[lang]
    const { niamey, coordinator, secretary } = await apart({ node, person, liaisonJson, lang, words })
    await secretary.page.goto(`${secretary.pages}/conference/topics`)
    await secretary.keys.follow('form[action="/conference/topics/publish"] button')
    await proposes(coordinator, secretary, lang, words)
    await secretary.page.goto(`${secretary.pages}/conference/sessions`)
    await secretary.keys.fill('[name=body]', lang === 'ar' ? 'الفريق العامل' : 'Working Group')
    await secretary.keys.fill('[name=title]', lang === 'ar' ? 'الاجتماع العاشر' : 'Tenth meeting')
    await secretary.keys.day('[name=from]', 60)
    await secretary.keys.follow('form[action="/conference/sessions"] button')
    secretary.session = secretary.page.url()
    await secretary.keys.follow('form[action$="/publish"] button')
    await states(coordinator, secretary, lang, words, niamey.home)
  },
})
