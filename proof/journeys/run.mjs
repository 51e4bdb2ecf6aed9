// Runs every *.journey.mjs beside this file, two at a time, each lane with a browser of its own (a journey waits half of its
// time); ends with `N passed, N failed`, exit 1 on any failure or when there was none to run. A word on the command line picks
// those whose file name contains it.
//
// A journey is `export default { name, async run({ browser, node, demo, person }) {…} }`: `node(options)` makes a node
// that is removed afterwards, `demo()` the three of the demonstration, `person(options)` a screen that is closed afterwards.
// `demo('fr')` is one demonstration for every journey that asks for it by this word, one after the other: what an earlier one did
// stands in it.
import { readdir } from 'node:fs/promises'
import * as harness from './harness.mjs'

const journeyMsMax = 300_000
const lanes = 2
const word = process.argv[2] ?? ''
const files = (await readdir(new URL('.', import.meta.url))).filter((f) => f.endsWith('.journey.mjs') && f.includes(word)).sort()

/** By word: the demonstration, and when the journey that asked last is through with it. */
const shared = new Map()

/** The demonstration of a word, as soon as whoever asked before is through; `release` gives it on. */
async function borrowed(word) {
  const before = shared.get(word) ?? { demo: harness.Demo.start(), free: Promise.resolve() }
  let release
  shared.set(word, { demo: before.demo, free: new Promise((done) => { release = done }) })
  await before.free
  return { demo: before.demo, release }
}

async function one(browser, journey) {
  const nodes = []
  const lent = []
  const releases = []
  const people = []
  let timer
  const node = async (options) => { const made = await harness.Node.init(options); nodes.push(made); return made.serve() }
  const demo = async (word) => {
    if (!word) { const made = await harness.Demo.start(); nodes.push(made); return made }
    const { demo, release } = await borrowed(word)
    releases.push(release)
    lent.push(await demo)
    return demo
  }
  const person = async (options) => { const made = await harness.person(browser, options); people.push(made); return made }
  try {
    const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`not done after ${journeyMsMax} ms`)), journeyMsMax) })
    await Promise.race([journey.run({ ...harness, browser, node, demo, person }), late])
    const problems = people.flatMap((p) => p.problems)
    if (problems.length) throw new Error(`the pages had problems:\n${problems.join('\n')}`)
  } catch (error) {
    for (const [i, { page }] of people.entries()) await harness.shot(page, `failed-${journey.name.replace(/\W+/g, '-')}-${i}`).catch(() => {})
    for (const made of [...nodes, ...lent]) if (made.said) error.message += `\n--- the node at ${made.address} said:\n${made.said.slice(-3000)}`
    throw error
  } finally {
    clearTimeout(timer)
    for (const { context } of people) await context.close().catch(() => {})
    for (const made of nodes) await made.remove()
    for (const release of releases) release()
  }
}

let passed = 0
const failed = []
const queue = [...files]

async function lane() {
  let browser
  try {
    browser = await harness.openBrowser()
    for (let file = queue.shift(); file; file = queue.shift()) {
      const started = Date.now()
      let name = file
      try {
        const journey = (await import(`./${file}`)).default
        name = journey.name
        await one(browser, journey)
        passed += 1
        console.log(`ok      ${name} (${Date.now() - started} ms)`)
      } catch (error) {
        failed.push(name)
        console.log(`FAILED  ${name} (${Date.now() - started} ms)\n${error.stack ?? error}`)
      }
    }
  } catch (error) {
    failed.push('browser')
    console.log(`FAILED  browser\n${error.message}`)
  } finally {
    await browser?.close()
  }
}

await Promise.all(Array.from({ length: Math.min(lanes, files.length) }, lane))
for (const { demo } of shared.values()) await (await demo.catch(() => undefined))?.remove()
if (passed + failed.length === 0) { failed.push('nothing'); console.log(`no journey is named so: \`${word}\``) }
process.exitCode = failed.length ? 1 : 0
console.log(`journeys: ${passed} passed, ${failed.length} failed${failed.length ? `: ${failed.join('; ')}` : ''}`)
