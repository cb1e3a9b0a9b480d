import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { wallClock } from '#platform/clock.ts'
import { createKeysFile } from '#platform/keys.ts'
import { Secret } from '#platform/secret.ts'
import { testDatabase } from '#platform/testing.ts'
import { openVault, type OpenVault } from '#platform/vault/open-vault.ts'
import { keysIn, realVault, scratchDirectory } from '#platform/vault/testing.ts'

const PHONE = { table: 'subscribers.contact', column: 'phone_sealed', row: 'a' }
const clock = wallClock

describe('a sealed field', () => {
  let vault: OpenVault
  beforeAll(async () => {
    vault = await realVault()
  })

  test('opens at its own address, whatever the text', () => {
    for (const text of ['+254712345678', '', 'Wanjikũ 😀 \u202e', 'x'.repeat(100_000)]) {
      expect(vault.open(PHONE, vault.seal(PHONE, text))).toBe(text)
    }
    const value = { deep: [1, null, { b: true }], 'a key': 'text' }
    expect(vault.openJson(PHONE, vault.sealJson(PHONE, value))).toEqual(value)
  })

  test('says its format and key, never looks the same twice, and shows nothing', () => {
    const one = vault.seal(PHONE, '+254712345678')
    expect(one).toMatch(/^v1\.d1\.[\w-]+$/)
    expect(vault.seal(PHONE, '+254712345678')).not.toBe(one)
    expect(Buffer.from(one.slice(6), 'base64url').toString('latin1')).not.toContain('712345678')
  })

  test.each([
    ['another row', { ...PHONE, row: 'b' }],
    ['another column', { ...PHONE, column: 'email_sealed' }],
    ['another table', { ...PHONE, table: 'staff.member' }],
    [
      'an address that only reads the same',
      { table: 'subscribers.contact', column: 'phone_sealed', row: 'a|d1' },
    ],
  ])('does not open in %s', (_where, at) => {
    const sealed = vault.seal(PHONE, '+254712345678')
    expect(() => vault.open(at, sealed)).toThrow('was changed or moved')
  })

  test('does not open with any single bit flipped', () => {
    const sealed = vault.seal(PHONE, '0712')
    const bytes = Buffer.from(sealed.slice(6), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => vault.open(PHONE, `v1.d1.${flipped.toString('base64url')}`)).toThrow()
    }
  })

  test('has one spelling only', () => {
    const sealed = vault.seal(PHONE, '0712')
    expect(() => vault.open(PHONE, `${sealed}=`)).toThrow()
    expect(() => vault.open(PHONE, sealed.replace('v1.d1.', 'v1.d01.'))).toThrow()
  })

  test.each(['', 'plain', 'v1.d1.', 'v1.d1.AAAA', 'v2.d1.AAAAAAAA', 'v1..x'])(
    'is not %j',
    (text) => {
      expect(() => vault.open(PHONE, text)).toThrow()
    },
  )

  test('under a key of another process is a fault that names the key', () => {
    expect(() => vault.open(PHONE, vault.seal(PHONE, 'x').replace('.d1.', '.d9.'))).toThrow(
      'key d9',
    )
  })
})

describe('a blind index', () => {
  test('is the same for the same value of a column, and for nothing else', async () => {
    const vault = await realVault()
    const phone = vault.blind('subscribers.contact.phone_blind', '+254712345678')
    expect(vault.blind('subscribers.contact.phone_blind', '+254712345678')).toBe(phone)
    expect(vault.blind('subscribers.contact.phone_blind', '+254712345679')).not.toBe(phone)
    expect(vault.blind('staff.member.phone_blind', '+254712345678')).not.toBe(phone)
    expect(Buffer.from(phone, 'base64url')).toHaveLength(16)
  })
})

describe('a start', () => {
  beforeEach(async () => {
    await sql`delete from platform.data_key`.execute((await testDatabase()).sql)
  })

  async function start(config: Parameters<typeof openVault>[1]['config']) {
    return openVault((await testDatabase()).sql, { config, clock })
  }

  test('makes keys once, for this machine only, and finds them again', async () => {
    const config = keysIn(scratchDirectory(), 'development')
    const sealed = (await start(config)).seal(PHONE, 'x')
    expect((await start(config)).open(PHONE, sealed)).toBe('x')
  })

  test('twice at once makes one set of keys', async () => {
    const config = keysIn(scratchDirectory(), 'development')
    const vaults = await Promise.all([start(config), start(config), start(config)])
    const sealed = vaults.map((vault) => vault.seal(PHONE, 'x'))
    for (const vault of vaults) for (const one of sealed) expect(vault.open(PHONE, one)).toBe('x')
  })

  test('in production makes no keys by itself', async () => {
    await expect(start(keysIn(scratchDirectory(), 'production'))).rejects.toThrow(
      'There are no keys',
    )
  })

  test('in production refuses the keys of a demo', async () => {
    const directory = scratchDirectory()
    await start(keysIn(directory, 'development'))
    await expect(start(keysIn(directory, 'production'))).rejects.toThrow('was made for a demo')
  })

  test('with the keys of another database says whose keys are missing', async () => {
    await start(keysIn(scratchDirectory()))
    const stranger = scratchDirectory()
    writeKeys(stranger)
    await expect(start(keysIn(stranger))).rejects.toThrow(
      /This database is sealed with the key k-\w+, and the keys file .* has only k-/,
    )
  })

  test('without the keys of a database with data does not make new ones', async () => {
    await start(keysIn(scratchDirectory()))
    await expect(start(keysIn(scratchDirectory()))).rejects.toThrow('its keys are missing')
  })

  test('takes the same keys from the environment', async () => {
    const directory = scratchDirectory()
    const sealed = (await start(keysIn(directory))).seal(PHONE, 'x')
    const file: { keys: { key: string }[] } = JSON.parse(
      readFileSync(`${directory}/keys.json`, 'utf8'),
    )
    const inline = new Secret(file.keys.map(({ key }) => key).join(','))
    const vault = await start({ env: 'production', keys: { file: '/nonexistent', inline } })
    expect(vault.open(PHONE, sealed)).toBe('x')
  })

  test.each(['c2hvcnQ=', 'not base64 at all', ''.padEnd(44, 'A')])(
    'refuses %j as a key',
    async (text) => {
      await expect(
        start({ env: 'test', keys: { file: '/nonexistent', inline: new Secret(text) } }),
      ).rejects.toThrow('KASI_KEYS does not hold keys')
    },
  )

  test('refuses a keys file that others may read', async () => {
    const directory = scratchDirectory()
    await start(keysIn(directory))
    chmodSync(`${directory}/keys.json`, 0o644)
    await expect(start(keysIn(directory))).rejects.toThrow('can be read by others (mode 644)')
  })

  test.each([
    ['cut short', (text: string) => text.slice(0, 60)],
    ['empty', () => ''],
    ['of another kind', () => '{"format":"other"}'],
    ['with one key changed', (text: string) => text.replace(/"key": "..../, '"key": "AAAA')],
  ])('refuses a keys file %s', async (_how, damage) => {
    const directory = scratchDirectory()
    await start(keysIn(directory))
    const file = `${directory}/keys.json`
    writeFileSync(file, damage(readFileSync(file, 'utf8')))
    await expect(start(keysIn(directory))).rejects.toThrow('cannot be understood')
  })

  test('refuses wrapped keys that were swapped in the database', async () => {
    const config = keysIn(scratchDirectory())
    await start(config)
    const { sql: db } = await testDatabase()
    await sql`update platform.data_key set wrapped = (select wrapped from platform.data_key where id = 'i1') where id = 'd1'`.execute(
      db,
    )
    await expect(start(config)).rejects.toThrow('The key d1 in this database does not open')
  })
})

function writeKeys(directory: string) {
  createKeysFile(keysIn(directory).keys.file, 'development', clock.now())
}
