import { useRef, useState, type RefObject } from 'react'
import { ProblemError } from '#kernel/client.ts'
import type { Endpoint, InputOf, ParsedReplyOf } from '#kernel/endpoint.ts'
import { callWithProof, refreshRooms } from '#web/api.ts'
import { sayIssue, translateIssue } from '#web/ui/form/issues.ts'
import { getAt, setAt, type FieldPath, type FieldValue } from '#web/ui/form/paths.ts'
import { useDraft } from '#web/ui/form/use-draft.ts'

type Options<E extends Endpoint> = {
  /**
   * Where the form starts: what is stored now, or what a new one usually is. When what is stored changes
   * meanwhile, an untouched form shows it; what somebody has typed stays until they save or `takeStored`.
   */
  defaults: InputOf<E>
  /** Sent as it is, without a field: ids of the path, the version that was edited. */
  fixed?: Partial<InputOf<E>>
  /** Rooms whose reads are stale afterwards; the endpoint's own room unless said. */
  refresh?: readonly string[]
  onDone?: (reply: ParsedReplyOf<E>) => void | Promise<void>
  /** Last change before sending, for fields that the screen keeps in another shape. */
  prepare?: (values: InputOf<E>) => InputOf<E>
}

export type Bound<V> = {
  name: string
  value: V
  onChange: (value: V) => void
  error: string | undefined
}

export type ContractForm = {
  ref: RefObject<HTMLFormElement | null>
  isDirty: boolean
  isSending: boolean
  /** Fields with something wrong, after the first try to send. */
  issueCount: number
  /** A refusal or fault that belongs to no field. */
  problem: unknown
  submit: () => Promise<void>
  reset: () => void
  /** Throws away what was typed for what is stored now. */
  takeStored: () => void
}

function within(issues: Readonly<Record<string, string>>, part: string) {
  return (path: string): string | undefined =>
    issues[`${part}.${path}`] ?? issues[`${part}.${path}.cents`]
}

/**
 * A form for one endpoint: checked by the endpoint's own contract, sent by its own call, and what the server
 * finds wrong stands at its field. Bind fields with `<TextField label=… {...form.field('name')} />`.
 */
export function useContractForm<E extends Endpoint>(endpoint: E, options: Options<E>) {
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [isSending, setSending] = useState(false)
  const ref = useRef<HTMLFormElement>(null)
  const { start, setStart, values, setValues, isDirty, takeStored } = useDraft<InputOf<E>>({
    stored: options.defaults,
    isHeld: isSending,
    onTaken: forgetTries,
  })

  function forgetTries(): void {
    setIssues({})
    setTried(false)
    setProblem(undefined)
  }

  function inputOf(of: InputOf<E>): InputOf<E> {
    const prepared = options.prepare ? options.prepare(of) : of
    return { ...(prepared as object), ...(options.fixed as object) } as InputOf<E>
  }

  function change(path: string, value: unknown): void {
    // From what is there by then: a file is read while other fields change.
    setValues((before) => setAt(before, path, value) as InputOf<E>)
    // Before the first try nobody is told off while still typing; afterwards a mended field says so at once.
    if (tried) setIssues(issuesOf(endpoint, inputOf(setAt(values, path, value) as InputOf<E>)))
  }

  async function submit(): Promise<void> {
    if (isSending) return
    setTried(true)
    setProblem(undefined)
    const found = issuesOf(endpoint, inputOf(values))
    setIssues(found)
    if (Object.keys(found).length > 0) {
      showFirstIssue(ref.current)
      return
    }
    setSending(true)
    try {
      const reply = await callWithProof(endpoint, inputOf(values))
      setStart(values)
      setTried(false)
      await refreshRooms(options.refresh ?? [endpoint.name.split('.')[0] ?? ''])
      await options.onDone?.(reply)
    } catch (error) {
      const told = toldIssues(error)
      setIssues(told)
      if (Object.keys(told).length > 0) showFirstIssue(ref.current)
      else setProblem(error)
    } finally {
      setSending(false)
    }
  }

  function reset(): void {
    setValues(start)
    forgetTries()
  }

  const form: ContractForm = {
    ref,
    isDirty,
    isSending,
    issueCount: Object.keys(issues).length,
    problem,
    submit,
    reset,
    takeStored,
  }

  return {
    ...form,
    values,
    /** Sets several fields at once, for choices that bring others with them. */
    set: (next: Partial<InputOf<E>>) =>
      setValues((before) => ({ ...(before as object), ...(next as object) }) as InputOf<E>),
    /** What is wrong with a part of the input that has no field of its own. */
    issueAt: (path: FieldPath<InputOf<E>>): string | undefined => issues[path],
    /** What is wrong within a part that has one of several shapes, or many rows, by the path in it. */
    issuesIn: (part: FieldPath<InputOf<E>>) => within(issues, part),
    /** Binds one field. */
    field: <P extends FieldPath<InputOf<E>>>(path: P): Bound<FieldValue<InputOf<E>, P>> => ({
      name: path,
      value: getAt(values, path) as FieldValue<InputOf<E>, P>,
      onChange: (value) => change(path, value),
      error: issues[path],
    }),
    /** Binds a text that may be absent: an empty box is `null`. */
    textOrNull: <P extends FieldPath<InputOf<E>>>(path: P): Bound<string> & { optional: true } => ({
      name: path,
      value: textAt(values, path),
      onChange: (value) => change(path, value === '' ? null : value),
      error: issues[path],
      optional: true,
    }),
  }
}

function showFirstIssue(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}

/** What the server found wrong, by field, in the shown language. */
function toldIssues(error: unknown): Record<string, string> {
  const told = error instanceof ProblemError ? (error.problem.issues ?? []) : []
  return Object.fromEntries(told.map(({ path, message }) => [path, translateIssue(message, false)]))
}

/** What the contract finds wrong, by field, in the shown language. */
function issuesOf(endpoint: Endpoint, input: unknown): Record<string, string> {
  const parsed = endpoint.input.safeParse(input, { error: sayIssue })
  if (parsed.success) return {}
  const found: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const path = issue.path.join('.')
    const given = getAt(input, path)
    const isEmpty = given === '' || given === null || given === undefined
    found[path] ??= translateIssue(issue.message, isEmpty)
  }
  return found
}

function textAt(values: unknown, path: string): string {
  const found = getAt(values, path)
  return typeof found === 'string' ? found : ''
}
