// What every journey stands on: nodes in folders of their own, a real browser, and the promises that hold on each
// page (axe, keyboard alone, screenshots). Refuses to skip: a missing browser or program is a failure.
import { chromium } from 'playwright-core'
import { spawn, execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:net'
import { existsSync } from 'node:fs'
import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import assert from 'node:assert/strict'

const root = resolve(fileURLToPath(import.meta.url), '../../..')
const program = process.env.LIAISON_BIN ?? join(root, 'target/debug/liaison')
const browserProgram = process.env.LIAISON_CHROMIUM ?? '/usr/bin/chromium'
export const shots = join(root, 'target/shots')
const axeSource = await readFile(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

// Every text of the invented story, the longest first: values, which no language file translates.
const story = await readFile(join(root, 'platform/node/demo/story.toml'), 'utf8')
// The reference of each assessment of a State is the demonstration's own; between two marks stands a card, in any language.
// So do the days of the week as hours of a desk are written, in any language.
// So is what a meeting whose report has no symbol calls itself.
const storyTexts = ['Working Group on the Smuggling of Migrants, ninth meeting', 'Mo Tu We Th Fr Sa Su', 'invented for the demonstration', 'BEGIN LIAISON CARD', 'END LIAISON CARD', ...[...story.matchAll(/"([^"\n]*)"/g)].map((m) => m[1])].filter((text) => text.includes(' ')).sort((a, b) => b.length - a.length)

export const startMsMax = 20_000
export const actionMsMax = 10_000
// Making three nodes with their cases, on a machine that does other things too.
const demoMsMax = 120_000
// WCAG 2.2 AA and everything below it.
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// --- programs ---------------------------------------------------------------------------------------------------

/** Runs the program on a node's folder; answers { code, out, err }. `input` goes to standard input. */
export function liaison(folder, args, { input, env } = {}) {
  return new Promise((done) => {
    const child = execFile(program, ['--node', folder, ...args],
      { env: { ...process.env, ...env }, maxBuffer: 64 << 20, timeout: 120_000 },
      (error, out, err) => done({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, out, err }))
    child.stdin.end(input ?? '')
  })
}

/** As `liaison`, must succeed; answers the JSON document it prints. */
export async function liaisonJson(folder, args, options) {
  const { code, out, err } = await liaison(folder, ['--json', ...args], options)
  assert.equal(code, 0, `liaison ${args.join(' ')} failed: ${err}${out}`)
  return JSON.parse(out)
}

// The demonstration takes as many ports in a row, at most.
const portsInARow = 8
// Below those that a system gives to connections going out (32768 and up on Linux, 49152 by RFC 6335): of eight in a row among
// these, one is soon a browser's.
const portsFrom = 12_000
const portsTo = 32_000
const portsGiven = new Set()

/** Whether nobody listens on a port now. */
function isFree(port) {
  return new Promise((done) => {
    const server = createServer().once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
}

/** The first of as many ports in a row as a demonstration takes: nobody listens on them, none was given to another journey. */
async function freePort() {
  for (let tries = 0; tries < 1000; tries += 1) {
    const first = portsFrom + portsInARow * Math.floor(Math.random() * ((portsTo - portsFrom) / portsInARow))
    if (portsGiven.has(first)) continue
    portsGiven.add(first)
    const free = await Promise.all(Array.from({ length: portsInARow }, (_, i) => isFree(first + i)))
    if (free.every(Boolean)) return first
  }
  throw new Error(`no ${portsInARow} ports in a row are free between ${portsFrom} and ${portsTo}`)
}

/** A node: its folder, its address while it serves, its first administrator's one-time link. */
export class Node {
  /** `init` in a new folder. `config` may lay files there before `serve`. */
  static async init({ party = 'GH', authority = 'Document Fraud Expertise Centre', functions = [], further = [], hub = false } = {}) {
    const node = new Node()
    node.home = await mkdtemp(join(tmpdir(), 'liaison-journey-'))
    node.folder = join(node.home, 'node')
    node.port = await freePort()
    node.address = `http://127.0.0.1:${node.port}`
    const flags = [...further.flatMap((one) => ['--authority', one]), ...functions.flatMap((f) => ['--function', f]), ...(hub ? ['--hub'] : [])]
    try {
      node.made = await liaisonJson(node.folder, ['init', '--party', party, '--authority', authority, ...flags])
      node.link = node.at(firstLink(node.made))
    } catch (error) { await node.remove(); throw error }
    return node
  }

  /** Serves until `stop`; resolves once it answers. */
  async serve() {
    const child = spawn(program, ['--node', this.folder, 'serve', '--listen', `127.0.0.1:${this.port}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.child = child
    this.said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { this.said = (this.said + text).slice(-20_000) })
    child.on('error', (error) => { this.said += error })
    const until = Date.now() + startMsMax
    while (Date.now() < until) {
      if (child.exitCode !== null) break
      try { await fetch(this.address, { redirect: 'manual' }); return this } catch { await new Promise((r) => setTimeout(r, 50)) }
    }
    await this.stop()
    throw new Error(`the node did not answer within ${startMsMax} ms; it said:\n${this.said}`)
  }

  /** The same path and query at this node's address, whatever address stands in `link`. */
  at(link) {
    const url = new URL(link, this.address)
    return this.address + url.pathname + url.search + url.hash
  }

  async stop() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((done) => this.child.once('exit', done))
      this.child.kill('SIGTERM')
      const killer = setTimeout(() => this.child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(killer)
    }
  }

  async remove() {
    await this.stop()
    await rm(this.home, { recursive: true, force: true })
  }
}

/** The first value below `made` that is a sign-in link: an address or path under a key that says so. */
function firstLink(made) {
  const open = [['', made]]
  while (open.length) {
    const [key, value] = open.shift()
    if (value && typeof value === 'object') open.push(...Object.entries(value))
    else if (typeof value === 'string' && /link|sign_?in|url/i.test(key) && /^(https?:\/)?\//.test(value)) return value
  }
  throw new Error(`init printed no sign-in link: ${JSON.stringify(made)}`)
}

/** The three invented nodes of `demo`, serving; `link` gives a new one-time link of a person. */
export class Demo {
  static async start() {
    const demo = new Demo()
    demo.home = await mkdtemp(join(tmpdir(), 'liaison-journey-'))
    try {
      for (let tries = 0; !(await demo.serve(await freePort())); tries += 1) assert.ok(tries < 3, `the demonstration did not start:\n${demo.said}`)
    } catch (error) { await demo.remove(); throw error }
    return demo
  }

  async serve(port) {
    this.said = ''
    const child = spawn(program, ['--json', 'demo', '--folder', join(this.home, 'nodes'), '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.child = child
    let printed = ''
    child.stdout.on('data', (text) => { printed += text })
    child.stderr.on('data', (text) => { this.said = (this.said + text).slice(-20_000) })
    child.on('error', (error) => { this.said += error })
    const until = Date.now() + demoMsMax
    while (Date.now() < until && child.exitCode === null) {
      if (printed.includes('\n')) {
        this.nodes = Object.fromEntries(JSON.parse(printed).map((n) => [n.key, n]))
        this.address = this.nodes.niamey.pages
        if (await this.answers()) return true
      }
      await new Promise((r) => setTimeout(r, 100))
    }
    await this.stop()
    return false
  }

  async answers() {
    try { for (const node of Object.values(this.nodes)) await fetch(node.pages, { redirect: 'manual' }); return true } catch { return false }
  }

  /** A fresh one-time link of a person on a node. */
  async link(key, person) {
    // Each authority of a node has its own administrator, who lets its own people in and nobody else's.
    for (const admin of ['admin', 'admin-2', 'admin-3']) {
      const { code, out } = await liaison(this.nodes[key].folder, ['--json', '--as', admin, 'link', person])
      if (code !== 0) continue
      const { link } = JSON.parse(out)
      assert.match(link, /^http:.*\/welcome\//)
      return link
    }
    throw new Error(`no administrator of ${key} has a link for ${person}`)
  }
}
Demo.prototype.stop = Node.prototype.stop
Demo.prototype.remove = Node.prototype.remove

// --- browser ----------------------------------------------------------------------------------------------------

/** A browser with an empty profile, for one run. */
export async function openBrowser() {
  if (!existsSync(browserProgram)) throw new Error(`no browser at ${browserProgram}; run proof/setup/install.sh`)
  return chromium.launch({
    executablePath: browserProgram,
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })
}

/**
 * A person at a screen of their own: `{ context, page, problems }`. Errors of the page's own (console, refused by
 * the content security policy, script) gather in `problems`; `run.mjs` fails a journey that has any.
 */
export async function person(browser, { locale = 'en', colorScheme = 'light', width = 1280, height = 800, javaScript = true } = {}) {
  // bypassCSP is for axe, which is injected; that the policy holds is proved by the pages' own tests and `policyHolds`.
  const context = await browser.newContext({ locale, colorScheme, viewport: { width, height }, javaScriptEnabled: javaScript, bypassCSP: true })
  context.setDefaultTimeout(actionMsMax)
  const page = await context.newPage()
  const problems = []
  // A form that is refused answers 422, which the browser notes; the journey judges the page that came with it.
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 422/.test(message.text())) problems.push(`console: ${message.text()}`) })
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`))
  page.on('requestfailed', (request) => { if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? '')) problems.push(`not loaded: ${request.url()}`) })
  return { context, page, problems }
}

/** Loads an address with the content security policy in force; answers what the browser refused (must be nothing). */
export async function refusedByPolicy(browser, address, cookies = []) {
  const context = await browser.newContext()
  try {
    await context.addCookies(cookies)
    const page = await context.newPage()
    const refused = []
    page.on('console', (message) => { if (/content security policy|trusted ?type/i.test(message.text())) refused.push(message.text()) })
    const answer = await page.goto(address, { waitUntil: 'networkidle' })
    assert.ok(answer.headers()['content-security-policy'], `${address} has no content security policy`)
    return refused
  } finally { await context.close() }
}

/** Fails with every violation axe finds on the page as it stands. */
export async function axe(page, { except = [] } = {}) {
  await page.evaluate(axeSource)
  const result = await page.evaluate(([tags]) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } }), [axeTags])
  assert.ok(result.passes.length > 0, 'axe looked at nothing')
  const violations = result.violations.filter((v) => !except.includes(v.id))
  const told = violations.map((v) => `${v.id} (${v.impact}): ${v.help}\n${v.nodes.map((n) => `    ${n.target.join(' ')}  ${n.html.slice(0, 160)}`).join('\n')}`)
  assert.deepEqual(told, [], `axe on ${page.url()}:\n${told.join('\n')}`)
}

/** A picture of the whole page in target/shots. */
export async function shot(page, name) {
  await mkdir(shots, { recursive: true })
  // What stays at the top while one reads would otherwise stand in the middle of the picture.
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

/** Nothing of the page is wider than the screen. */
export async function fits(page) {
  const [inside, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  assert.ok(inside <= screen, `${page.url()} is ${inside} px wide on a screen of ${screen}`)
}

/**
 * What a page says in Latin letters although it is in Arabic: runs of three words or more that are not a value, a name
 * or a code (those stand in `bdi`, `.code`, `[lang]` or a field), nor word for word a text of the invented story.
 */
export async function untranslated(page) {
  return page.evaluate((written) => {
    const kept = '[translate=no], bdi:not(.head-words bdi), code, .code, kbd, script, style, [dir=auto], [dir=ltr], :not(html)[lang]'
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    const judge = (said) => {
      const text = written.reduce((rest, known) => rest.replaceAll(known, '\u00a7'), said.replace(/[\u2068\u2069]/g, ''))
      for (const run of text.match(/[A-Za-z]{2,}(?:[ ,’'-]+[A-Za-z]{2,}){2,}/g) ?? []) found.push(run)
    }
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (!parent.closest(kept)) judge(walker.currentNode.data)
    }
    for (const element of document.querySelectorAll('[placeholder], [title]')) if (!element.closest(kept)) judge(`${element.placeholder ?? ''} ${element.title}`)
    return found
  }, storyTexts)
}

/** Language and direction of the page, as its root says. */
export async function speaks(page, lang) {
  const said = await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.documentElement).direction])
  assert.deepEqual([said[0].split('-')[0], said[1]], [lang, lang === 'ar' ? 'rtl' : 'ltr'], `language of ${page.url()}`)
}

/**
 * From here on the person has no mouse: it throws. The answer drives the page by keys alone and counts keys, steps
 * (links and buttons) and fields. `to(target)` tabs until the focus is on what the CSS selector or locator names, and
 * fails if it cannot be reached or shows no focus; `fill`, `choose`, `pick`, `mark`, `day` and `press` act on it.
 */
export function keyboardOnly(page, { tabsMax = 120 } = {}) {
  const noMouse = () => { throw new Error('this journey has no mouse') }
  for (const name of ['click', 'dblclick', 'tap', 'hover', 'check', 'uncheck', 'fill', 'selectOption', 'dragAndDrop']) page[name] = noMouse
  for (const name of ['click', 'dblclick', 'down', 'up', 'move', 'wheel']) page.mouse[name] = noMouse
  const locator = (target) => (typeof target === 'string' ? page.locator(target).first() : target.first())
  const keys = {
    pressed: 0,
    steps: 0,
    fields: 0,
    async press(key) { keys.pressed += 1; await page.keyboard.press(key) },
    async to(target, { back = false } = {}) {
      const element = locator(target)
      await element.waitFor({ state: 'attached' })
      for (let tabs = 0; tabs <= tabsMax; tabs += 1) {
        if (await element.evaluate((e) => e === document.activeElement)) {
          assert.ok(await element.evaluate(showsFocus), `no visible focus on ${target}`)
          return element
        }
        await keys.press(back ? 'Shift+Tab' : 'Tab')
      }
      throw new Error(`${target} cannot be reached by ${tabsMax} tabs on ${page.url()}`)
    },
    async fill(target, text) { keys.fields += 1; await keys.to(target); await keys.press('ControlOrMeta+a'); await (text ? page.keyboard.type(text) : keys.press('Delete')) },
    /** Opens a link or presses a button. */
    async follow(target, key = 'Enter') { keys.steps += 1; await keys.to(target); await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), keys.press(key)]) },
    /** Chooses in a list by the option's visible beginning. */
    async choose(target, text) {
      keys.fields += 1
      const list = await keys.to(target)
      await page.keyboard.type(text)
      const chosen = (await list.locator('option:checked').innerText()).trim()
      assert.ok(chosen.toLowerCase().startsWith(text.toLowerCase()), `typing "${text}" in ${target} chose "${chosen}"`)
    },
    async toggle(target) { keys.fields += 1; await keys.to(target); await keys.press('Space') },
    /** Chooses in a list by the option's value, which is the same in every language. */
    async pick(target, value) {
      keys.fields += 1
      const list = await keys.to(target)
      await keys.press('Home')
      const options = await list.locator('option').count()
      for (let n = 1; n < options && (await list.inputValue()) !== value; n += 1) await keys.press('ArrowDown')
      assert.equal(await list.inputValue(), value, `${target} offers ${value}`)
    },
    /** Marks one of the choices that exclude each other: one tab reaches the group, arrows move in it. */
    async mark(form, name, value) {
      keys.fields += 1
      const group = page.locator(`${form} input[type=radio][name="${name}"]`)
      const marked = page.locator(`${form} input[type=radio][name="${name}"]:checked`)
      await keys.to((await marked.count()) ? marked : group)
      if (!(await marked.count())) await keys.press('Space')
      const choices = await group.count()
      for (let n = 1; n < choices && (await marked.inputValue()) !== value; n += 1) await keys.press('ArrowDown')
      assert.equal(await marked.inputValue(), value, `${name} offers ${value}`)
    },
    /** Fills a day, whose parts the browser takes one by one: month, day, year. */
    async day(target, daysFromNow) {
      keys.fields += 1
      const field = await keys.to(target)
      const iso = new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10)
      const [year, month, day] = iso.split('-')
      for (const part of [month, day, year]) await page.keyboard.type(part)
      assert.equal(await field.inputValue(), iso, 'the day is complete')
    },
    /** What somebody needs at most for their work: whoever adds a step or a field says here that it is worth it. */
    within({ steps, fields }) {
      assert.ok(keys.pressed > 0 && keys.steps > 0, 'it was walked by keys')
      assert.ok(keys.steps <= steps, `${keys.steps} steps, ${steps} are enough`)
      assert.ok(keys.fields <= fields, `${keys.fields} fields, ${fields} are enough`)
    },
  }
  return keys
}

// Runs in the page: an outline, a ring or a border that is there because of the focus.
function showsFocus(element) {
  const drawn = (e) => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join('|') }
  const shapes = () => [element, element.parentElement, element.labels?.[0]].filter(Boolean).map(drawn).join('\n')
  const during = shapes()
  const outlined = getComputedStyle(element).outlineStyle !== 'none' && parseFloat(getComputedStyle(element).outlineWidth) > 0
  if (outlined) return true
  element.blur()
  const after = shapes()
  element.focus()
  return during !== after
}

// --- sign-in ----------------------------------------------------------------------------------------------------

/** The one-time code of RFC 6238 for a base32 secret, at a time. */
export function oneTimeCode(secret, atMs = Date.now()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.toUpperCase().replace(/[^A-Z2-7]/g, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = mac[19] & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/**
 * Opens a one-time link and does what the pages ask: a passphrase, then the second factor by a one-time code whose
 * secret the page shows. Ends on the first page behind the door; answers { passphrase, secret } for the next time.
 */
export async function signIn(page, link, { passphrase = 'a lighthouse under seven quiet moons', secret = null } = {}) {
  const stepsMax = 6
  await page.goto(link)
  for (let step = 0; step < stepsMax; step += 1) {
    const secrets = page.locator('input[type=password]')
    const code = page.locator('input[autocomplete=one-time-code], input[name=code]').first()
    const shown = page.locator('[data-totp-secret], .totp-secret').first()
    const [asked, wantsCode] = [await secrets.count(), await code.count()]
    if (asked + wantsCode === 0) {
      const door = page.locator('main form[method=post] button[type=submit]')
      if (await door.count() === 0 || !/sign-?in|welcome|enrol|setup|link/i.test(page.url())) return { passphrase, secret }
      await door.first().click()
    } else {
      if (await shown.count()) secret = (await shown.getAttribute('data-totp-secret')) ?? (await shown.innerText())
      for (let i = 0; i < asked; i += 1) await secrets.nth(i).fill(passphrase)
      if (wantsCode) {
        assert.ok(secret, `${page.url()} asks for a one-time code and none was set up`)
        await code.fill(oneTimeCode(secret))
      }
      await page.locator('main form').filter({ has: page.locator('input[type=password], input[autocomplete=one-time-code], input[name=code]') })
        .locator('button[type=submit], button:not([type])').first().click()
    }
    await page.waitForLoadState('load')
  }
  throw new Error(`still not in after ${stepsMax} steps, at ${page.url()}:\n${(await page.locator('main').innerText()).slice(0, 800)}`)
}
