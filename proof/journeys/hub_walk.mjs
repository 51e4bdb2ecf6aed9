// The walk of an administrator who joins a network through a hub, by keyboard alone, in any language: from the hub's
// card in their hands to the members of the network on a telephone. What the hub and the network's keeper do before is
// done on their command lines: those are other people's screens.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { comeIn, look } from './request_walks.mjs'

const saidMsMax = 30_000

async function onAPhone(page, name, lang) {
  const wide = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, `${name}_phone`, lang)
  await page.setViewportSize(wide)
}

/** The card of a node, as a file beside its folder. */
async function cardFile(liaisonJson, node) {
  const { card } = await liaisonJson(node.folder, ['card'])
  const file = join(node.home, 'card.txt')
  await writeFile(file, card)
  return { card, file }
}

/** Trusts the hub's card, pasted and compared by voice; nothing is agreed with it and nothing assessed. */
async function trustsTheHub({ page, keys, pages }, lang, card) {
  await keys.follow('nav.side a[href="/peers"]')
  await keys.to('[name=card]')
  keys.fields += 1
  await page.evaluate((text) => { document.activeElement.value = text }, card) // as one pastes
  await keys.follow('form[action="/peers/preview"] button')
  await keys.toggle('[name=compared]')
  await keys.follow('form[action="/peers"] button')
  assert.match(new URL(page.url()).pathname, /^\/peers\/[0-9a-f]{32}$/, 'who is alone trusts alone')
}

/** Uses it, sees that what it shows was verified, and joins the network it is invited to. */
async function joins({ page, keys, pages }, lang, hub, name) {
  await keys.follow('nav.side a[href="/hub"]')
  await look(page, 'hub_1_none', lang)
  await keys.pick('form[action="/hub/use"] [name=hub]', hub)
  await keys.follow('form[action="/hub/use"] button')
  await look(page, 'hub_2_used', lang)
  await onAPhone(page, 'hub_2_used', lang)
  await keys.follow('main a[href="/hub/log"]')
  await look(page, 'hub_3_log', lang)
  assert.ok((await page.locator('main tbody tr').count()) >= 3, 'the cards of all stand in the log')
  await page.goto(`${pages}/hub`)
  await keys.follow('main a[href="/hub/networks"]')
  await look(page, 'hub_4_invited', lang)
  await keys.follow('main tbody a')
  const network = new URL(page.url()).pathname
  await look(page, 'hub_5_invitation', lang)
  await keys.follow('main button[value=join]')
  assert.equal(new URL(page.url()).pathname, network)
  await look(page, 'hub_6_joined', lang)
  await onAPhone(page, 'hub_6_joined', lang)
  assert.equal(await page.locator('main button[value=join]').count(), 0, 'it is joined')
  assert.ok((await page.locator('main').innerText()).includes(name), 'the keeper is among the members')
  return network
}

export const hub = (lang, spoken) => ({
  name: `hub, ${spoken}: an administrator joins a network through it, from the screens alone`,
  async run({ node, person, liaison, liaisonJson }) {
    const vienna = await node({ party: 'AT', authority: 'Secretariat', functions: ['secretariat'], hub: true })
    const accra = await node({ party: 'GH', authority: 'Document Fraud Expertise Centre' })
    const niamey = await node({ party: 'NE', authority: 'National Investigation Unit' })
    const cards = {}
    for (const [key, one] of Object.entries({ vienna, accra, niamey })) cards[key] = await cardFile(liaisonJson, one)
    const { hub: hubId } = await (async () => {
      for (const key of ['accra', 'niamey']) await liaisonJson(vienna.folder, ['hub', 'admit', cards[key].file, '--yes'])
      // Whom the hub trusts it lets in within seconds.
      const end = Date.now() + saidMsMax
      for (;;) {
        const used = await liaisonJson(accra.folder, ['hub', 'use', cards.vienna.file, '--yes'])
        if (/Now/.test(used.followed)) return used
        assert.ok(Date.now() < end, `the hub does not answer: ${JSON.stringify(used)}`)
        await new Promise((r) => setTimeout(r, 500))
      }
    })()
    await liaisonJson(accra.folder, ['network', 'begin', 'RedTRAM', '--purpose', 'Specialised prosecutors'])
    await liaisonJson(accra.folder, ['network', 'invite', 'RedTRAM', 'National Investigation Unit'])

    const nodes = { nodes: { niamey: { pages: niamey.address } } }
    const admin = await comeIn(nodes, person, 'niamey', 'admin', lang, { lands: '/directory', link: niamey.link })
    await trustsTheHub(admin, lang, cards.vienna.card)
    const network = await joins(admin, lang, hubId, 'Document Fraud Expertise Centre')
    admin.keys.within({ steps: 13, fields: 6 })

    // The keeper's node reads it in the log.
    await liaison(accra.folder, ['hub', 'follow'])
    const [seen] = await liaisonJson(accra.folder, ['network', 'list'])
    assert.equal(seen.members.length, 2, 'the keeper sees the new member')
    assert.ok(network.endsWith(seen.network), 'it is the same network')
  },
})
