import { z } from 'zod'
import { defineJob, work, type Worker } from '#platform/jobs.ts'
import { countOnline } from './commands/count-online.ts'

export const countOnlineNow = defineJob('desk.count-online', z.object({}))

export const countingOnline: Worker = work(countOnlineNow, ({ unit }) => unit(countOnline))
