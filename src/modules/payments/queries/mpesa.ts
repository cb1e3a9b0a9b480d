import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { must } from '#kernel/assert.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { parsePhone } from '#kernel/phone.ts'
import { among, listRows } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import {
  prompt as promptShape,
  telling as tellingShape,
  type listPrompts,
  type listTellings,
  type Prompt,
  type Shortcode,
  type Telling,
} from '../contract.ts'
import { promptNotFound, shortcodeNotFound, tellingNotFound } from '../refusals.ts'
import { keysOf, PROMPT_PHONE, promptPhone, tellingBody } from '../store/mpesa.ts'
import { ownersOf } from './payments.ts'
import { siteOfPayer } from './reach.ts'

// ───────────────────────────────────────────── shortcodes

export async function shortcodesNow(read: Read, shortcodeId?: string): Promise<Shortcode[]> {
  const rows = await read.sql
    .selectFrom('payments.shortcode')
    .selectAll()
    .select(
      sql<Temporal.Instant | null>`(select max(came_at) from payments.telling where shortcode_id = shortcode.id)`.as(
        'told_at',
      ),
    )
    .$if(shortcodeId !== undefined, (query) => query.where('id', '=', shortcodeId ?? ''))
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, number: row.number, store: row.store },
    kind: row.kind === 'till' ? 'till' : 'paybill',
    ...{ siteId: row.site_id, api: row.api, isOn: row.is_on, validates: row.validates },
    hasInitiator: keysOf(read, row).initiator !== null,
    urlsRegisteredAt: row.urls_registered_at?.toString() ?? null,
    pullRegisteredAt: row.pull_registered_at?.toString() ?? null,
    pulledUntil: row.pulled_until?.toString() ?? null,
    toldAt: row.told_at?.toString() ?? null,
    ...{ trouble: row.trouble, version: row.version },
  }))
}

export async function shortcodeNow(read: Read, shortcodeId: string): Promise<Shortcode> {
  const [found] = await shortcodesNow(read, shortcodeId)
  if (!found) throw shortcodeNotFound()
  return found
}

/** The one that asks a subscriber to pay: of their own site before one for all, a paybill before a till. */
export async function shortcodeFor(read: Read, siteId: string | null) {
  return read.sql
    .selectFrom('payments.shortcode')
    .select(['id', 'number', 'kind'])
    .where('is_on', '=', true)
    .where((eb) => eb.or([eb('site_id', 'is', null), eb('site_id', '=', siteId)]))
    .orderBy(sql`site_id is null`)
    .orderBy('kind')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
}

// ───────────────────────────────────────────── prompts

const PROMPT_COLUMNS = [
  ...([
    'prompt.id',
    'prompt.subscriber_id',
    'phone_sealed',
    'prompt.cents',
    'prompt.state',
  ] as const),
  ...(['why', 'again_at', 'payment_id', 'asked_at', 'settled_at', 'account', 'purpose'] as const),
  ...(['shortcode.kind', 'shortcode.number'] as const),
] as const

function prompts(read: Read) {
  return read.sql
    .selectFrom('payments.prompt as prompt')
    .innerJoin('payments.shortcode as shortcode', 'shortcode.id', 'prompt.shortcode_id')
    .select(PROMPT_COLUMNS)
}
type PromptRow = Awaited<ReturnType<ReturnType<typeof prompts>['execute']>>[number]

export async function promptNow(read: Read, promptId: string): Promise<Prompt> {
  const row = await prompts(read).where('prompt.id', '=', promptId).executeTakeFirst()
  if (!row) throw promptNotFound()
  return must((await shownPrompts(read, [row]))[0], 'one row shows one prompt')
}

export async function promptsPage(read: Read, input: ParsedInputOf<typeof listPrompts>) {
  const page = await listRows(read, input, {
    name: 'payments.list-prompts',
    query: prompts(read),
    id: sql.ref('prompt.id'),
    sorts: { askedAt: { by: sql.ref('asked_at'), type: 'timestamptz' } },
    filters: [
      atSites(
        read,
        sql`coalesce((select site_id from subscribers.subscriber where subscriber.id = prompt.subscriber_id), prompt.site_id)`,
      ),
      among(sql.ref('prompt.state'), input.state),
      input.subscriber === undefined ? undefined : sql`prompt.subscriber_id = ${input.subscriber}`,
    ],
    search: (q) => sql`phone_blind = ${read.vault.blind(PROMPT_PHONE, parsePhone(q) ?? q)}`,
    item: (row) => row,
  })
  return { ...page, items: await shownPrompts(read, page.items) }
}

async function shownPrompts(read: Read, rows: readonly PromptRow[]): Promise<Prompt[]> {
  const owners = await ownersOf(
    read,
    rows.map((row) => row.subscriber_id),
  )
  return rows.map((row) =>
    promptShape.parse({
      id: row.id,
      owner: row.subscriber_id === null ? null : owners.get(row.subscriber_id),
      purpose: row.purpose,
      phone: promptPhone(read, row),
      amount: moneyToWire(kes(row.cents)),
      ...{ state: row.state, why: row.why, paymentId: row.payment_id },
      againAt: row.again_at?.toString() ?? null,
      askedAt: row.asked_at.toString(),
      settledAt: row.settled_at?.toString() ?? null,
      byHand: { kind: row.kind, number: row.number, account: row.account },
    }),
  )
}

/** A prompt is where its subscriber is. */
export async function siteOfPrompt(read: Read, { promptId }: { promptId: string }) {
  const row = await read.sql
    .selectFrom('payments.prompt')
    .select(['subscriber_id', 'site_id'])
    .where('id', '=', promptId)
    .executeTakeFirst()
  if (row?.subscriber_id === null) return row.site_id
  return row && siteOfPayer(read, { subscriberId: row.subscriber_id })
}

// ───────────────────────────────────────────── tellings

const TELLING_COLUMNS = [
  ...(['telling.id', 'telling.kind', 'telling.state', 'why', 'from_address', 'came_at'] as const),
  ...(['payment_id', 'shortcode_id', 'shortcode.name', 'shortcode.number'] as const),
] as const

function tellings(read: Read) {
  return read.sql
    .selectFrom('payments.telling as telling')
    .innerJoin('payments.shortcode as shortcode', 'shortcode.id', 'telling.shortcode_id')
    .select(TELLING_COLUMNS)
}

export async function tellingsPage(read: Read, input: ParsedInputOf<typeof listTellings>) {
  return listRows(read, input, {
    name: 'payments.list-tellings',
    query: tellings(read),
    id: sql.ref('telling.id'),
    sorts: { cameAt: { by: sql.ref('came_at'), type: 'timestamptz' } },
    filters: [among(sql.ref('telling.state'), input.state)],
    item: shownTelling,
  })
}

export async function tellingNow(
  read: Read,
  tellingId: string,
): Promise<Telling & { body: string }> {
  const row = await tellings(read)
    .select('body_sealed')
    .where('telling.id', '=', tellingId)
    .executeTakeFirst()
  if (!row) throw tellingNotFound()
  return { ...shownTelling(row), body: tellingBody(read, row) }
}

type TellingRow = Awaited<ReturnType<ReturnType<typeof tellings>['execute']>>[number]

function shownTelling(row: TellingRow): Telling {
  return tellingShape.parse({
    id: row.id,
    shortcode: { id: row.shortcode_id, name: row.name, number: row.number },
    ...{ kind: row.kind, state: row.state, why: row.why, from: row.from_address },
    cameAt: row.came_at.toString(),
    paymentId: row.payment_id,
  })
}
