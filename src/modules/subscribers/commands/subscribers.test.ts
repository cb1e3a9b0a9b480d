import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { actingAs, staffWith, testTx, TEST_START } from '#platform/testing.ts'
import { aSite } from '#modules/organization/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { listSubscribers, noDetails, parseNumber, usualTerms } from '../contract.ts'
import { duplicatesOf } from '../queries/duplicates.ts'
import {
  subscriberFacts,
  subscriberIdByNumber,
  subscriberIdsByContact,
  taxFacts,
} from '../queries/facts.ts'
import { mergedOnesAreEmpty, nobodyIsOwnParent, numbersAreRight } from '../queries/invariants.ts'
import { mergePreview } from '../queries/merging.ts'
import { valueBlindOf } from '../queries/sealed.ts'
import { subscriberNow, subscribersPage } from '../queries/subscribers.ts'
import { lockStanding } from '../store.ts'
import { insertPortalPasskey, lockPortalPasskey } from '../store/portal-ways.ts'
import { aJournal } from '#modules/ledger/testing.ts'
import { aSubscriber, atPortal } from '../testing.ts'
import { changeContacts } from './change-contacts.ts'
import { changeParent } from './change-parent.ts'
import { changeProfile } from './change-profile.ts'
import { changeTags } from './change-tags.ts'
import { changeTerms } from './change-terms.ts'
import { closeSubscriber } from './close-subscriber.ts'
import { endTaxStanding } from './end-tax-standing.ts'
import { mergeSubscribers } from './merge-subscribers.ts'
import { recordConsent } from './record-consent.ts'
import { reopenSubscriber } from './reopen-subscriber.ts'
import { setTaxStanding } from './set-tax-standing.ts'
import { standingNow } from '../queries/standing.ts'
import { consenting, consentsNow } from '../queries/consents.ts'
import { writeNote } from './write-note.ts'

const list = (given: Record<string, unknown> = {}) => listSubscribers.input.parse(given)
const wanjiku = {
  name: 'Grace Wanjiku Mwangi',
  details: {
    ...noDetails,
    paper: { kind: 'national-id', number: '23456789' },
    kraPin: 'A012345678Z',
  },
  contacts: [
    { channel: 'phone', purpose: 'main', value: '0712 345 678', name: null },
    { channel: 'email', purpose: 'main', value: 'grace@example.co.ke', name: null },
  ],
  addresses: [
    {
      kind: 'installation',
      county: 'Kiambu',
      town: 'Ruiru',
      line: 'Plot 7',
      landmark: 'Blue gate',
      at: { lat: -1.14661234567, lng: 36.96 },
    },
  ],
  tags: ['vip'],
} as const

async function found(tx: Tx, q: string): Promise<string[]> {
  const { items } = await subscribersPage(tx, list({ q }))
  return items.map((item) => item.name)
}

describe('a subscriber', () => {
  test('is found without being readable', async () => {
    await testTx(async (tx) => {
      const id = await aSubscriber(tx, {
        ...wanjiku,
        addresses: [...wanjiku.addresses],
        contacts: [...wanjiku.contacts],
        tags: ['vip'],
      })
      const grace = await subscriberNow(tx, id)
      expect(grace).toMatchObject({
        name: 'Grace Wanjiku Mwangi',
        county: 'Kiambu',
        addresses: [{ town: 'Ruiru', at: { lat: -1.1466123, lng: 36.96 } }],
      })
      expect(parseNumber(grace.number)).toBe(grace.number)
      for (const q of [
        'wanji gra',
        '0712345678',
        'grace@example.co.ke',
        '23456789',
        'A012345678Z',
        grace.number.slice(0, 6),
      ]) {
        expect(await found(tx, q)).toContain('Grace Wanjiku Mwangi')
      }
      expect(await found(tx, 'kamau')).toEqual([])
      const { rows } = {
        rows: await tx.sql.selectFrom('subscribers.subscriber').selectAll().execute(),
      }
      expect(
        JSON.stringify(rows, (_, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      ).not.toMatch(/grace@|\+254712345678|n:wanji/)
      expect(await subscriberIdByNumber(tx, grace.number.replace(/^(....)/, '$1 '))).toBe(id)
      expect(await subscriberIdsByContact(tx, '+254712345678')).toEqual([id])
    })
  })

  test('is found by what it is called now, not by what it was', async () => {
    await testTx(async (tx) => {
      const id = await aSubscriber(tx, { name: 'Peter Otieno' })
      await changeProfile(tx, {
        subscriberId: id,
        version: 1,
        name: 'Peter Odhiambo',
        language: 'sw',
        siteId: null,
        details: noDetails,
      })
      expect(await found(tx, 'otieno')).toEqual([])
      expect(await found(tx, 'odhia')).toEqual(['Peter Odhiambo'])
      await changeContacts(tx, {
        subscriberId: id,
        version: 2,
        contacts: [{ channel: 'phone', purpose: 'main', value: '+254733000001', name: null }],
      })
      expect(await found(tx, '0733000001')).toEqual(['Peter Odhiambo'])
      expect(await found(tx, 'peter')).toEqual(['Peter Odhiambo'])
      await expect(
        changeContacts(tx, { subscriberId: id, version: 2, contacts: [] }),
      ).rejects.toMatchObject({ code: 'subscribers.stale' })
    })
  })

  test('of another site is nobody’s to see', async () => {
    await testTx(async (tx) => {
      const [karen, thika] = [await aSite(tx), await aSite(tx)]
      await aSubscriber(tx, { name: 'At Karen', siteId: karen.id })
      await aSubscriber(tx, { name: 'At Thika', siteId: thika.id })
      await aSubscriber(tx, { name: 'At none' })
      const clerk = actingAs(tx, staffWith(['subscribers.read'], [karen.id]))
      expect((await subscribersPage(clerk, list())).items.map((item) => item.name)).toEqual([
        'At Karen',
      ])
    })
  })

  test('may be the same person already', async () => {
    await testTx(async (tx) => {
      await aSubscriber(tx, {
        ...wanjiku,
        addresses: [],
        contacts: [...wanjiku.contacts],
        tags: [],
      })
      const nothing = { name: '', phone: null, email: null, paper: null, kraPin: null }
      const ask = async (given: Partial<Parameters<typeof duplicatesOf>[1]>) =>
        (await duplicatesOf(tx, { ...nothing, ...given })).found.map((one) => one.because)
      expect(await ask({ phone: '254712345678' })).toEqual([['phone']])
      expect(await ask({ name: 'mwangi grace wanjiku' })).toEqual([['name']])
      expect(await ask({ name: 'Grace', phone: '0700 999 999' })).toEqual([])
      expect(await ask({ name: 'Somebody Else', paper: '23456789', phone: '0712345678' })).toEqual([
        ['paper', 'phone'],
      ])
    })
  })

  test('is closed and opened again, with its number', async () => {
    await testTx(async (tx) => {
      const id = await aSubscriber(tx)
      await closeSubscriber(tx, { subscriberId: id, version: 1, because: 'Moved to Kampala' })
      await expect(
        changeTerms(tx, { subscriberId: id, version: 2, terms: usualTerms }),
      ).rejects.toThrow('closed')
      await reopenSubscriber(tx, { subscriberId: id, version: 2 })
      expect(await subscriberNow(tx, id)).toMatchObject({ state: 'active', closedAt: null })
    })
  })

  test('takes tags with many others', async () => {
    await testTx(async (tx) => {
      const ids = [await aSubscriber(tx, { tags: ['old'] }), await aSubscriber(tx)]
      expect(
        await changeTags(tx, { subscriberIds: ids, add: ['vip', 'estate-a'], remove: ['old'] }),
      ).toBe(2)
      expect(await changeTags(tx, { subscriberIds: ids, add: ['vip'], remove: [] })).toBe(0)
      expect((await subscriberNow(tx, ids[0] ?? '')).tags).toEqual(['estate-a', 'vip'])
    })
  })
})

describe('a company with others under it', () => {
  test('never stands under itself', async () => {
    await testTx(async (tx) => {
      const group = await aSubscriber(tx, { kind: 'company' })
      const branch = await aSubscriber(tx, { kind: 'company', parentId: group })
      const line = await aSubscriber(tx, { kind: 'company', parentId: branch })
      for (const parentId of [line, branch, group]) {
        await expect(
          changeParent(tx, { subscriberId: group, version: 1, parentId }),
        ).rejects.toMatchObject({
          code: 'subscribers.parent_is_own_child',
        })
      }
      expect(await nobodyIsOwnParent.violations(tx)).toEqual([])
      await tx.sql
        .updateTable('subscribers.subscriber')
        .set({ parent_id: line })
        .where('id', '=', group)
        .execute()
      expect(await nobodyIsOwnParent.violations(tx)).toHaveLength(3)
    })
  })

  test('is a company, and no deeper than six levels', async () => {
    await testTx(async (tx) => {
      const person = await aSubscriber(tx)
      await expect(aSubscriber(tx, { parentId: person })).rejects.toThrow('Only a company')
      let above: string | null = null
      for (let level = 1; level <= 6; level++)
        above = await aSubscriber(tx, { kind: 'company', parentId: above })
      await expect(aSubscriber(tx, { parentId: above })).rejects.toThrow('at most 6 levels')
    })
  })

  test('is billed for those below only while they are below', async () => {
    await testTx(async (tx) => {
      const company = await aSubscriber(tx, { kind: 'company' })
      const line = await aSubscriber(tx)
      const terms = { ...usualTerms, billedTo: 'parent' as const }
      await expect(changeTerms(tx, { subscriberId: line, version: 1, terms })).rejects.toThrow(
        'no company above',
      )
      await changeParent(tx, { subscriberId: line, version: 1, parentId: company })
      await changeTerms(tx, { subscriberId: line, version: 2, terms })
      expect((await subscriberFacts(tx, [line])).get(line)).toMatchObject({
        billedTo: 'parent',
        parentId: company,
      })
      await changeParent(tx, { subscriberId: line, version: 3, parentId: null })
      expect((await subscriberFacts(tx, [line])).get(line)?.billedTo).toBe('self')
    })
  })
})

describe('two records of one person', () => {
  test('become one, with all that hung on both', async () => {
    await testTx(async (tx) => {
      const kept = await aSubscriber(tx, { name: 'Grace Wanjiku', tags: ['vip'] })
      const other = await aSubscriber(tx, {
        ...wanjiku,
        contacts: [...wanjiku.contacts],
        addresses: [...wanjiku.addresses],
        tags: ['estate-a'],
      })
      const old = (await subscriberNow(tx, other)).number
      await recordConsent(tx, {
        subscriberId: other,
        purpose: 'marketing-sms',
        what: 'given',
        textVersion: '1',
        channel: 'office',
      })
      await writeNote(tx, { subscriberId: other, note: 'Calls in the evening', pinned: false })
      await mergeSubscribers(tx, { keptId: kept, mergedId: other, version: 1 })

      const grace = await subscriberNow(tx, kept)
      expect(grace).toMatchObject({ tags: ['estate-a', 'vip'], county: 'Kiambu' })
      expect(
        grace.contacts.filter((one) => one.purpose === 'main' && one.channel === 'phone'),
      ).toHaveLength(1)
      expect(grace.contacts.map((one) => one.value)).toContain('+254712345678')
      expect((await consentsNow(tx, kept)).holding).toEqual(['marketing-sms'])
      expect(await subscriberIdByNumber(tx, old)).toBe(kept)
      expect(await found(tx, 'mwangi')).toEqual(['Grace Wanjiku'])
      expect(await found(tx, '23456789')).toEqual(['Grace Wanjiku'])
      expect(await mergedOnesAreEmpty.violations(tx)).toEqual([])
      expect(await numbersAreRight.violations(tx)).toEqual([])
      await expect(
        closeSubscriber(tx, { subscriberId: other, version: 2, because: 'x' }),
      ).rejects.toThrow(`merged into another one, ${grace.number}`)

      const third = await aSubscriber(tx)
      await mergeSubscribers(tx, { keptId: third, mergedId: kept, version: 1 })
      expect(await subscriberIdByNumber(tx, old)).toBe(third)
      expect([...(await lockStanding(tx, [other, kept, third])).values()]).toEqual([
        ...[third, third, third],
      ])
      expect(await mergedOnesAreEmpty.violations(tx)).toEqual([])
    })
  })

  test('that are merged are nobody at the portal any more, and their passkeys open the kept one', async () => {
    await testTx(async (tx) => {
      const [kept, other] = [await aSubscriber(tx), await aSubscriber(tx)]
      await atPortal(tx, other, '+254712345678')
      const ofKept = await atPortal(tx, kept, '+254712345679')
      await insertPortalPasskey(tx, {
        ...{ id: newId(tx.now), subscriber_id: other, name: 'Phone', credential_id: 'one' },
        ...{ value_blind: valueBlindOf(tx.vault, '+254712345678'), public_key: Buffer.of(1) },
        ...{ counter: 0n, transports: [], synced: false },
      })
      await mergeSubscribers(tx, { keptId: kept, mergedId: other, version: 1 })
      const open = await tx.sql
        .selectFrom('subscribers.portal_session')
        .select('id')
        .where('ended_at', 'is', null)
        .execute()
      expect(open).toEqual([{ id: ofKept.kind === 'subscriber' && ofKept.via.id }])
      expect(await lockPortalPasskey(tx, 'one')).toMatchObject({ subscriber_id: kept })
    })
  })

  test('of another site are named to nobody who does not work there, and taken under no company of theirs', async () => {
    await testTx(async (tx) => {
      const [{ id: here }, { id: there }] = [await aSite(tx), await aSite(tx)]
      const company = await aSubscriber(tx, { kind: 'company', siteId: here })
      const near = await aSubscriber(tx, { parentId: company, siteId: here })
      const far = await aSubscriber(tx, { kind: 'company', parentId: company, siteId: there })
      const clerk = actingAs(tx, staffWith(['subscribers.change'], [here]))
      expect(await subscriberNow(clerk, company)).toMatchObject({
        ...{ children: [{ id: near }], childCount: 1 },
      })
      expect(await subscriberNow(tx, company)).toMatchObject({ childCount: 2 })
      const outOfReach = { code: 'platform.site_not_yours' }
      const change = { subscriberId: near, version: 1, parentId: far }
      await expect(changeParent(clerk, change)).rejects.toMatchObject(outOfReach)
      await expect(aSubscriber(clerk, { parentId: far, siteId: here })).rejects.toMatchObject(
        outOfReach,
      )
    })
  })

  test('are not merged when they cannot be one', async () => {
    await testTx(async (tx) => {
      const person = await aSubscriber(tx)
      const company = await aSubscriber(tx, { kind: 'company' })
      const below = await aSubscriber(tx, { kind: 'company', parentId: company })
      const merge = (keptId: string, mergedId: string) =>
        mergeSubscribers(tx, { keptId, mergedId, version: 1 })
      await expect(merge(person, person)).rejects.toThrow('with itself')
      await expect(merge(person, company)).rejects.toThrow('not the same')
      await expect(merge(below, company)).rejects.toThrow('circle')

      const [kept, rich] = [
        await aSubscriber(tx),
        await aSubscriber(tx, { addresses: [...wanjiku.addresses] }),
      ]
      const look = { keptId: kept, mergedId: rich }
      expect(await mergePreview(tx, look)).toMatchObject({
        addresses: 1,
        contacts: 1,
        against: null,
      })
      await aJournal(tx, { subscriberId: rich, cents: 150_000n })
      expect(await mergePreview(tx, look)).toMatchObject({ wallet: '150000', against: 'money' })
      await expect(merge(kept, rich)).rejects.toThrow('1,500.00 in its wallet')
      await expect(merge(rich, kept)).resolves.toBeUndefined()
    })
  })
})

describe('tax status', () => {
  test('holds from its first to its last day, with proof, and never twice', async () => {
    await testTx(
      async (tx) => {
        const id = await aSubscriber(tx, { details: { ...noDetails, kraPin: 'P051234567X' } })
        const exempt = {
          subscriberId: id,
          kind: 'exempt',
          certificate: 'KRA/EX/77',
          documentId: null,
          from: '2026-11-01',
          until: '2026-11-30',
        } as const
        await setTaxStanding(tx, exempt)
        await expect(
          setTaxStanding(tx, { ...exempt, kind: 'zero-rated', from: '2026-11-30', until: null }),
        ).rejects.toThrow('already')
        await setTaxStanding(tx, { ...exempt, kind: 'withholding-agent' })
        const on = async (date: string) =>
          (await taxFacts(tx, { subscriberIds: [id], on: Temporal.PlainDate.from(date) })).get(id)
        expect(await on('2026-10-31')).toBeUndefined()
        expect(await on('2026-11-01')).toEqual({ treatment: 'exempt', withholdsVat: true })
        expect(await on('2026-11-30')).toEqual({ treatment: 'exempt', withholdsVat: true })
        expect(await on('2026-12-01')).toBeUndefined()
        const { taxes } = await standingNow(tx, id)
        await endTaxStanding(tx, {
          subscriberId: id,
          standingId: taxes.find((one) => one.kind === 'exempt')?.id ?? '',
        })
        expect(await on('2026-11-19')).toMatchObject({ treatment: 'exempt' })
        expect(await on('2026-11-20')).toEqual({ treatment: 'standard', withholdsVat: true })
      },
      { at: TEST_START },
    )
  })

  test('that is over is not made longer by ending it', async () => {
    await testTx(
      async (tx) => {
        const id = await aSubscriber(tx, { details: { ...noDetails, kraPin: 'P051234567X' } })
        await setTaxStanding(tx, {
          ...{ subscriberId: id, kind: 'exempt', certificate: 'KRA/EX/77', documentId: null },
          ...{ from: '2026-01-01', until: '2026-03-31' },
        })
        const [over] = (await standingNow(tx, id)).taxes
        await expect(
          endTaxStanding(tx, { subscriberId: id, standingId: over?.id ?? '' }),
        ).rejects.toMatchObject({ code: 'subscribers.tax_not_found' })
        const on = Temporal.PlainDate.from('2026-06-01')
        expect((await taxFacts(tx, { subscriberIds: [id], on })).get(id)).toBeUndefined()
      },
      { at: TEST_START },
    )
  })

  test('needs a PIN', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      await expect(
        setTaxStanding(tx, {
          subscriberId,
          kind: 'exempt',
          certificate: 'X-1',
          documentId: null,
          from: '2026-11-01',
          until: null,
        }),
      ).rejects.toThrow('KRA PIN')
    })
  })
})

test('consent is a ledger: it only grows, and the last word holds', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const given = {
      subscriberId,
      purpose: 'marketing-sms',
      what: 'given',
      textVersion: '2026-11',
      channel: 'office',
      ip: '197.0.0.1',
    } as const
    await recordConsent(tx, given)
    await expect(recordConsent(tx, given)).rejects.toThrow('said last')
    await recordConsent(tx, { ...given, textVersion: '2026-12' })
    const withdrawn = { ...given, what: 'withdrawn' } as const
    await recordConsent(tx, withdrawn)
    await expect(recordConsent(tx, withdrawn)).rejects.toThrow('said last')
    expect(await consentsNow(tx, subscriberId)).toMatchObject({
      holding: [],
      ledger: [{ what: 'withdrawn' }, {}, {}],
    })
    expect(
      await consenting(tx, { subscriberIds: [subscriberId], purpose: 'marketing-sms' }),
    ).toEqual(new Set())
    await expect(
      tx.sql.updateTable('subscribers.consent').set({ what: 'given' }).execute(),
    ).rejects.toThrow('only grows')
  })
})
