import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { openGround } from '#main/ground.ts'
import {
  changeSetting,
  listSettingChanges,
  readSettings,
  undoSetting,
} from '#modules/organization/contract.ts'
import { odpcNoticeDays } from '#modules/organization/queries/organization.ts'
import { settingValue } from '#modules/organization/index.ts'
import { silentLog } from '#platform/log.ts'
import { World } from './world.ts'

const key = odpcNoticeDays.key

test('a setting that one process changes is heard by another, and taken back there too', async () => {
  await using world = await World.open()
  const owner = await world.owner()
  const { config } = world.ground
  const other = await openGround({
    ...{ config, url: world.url, name: 'other', log: silentLog, clock: world.clock },
    mail: world.mailbox,
  })
  try {
    await other.live.connected
    const there = () =>
      other.units.read({ actor: system('test'), name: 'test.read' }, (read) =>
        settingValue(read, odpcNoticeDays),
      )
    expect(await there()).toBe(60)

    await owner.call(changeSetting, { key, value: 45, version: 0 })
    await expect.poll(there, { timeout: 10_000 }).toBe(45)
    await owner.call(undoSetting, { key, version: 1 })
    await expect.poll(there, { timeout: 10_000 }).toBe(60)
  } finally {
    await other.close()
  }
})

test('settings are seen by auditors, changed by those who may, and every change says who it was', async () => {
  await using world = await World.open()
  const owner = await world.owner()
  const auditor = await world.as('auditor')
  const seen = await auditor.call(readSettings, {})
  expect(seen.settings.find((setting) => setting.key === key)).toMatchObject({
    mayChange: false,
    value: 60,
    schema: { type: 'integer', minimum: 1, maximum: 365 },
  })
  await expect(auditor.call(changeSetting, { key, value: 1, version: 0 })).rejects.toMatchObject({
    status: 403,
  })

  await expect(owner.call(changeSetting, { key, value: 0, version: 0 })).rejects.toMatchObject({
    problem: { code: 'organization.setting_unfit', issues: [{ path: 'value' }] },
  })
  await owner.call(changeSetting, { key, value: 30, version: 0 })
  await expect(owner.call(changeSetting, { key, value: 31, version: 0 })).rejects.toMatchObject({
    problem: { code: 'organization.stale', facts: { changedByKind: 'staff', version: 1 } },
  })
  const { items } = await auditor.call(listSettingChanges, { key: [key] })
  expect(items).toMatchObject([{ before: null, after: 30, how: 'change', by: { kind: 'staff' } }])
})
