import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDictionary } from './radius-dictionary/read.ts'
import { tableOf } from './radius-dictionary/table.ts'

/**
 * `node tools/radius-dictionary.ts [folder]`: compiles FreeRADIUS' dictionaries (Debian: freeradius-common) into
 * src/radius/dictionary/table.json. What FreeRADIUS itself leaves out of its main file conflicts with what is in it, except
 * for RFC 5090.
 */
if (import.meta.main) {
  const folder = process.argv[2] ?? '/usr/share/freeradius'
  const open = (name: string) => readFileSync(join(folder, name), 'utf8')
  const read = readDictionary(open, ['dictionary', 'dictionary.rfc5090'])
  const query = ['--show', '--showformat=${Version}', 'freeradius-common']
  const table = tableOf(read, execFileSync('dpkg-query', query, { encoding: 'utf8' }))
  const file = join(import.meta.dirname, '../src/radius/dictionary/table.json')
  writeFileSync(file, `${JSON.stringify(table, null, 1)}\n`)
  const vendors = table.vendors.length
  console.log(`${read.attributes.size} attributes of ${vendors} vendors and the standard → ${file}`)
}
