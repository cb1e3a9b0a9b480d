import { z } from 'zod'
import { newId } from '#kernel/id.ts'
import {
  getAuditRow,
  getAuditVerification,
  listAudit,
  listAuditActions,
  verifyAuditNow,
} from '#platform/audit/contract.ts'
import {
  auditActions,
  auditDetail,
  auditPage,
  lastFindings,
  verificationNow,
} from '#platform/audit/queries.ts'
import { keptAnchors } from '#platform/audit/sealer.ts'
import { verifyView } from '#platform/audit/verify.ts'
import type { Clock } from '#platform/clock.ts'
import { defineJob, work } from '#platform/jobs.ts'
import { defineModule } from '#platform/manifest.ts'
import { serve } from '#platform/serve.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'

const verifyTrail = defineJob('platform.verify-trail', z.object({}))

/** Millions of rows take minutes. */
const VERIFY_TIMEOUT_S = 3_600
const FINDINGS_KEPT = 100

/** The audit trail on screen, and its verification each night. */
export function auditModule({
  vault,
  clock,
  home,
}: {
  vault: OpenVault
  clock: Clock
  home: string
}) {
  return defineModule({
    name: 'platform',
    permissions: { 'platform.audit-read': 'Read the audit trail, with the personal data in it' },
    routes: [
      serve(listAudit, auditPage, 'filtered'),
      serve(getAuditRow, (read, { id }) => auditDetail(read, id), 'filtered'),
      serve(listAuditActions, async (read) => ({ actions: await auditActions(read) }), 'filtered'),
      serve(getAuditVerification, verificationNow),
      serve(verifyAuditNow, async (tx) => {
        tx.later(verifyTrail, {}, { key: 'now' })
        return {}
      }),
    ],
    jobs: [
      work(
        verifyTrail,
        async (door) => {
          const startedAt = clock.now()
          const anchors = await keptAnchors(home)
          const report = await door.read((read) => verifyView(read.sql, vault, anchors))
          await door.unit(async (tx) => {
            await tx.sql
              .insertInto('platform.audit_verification')
              .values({
                id: newId(tx.now),
                started_at: startedAt,
                finished_at: tx.now,
                row_count: BigInt(report.rows),
                waiting_count: BigInt(report.waiting),
                erased_count: BigInt(report.erased),
                anchor_count: report.anchors,
                finding_count: BigInt(report.findingsCount),
                findings: report.findings.slice(0, FINDINGS_KEPT).map(({ sentence }) => sentence),
              })
              .execute()
          })
        },
        { timeout_s: VERIFY_TIMEOUT_S, attempts: 3 },
      ),
    ],
    schedule: [{ job: verifyTrail, cron: '20 0 * * *' }],
    invariants: [
      {
        name: 'platform.audit-trail-is-whole',
        sentence: 'No row of the audit trail was changed, taken out, put in or cut off.',
        violations: lastFindings,
      },
    ],
  })
}
