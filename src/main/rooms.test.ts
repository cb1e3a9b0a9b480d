import { expect, test } from 'vitest'
import { ORDER } from '#modules.ts'
import { openRooms } from './rooms.ts'

test('the rooms are wired in the order of src/modules.ts, each once', () => {
  const names = openRooms().map((room) => room.name)
  expect(names.filter((name) => name !== 'platform')).toEqual(
    ORDER.filter((name) => names.includes(name)),
  )
})
