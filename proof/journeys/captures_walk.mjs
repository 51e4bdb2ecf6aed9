// A page of the network that a browser saved whole becomes evidence: the exhibit says itself where it stood and when, and
// lists its parts with their digests; one is taken out as an exhibit of its own. A table is read as an officer kept it
// under a name. A record is held against an earlier day.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { comeIn, look } from './request_walks.mjs'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const advert = '<!DOCTYPE html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>رحلات</title><p>اتصل بسمير +218 91 234 5678, IMEI 356938-03-564380-9</p><img src="/boat.png" alt="قارب"></html>'
const table = (name) => `Name,Mobile,Passport,Perso\n${name},+227 90 00 01 14,A0112358,+227 90 00 01 15\n`

/** The advert as a browser saves it whole, with its picture. */
async function saved(page, picture) {
  const server = createServer((asked, answer) => {
    const image = asked.url.endsWith('.png')
    answer.setHeader('content-type', image ? 'image/png' : 'text/html; charset=utf-8')
    answer.end(image ? picture : advert)
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${server.address().port}/advert`
  const other = await page.context().newPage()
  try {
    await other.goto(url)
    const session = await page.context().newCDPSession(other)
    const { data } = await session.send('Page.captureSnapshot', { format: 'mhtml' })
    return { url, data: Buffer.from(data) }
  } finally {
    await other.close()
    server.close()
  }
}

export function capturesPages(lang, name, texts) {
  return {
    name: `captures, ${name}: a page saved whole says what it is of; columns kept under a name; a record on two days`,
    async run({ demo, person }) {
      const nodes = await demo('captures')
      const { page, keys } = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
      // Each language has a picture of its own: a case keeps the same bytes once.
      const picture = Buffer.concat([png, Buffer.from(lang)])
      const { url, data } = await saved(page, picture)
      await keys.follow('nav a[href="/cases"]')
      await keys.follow('main td a[href^="/cases/"]')
      const home = new URL(page.url()).pathname
      await keys.follow('.tabs a[href$="/evidence"]')
      await keys.follow('.actions a[href$="/evidence/add"]')
      await keys.follow('.actions a[href*="captured"]')
      await keys.fill('[name=context]', texts.context)
      await page.locator('input[name=file]').setInputFiles({ name: 'advert.mhtml', mimeType: 'multipart/related', buffer: data })
      await look(page, 'captures_1_add', lang)
      await keys.follow('main form .button.primary')
      const words = (await page.locator('.main, aside').allInnerTexts()).join(' ')
      assert.ok(words.includes(url) && words.includes('Saved by Blink'), words)
      const digest = createHash('sha256').update(picture).digest('hex')
      assert.ok(words.replace(/\s/g, '').includes(digest), 'the picture has the digest that it has as a file')
      await look(page, 'captures_2_exhibit', lang)
      const number = words.match(/\bE-\d+\b/)[0]
      const part = page.locator('tr', { hasText: '/boat.png' })
      await keys.follow(part.locator('form button'))
      const taken = (await page.locator('.main, aside').allInnerTexts()).join(' ')
      assert.ok(taken.replace(/\s/g, '').includes(digest), 'the picture is an exhibit of its own, with its digest')
      assert.ok(taken.match(/\bE-\d+\b/g).includes(number) && taken.includes('Saved by Blink'), `and says that it was taken out of ${number}: ${taken}`)
      await look(page, 'captures_6_part', lang)
      await page.goBack()
      await page.reload()
      await part.locator('a[href^="/exhibits/"]').waitFor()

      await page.goto(new URL(`${home}/import`, page.url()).href)
      await page.locator('input[name=file]').setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(table(texts.people[0])) })
      await keys.follow('main form .button.primary')
      await page.locator('[name=c3]').first().selectOption('phone')
      await keys.follow('main form[method=get] button')
      await keys.fill('#keep-columns [name=name]', texts.kept)
      await look(page, 'captures_3_columns', lang)
      await keys.follow('#keep-columns button')
      await page.goto(new URL(`${home}/import`, page.url()).href)
      await page.locator('input[name=file]').setInputFiles({ name: 'next.csv', mimeType: 'text/csv', buffer: Buffer.from(table(texts.people[1])) })
      await keys.follow('main form .button.primary')
      await page.locator('.note-good').waitFor()
      assert.equal(await page.locator('select[name=c3]').inputValue(), 'phone', 'the next table is read as it was kept')
      await look(page, 'captures_4_kept', lang)
      await keys.follow('#take .button.primary')

      await page.goto(new URL(home, page.url()).href)
      await keys.follow('main a[href^="/entities/"]')
      await keys.follow('.actions a[href$="/history"]')
      await page.locator('[name=from]').fill('2020-01-01')
      await keys.follow('aside form button')
      await page.locator('main table').waitFor()
      await look(page, 'captures_5_history', lang)
    },
  }
}
