import { expect, test } from 'vitest'
import { ORDER } from '#modules.ts'
import { wallClock } from '#platform/clock.ts'
import { realVault, scratchDirectory } from '#platform/vault/testing.ts'
import { openMailbox } from '#sim/mailbox.ts'
import { openRooms } from './rooms.ts'

test('the rooms are wired in the order of src/modules.ts, each once', async () => {
  const rooms = openRooms({
    vault: await realVault(),
    clock: wallClock,
    home: scratchDirectory(),
    mail: openMailbox(),
    origin: () => new URL('http://localhost'),
    distrust: () => undefined,
    radiusAt: () => ({ address: '127.0.0.1', port: 1812 }),
    allowPrivate: false,
  })
  const names = rooms.map((room) => room.name).filter((name) => name !== 'platform')
  expect(names).toEqual(ORDER.filter((name) => names.includes(name)))
})
