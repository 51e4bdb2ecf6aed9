// A scan goes with a request to another State: attached by the investigator, looked at and released by a second person,
// accepted on the other side after its name, type, length and digest were read, and saved as it was.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { comeIn, look, until } from './request_walks.mjs'

// What a scanner makes: a head that says what it is, and bytes that no search reads.
const scan = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 73 + (n >> 8)) % 251))])
const digest = createHash('sha256').update(scan).digest('hex')

async function saves(page, keys) {
  const link = 'main #attachments a[href*="/attachments/"]'
  await keys.to(link)
  const [saved] = await Promise.all([page.waitForEvent('download'), keys.press('Enter')])
  assert.equal(saved.suggestedFilename(), 'scan-3.pdf')
  assert.ok((await readFile(await saved.path())).equals(scan), 'what is saved is what was attached, byte for byte')
}

/** Niamey asks Accra about a document and sends the scan of it. */
export function sendsAScan(lang, name, texts) {
  return {
    name: `attachment, ${name}: attached, released by a second person, accepted, saved as it was, by keyboard`,
    async run({ demo, person }) {
      const nodes = await demo()
      const { page, keys, pages } = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
      await page.goto(`${pages}/dossiers/new?kind=document-verification`)
      await keys.choose('[name=peer]', 'GH')
      await keys.fill('[name=subject]', texts.subject)
      await keys.pick('[name=document_type]', 'passport')
      await keys.fill('[name=number]', '0931447')
      await keys.mark('#request', 'suspected', 'counterfeit-or-altered')
      await keys.fill('[name=facts]', texts.facts)
      await keys.follow('button[value=preview]')
      await keys.follow('button[value=send]')
      const path = new URL(page.url()).pathname
      await keys.follow('main #attachments a[href$="/attach"]')
      await look(page, 'attachment_1_attach', lang)
      await keys.fill('[name=text]', texts.what)
      // The file chooser is the browser's own: a journey hands it the file.
      await page.locator('input[name=file]').setInputFiles({ name: 'scan-3.pdf', mimeType: 'application/pdf', buffer: scan })
      await keys.follow('main form .button.primary')
      assert.equal(new URL(page.url()).pathname, path)
      assert.equal(await page.locator('.moves > li').count(), 1, 'nothing of it has left')
      await look(page, 'attachment_2_waits', lang)

      const second = await comeIn(nodes, person, 'niamey', 'a.moussa', lang)
      await second.keys.follow('nav.side a[href="/second-person"]')
      await look(second.page, 'attachment_3_second_person', lang)
      assert.ok((await second.page.locator('main').innerText()).includes(digest))
      await second.page.goto(pages + path)
      await saves(second.page, second.keys)
      await second.page.goto(`${pages}/second-person`)
      await second.keys.follow('button[value=confirm]')

      const accra = await comeIn(nodes, person, 'accra', 'a.boateng', lang)
      await accra.page.goto(accra.pages + path)
      await until(accra.page, 'main #attachments button[value=accept]')
      assert.ok((await accra.page.locator('main #attachments').textContent()).includes(digest), 'its digest is read before it moves')
      assert.equal(await accra.page.locator('main #attachments a[href*="/attachments/"]').count(), 0)
      await look(accra.page, 'attachment_4_offered', lang)
      await accra.keys.follow('main #attachments button[value=accept]')
      await until(accra.page, 'main #attachments a[href*="/attachments/"]')
      await look(accra.page, 'attachment_5_complete', lang)
      await saves(accra.page, accra.keys)
      await until(page, 'main #attachments .tone-good')
      await look(page, 'attachment_6_delivered', lang)
    },
  }
}

export const english = {
  subject: 'A passport found in the cab', what: 'Both sides, scanned at the post', facts: 'Found in the cab of a truck north of Agadez. The laminate lifts.',
}
export const arabic = {
  subject: 'جواز سفر وُجد في المقصورة', what: 'الوجهان كما مُسحا في المركز', facts: 'وُجد في مقصورة شاحنة شمال أغاديز. الغلاف يرتفع عن الصفحة.',
}
