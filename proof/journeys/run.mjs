// Runs every *.journey.mjs beside this file, one after the other; ends with `N passed, N failed`, exit 1 on any
// failure or when there was none to run. A word on the command line picks those whose file name contains it.
//
// A journey is `export default { name, async run({ browser, node, demo, person }) {…} }`: `node(options)` makes a node
// that is removed afterwards, `demo()` the three of the demonstration, `person(options)` a screen that is closed afterwards.
// `demo('fr')` is one demonstration for every journey that asks for it by this word: they must not mind each other.
import { readdir } from 'node:fs/promises'
import * as harness from './harness.mjs'

const journeyMsMax = 300_000
const word = process.argv[2] ?? ''
const files = (await readdir(new URL('.', import.meta.url))).filter((f) => f.endsWith('.journey.mjs') && f.includes(word)).sort()

const shared = new Map()

async function one(browser, journey) {
  const nodes = []
  const lent = []
  const people = []
  let timer
  const node = async (options) => { const made = await harness.Node.init(options); nodes.push(made); return made.serve() }
  const demo = async (word) => {
    if (word && !shared.has(word)) shared.set(word, await harness.Demo.start())
    const made = word ? shared.get(word) : await harness.Demo.start()
    ;(word ? lent : nodes).push(made)
    return made
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
  }
}

let passed = 0
const failed = []
let browser
try {
  browser = await harness.openBrowser()
  for (const file of files) {
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
  for (const made of shared.values()) await made.remove()
}
if (passed + failed.length === 0) { failed.push('nothing'); console.log(`no journey is named so: \`${word}\``) }
process.exitCode = failed.length ? 1 : 0
console.log(`journeys: ${passed} passed, ${failed.length} failed${failed.length ? `: ${failed.join('; ')}` : ''}`)
