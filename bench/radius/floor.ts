import type { RemoteInfo } from 'node:dgram'
import { createSocket } from 'node:dgram'
import pg from 'pg'

/**
 * What no server of accounting in this runtime goes below: whatever came while the last batch was written is the next one, a bare upsert of
 * the leanest table that could hold sessions, committed durably, and only then is each sender given back what it sent. Nothing is read,
 * checked, signed, remembered or counted. Started as a child by `bench/radius.ts`.
 */
const [url = ''] = process.argv.slice(2)
const BATCH = 500
const client = new pg.Client({ connectionString: url })
await client.connect()
await client.query(
  `create table if not exists bare_record (id bigint primary key, seen timestamptz, up bigint) with (fillfactor = 50)`,
)
const upsert = {
  name: 'upsert',
  text: `insert into bare_record as t select id, now(), 5 from unnest($1::bigint[]) as id
         on conflict (id) do update set seen = excluded.seen, up = t.up + excluded.up`,
}

const waiting: { datagram: Buffer; from: RemoteInfo }[] = []
let isWriting = false
const socket = createSocket({ type: 'udp4', recvBufferSize: 8 << 20 })
socket.on('message', (datagram, from) => {
  waiting.push({ datagram, from })
  if (!isWriting) void write()
})

async function write() {
  isWriting = true
  await new Promise((resolve) => setImmediate(resolve))
  while (waiting.length > 0) {
    const batch = waiting.splice(0, BATCH)
    const ids = new Set(batch.map(({ datagram }) => rowOf(datagram)))
    await client.query({ ...upsert, values: [`{${[...ids].join()}}`] })
    for (const { datagram, from } of batch) socket.send(datagram, from.port, from.address)
  }
  isWriting = false
}

/** Some row of ten thousand: an authenticator is a hash. */
function rowOf(datagram: Buffer): number {
  return datagram.readUInt32BE(4) % 10_000
}

socket.bind(0, '127.0.0.1', () => process.send?.({ port: socket.address().port }))
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }))
process.on('SIGTERM', () => process.exit())
