import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'
import { staffWith, testTx, testUnits, testVault } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { listSettingChanges } from '../contract.ts'
import { everySettingFits } from '../queries/invariants.ts'
import { settingChangesPage } from '../queries/setting-changes.ts'
import { followSettings, settingValue } from '../queries/setting-value.ts'
import { declaredSetting, settingNow, settingsNow } from '../queries/settings.ts'
import { changeSetting } from './change-setting.ts'
import { resetSetting } from './reset-setting.ts'
import { undoSetting } from './undo-setting.ts'

const sentence = { en: 'One', sw: 'Moja' }
const days = defineSetting({
  key: 'test.days',
  schema: z.int().min(1).max(30),
  default: 7,
  sentence,
  permission: 'test.change',
})
const token = defineSetting({
  key: 'test.token',
  schema: z.string().trim().min(8).nullable(),
  default: null,
  sentence,
  permission: 'test.change',
  secret: true,
})
const declared = new Map([days, token].map((setting) => [setting.key, setting]))
/** The same unit, some seconds on: changes of one moment have no order. */
const later = (tx: Tx, seconds: number): Tx => ({ ...tx, now: tx.now.add({ seconds }) })
const history = async (tx: Tx) =>
  (await settingChangesPage(tx, listSettingChanges.input.parse({}))).items

describe('a setting', () => {
  test('is its default until somebody changes it, and then keeps its history', async () => {
    await testTx(async (tx) => {
      expect(await settingValue(tx, days)).toBe(7)
      await changeSetting(tx, { setting: days, value: 14, version: 0 })
      expect(await settingValue(tx, days)).toBe(14)
      await changeSetting(later(tx, 1), { setting: days, value: 21, version: 1 })
      await undoSetting(later(tx, 2), { setting: days, version: 2 })
      expect(await settingValue(tx, days)).toBe(14)
      await resetSetting(later(tx, 3), { setting: days, version: 3 })
      expect(await settingValue(tx, days)).toBe(7)
      expect((await history(tx)).map(({ how, before, after }) => [how, before, after])).toEqual([
        ['reset', 14, null],
        ['undo', 21, 14],
        ['change', 14, 21],
        ['change', null, 14],
      ])
      expect(await settingNow(tx, declared, 'test.days')).toMatchObject({
        value: 7,
        default: 7,
        isSet: false,
        version: 4,
        changedBy: { kind: 'system', id: 'test' },
        schema: { type: 'integer', minimum: 1, maximum: 30 },
      })
      expect(tx.announced.map((event) => event.payload)).toEqual([
        { key: 'test.days', how: 'change' },
        { key: 'test.days', how: 'change' },
        { key: 'test.days', how: 'undo' },
        { key: 'test.days', how: 'reset' },
      ])
    })
  })

  test('refuses what does not fit, and says where', async () => {
    await testTx(async (tx) => {
      for (const value of [0, 31, '14', null, 1.5]) {
        await expect(changeSetting(tx, { setting: days, value, version: 0 })).rejects.toMatchObject(
          {
            code: 'organization.setting_unfit',
            issues: [{ path: 'value' }],
          },
        )
      }
      expect(await history(tx)).toEqual([])
    })
  })

  test('is changed by those who hold its own permission, from the version they saw', async () => {
    await testTx(async (tx) => {
      const outsider = { ...tx, actor: staffWith(['organization.read-settings']) }
      await expect(
        changeSetting(outsider, { setting: days, value: 9, version: 0 }),
      ).rejects.toMatchObject({ status: 403 })
      expect((await settingNow(outsider, declared, 'test.days')).mayChange).toBe(false)
      const keeper = staffWith(['test.change'])
      await changeSetting({ ...tx, actor: keeper }, { setting: days, value: 9, version: 0 })
      await expect(
        changeSetting(tx, { setting: days, value: 10, version: 0 }),
      ).rejects.toMatchObject({
        code: 'organization.stale',
        facts: { changedByKind: 'staff', version: 1 },
      })
    })
  })

  test('that was never changed has nothing to undo', async () => {
    await testTx(async (tx) => {
      await expect(undoSetting(tx, { setting: days, version: 0 })).rejects.toThrow('never changed')
    })
  })

  test('that is secret is sealed, used, undone, and never shown', async () => {
    await testTx(async (tx) => {
      await changeSetting(tx, { setting: token, value: ' first-secret ', version: 0 })
      await changeSetting(tx, { setting: token, value: 'second-secret', version: 1 })
      await undoSetting(tx, { setting: token, version: 2 })
      expect(await settingValue(tx, token)).toBe('first-secret')
      const shown = JSON.stringify([await settingsNow(tx, declared), await history(tx)])
      expect(shown).not.toContain('-secret')
      expect(await settingNow(tx, declared, 'test.token')).toMatchObject({
        isSet: true,
        value: null,
      })
      const stored = await tx.sql
        .selectFrom('organization.setting')
        .selectAll()
        .executeTakeFirstOrThrow()
      expect(stored.value).toBeNull()
      expect(stored.value_sealed).toContain('sealed(organization.setting.value_sealed/test.token)')
    })
  })

  test('that nobody declares any more is shown and left alone', async () => {
    await testTx(async (tx) => {
      await changeSetting(tx, { setting: days, value: 9, version: 0 })
      const none = new Map()
      expect(await settingsNow(tx, none)).toMatchObject([
        { key: 'test.days', orphaned: true, value: 9, mayChange: false },
      ])
      await expect(declaredSetting(tx, none, 'test.days')).rejects.toMatchObject({
        code: 'organization.setting_is_orphaned',
      })
      await expect(declaredSetting(tx, none, 'test.other')).rejects.toMatchObject({ status: 404 })
    })
  })

  test('that no longer fits its schema counts as not set, and staff are told', async () => {
    await testTx(async (tx) => {
      await changeSetting(tx, { setting: days, value: 30, version: 0 })
      const stricter = { ...days, schema: z.int().max(10) }
      expect(await settingValue(tx, stricter)).toBe(7)
      const { violations } = everySettingFits(() => new Map([[stricter.key, stricter]]))
      expect(await violations(tx)).toEqual([expect.stringContaining('test.days')])
      expect(await everySettingFits(() => declared).violations(tx)).toEqual([])
    })
  })
})

test('a process that follows settings answers from memory, sees its own changes, and survives deafness', async () => {
  const vault = { ...testVault }
  const units = await testUnits({ vault })
  const origin = { actor: { kind: 'system', name: 'test' }, name: 'test.settings' } as const
  let isTold = true
  const followed = followSettings({
    vault,
    read: (work) => units.read(origin, work),
    isTold: () => isTold,
  })
  const now = () => units.read(origin, (read) => settingValue(read, days))
  await followed.reload()
  expect(await now()).toBe(7)

  const inside = await units.unit(origin, async (tx) => {
    await changeSetting(tx, { setting: days, value: 12, version: 0 })
    return settingValue(tx, days)
  })
  expect(inside).toBe(12)
  // Nobody has told the others yet: memory still answers.
  expect(await now()).toBe(7)
  await followed.reload()
  expect(await now()).toBe(12)

  await units.unit(origin, (tx) => changeSetting(tx, { setting: days, value: 13, version: 1 }))
  isTold = false
  expect(await now()).toBe(13)
})
