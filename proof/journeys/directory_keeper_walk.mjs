// Who keeps the desks of Niamey in the directory: a contact point is confirmed by calling back, hours and deputies are
// changed, which takes the confirmation back until somebody has tried them, and the desk says what is due.
import assert from 'node:assert/strict'
import { comeIn, look } from './request_walks.mjs'

export const keepsTheDirectory = (lang, spoken) => ({
  name: `directory keeper, ${spoken}: confirm by call-back, hours, what is due again`,
  async run({ demo, person }) {
    const nodes = await demo()
    const officer = await comeIn(nodes, person, 'palermo', 's.russo', lang, { width: 400, height: 860 })
    const { page, keys, pages } = officer
    // The office of Palermo was never confirmed: it waits on the desk, and the finder goes around it.
    const due = page.locator('main .work a[href^="/directory/contacts/"]').first()
    await look(page, 'keeper_1_desk', lang)
    const path = await due.getAttribute('href')
    await keys.follow(`main .work .buttons a[href="${path}"]`)
    await look(page, 'keeper_2_contact', lang)
    const form = `form[action="${path}/confirm"]`
    await keys.mark(form, 'how', 'call-back')
    await keys.fill(`${form} [name=called]`, '+39 091 555 0100')
    await keys.fill(`${form} [name=spoken_to]`, 'S. Caruso')
    await keys.follow(`${form} .button.primary`)
    await look(page, 'keeper_3_confirmed', lang)
    await keys.follow('nav a[href="/"]')
    assert.equal(await page.locator(`main .work a[href="${path}"]`).count(), 0, 'nothing is due any more')

    // Other hours, and a deputy: until somebody has tried them it is not confirmed, and is due again.
    await page.goto(`${pages}${path}`)
    const change = `form[action="${path}"]`
    await keys.fill(`${change} [name=hours]`, 'Mo-Su 07:00-21:00 Europe/Rome')
    const deputy = page.locator(`${change} [name=deputies]`).first()
    await keys.pick(`${change} [name=deputies]`, await deputy.locator('option').nth(1).getAttribute('value'))
    await keys.follow(`${change} .button.primary`)
    await look(page, 'keeper_4_changed', lang)
    await keys.follow('nav a[href="/"]')
    assert.equal(await page.locator(`main .work .work-what a.strong[href="${path}"]`).count(), 1, 'and it is due again')
    await look(page, 'keeper_5_desk', lang)
    keys.within({ steps: 7, fields: 5 })
  },
})
