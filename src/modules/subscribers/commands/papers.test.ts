import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { actingAs, staffWith, testTx } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { addDocument as addEndpoint, usualContractTerms } from '../contract.ts'
import { contractsById, contractsNow } from '../queries/contracts.ts'
import { documentFile, documentsNow } from '../queries/documents.ts'
import { segmentsOf } from '../queries/facts.ts'
import { standingNow } from '../queries/standing.ts'
import { timelineNow } from '../queries/timeline.ts'
import { aSubscriber } from '../testing.ts'
import { addDocument } from './add-document.ts'
import { changeContract } from './change-contract.ts'
import { claimSegment } from './claim-segment.ts'
import { decideClaim } from './decide-claim.ts'
import { endContract } from './end-contract.ts'
import { noteMoments } from './note-moments.ts'
import { pinNote } from './pin-note.ts'
import { removeDocument } from './remove-document.ts'
import { startContract } from './start-contract.ts'
import { writeContract } from './write-contract.ts'
import { writeNote } from './write-note.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

async function aSegment(tx: Tx): Promise<string> {
  const id = newId(tx.now)
  await tx.sql
    .insertInto('catalog.segment')
    .values({
      id,
      name_en: `Students ${id}`,
      name_sw: 'Wanafunzi',
      proof_en: 'Student card',
      proof_sw: 'Kadi',
      state: 'open',
      version: 1,
      changed_at: tx.now,
      by_kind: 'system',
      by_id: 'test',
    })
    .execute()
  return id
}

describe('a paper', () => {
  test('is kept sealed and comes back as it was', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const paper = { subscriberId, kind: 'identity', name: 'ID front', bytes: PNG } as const
      const documentId = await addDocument(tx, paper)
      expect(await documentsNow(tx, subscriberId)).toMatchObject([
        { id: documentId, name: 'ID front', mediaType: 'image/png', sizeBytes: PNG.length },
      ])
      const file = await documentFile(tx, { subscriberId, documentId })
      expect([...file.bytes]).toEqual([...PNG])
      const other = await aSubscriber(tx)
      await expect(documentFile(tx, { subscriberId: other, documentId })).rejects.toThrow('no such')
      await removeDocument(tx, { subscriberId, documentId })
      expect(await documentsNow(tx, subscriberId)).toEqual([])
    })
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a program', 'MZ\u0090'],
    ['nothing', ''],
  ])('is not %s, whatever it is called', async (_, content) => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      await expect(
        addDocument(tx, {
          subscriberId,
          kind: 'other',
          name: 'a.png',
          bytes: Buffer.from(content),
        }),
      ).rejects.toMatchObject({ code: 'subscribers.document_refused', status: 422 })
    })
  })

  test('of more than 5 MiB is refused at the edge', () => {
    const contentBase64 = 'A'.repeat(7 * 1024 * 1024)
    const given = { subscriberId: crypto.randomUUID(), kind: 'photo', name: 'x', contentBase64 }
    expect(addEndpoint.input.safeParse(given).success).toBe(false)
  })
})

describe('a segment', () => {
  test('counts for prices once its proof was seen, and until its last day', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const segmentId = await aSegment(tx)
      const documentId = await addDocument(tx, {
        subscriberId,
        kind: 'segment-proof',
        name: 'Card',
        bytes: PNG,
      })
      const claim = { subscriberId, segmentId, documentId, from: '2026-11-01', until: '2026-12-31' }
      await claimSegment(tx, claim)
      await expect(claimSegment(tx, claim)).rejects.toMatchObject({
        code: 'subscribers.segment_claimed',
      })
      const on = async (day: string) =>
        (
          await segmentsOf(tx, { subscriberIds: [subscriberId], on: Temporal.PlainDate.from(day) })
        ).get(subscriberId)
      expect(await on('2026-11-20')).toBeUndefined()
      const [open] = (await standingNow(tx, subscriberId)).segments
      const claimId = open?.id ?? ''
      await decideClaim(tx, { subscriberId, claimId, decision: 'proven' })
      await expect(decideClaim(tx, { subscriberId, claimId, decision: 'refused' })).rejects.toThrow(
        'decided already',
      )
      expect(await on('2026-12-31')).toEqual([segmentId])
      expect(await on('2027-01-01')).toBeUndefined()
      await expect(removeDocument(tx, { subscriberId, documentId })).rejects.toThrow(
        'proves a segment',
      )
      await decideClaim(tx, { subscriberId, claimId, decision: 'ended' })
      expect(await on('2026-11-20')).toBeUndefined()
      await expect(claimSegment(tx, { ...claim, segmentId: subscriberId })).rejects.toThrow(
        'no such segment',
      )
    })
  })
})

describe('a contract', () => {
  test('is drafted, changed, started and ended, and not changed after that', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx, { kind: 'company' })
      const draft = {
        subscriberId,
        name: 'Offices 2027',
        from: '2027-01-01',
        until: '2027-12-31',
        documentId: null,
        terms: usualContractTerms,
      }
      const contractId = await writeContract(tx, draft)
      await changeContract(tx, { ...draft, contractId, version: 1, name: 'Offices' })
      await startContract(tx, { subscriberId, contractId, version: 2 })
      await expect(changeContract(tx, { ...draft, contractId, version: 3 })).rejects.toThrow(
        'not changed any more',
      )
      await expect(
        endContract(tx, { subscriberId, contractId, version: 3, on: '2026-12-31' }),
      ).rejects.toThrow('before it began')
      await endContract(tx, { subscriberId, contractId, version: 3, on: '2027-06-30' })
      expect(await contractsNow(tx, subscriberId)).toMatchObject([
        { name: 'Offices', state: 'ended', endedOn: '2027-06-30', terms: usualContractTerms },
      ])
      expect((await contractsById(tx, [contractId])).get(contractId)?.number).toMatch(/^C-\d{8}$/)
      const other = await aSubscriber(tx)
      await expect(
        startContract(tx, { subscriberId: other, contractId, version: 4 }),
      ).rejects.toThrow('no such contract')
    })
  })
})

test('the timeline tells what happened, and keeps notes sealed and on top', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const noteId = await writeNote(tx, { subscriberId, note: 'Dog bites', pinned: true })
    const shown = await timelineNow(tx, { subscriberId })
    expect(shown.pinned).toMatchObject([{ id: noteId, note: 'Dog bites', what: 'note' }])
    expect(shown.moments.map((moment) => moment.what).toSorted()).toEqual([
      'note',
      'subscribers.added',
    ])
    await noteMoments(tx, [
      { subscriberId, what: 'billing.renewed', facts: { number: '70001', cents: '299900' } },
    ])
    const toldTo = async (...permissions: string[]) =>
      (await timelineNow(actingAs(tx, staffWith(permissions)), { subscriberId })).moments[0]?.facts
    expect(await toldTo('subscribers.read')).toEqual({ number: '70001' })
    expect(await toldTo('billing.read')).toEqual({ number: '70001', cents: '299900' })
    await pinNote(tx, { subscriberId, noteId, pinned: false })
    expect((await timelineNow(tx, { subscriberId })).pinned).toEqual([])
    const other = await aSubscriber(tx)
    await expect(pinNote(tx, { subscriberId: other, noteId, pinned: true })).rejects.toThrow(
      'no such note',
    )
  })
})
