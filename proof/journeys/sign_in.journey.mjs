// Somebody who knows nothing of the system comes to its door, in three languages, on a phone, without a mouse.
import assert from 'node:assert/strict'

export default {
  name: 'a stranger finds the door and nothing behind it',
  async run({ browser, node, person, axe, shot, fits, speaks, keyboardOnly, refusedByPolicy }) {
    const accra = await node({ party: 'GH', authority: 'Document Fraud Expertise Centre' })
    for (const locale of ['en', 'fr', 'ar']) {
      const { page } = await person({ locale, width: 390 })
      const answer = await page.goto(accra.address)
      assert.equal(answer.status(), 200)
      await speaks(page, locale)
      assert.equal(await page.locator('h1').count(), 1, 'one heading')
      await fits(page)
      await axe(page)
      await shot(page, `sign_in_${locale}`)
      const keys = keyboardOnly(page)
      await keys.to(page.locator('main input:not([type=hidden])'))
      await keys.to(page.locator('main button'))
    }
    const { page: dark } = await person({ colorScheme: 'dark' })
    await dark.goto(accra.address)
    await axe(dark)
    await shot(dark, 'sign_in_dark')
    assert.deepEqual(await refusedByPolicy(browser, accra.address), [])
  },
}
