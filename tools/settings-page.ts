/** Writes docs/operating/settings.md from the table of settings: `npm run docs:settings`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settingsPage } from '#platform/config/settings-page.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'operating')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'settings.md'), settingsPage())
console.log('Wrote docs/operating/settings.md')
