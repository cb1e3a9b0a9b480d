import { theirService } from '#modules/services/index.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { MyUsage } from '../contract/portal.ts'
import { serviceUsage } from './service-usage.ts'

/** The usage of a service, for whoever holds it. */
export async function myUsageNow(read: Read, serviceId: string): Promise<MyUsage> {
  await theirService(read, { serviceId, subscriberId: callingSubscriber(read) })
  const { stage, stages, quota, counters, today, thisMonth } = await serviceUsage(read, serviceId)
  const counted = counters.find(({ meter }) => meter !== 'time')
  return {
    todayBytes: bytesOf(today),
    monthBytes: bytesOf(thisMonth),
    quota: quota && { state: quota.state, leftBytes: quota.leftBytes, left_s: quota.left_s },
    stage,
    stages: stages.map(({ after }) => ({ afterBytes: after })),
    usedBytes: counted?.used ?? null,
  }
}

function bytesOf({ up, down }: { up: string; down: string }): string {
  return String(BigInt(up) + BigInt(down))
}
