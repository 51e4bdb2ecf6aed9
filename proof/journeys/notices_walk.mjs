// Somebody adds a browser to those that are told that something waits: what the page says where scripts are off, where the
// browser refuses, where its push service cannot be reached; then the browser in the list, and what it shows when it is woken.
import assert from 'node:assert/strict'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { comeIn, look } from './request_walks.mjs'

const endpoint = 'https://fcm.googleapis.com/fcm/send/of-the-journey'
// What the browser would ask its push service, which a test does not reach.
const subscribed = `PushManager.prototype.subscribe = PushManager.prototype.getSubscription = async () => ({ endpoint: ${JSON.stringify(endpoint)} })`

/** What the page says of adding a browser, by name. */
const says = (page) => page.locator('[data-push]:visible').evaluateAll((parts) => parts.map((part) => part.dataset.push).sort())

async function said(page, ...parts) {
  await page.locator(`[data-push="${parts[0]}"]`).waitFor()
  assert.deepEqual(await says(page), [...parts].sort())
}

/** A browser with the page's policy in force, that was asked before whether this page may notify. */
async function ownBrowser(browser, of, address, { granted, script }) {
  const context = await browser.newContext({ storageState: await of.storageState() })
  if (granted) await context.grantPermissions(['notifications'], { origin: address })
  if (script) await context.addInitScript(script)
  const page = await context.newPage()
  const refused = []
  page.on('console', (message) => { if (/content security policy|trusted ?type/i.test(message.text())) refused.push(message.text()) })
  page.on('pageerror', (error) => refused.push(`script: ${error.message}`))
  return { context, page, refused }
}

/** Wakes the browser as its push service would, and gives what it shows. */
async function woken({ context, page }, address) {
  const session = await context.newCDPSession(page)
  const registrations = []
  session.on('ServiceWorker.workerRegistrationUpdated', (event) => registrations.push(...event.registrations))
  await session.send('ServiceWorker.enable')
  for (let tries = 0; tries < 50 && !registrations.length; tries += 1) await new Promise((r) => setTimeout(r, 100))
  const { registrationId, scopeURL } = registrations.find((one) => !one.isDeleted)
  assert.equal(scopeURL, `${address}/notices/`, 'it stands beside the pages and sees none of them')
  // A worker that is still being installed is woken by nothing.
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration('/notices/'))?.active?.state === 'activated')
  // A busy browser now and then shows nothing of one message (seen once; perhaps because it was asked before the
  // notice was up): then it is woken again, as by the next one.
  for (let tries = 0; tries < 10; tries += 1) {
    // Whatever came with it would not be shown.
    await session.send('ServiceWorker.deliverPushMessage', { origin: address, registrationId, data: 'a name that must not be seen' })
    await new Promise((r) => setTimeout(r, 500 + 500 * tries))
    const shown = await page.evaluate(async () => {
      const registered = await navigator.serviceWorker.getRegistration('/notices/')
      return (await registered.getNotifications()).map((one) => ({ title: one.title, body: one.body, lang: one.lang, dir: one.dir }))
    })
    if (shown.length) return shown
  }
  throw new Error('the browser shows nothing')
}

export const notices = (lang, spoken, { name, text }) => ({
  name: `notices in a browser, ${spoken}: added, woken, removed`,
  async run({ browser, node, person }) {
    const accra = await node({ party: 'GH', authority: 'Document Fraud Expertise Centre' })
    await accra.stop()
    await appendFile(join(accra.folder, 'liaison.toml'), '\n[push]\ncontact = "mailto:admin@accra.example"\n')
    await accra.serve()
    const origin = accra.address
    const size = lang === 'en' ? {} : { width: 400, height: 860 }
    // Who administers and has no cases has no desk: the first room there is.
    const { page, context, keys } = await comeIn({ nodes: { accra: { pages: origin } } }, person, 'accra', '', lang, { lands: '/directory', link: accra.link, ...size })
    const account = `${origin}/account`

    const plain = await browser.newContext({ storageState: await context.storageState(), javaScriptEnabled: false })
    const without = await plain.newPage()
    await without.goto(account)
    assert.ok(await without.locator('[data-push="script"]').isVisible() && !(await without.locator('[data-push="add"]').isVisible()), 'without script the page says why')
    await plain.close()

    // Its person, asked by the browser, says no: here whoever was not asked before does.
    await page.goto(account)
    await said(page, 'add')
    await keys.fill('[name=browser]', name)
    await keys.to('[data-push="add"] button')
    await keys.press('Enter')
    await said(page, 'denied', 'add')
    await look(page, 'notices_1_refused', lang)

    // It may notify, and its push service is not there.
    const alone = await ownBrowser(browser, context, origin, { granted: true, script: 'PushManager.prototype.subscribe = async () => { throw new DOMException("push service error", "AbortError") }' })
    await alone.page.goto(account)
    await said(alone.page, 'add')
    await alone.page.fill('[name=browser]', name)
    await alone.page.locator('[data-push="add"] button').click()
    await said(alone.page, 'unreachable', 'add')
    assert.deepEqual(alone.refused, [])
    await alone.page.screenshot({ path: new URL(`../../target/shots/notices_2_unreachable_${lang}.png`, import.meta.url).pathname, fullPage: true })
    await alone.context.close()

    const own = await ownBrowser(browser, context, origin, { granted: true, script: subscribed })
    await own.page.goto(account)
    await said(own.page, 'add')
    await own.page.fill('[name=browser]', name)
    await Promise.all([own.page.waitForNavigation({ waitUntil: 'load' }), own.page.locator('[data-push="add"] button').click()])
    await said(own.page, 'here')
    const row = own.page.locator('[data-push-mark]')
    assert.ok((await row.innerText()).includes(name) && await row.locator('.tag').isVisible(), 'it knows itself in the list')
    assert.deepEqual(await woken(own, origin), [{ title: text, body: '', lang, dir: lang === 'ar' ? 'rtl' : 'ltr' }])
    assert.deepEqual(own.refused, [], 'the policy lets it through')

    await page.goto(account)
    await look(page, 'notices_3_listed', lang)
    assert.equal(await page.locator('[data-push-mark] .tag').isVisible(), false, 'another browser is not this one')
    await Promise.all([own.page.waitForNavigation({ waitUntil: 'load' }), own.page.locator('button[name=remove]').click()])
    await said(own.page, 'add')
    await own.context.close()
  },
})
