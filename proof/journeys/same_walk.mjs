// Two records of one person: found, put side by side, joined with a reason, shown as one, and undone; by keyboard alone.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { liaisonJson } from './harness.mjs'
import { comeIn, look, until } from './request_walks.mjs'

/** What another source says of the man of AG-114, in another script. */
async function heardElsewhere(folder) {
  const home = await mkdtemp(join(tmpdir(), 'liaison-same-'))
  const file = join(home, 'شهود.csv')
  await writeFile(file, 'name,birth date,phone\nSuleiman Adoum,1984,+227 90 00 01 14\n')
  try { await liaisonJson(folder, ['import', file, '--case', 'AG-200']) } finally { await rm(home, { recursive: true, force: true }) }
}

/** The investigator in Niamey answers whether two records are one. */
export function answersTheSame(lang, name, why) {
  return {
    name: `investigator, ${name}: the same person, side by side, joined and undone, by keyboard`,
    async run({ demo, person }) {
      const nodes = await demo()
      await heardElsewhere(nodes.nodes.niamey.folder)
      const { page, keys, pages } = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
      await page.goto(`${pages}/search`)
      await look(page, 'same_1_search_empty', lang)
      await keys.fill('main [name=q]', 'سليمان أدوم')
      await keys.follow('main .search-box button')
      await look(page, 'same_2_search', lang)
      const found = await page.locator('main tbody').innerText()
      assert.match(found, /Suleiman/, 'found across scripts')
      assert.match(found, /~/, 'it says what sounds like what')
      await keys.fill('#narrow [name=from]', '1980')
      await keys.follow('#narrow button')
      await look(page, 'same_3_narrowed', lang)

      await keys.follow('nav a[href="/cases"]')
      await keys.follow('.actions a[href="/same"]')
      await until(page, 'main td a[href^="/same/"]')
      await look(page, 'same_4_list', lang)
      await keys.follow('main td a[href^="/same/"]')
      await look(page, 'same_5_beside', lang)
      const pair = new URL(page.url()).pathname
      await keys.follow('#answer button[value=join]')
      assert.equal(await page.locator('.error-summary').count(), 1, 'a join without a reason is refused')
      await look(page, 'same_6_refused', lang)
      await keys.fill('#answer [name=why]', why)
      await keys.follow('#answer button[value=join]')
      assert.equal(new URL(page.url()).pathname, '/same')
      await look(page, 'same_7_answered', lang)

      await page.goto(`${pages}${pair}`)
      await look(page, 'same_8_joined', lang)
      await keys.follow('main td a[href^="/entities/"]')
      await look(page, 'same_9_as_one', lang)
      const one = await page.locator('main').innerText()
      for (const said of ['Suleiman Adoum', 'سليمان أدوم']) assert.ok(one.includes(said), `${said} stands on the one page`)
      await page.setViewportSize({ width: 400, height: 860 })
      await page.goto(`${pages}${pair}`)
      await look(page, 'same_10_phone', lang)
      await keys.fill('#answer [name=why]', why)
      await keys.follow('#answer button[value=undo]')
      assert.equal(await page.locator('#answer button[value=join]').count(), 1, 'the question stands again')
      keys.within({ steps: 12, fields: 5 })
    },
  }
}
