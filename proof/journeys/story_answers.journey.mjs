// Step 9 of the story: Niger's coordinator reads the report of the Working Group, answers Recommendations 8, 10 and 12 with
// what the case of the truck has taught, and publishes; Accra, which never put the report in, reads it on its own node,
// signed, until it is taken back.
import assert from 'node:assert/strict'
import { answered, putsIn, unfolds } from './conference_walk.mjs'
import { comeIn, look } from './request_walks.mjs'
import { addsPerson } from './role_walks.mjs'

const says = {
  8: 'The desk of the National Investigation Unit and that of the Document Fraud Expertise Centre answer each other at night.',
  10: 'The central authority asks under article 18 of the Convention.',
  12: 'The deaths of the truck are investigated with those of the States on its route.',
  1: 'The desks answer each other at night.',
}

/** Answers one recommendation, with something that shows it, and publishes. */
async function answers(coordinator, number) {
  const { page, keys, pages } = coordinator
  await page.goto(`${pages}/conference`)
  const row = page.locator('main a.strong', { hasText: new RegExp(`^Recommendation .?${number}.?$`) })
  await keys.follow(row)
  await keys.follow('.actions a[href^="/conference/following/"]')
  const at = new URL(page.url()).pathname
  let form = await unfolds(coordinator, 'answer')
  await keys.mark(form, 'answer', 'accepted')
  await keys.fill(`${form} [name=reason]`, says[number])
  await keys.follow(`${form} button`)
  form = await unfolds(coordinator, 'evidence')
  await keys.fill('[name=title]', 'Minutes of the parallel investigation')
  await keys.fill('[name=reference]', 'file 46')
  await keys.follow(`${form} button`)
  await keys.follow('form:has(input[value=publish]) button')
  return at
}

/** Waits until a page of another node shows so many publications. */
async function comes({ page, pages }, count) {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto(`${pages}/conference`)
    if ((await page.locator('main a[href^="/conference/received/"]').count()) === count) return
    await page.waitForTimeout(500)
  }
  assert.fail(`${count} publications do not come`)
}

export default {
  name: 'story: an answer to the recommendations, published on one node and read on another',
  async run({ demo, person }) {
    const nodes = await demo()
    const admin = await comeIn(nodes, person, 'niamey', 'admin', 'en', { lands: '/directory' })
    const link = await addsPerson(admin, 'en', { name: 'C. Abdou', signIn: 'c.abdou', role: 'national-coordinator' })
    const coordinator = await comeIn(nodes, person, 'niamey', 'c.abdou', 'en', { link })
    await putsIn(coordinator, 'en', nodes.home)
    let at = ''
    for (const number of answered) at = await answers(coordinator, number)
    await look(coordinator.page, 'story_answer_published')

    const accra = await comeIn(nodes, person, 'accra', 'a.boateng', 'en')
    await comes(accra, answered.length)
    await look(accra.page, 'story_answers_elsewhere')
    await accra.keys.follow(accra.page.locator('main a[href^="/conference/received/"]').last())
    const main = await accra.page.locator('body').innerText()
    assert.ok(answered.some((number) => main.includes(says[number])), 'the answer is read as it was given')
    assert.ok(!main.includes('Minutes of the parallel investigation'), 'what is internal stays at home')
    await look(accra.page, 'story_answer_read')

    await coordinator.page.goto(`${coordinator.pages}${at}`)
    const form = await unfolds(coordinator, 'withdraw')
    await coordinator.keys.fill('[name=withdraw_reason]', 'to be mended')
    await coordinator.keys.follow(`${form} button`)
    await comes(accra, answered.length - 1)
  },
}
