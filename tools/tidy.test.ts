import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readTree } from './source.ts'
import { tidy } from './tidy.ts'
import { oversize } from './tidy/oversize.ts'
import { wordsOf } from './tidy/words.ts'

const GLOSSARY = `# Glossary

| Word | Means | Refused |
|---|---|---|
| staff | who works here | \`user\`, admin |
| plan | what we sell | \`bundle\` |

| Name | Below | Why |
|---|---|---|
| user agent | \`src/\` | RFC 9110 |
`

function judge(files: Record<string, string>, allowed = {}) {
  const tree = new Map([['docs/GLOSSARY.md', GLOSSARY], ...Object.entries(files)])
  return tidy(tree, allowed)
}

const rules = (files: Record<string, string>) => judge(files).map((finding) => finding.rule)
const lines = (count: number, line = '//') => `${line}\n`.repeat(count)

const README = `# Staff

## Owns
## Does not own
## Words
## Invariants
## Time
## Failure
`
const DECISION = `# One

Status: accepted
Date: 2026-11-22

## Context
## Decision
## Consequences
## Alternatives
## What enforces it
`

/** The whole source is read, on a machine that may be doing everything else as well. */
const PATIENCE_MS = 120_000

test('the source of Kasi is tidy', { timeout: PATIENCE_MS }, () => {
  expect(tidy(readTree(resolve(import.meta.dirname, '..')), oversize)).toEqual([])
})

test.for<[rule: string, path: string, text: string]>([
  ['room-files', 'src/modules/staff/helpers.ts', ''],
  ['room-files', 'src/modules/staff/service.ts', ''],
  ['room-files', 'src/modules/staff/other.test.ts', ''],
  ['room-files', 'src/modules/staff/lib/a.ts', ''],
  ['names', 'src/kernel/phoneNumber.ts', ''],
  ['names', 'src/kernel/Phone.ts', ''],
  ['names', 'src/kernel/phone_number.ts', ''],
  ['names', 'src/kernel/Words/phone.ts', ''],
  ['names', 'src/kernel/Phone.tsx', ''],
  ['names', 'src/kernel/misc.ts', ''],
  ['words', 'src/kernel/user-list.ts', ''],
  ['words', 'src/kernel/a.ts', 'const users = 1'],
  ['words', 'src/kernel/a.ts', 'function findUser() {}'],
  ['words', 'src/kernel/a.ts', 'type UserRow = { id: string }'],
  ['words', 'src/kernel/a.ts', 'type Row = { user_id: string }'],
  ['words', 'src/kernel/a.ts', 'const a = (user: string) => 1'],
  ['words', 'src/kernel/a.ts', 'class Bundle { price = 1 }'],
  ['words', 'src/kernel/a.ts', "defineEvent('staff.user-invited')"],
  ['words', 'src/modules/staff/migrations/0020_a.sql', 'create table staff.a (bundle text)'],
  ['migrations', 'src/modules/staff/migrations/20_a.sql', 'select 1'],
  ['migrations', 'src/modules/staff/migrations/0020-a.sql', 'select 1'],
  ['debt', 'src/kernel/a.ts', '// FIXME later'],
  ['debt', 'src/kernel/a.ts', '/* XXX */'],
  ['debt', 'src/kernel/a.ts', '// TODO: later'],
  ['debt', 'src/kernel/a.ts', '// @TODO later'],
  ['silenced', 'src/kernel/a.ts', '// oxlint-disable-next-line no-console'],
  ['default-export', 'src/kernel/a.ts', 'export default 1'],
  ['bang', 'src/kernel/a.ts', 'export const a = list[0]!'],
  ['skipped', 'src/kernel/a.test.ts', "test.skip('a', () => {})"],
  ['skipped', 'src/kernel/a.test.ts', "describe.only('a', () => {})"],
  ['skipped', 'src/kernel/a.test.ts', "test.skipIf(root)('a', () => {})"],
  ['skipped', 'src/kernel/a.test.ts', "it.todo('a')"],
  ['skipped', 'journeys/a.test.ts', "test.concurrent.only('a', () => {})"],
  ['mocks', 'src/kernel/a.test.ts', "vi.mock('./b.ts')"],
  ['mocks', 'src/kernel/a.test.ts', "vi.mock('#platform/tx.ts')"],
  ['commands', 'src/modules/staff/commands/invite.ts', 'export function ask(tx) {}'],
  ['commands', 'src/modules/staff/commands/invite.ts', 'export function invite(input) {}'],
  ['commands', 'src/modules/staff/commands/invite.ts', 'export const invite = 1'],
  [
    'commands',
    'src/modules/staff/commands/invite.ts',
    'export function invite(tx) {}\nexport function recall(tx) {}',
  ],
  ['commands', 'src/modules/staff/commands/invite.ts', "export * from './recall.ts'"],
  ['summary', 'src/modules/staff/contract.ts', "export const a = endpoint({ name: 'staff.a' })"],
  ['summary', 'src/modules/staff/contract.ts', "export const a = listEndpoint({ summary: '' })"],
  ['summary', 'src/modules/staff/contract/a.ts', "export const a = endpoint({ summary: 'Yes' })"],
  ['size', 'src/kernel/a.ts', lines(401)],
  ['size', 'src/kernel/a.ts', `function a() {\n${lines(100)}}`],
  ['size', 'src/kernel/a.ts', `const a = () => {\n${lines(100)}}`],
  ['headings', 'docs/a.md', '# One\n\n# Two\n'],
  ['headings', 'docs/a.md', 'No title.\n'],
  ['links', 'docs/a.md', '# A\n[b](b.md)\n'],
  ['links', 'docs/a.md', '# A\n[b](#nowhere)\n'],
  ['links', 'docs/a.md', '# A\n[b](GLOSSARY.md#nowhere)\n'],
  ['links', 'docs/a.md', '# A\n<img src="pictures/none.png">\n'],
  ['links', 'docs/a.md', '# A\n![b](pictures/none.png)\n'],
  ['readme', 'src/modules/staff/module.ts', 'export const staff = 1'],
  ['readme', 'src/modules/staff/README.md', '# Staff\n\n## Owns\n'],
  ['readme', 'src/modules/staff/README.md', `${README}${lines(200, 'More.')}`],
  ['decisions', 'docs/decisions/one.md', DECISION],
  ['decisions', 'docs/decisions/0001-one.md', DECISION.replace('## Alternatives\n', '')],
  ['decisions', 'docs/decisions/0001-one.md', DECISION.replace('Status: accepted\n', '')],
])('%s: a bad %s (case %#)', ([rule, path, text]) => {
  expect(rules({ [path]: text })).toContain(rule)
})

test.for<[path: string, text: string]>([
  ['src/modules/staff/queries/members.ts', ''],
  ['src/modules/staff/queries.test.ts', ''],
  ['src/web/admin/staff/InviteForm.tsx', ''],
  ['src/modules/staff/migrations/0020_staff.sql', 'select current_user -- the user'],
  ['src/kernel/a.ts', 'const userAgent = request.user'],
  ['src/kernel/a.ts', "connect({ user: 'postgres' })"],
  ['src/kernel/a.ts', '// @TODO(12) tell the user'],
  ['src/kernel/a.ts', 'export const a = list[0]! // the list has one'],
  ['src/kernel/a.test.ts', 'const a = list[0]!'],
  ['src/web/vite.config.ts', 'export default {}'],
  ['src/kernel/a.test.ts', "test.for([1])('a', () => {})\nvi.mock('node:dgram')"],
  [
    'src/modules/staff/commands/send-e-mail2.ts',
    'export type Input = {}\nexport async function sendEMail2(tx: Tx) {}',
  ],
  ['src/modules/staff/contract.ts', "export const a = endpoint({ summary: 'Lists the roles.' })"],
  ['src/kernel/a.ts', lines(400)],
  ['src/modules/staff/README.md', README],
  ['docs/decisions/0001-one.md', DECISION],
  [
    'docs/a.md',
    '# A b, c\n```\n# not a heading\n[x](x.md)\n```\n[a](#a-b-c) [b](GLOSSARY.md#glossary)',
  ],
])('a good %s (case %#)', ([path, text]) => {
  expect(judge({ [path]: text })).toEqual([])
})

test('two migrations or two decisions never share a number', () => {
  expect(
    rules({
      'src/platform/migrations/0001_a.sql': 'select 1',
      'src/modules/staff/migrations/0001_b.sql': 'select 1',
      'docs/decisions/0001-a.md': DECISION,
      'docs/decisions/0001-b.md': DECISION,
    }),
  ).toEqual(['migrations', 'decisions'])
})

test('the list of long files may only shrink', () => {
  const path = 'src/kernel/a.ts'
  expect(judge({ [path]: lines(450) }, { [path]: 450 })).toEqual([])
  expect(judge({ [path]: lines(451) }, { [path]: 450 })[0]?.message).toContain('grew')
  expect(judge({ [path]: lines(10) }, { [path]: 450 })[0]?.message).toContain('off the list')
})

test('a refused word names the word to say', () => {
  const [finding] = judge({ 'src/kernel/a.ts': '\nconst newUser = 1' })
  expect(finding).toMatchObject({ line: 2, path: 'src/kernel/a.ts' })
  expect(finding?.message).toBe('`newUser` says user; say staff (docs/GLOSSARY.md)')
})

test('names come apart into words', () => {
  expect(wordsOf('seenByOSUsers')).toEqual(['seen', 'by', 'os', 'users'])
  expect(wordsOf('staff.e-mail_code2')).toEqual(['staff', 'e', 'mail', 'code'])
})
