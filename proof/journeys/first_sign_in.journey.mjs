// The first administrator of a fresh node: the printed link, a passphrase and one-time codes, inside, out and in again.
import assert from 'node:assert/strict'

const passphrase = 'a lighthouse under seven quiet moons'
const stepMs = 30_000

/** Waits until the one-time code is another one: a code serves once. */
async function nextStep(since) {
  while (Math.floor(Date.now() / stepMs) <= Math.floor(since / stepMs)) await new Promise((r) => setTimeout(r, 250))
}

export default {
  name: 'the first sign-in of a fresh node',
  async run({ node, person, axe, fits, shot, speaks, oneTimeCode }) {
    const accra = await node({ party: 'GH', authority: 'Document Fraud Expertise Centre' })
    const { page } = await person()
    const look = async (name) => { await speaks(page, 'en'); await fits(page); await axe(page); await shot(page, `first_${name}`) }
    const send = () => Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('main form button').first().click()])

    await page.goto(accra.link)
    await look('1_welcome')
    const secret = (await page.locator('fieldset .code').innerText()).trim()
    assert.match(secret.replace(/\s/g, ''), /^[A-Z2-7]{16,}$/)
    const name = (await page.locator('main .code').first().innerText()).trim()
    const enrol = async (first, again, code) => {
      await page.fill('[name=passphrase]', first)
      await page.fill('[name=again]', again)
      await page.fill('[name=code]', code)
      await send()
    }
    await enrol(passphrase, 'something else altogether', oneTimeCode(secret))
    assert.equal(await page.locator('.error-summary li').count(), 1, 'two different passphrases are refused')
    await look('2_welcome_refused')
    assert.equal((await page.locator('fieldset .code').innerText()).trim(), secret, 'the key stays the one that was scanned')
    const enrolledAt = Date.now()
    await enrol(passphrase, passphrase, oneTimeCode(secret, enrolledAt))
    // Who administers and has no cases has no desk: the first room there is.
    const inside = (text) => assert.equal(new URL(page.url()).pathname, '/directory', text)
    inside(await page.locator('main').innerText())
    await look('3_inside')

    // An administrator runs the node and reads no case.
    const rooms = await page.locator('nav.side a').evaluateAll((links) => links.map((a) => a.getAttribute('href')))
    assert.ok(rooms.includes('/people') && rooms.includes('/peers'), `rooms: ${rooms}`)
    assert.ok(!rooms.includes('/cases') && !rooms.includes('/checks') && !rooms.includes('/dossiers'), `rooms: ${rooms}`)
    for (const room of ['/people', '/peers', '/directory', '/account']) {
      assert.equal((await page.goto(accra.address + room)).status(), 200, room)
      await look(`4${room.replace('/', '_')}`)
    }
    for (const closed of ['/cases', '/checks', '/dossiers']) {
      assert.equal((await page.request.get(accra.address + closed)).status(), 404, closed)
    }

    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('form[action="/sign-out"] button, header form button.plain-button').last().click()])
    assert.equal((await page.request.get(`${accra.address}/people`, { maxRedirects: 0 })).status() >= 300, true, 'out is out')
    const signIn = async (who, secretWords, code) => {
      await page.goto(`${accra.address}/sign-in`)
      await page.fill('[name=name]', who)
      await page.fill('[name=passphrase]', secretWords)
      await page.fill('[name=code]', code)
      await send()
    }
    // One neutral sentence for a used code, a wrong passphrase and a name that does not exist.
    const refusals = []
    for (const [who, words, code] of [
      [name, passphrase, oneTimeCode(secret, enrolledAt)],
      [name, 'not the passphrase at all', oneTimeCode(secret)],
      ['nobody.here', passphrase, oneTimeCode(secret)],
    ]) {
      await signIn(who, words, code)
      assert.match(page.url(), /sign-in/)
      refusals.push((await page.locator('.error-summary').innerText()).trim())
    }
    assert.equal(new Set(refusals).size, 1, refusals.join(' | '))
    await look('5_refused')
    await nextStep(Date.now())
    await signIn(name, passphrase, oneTimeCode(secret))
    inside(await page.locator('main').innerText())

    // The link served once.
    const again = await person()
    const answer = await again.page.goto(accra.link)
    assert.ok(answer.status() >= 400, `a used link answers ${answer.status()}`)
    again.problems.length = 0 // The browser reports the status of the page itself.
    assert.equal(await again.page.locator('h1').count(), 1)
    await axe(again.page)
    await shot(again.page, 'first_6_used_link')
  },
}
