import { sql, type Insertable, type Updateable } from 'kysely'
import { z } from 'zod'
import { newId } from '#kernel/id.ts'
import type { PaymentsPrompt, PaymentsShortcode } from '#platform/database.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { TellingKind } from '../contract.ts'
import type { Door } from '../outside/mpesa/port.ts'
import { promptNotFound, shortcodeNotFound } from '../refusals.ts'
import { stamp } from '../store.ts'

// ───────────────────────────────────────────── shortcodes

const DOOR = { table: 'payments.shortcode', column: 'door_sealed' }
const HOOK = { table: 'payments.shortcode', column: 'hook_secret_sealed' }

/** What opens a shortcode at Daraja, as it is kept sealed. */
export const doorKeys = z.object({
  consumerKey: z.string(),
  consumerSecret: z.string(),
  passkey: z.string(),
  initiator: z
    .object({ name: z.string(), password: z.string(), certificate: z.string() })
    .nullable(),
})
export type DoorKeys = z.infer<typeof doorKeys>

type ShortcodeColumns = Omit<
  Insertable<PaymentsShortcode>,
  'door_sealed' | 'hook_secret_sealed' | 'version' | 'changed_at' | 'by_kind' | 'by_id'
>

/** False when its number is taken. */
export async function insertShortcode(
  tx: Tx,
  columns: ShortcodeColumns,
  secrets: { keys: DoorKeys; hookSecret: string },
): Promise<boolean> {
  const { id } = columns
  const inserted = await tx.sql
    .insertInto('payments.shortcode')
    .values({
      ...columns,
      door_sealed: tx.vault.sealJson({ ...DOOR, row: id }, secrets.keys),
      hook_secret_sealed: tx.vault.seal({ ...HOOK, row: id }, secrets.hookSecret),
      ...stamp(tx),
      version: 1,
    })
    .onConflict((known) => known.column('number').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function lockShortcode(tx: Tx, shortcodeId: string) {
  const row = await tx.sql
    .selectFrom('payments.shortcode')
    .selectAll()
    .where('id', '=', shortcodeId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw shortcodeNotFound()
  return row
}

export async function updateShortcode(
  tx: Tx,
  shortcodeId: string,
  change: Updateable<Omit<PaymentsShortcode, 'door_sealed'>> & { keys?: DoorKeys },
) {
  const { keys, ...columns } = change
  await tx.sql
    .updateTable('payments.shortcode')
    .set({
      ...columns,
      ...(keys && { door_sealed: tx.vault.sealJson({ ...DOOR, row: shortcodeId }, keys) }),
      ...stamp(tx),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', shortcodeId)
    .execute()
}

/** How far Pull has got: a mark of ours, no change by anybody. */
export async function markPulled(tx: Tx, shortcodeId: string, until: Temporal.Instant) {
  await tx.sql
    .updateTable('payments.shortcode')
    .set({ pulled_until: until })
    .where('id', '=', shortcodeId)
    .execute()
}

type SealedDoor = {
  id: string
  number: string
  kind: string
  store: string
  api: string
  door_sealed: string
}

export function keysOf(
  read: Pick<Read, 'vault'>,
  row: Pick<SealedDoor, 'id' | 'door_sealed'>,
): DoorKeys {
  return doorKeys.parse(read.vault.openJson({ ...DOOR, row: row.id }, row.door_sealed))
}

export function doorOf(read: Pick<Read, 'vault'>, row: SealedDoor): Door {
  const { initiator, ...keys } = keysOf(read, row)
  const kind = row.kind === 'till' ? 'till' : 'paybill'
  return {
    at: row.api,
    number: row.number,
    kind,
    store: row.store,
    ...keys,
    ...(initiator && { initiator }),
  }
}

export function hookSecretOf(
  read: Pick<Read, 'vault'>,
  row: { id: string; hook_secret_sealed: string },
): string {
  return read.vault.open({ ...HOOK, row: row.id }, row.hook_secret_sealed)
}

// ───────────────────────────────────────────── tellings

const BODY = { table: 'payments.telling', column: 'body_sealed' }

export type NewTelling = {
  readonly shortcodeId: string
  readonly kind: TellingKind
  /** Which question of ours it answers. */
  readonly conversationId: string | null
  readonly body: string
  readonly from: string
}

/** Many in one statement that stays prepared, however many they are. */
export async function insertTellings(tx: Tx, tellings: readonly NewTelling[]) {
  if (tellings.length === 0) return
  const rows = tellings.map(({ shortcodeId, kind, conversationId, body, from }) => {
    const id = newId(tx.now)
    return {
      ...{ id, shortcode_id: shortcodeId, kind, from_address: from },
      conversation_id: conversationId,
      body_sealed: tx.vault.seal({ ...BODY, row: id }, body),
    }
  })
  await sql`
    /* often */ insert into payments.telling
      (id, shortcode_id, kind, conversation_id, from_address, body_sealed, came_at, look_at, state)
    select id, shortcode_id, kind, conversation_id, from_address, body_sealed, ${tx.now}, ${tx.now}, 'waiting'
    from json_populate_recordset(null::payments.telling, ${JSON.stringify(rows)}::json)`.execute(
    tx.sql,
  )
}

export function tellingBody(
  read: Pick<Read, 'vault'>,
  row: { id: string; body_sealed: string },
): string {
  return read.vault.open({ ...BODY, row: row.id }, row.body_sealed)
}

/** One that waits; nothing where somebody else reads it right now or has read it. */
export async function lockTelling(tx: Tx, tellingId: string) {
  return tx.sql
    .selectFrom('payments.telling')
    .selectAll()
    .where('id', '=', tellingId)
    .where('state', '=', 'waiting')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/** Confirmations of these that wait; those that somebody else reads right now are left to them. */
export async function lockTellings(tx: Tx, tellingIds: readonly string[]) {
  return tx.sql
    .selectFrom('payments.telling')
    .select(['id', 'shortcode_id', 'body_sealed', 'from_address', 'came_at'])
    .where('id', '=', anyOf(tellingIds))
    .where('state', '=', 'waiting')
    .where('kind', '=', 'confirmation')
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()
}

/** These are booked, each as its payment. */
export async function endTellings(
  tx: Tx,
  ended: readonly { readonly tellingId: string; readonly paymentId: string | null }[],
) {
  await sql`
    update payments.telling set state = 'done', why = null, payment_id = ended.payment_id, done_at = ${tx.now}
    from unnest(${ended.map(({ tellingId }) => tellingId)}::uuid[], ${ended.map(({ paymentId }) => paymentId)}::uuid[])
      as ended(id, payment_id)
    where telling.id = ended.id`.execute(tx.sql)
}

export type TellingEnd =
  | { readonly state: 'done'; readonly paymentId?: string }
  | { readonly state: 'odd'; readonly why: string }
  | { readonly state: 'waiting'; readonly why: string; readonly lookAt: Temporal.Instant }

export async function updateTelling(tx: Tx, tellingId: string, end: TellingEnd) {
  const changes =
    end.state === 'waiting'
      ? { state: end.state, why: end.why, look_at: end.lookAt, done_at: null }
      : {
          state: end.state,
          why: end.state === 'odd' ? end.why : null,
          payment_id: end.state === 'done' ? (end.paymentId ?? null) : null,
          done_at: tx.now,
        }
  await tx.sql.updateTable('payments.telling').set(changes).where('id', '=', tellingId).execute()
}

/** Tellings that came before the answer that explains them need wait no longer. */
export async function hurryTellings(tx: Tx, shortcodeId: string) {
  await tx.sql
    .updateTable('payments.telling')
    .set({ look_at: tx.now })
    .where('shortcode_id', '=', shortcodeId)
    .where('state', '=', 'waiting')
    .where('look_at', '>', tx.now)
    .execute()
}

const NEXT_TRY_s = 30

/** One that broke whoever read it is tried later, ever more seldom the older it is, so that many of them keep nobody from being read. */
export async function putOffTelling(tx: Tx, tellingId: string) {
  await sql`
    update payments.telling
    set why = 'broken', look_at = ${tx.now}::timestamptz + greatest(make_interval(secs => ${NEXT_TRY_s}), (${tx.now} - came_at) / 2)
    where id = ${tellingId} and state = 'waiting'`.execute(tx.sql)
}

/** Puts one that was odd back in line. */
export async function reopenTelling(tx: Tx, tellingId: string): Promise<boolean> {
  const opened = await tx.sql
    .updateTable('payments.telling')
    .set({ state: 'waiting', done_at: null, look_at: tx.now })
    .where('id', '=', tellingId)
    .where('state', '=', 'odd')
    .returning('id')
    .executeTakeFirst()
  return opened !== undefined
}

// ───────────────────────────────────────────── prompts

const PHONE = { table: 'payments.prompt', column: 'phone_sealed' }
export const PROMPT_PHONE = 'payments.prompt.phone_blind'

type PromptColumns = Omit<
  Insertable<PaymentsPrompt>,
  'phone_sealed' | 'phone_blind' | 'asked_at' | 'by_kind' | 'by_id' | 'looks'
>

/** False when it is there already, or its phone shows another one. */
export async function insertPrompt(
  tx: Tx,
  { phone, ...columns }: PromptColumns & { phone: string },
): Promise<boolean> {
  const { changed_at: _, ...by } = stamp(tx)
  const inserted = await tx.sql
    .insertInto('payments.prompt')
    .values({
      ...columns,
      phone_sealed: tx.vault.seal({ ...PHONE, row: columns.id }, phone),
      phone_blind: tx.vault.blind(PROMPT_PHONE, phone),
      asked_at: tx.now,
      looks: 0,
      ...by,
    })
    .onConflict((known) => known.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export function promptPhone(
  read: Pick<Read, 'vault'>,
  row: { id: string; phone_sealed: string },
): string {
  return read.vault.open({ ...PHONE, row: row.id }, row.phone_sealed)
}

export async function lockPrompt(tx: Tx, promptId: string) {
  const row = await tx.sql
    .selectFrom('payments.prompt')
    .selectAll()
    .where('id', '=', promptId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw promptNotFound()
  return row
}

/** What an end of a prompt has to know of it; locked. */
export type PromptAtStake = {
  readonly id: string
  readonly subscriber_id: string | null
  readonly state: string
  readonly purpose: string | null
  readonly reference: string | null
  readonly cents: bigint
}

export async function updatePrompt(
  tx: Tx,
  promptId: string,
  change: Updateable<Omit<PaymentsPrompt, 'phone_sealed' | 'phone_blind'>>,
) {
  await tx.sql.updateTable('payments.prompt').set(change).where('id', '=', promptId).execute()
}

/** The prompt that was taken for what a payment answers, and whether its phone is asked for something else by now; a purchase is never guessed. */
export async function lockPromptOfPayment(tx: Tx, paymentId: string) {
  return tx.sql
    .selectFrom('payments.prompt')
    .select(['id', 'checkout_id'])
    .select(
      sql<boolean>`exists (select from payments.prompt as other
        where other.phone_blind = prompt.phone_blind and other.state in ('asking', 'open'))`.as(
        'is_asked',
      ),
    )
    .where('payment_id', '=', paymentId)
    .where('purpose', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}
