// The journeys of `role_walks.mjs`, each in one language, with the steps and fields that must be enough. Those of one
// language share a demonstration and do not mind each other: each brings what it looks for.
import assert from 'node:assert/strict'
import { comeIn } from './request_walks.mjs'
import { addsPerson, asksToLoosen, confirmsLoosening, findsWhatIsDue, handsOver, keepsACase, letsIn, looksAtOthers, opensAndTakesBack, reads, recordsConsular, seesNoContent, statusOf, texts } from './role_walks.mjs'

/** Sees what is due, records consular notification, opens a field and takes it back, asks for what a second person decides. */
export const protectionOfficer = (lang, spoken) => ({
  name: `protection officer, ${spoken}: a claim heard, opened by consent and taken back, loosened by two`,
  async run({ demo, person }) {
    const nodes = await demo(lang)
    const words = texts[lang]
    const officer = await comeIn(nodes, person, 'niamey', 'r.issoufou', lang)
    const investigator = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
    const colleague = await comeIn(nodes, person, 'niamey', 'a.moussa', lang)
    const claim = await findsWhatIsDue(officer, lang)
    await recordsConsular(officer, lang, claim, words)
    await opensAndTakesBack(officer, investigator, colleague, lang, claim, words)
    await asksToLoosen(officer, lang, claim, words)
    officer.keys.within({ steps: 11, fields: 17 })

    const admin = await comeIn(nodes, person, 'niamey', 'admin', lang, { lands: '/directory' })
    const link = await addsPerson(admin, lang, { name: words.second, signIn: 'b.sani', role: 'protection-officer' })
    const second = await comeIn(nodes, person, 'niamey', 'b.sani', lang, { link })
    await confirmsLoosening(second, lang, claim, words)
    second.keys.within({ steps: 4, fields: 3 })
  },
})

/** The four questions, whether the log holds, its witnesses. */
export const auditor = (lang, spoken) => ({
  name: `auditor, ${spoken}: who saw, who looked, what left, what was refused, and whether the log holds`,
  async run({ demo, person }) {
    const nodes = await demo(lang)
    const investigator = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
    const colleague = await comeIn(nodes, person, 'niamey', 'a.moussa', lang)
    const record = await keepsACase(investigator, colleague, lang, { reference: 'AG-201', title: texts[lang].title })
    const garba = await comeIn(nodes, person, 'niamey', 'm.garba', lang, { lands: '/directory' })
    await reads(garba, lang, { record, refused: { who: 'A. Moussa', record } })
    garba.keys.within({ steps: 9, fields: 9 })
  },
})

/** Adds a person and hands them a link; looks at peers, terms and authorities; sees no content. */
export const administrator = (lang, spoken) => ({
  name: `administrator, ${spoken}: a new colleague, the other nodes, and no content`,
  async run({ demo, person }) {
    const nodes = await demo(lang)
    const investigator = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
    await investigator.keys.follow('nav.side a[href="/cases"]')
    const record = await investigator.page.locator('main td a[href^="/cases/"]').filter({ hasText: 'Agadez' }).getAttribute('href')
    const admin = await comeIn(nodes, person, 'niamey', 'admin', lang, { lands: '/directory' })
    const link = await addsPerson(admin, lang, { name: 'F. Abdou', signIn: 'f.abdou', role: 'investigator' })
    await looksAtOthers(admin, lang)
    await seesNoContent(admin, record)
    admin.keys.within({ steps: 9, fields: 4 })

    const newcomer = await comeIn(nodes, person, 'niamey', 'f.abdou', lang, { link })
    assert.equal(await statusOf(newcomer, record), 200, 'the new colleague works at once')
  },
})

/** An investigator keeps a case to a few; a duty officer hands over a shift. */
export const keptAndShift = (lang, spoken) => ({
  name: `investigator and duty officer, ${spoken}: a case kept to a few, a shift handed over`,
  async run({ demo, person }) {
    const nodes = await demo(lang)
    const investigator = await comeIn(nodes, person, 'niamey', 'h.ibrahim', lang)
    const duty = await comeIn(nodes, person, 'niamey', 'a.moussa', lang)
    const record = await keepsACase(investigator, duty, lang, { reference: 'AG-202', title: texts[lang].title })
    await letsIn(investigator, duty, lang, record)
    investigator.keys.within({ steps: 8, fields: 3 })
    await handsOver(duty, investigator, lang, texts[lang])
    duty.keys.within({ steps: 3, fields: 4 })
  },
})
