// Something seems wrong with a node: its administrator there sees what it holds, lets trust stand still and ends that, and
// the officers whose dossiers wait read why. By keyboard.
import assert from 'node:assert/strict'
import { comeIn, look } from './request_walks.mjs'

export const suspension = (lang, spoken, texts) => ({
  name: `suspension, ${spoken}: a node held back and let in again, and the dossiers that waited say so`,
  async run({ demo, person }) {
    const nodes = await demo()
    const admin = await comeIn(nodes, person, 'niamey', 'admin', lang, { lands: '/directory' })
    const officer = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
    const dossier = await asks(officer, texts)

    await admin.keys.follow('nav a[href="/peers"]')
    const peer = await withDossiers(admin)
    await look(admin.page, 'suspension_1_node', lang)
    await admin.keys.follow('main a[href$="/suspension"]')
    await look(admin.page, 'suspension_2_holds', lang)
    await admin.keys.fill('[name=reason]', ' ')
    await admin.keys.follow('form[action$="/suspend"] button')
    assert.equal(await admin.page.locator('[name=reason]').getAttribute('aria-invalid'), 'true', 'a reason is asked for')
    await admin.keys.fill('[name=reason]', texts.reason)
    await admin.keys.follow('form[action$="/suspend"] button')
    await admin.page.locator('form[action$="/lift"]').waitFor()
    await look(admin.page, 'suspension_3_suspended', lang)

    assert.ok(await standsStill(officer, dossier, texts), 'the dossier says that nothing goes')
    assert.equal(await officer.page.locator(`main a[href="${dossier}/withdraw"]`).count(), 0, 'nothing is written that could not go')
    assert.equal(await officer.page.locator('main').getByText(texts.reason).count(), 0, 'the reason stays with the administrators')
    await look(officer.page, 'suspension_4_dossier', lang)

    await admin.keys.fill('[name=why]', texts.why)
    await admin.keys.toggle('[name=compared]')
    await admin.keys.follow('form[action$="/lift"] button')
    await look(admin.page, 'suspension_5_over', lang)
    await admin.page.goto(new URL(peer, admin.page.url()).href)
    assert.ok((await admin.page.locator('main').innerText()).includes(texts.why), 'why it was let in again stays on its page')
    assert.equal(await standsStill(officer, dossier, texts), false, 'and the dossier goes on')
  },
})

/** Asks Accra about a document; answers the path of the dossier. */
async function asks({ page, keys, pages }, texts) {
  await page.goto(`${pages}/dossiers/new?kind=document-verification`)
  await keys.choose('[name=peer]', 'GH')
  await keys.fill('[name=subject]', texts.subject)
  await keys.pick('[name=document_type]', 'passport')
  await keys.fill('[name=number]', '0931447')
  await keys.mark('#request', 'suspected', 'counterfeit-or-altered')
  await keys.fill('[name=facts]', texts.facts)
  await keys.follow('button[value=preview]')
  await keys.follow('button[value=send]')
  return new URL(page.url()).pathname
}

/** Opens the page of a node that shares dossiers; answers its path. */
async function withDossiers(admin) {
  const links = await admin.page.locator('main a[href^="/peers/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')))
  for (const href of new Set(links.filter((one) => /^\/peers\/[0-9a-f]+$/.test(one)))) {
    await admin.page.goto(new URL(`${href}/suspension`, admin.page.url()).href)
    const shared = await admin.page.locator('main tbody tr').count()
    await admin.page.goto(new URL(href, admin.page.url()).href)
    if (shared > 0) return href
  }
  throw new Error('no node shares a dossier')
}

/** Whether the dossier says that nothing goes to the other side; it is left open. */
async function standsStill({ page, pages }, dossier, texts) {
  await page.goto(pages + dossier)
  return (await page.locator('main').getByText(texts.stopped).count()) > 0
}
