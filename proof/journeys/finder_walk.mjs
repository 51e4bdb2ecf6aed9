// At three in the morning, on a telephone: whom to reach in Italy, why, and who is next; then a test call that a person in
// Palermo answers.
import assert from 'node:assert/strict'
import { comeIn, look, until } from './request_walks.mjs'

/** The duty officer in Niamey finds the desk in Palermo: its office was never confirmed, so the deputy comes first. */
export async function reachesPalermo({ page, keys, pages }, inPalermo, lang) {
  await page.goto(`${pages}/directory/find`)
  await look(page, 'find_1_empty', lang)
  await keys.pick('select[name=party]', 'IT')
  await keys.pick('select[name=matter]', 'joint-investigation')
  await keys.follow('form[action="/directory/find"] button')
  await look(page, 'find_2_answer', lang)
  const main = await page.locator('main').innerText()
  const places = ['Sostituto di turno', 'Liaison magistrate in Italy'].map((desk) => main.indexOf(desk))
  assert.ok(places[0] >= 0 && places[0] < places[1], `the deputy first, the liaison magistrate after: ${places}`)
  const office = await page.locator('main .list li').first().innerText()
  assert.match(office, /Ufficio turno/, 'the office that nobody confirmed is named among those left out')
  assert.ok((await page.locator('main a[href^="mailto:sostituto@"]').count()) > 0, 'its address can be pressed')

  await keys.follow('form[action="/test-calls"] button')
  await look(page, 'find_3_called', lang)
  const palermo = await inPalermo()
  await until(palermo.page, 'form[action^="/test-calls/"] button')
  await look(palermo.page, 'find_4_desk', lang)
  await palermo.keys.follow('form[action^="/test-calls/"] button')
  await look(palermo.page, 'find_5_answered', lang)
  await until(page, 'main table .tone-good')
  keys.within({ steps: 4, fields: 2 })
}

export function findsTheDesk(lang, name) {
  const phone = { width: 400, height: 860 }
  return {
    name: `duty officer, ${name}: whom to reach at three in the morning, on a telephone, by keyboard`,
    async run({ demo, person }) {
      const nodes = await demo()
      const come = (key, who) => comeIn(nodes, person, key, who, lang, phone)
      await reachesPalermo(await come('niamey', 'a.moussa'), () => come('palermo', 's.russo'), lang)
    },
  }
}
