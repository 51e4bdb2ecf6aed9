// An authority alone on its first day: it keeps a provider that has no node, calls back, assesses its State, asks by letter,
// downloads the package, gets the form back, takes it as not verified, and closes.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'
import { shots } from './harness.mjs'
import { comeIn, look } from './request_walks.mjs'

/** The parts of a ZIP by name, from its own index. */
function unpack(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const parts = new Map()
  for (let n = zip.readUInt16LE(end + 10), at = zip.readUInt32LE(end + 16); n > 0; n -= 1) {
    const [way, size, name, extra, comment] = [10, 20, 28, 30, 32].map((o) => (o === 20 ? zip.readUInt32LE(at + o) : zip.readUInt16LE(at + o)))
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(from, from + size)
    parts.set(zip.toString('utf8', at + 46, at + 46 + name), way === 8 ? inflateRawSync(bytes) : Buffer.from(bytes))
    at += 46 + name + extra + comment
  }
  return parts
}

/** A ZIP of these parts, nothing packed. */
function pack(parts) {
  const files = []
  const index = []
  let at = 0
  for (const [name, bytes] of parts) {
    const head = Buffer.alloc(30)
    head.write('PK\x03\x04', 'latin1')
    head.writeUInt16LE(20, 4)
    head.writeUInt32LE(crc32(bytes), 14)
    head.writeUInt32LE(bytes.length, 18)
    head.writeUInt32LE(bytes.length, 22)
    head.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    entry.writeUInt16LE(20, 4)
    head.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(at, 42)
    files.push(head, Buffer.from(name), bytes)
    index.push(entry, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + bytes.length
  }
  const list = Buffer.concat(index)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, list, end])
}

/** The form with answers written beside their keys, as a spreadsheet program saves them. */
function fill(form, answers) {
  const parts = unpack(form)
  const texts = [...parts.get('xl/sharedStrings.xml').toString().matchAll(/<si>.*?<t[^>]*>(.*?)<\/t>.*?<\/si>/gs)].map((m) => m[1])
  let sheet = parts.get('xl/worksheets/sheet1.xml').toString()
  for (const [key, text] of Object.entries(answers)) {
    const row = sheet.match(new RegExp(`<c r="A(\\d+)"[^>]*><v>${texts.indexOf(key)}</v>`))[1]
    const cell = new RegExp(`<c r="C${row}"([^>]*)/>`)
    assert.match(sheet, cell, `${key} can be answered`)
    sheet = sheet.replace(cell, `<c r="C${row}"$1 t="inlineStr"><is><t>${text}</t></is></c>`)
  }
  parts.set('xl/worksheets/sheet1.xml', Buffer.from(sheet))
  return pack(parts)
}

/** Presses something that leads to another page. */
const presses = (page) => (button) => Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator(button).first().click()])

/** What is typed, in the letters of whoever types it. */
const typed = {
  en: { provider: 'Sahel Messenger SA', spoken: 'Ms Diallo', source: 'OHCHR 2026', reference: 'MoJ 2026/9', subject: 'Accounts of the truck', facts: '46 people died in it; its telephone used this account.' },
  fr: { provider: 'Sahel Messenger SA', spoken: 'Mme Diallo', source: 'HCDH 2026', reference: 'MJ 2026/9', subject: 'Comptes du camion', facts: '46 personnes y sont mortes ; son téléphone utilisait ce compte.' },
  ar: { provider: 'شركة رسائل الساحل', spoken: 'السيدة ديالو', source: 'المفوضية 2026', reference: 'وزارة العدل 2026/9', subject: 'حسابات الشاحنة', facts: 'مات فيها 46 شخصا، واستعمل هاتفها هذا الحساب.' },
}

/** Keeps a provider that has no node, calls it back, and assesses the State it is in; answers its entry. */
export async function keepsTheProvider({ page, pages }, lang) {
  const send = presses(page)
  await page.goto(`${pages}/directory`)
  await send('a[href="/directory/kept/new"]')
  await page.locator('[name=name]').first().fill(typed[lang].provider)
  await page.locator('[name=party]').first().fill('XB')
  await page.locator('[name=kind][value=company]').first().check()
  for (const box of await page.locator('[name=letters_in]').all()) await box.setChecked(await box.getAttribute('value') === lang)
  await page.locator('[name=email]').first().fill('legal@sahel.example')
  await look(page, 'letter_1_entry', lang)
  await send('form[action="/directory/kept"] button')
  await page.locator('#confirm [name=spoken_to]').first().fill(typed[lang].spoken)
  await send('#confirm button')
  await look(page, 'letter_2_confirmed', lang)
  const entry = page.url()

  await page.goto(`${pages}/assessments/XB`)
  for (const group of new Set(await page.locator('#assess input[type=radio]').evaluateAll((all) => all.map((r) => r.name)))) {
    await page.locator(`#assess [name="${group}"]`).first().check()
  }
  for (const field of await page.locator('#assess fieldset:has(input[type=radio]) input[type=text]').all()) await field.fill(typed[lang].source)
  await page.locator('#assess [name=reference]').first().fill(typed[lang].reference)
  await page.locator('#assess [name=until]').first().fill(new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10))
  await look(page, 'letter_2_assessed', lang)
  await send('#assess button')
  assert.equal(await page.locator('.error-summary').count(), 0, 'the State is assessed')
  return entry
}

/** Asks it to preserve what the telephone of the cab points to; answers the dossier's address. */
export async function asksToPreserve({ page }, lang, entry) {
  const send = presses(page)
  await page.goto(entry)
  await send('.actions a[href^="/dossiers/new?peer="]')
  await send('a[href*="kind=preservation-request"]')
  await page.locator('[name=subject]').first().fill(typed[lang].subject)
  await page.locator('[name=accounts]').first().fill('+227 96 00 11 22')
  await page.locator('[name=data][value=all]').first().check()
  await page.locator('[name=from_time]').first().fill('2026-10-01T00:00')
  await page.locator('[name=to_time]').first().fill('2026-11-01T00:00')
  await page.locator('[name=facts]').first().fill(typed[lang].facts)
  await send('button[value=preview]')
  await look(page, 'letter_3_preview', lang)
  await send('button[value=send]')
  await look(page, 'letter_4_dossier', lang)
  return page.url()
}

/** The letter with what goes with it: anybody proves it with openssl alone. Answers the parts of the package. */
export async function sendsTheLetter({ page }, lang, folder) {
  const send = presses(page)
  await send('a[href$="/letters/1"]')
  await look(page, 'letter_5_letter', lang)
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#package button').click()])
  const files = unpack(await readFile(await download.path()))
  assert.deepEqual([...files.keys()], ['letter.pdf', 'letter.sig', 'key.pem', 'VERIFY.txt', 'reply.xlsx'])
  for (const [file, bytes] of files) await writeFile(join(folder, file), bytes)
  const said = execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin', '-in', 'letter.pdf', '-sigfile', 'letter.sig'], { cwd: folder })
  assert.match(said.toString(), /Signature Verified Successfully/)
  await kept(`letter_${lang}.pdf`, files.get('letter.pdf'))
  await page.locator('#sent [name=way]').first().selectOption('post')
  await page.locator('#sent [name=day]').first().fill(new Date().toISOString().slice(0, 10))
  await send('#sent button')
  await page.locator('#confirmed [name=spoken_to]').first().fill(typed[lang].spoken)
  await send('#confirmed button')
  await look(page, 'letter_6_sent', lang)
  return files
}

/** The form comes back as a file: what is none says so; the right one is read and enters as not verified by the system. */
export async function takesTheFormBack({ page }, lang, { dossier, files, folder }) {
  const send = presses(page)
  await page.goto(`${dossier}/received`)
  await look(page, 'letter_7_received', lang)
  const back = join(folder, 'back.xlsx')
  await writeFile(back, files.get('letter.pdf'))
  await page.setInputFiles('[name=file]', back)
  await send('#form button')
  assert.equal(await page.locator('.error-summary').count(), 1, 'what is no form says so')
  await look(page, 'letter_7_no_form', lang)
  await writeFile(back, fill(files.get('reply.xlsx'), { move: 'preserve', 'preserve.outcome': 'whole', 'preserve.promised': '2027-02-24', 'preserve.preserved_reference': 'SM-2231' }))
  await page.setInputFiles('[name=file]', back)
  await send('#form button')
  assert.equal(await page.locator('[name=preserved_reference]').inputValue(), 'SM-2231')
  await look(page, 'letter_8_read', lang)
  await page.locator('[name=way]').first().selectOption('email')
  await page.locator('[name=received]').first().fill(new Date().toISOString().slice(0, 10))
  await send('#received button')
  await look(page, 'letter_9_unverified', lang)
  assert.ok((await page.locator('main .moves .tone-warn').count()) > 0, 'it is marked as not verified')
}

/** Does this with a folder of its own, which goes afterwards. */
export async function inAFolder(does) {
  const folder = await mkdtemp(join(tmpdir(), 'liaison-letter-'))
  try { return await does(folder) } finally { await rm(folder, { recursive: true, force: true }) }
}

/** Keeps a document beside the pictures, to be looked at. */
async function kept(name, bytes) {
  await mkdir(shots, { recursive: true })
  await writeFile(join(shots, name), bytes)
}

export function asksByLetter(lang, name) {
  return {
    name: `an authority alone, first day, ${name}: a provider without a node, on a telephone`,
    async run({ demo, person }) {
      const nodes = await demo()
      const officer = await comeIn(nodes, person, 'niamey', 'd.salifou', lang, { width: 400, height: 860 })
      const dossier = await asksToPreserve(officer, lang, await keepsTheProvider(officer, lang))
      await inAFolder(async (folder) => {
        const files = await sendsTheLetter(officer, lang, folder)
        await takesTheFormBack(officer, lang, { dossier, files, folder })
      })
      const { page } = officer
      const send = presses(page)
      await page.goto(`${dossier}/close`)
      await send('button[value=preview]')
      await send('button[value=send]')
      assert.ok((await page.locator('a[href$="/letters/2"]').count()) > 0, 'the closing goes as a letter too')
    },
  }
}
