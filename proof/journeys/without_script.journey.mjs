// A browser without script: a table goes into a case, is looked at first, and its values are cleared by an officer.
import assert from 'node:assert/strict'

const table = `name,birth date,phone,passport,role
Invented Driver,1990-04-02,+227 90 00 05 11,XZ1234567,driver
"Invented, Organiser",1979,+227 90 00 05 12,,organiser
=cmd|' /C calc'!A0,,not a number,,
`

export default {
  name: 'without script: a table is imported and its values cleared',
  async run({ demo, person }) {
    const nodes = await demo()
    const { page } = await person({ javaScript: false })
    const send = (button) => Promise.all([page.waitForNavigation({ waitUntil: 'load' }), button.click()])
    // Nothing can be evaluated here: what is looked at is what was served.
    const look = (name) => page.screenshot({ path: new URL(`../../target/shots/plain_${name}.png`, import.meta.url).pathname, fullPage: true })
    await page.goto(await nodes.link('niamey', 'h.ibrahim'))
    await send(page.locator('main form button'))
    await page.goto(`${nodes.nodes.niamey.pages}/cases`)
    await send(page.locator('main td a').first())
    const caseAddress = page.url()
    await send(page.locator('.actions a[href$="/import"]'))
    await look('1_upload')
    await page.locator('input[type=file]').setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
    await send(page.locator('main form button').last())
    await look('2_preview')
    const preview = await page.locator('main').innerText()
    assert.match(preview, /Nothing of this stands in the case yet/)
    for (const seen of ['Invented Driver', 'Invented, Organiser', '+227 90 00 05 12', 'XZ1234567']) assert.ok(preview.includes(seen), seen)
    // A column that nobody guessed is named as not taken; the officer says what it is and reads again.
    assert.match(preview, /Not taken/)
    const columns = page.locator('main form').filter({ has: page.getByRole('button', { name: 'Read again' }) })
    await columns.locator('select').last().selectOption({ label: 'remark' })
    await send(columns.locator('button'))
    await look('3_read_again')
    assert.ok((await page.locator('main').innerText()).includes('remark: organiser'))
    await send(page.getByRole('button', { name: 'Take into the case' }))
    await look('4_taken')
    await page.goto(`${caseAddress}/clear`)
    await look('5_values')
    // Nothing that was read takes part in a check before an officer cleared it.
    const row = page.locator('main tbody tr').filter({ hasText: '+22790000511' })
    assert.equal(await row.count(), 1)
    assert.equal(await row.locator('.tone-good').count(), 0, 'a fresh value waits')
    const others = await page.locator('main tbody input[name=id]:checked').all()
    for (const other of others) await other.uncheck()
    await row.locator('input[name=id]').check()
    // Without the role that ties the value to the offence it is refused, and the tick stays.
    await page.locator('[name=basis]').fill('seizure record 18/2026')
    await send(page.locator('button[value=accept]'))
    await look('6_refused')
    assert.equal(await page.locator('.error-summary li').count(), 1)
    assert.ok(await row.locator('input[name=id]').isChecked())
    await page.locator('[name=role]').selectOption({ index: 1 })
    await send(page.locator('button[value=accept]'))
    await look('7_cleared')
    await page.goto(`${caseAddress}/check`)
    const checked = await page.locator('main').innerText()
    assert.ok(checked.includes('+22790000511'), 'what was cleared takes part')
    assert.ok(!checked.includes('+22790000512'), 'what was not cleared does not')
  },
}
