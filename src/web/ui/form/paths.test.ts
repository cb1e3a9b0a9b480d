import { expect, test } from 'vitest'
import { getAt, setAt } from '#web/ui/form/paths.ts'

const site = { name: 'Karen', contact: null, hours: [{ opens: '08:00' }, { opens: '09:00' }] }

test.each([
  ['name', 'Karen'],
  ['hours.1.opens', '09:00'],
  ['contact.phone', undefined],
  ['nowhere.at.all', undefined],
])('%s is %s', (path, value) => {
  expect(getAt(site, path)).toBe(value)
})

test('a change copies what it touches and nothing else', () => {
  const next = setAt(site, 'hours.1.opens', '10:00')
  expect(next).toEqual({ ...site, hours: [{ opens: '08:00' }, { opens: '10:00' }] })
  expect(getAt(next, 'hours.0')).toBe(site.hours[0])
  expect(site.hours[1]?.opens).toBe('09:00')
})

test('a field of something that was null makes it', () => {
  expect(setAt(site, 'contact.phone', '0712')).toEqual({ ...site, contact: { phone: '0712' } })
})
