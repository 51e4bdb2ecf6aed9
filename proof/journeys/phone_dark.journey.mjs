// Every room on a phone of 400 px, dark: the investigator, the duty officer, the auditor and the administrator.
import assert from 'node:assert/strict'

const people = [['niamey', 'h.ibrahim'], ['niamey', 'r.issoufou'], ['accra', 'a.boateng'], ['accra', 'e.addo'], ['accra', 'admin']]
const roomsMin = 3

export default {
  name: 'every room on a phone in the dark',
  async run({ demo, person, axe, fits, shot }) {
    const nodes = await demo()
    // One check, so that results and hits have something to show.
    for (const [key, who] of people) {
      const { page } = await person({ width: 400, height: 860, colorScheme: 'dark' })
      const pages = nodes.nodes[key].pages
      const tried = new Set()
      const look = async (path) => {
        const answer = path === null ? null : await page.goto(pages + path)
        if (answer) assert.equal(answer.status(), 200, `${who} at ${path}`)
        const at = new URL(page.url()).pathname.replace(/[0-9a-z-]{30,}/g, 'one').replace(/\W+/g, '_')
        // No link of a page leads nowhere.
        const links = await page.locator('main a[href^="/"]').evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute('href')))])
        for (const link of links.filter((l) => !tried.has(l))) {
          tried.add(link)
          const there = await page.request.get(pages + link)
          assert.ok(there.status() < 400, `${link} on ${page.url()} answers ${there.status()}`)
        }
        await fits(page)
        await axe(page)
        await shot(page, `phone_${who.replace('.', '_')}${at}`)
      }
      await page.goto(await nodes.link(key, who))
      await look(null)
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('main form button').click()])
      assert.equal(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches), true)
      const rooms = await page.locator('nav.side a').evaluateAll((links) => links.map((a) => a.getAttribute('href')))
      assert.ok(rooms.length >= roomsMin, `${who} has rooms: ${rooms}`)
      for (const room of [...rooms, '/account']) await look(room)
      if (who !== 'h.ibrahim') continue
      await page.goto(`${pages}/cases`)
      const found = await page.locator('main td a[href^="/cases/"]').first().getAttribute('href')
      for (const part of ['', '/import', '/clear', '/check']) await look(found + part)
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('.actions button').click()])
      await look(null)
      for (const path of ['/', '/checks', '/cases/new', '/dossiers/new', '/search?q=Adoum']) await look(path)
      await page.goto(pages + found)
      await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('main a[href^="/entities/"]').first().click()])
      await look(null)
    }
  },
}
