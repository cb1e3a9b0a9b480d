import { expect, test } from 'vitest'
import { testTx } from '#platform/testing.ts'
import { hashToken } from '#platform/token.ts'
import { subscriberIdsByPhoneHash } from '../index.ts'
import { aSubscriber } from '../testing.ts'
import { hashPhones } from './hash-phones.ts'

test('phones that were kept before hashes were are made known by them, some at a time, and none twice', async () => {
  await testTx(async (tx) => {
    const phones = ['+254722000001', '+254722000002', '+254722000003']
    const ids = await Promise.all(
      phones.map((value) =>
        aSubscriber(tx, {
          contacts: [
            { channel: 'phone', purpose: 'main', value, name: null },
            { channel: 'email', purpose: 'billing', value: 'a@isp.example', name: null },
          ],
        }),
      ),
    )
    await tx.sql
      .updateTable('subscribers.contact')
      .set({ phone_hash_blind: null, phone_ends_blind: null })
      .execute()
    const found = (phone: string) => subscriberIdsByPhoneHash(tx, hashToken(phone.replace('+', '')))
    expect(await found('+254722000001')).toEqual([])
    expect([await hashPhones(tx, 2), await hashPhones(tx, 2), await hashPhones(tx, 2)]).toEqual([
      2, 1, 0,
    ])
    for (const [place, phone] of phones.entries()) expect(await found(phone)).toEqual([ids[place]])
  })
})
