// A phone's extraction becomes evidence of a case: added, sealed, verified; bundled for a court and verified there with
// tools of the system alone. Then an element of the offence rests on it, a task is set and a note written.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { comeIn, look } from './request_walks.mjs'

const run = promisify(execFile)
const extraction = Buffer.from(Array.from({ length: 200_000 }, (_, n) => (n * 37 + (n >> 7)) % 253))
const digest = createHash('sha256').update(extraction).digest('hex')

/** Unpacks a bundle and does what its VERIFY.txt says. */
async function verifies(file) {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'))
  try {
    await run('unzip', ['-q', file, '-d', folder])
    const words = await readFile(join(folder, 'VERIFY.txt'), 'utf8')
    const commands = words.split('\n').filter((line) => /^ {4}(sha256sum|openssl) /.test(line)).slice(0, 2)
    assert.equal(commands.length, 2, words)
    for (const command of commands) {
      const [program, ...rest] = command.trim().split(' ')
      const { stdout } = await run(program, rest, { cwd: folder, env: { ...process.env, LC_ALL: 'C' } })
      assert.match(stdout, program === 'openssl' ? /Signature Verified Successfully/ : /exhibits\/E-1\.bin: OK/)
    }
    assert.ok((await readFile(join(folder, 'exhibits/E-1.bin'))).equals(extraction), 'byte for byte')
    const last = JSON.parse(await readFile(join(folder, 'custody/E-1/0003.json'), 'utf8'))
    const before = createHash('sha256').update(await readFile(join(folder, 'custody/E-1/0002.json'))).digest('hex')
    assert.deepEqual([last.what, last.previous, last.sha256], ['copied', before, digest])
  } finally {
    await rm(folder, { recursive: true })
  }
}

export function keepsEvidence(lang, name, texts) {
  return {
    name: `evidence, ${name}: kept, sealed, verified, bundled and checked outside; elements, tasks, notes; by keyboard`,
    async run({ demo, person }) {
      const nodes = await demo()
      const { page, keys } = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
      await keys.follow('nav a[href="/cases"]')
      await keys.follow('main td a[href^="/cases/"]')
      await look(page, 'evidence_1_case', lang)
      await keys.follow('.tabs a[href$="/evidence"]')
      await look(page, 'evidence_2_none', lang)
      await keys.follow('.actions a[href$="/evidence/add"]')
      await keys.fill('[name=what]', texts.what)
      await keys.fill('[name=from]', texts.from)
      await keys.fill('[name=place]', texts.place)
      // The file chooser is the browser's own: a journey hands it the file.
      await page.locator('input[name=file]').setInputFiles({ name: 'phone.bin', mimeType: 'application/octet-stream', buffer: extraction })
      await look(page, 'evidence_3_add', lang)
      await keys.follow('main form .button.primary')
      assert.equal((await page.locator('aside .facts').innerText()).replace(/\s/g, '').includes(digest), true)
      await keys.mark('#custody', 'kind', 'sealed')
      await keys.fill('#custody [name=how]', texts.seal)
      await keys.follow('#custody button')
      await keys.follow('.actions form[action$="/verify"] button, .actions button')
      await page.locator('.note-good').waitFor()
      await look(page, 'evidence_4_exhibit', lang)
      await keys.follow('.actions a[href$="/evidence"]')
      await keys.fill('#bundle [name=to]', texts.court)
      await look(page, 'evidence_5_list', lang)
      await keys.to('#bundle button')
      const [saved] = await Promise.all([page.waitForEvent('download'), keys.press('Enter')])
      await verifies(await saved.path())

      await keys.follow('.tabs a[href$="/elements"]')
      await keys.fill('[name=conduct]', texts.conduct)
      await keys.follow('#offence button')
      await look(page, 'evidence_6_elements', lang)
      await keys.follow('main a[href$="/benefit"]')
      await keys.mark('#judge', 'shown', 'proven')
      await keys.fill('[name=why]', texts.why)
      await keys.follow('#judge button')
      assert.equal(await page.locator('.field.wrong').count(), 1, 'nothing is proven by nothing')
      await look(page, 'evidence_7_nothing', lang)
      await keys.toggle('[name=exhibit]')
      await keys.follow('#judge button')
      assert.ok((await page.locator('main').innerText()).includes('phone.bin'))
      await look(page, 'evidence_8_judged', lang)
      await keys.follow('.tabs a[href$="/tasks"]')
      await keys.fill('#task [name=what]', texts.task)
      await keys.follow('#task button')
      await look(page, 'evidence_9_tasks', lang)
      await keys.follow('.tabs a[href$="/notes"]')
      await keys.fill('#note [name=text]', texts.note)
      await keys.follow('#note button')
      await look(page, 'evidence_10_notes', lang)
      await keys.follow('.tabs a[href$="/timeline"]')
      await look(page, 'evidence_11_timeline', lang)
      await keys.follow('.tabs a[href$="/statements"]')
      assert.ok(await page.locator('main tbody tr').count() > 0, 'what is said in the case is listed')
      await look(page, 'evidence_13_statements', lang)
      await keys.fill('#narrow [name=source]', texts.nobody)
      await keys.follow('#narrow button')
      assert.equal(await page.locator('main tbody tr').count(), 0, 'nobody of that name said anything')
      await look(page, 'evidence_14_statements_none', lang)
      await keys.follow('nav a[href="/"]')
      assert.ok((await page.locator('main').innerText()).includes(texts.task), 'it stands on the desk')
      await look(page, 'evidence_12_desk', lang)
    },
  }
}

export const english = {
  what: 'Phone of the driver', from: 'Gendarmerie, Agadez, Sgt. Amadou', place: 'Agadez', seal: 'Bag 4711, unbroken', court: 'Court of Agadez',
  conduct: 'The refrigerated truck north of Agadez', why: 'The ledger on the phone names nine hundred dollars a head.', task: 'Ask the bank for the account', note: 'The driver spoke Hausa on the phone.', nobody: 'Customs of nowhere',
}
export const arabic = {
  what: 'هاتف السائق', from: 'الدرك في أغاديز', place: 'أغاديز', seal: 'كيس 4711 سليم', court: 'محكمة أغاديز',
  conduct: 'الشاحنة المبردة شمال أغاديز', why: 'يذكر السجل في الهاتف تسعمئة دولار لكل شخص.', task: 'سؤال المصرف عن الحساب', note: 'تحدث السائق بالهوسا على الهاتف.', nobody: 'جمارك لا وجود لها',
}
