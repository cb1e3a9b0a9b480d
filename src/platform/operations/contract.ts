import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'

/**
 * What the machine does behind the screens: jobs and reactions, events, reconcilers, schedules and
 * invariants. Instants are ISO strings in UTC. Faults are an error and its causes, the outermost first.
 */
const instant = z.iso.datetime()

/** The queue numbers its jobs; the number travels as text because it may outgrow a JavaScript number. */
export const jobId = z.string().regex(/^\d{1,15}$/, 'A job is named by its number.')

/**
 * - `waiting`: for its moment, for a free worker, or for others of its order.
 * - `running`: a worker has taken it.
 * - `failing`: it failed and will be tried again at `dueAt`.
 * - `dead`: it failed for the last time and waits for staff.
 */
export const JOB_STATES = ['waiting', 'running', 'failing', 'dead'] as const
export const jobState = z.enum(JOB_STATES)

export const faultLink = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  stack: z.string().optional(),
})

/** Who caused it: `staff:<id>`, `subscriber:<id>`, `system:<name>` or `nobody`, and in which endpoint, job or reaction. */
export const cause = z.object({ actor: z.string(), origin: z.string() })

export const job = z.object({
  id: jobId,
  /** What it does: `messaging.deliver`. */
  name: z.string(),
  state: jobState,
  attempts: z.int(),
  attemptsMax: z.int(),
  dueAt: instant,
  createdAt: instant,
  /** Since when it runs. */
  startedAt: instant.nullable(),
  /** Jobs of one order run one after another. */
  order: z.string().nullable(),
  cause: cause.nullable(),
  /** The outermost message of the last failure. */
  fault: z.string().nullable(),
})
export type JobRow = z.infer<typeof job>

export const listJobs = listEndpoint({
  name: 'platform.list-jobs',
  path: '/api/operations/jobs',
  access: 'platform.jobs-read',
  summary:
    'Jobs that wait, run, fail or are dead. `q` searches in the name, the order and the last fault.',
  sorts: ['due', 'created', 'name'],
  defaultSort: '-due',
  filters: { state: anyOf(jobState), name: anyOf(z.string().max(200)) },
  item: job,
})

export const getJob = endpoint({
  name: 'platform.get-job',
  method: 'GET',
  path: '/api/operations/jobs/:id',
  access: 'platform.jobs-read',
  summary: 'One job: what it was given, what caused it, and every error of its last failure.',
  input: z.object({ id: jobId }),
  reply: job.extend({
    payload: z.unknown(),
    event: z.object({ id, name: z.string(), at: instant, payload: z.unknown() }).nullable(),
    faults: z.array(faultLink),
  }),
})

const someJobs = z.array(jobId).min(1).max(200)

export const retryJobs = endpoint({
  name: 'platform.retry-jobs',
  method: 'POST',
  path: '/api/operations/jobs/retry',
  access: 'platform.jobs-retry',
  summary: 'Tries failing and dead jobs again at once, with a fresh count of attempts.',
  input: z.object({ ids: someJobs }),
  /** Fewer than asked when some run at this moment, succeeded meanwhile, or were deleted. */
  reply: z.object({ retried: z.int() }),
})

export const retryDeadJobs = endpoint({
  name: 'platform.retry-dead-jobs',
  method: 'POST',
  path: '/api/operations/jobs/retry-dead',
  access: 'platform.jobs-retry',
  summary: 'Tries all dead jobs of one name again, for after a bug or an outage.',
  input: z.object({ name: z.string().min(1).max(200) }),
  reply: z.object({ retried: z.int() }),
})

export const deleteJobs = endpoint({
  name: 'platform.delete-jobs',
  method: 'POST',
  path: '/api/operations/jobs/delete',
  access: 'platform.jobs-retry',
  summary: 'Gives up on failing and dead jobs for good. The reason is kept.',
  input: z.object({ ids: someJobs, reason: z.string().trim().min(3).max(500) }),
  reply: z.object({ deleted: z.int() }),
})

export const event = z.object({
  id,
  name: z.string(),
  at: instant,
  cause,
  order: z.string().nullable(),
  payload: z.unknown(),
  /** Every reaction that the running code has to it; `doneAt` is null while one has not taken effect. */
  reactions: z.array(z.object({ name: z.string(), doneAt: instant.nullable() })),
})

export const listEvents = listEndpoint({
  name: 'platform.list-events',
  path: '/api/operations/events',
  access: 'platform.jobs-read',
  summary:
    'What happened lately, and which reactions to it have taken effect. `q` searches in the name and the order.',
  sorts: ['at'],
  defaultSort: '-at',
  filters: { name: anyOf(z.string().max(200)) },
  item: event,
})

export const reconciler = z.object({
  name: z.string(),
  sentence: z.string(),
  /** Null until it ran for the first time. */
  lastRun: z
    .object({
      startedAt: instant,
      /** Null while it runs. */
      finishedAt: instant.nullable(),
      done: z.int().nullable(),
      left: z.int().nullable(),
      faults: z.array(faultLink),
    })
    .nullable(),
})

export const schedule = z.object({
  name: z.string(),
  /** Five fields, in UTC. */
  cron: z.string(),
  lastRunAt: instant.nullable(),
  nextRunAt: instant.nullable(),
})

export const invariant = z.object({
  name: z.string(),
  sentence: z.string(),
  checkedAt: instant.nullable(),
  /** Since when it has been violated; null while it holds. */
  violatedSince: instant.nullable(),
  violations: z.array(z.string()),
  /** Why it could not be checked. */
  faults: z.array(faultLink),
})

export const overview = endpoint({
  name: 'platform.operations-overview',
  method: 'GET',
  path: '/api/operations',
  access: 'platform.jobs-read',
  summary: 'Jobs by state, and how reconcilers, schedules and invariants are doing.',
  input: nothing,
  reply: z.object({
    jobs: z.object({ waiting: z.int(), running: z.int(), failing: z.int(), dead: z.int() }),
    /** How long the longest-waiting job that is due has been due, in seconds; 0 when none is. */
    lag_s: z.number(),
    reconcilers: z.array(reconciler),
    schedules: z.array(schedule),
    invariants: z.array(invariant),
  }),
})

export const wakeReconciler = endpoint({
  name: 'platform.wake-reconciler',
  method: 'POST',
  path: '/api/operations/reconcilers/:name/wake',
  access: 'platform.jobs-retry',
  summary: 'Lets a reconciler run now.',
  input: z.object({ name: z.string().min(1).max(200) }),
  reply: nothing,
})

export const checkInvariants = endpoint({
  name: 'platform.check-invariants',
  method: 'POST',
  path: '/api/operations/invariants/check',
  access: 'platform.jobs-retry',
  summary: 'Lets every invariant be checked now.',
  input: nothing,
  reply: nothing,
})

export const live = endpoint({
  name: 'platform.live',
  method: 'GET',
  path: '/api/live',
  access: 'signed-in',
  summary:
    'Names a room when something happened in it that the caller may see, so that open screens read again.',
  kind: 'stream',
  input: nothing,
  reply: z.object({ room: z.string() }),
})
